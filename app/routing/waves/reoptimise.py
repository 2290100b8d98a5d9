"""Which place serves which line when the orders of a wave are looked at together.

Column generation over plans of single orders, each found by the engine's own exact solver at the
prices of what is scarce; then a small whole-number choice among the plans found (routing.md 7).
Any-time: each better answer is told at once, so that whoever waits may stop waiting.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import monotonic
from typing import TypeAlias

import numpy as np

from app.routing.engine.problem import Problem, Solution
from app.routing.waves.master import Master, Plan, Prices
from app.routing.waves.shared import (
    NOWHERE,
    Figures,
    Shared,
    Use,
    cost_of,
    priced,
    use_of,
    within,
)

Solver: TypeAlias = Callable[[Problem], Solution]
MOST_CHOICES = 4  # a third one seldom finds more
MOST_ROUNDS = 60  # prices of 2,000 orders settle in 10 to 25
PRICING = 0.6  # share of the time for finding plans; the rest is for choosing among them
_WHOLE = 0.5  # costs are whole: a plan that is better at all is better by one


def reoptimise(
    problems: Sequence[Problem],
    free: Shared,
    seconds: float,
    *,
    start: Sequence[Sequence[int]] | None = None,
    solver: Solver,
) -> list[Solution]:
    """The best answer within `seconds`: one solution per problem that draws no more than is free.

    `start`: what each order has now; the answer never costs more. Without it orders take turns.
    """
    best: list[Solution] = []
    for best in improve(problems, free, seconds, start=start, solver=solver):  # noqa: B007
        pass
    return best


def improve(
    problems: Sequence[Problem],
    free: Shared,
    seconds: float,
    *,
    start: Sequence[Sequence[int]] | None = None,
    solver: Solver,
) -> Iterator[list[Solution]]:
    """Each answer that is better than the one before; the first one comes at once with `start`."""
    ends = monotonic() + seconds
    wave = _Wave(problems, free, solver)
    best = None
    if start is not None and wave.fits(plans := [wave.plan(*told) for told in enumerate(start)]):
        yield wave.told(best := plans)
    alone = [wave.found(owner) for owner in range(len(problems))]
    if wave.fits(alone):
        yield wave.told(alone)  # nobody is in another's way: each has its own best
        return
    if best is None or monotonic() < ends:
        turns = wave.in_turns(alone)
        if best is None or _cost(turns) < _cost(best):
            yield wave.told(best := turns)
    for better in wave.together(alone, best, ends):
        if _cost(better) < _cost(best):
            yield wave.told(best := better)


class _Wave:
    def __init__(self, problems: Sequence[Problem], free: Shared, solver: Solver) -> None:
        self._problems, self._free, self._solve = problems, free, solver

    def plan(self, owner: int, source: Sequence[int]) -> Plan:
        problem, draw = self._problems[owner], self._free.draws[owner]
        told = tuple(int(place) for place in source)
        return Plan(owner, told, cost_of(problem, told), use_of(problem, draw, told))

    def found(self, owner: int, problem: Problem | None = None) -> Plan:
        """The best plan of one order, alone, or at the prices or the rest in `problem`."""
        return self.plan(owner, self._solve(problem or self._problems[owner]).source)

    def fits(self, plans: Sequence[Plan]) -> bool:
        total = _drawn(plans)
        return all(amount <= self._free.limit[resource] for resource, amount in total.items())

    def told(self, plans: Sequence[Plan]) -> list[Solution]:
        return [Solution(plan.source, plan.cost, exact=False) for plan in plans]

    def in_turns(self, alone: Sequence[Plan]) -> list[Plan]:
        """Who asked first is served first, from what the others have left."""
        left = self._free.limit.copy()
        served = []
        for owner, plan in enumerate(alone):
            if not _covered(plan.use, left):
                rest = within(self._problems[owner], self._free.draws[owner], left)
                plan = self.found(owner, rest)
            if not _covered(plan.use, left):  # its lines share minutes that `within` counts apart
                plan = self.left_out(owner)
            for resource, amount in plan.use.items():
                left[resource] -= amount
            served.append(plan)
        return served

    def left_out(self, owner: int) -> Plan:
        return self.plan(owner, (NOWHERE,) * len(self._problems[owner].quantity))

    def together(
        self, alone: Sequence[Plan], best: Sequence[Plan], ends: float
    ) -> Iterator[list[Plan]]:
        """Whole choices, each from more plans than the one before."""
        orders = len(self._problems)
        master = Master(orders, self._free.limit)
        master.add([self.left_out(owner) for owner in range(orders)])
        master.add([*best, *alone])
        scarce = self._settle_prices(master, alone, ends)
        for _ in range(MOST_CHOICES):
            found = self._besides(best, scarce, monotonic() + PRICING * (ends - monotonic()))
            fresh = master.add(found)
            left = ends - monotonic()
            chosen = master.choose(best, left) if left > 0 else None
            if chosen is None or not self.fits(chosen):
                return
            yield chosen
            if not fresh:
                return
            best = chosen

    def _settle_prices(
        self, master: Master, alone: Sequence[Plan], ends: float
    ) -> frozenset[int]:
        """Plans are added until none is worth it; the resources that had a price."""
        pricing_ends = monotonic() + PRICING * (ends - monotonic())
        scarce: set[int] = set()
        for _ in range(MOST_ROUNDS):
            prices = master.prices(ends - monotonic())
            if prices is None:
                break
            scarce |= prices.price.keys()
            found = self._better(alone, prices, pricing_ends)
            if not master.add(found) or monotonic() > pricing_ends:
                break
        return frozenset(scarce)

    def _besides(self, best: Sequence[Plan], scarce: frozenset[int], ends: float) -> list[Plan]:
        """What prices do not find: an order's best from what the others leave, and without each
        scarce thing that it has now."""
        left = self._free.limit.copy()
        for resource, amount in _drawn(best).items():
            left[resource] -= amount
        found = []
        for plan in best:
            wanted = [resource for resource in plan.use if resource in scarce]
            if monotonic() > ends:
                break
            if wanted or NOWHERE in plan.source:
                found += self._others(plan, left, wanted)
        return found

    def _others(self, plan: Plan, left: Figures, wanted: Sequence[int]) -> list[Plan]:
        problem, draw = self._problems[plan.owner], self._free.draws[plan.owner]
        mine = left.copy()
        for resource, amount in plan.use.items():
            mine[resource] += amount
        found = [self.found(plan.owner, within(problem, draw, mine))]
        for resource in wanted:
            without = self._free.limit.copy()
            without[resource] = 0
            found.append(self.found(plan.owner, within(problem, draw, without)))
        return found

    def _better(self, alone: Sequence[Plan], prices: Prices, ends: float) -> list[Plan]:
        """Plans that cost less than their order is worth at these prices.

        Who takes alone only what nobody else wants has its best plan: prices only add to costs.
        """
        price = _whole(prices.price, len(self._free.limit))
        better = []
        for owner, own in enumerate(alone):
            if not any(resource in prices.price for resource in own.use):
                continue
            dearer = priced(self._problems[owner], self._free.draws[owner], price)
            plan = self.found(owner, dearer)
            paid = sum(prices.price.get(r, 0.0) * amount for r, amount in plan.use.items())
            if plan.cost + paid < prices.worth[owner] - _WHOLE:
                better.append(plan)
            if monotonic() > ends:
                break
        return better


def _cost(plans: Sequence[Plan]) -> int:
    return sum(plan.cost for plan in plans)


def _drawn(plans: Sequence[Plan]) -> Use:
    total: Use = {}
    for plan in plans:
        for resource, amount in plan.use.items():
            total[resource] = total.get(resource, 0) + amount
    return total


def _covered(use: Use, left: Figures) -> bool:
    return all(amount <= left[resource] for resource, amount in use.items())


def _whole(price: Mapping[int, float], resources: int) -> Figures:
    whole = np.zeros(resources, dtype=np.int64)
    for resource, cost in price.items():
        whole[resource] = round(cost)
    return whole
