"""What one may rely on in every answer, and what the questions for an explanation tell."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.routing.engine.problem import NOBODY, SEVERAL
from app.routing.engine.solve import quantities, solve, solve_from, without
from tests.routing.engine.checks import check
from tests.routing.engine.instances import large_problem, problem, random_problem

seeds = st.integers(0, 2**32 - 1)


def any_problem(seed):
    return random_problem(np.random.default_rng(seed), lines=5, places=5)


@given(seeds)
def test_every_answer_keeps_what_was_asked(seed):
    asked = any_problem(seed)
    check(asked, solve(asked))


@given(seeds, st.integers(0, 4))
def test_without_a_place_nothing_gets_cheaper(seed, source):
    asked = random_problem(np.random.default_rng(seed), lines=5, places=5, most_units=1)
    source %= asked.line.shape[1]
    found = solve(without(asked, source))
    assert source not in found.source
    assert found.cost >= solve(asked).cost


@given(seeds)
def test_fewer_parcels_are_never_cheaper(seed):
    asked = replace(any_problem(seed), most_parcels=0)
    costs = [solve(replace(asked, most_parcels=most)).cost for most in (1, 2, 3, 0)]
    assert costs == sorted(costs, reverse=True)


@given(seeds, st.integers(0, 4))
def test_a_place_that_has_to_give_gives_all_it_has(seed, source):
    asked = any_problem(seed)
    source %= asked.line.shape[1]
    found = solve_from(asked, source)
    check(asked, found)
    there = {
        int(product): min(
            int(asked.free[product, source]),
            int(asked.quantity[(asked.product == product) & (asked.line[:, source] < 2**50)].sum()),
        )
        for product in asked.product
    }
    given_there = sum(one.quantity for one in quantities(asked, found) if one.source == source)
    assert given_there == sum(there.values())
    if sum(there.values()) and SEVERAL not in found.source:
        assert found.cost >= solve(asked).cost


def test_the_nearer_place_that_lacks_something_costs_a_second_parcel():
    asked = problem(
        parcel=[18_000, 9_000],
        line=[[3_000, 1_500]],
        unfilled=[900_000],
        quantity=[3],
        free=[[7, 1]],
    )
    assert solve(asked).source == (0,)
    forced = solve_from(asked, 1)
    assert {(one.source, one.quantity) for one in forced.shares} == {(0, 2), (1, 1)}
    assert forced.cost == 18_000 + 2_000 + 9_000 + 500


def test_a_place_that_has_to_give_leaves_no_second_parcel():
    asked = problem(
        parcel=[10, 10], line=[[1, 1], [1, 1]], unfilled=[50, 50], free=[[1, 1], [1, 0]],
        most_parcels=1,
    )  # fmt: skip
    forced = solve_from(asked, 1)
    assert forced.source == (1, NOBODY)
    assert forced.cost == 61


def test_a_large_order_can_be_asked_from_one_place():
    asked = large_problem(np.random.default_rng(3), lines=30, places=40)
    check(asked, solve_from(asked, 7))
