"""Who buys. What identifies a person stands in customer_pii and customer_addresses alone."""

from app.storage.schema import (
    Audience,
    Owner,
    flag,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

customers = synced(
    "customers",
    id_column(),
    text("tier"),
    text("language"),
    moment("created_at", optional=False),
    number("orders_count"),
    number("spent_minor"),
    text("audience"),
    buckets=Audience(),
)

customer_pii = synced(
    "customer_pii",
    id_column(),  # the customer's id: one row per customer
    text("name"),
    text("phone"),  # E.164
    text("phone_reversed", index=True),  # callers are found by their last digits
    text("email", index=True),
    moment("erased_at"),
    buckets=Owner("customers", "id"),
)

customer_addresses = synced(
    "customer_addresses",
    id_column(),
    reference("customer_id", index=True),
    text("label"),
    text("street"),
    text("city"),
    text("province"),
    text("postcode"),
    flag("preferred"),
    buckets=Owner("customers", "customer_id"),
)
