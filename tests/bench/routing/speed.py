"""How long does one order take, from 10 places to 5,000; is it the cheapest; and a wave of them?"""

import time
from dataclasses import dataclass

import numpy as np

from app.kit import heap
from app.routing.engine.problem import NOT_POSSIBLE, Problem
from app.routing.engine.solve import solve
from tests.bench.routing.batch import least
from tests.bench.routing.policies import Priced
from tests.bench.routing.sim import costs_of, run
from tests.bench.routing.world import SCENARIOS, Size, world

PLACES = (10, 100, 1_000, 5_000)


@dataclass(frozen=True, slots=True)
class Timed:
    """CPU-ms of one order, and how many came out dearer or cheaper than a second algorithm says."""

    lines: int
    places: int
    p50: float
    p99: float
    mismatches: int


def some_order(lines: int, places: int, chance: np.random.Generator) -> Problem:
    """Where each product is at half of the places, in ones and twos."""
    quantity = chance.integers(1, 3, lines)
    free = chance.integers(0, 4, (lines, places)) * chance.integers(0, 2, (lines, places))
    line = chance.integers(500, 9_000, (lines, places)) * quantity[:, None]
    return Problem(
        parcel=chance.integers(9_000, 60_000, places),
        line=np.where(free >= quantity[:, None], line, NOT_POSSIBLE),
        unfilled=chance.integers(50_000, 200_000, lines) * quantity,
        quantity=quantity,
        product=np.arange(lines),
        free=free,
    )


def timed(lines: int, places: int, many: int, seed: int = 1) -> Timed:
    chance = np.random.default_rng([seed, lines, places])
    seconds, wrong = [], 0
    for _ in range(many):
        problem = some_order(lines, places, chance)
        begun = time.thread_time()
        found = solve(problem)
        seconds.append(time.thread_time() - begun)
        cost, _ = least(problem.parcel[None], problem.line[None], problem.unfilled[None])
        wrong += int(cost[0]) != found.cost or not found.exact
    p50, p99 = np.percentile(np.array(seconds) * 1e3, [50, 99])
    return Timed(lines, places, float(p50), float(p99), wrong)


def wave_seconds(orders: int, seed: int = 1) -> float:
    """CPU-seconds in which a day of so many orders is looked at once more, together, to the end."""
    there = world(SCENARIOS[0], Size(orders=orders, days=1), seed)
    costs = [costs_of(there, order) for order in there.orders]
    priced = Priced(solve, seconds=600.0)
    heap.stands()  # a wave has a process of its own
    found = run(there, costs, priced.policy, night=priced.night, wave=priced.wave)
    return found.wave_seconds[0]
