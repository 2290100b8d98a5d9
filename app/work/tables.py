"""What somebody still has to do because of an act: a count after a short pick."""

import sqlalchemy as sa

from app.storage.schema import Pattern, id_column, moment, reference, synced, text

work_items = synced(
    "work_items",
    id_column(),
    text("kind"),  # count
    text("state"),
    reference("site_id"),
    reference("product_id", optional=True),
    reference("order_id", optional=True),
    text("reason"),
    reference("assigned_to", optional=True),
    moment("made_at", optional=False),
    moment("due_at"),
    sa.Index(None, "site_id", "state", "due_at"),  # what is due at a place
    buckets=Pattern("store:{site_id}"),
)
