"""Of the plans of a wave those are chosen that cost least together, and what wastes is mended."""

import itertools
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.routing.engine.problem import Solution
from app.routing.waves.around import mended
from app.routing.waves.choosing import chosen_of
from app.routing.waves.master import Master
from app.routing.waves.plans import Plan, cost_of, drawn

SECONDS = 20.0  # far more than any of these needs


def plan(owner: int, cost: int, use: Mapping[int, int], way: int = 0) -> Plan:
    return Plan(owner, Solution((way,), cost, exact=False), dict(use))


def ways(seed: int, orders: int, resources: int) -> tuple[list[Plan], dict[int, int]]:
    """Three plans of each order, the last of which needs nothing and is dear."""
    chance = random.Random(seed)
    plans = []
    for owner in range(orders):
        for way in range(2):
            wanted = chance.sample(range(resources), chance.randint(1, 2))
            use = {resource: chance.randint(1, 3) for resource in wanted}
            plans.append(plan(owner, chance.randint(10, 99), use, way))
        plans.append(plan(owner, chance.randint(200, 400), {}, 2))
    return plans, {resource: chance.randint(0, 5) for resource in range(resources)}


def fits(plans: Sequence[Plan], limit: Mapping[int, int]) -> bool:
    return all(amount <= limit[resource] for resource, amount in drawn(plans).items())


def by_trying(plans: Sequence[Plan], limit: Mapping[int, int]) -> int:
    each = [list(own) for _, own in itertools.groupby(plans, key=lambda one: one.owner)]
    return min(cost_of(some) for some in itertools.product(*each) if fits(some, limit))


@given(st.integers(0, 1 << 30))
def test_the_choice_is_the_cheapest_there_is(seed: int) -> None:
    plans, limit = ways(seed, orders=5, resources=3)
    found = chosen_of(plans, limit, SECONDS, gap=0.0)
    assert found is not None
    assert [one.owner for one in found] == list(range(5))
    assert fits(found, limit)
    assert cost_of(found) == by_trying(plans, limit)


def test_orders_that_cannot_all_be_served_have_no_choice() -> None:
    both = [plan(owner, 10, {0: 1}) for owner in range(2)]
    assert chosen_of(both, {0: 1}, SECONDS, gap=0.0) is None


def test_a_plan_that_is_told_twice_is_one_plan() -> None:
    """As two it stood against its own order: no choice to begin with was possible."""
    master = Master(1, np.array([5]))
    assert master.add([plan(0, 10, {0: 1}), plan(0, 10, {0: 1})]) == 1
    assert master.add([plan(0, 10, {0: 1}), plan(0, 12, {0: 1}, way=1)]) == 1
    assert [one.cost for one in master.plans] == [10, 12]


def mended_wave(seed: int, orders: int) -> tuple[list[list[Plan]], list[Plan], dict[int, int]]:
    """From the choice in which nobody has anything."""
    plans, limit = ways(seed, orders, resources=max(3, orders // 2))
    master = Master(orders, np.array(list(limit.values())))
    master.add(plans)
    prices = master.prices(SECONDS)
    assert prices is not None
    nobody = [one for one in plans if not one.use]
    steps = mended(master.plans, prices, master.limit, nobody, gap=0.0, ends=float("inf"))
    return [nobody, *steps], plans, limit


@given(st.integers(0, 1 << 30), st.integers(2, 60))
def test_each_mending_is_cheaper_and_takes_no_more_than_there_is(seed: int, orders: int) -> None:
    steps, _, limit = mended_wave(seed, orders)
    costs = [cost_of(step) for step in steps]
    assert costs == sorted(set(costs), reverse=True)
    for step in steps:
        assert [one.owner for one in step] == list(range(orders))
        assert fits(step, limit)


@pytest.mark.parametrize("seed", range(20))
def test_from_nothing_a_few_orders_are_mended_to_the_best_there_is(seed: int) -> None:
    steps, plans, limit = mended_wave(seed, orders=6)
    assert cost_of(steps[-1]) == by_trying(plans, limit)
