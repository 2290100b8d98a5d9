"""One order as arrays, and what was found for it: which source serves which line.

A *source* is one place with the one service that would be used from there; callers solve once per
service level, so that a place stands in a problem once. Costs are whole minor units (int64): sums
are exact, ties are broken by the lowest source index, and a record replays bit for bit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cost = NDArray[np.int64]
Numbers = NDArray[np.int64]

NOT_POSSIBLE = np.int64(1) << 50  # of a cell: more than any order costs, and far from overflow
NOBODY = -1
SEVERAL = -2


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """n lines, m sources, k products. A line comes whole from one source; only when no single one
    has so many (`free`) it comes unit by unit, each for its share of the line's cost.

    parcel[m]     of opening one: first kilogram, handling, surcharge, capacity price, preferences
    line[n, m]    of all units of the line from there: weight, handling, stock-out and territory
                  price, expected re-routing; NOT_POSSIBLE where it may not come from, whatever
                  there is
    unfilled[n]   of leaving the line out: goodwill, and the margin where one is known
    quantity[n], product[n] → 0…k−1, free[k, m]: lines of one product share what a place has
    most_parcels  0 = no limit
    """

    parcel: Cost
    line: Cost
    unfilled: Cost
    quantity: NDArray[np.int64]
    product: NDArray[np.int64]
    free: NDArray[np.int64]
    most_parcels: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Units of one line from one source."""

    line: int
    source: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Solution:
    """`source[i]` serves line i; NOBODY does, or SEVERAL do: then `shares` tell which, and what
    they do not cover is left out. `cost` is the objective, whole; `exact`: proven to be least."""

    source: tuple[int, ...]
    cost: int
    exact: bool
    shares: tuple[Share, ...] = ()


def solution(problem: Problem, shares: Iterable[Share], cost: int, *, exact: bool) -> Solution:
    """`shares`: all that is given, a line and source at most once."""
    source = [NOBODY] * len(problem.quantity)
    parts = []
    for share in sorted(shares, key=lambda share: (share.line, share.source)):
        whole = share.quantity == problem.quantity[share.line]
        source[share.line] = share.source if whole else SEVERAL
        parts += [] if whole else [share]
    return Solution(tuple(source), cost, exact, tuple(parts))
