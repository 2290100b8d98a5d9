"""A wave is never dearer than its orders one by one, and draws on no more than there is."""

import numpy as np
import pytest

from app.routing.engine.problem import Problem, Solution
from app.routing.waves.reoptimise import improve, reoptimise
from app.routing.waves.shared import Draw, Shared, left_out
from tests.routing.waves.small import (
    best_together,
    enumerate_all,
    enumerate_each,
    fits,
    random_wave,
)

SECONDS = 20.0  # far more than any of these needs: no answer here depends on the clock


def together(problems: list[Problem], free: Shared) -> list[Solution]:
    return reoptimise(problems, free, SECONDS, solver=enumerate_each)


def total(answer: list[Solution]) -> int:
    return sum(told.cost for told in answer)


@pytest.mark.parametrize("seed", range(12))
def test_a_small_wave_costs_what_trying_everything_finds(seed: int) -> None:
    problems, free = random_wave(seed, orders=4, places=3, products=2)
    answer = together(problems, free)
    assert fits(problems, free, answer)
    best = best_together(problems, free)
    assert best <= total(answer) <= best * 1.02 + 1


@pytest.mark.parametrize("seed", range(6))
def test_minutes_are_kept_like_units(seed: int) -> None:
    problems, free = random_wave(seed, orders=4, places=3, products=3, minutes=7)
    answer = together(problems, free)
    assert fits(problems, free, answer)
    best = best_together(problems, free)
    assert best <= total(answer) <= best * 1.02 + 1


@pytest.mark.parametrize("seed", range(6))
def test_a_wave_is_never_dearer_than_orders_in_turns(seed: int) -> None:
    problems, free = random_wave(seed, orders=30, places=4, products=5, minutes=40)
    steps = list(improve(problems, free, SECONDS, solver=enumerate_each))
    costs = [total(step) for step in steps]
    assert costs == sorted(costs, reverse=True)
    assert all(fits(problems, free, step) for step in steps)


def test_two_orders_swap_when_that_is_cheaper() -> None:
    """The first took the last unit near it; the second can only be served from there."""
    first = order(parcel=[100, 110], line=[[1, 1]], free=[[1, 1]])
    second = order(parcel=[100, 900], line=[[1, 1]], free=[[1, 1]])
    cell = Draw(np.array([[0, 1]]))
    free = Shared(np.array([1, 1]), [cell, cell])
    answer = reoptimise([first, second], free, SECONDS, solver=enumerate_each)
    assert [told.source for told in answer] == [(1,), (0,)]
    assert total(answer) == 111 + 101


def test_what_each_has_now_is_the_least_that_is_kept() -> None:
    problems, free = random_wave(3, orders=6, places=3, products=2)
    nobody = [left_out(problem) for problem in problems]
    steps = list(improve(problems, free, SECONDS, start=nobody, solver=enumerate_each))
    assert steps[0] == nobody
    assert total(steps[-1]) <= total(steps[0])


def test_without_time_the_orders_keep_what_they_have() -> None:
    problems, free = random_wave(4, orders=6, places=3, products=1)
    have = together(problems, free)
    answer = reoptimise(problems, free, 0.0, start=have, solver=enumerate_each)
    assert answer == have


def test_nobody_in_the_way_is_each_order_alone() -> None:
    problems, free = random_wave(5, orders=5, places=3, products=4)
    plenty = Shared(np.full_like(free.limit, 1_000), free.draws)
    answer = together(problems, plenty)
    assert [told.source for told in answer] == [enumerate_all(one).source for one in problems]


def test_no_orders_are_no_wave() -> None:
    assert reoptimise([], Shared(np.zeros(0, dtype=np.int64), []), 1.0, solver=enumerate_each) == []


def order(*, parcel: list[int], line: list[list[int]], free: list[list[int]]) -> Problem:
    count = len(line)
    return Problem(
        parcel=np.array(parcel),
        line=np.array(line),
        unfilled=np.full(count, 5_000),
        quantity=np.ones(count, dtype=np.int64),
        product=np.arange(count),
        free=np.array(free),
    )
