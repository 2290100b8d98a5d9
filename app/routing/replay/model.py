"""What would another rule set have done with past orders: the figures, side by side.

`app.routing.replay.compare.compare(db, span, old, new, progress=…) -> Comparison | Stopped` fills
these types; the screen of rules shows them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.kit.clock import Instant
from app.routing.model import Reason

MOST_CHANGED = 20

# (orders done, orders of all) → go on? Asked between orders; False ends the replay as Stopped.
Progress: TypeAlias = Callable[[int, int], bool]


class Figure(StrEnum):
    COST = "cost"  # minor units per order: parcels, handling, expected re-routing
    SPLIT = "split"  # orders in more than one parcel, of those that were sent
    DAYS = "days"  # from the order to the 90th percentile of its arrival
    ON_TIME = "on_time"  # orders promised not later than they were told then
    FILL = "fill"  # units that found a place at once, of all asked for
    WALK_INS = "walk_ins"  # units that walk-in customers would not have found, of the whole span
    AIR = "air"  # parcels by air, of all
    CO2 = "co2"  # grams of CO₂e per order, of the orders for which all factors are known


# Where more is better; of the others less is.
MORE_IS_BETTER = frozenset({Figure.ON_TIME, Figure.FILL})


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open; days are those of `zone`."""

    start: Instant
    end: Instant
    zone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure under both rule sets; `low` to `high`: 95 % interval of the change, from days
    drawn again in pairs. Shares are 0…1. None: nothing to tell (no factor, no parcel)."""

    figure: Figure
    old: float | None
    new: float | None
    low: float = 0.0
    high: float = 0.0

    @property
    def change(self) -> float | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def better(self) -> bool | None:
        """None: no clear change."""
        if self.change is None or self.low <= 0 <= self.high:
            return None
        return (self.low > 0) == (self.figure in MORE_IS_BETTER)


@dataclass(frozen=True, slots=True)
class Load:
    """Units that a place would have sent, a day."""

    site_id: str
    name: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Changed:
    """An order that would have gone another way; a reason as an option has it, of the new way."""

    order_id: str
    number: str
    old_places: tuple[str, ...]  # names, as many as parcels
    new_places: tuple[str, ...]
    old_minor: int
    new_minor: int
    old_days: int  # to the 90th percentile of its arrival; −1 = not all of it has a place
    new_days: int
    reason: Reason

    @property
    def change_minor(self) -> int:
        return self.new_minor - self.old_minor


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left_out`: orders that nobody can replay (no address zone, goods unknown here)."""

    span: Span
    old_version: int
    new_version: int
    orders: int
    days: int
    left_out: int
    currency: str
    lines: tuple[Line, ...]
    loads: tuple[Load, ...]
    changed_orders: int
    changed: tuple[Changed, ...]  # the MOST_CHANGED largest, by cost and by what is not sent

    def line(self, figure: Figure) -> Line:
        return next(line for line in self.lines if line.figure is figure)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody did not want to wait: nothing is told of a part."""

    done: int
    of: int
