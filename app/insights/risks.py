"""What is told of goods that run out, and what can be done about it."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    TRANSFER = "transfer"  # another place has some to spare
    WATCH = "watch"  # more is on its way, and it nearly lasts
    REORDER = "reorder"


@dataclass(frozen=True, slots=True)
class Risk:
    """A SKU at a place that may well run out before more comes. `cover` in tenths of a day;
    `chance` in per cent that somebody asks for it in vain until then."""

    product_id: str
    sku: str
    name: str
    site_id: str
    site: str
    atp: int
    cover: int
    inbound: int
    inbound_at: int | None
    step: Step
    chance: int
    units: int = 0  # to transfer
    source: str = ""  # the place that has them
    source_id: str = ""
