"""What a few orders do better while the others stay as they are: one waste after the other.

What a choice costs more than its prices say lies in its wastes: orders that are served dearer than
they are worth, and scarce things that are left over. Around each, the largest first, the orders
that want the same scarce things choose anew among their plans. Forty of them take ten
milliseconds; five hundred at once took half a second, and found 0.01 % more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import TypeAlias

from app.routing.waves.choosing import chosen_of
from app.routing.waves.plans import Plan, Prices, cost_of, drawn

TOGETHER = 40  # orders that choose anew at once
IN_VAIN = 0.6  # of all orders chose anew and nothing became cheaper: hardly anything will
_NOTHING = 0.5  # costs are whole

# How much it is; whether of a resource, else of an order; of which.
Waste: TypeAlias = tuple[float, bool, int]


def mended(
    plans: Sequence[Plan],
    prices: Prices,
    limit: Mapping[int, int],
    best: Sequence[Plan],
    *,
    gap: float,
    ends: float,
) -> Iterator[list[Plan]]:
    """Each choice that is better than the one before. `best` is of `plans`, `limit` of what these
    could overdraw; `gap`: how much of the whole cost is not worth more of a search."""
    choice = _Choice(plans, prices, limit, best)
    patience = max(float(TOGETHER), IN_VAIN * len(best))
    left = patience
    tried: set[Waste] = set()
    while left > 0 and monotonic() < ends:
        waste = max((one for one in choice.wastes() if one not in tried), default=None)
        if waste is None:
            return
        tried.add(waste)
        orders = choice.around(waste)
        left -= len(orders)
        share = gap * len(orders) / len(best)
        if choice.choose_anew(orders, waste[0], gap=share, seconds=ends - monotonic()):
            left = patience
            yield choice.told()


class _Choice:
    """Plans by their numbers; `_now[order]` is the one that it has."""

    def __init__(
        self,
        plans: Sequence[Plan],
        prices: Prices,
        limit: Mapping[int, int],
        best: Sequence[Plan],
    ) -> None:
        self._plans, self._price = plans, prices.price
        self._loss = [prices.loss(plan) for plan in plans]
        self._number = {plan.key: at for at, plan in enumerate(plans)}
        self._now = {plan.owner: self._number[plan.key] for plan in best}
        self._left = dict(limit)
        self._take(best)
        self._of: dict[int, list[int]] = {}  # order → its plans, those that lose least first
        self._using: dict[int, list[int]] = {}  # what has a price → plans that use it, likewise
        for at in sorted(range(len(plans)), key=lambda at: (max(0.0, self._loss[at]), at)):
            self._of.setdefault(plans[at].owner, []).append(at)
            for resource in plans[at].use:
                self._using.setdefault(resource, []).append(at)

    def told(self) -> list[Plan]:
        return [self._plans[at] for _, at in sorted(self._now.items())]

    def wastes(self) -> Iterator[Waste]:
        for owner, at in self._now.items():
            if self._loss[at] > _NOTHING:
                yield self._loss[at], False, owner
        for resource, price in self._price.items():
            if (lost := price * self._left[resource]) > _NOTHING:
                yield lost, True, resource

    def around(self, waste: Waste) -> list[int]:
        """The orders that could use it, those that want what these could use, and so on."""
        most, of_resource, which = waste
        asked = self._wanting([which], most) if of_resource else [which]
        orders = dict.fromkeys(asked)
        while asked and len(orders) < TOGETHER:
            wanted = self._scarce(at for owner in asked for at in self._worth(owner, most))
            asked = [owner for owner in self._wanting(wanted, most) if owner not in orders]
            orders |= dict.fromkeys(asked)
        return list(orders)[:TOGETHER]

    def _wanting(self, resources: Iterable[int], most: float) -> list[int]:
        using = [at for resource in resources for at in self._using[resource]]
        return list(dict.fromkeys(self._plans[at].owner for at in using if self._loss[at] <= most))

    def _scarce(self, plans: Iterable[int]) -> list[int]:
        used = [resource for at in plans for resource in self._plans[at].use]
        return list(dict.fromkeys(resource for resource in used if resource in self._price))

    def _worth(self, owner: int, most: float) -> list[int]:
        """Plans with which it could be better: none that loses more than all of the waste."""
        now = self._now[owner]
        return [at for at in self._of[owner] if at == now or self._loss[at] <= most]

    def choose_anew(
        self, orders: Sequence[int], most: float, *, gap: float, seconds: float
    ) -> bool:
        """Whether these have found something cheaper, from all that the others leave them."""
        before = [self._plans[self._now[owner]] for owner in orders]
        plans = [self._plans[at] for owner in orders for at in self._worth(owner, most)]
        self._take(before, times=-1)
        limit = {r: self._left[r] for plan in plans for r in plan.use if r in self._left}
        found = chosen_of(plans, limit, seconds, gap=gap)
        better = found if found and cost_of(found) < cost_of(before) else None
        self._take(better or before)
        for plan in better or ():
            self._now[plan.owner] = self._number[plan.key]
        return better is not None

    def _take(self, plans: Sequence[Plan], times: int = 1) -> None:
        for resource, amount in drawn(plans).items():
            if resource in self._left:
                self._left[resource] -= times * amount
