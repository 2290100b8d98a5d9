"""Do orders fare clearly worse under rules that are new? Then these go back by themselves.

Held against the waterfall beside each order, so that a week of dear baskets is not taken for bad
rules; a difference counts when it is surely (95 %) larger than allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from app.routing.rules.states import Kpi

LEAST = 50  # orders on each side: fewer tell nothing
DEARER_PERCENT = 5  # of what the waterfall costs; twice what a rule usually changes
UNPLACED_PERCENT = 2  # of the orders that then wait for goods
SURE = 1.96  # standard errors: 95 %
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Fared:
    """One order; `whole`: served whole here and by the waterfall, only then costs compare."""

    ours_minor: int
    waterfall_minor: int
    whole: bool
    unplaced: bool


@dataclass(frozen=True, slots=True)
class Breach:
    kpi: Kpi
    percent: int  # by how much worse, as measured


def breach(new: Sequence[Fared], beside: Sequence[Fared]) -> Breach | None:
    """Goods that find no place weigh more than what they cost."""
    if min(len(new), len(beside)) < LEAST:
        return None
    worse, off = _apart(_unplaced(new), _unplaced(beside))
    if worse - off > UNPLACED_PERCENT / HUNDRED:
        return Breach(Kpi.UNPLACED, round(worse * HUNDRED))
    costs = [[one for one in side if one.whole] for side in (new, beside)]
    if min(map(len, costs)) < LEAST:
        return None
    worse, off = _apart(*map(_cost, costs))
    if worse - off > DEARER_PERCENT / HUNDRED:
        return Breach(Kpi.DEARER, round(worse * HUNDRED))
    return None


def _apart(new: tuple[float, float], beside: tuple[float, float]) -> tuple[float, float]:
    """(how much larger the new figure is, within what to each side); of (figure, variance)."""
    return new[0] - beside[0], SURE * sqrt(new[1] + beside[1])


def _unplaced(orders: Sequence[Fared]) -> tuple[float, float]:
    share = sum(one.unplaced for one in orders) / len(orders)
    return share, share * (1 - share) / len(orders)


def _cost(orders: Sequence[Fared]) -> tuple[float, float]:
    """What the waterfall's money is worth here, and the variance of that ratio (linearised)."""
    ours = sum(one.ours_minor for one in orders)
    whole = sum(one.waterfall_minor for one in orders)
    if not whole:
        return 0.0, 0.0
    many, ratio = len(orders), ours / whole
    squares = sum((one.ours_minor - ratio * one.waterfall_minor) ** 2 for one in orders)
    return ratio, squares / (many - 1) * many / whole**2
