"""How orders were sourced: each decision with all that it was made of."""

import sqlalchemy as sa

from app.storage.schema import Owner, Pattern, id_column, moment, number, reference, synced, text

sourcing_decisions = synced(
    "sourcing_decisions",
    id_column(),
    reference("order_id"),
    text("why"),  # states.Why
    text("method"),
    moment("need_by"),  # what the places had to keep
    text("rules_version"),
    number("cost_minor"),  # by the engine's own measure
    number("dearer_minor"),  # what a person's choice costs more; 0 = the engine's own
    reference("overridden_by", optional=True),
    text("preferred"),  # orders.states.Preferred: what it was chosen for
    text("record"),  # record.py: packed, replays bit for bit
    moment("at", optional=False),
    sa.Index(None, "order_id", "at", "id"),
    buckets=Owner("orders", "order_id"),
)

# What the orders around a place would pay more if it had sold out: one row per (site, product) that
# is the cheapest for somebody and whose next best costs more. Written by territory.py every night.
territories = synced(
    "territories",
    id_column(),  # derived from (site, product)
    reference("site_id"),
    reference("product_id", index=True),
    number("per_day"),  # millionths of a unit that is sent to where it is the cheapest
    number("saves_minor"),  # of one unit, against the second best
    buckets=Pattern("stock:{site_id}"),
)
