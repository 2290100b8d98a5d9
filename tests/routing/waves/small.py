"""Small waves for tests: an exact solver that is slow and plain, and orders that want the same."""

import itertools
import random
from collections.abc import Sequence

import numpy as np

from app.routing.engine.problem import NOBODY, NOT_POSSIBLE, Problem, Solution
from app.routing.waves.shared import Draw, Shared, Work, use_of


def enumerate_all(problem: Problem) -> Solution:
    """Every way to serve it, one after the other; the first of the cheapest."""
    lines, places = problem.line.shape
    best: tuple[int, tuple[int, ...]] | None = None
    for source in itertools.product(range(NOBODY, places), repeat=lines):
        if not allowed(problem, source):
            continue
        cost = cost_of(problem, source)
        if best is None or cost < best[0]:
            best = cost, source
    assert best is not None
    return Solution(best[1], best[0], exact=True)


def enumerate_each(problems: Sequence[Problem]) -> list[Solution]:
    return [enumerate_all(problem) for problem in problems]


def plan_of(problem: Problem, source: Sequence[int]) -> Solution:
    return Solution(tuple(source), cost_of(problem, source), exact=False)


def cost_of(problem: Problem, source: Sequence[int]) -> int:
    served = [(line, place) for line, place in enumerate(source) if place != NOBODY]
    parcels = sum(int(problem.parcel[place]) for place in {place for _, place in served})
    lines = sum(int(problem.line[line, place]) for line, place in served)
    left_out = [line for line, place in enumerate(source) if place == NOBODY]
    return parcels + lines + sum(int(problem.unfilled[line]) for line in left_out)


def allowed(problem: Problem, source: Sequence[int]) -> bool:
    taken: dict[tuple[int, int], int] = {}
    for line, place in enumerate(source):
        if place == NOBODY:
            continue
        if problem.line[line, place] >= NOT_POSSIBLE:
            return False
        cell = int(problem.product[line]), place
        taken[cell] = taken.get(cell, 0) + int(problem.quantity[line])
    parcels = len({place for place in source if place != NOBODY})
    fits = all(units <= problem.free[cell] for cell, units in taken.items())
    return fits and (not problem.most_parcels or parcels <= problem.most_parcels)


def random_wave(
    seed: int, *, orders: int, places: int, products: int, most_lines: int = 2, minutes: int = 0
) -> tuple[list[Problem], Shared]:
    """Orders over the same few products. `minutes`: of packing at each place; 0 = no limit."""
    chance = random.Random(seed)
    units = [[chance.choice((0, 1, 1, 2, 3)) for _ in range(places)] for _ in range(products)]
    problems, draws = [], []
    for _ in range(orders):
        count = chance.randint(1, min(most_lines, products))
        wanted = chance.sample(range(products), count)
        problems.append(_order(chance, wanted, units, places))
        cell = np.array(
            [[product * places + place for place in range(places)] for product in wanted]
        )
        draws.append(Draw(cell, _packing(products * places, places) if minutes else ()))
    limit = [units[product][place] for product in range(products) for place in range(places)]
    return problems, Shared(np.array(limit + [minutes] * places, dtype=np.int64), draws)


def _order(
    chance: random.Random, wanted: Sequence[int], units: Sequence[Sequence[int]], places: int
) -> Problem:
    count = len(wanted)
    quantity = np.array([chance.randint(1, 2) for _ in wanted], dtype=np.int64)
    free = np.array([units[product] for product in wanted], dtype=np.int64)
    cost = np.array(
        [[chance.randint(1, 60) for _ in range(places)] for _ in wanted], dtype=np.int64
    )
    return Problem(
        parcel=np.array([chance.randint(50, 300) for _ in range(places)], dtype=np.int64),
        line=np.where(free >= quantity[:, None], cost, NOT_POSSIBLE),
        unfilled=np.array([chance.randint(300, 900) for _ in wanted], dtype=np.int64),
        quantity=quantity,
        product=np.arange(count),
        free=free,
    )


def _packing(first: int, places: int) -> tuple[Work, ...]:
    ones = np.ones(places, dtype=np.int64)
    return (Work(np.arange(first, first + places), 2 * ones, ones),)


def best_together(problems: Sequence[Problem], free: Shared) -> int:
    """By trying all combinations: only for a handful of orders."""
    ways = [_ways(problem, free, owner) for owner, problem in enumerate(problems)]
    return min(
        sum(cost for cost, _ in chosen)
        for chosen in itertools.product(*ways)
        if _fits(free, [use for _, use in chosen])
    )


def fits(problems: Sequence[Problem], free: Shared, answer: Sequence[Solution]) -> bool:
    uses = [
        use_of(problem, draw, told)
        for problem, draw, told in zip(problems, free.draws, answer, strict=True)
    ]
    plans = zip(problems, answer, strict=True)
    return _fits(free, uses) and all(allowed(problem, told.source) for problem, told in plans)


def _ways(problem: Problem, free: Shared, owner: int) -> list[tuple[int, dict[int, int]]]:
    lines, places = problem.line.shape
    return [
        (cost_of(problem, source), use_of(problem, free.draws[owner], plan_of(problem, source)))
        for source in itertools.product(range(NOBODY, places), repeat=lines)
        if allowed(problem, source)
    ]


def _fits(free: Shared, uses: Sequence[dict[int, int]]) -> bool:
    total: dict[int, int] = {}
    for use in uses:
        for resource, amount in use.items():
            total[resource] = total.get(resource, 0) + amount
    return all(amount <= free.limit[resource] for resource, amount in total.items())
