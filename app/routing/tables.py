"""How orders were sourced: each decision with all that it was made of."""

import sqlalchemy as sa

from app.storage.schema import Owner, id_column, moment, number, reference, synced, text

sourcing_decisions = synced(
    "sourcing_decisions",
    id_column(),
    reference("order_id"),
    text("why"),  # deciding.Why
    text("method"),
    moment("need_by"),  # what the places had to keep
    text("rules_version"),
    number("cost_minor"),  # by the engine's own measure
    number("dearer_minor"),  # what a person's choice costs more; 0 = the engine's own
    reference("overridden_by", optional=True),
    text("record"),  # record.py: packed, replays bit for bit
    moment("at", optional=False),
    sa.Index(None, "order_id", "at", "id"),
    buckets=Owner("orders", "order_id"),
)
