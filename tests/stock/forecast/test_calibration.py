"""A place learns from its own past forecasts how far off they are."""

import numpy as np
import pytest

from app.stock.forecast.calibration import (
    calibrate,
    chances,
    demand,
    shelves,
    trust,
)
from app.stock.forecast.chances import Whole
from app.stock.forecast.tsb import Rates, Sales, rates
from app.stock.forecast.width import DAYS, STANDARD, Calibration

TODAY = 740_000
CELLS = 600


def sold(counts: Whole) -> Sales:
    """[cells, days] up to yesterday."""
    cell, day = np.nonzero(counts)
    days = counts.shape[1]
    opened = np.full(counts.shape[0], TODAY - days, np.int64)
    units = counts[cell, day].astype(np.float64)
    return Sales(cell.astype(np.int64), (day + TODAY - days).astype(np.int64), units, opened)


def off(by: Calibration, past: Sales, came: Whole) -> float:
    """How far the told chances are from what happened, over ten bins."""
    told = rates(past, TODAY)
    asked = told.size > 0
    told = Rates(told.chance[asked], told.size[asked])
    stock = shelves(told)
    chance, out = chances(told, stock, by), came[asked][:, None] >= stock
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = [
        abs(chance[bins == one].mean() - out[bins == one].mean()) * (bins == one).sum()
        for one in range(10)
        if (bins == one).any()
    ]
    return float(sum(gaps) / chance.size)


@pytest.mark.parametrize("lumps", [1.0, 6.0])
def test_it_is_nearer_to_what_happens_than_poisson(lumps: float) -> None:
    rng = np.random.default_rng(11)
    often = rng.gamma(0.8, 0.12, (CELLS, 1))
    days = rng.random((CELLS, DAYS + 14)) < often
    counts = days * rng.geometric(1 / lumps, days.shape)
    past, came = sold(counts[:, :DAYS]), counts[:, DAYS:].sum(axis=1)
    learnt = calibrate(past, TODAY)
    poisson = Calibration(level=1_000, floor=0, by_size=0, by_mean=0)
    assert off(learnt, past, came) < 0.05
    assert off(learnt, past, came) < off(poisson, past, came) / 2


def test_a_place_with_few_goods_uses_the_standard() -> None:
    assert calibrate(sold(np.ones((10, DAYS), np.int64)), TODAY) == STANDARD
    assert calibrate(sold(np.zeros((0, DAYS), np.int64)), TODAY) == STANDARD


def test_both_sides_learn_the_same() -> None:
    counts = np.random.default_rng(3).poisson(0.2, (CELLS * 4, DAYS))
    assert calibrate(sold(counts), TODAY) == calibrate(sold(counts), TODAY)


def test_what_never_sold_is_not_asked_for_and_a_longer_wait_asks_for_more() -> None:
    told = Rates(np.array([0.0, 0.1, 0.1]), np.array([0.0, 1.0, 1.0]))
    found = demand(told, [14, 14, 28], trust(STANDARD))
    assert found.mean[0] == 0
    assert found.mean[2] == pytest.approx(2 * found.mean[1])
    assert (found.wide >= 1).all()
