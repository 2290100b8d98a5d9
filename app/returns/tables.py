"""What came back and by which rule; return rules are data."""

from app.storage.schema import (
    Fixed,
    Owner,
    flag,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

return_rules = synced(
    "return_rules",
    id_column(),
    text("code"),
    text("category"),  # empty = every category without a rule of its own
    text("channel"),  # of the order: phone, store, web; empty = every channel
    flag("returnable"),
    number("window_days"),
    number("unit_limit"),  # units per person within limit_days; 0 = none
    number("limit_days"),
    number("fee_hundredths"),  # of a percent of what was paid
    number("fee_minor"),  # for each unit, beside the percentage
    text("reasons"),  # that are taken, separated by blanks; empty = all
    text("refused_grades"),  # separated by blanks
    flag("without_receipt"),
    number("lowest_days"),  # without receipt the lowest price of so many days is given
    buckets=Fixed("catalogue"),
)

returns = synced(
    "returns",
    id_column(),
    text("number", index=True),
    reference("order_id", optional=True, index=True),  # none: returned without receipt
    reference("customer_id", optional=True, index=True),  # whose limits it counts towards
    reference("site_id"),
    text("state", index=True),
    text("currency"),
    number("due_minor"),  # worth of the lines less fees and clawback, with the rounding
    number("fee_minor"),
    number("clawback_minor"),  # promotions no longer earned; below 0 when given back again
    number("rounding_minor"),
    number("refund_minor"),  # what of it was ever paid
    reference("exchange_id", optional=True),  # the order that was taken for it
    reference("taken_by"),
    moment("taken_at", optional=False),
    moment("asked_at"),  # by mail: when it was asked for
    text("note"),  # why it was declined or cancelled, or how it travels
    reference("approved_by", optional=True),
    buckets=Owner("orders", "order_id"),
)

return_lines = synced(
    "return_lines",
    id_column(),
    reference("return_id", "returns", index=True),
    reference("order_id", optional=True),
    reference("line_id", optional=True, index=True),
    reference("product_id"),
    number("quantity"),  # in hand
    number("expected"),  # asked for by mail
    text("reason"),
    text("grade"),
    text("disposition"),
    text("rule"),  # the code of the rule that decided
    number("fee_minor"),
    number("refund_minor"),  # what was paid for it, less the fee
    number("tax_minor"),
    buckets=Owner("orders", "order_id"),
)

# How the refund was given: one row per tender, or store credit.
return_refunds = synced(
    "return_refunds",
    id_column(),
    reference("return_id", "returns", index=True),
    reference("order_id", optional=True),
    reference("payment_id", optional=True),
    text("kind"),
    number("amount_minor"),
    text("state", index=True),  # done | pending | failed
    buckets=Owner("orders", "order_id"),
)

# Without a receipt there is no order: the customer is known, and so are the limits everywhere.
blind_returns = synced(
    "blind_returns",
    id_column(),
    text("number", index=True),
    reference("customer_id", index=True),
    reference("site_id"),
    text("currency"),
    number("refund_minor"),  # store credit, always
    reference("taken_by"),
    reference("approved_by", optional=True),
    moment("taken_at", optional=False),
    buckets=Owner("customers", "customer_id"),
)

blind_lines = synced(
    "blind_lines",
    id_column(),
    reference("blind_id", "blind_returns", index=True),
    reference("customer_id"),
    reference("product_id"),
    number("quantity"),
    text("reason"),
    text("grade"),
    text("disposition"),
    text("rule"),
    number("unit_minor"),  # the lowest price of its rule's days, as it was told
    number("refund_minor"),
    number("tax_minor"),
    buckets=Owner("customers", "customer_id"),
)
