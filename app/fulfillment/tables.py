"""What a place has to do for an order: one row per (order, place, method), with its lines."""

import sqlalchemy as sa

from app.storage.schema import Owner, few, flag, id_column, moment, number, reference, synced, text

# As the index and the question that uses it both say it.
TO_PICK = "state IN ('open', 'in_progress')"
ON_ITS_WAY = "state = 'sent'"

fulfillments = synced(
    "fulfillments",
    id_column(),
    reference("order_id", index=True),
    reference("site_id"),
    reference("to_site_id", optional=True),  # sent there, where the customer collects it
    text("method"),
    text("state"),
    reference("claimed_by", optional=True),
    moment("claimed_at"),
    moment("due_at"),
    text("bin_code"),
    moment("ready_at", index=True),
    moment("closed_at"),
    moment("counted_at"),  # the ready_at that the figures have of it
    flag("counted_late"),
    text("proof"),  # what was seen at the counter: id | proxy
    sa.Index(None, "site_id", "state", "due_at"),  # the few live ones among all that ever were
    # The last that ended at a place: sorting a year of them takes a second.
    sa.Index("ix_fulfillments_ended", "site_id", "state", "closed_at", "id"),
    few("due_at", where=TO_PICK),
    few("to_site_id", where=ON_ITS_WAY),
    buckets=Owner("orders", "order_id"),
)

fulfillment_lines = synced(
    "fulfillment_lines",
    id_column(),
    reference("fulfillment_id", "fulfillments", index=True),
    reference("order_id"),
    reference("line_id", index=True),
    reference("product_id"),
    number("quantity"),  # still to be fulfilled here
    number("picked"),
    number("short"),
    # Left with the customer, or with a parcel for a store, though the order does not have them.
    number("beyond"),
    buckets=Owner("orders", "order_id"),
)
