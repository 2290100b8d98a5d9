"""What somebody still has to do at a place, and what orders take of its days."""

import sqlalchemy as sa

from app.storage.schema import Owner, Pattern, id_column, moment, number, reference, synced, text

work_items = synced(
    "work_items",
    id_column(),
    text("kind"),  # states.WorkKind
    text("state"),
    reference("site_id"),
    reference("product_id", optional=True),
    reference("order_id", optional=True),
    reference("parcel_id", optional=True, index=True),  # whose present step it is
    text("skill"),
    text("zone"),  # of the shop: what lies together is fetched together
    number("effort"),  # minutes until the parcel is ready, this step and those after it
    text("reason"),
    reference("assigned_to", optional=True),
    moment("lease_until"),  # until then nobody else is sent to it; each act on it says it is alive
    number("attempt"),  # how often somebody took it
    moment("made_at", optional=False),
    moment("due_at"),
    moment("start_by"),  # the latest start that is in time, by the hours of the place
    sa.Index(None, "site_id", "state", "due_at"),  # what is due at a place
    buckets=Pattern("store:{site_id}"),
)

# What an order takes of the work of one place on one of its days: in places' capacity_days they are
# summed up.
work_claims = synced(
    "work_claims",
    id_column(),  # derived from (order, site)
    reference("order_id", index=True),
    reference("site_id"),
    number("day"),  # business day of the place
    text("method"),
    number("units"),
    number("pick"),  # minutes
    number("pack"),
    number("stage"),
    sa.Index(None, "day", "site_id"),
    buckets=Owner("orders", "order_id"),
)
