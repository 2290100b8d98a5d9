"""What the customer is told: one row per message, and the server's outbox that sends it."""

from app.storage.schema import (
    Owner,
    id_column,
    moment,
    number,
    reference,
    server_only,
    synced,
    text,
)

messages = synced(
    "messages",
    id_column(),
    reference("order_id", index=True),
    reference("customer_id"),
    text("kind"),  # states.MessageKind
    text("language"),
    text("state"),  # queued | sent | failed | withdrawn
    moment("made_at", optional=False),
    moment("sent_at"),
    buckets=Owner("orders", "order_id"),
)

# Effects leave the server after the commit, at least once, each under its own key.
effects = server_only(
    "effects",
    id_column(),
    text("kind"),  # mail
    reference("subject_id"),
    text("state", index=True),
    number("attempts"),
    moment("next_at"),
    text("error"),
)

# What mails need and nobody else may read: the pickup code in clear, until it is collected.
pickup_secrets = server_only(
    "pickup_secrets",
    id_column(),  # the order's id
    text("code"),
)
