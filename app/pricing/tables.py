"""What takes money off: promotions as data."""

from app.storage.schema import Fixed, flag, id_column, moment, number, synced, text

promotions = synced(
    "promotions",
    id_column(),
    text("code"),
    text("name"),
    text("kind"),  # percentage | amount
    number("value"),  # percent × 100, or minor units
    text("scope"),  # line | order
    text("category"),  # of the lines it looks at; empty = all
    number("minimum_quantity"),
    number("minimum_minor"),
    number("priority"),  # the lower goes first
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
