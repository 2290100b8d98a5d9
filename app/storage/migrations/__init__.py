"""How the tables came to be what they are: one revision per change, the same on both sides."""
