"""What takes money off: promotions as data; taxes; and what goods cost us."""

from app.storage.schema import Fixed, flag, id_column, moment, number, server_only, synced, text

promotions = synced(
    "promotions",
    id_column(),
    text("code"),
    text("name"),
    text("kind"),  # percentage | amount | buy_get | shipping
    number("value"),  # percent × 100, or minor units
    text("scope"),  # line | order
    text("category"),  # of the lines it looks at; empty = all
    text("product_ids"),  # of the lines it looks at, separated by blanks; empty = all
    number("minimum_quantity"),
    number("minimum_minor"),
    number("buy_quantity"),
    number("get_quantity"),
    text("get_product_id"),  # what is given; empty = the cheapest of those it looks at
    number("most_times"),  # in one order; 0 = as often as it fits
    flag("exclusive"),
    text("stack_group"),  # of one group only one applies
    number("priority"),  # the lower goes first
    text("channel"),  # phone | store; empty = all
    text("tier"),  # of the customer; empty = everybody
    flag("coupon"),  # only when its code is given
    number("uses_total"),  # orders; 0 = no limit
    number("uses_each"),  # orders of one customer; 0 = no limit
    moment("starts_at"),
    moment("ends_at"),
    flag("active"),
    buckets=Fixed("catalogue"),
)

tax_rates = synced(
    "tax_rates",
    id_column(),
    text("tax_class"),
    text("name"),  # PPN
    number("rate_numerator"),  # PPN 11 %: 11 / 100, included in the price
    number("rate_denominator"),
    flag("included"),
    buckets=Fixed("catalogue"),
)

# What goods cost us is for few eyes: no desk holds it.
product_costs = server_only(
    "product_costs",
    id_column(),  # the product's
    number("cost_minor"),  # of one unit, without tax, in the currency of its price
    moment("told_at", optional=False),
)

# What the engine has to know of it wherever it runs: the share of the price, roughly.
margin_bands = synced(
    "margin_bands",
    id_column(),  # the product's
    number("percent"),  # of the price with its tax: the middle of a band
    buckets=Fixed("catalogue"),
)
