"""What made somebody look for places."""

from enum import StrEnum


class Why(StrEnum):
    PLACED = "placed"
    CHANGED = "changed"
    REJECTED = "rejected"
    WAVE = "wave"  # placed together with others, before it was work
