"""The five-rule waterfall that most retailers know: what an order would have cost under it.

The yardstick of "savings realised", and of the bench: rules in a fixed order, the first that
serves the rest of the order wins, no cost is looked at. 1 the nearest center that has all; 2 the
nearest store close by that has all; 3 any store that has all; 4 split over centers; 5 split over
stores. Stores keep one unit as safety stock (rules 2, 3 and 5), as such rules do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.routing.engine.problem import (
    NOBODY,
    NOT_POSSIBLE,
    SEVERAL,
    Problem,
    Share,
    Solution,
)

CLOSE_METRES = 100_000
SAFETY = 1

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Of the sources of a problem, in their order. Unknown distances are large."""

    metres: Whole
    store: NDArray[np.bool_]


def waterfall(problem: Problem, places: Places) -> Solution:
    """The cost is by the problem's own figures, whatever prices they contain."""
    hand = _Hand(problem, places)
    near_first = np.lexsort((np.arange(len(places.metres)), places.metres))
    centers = [int(m) for m in near_first if not places.store[m]]
    stores = [int(m) for m in near_first if places.store[m]]
    close = [m for m in stores if places.metres[m] <= CLOSE_METRES]
    for rule in (centers, close, stores):
        for place in rule:
            if hand.has_all(place):
                return hand.told([Share(i, place, q) for i, q in enumerate(hand.open)])
    shares: list[Share] = []
    for whole in (True, False):  # who has the line whole comes before who has a part of it
        for place in (*centers, *stores):
            shares += hand.taken(place, {share.source for share in shares}, whole=whole)
    return hand.told(shares)


class _Hand:
    """What is still wanted, and what the places still have beyond their safety stock."""

    def __init__(self, problem: Problem, places: Places) -> None:
        self._problem = problem
        self._left = problem.free - np.where(places.store, SAFETY, 0)
        self.open = [int(quantity) for quantity in problem.quantity]
        has = problem.free[problem.product] >= problem.quantity[:, None]
        whole = np.asarray(np.any((problem.line < NOT_POSSIBLE) & has, axis=1), np.bool_)
        self._whole: list[bool] = whole.tolist()

    def has_all(self, place: int) -> bool:
        problem = self._problem
        wanted = np.zeros(len(self._left), np.int64)
        np.add.at(wanted, problem.product, problem.quantity)
        allowed = problem.line[:, place] < NOT_POSSIBLE
        return bool(allowed.all() and (self._left[:, place] >= wanted).all())

    def taken(self, place: int, used: set[int], *, whole: bool) -> list[Share]:
        """What a place gives of the lines that are still open."""
        problem, shares = self._problem, []
        most = problem.most_parcels
        if most and place not in used and len(used) >= most:
            return []
        for i, wanted in enumerate(self.open):
            product = problem.product[i]
            have = int(self._left[product, place])
            units = min(wanted, have)
            if units <= 0 or problem.line[i, place] >= NOT_POSSIBLE:
                continue
            if units < wanted and (whole or self._whole[i]):
                continue  # as the engine: only what nobody has whole comes in parts
            self._left[product, place] -= units
            self.open[i] -= units
            shares.append(Share(i, place, units))
        return shares

    def told(self, shares: Sequence[Share]) -> Solution:
        problem = self._problem
        source = [NOBODY] * len(problem.quantity)
        cost = sum(int(problem.parcel[place]) for place in {share.source for share in shares})
        rest = [int(quantity) for quantity in problem.quantity]
        for share in shares:
            units = int(problem.quantity[share.line])
            cost += int(problem.line[share.line, share.source]) * share.quantity // units
            source[share.line] = share.source if share.quantity == units else SEVERAL
            rest[share.line] -= share.quantity
        for line, units in enumerate(rest):
            cost += int(problem.unfilled[line]) * units // int(problem.quantity[line])
        split = tuple(share for share in shares if source[share.line] == SEVERAL)
        return Solution(tuple(source), cost, exact=False, shares=split)
