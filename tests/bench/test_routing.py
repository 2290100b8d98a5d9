"""Is the bound a bound, is a second algorithm of the same mind, and does the bench run?

What the figures are is the report's business; here the worlds are small.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.routing.engine.solve import solve
from tests.bench import run_bench
from tests.bench.routing import again, times, told
from tests.bench.routing.batch import least
from tests.bench.routing.bound import bound
from tests.bench.routing.policies import exact, fewest_packages, five_rules, nearest_per_line
from tests.bench.routing.sim import Costs, costs_of, minutes_of, run
from tests.bench.routing.speed import some_order
from tests.bench.routing.week import PRICES, WATERFALL, WAVE, Week, week
from tests.bench.routing.world import SCENARIOS, Order, Scenario, Size, World, world

SMALL = Size(orders=70, stores=8, products=60)
TINY = Size(orders=3, stores=0, products=5, days=1)


@pytest.fixture(scope="module")
def weeks() -> list[Week]:
    return [week(scenario, SMALL, wave_seconds=0.2) for scenario in SCENARIOS[:4]]


def test_no_policy_is_below_the_bound_and_the_bound_is_settled(weeks: list[Week]) -> None:
    for one in weeks:
        assert min(outcome.cost for outcome in one.outcomes.values()) >= one.bound.value > 0
        assert 0 <= one.bound.open < 0.01


def test_whole_figures_of_one_week_come_out_again(weeks: list[Week]) -> None:
    again_found = week(SCENARIOS[0], SMALL, wave_seconds=0.2)
    assert again_found.bound.value == weeks[0].bound.value
    assert again_found.outcomes[PRICES].cost == weeks[0].outcomes[PRICES].cost


def test_the_engine_is_cheaper_than_the_waterfall_in_every_scenario(weeks: list[Week]) -> None:
    for one in weeks:
        assert one.below(PRICES, WATERFALL) > 0
        assert one.outcomes[WAVE].orders == one.outcomes[WATERFALL].orders


def test_the_bound_of_a_tiny_world_is_below_the_best_of_all_ways() -> None:
    """Five centers, two orders of two lines and one of one: 7,776 ways, each looked at."""
    usual = world(Scenario("tiny", walk_ins=0.0, stock=0.3), TINY, seed=3)
    orders = [
        Order(one.at, one.city, one.product[:many], one.quantity[:many])
        for one, many in zip(usual.orders, (2, 2, 1), strict=True)
    ]
    there = replace(usual, orders=tuple(orders))
    costs = [costs_of(there, order) for order in orders]
    start = run(there, costs, exact(solve))
    found = bound(there, costs, [start.sources])
    best = _least_of_all_ways(there, costs)
    assert 0.8 * best <= found.value <= best <= start.cost


def _least_of_all_ways(there: World, costs: list[Costs]) -> int:
    ways = [list(_ways(there, at)) for at in range(len(costs))]
    least_yet = 1 << 60
    for chosen in itertools.product(*ways):
        cost = sum(_cost(costs[at], source) for at, source in enumerate(chosen))
        if cost < least_yet and _possible(there, chosen):
            least_yet = cost
    return least_yet


def _ways(there: World, at: int) -> Iterator[tuple[int, ...]]:
    order = there.orders[at]
    yield from itertools.product(range(-1, there.places), repeat=len(order.product))


def _cost(costs: Costs, source: tuple[int, ...]) -> int:
    paid = sum(int(costs.parcel[place]) for place in {place for place in source if place >= 0})
    lines = (
        int(costs.line[i, place]) if place >= 0 else int(costs.unfilled[i])
        for i, place in enumerate(source)
    )
    return paid + sum(lines)


def _possible(there: World, chosen: tuple[tuple[int, ...], ...]) -> bool:
    stock, minutes = there.stock.copy(), np.zeros(there.places, np.int64)
    for order, source in zip(there.orders, chosen, strict=True):
        for product, quantity, place in zip(order.product, order.quantity, source, strict=True):
            if place >= 0:
                stock[product, place] -= quantity
        minutes += minutes_of(order, np.array(source), there.places)
    return bool((stock >= 0).all() and (minutes <= there.capacity).all())


@pytest.mark.parametrize(("lines", "places"), [(1, 5), (3, 40), (6, 12)])
def test_the_engine_and_the_bound_price_an_order_alike(lines: int, places: int) -> None:
    chance = np.random.default_rng(lines)
    for _ in range(20):
        problem = some_order(lines, places, chance)
        cost, source = least(problem.parcel[None], problem.line[None], problem.unfilled[None])
        assert solve(problem).cost == cost[0]
        served = source[0] >= 0
        paid = problem.parcel[np.unique(source[0][served])].sum()
        paid += problem.line[np.flatnonzero(served), source[0][served]].sum()
        assert paid + problem.unfilled[~served].sum() == cost[0]


def test_nobody_gives_what_is_not_there() -> None:
    there = world(SCENARIOS[3], SMALL)
    costs = [costs_of(there, order) for order in there.orders]
    for policy in (nearest_per_line, five_rules, fewest_packages(solve), exact(solve)):
        taken = np.zeros_like(there.stock)
        for order, source in zip(there.orders, run(there, costs, policy).sources, strict=True):
            served = source >= 0
            np.add.at(taken, (order.product[served], source[served]), order.quantity[served])
        assert (taken <= there.stock).all()


def test_a_report_names_its_goals(weeks: list[Week]) -> None:
    figures = {figure.name: figure for figure in told(weeks[0]).figures}
    assert figures[f"{PRICES}, over the bound"].goal == "≤ 6"
    assert figures[f"{WAVE}, below {WATERFALL}"].goal == "≥ 16"
    assert figures["bound, not settled"].value < 1


def test_times_and_a_replay_are_told_with_what_differs() -> None:
    figures = {figure.name: figure for figure in times((10,), many=5, waves=(10,)).figures}
    assert figures["orders that a second algorithm serves cheaper"].met
    assert figures["wave of 10 orders"].value >= 0
    replay = {figure.name: figure for figure in again(60, 6).figures}
    assert replay["a second replay differs"].met
    assert [figure.met for name, figure in replay.items() if "records" in name] == [True]


def test_the_bench_tells_each_scenario_as_a_line_of_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_bench("routing", True, stored=[6], rounds=1, orders=20) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["bench"].split(",")[0] for line in lines] == ["routing"] * (len(SCENARIOS) + 2)
    settled = [f["value"] for line in lines for f in line["figures"] if "not settled" in f["name"]]
    assert len(settled) == len(SCENARIOS)
    assert max(settled) < 1
