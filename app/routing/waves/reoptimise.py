"""Which place serves which line when the orders of a wave are looked at together.

Column generation over plans of single orders, each found by the engine's own exact solver at the
prices of what is scarce; then a small whole-number choice among those that are worth their price,
mended where it wastes most (routing.md 7).
Any-time: each better answer is told at once, so that whoever waits may stop waiting.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TypeAlias

import numpy as np

from app.routing.engine.batch import solve_all
from app.routing.engine.problem import Problem, Solution
from app.routing.waves.around import mended
from app.routing.waves.choosing import chosen_of
from app.routing.waves.master import Master
from app.routing.waves.plans import Plan, Prices, cost_of, drawn
from app.routing.waves.shared import (
    UNLIMITED,
    Figures,
    Shared,
    Use,
    left_out,
    padded,
    priced,
    use_of,
    within,
)

Solver: TypeAlias = Callable[[Sequence[Problem]], list[Solution]]  # or a plainer one in tests
GAP = 5e-4  # half a thousandth of what the wave costs: below the noise of any rate
FIRST_GAP = 1e-3  # of the choice that is mended afterwards: half the time for 2,000 orders
MOST_ROUNDS = 60  # prices of 2,000 orders settle in 5 to 10
SETTLED = 200  # orders with not one new plan among them: the last rounds find one or two
MOST_BESIDES = 200  # orders at a time; behind them the losses are small change
PRICING = 0.6  # share of the time for finding plans; the rest is for choosing among them
AT_ONCE, FEW = 500, 50  # orders between two looks at the clock
_TOO_DEAR = 1 << 40  # for anything to be taken from there
_WHOLE = 0.5  # costs are whole: a plan that is better at all is better by one


def reoptimise(
    problems: Sequence[Problem],
    free: Shared,
    seconds: float,
    *,
    start: Sequence[Solution] | None = None,
    solver: Solver = solve_all,
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
    start: Sequence[Solution] | None = None,
    solver: Solver = solve_all,
) -> Iterator[list[Solution]]:
    """Each answer that is better than the one before; the first one comes at once with `start`."""
    ends = monotonic() + seconds
    wave = _Wave(problems, free, solver)
    best = None
    if start is not None and wave.fits(plans := [wave.plan(*told) for told in enumerate(start)]):
        yield wave.told(best := plans)
    alone = wave.found(list(enumerate(problems)))
    if wave.fits(alone):
        yield wave.told(alone)  # nobody is in another's way: each has its own best
        return
    if best is None or monotonic() < ends:
        turns = wave.in_turns(alone)
        if best is None or cost_of(turns) < cost_of(best):
            yield wave.told(best := turns)
    for better in wave.together(alone, best, ends):
        yield wave.told(better)


class _Wave:
    def __init__(self, problems: Sequence[Problem], free: Shared, solver: Solver) -> None:
        self._problems, self._free, self._solve = problems, free, solver
        self._limit = padded(free.limit, np.iinfo(np.int64).max)

    def plan(self, owner: int, told: Solution) -> Plan:
        return Plan(owner, told, use_of(self._problems[owner], self._free.draws[owner], told))

    def found(self, asked: Sequence[tuple[int, Problem]]) -> list[Plan]:
        """The best plan of each order, alone, or from what is left of it in its problem."""
        told = self._solve([problem for _, problem in asked])
        return [
            self.plan(owner, Solution(one.source, one.cost, exact=False, shares=one.shares))
            for (owner, _), one in zip(asked, told, strict=True)
        ]

    def found_at(self, asked: Sequence[tuple[int, int]], price: Figures) -> list[Plan]:
        """The best plan of each order when what is scarce has its price, told without it; and
        beside it one resource, or UNLIMITED, that is too dear for it."""
        dearer = []
        for owner, resource in asked:
            with _other(price, {resource: _TOO_DEAR} if resource != UNLIMITED else {}):
                problem = priced(self._problems[owner], self._free.draws[owner], price)
            dearer.append((owner, problem))
        found = zip(self.found(dearer), asked, strict=True)
        return [self._unpriced(plan, price, resource) for plan, (_, resource) in found]

    def _unpriced(self, plan: Plan, price: Figures, dear: int) -> Plan:
        paid = sum(
            (_TOO_DEAR if resource == dear else int(price[resource])) * amount
            for resource, amount in plan.use.items()
        )
        told = Solution(plan.told.source, plan.cost - paid, exact=False, shares=plan.told.shares)
        return Plan(plan.owner, told, plan.use)

    def fits(self, plans: Sequence[Plan]) -> bool:
        total = drawn(plans)
        return all(amount <= self._free.limit[resource] for resource, amount in total.items())

    def told(self, plans: Sequence[Plan]) -> list[Solution]:
        return [plan.told for plan in plans]

    def in_turns(self, alone: Sequence[Plan]) -> list[Plan]:
        """Who asked first is served first, from what the others have left."""
        left = self._limit.copy()
        served = []
        for own in alone:
            plan = own if _covered(own.use, left) else self._from_rest(own.owner, left)
            for resource, amount in plan.use.items():
                left[resource] -= amount
            served.append(plan)
        return served

    def _from_rest(self, owner: int, left: Figures) -> Plan:
        plan = self.found([(owner, self._rest(owner, left))])[0]
        return plan if _covered(plan.use, left) else self.left_out(owner)

    def _rest(self, owner: int, left: Figures) -> Problem:
        return within(self._problems[owner], self._free.draws[owner], left)

    def left_out(self, owner: int) -> Plan:
        return self.plan(owner, left_out(self._problems[owner]))

    def together(
        self, alone: Sequence[Plan], best: Sequence[Plan], ends: float
    ) -> Iterator[list[Plan]]:
        """Whole choices, each cheaper than the one before."""
        orders = len(self._problems)
        master = Master(orders, self._free.limit)
        master.add([self.left_out(owner) for owner in range(orders)])
        master.add([*best, *alone])
        prices = self._settle_prices(master, alone, ends)
        whole = cost_of(best)
        have = {plan.key for plan in best}
        worth = [p for p in master.plans if p.key in have or prices.loss(p) < _WHOLE]
        chosen = chosen_of(worth, master.limit, ends - monotonic(), gap=FIRST_GAP * whole)
        if chosen is not None and cost_of(chosen) < cost_of(best):
            yield (best := chosen)
        half = monotonic() + (ends - monotonic()) / 2
        master.add(self._besides(best, prices, half))
        prices = master.prices(ends - monotonic()) or prices
        yield from mended(master.plans, prices, master.limit, best, gap=GAP * whole, ends=ends)

    def _settle_prices(self, master: Master, alone: Sequence[Plan], ends: float) -> Prices:
        """Plans are added until hardly any is worth it."""
        pricing_ends = monotonic() + PRICING * (ends - monotonic())
        last = Prices([], {})
        for _ in range(MOST_ROUNDS):
            prices = master.prices(ends - monotonic())
            if prices is None:
                break
            last = prices
            found = self._better(alone, prices, pricing_ends)
            if master.add(found) <= len(alone) // SETTLED or monotonic() > pricing_ends:
                break
        return last

    def _better(self, alone: Sequence[Plan], prices: Prices, ends: float) -> list[Plan]:
        """Plans that cost less than their order is worth at these prices.

        Who takes alone only what nobody else wants has its best plan: prices only add to costs.
        """
        price = prices.whole(len(self._free.limit))
        scarce = [own.owner for own in alone if not own.use.keys().isdisjoint(prices.price)]
        better: list[Plan] = []
        for start in range(0, len(scarce), AT_ONCE):
            some = [(owner, UNLIMITED) for owner in scarce[start : start + AT_ONCE]]
            found = self.found_at(some, price)
            better += [plan for plan in found if prices.loss(plan) < -_WHOLE]
            if monotonic() > ends:
                break
        return better

    def _besides(self, best: Sequence[Plan], prices: Prices, ends: float) -> list[Plan]:
        """What prices do not find, for the orders that lose most by having no half parcels: their
        best from what the others leave, and without each scarce thing that they have now."""
        left = self._limit.copy()
        for resource, amount in drawn(best).items():
            left[resource] -= amount
        price = prices.whole(len(self._free.limit))
        found: list[Plan] = []
        losers = sorted(best, key=prices.loss, reverse=True)[:MOST_BESIDES]
        for start in range(0, len(losers), FEW):
            some = losers[start : start + FEW]
            found += self._from_rest_and_own(some, left)
            found += self.found_at(
                [
                    (plan.owner, resource)
                    for plan in some
                    for resource in sorted(plan.use.keys() & prices.price.keys())
                ],
                price,
            )
            if monotonic() > ends:
                break
        return found

    def _from_rest_and_own(self, plans: Sequence[Plan], left: Figures) -> list[Plan]:
        rests = []
        for plan in plans:
            own = {resource: left[resource] + amount for resource, amount in plan.use.items()}
            with _other(left, own):
                rests.append((plan.owner, self._rest(plan.owner, left)))
        told = []
        for plan, new in zip(plans, self.found(rests), strict=True):
            own = {
                resource: amount - plan.use.get(resource, 0) for resource, amount in new.use.items()
            }
            told.append(new if _covered(own, left) else self.left_out(plan.owner))
        return told


@contextmanager
def _other(figures: Figures, some: Use) -> Iterator[None]:
    """With `some` of them otherwise for a moment: a copy of all takes longer than an order."""
    before = {resource: figures[resource] for resource in some}
    for resource, figure in some.items():
        figures[resource] = figure
    yield
    for resource, figure in before.items():
        figures[resource] = figure


def _covered(use: Use, left: Figures) -> bool:
    return all(amount <= left[resource] for resource, amount in use.items())
