"""What needs a person: nothing refused or awkward is ever dropped."""

from app.storage.schema import Audience, id_column, moment, reference, synced, text

cases = synced(
    "cases",
    id_column(),
    text("kind"),
    text("state"),
    text("audience"),
    text("subject"),  # entity name of what it is about
    reference("subject_id", optional=True, index=True),
    reference("command_id", index=True),
    text("evidence"),  # JSON: codes and facts, never sentences and never personal data
    reference("site_id", optional=True),
    reference("opened_by", optional=True),
    moment("opened_at", optional=False, index=True),
    text("resolution"),
    reference("resolved_by", optional=True),
    moment("resolved_at"),
    buckets=Audience(),
)
