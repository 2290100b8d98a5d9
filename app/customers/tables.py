"""Who buys. What identifies a person stands in the tables named PERSONAL, and nowhere else."""

from app.storage.schema import (
    Audience,
    Nobody,
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

MERGED = "merged_into IS NOT NULL"
# As the index and the questions that use it both say it. An erased customer is not called.
CALL_OPEN = "done_at IS NULL AND about <> ''"

customers = synced(
    "customers",
    id_column(),
    text("tier"),
    text("language"),
    moment("created_at", optional=False),
    number("orders_count"),
    number("spent_minor"),
    # Who this one turned out to be. What names this id keeps it; readers follow the pointer.
    reference("merged_into", optional=True),
    text("audience"),
    # Few ever were. Over all rows, statistics say that a value fits everybody, and each question
    # about one customer goes through a million (690 ms a page of the timeline; so 2 ms).
    few("merged_into", where=MERGED),
    # For a page of 200 names: nobody of them was merged, which the rows need not tell one by one.
    few("id", "merged_into", where=MERGED, name="ix_customers_pointers"),
    buckets=Audience(),
)

customer_pii = synced(
    "customer_pii",
    id_column(),  # the customer's id: one row per customer
    text("name"),
    text("phone"),  # E.164; the preferred one, further ones are customer_contacts
    text("phone_reversed", index=True),  # callers are found by their last digits
    text("email", index=True),
    text("card", index=True),  # of the loyalty programme
    moment("erased_at"),
    buckets=Owner("customers", "id"),
    # The row lies with its key: 200 names far from each other are 200 pages less (of 200,000
    # customers 2.7 CPU-ms and not 3.9).
    sqlite_with_rowid=False,
)

# Further phones and mails. A row that was taken away stays, emptied.
customer_contacts = synced(
    "customer_contacts",
    id_column(),
    reference("customer_id", index=True),
    text("kind"),  # phone | email
    text("value", index=True),
    text("value_reversed", index=True),  # of phones
    text("label"),
    buckets=Owner("customers", "customer_id"),
)

customer_addresses = synced(
    "customer_addresses",
    id_column(),
    reference("customer_id", index=True),
    text("label"),
    text("street"),
    text("rt"),
    text("rw"),
    text("kelurahan"),
    text("kecamatan"),
    text("city"),
    text("province"),
    text("postcode"),
    flag("preferred"),
    flag("removed"),  # no longer offered; orders that went there still tell it
    buckets=Owner("customers", "customer_id"),
)

# Every decision stays: the latest one of a channel and purpose holds.
customer_consents = synced(
    "customer_consents",
    id_column(),
    reference("customer_id", index=True),
    text("channel"),
    text("purpose"),
    flag("given"),
    text("how"),
    reference("user_id"),
    moment("at", optional=False),
    buckets=Owner("customers", "customer_id"),
)

customer_notes = synced(
    "customer_notes",
    id_column(),
    reference("customer_id", index=True),
    text("body"),
    flag("pinned"),
    reference("author_id"),
    moment("at", optional=False),
    buckets=Owner("customers", "customer_id"),
)

# Whom somebody promised to ring back, and what became of it: one row is one call.
customer_callbacks = synced(
    "customer_callbacks",
    id_column(),
    reference("customer_id", index=True),
    reference("order_id", optional=True),
    text("about"),
    moment("due_at", optional=False),
    reference("for_user", optional=True),  # none: anyone of the call centre
    reference("made_by"),
    moment("made_at", optional=False),
    reference("done_by", optional=True),
    moment("done_at"),
    text("outcome"),  # reached | no_answer | not_needed
    # Rung although a colleague had ended this one: it is told, and changes nothing.
    reference("beside_id", optional=True),
    few("due_at", "id", where=CALL_OPEN),
    buckets=Owner("customers", "customer_id"),
)

# What the payment provider lets be shown of a stored card; the token itself is with the server.
customer_tokens = synced(
    "customer_tokens",
    id_column(),
    reference("customer_id", index=True),
    text("brand"),
    text("last4"),
    text("expires"),  # MM/YY
    buckets=Owner("customers", "customer_id"),
)

# `swapped` names the fields whose values changed places: an undo swaps them back.
customer_merges = synced(
    "customer_merges",
    id_column(),
    reference("survivor_id", index=True),
    reference("absorbed_id", index=True),
    text("swapped"),
    reference("merged_by"),
    moment("merged_at", optional=False),
    reference("undone_by", optional=True),
    moment("undone_at"),
    buckets=Owner("customers", "survivor_id"),
)

# Two who look alike and are not the same: no hint any more.
customer_pairs = synced(
    "customer_pairs",
    id_column(),
    reference("first_id", index=True),
    reference("second_id", index=True),
    reference("told_by"),
    moment("told_at", optional=False),
    buckets=Owner("customers", "first_id"),
)

# Who saw, erased or took out personal data: one line each, for the auditor.
customer_disclosures = synced(
    "customer_disclosures",
    id_column(),
    reference("customer_id", index=True),
    text("act"),  # show | erase | export
    reference("user_id"),
    reference("device_id"),
    text("approved_by"),
    moment("at", optional=False, index=True),
    buckets=Nobody(),
)

PERSONAL = (
    customer_pii,
    customer_contacts,
    customer_addresses,
    customer_notes,
    customer_callbacks,
    customer_tokens,
)
