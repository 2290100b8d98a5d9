"""Rates of demand: the closed form against the recursion of the paper, day after day."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stock.forecast.calibration import AGO, AHEAD
from app.stock.forecast.tsb import Sales, fading, rates
from app.stock.forecast.width import DAYS, SMOOTH

TODAY = 740_000
histories = st.dictionaries(st.integers(1, DAYS), st.integers(1, 9), max_size=30)


def sales_of(*cells: Mapping[int, int], opened: int = TODAY - DAYS) -> Sales:
    """Each cell by {days ago: units}."""
    rows = [
        (cell, TODAY - ago, units)
        for cell, told in enumerate(cells)
        for ago, units in sorted(told.items(), reverse=True)
    ]
    told = np.array(rows, np.int64).reshape(-1, 3)
    first = np.full(len(cells), opened, np.int64)
    return Sales(told[:, 0], told[:, 1], told[:, 2].astype(np.float64), first)


def by_the_paper(told: Mapping[int, int]) -> tuple[float, float]:
    """Day by day; what was not known at the beginning weighs nothing."""
    chance = size = weight = sizes = 0.0
    for ago in range(DAYS, 0, -1):
        chance, weight = chance * (1 - SMOOTH), weight * (1 - SMOOTH) + SMOOTH
        if ago in told:
            chance += SMOOTH
            size = size * (1 - SMOOTH) + SMOOTH * told[ago]
            sizes = sizes * (1 - SMOOTH) + SMOOTH
    return chance / weight, size / sizes if sizes else 0.0


@given(st.lists(histories, min_size=1, max_size=4))
def test_all_cells_at_once_are_what_the_paper_says_of_each(cells: list[dict[int, int]]) -> None:
    found = rates(sales_of(*cells), TODAY)
    expected = [by_the_paper(told) for told in cells]
    assert found.chance == pytest.approx([chance for chance, _ in expected], abs=1e-12)
    assert found.size == pytest.approx([size for _, size in expected], abs=1e-12)


@given(histories, st.integers(1, 40))
def test_without_a_sale_only_the_chance_fades(told: dict[int, int], later: int) -> None:
    sales = sales_of(told, opened=TODAY - 4 * DAYS)
    now, then = rates(sales, TODAY), rates(sales, TODAY + later)
    kept = now.chance * float(fading(later))
    assert then.chance == pytest.approx(kept, abs=2e-3)  # days beyond DAYS weigh nothing then


def test_a_steady_seller_sells_what_it_sells() -> None:
    steady = rates(sales_of(dict.fromkeys(range(1, DAYS + 1), 3)), TODAY)
    assert steady.per_day == pytest.approx([3.0])


def test_a_week_old_thing_is_not_taken_for_one_that_nobody_bought_before() -> None:
    young = sales_of(dict.fromkeys(range(1, 8), 1), opened=TODAY - 7)
    assert rates(young, TODAY).per_day == pytest.approx([1.0])


def test_today_is_not_over_and_does_not_count() -> None:
    assert rates(sales_of({0: 50}), TODAY).per_day.tolist() == [0.0]


def test_the_ring_holds_what_a_calibration_looks_back_to() -> None:
    assert max(AGO) + AHEAD <= DAYS
