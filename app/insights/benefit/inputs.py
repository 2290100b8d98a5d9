"""What the benefit depends on: each figure with how low and how high it may be.

The standard is a chain of a dozen fashion stores in Indonesia with an online shop; whoever runs
another one writes their own figures over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias


class Part(StrEnum):
    """The order of the screen."""

    PICKUP = "pickup"  # bought online, picked up in a store
    RETURN = "return"  # bought online, brought back to a store
    SHIP = "ship"  # sent from a store
    COST = "cost"  # what it takes


class Unit(StrEnum):
    MONEY = "money"  # minor units
    SHARE = "share"  # per mille
    COUNT = "count"


class Source(StrEnum):
    STANDARD = "standard"
    OWN = "own"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Input:
    """`low` ≤ `base` ≤ `high`, whole figures of `unit`. `days`: of how many it was measured."""

    key: str
    part: Part
    unit: Unit
    low: int
    base: int
    high: int
    source: Source = Source.STANDARD
    days: int = 0


Triple: TypeAlias = tuple[int, int, int]
MOST = {Unit.MONEY: 10**13, Unit.SHARE: 1_000, Unit.COUNT: 10**9}


def _money(part: Part, key: str, low: int, base: int, high: int) -> Input:
    return Input(key, part, Unit.MONEY, low, base, high)


def _share(part: Part, key: str, low: int, base: int, high: int) -> Input:
    return Input(key, part, Unit.SHARE, low, base, high)


def _count(part: Part, key: str, low: int, base: int, high: int) -> Input:
    return Input(key, part, Unit.COUNT, low, base, high)


_P, _R, _S, _C = Part.PICKUP, Part.RETURN, Part.SHIP, Part.COST
STANDARD: tuple[Input, ...] = (
    _count(_P, "orders", 45_000, 60_000, 80_000),
    _share(_P, "pickup_share", 120, 200, 300),
    _share(_P, "incremental", 60, 120, 200),
    _money(_P, "aov", 350_000, 450_000, 600_000),
    _share(_P, "margin", 400, 470, 540),
    _money(_P, "ship_saved", 9_000, 14_000, 20_000),
    _money(_P, "pick_stage", 5_000, 8_000, 12_000),
    _share(_P, "attach", 80, 150, 250),
    _money(_P, "basket", 90_000, 140_000, 220_000),
    _share(_P, "no_show", 30, 60, 100),
    _money(_P, "restock", 4_000, 7_000, 12_000),
    _share(_P, "decay", 20, 50, 100),
    _count(_R, "returns", 3_600, 5_400, 8_000),
    _share(_R, "return_share", 250, 450, 650),
    _money(_R, "label", 14_000, 18_000, 24_000),
    _money(_R, "center_handling", 12_000, 16_000, 22_000),
    _money(_R, "store_handling", 6_000, 10_000, 15_000),
    _money(_R, "value", 220_000, 300_000, 400_000),
    _share(_R, "recovery_store", 800, 880, 940),
    _share(_R, "recovery_center", 600, 720, 820),
    _share(_R, "exchange", 80, 150, 250),
    _share(_R, "return_attach", 50, 100, 180),
    _count(_S, "out_of_stock", 3_000, 5_000, 8_000),
    _share(_S, "found", 450, 600, 750),
    _share(_S, "conversion", 500, 650, 800),
    _count(_S, "ship_orders", 5_000, 8_000, 12_000),
    _money(_S, "cost_store", 22_000, 27_000, 34_000),
    _money(_S, "cost_center", 18_000, 20_000, 23_000),
    _count(_S, "markdown_units", 800, 1_500, 2_500),
    _money(_S, "price_now", 200_000, 260_000, 330_000),
    _money(_S, "price_marked", 110_000, 150_000, 190_000),
    _count(_S, "cannibalised", 300, 700, 1_200),
    _share(_S, "sold_anyway", 400, 550, 700),
    _money(_S, "unit_margin", 130_000, 180_000, 240_000),
    _money(_S, "zone_saving", 10_000_000, 25_000_000, 50_000_000),
    _share(_S, "overlap", 50, 150, 300),
    _money(_C, "running", 60_000_000, 90_000_000, 140_000_000),
    _money(_C, "once", 300_000_000, 450_000_000, 700_000_000),
)
KEYS = frozenset(told.key for told in STANDARD)


def in_order(unit: Unit, told: Triple) -> bool:
    """Whether somebody may assume this: low ≤ base ≤ high, within what such a figure can be."""
    low, base, high = told
    return 0 <= low <= base <= high <= MOST[unit]


def with_own(own: Mapping[str, Triple], measured: Mapping[str, tuple[int, int]]) -> list[Input]:
    """The standard, over it what somebody wrote, over that what was measured: (value, days).
    What does not make sense, or is not asked for any more, is left out."""
    inputs = []
    for told in STANDARD:
        one = told
        if (mine := own.get(told.key)) is not None and in_order(told.unit, mine):
            low, base, high = mine
            one = replace(told, low=low, base=base, high=high, source=Source.OWN)
        if (found := measured.get(told.key)) is not None:
            value, days = found
            one = replace(
                told, low=value, base=value, high=value, source=Source.MEASURED, days=days
            )
        inputs.append(one)
    return inputs
