"""The policies side by side: what shops do, what the engine does, and what it could do at best."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.routing import prices
from app.routing.engine.batch import solve_all
from app.routing.engine.problem import NOT_POSSIBLE, Problem, Solution
from app.routing.replay.waterfall import Places, waterfall
from app.routing.waves.reoptimise import reoptimise
from app.routing.waves.shared import Draw, Shared, Work
from tests.bench.routing.sim import Costs, Policy, State
from tests.bench.routing.world import (
    MINUTES_PARCEL,
    MINUTES_UNIT,
    Floats,
    Ints,
    Order,
    World,
)

Solve = Callable[[Problem], Solution]

WIDE = (
    1.2  # variance over mean of a week, foretold from eight: Poisson, and 7/56 of not knowing more
)
ONE_PARCEL = 10_000_000  # more than any distance in metres
WAVE_SECONDS = 3.0  # of an evening; what is found by then counts
KAPPA = 10_000  # of a full day's work: about a quarter of a parcel (see prices.Prices)


def nearest_per_line(state: State, order: Order, costs: Costs) -> Ints:
    """Each line from the nearest place that has it."""
    problem = state.problem(order, costs)
    metres = np.where(problem.line < NOT_POSSIBLE, state.world.metres[order.city], NOT_POSSIBLE)
    nearest = metres.argmin(axis=1)
    found = metres[np.arange(len(nearest)), nearest] < NOT_POSSIBLE
    return np.where(found, nearest, -1)


def five_rules(state: State, order: Order, costs: Costs) -> Ints:
    world = state.world
    places = Places(world.metres[order.city], np.arange(world.places) >= world.centers)
    return _sources(waterfall(state.problem(order, costs), places))


def fewest_packages(solve: Solve) -> Policy:
    """As few parcels as possible, then the closest ones; all that can be had is sent."""

    def policy(state: State, order: Order, costs: Costs) -> Ints:
        problem = state.problem(order, costs)
        metres = state.world.metres[order.city]
        counted = replace(
            problem,
            parcel=ONE_PARCEL + metres,
            line=np.where(problem.line < NOT_POSSIBLE, 0, NOT_POSSIBLE),
            unfilled=np.full(len(problem.unfilled), 100 * ONE_PARCEL),
        )
        return _sources(solve(counted))

    return policy


def exact(solve: Solve) -> Policy:
    def policy(state: State, order: Order, costs: Costs) -> Ints:
        return _sources(solve(state.problem(order, costs)))

    return policy


@dataclass(slots=True, eq=False)
class Priced:
    """Exact, with the three prices of routing.md 1: last units, territory by night, capacity."""

    solve: Solve
    seconds: float = WAVE_SECONDS
    near: Ints | None = None  # [k, m] territory price of a unit, of last night

    def night(self, state: State) -> None:
        self.near = territory(state)

    def policy(self, state: State, order: Order, costs: Costs) -> Ints:
        return _sources(self.solve(self.problem(state, order, costs)))

    def problem(self, state: State, order: Order, costs: Costs) -> Problem:
        world, problem = state.world, state.problem(order, costs)
        units = order.quantity[:, None]
        last = prices.stock_out(
            world.margin[order.product][:, None],
            world.rate[order.product] * state.days_left,
            WIDE,
            problem.free,
            units,
        )
        near = 0 if self.near is None else self.near[order.product] * units
        full = prices.capacity(KAPPA, state.used[:, state.day], world.capacity)
        minutes = full * costs.minutes // (MINUTES_PARCEL + MINUTES_UNIT * 6)
        possible = problem.line < NOT_POSSIBLE
        line = np.where(possible, problem.line + last + near, NOT_POSSIBLE)
        return replace(problem, parcel=problem.parcel + minutes, line=line)

    def wave(
        self, state: State, orders: list[Order], costs: list[Costs], now: list[Ints]
    ) -> list[Ints]:
        return waved(self, state, orders, costs, now)


def territory(state: State) -> Ints:
    """For each (product, place) what its neighbours pay more when a unit is gone."""
    world = state.world
    stock = state.stock
    mean, saved = np.zeros(stock.shape), np.zeros(stock.shape)
    reach = world.first + world.parcel + world.unit
    for city in range(len(world.first)):
        cost = np.where(stock > 0, reach[city], NOT_POSSIBLE)
        two = np.argpartition(cost, 1, axis=1)[:, :2]
        both = np.take_along_axis(cost, two, 1)
        first = both.argmin(axis=1)
        at = (np.arange(len(stock)), two[np.arange(len(stock)), first])
        best, second = both.min(axis=1), both.max(axis=1)
        second = np.minimum(second, best + world.margin + world.goodwill)
        known = best < NOT_POSSIBLE
        orders = np.where(known, world.online[:, city] * state.days_left, 0.0)
        mean[at] += orders
        saved[at] += orders * np.where(known, second - best, 0)
    each = saved / np.maximum(mean, 1e-9)
    return prices.territory(0, each, mean, WIDE, np.minimum(stock, 400), 1)


def waved(
    priced: Priced, state: State, orders: list[Order], costs: list[Costs], now: list[Ints]
) -> list[Ints]:
    """The day's orders together, at the prices of the evening."""
    world = state.world
    problems = [priced.problem(state, *each) for each in zip(orders, costs, strict=True)]
    rows: dict[int, int] = {}
    for product in np.concatenate([order.product for order in orders]):
        rows.setdefault(int(product), len(rows))
    cells = world.places * len(rows)
    room = np.arange(world.places) + cells
    work = Work(
        room=room,
        parcel=np.full(world.places, MINUTES_PARCEL),
        unit=np.full(world.places, MINUTES_UNIT),
    )
    draws = [
        Draw(
            np.array([rows[int(product)] for product in order.product])[:, None] * world.places
            + np.arange(world.places),
            (work,),
        )
        for order in orders
    ]
    stock = state.stock[list(rows)].ravel()
    minutes = world.capacity - state.used[:, state.day]
    shared = Shared(np.concatenate([stock, minutes]), draws)
    found = reoptimise(
        problems,
        shared,
        priced.seconds,
        start=[_as_told(*each) for each in zip(problems, now, strict=True)],
        solver=lambda problems: solve_all([_whole(problem) for problem in problems]),
    )
    return [_sources(solution) for solution in found]


