"""The engine finds what trying everything finds."""

import numpy as np
import pytest

from app.routing.engine.problem import NOT_POSSIBLE, SEVERAL
from app.routing.engine.solve import solve
from tests.routing.engine.checks import check, cost_of
from tests.routing.engine.instances import (
    cheapest_of_all,
    cheapest_partition,
    problem,
    random_problem,
    units_of,
)


def test_ten_thousand_small_orders_cost_what_trying_everything_finds():
    chance = np.random.default_rng(4)
    for _ in range(10_000):
        asked = random_problem(chance, lines=6, places=5, most_units=1)
        found = solve(asked)
        assert found.exact
        assert found.cost == cheapest_of_all(asked) == cost_of(asked, found)
        check(asked, found)


def test_lines_that_no_place_has_whole_cost_what_trying_every_unit_finds():
    chance = np.random.default_rng(5)
    split = 0
    for _ in range(2_000):
        asked = random_problem(chance, lines=3, places=4)
        found = solve(asked)
        assert found.cost == cheapest_of_all(units_of(asked))
        check(asked, found)
        split += SEVERAL in found.source
    assert split > 200


def test_five_hundred_orders_cost_what_trying_every_partition_finds():
    chance = np.random.default_rng(6)
    for size in [10] * 100 + [9] * 100 + [8] * 150 + [7] * 150:
        places = int(chance.integers(3, 40))
        asked = problem(
            parcel=chance.integers(0, 6_000, places),
            line=chance.integers(0, 4_000, (size, places)),
            unfilled=chance.integers(1_000, 9_000, size),
        )
        found = solve(asked)
        assert found.exact
        assert found.cost == cheapest_partition(asked)


def test_of_equal_places_the_first_is_taken():
    asked = problem(parcel=[5, 5, 5], line=[[1, 1, 1]] * 3, unfilled=[99] * 3)
    assert solve(asked).source == (0, 0, 0)


def test_what_two_lines_want_is_there_only_once():
    asked = problem(
        parcel=[0, 0],
        line=[[1, 5], [1, 5]],
        unfilled=[99, 99],
        products=[0, 0],
        free=[[1, 1]],
    )
    assert sorted(solve(asked).source) == [0, 1]


def test_a_parcel_that_pays_is_not_opened_twice():
    asked = problem(parcel=[-50, 10], line=[[1, 1], [1, 1]], unfilled=[99, 99])
    assert (solve(asked).source, solve(asked).cost) == ((0, 0), -48)


@pytest.mark.parametrize("free", [[[0, 0]], [[-3, 0]]])
def test_what_nobody_has_is_left_out(free):
    asked = problem(parcel=[1, 1], line=[[1, 1]], unfilled=[7], free=free)
    assert (solve(asked).source, solve(asked).cost) == ((-1,), 7)


def test_a_line_that_may_come_from_nowhere_is_left_out():
    asked = problem(parcel=[1], line=[[NOT_POSSIBLE], [2]], unfilled=[7, 99])
    assert (solve(asked).source, solve(asked).cost) == ((-1, 0), 10)


def test_an_order_of_nothing_costs_nothing():
    empty = problem(parcel=[1], line=np.zeros((0, 1)), unfilled=[])
    assert (solve(empty).source, solve(empty).cost) == ((), 0)


def test_what_is_not_possible_is_never_taken_however_dear_it_is_to_leave_it_out():
    asked = problem(
        parcel=[1, 1],
        line=[[NOT_POSSIBLE, NOT_POSSIBLE], [3, NOT_POSSIBLE], [3, NOT_POSSIBLE]],
        unfilled=[2**52, 2**52, 2**52],
        products=[0, 1, 1],
        free=[[9, 9], [1, 9]],
    )
    assert sorted(solve(asked).source) == [-1, -1, 0]
