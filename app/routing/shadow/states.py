"""What an order is tried against."""

from enum import StrEnum


class Against(StrEnum):
    WATERFALL = "waterfall"
    RULES = "rules"
