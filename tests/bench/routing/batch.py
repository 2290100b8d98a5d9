"""The least pattern of many orders at once: subset DP over arrays, one axis for the orders.

The bound prices its columns with it: thousands of orders under the same prices, many times.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

TOGETHER = 256  # orders at once: their arrays stay in the second-level cache


def least(parcel: Ints, line: Ints, unfilled: Ints) -> tuple[Ints, Ints]:
    """parcel[o, m], line[o, n, m], unfilled[o, n] → (cost[o], source[o, n]; −1 = left out)."""
    cost = np.empty(len(parcel), np.int64)
    source = np.empty(unfilled.shape, np.int64)
    for start in range(0, len(parcel), TOGETHER):
        part = slice(start, start + TOGETHER)
        cost[part], source[part] = _least(parcel[part], line[part], unfilled[part])
    return cost, source


def _least(parcel: Ints, line: Ints, unfilled: Ints) -> tuple[Ints, Ints]:
    orders, n = unfilled.shape
    whole, where = _from_one_place(parcel, line)
    best = np.zeros((1 << n, orders), np.int64)
    taken = np.zeros((1 << n, orders), np.int64)  # the part that goes as one; 0: lowest left out
    for lines in range(1, 1 << n):
        low = lines & -lines
        rest = lines ^ low
        least = unfilled[:, low.bit_length() - 1] + best[rest]
        choice = np.zeros(orders, np.int64)
        part = rest
        while True:  # every part that holds the lowest line
            together = whole[part | low] + best[rest ^ part]
            better = together < least
            least = np.where(better, together, least)
            choice[better] = part | low
            if part == 0:
                break
            part = (part - 1) & rest
        best[lines], taken[lines] = least, choice
    return best[-1], _told(taken, where, orders, n)


def _from_one_place(parcel: Ints, line: Ints) -> tuple[Ints, Ints]:
    """[set of lines, order] → the least cost from one place, and that place."""
    orders, n, _ = line.shape
    sums: list[Ints] = [parcel]
    cost = np.zeros((1 << n, orders), np.int64)
    where = np.zeros((1 << n, orders), np.int64)
    for lines in range(1, 1 << n):
        low = lines & -lines
        together = sums[lines ^ low] + line[:, low.bit_length() - 1]
        sums.append(together)
        where[lines] = together.argmin(axis=1)
        cost[lines] = np.take_along_axis(together, where[lines][:, None], 1)[:, 0]
    return cost, where


def _told(taken: Ints, where: Ints, orders: int, n: int) -> Ints:
    source = np.full((orders, n), -1, np.int64)
    left = np.full(orders, (1 << n) - 1, np.int64)
    at = np.arange(orders)
    while left.any():
        part = taken[left, at]
        place = where[part, at]
        for i in range(n):
            source[(part >> i & 1).astype(bool), i] = place[(part >> i & 1).astype(bool)]
        lowest = left & -left
        left = np.where(left > 0, left & ~np.where(part > 0, part, lowest), 0)
    return source
