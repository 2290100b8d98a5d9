"""People, devices and what a device may do while it is alone."""

import sqlalchemy as sa

from app.storage.schema import (
    Fixed,
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

# The signed permission of each user who signed in on this desk, for when the server is away.
grants = desk_only(
    "grants",
    sa.Column("user_id", sa.String(32), primary_key=True),
    text("token"),
)

# Wrong PINs: counted on each side for itself, so that a restart forgives nothing.
pin_tries = on_both(
    "pin_tries",
    sa.Column("user_id", sa.String(32), primary_key=True),
    number("failures"),
    number("blocked_until"),
)
