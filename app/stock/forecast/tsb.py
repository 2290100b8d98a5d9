"""What is asked for on a day, of goods that are not asked for every day: TSB, cell by cell.

Teunter, Syntetos and Babai (2011): the chance that anybody asks, smoothed on every day, times how
many then go, smoothed on days with demand alone. Between sales only the chance fades, so a cell's
state is three numbers, told ahead to any later day in closed form. Both are weighted means of what
is known, so that a young cell does not start from nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from app.stock.forecast.chances import Real, Whole
from app.stock.forecast.width import DAYS, SMOOTH


@dataclass(frozen=True, slots=True, eq=False)
class Sales:
    """Days on which something was sold, one row each, by cell and then by day: cell 0…n−1, `day`
    an ordinal, `units` above 0. `opened[n]`: the first day on which each cell could have sold."""

    cell: Whole
    day: Whole
    units: Real
    opened: Whole

    @property
    def cells(self) -> int:
        return int(self.opened.size)


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """As of the beginning of a day, one per cell: the chance of any demand on it, and how much it
    then is; 0 and 0 for what nobody bought."""

    chance: Real
    size: Real

    @property
    def per_day(self) -> Real:
        return self.chance * self.size


def rates(sales: Sales, today: int) -> Rates:
    """From the DAYS whole days before `today`."""
    inside = (sales.day < today) & (sales.day >= today - DAYS)
    cell, day, units = sales.cell[inside], sales.day[inside], sales.units[inside]
    n = sales.cells
    known = np.clip(today - sales.opened, 1, DAYS)
    weight = SMOOTH * fading(today - 1 - day)
    chance = np.bincount(cell, weight, n) / (1 - fading(known))
    later = _later(cell, n)
    weight = fading(later)
    whole = np.bincount(cell, weight, n)
    size = np.bincount(cell, weight * units, n) / np.where(whole > 0, whole, 1.0)
    return Rates(np.minimum(chance, 1.0), size)


def fading(days: ArrayLike) -> Real:
    """What is left of a chance after so many days without demand."""
    return _table()[np.clip(np.asarray(days, np.int64), 0, DAYS)]


def _later(cell: Whole, cells: int) -> Whole:
    """Of each row: how many rows of its cell come after it."""
    counts = np.bincount(cell, minlength=cells)
    return np.asarray((np.cumsum(counts) - 1)[cell] - np.arange(cell.size), np.int64)


@lru_cache(maxsize=1)
def _table() -> Real:
    return np.asarray((1 - SMOOTH) ** np.arange(DAYS + 1), np.float64)
