"""What was sold: orders, their lines with one column per unit state, adjustments and history."""

import sqlalchemy as sa

from app.orders.states import Units
from app.storage.schema import (
    Audience,
    Owner,
    few,
    flag,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

# The few rows that are still open, as their indexes and the questions that use them both say it.
STILL_PLACED = "state = 'placed'"
WITHOUT_PLACE = "unallocated + backordered > 0"
BACKORDERED = "backordered > 0"
UNRELEASED = "allocated > 0"
HOLD_OPEN = "open"


orders = synced(
    "orders",
    id_column(),
    text("number", index=True),
    text("state"),
    text("channel"),  # phone | store | web | import
    reference("site_id"),  # where it was taken
    reference("device_id"),
    reference("customer_id", optional=True),
    text("language"),
    text("currency"),
    number("subtotal_minor"),
    number("discount_minor"),
    number("charges_minor"),
    number("rounding_minor"),
    number("tax_minor"),  # contained in the total when the tax is included in prices
    number("total_minor"),
    number("paid_minor"),
    number("refunded_minor"),
    # Discounts that what is left no longer earns: kept back from cancelled units, and by returns.
    number("clawed_minor"),
    number("returned_clawed_minor"),
    number("appeased_minor"),  # of what was refunded: given for the trouble, no goods behind it
    reference("address_id", optional=True),
    text("note"),
    text("code_salt"),
    text("code_hash"),  # of the pickup code; the code itself is with the customer
    reference("placed_by"),
    moment("placed_at", optional=False, index=True),
    moment("closed_at"),
    number("counted_minor", optional=True),  # what the figures have of it; none: not counted yet
    flag("counted_open"),
    text("audience"),
    few("site_id", "placed_at", where=STILL_PLACED),
    # The newest of a customer, of one who has a thousand as well.
    sa.Index("ix_orders_customer", "customer_id", "placed_at", "id"),
    few("placed_at", where=STILL_PLACED, name="ix_orders_still_placed"),
    buckets=Audience(),
)

order_lines = synced(
    "order_lines",
    id_column(),
    reference("order_id", "orders"),
    number("ordinal"),
    reference("product_id", index=True),
    text("sku"),
    text("name"),
    number("ordered"),
    number("list_minor"),  # what one piece cost in the list
    number("unit_minor"),
    number("discount_minor"),
    number("tax_minor"),
    number("total_minor"),  # quantity × unit − discount
    text("method"),
    reference("site_id", optional=True),  # the place that fulfils it, as promised or re-sourced
    reference("from_site_id", optional=True),  # the place that sends it to the store that collects
    moment("send_by"),  # when that place hands it to its carrier
    moment("promise_from"),
    moment("promise_to"),
    text("assurance"),
    text("preferred"),  # states.Preferred; empty: the way that was offered first
    text("ship_group"),  # lines of one group leave together, once all of it is there
    text("price_reason"),  # why the unit price is another one than in the list
    text("price_note"),
    text("note"),
    *(number(state.value) for state in Units),
    number("returned"),
    *(sa.CheckConstraint(f"{state.value} >= 0", name=state.value) for state in Units),
    few("promise_to", where=WITHOUT_PLACE),
    few("product_id", "site_id", where=BACKORDERED),
    few("product_id", where=WITHOUT_PLACE, name="ix_order_lines_waiting"),
    few("site_id", where=UNRELEASED),
    # Lists sum the units of their orders, a customer's shares those of all orders: not a row read.
    sa.Index("ix_order_lines_units", "order_id", "method", "ordered", "returned", *Units),
    buckets=Owner("orders", "order_id"),
)

# What changed the price of the snapshot, each with its name: promotions and charges.
order_adjustments = synced(
    "order_adjustments",
    id_column(),
    reference("order_id", "orders", index=True),
    reference("line_id", optional=True),
    text("kind"),  # promotion | manual | honoured | charge | rounding
    reference("promotion_id", optional=True, index=True),
    text("code"),
    text("name"),
    number("amount_minor"),  # negative takes off
    buckets=Owner("orders", "order_id"),
)

# Every move of units: replayed, they give the columns of the line.
order_events = synced(
    "order_events",
    id_column(),
    reference("order_id", "orders", index=True),
    reference("line_id", optional=True),
    text("act"),
    text("source"),
    text("target"),
    number("quantity"),
    text("reason"),
    reference("site_id", optional=True),
    reference("user_id"),
    reference("device_id"),
    reference("command_id"),
    moment("at", optional=False),
    number("step"),  # the order of moves within one command
    sa.Index(None, "act", "at"),
    buckets=Owner("orders", "order_id"),
)

holds = synced(
    "holds",
    id_column(),
    reference("order_id", "orders", index=True),
    text("reason"),
    text("scope"),
    reference("subject_id", optional=True),  # the parcel or the line; None holds the whole order
    text("note"),
    flag("open"),
    text("outcome"),  # resolved | voided, once it is closed
    text("release_note"),
    reference("opened_by"),
    moment("opened_at", optional=False),
    reference("closed_by", optional=True),
    moment("closed_at"),
    few("opened_at", where=HOLD_OPEN),
    buckets=Owner("orders", "order_id"),
)

# Money for the trouble; what it is worth stands in the order's appeased_minor too.
appeasements = synced(
    "appeasements",
    id_column(),
    reference("order_id", "orders", index=True),
    reference("line_id", optional=True),
    text("reason"),
    text("refund_to"),  # original | store_credit
    number("amount_minor"),
    text("note"),
    reference("given_by"),
    reference("approver_id", optional=True),
    moment("at", optional=False),
    buckets=Owner("orders", "order_id"),
)

# What people tell each other about an order: added, never changed.
order_notes = synced(
    "order_notes",
    id_column(),
    reference("order_id", "orders", index=True),
    text("text"),
    reference("user_id"),
    moment("at", optional=False),
    buckets=Owner("orders", "order_id"),
)
