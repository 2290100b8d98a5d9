"""What needs a person: nothing refused or awkward is ever dropped."""

import sqlalchemy as sa

from app.storage.schema import (
    Audience,
    few,
    id_column,
    moment,
    number,
    reference,
    synced,
    text,
)

STILL_OPEN = "state = 'open'"

cases = synced(
    "cases",
    id_column(),
    text("kind"),
    text("state"),
    number("urgency"),  # states.URGENCY of its kind: the order of the list
    text("audience"),
    text("subject"),  # entity name of what it is about
    reference("subject_id", optional=True, index=True),
    reference("command_id", index=True),
    reference("part_of", optional=True, index=True),  # the case without which this one was none
    text("evidence"),  # JSON: codes and facts, never sentences and never personal data
    reference("site_id", optional=True),
    reference("opened_by", optional=True),
    moment("opened_at", optional=False),
    reference("assigned_to", optional=True),  # whose it is; nobody's: whoever sees it first
    reference("assigned_by", optional=True),
    moment("assigned_at"),
    text("resolution"),  # a code: choices.Choice, or why it was settled by itself
    text("note"),  # of whoever settled it or handed it on
    reference("resolved_by", optional=True),
    moment("resolved_at"),
    sa.Index(None, "state", "urgency", "opened_at", "id"),
    sa.Index(None, "state", "resolved_at", "id"),
    few("kind", "subject", where=STILL_OPEN),
    buckets=Audience(),
)
