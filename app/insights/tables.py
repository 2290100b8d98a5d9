"""What the dashboards add up: one row per (place, hour, channel, who took the order)."""

import sqlalchemy as sa

from app.storage.schema import Audience, id_column, moment, number, reference, synced, text

# Kept by the server and by each desk for its own unsent acts; a manager's desk has the rows of
# every store although it holds the orders of its own alone. No row is the whole company's: many
# tills would wait for it. What is older than any dashboard looks has no audience.
hour_figures = synced(
    "hour_figures",
    id_column(),  # derived from the columns down to `currency`
    reference("site_id"),
    moment("hour", optional=False, index=True),  # its beginning, UTC
    text("channel"),
    reference("user_id"),  # who took the order: an agent sees their own figures
    text("currency"),
    number("orders"),  # placed in this hour
    number("sales_minor"),  # their totals, as placed or changed since; cancelling takes nothing off
    number("open_orders"),  # of those placed in this hour: not closed yet
    number("asked"),  # units that were looked for here, or were to be had nowhere
    number("filled"),  # of them found
    number("sold"),  # units that came into a customer's hands
    number("returned"),
    number("pickups"),  # parcels made ready
    number("late"),  # of them after they were due
    number("compared"),  # orders sent that a fixed waterfall would have served whole, too
    number("saved_minor"),  # what it would have cost more for them
    text("audience"),
    sa.Index(None, "site_id", "hour"),
    sa.Index(None, "open_orders", "hour"),
    buckets=Audience(),
)

return_figures = synced(
    "return_figures",
    id_column(),
    reference("site_id"),
    moment("hour", optional=False),
    text("reason"),
    number("units"),
    text("audience"),
    sa.Index(None, "site_id", "hour"),
    buckets=Audience(),
)
