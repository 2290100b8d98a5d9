"""One order as arrays, and what was found for it: which source serves which line.

A *source* is one place with the one service that would be used from there; callers solve once per
service level, so that a place stands in a problem once. Costs are whole minor units (int64): sums
are exact, ties are broken by the lowest source index, and a record replays bit for bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cost = NDArray[np.int64]

NOT_POSSIBLE = np.int64(1) << 50  # of a cell: more than any order costs, and far from overflow


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """n lines, m sources, k products. Lines are whole here: units of a line that no single place
    has are lines of their own (see explode).

    parcel[m]     of opening one: first kilogram, handling, surcharge, capacity price, preferences
    line[n, m]    of all units of the line from there: weight, handling, stock-out and territory
                  price, expected re-routing; NOT_POSSIBLE where it may not come from
    unfilled[n]   of leaving the line out: margin and goodwill
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
class Solution:
    """`source[i]` serves line i; −1: nobody does. `cost` is the objective, whole."""

    source: tuple[int, ...]
    cost: int
    exact: bool
