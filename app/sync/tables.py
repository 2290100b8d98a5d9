"""What the server keeps of commands and of the order in which they took effect."""

import sqlalchemy as sa

from app.storage.schema import id_column, moment, number, reference, server_only, text

# One row. Its update is the last statement of each writing transaction, so that numbers are dense
# and in commit order (a serial column missed 3,787 of 10,140 rows with 8 writers).
feed_clock = server_only(
    "feed_clock",
    sa.Column("id", sa.Integer, primary_key=True),
    text("server_id"),
    number("epoch"),
    number("seq"),
    text("chain"),
)

# The audit log: one entry per command that took a number, each chained to the one before.
audit = server_only(
    "audit",
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    number("epoch"),
    text("chain"),
    text("command_id"),
    text("kind"),
    text("status"),
    text("user_id"),
    text("device_id"),
    text("reason"),
    text("digest"),  # of the body and of the rows it touched
    moment("at", optional=False),
)

# Which rows a number touched; they are read when a page is made: docs/decisions/0002.
feed_changes = server_only(
    "feed_changes",
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entity", sa.Text, primary_key=True),
    sa.Column("entity_id", sa.String(32), primary_key=True),
    text("buckets"),
)

commands = server_only(
    "commands",
    sa.Column("command_id", sa.String(32), primary_key=True),
    text("replica_id"),
    number("client_seq"),
    text("kind"),
    number("v"),
    text("user_id"),
    text("device_id"),
    text("body_hash"),
    text("body"),  # redacted of personal data once it was applied
    text("chain"),
    text("status"),
    text("receipt"),
    number("seq"),
    moment("occurred_at", optional=False),
    moment("received_at", optional=False),
    sa.UniqueConstraint("replica_id", "client_seq"),
    sa.Index(None, "device_id", "seq"),
    sa.Index(None, "seq"),
)

server_secrets = server_only(
    "server_secrets", sa.Column("name", sa.Text, primary_key=True), text("value")
)

# How far each desk database was taken. A restored or cloned one goes on under a new replica id.
replicas = server_only(
    "replicas",
    id_column(),
    reference("device_id", index=True),
    number("last_seq"),
    text("device_chain"),
    text("forked_into"),
    moment("seen_at"),
)
