"""What made somebody look for places."""

from enum import StrEnum


class Why(StrEnum):
    PLACED = "placed"
    CHANGED = "changed"
    REJECTED = "rejected"
