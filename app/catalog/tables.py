"""What is sold: products (one row per SKU) with price, tax class and return rule."""

from app.storage.schema import Fixed, flag, id_column, number, synced, text

products = synced(
    "products",
    id_column(),
    text("sku", index=True),
    text("gtin", index=True),
    text("style", index=True),  # the variants of one style differ by colour and size
    text("name"),
    text("colour"),
    text("size"),
    text("category", index=True),
    number("price_minor"),  # what the customer pays, tax included
    text("currency"),
    text("tax_class"),
    number("weight_grams"),
    flag("final_sale"),
    flag("active"),
    number("popularity"),  # units sold in the last year: the order of a typeahead
    buckets=Fixed("catalogue"),
)
