"""People, devices and what a device may do while it is alone."""

import sqlalchemy as sa

from app.storage.schema import (
    Fixed,
    Pattern,
    desk_only,
    flag,
    id_column,
    moment,
    number,
    on_both,
    reference,
    server_only,
    synced,
    text,
)

users = synced(
    "users",
    id_column(),
    text("staff_number", index=True),
    text("name"),
    text("role"),
    reference("site_id", optional=True),
    text("language"),
    text("pin_hash"),  # argon2id; leaves the server only inside an encrypted desk database
    flag("active"),
    moment("revoked_at"),
    buckets=Fixed("staff"),
)

devices = synced(
    "devices",
    id_column(),
    reference("site_id"),
    number("number"),  # with the site code it is the prefix of every number the device issues
    text("name"),
    flag("care"),  # a phone desk: it gets every order, not just its store's
    moment("revoked_at"),
    buckets=Fixed("staff"),
)

# What only the server knows of a device: how it proves itself, and how far its acts were taken.
device_secrets = server_only(
    "device_secrets",
    id_column(),
    text("credential_hash"),
    text("enrol_hash", index=True),
    moment("enrolled_at"),
)

# The order that is open on a desk just now, for its colleagues to hear of. Its id is the device's.
presence = server_only(
    "presence",
    id_column(),
    reference("user_id"),
    reference("order_id", index=True),
    flag("changing"),  # a change of it is prepared, and not only looked at
    moment("until", optional=False),  # a desk that fell silent is not there for ever
)

# The signed permission of each user who signed in on this desk, for when the server is away.
grants = desk_only(
    "grants",
    sa.Column("user_id", sa.String(32), primary_key=True),
    text("token"),
)

# What was done within a limit, and what a second person let pass: limits add up over these rows.
limit_uses = synced(
    "limit_uses",
    id_column(),
    text("permission"),
    reference("user_id"),
    reference("device_id"),
    reference("site_id"),
    reference("order_id", optional=True, index=True),
    number("amount"),  # minor units, hundredths of a percent, or units
    reference("approver_id", optional=True),  # who let it pass; such a use is not the user's own
    reference("command_id", index=True),
    moment("at", optional=False),
    sa.Index("ix_limit_uses_user", "user_id", "permission", "at"),
    sa.Index("ix_limit_uses_device", "device_id", "permission", "at"),
    buckets=Pattern("store:{site_id}"),
)

# Wrong PINs: counted on each side for itself, so that a restart forgives nothing.
pin_tries = on_both(
    "pin_tries",
    sa.Column("user_id", sa.String(32), primary_key=True),
    number("failures"),
    number("blocked_until"),
)
