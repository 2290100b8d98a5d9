"""What an order is held against."""

from enum import StrEnum


class Against(StrEnum):
    WATERFALL = "waterfall"
    RULES = "rules"
