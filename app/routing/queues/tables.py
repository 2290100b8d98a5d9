"""Which place is not asked for a product for some days: its books told of what its shelf lacked."""

from app.storage.schema import Pattern, id_column, moment, reference, synced, text

sourcing_exclusions = synced(
    "sourcing_exclusions",
    id_column(),  # derived from (site, product): see excluding.py
    reference("site_id"),
    reference("product_id", index=True),
    text("reason"),  # of the short pick
    reference("command_id"),  # the short pick itself: undone, it excludes nothing
    moment("made_at", optional=False),
    moment("until", optional=False),
    buckets=Pattern("stock:{site_id}"),
)
