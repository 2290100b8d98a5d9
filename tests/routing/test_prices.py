"""What a last unit, a place's territory and an hour of its work cost."""

from math import e, exp

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.routing.prices import capacity, cold_start, stock_out, territory

counts = st.integers(0, 40)


def test_the_last_unit_of_a_wanted_shirt_costs_nearly_its_margin() -> None:
    last, plenty = stock_out(100_000, 5.0, 1.5, [1, 40])
    assert 95_000 < last < 100_000
    assert plenty == 0


def test_what_nobody_asks_for_costs_nothing() -> None:
    assert stock_out(100_000, 0.0, 1.0, [1, 2, 3]).tolist() == [0, 0, 0]


@given(st.integers(0, 10**9), st.floats(0, 30), st.floats(1, 6), counts, st.integers(1, 5))
def test_a_stock_out_never_costs_more_than_the_margin_of_the_units(
    margin: int, mean: float, wide: float, stock: int, units: int
) -> None:
    price = int(stock_out(margin, mean, wide, stock, units))
    assert 0 <= price <= margin * units
    assert price >= int(stock_out(margin, mean, wide, stock + 1, units))


def test_goods_sold_at_a_loss_are_not_protected() -> None:
    assert int(stock_out(-5_000, 9.0, 2.0, 1)) == 0


def test_a_place_is_worth_what_the_next_best_costs_more() -> None:
    near, far, last = territory([9_000] * 3, [21_000, 9_000, 21_000], 4.0, 1.0, [1, 1, 30])
    assert 11_500 < near < 12_000
    assert far == 0  # the next one costs the same
    assert last == 0  # there is enough for all


def test_a_free_day_costs_nothing_and_a_full_one_all() -> None:
    prices = capacity(32_000, [0, 240, 480, 960, 5_000], 480).tolist()
    assert prices[0] == 0
    assert prices[1] == round(32_000 * (exp(0.5) - 1) / (e - 1))
    assert prices[2] == 32_000
    assert prices[3] < prices[4] + 1  # beyond a full day it stays a number
    assert int(capacity(32_000, 0, 0)) == 32_000  # a place without room is full


@given(st.integers(1, 300), st.data())
def test_without_a_forecast_a_unit_costs_by_how_much_is_gone(
    opening: int, data: st.DataObject
) -> None:
    stock = data.draw(st.integers(1, opening))
    units = data.draw(st.integers(1, min(6, stock)))
    told = sum(
        100_000 * 0.05 * (exp((opening - stock + gone) / opening) - 1) / (e - 1)
        for gone in range(units)
    )
    assert abs(int(cold_start(100_000, opening, stock, units)) - told) <= 1


def test_a_full_shelf_is_free_and_an_emptying_one_is_not() -> None:
    full, half, last = cold_start(100_000, 100, [100, 50, 1])
    assert full == 0 < half < last < 5_000


def test_prices_are_whole_minor_units_of_any_shape() -> None:
    price = stock_out(np.array([[1_000], [2_000]]), 1.0, 1.2, np.array([1, 2, 3]))
    assert price.shape == (2, 3)
    assert price.dtype == np.int64
