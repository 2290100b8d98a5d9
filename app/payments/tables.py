"""What was promised, taken and given back: tenders, the journal that sums to 0, drawers, credit."""

import sqlalchemy as sa

from app.storage.schema import (
    Nobody,
    Owner,
    Pattern,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

payments = synced(
    "payments",
    id_column(),
    reference("order_id", index=True),
    text("kind"),
    text("state"),
    text("currency"),
    number("amount_minor"),
    number("captured_minor"),
    number("refunded_minor"),
    text("reference"),  # approval code, or brand and last 4; never a card number
    text("link"),
    reference("drawer_id", optional=True),
    moment("at", optional=False),
    buckets=Owner("orders", "order_id"),
)

# Double entry: the rows of one journal_id add up to 0 per currency.
money_entries = synced(
    "money_entries",
    id_column(),
    reference("journal_id", index=True),
    text("account"),
    text("currency"),
    number("amount_minor"),  # positive = debit
    reference("order_id", optional=True, index=True),
    reference("payment_id", optional=True),
    text("why"),
    reference("command_id"),
    moment("at", optional=False),
    buckets=Nobody(),
)

drawers = synced(
    "drawers",
    id_column(),
    reference("site_id"),
    reference("device_id"),
    text("state"),
    text("currency"),
    number("float_minor"),
    number("in_minor"),
    number("out_minor"),
    number("counted_minor", optional=True),
    reference("opened_by"),
    moment("opened_at", optional=False),
    moment("closed_at"),
    reference("closed_by", optional=True),
    text("unsent"),  # ids of commands the server lacked when the day was closed, by spaces
    reference("approved_by", optional=True),  # who let it be closed although
    buckets=Pattern("store:{site_id}"),
)

# Money we owe a customer; the balance moves by deltas only.
credits = synced(
    "credits",
    id_column(),  # the customer's id
    text("currency"),
    number("balance_minor"),
    sa.CheckConstraint("balance_minor >= 0", name="balance"),
    buckets=Owner("customers", "id"),
)
