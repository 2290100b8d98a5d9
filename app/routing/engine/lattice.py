"""All parts of an order, numbered: each part with the smaller parts it can be made of.

A part is a vector of copies, one figure per piece; its number is mixed radix with the first piece
lowest. For n whole lines these are the 2ⁿ sets of lines, and the 3ⁿ pairs of a set and a subset.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Of each part in `wholes` all its non-empty `part`s with what is left, `rest`; those of
    wholes[i] begin at starts[i]."""

    wholes: Numbers
    starts: Numbers
    part: Numbers
    rest: Numbers

    def of(self, index: int) -> slice:
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.part)
        return slice(int(self.starts[index]), int(end))


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """`levels`: by rising number of copies, pairs whose part has one of the whole's lowest piece,
    so that each way to cut a whole is there once. `without[s]`: s less one of its `lowest[s]`."""

    strides: Numbers
    vectors: NDArray[np.int64]
    lowest: Numbers
    without: Numbers
    levels: tuple[Pairs, ...]
    place: Numbers  # of a part within its level


def pair_count(copies: NDArray[np.int64]) -> int:
    count = 1
    for times in copies.tolist():
        count *= (times + 1) * (times + 2) // 2
    return count


@lru_cache(maxsize=64)
def lattice(copies: tuple[int, ...]) -> Lattice:
    vectors, strides = _vectors(copies)
    lowest = (vectors > 0).argmax(axis=1)
    without = np.arange(len(vectors)) - strides[lowest]
    without[0] = 0
    pairs = all_pairs(copies)
    whole = np.repeat(pairs.wholes, np.diff(np.append(pairs.starts, len(pairs.part))))
    kept = vectors[pairs.part, lowest[whole]] > 0
    whole, part = whole[kept], pairs.part[kept]
    total = vectors.sum(axis=1)
    levels, place = [], np.zeros(len(vectors), dtype=np.intp)
    for level in range(1, int(total.max(initial=0)) + 1):
        here = total[whole] == level
        made = _pairs(whole[here], part[here])
        place[made.wholes] = np.arange(len(made.wholes))
        levels.append(made)
    return Lattice(strides, vectors, lowest, without, tuple(levels), place)


@lru_cache(maxsize=64)
def all_pairs(copies: tuple[int, ...]) -> Pairs:
    whole = part = np.zeros(1, dtype=np.intp)
    stride = 1
    for times in copies:
        uppers, lowers = np.tril_indices(times + 1)
        whole = (uppers[:, None] * stride + whole).ravel()
        part = (lowers[:, None] * stride + part).ravel()
        stride *= times + 1
    kept = part > 0
    whole, part = whole[kept], part[kept]
    order = np.lexsort((part, whole))
    return _pairs(whole[order], part[order])


def _pairs(whole: Numbers, part: Numbers) -> Pairs:
    wholes, starts = np.unique(whole, return_index=True)
    return Pairs(wholes, starts, part, whole - part)


def _vectors(copies: tuple[int, ...]) -> tuple[NDArray[np.int64], Numbers]:
    sizes = np.array([times + 1 for times in copies], dtype=np.intp)
    strides = np.concatenate(([1], np.cumprod(sizes)[:-1])).astype(np.intp)
    numbers = np.arange(int(sizes.prod()))[:, None]
    return (numbers // strides % sizes).astype(np.int64), strides
