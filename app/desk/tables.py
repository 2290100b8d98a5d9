"""What a desk keeps for itself beside the trade: its prints."""

from app.storage.schema import desk_only, id_column, moment, number, reference, text

print_jobs = desk_only(
    "print_jobs",
    id_column(),
    text("kind"),
    reference("subject_id"),
    text("language"),
    number("copies"),
    text("state"),  # sent | kept
    text("reason"),
    text("path"),
    moment("at", optional=False),
    text("paper"),  # names and codes stay in the encrypted database
)
