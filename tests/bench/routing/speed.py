"""How long does one order take, from 10 places to 5,000; is it the cheapest; and a wave of them?"""

import time
from dataclasses import dataclass

import numpy as np

from app.routing.engine.problem import NOT_POSSIBLE, Problem
from app.routing.engine.solve import solve
from app.routing.waves.reoptimise import reoptimise
from app.routing.waves.shared import Draw, Shared
from tests.bench.routing.batch import least

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


def wave_seconds(orders: int, places: int = 60, products: int = 800, seed: int = 1) -> float:
    """CPU-seconds of one wave whose orders want the same scarce goods."""
    chance = np.random.default_rng([seed, orders])
    stock = chance.integers(0, 3, (products, places)) * chance.integers(0, 2, (products, places))
    problems, draws = [], []
    for _ in range(orders):
        lines = int(chance.integers(2, 6))
        product = np.minimum(chance.zipf(1.3, lines) - 1, products - 1)
        product = np.unique(product)
        one = some_order(len(product), places, chance)
        free = stock[product]
        line = np.where(one.line < NOT_POSSIBLE, one.line, 5_000)
        line = np.where(free >= one.quantity[:, None], line, NOT_POSSIBLE)
        problems.append(Problem(one.parcel, line, one.unfilled, one.quantity, one.product, free))
        draws.append(Draw(product[:, None] * places + np.arange(places)))
    begun = time.process_time()
    reoptimise(problems, Shared(stock.ravel(), draws), 60.0, solver=solve)
    return time.process_time() - begun
