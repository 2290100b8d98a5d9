"""What two courses through the same orders come to, and how sure the difference is.

The interval: whole days drawn again with replacement, the same days for both, 1,000 times, seeded;
the middle 95 % of the differences. Days, because orders of one day share its shelves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.routing.replay.course import Course
from app.routing.replay.model import Figure, Line, Load
from app.routing.replay.past import PastOrder
from app.routing.replay.placed import Placed

DRAWS = 1_000
SEED = 4
LOW, HIGH = 2.5, 97.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """part[d] ÷ whole[d] by day, and together."""

    part: Floats
    whole: Floats

    def value(self) -> float | None:
        whole = float(self.whole.sum())
        return float(self.part.sum()) / whole if whole else None


def lines_of(
    orders: Sequence[PastOrder], old: Course, new: Course, days: Sequence[int]
) -> tuple[Line, ...]:
    draws = _draws(len(days))
    sides = [_counted(orders, course.placed, days) for course in (old, new)]
    for side, course in zip(sides, (old, new), strict=True):
        side[Figure.WALK_INS] = _missed(course, days)
    return tuple(_line(figure, sides[0][figure], sides[1][figure], draws) for figure in Figure)


def loads_of(
    names: Sequence[tuple[str, str]], old: Course, new: Course, days: int
) -> tuple[Load, ...]:
    """`names`: (id, name) by column. Of the places that sent anything, the busiest first."""
    units = [np.zeros(len(names)), np.zeros(len(names))]
    for side, course in zip(units, (old, new), strict=True):
        for placed in course.placed:
            for place, many in placed.parcels:
                side[place] += many / max(1, days)
    loads = [
        Load(*name, float(units[0][at]), float(units[1][at]))
        for at, name in enumerate(names)
        if units[0][at] or units[1][at]
    ]
    return tuple(sorted(loads, key=lambda load: (-max(load.old, load.new), load.site_id)))


# ---------------------------------------------------------------- what an order adds


COUNTED = (
    Figure.COST,
    Figure.SPLIT,
    Figure.DAYS,
    Figure.ON_TIME,
    Figure.FILL,
    Figure.AIR,
    Figure.CO2,
)


def _counts(order: PastOrder, placed: Placed) -> tuple[int, ...]:
    """Of each figure that is COUNTED what the order adds to its part, then to its whole."""
    parcels, asked, told = (
        len(placed.parcels),
        sum([one.quantity for one in order.needs]),
        order.told,
    )
    sent, promise = parcels > 0, placed.promise_to
    kept = told is not None and promise is not None and promise <= told and not placed.left
    return (
        *(placed.paid_minor, sent),
        *(parcels > 1, sent),
        *(placed.days, sent),
        *(kept, told is not None),
        *(asked - placed.left, asked),
        *(placed.air, parcels),
        *(placed.grams or 0, sent and placed.grams is not None),
    )


def _counted(
    orders: Sequence[PastOrder], placed: Sequence[Placed], days: Sequence[int]
) -> dict[Figure, _Days]:
    pairs = [(order, one) for order, one in zip(orders, placed, strict=True) if order.needs]
    figures = np.array([_counts(*pair) for pair in pairs], np.float64)
    day = np.searchsorted(days, [order.day for order, _ in pairs])
    told = np.zeros((len(days), 2 * len(COUNTED)))
    np.add.at(told, day, figures.reshape(len(pairs), -1) if pairs else told[:0])
    return {
        figure: _Days(told[:, 2 * at], told[:, 2 * at + 1]) for at, figure in enumerate(COUNTED)
    }


def _missed(course: Course, days: Sequence[int]) -> _Days:
    """Of the whole span, not per anything: each day counts its share of it."""
    part = np.array([float(course.missed.get(day, 0)) for day in days])
    return _Days(part, np.full(len(days), 1 / max(1, len(days))))


# ---------------------------------------------------------------- how sure it is


def _draws(days: int) -> NDArray[np.int64]:
    """[draw, day] how often a day was drawn."""
    chance = np.random.default_rng(SEED)
    if not days:
        return np.zeros((DRAWS, 0), np.int64)
    each = np.full(days, 1 / days)
    return np.asarray(chance.multinomial(days, each, DRAWS), np.int64)


def _line(figure: Figure, old: _Days, new: _Days, draws: NDArray[np.int64]) -> Line:
    values = old.value(), new.value()
    if values[0] is None or values[1] is None:
        return Line(figure, *values)
    drawn = [_drawn(side, draws) for side in (old, new)]
    change = (drawn[1] - drawn[0])[np.isfinite(drawn[0]) & np.isfinite(drawn[1])]
    if not change.size:
        return Line(figure, *values)
    low, high = np.percentile(change, [LOW, HIGH])
    return Line(figure, *values, float(low), float(high))


def _drawn(side: _Days, draws: NDArray[np.int64]) -> Floats:
    whole = draws @ side.whole
    shares: Floats = np.divide(
        draws @ side.part, whole, out=np.full(len(whole), np.nan), where=whole > 0
    )
    return shares
