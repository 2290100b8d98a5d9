"""What is told of the benefit: ranges in minor units a year, months, and what it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.insights.benefit.inputs import Part


@dataclass(frozen=True, slots=True)
class Range:
    """One future in ten is below `low`, half are below `middle`, one in ten is above `high`."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Swing:
    """Net when one figure alone is at its low and at its high."""

    key: str
    at_low: int
    at_high: int


@dataclass(frozen=True, slots=True)
class Benefit:
    """`usual`: net when every figure is at its base. `months` None: it may never pay back."""

    parts: Mapping[Part, Range]
    net: Range
    months: Range | None
    usual: int
    swings: tuple[Swing, ...]
