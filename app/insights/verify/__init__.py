"""Do the books hold: every invariant of the trade as one named check (domain.md section 6)."""
