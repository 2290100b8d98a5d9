"""How sure are the rates of a place: what its own forecasts of past weeks turned out to be.

TSB tells a mean, not how far off it may be. So the forecasts of two and of four weeks ago are made
anew and held against what came: level, floor and width are those under which the stock-outs that
happened were the most likely. All cells of a place are pooled: one cell has too few days.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from app.stock.forecast.chances import Real, Whole, at_least
from app.stock.forecast.tsb import Rates, Sales, rates
from app.stock.forecast.width import STANDARD, Calibration

AHEAD = 14  # days: a usual wait for the next receipt
AGO = (14, 28)  # days: the latest forecasts whose fortnight is over
LEAST_CELLS = 50  # fewer say more about chance than about the place
MOST_CELLS = 1_000  # more narrow the result by less than its grid, and the night takes longer
LEAST_DAYS = 7  # of a cell, before its forecast is held against anything
SHELVES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)  # stocks held against: times the mean demand
UNSURE = 1e-3  # no forecast of a shop is surer than that


# Two figures at a time: a lower level and a higher floor together draw all cells to their middle.
_GRID = (
    (
        ("by_size", (0, 100, 250, 500, 1_000, 2_000, 3_000, 5_000)),
        ("by_mean", (0, 50, 100, 200, 400, 800)),
    ),
    (
        ("level", (400, 500, 600, 700, 800, 900, 1_000, 1_100, 1_250, 1_500, 1_800)),
        ("floor", (2, 5, 10, 20, 40, 60)),
    ),
)
ROUNDS = 2  # through the grid; a third one changed nothing


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Of a stretch of days, one per cell; `wide`: variance ÷ mean (see chances)."""

    mean: Real
    wide: Real


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """Calibrations as arrays, one per place, in units instead of thousandths."""

    level: Real
    floor: Real
    by_size: Real
    by_mean: Real

    def at(self, places: Whole) -> "Trust":
        """Of cells, each at one of the places."""
        return Trust(
            self.level[places], self.floor[places], self.by_size[places], self.by_mean[places]
        )


def trust(*told: Calibration) -> Trust:
    figures = np.array([(by.level, by.floor, by.by_size, by.by_mean) for by in told], np.float64)
    return Trust(*(figures.reshape(-1, 4).T / 1_000))


def demand(told: Rates, days: ArrayLike, by: Trust) -> Demand:
    """`days` may be parts of days; it and `by` broadcast against the cells. What never sold has
    none."""
    asked = (told.chance + by.floor) * (told.size > 0)
    mean = by.level * asked * told.size * np.maximum(np.asarray(days, np.float64), 0.0)
    wide = 1 + by.by_size * told.size + by.by_mean * mean
    return Demand(mean, wide)


def calibrate(sales: Sales, today: int) -> Calibration:
    """STANDARD where too few cells are old enough."""
    past = [_past(sales, today - ago) for ago in AGO]
    chance, size, came = (np.concatenate([one[at] for one in past]) for at in range(3))
    if chance.size < LEAST_CELLS:
        return STANDARD
    step = max(1, chance.size // MOST_CELLS)  # evenly, not at random: both sides find the same
    held = Rates(chance[::step], size[::step])
    return _fitted(held, came[::step])


def shelves(told: Rates) -> Real:
    """Stocks that a forecast of AHEAD days can be held against, [cells, SHELVES]."""
    usual = np.maximum(told.per_day * AHEAD, 0.5)
    held: Real = np.maximum(1.0, np.ceil(usual[:, None] * np.asarray(SHELVES)))
    return held


def chances(told: Rates, stock: Real, by: Calibration) -> Real:
    """P(demand of AHEAD days ≥ stock), [cells, stocks]."""
    of = demand(told, AHEAD, trust(by))
    return at_least(of.mean[:, None], of.wide[:, None], stock)


def _past(sales: Sales, then: int) -> tuple[Real, Real, Real]:
    """(chance, size, what came in the AHEAD days from then) of cells that sold before."""
    told = rates(sales, then)
    inside = (sales.day >= then) & (sales.day < then + AHEAD)
    summed = np.bincount(sales.cell[inside], sales.units[inside], sales.cells)
    came = summed.astype(np.float64)
    asked = (told.size > 0) & (sales.opened <= then - LEAST_DAYS)
    return told.chance[asked], told.size[asked], came[asked]


def _fitted(told: Rates, came: Real) -> Calibration:
    stock = shelves(told)
    out = came[:, None] >= stock

    def surprise(by: Calibration) -> float:
        chance = np.clip(chances(told, stock, by), UNSURE, 1 - UNSURE)
        return float(-np.log(np.where(out, chance, 1 - chance)).mean())

    best, least = STANDARD, surprise(STANDARD)
    for _ in range(ROUNDS):
        for (one, ones), (other, others) in _GRID:
            for value, beside in product(ones, others):
                tried = replace(best, **{one: value, other: beside})
                if tried != best and (told_off := surprise(tried)) < least:
                    best, least = tried, told_off
    return best