def _whole(problem: Problem) -> Problem:
    """Lines of the bench come whole, also from what other orders leave."""
    has = problem.free[problem.product] >= problem.quantity[:, None]
    return replace(problem, line=np.where(has, problem.line, NOT_POSSIBLE))


def _as_told(problem: Problem, source: Ints) -> Solution:
    served = np.flatnonzero(source >= 0)
    cost = problem.parcel[np.unique(source[served])].sum()
    cost += problem.line[served, source[served]].sum() + problem.unfilled[source < 0].sum()
    return Solution(tuple(source.tolist()), int(cost), exact=False)


def at_prices(solve: Solve, world: World, price: Floats, minute: Floats) -> Policy:
    """Exact at the hindsight bound's own prices: the ceiling of all policies with prices."""
    units, minutes = np.rint(price).astype(np.int64), np.rint(minute).astype(np.int64)

    def policy(state: State, order: Order, costs: Costs) -> Ints:
        problem = state.problem(order, costs)
        each = minutes[:, state.day]
        dearer = (units[order.product] + each * MINUTES_UNIT) * order.quantity[:, None]
        line = np.where(problem.line < NOT_POSSIBLE, problem.line + dearer, NOT_POSSIBLE)
        parcel = problem.parcel + each * MINUTES_PARCEL
        return _sources(solve(replace(problem, parcel=parcel, line=line)))

    return policy


def _sources(solution: Solution) -> Ints:
    if solution.shares:
        raise AssertionError("lines of the bench are whole")
    return np.array(solution.source, np.int64)
