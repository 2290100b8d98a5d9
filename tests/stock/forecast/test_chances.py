"""How likely a shelf runs empty: the sums against the textbook's formula, one unit at a time."""

from math import exp, lgamma, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stock.forecast.chances import LOOP, at_least, last_units

means = st.floats(0.0, 60.0, allow_subnormal=False)  # the gamma function ends before 5e-324
wides = st.floats(1.0, 12.0)


def exactly(mean: float, wide: float, count: int) -> float:
    """P(demand = count), from the gamma function."""
    if mean == 0:
        return float(count == 0)
    if wide - 1 < 1e-9:
        return exp(count * log(mean) - mean - lgamma(count + 1))
    size = mean / (wide - 1)
    chosen = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return exp(chosen - size * log(wide) + count * log(1 - 1 / wide))


@given(means, wides, st.integers(-3, 90))
def test_the_chance_that_so_many_are_asked_for_is_the_textbooks(
    mean: float, wide: float, stock: int
) -> None:
    expected = 1 - sum(exactly(mean, wide, count) for count in range(max(0, stock)))
    assert float(at_least(mean, wide, stock)) == pytest.approx(expected, abs=1e-8)


@given(means, wides, st.integers(0, 60), st.integers(0, 20))
def test_several_units_are_worth_what_they_are_worth_one_by_one(
    mean: float, wide: float, stock: int, units: int
) -> None:
    one_by_one = sum(float(at_least(mean, wide, stock - at)) for at in range(units))
    assert float(last_units(mean, wide, stock, units)) == pytest.approx(one_by_one, abs=1e-8)


def test_cells_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(4)
    mean, wide = rng.gamma(0.5, 9.0, 500), 1 + rng.gamma(1.0, 1.0, 500)
    stock = rng.integers(-2, 120, 500)
    together = last_units(mean, wide, stock, 3)
    apart = [float(last_units(*one, 3)) for one in zip(mean, wide, stock, strict=True)]
    assert together == pytest.approx(apart, abs=1e-12)


@pytest.mark.parametrize("deviations", [-2, -1, 0, 1, 2, 3])
def test_many_units_go_over_into_the_normal_curve_without_a_step(deviations: int) -> None:
    mean, wide = 255.0, 2.0
    stock = round(mean + deviations * sqrt(mean * wide))
    exact, normal = at_least([mean, 257.0], wide, [stock, stock + 2])
    assert normal == pytest.approx(exact, abs=0.012)


def test_a_center_full_of_goods_nobody_asks_for_costs_nothing() -> None:
    assert last_units(3.0, 1.5, LOOP * 40, 100) == pytest.approx(0, abs=1e-9)


def test_wider_demand_empties_a_full_shelf_more_often() -> None:
    poisson, wide, wider = at_least(4.0, [1.0, 2.0, 4.0], 10)
    assert poisson < wide < wider


def test_arrays_broadcast() -> None:
    assert at_least(np.ones((3, 1)), 1.0, np.arange(4)).shape == (3, 4)
