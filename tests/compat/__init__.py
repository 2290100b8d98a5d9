"""Bodies as releases made them: they lie in outboxes and archives, and mean the same for good."""
