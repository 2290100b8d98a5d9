"""Rule sets: each version whole, as one text, so that a decision can be explained years later."""

from app.storage.schema import Fixed, id_column, moment, number, reference, synced, text

rule_sets = synced(
    "rule_sets",
    id_column(),
    number("version", index=True),
    text("name"),
    text("state"),
    text("body"),  # JSON, a list of rules in their order
    number("revision"),  # counts the edits of a draft
    reference("based_on", optional=True),
    text("note"),  # what the author says about it
    text("answer"),  # what the reviewer said when it was sent back
    reference("author_id"),
    reference("editor_id", optional=True),  # who changed it last
    reference("reviewer_id", optional=True),
    moment("drafted_at", optional=False),
    moment("edited_at"),
    moment("approved_at"),
    text("reach"),  # all | canary | shadow
    number("share_percent"),  # of the orders, for a canary
    moment("starts_at"),
    moment("ends_at"),  # of a canary or a shadow; None: until the next set starts
    moment("returned_at"),  # when it went back by itself
    text("returned_for"),  # states.Kpi: why it went back by itself; empty when it did not
    number("returned_percent"),  # by how much it was worse
    buckets=Fixed("catalogue"),
)
