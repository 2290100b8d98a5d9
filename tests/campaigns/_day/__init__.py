"""The parts of `scripts/campaign day`: who plays, what they do, and what must hold at the end."""
