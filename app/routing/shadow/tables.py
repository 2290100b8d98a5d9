"""What the same order would have cost another way: one row per order and yardstick."""

import sqlalchemy as sa

from app.storage.schema import Owner, flag, id_column, moment, number, reference, synced, text

# The server writes them: a desk that places an order has no time for it.
sourcing_trials = synced(
    "sourcing_trials",
    id_column(),
    reference("order_id", index=True),
    text("against"),  # trying.Against
    number("rules_version"),  # of the rule set in shadow; 0 for the waterfall
    number("ours_minor"),  # as sourced: carriers, handling, expected re-routing; no prices
    number("theirs_minor"),
    number("ours_left"),  # units without a place; costs compare only where both are 0
    number("theirs_left"),
    flag("other_way"),  # from other places
    moment("at", optional=False),
    sa.Index(None, "against", "at", "id"),
    buckets=Owner("orders", "order_id"),
)
