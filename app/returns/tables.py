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
    flag("returnable"),
    number("window_days"),
    buckets=Fixed("catalogue"),
)

returns = synced(
    "returns",
    id_column(),
    text("number", index=True),
    reference("order_id", optional=True, index=True),  # none: returned without receipt
    reference("site_id"),
    text("state"),
    text("currency"),
    number("refund_minor"),
    reference("taken_by"),
    moment("taken_at", optional=False),
    buckets=Owner("orders", "order_id"),
)

return_lines = synced(
    "return_lines",
    id_column(),
    reference("return_id", "returns", index=True),
    reference("order_id", optional=True),
    reference("line_id", optional=True, index=True),
    reference("product_id"),
    number("quantity"),
    text("reason"),
    text("grade"),
    text("disposition"),
    text("rule"),  # the code of the rule that decided
    number("refund_minor"),
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
    text("state"),  # done | pending
    buckets=Owner("orders", "order_id"),
)
