"""The ways in which orders of a wave could be served, and what each is worth at prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.routing.engine.problem import Solution
from app.routing.waves.shared import Figures, Use


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to serve one order (`owner`). Its cost is without any prices."""

    owner: int
    told: Solution
    use: Use

    @property
    def key(self) -> tuple[int, Solution]:
        return self.owner, self.told

    @property
    def cost(self) -> int:
        return self.told.cost


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """`worth[p]`: what order p costs at these prices at least; `price[r]`: of a resource, where it
    has one."""

    worth: list[float]
    price: dict[int, float]

    def loss(self, plan: Plan) -> float:
        """What it costs more than its order is worth; below 0 it is a better one."""
        paid = sum(self.price.get(resource, 0.0) * amount for resource, amount in plan.use.items())
        return plan.cost + paid - (self.worth[plan.owner] if self.worth else 0.0)

    def whole(self, resources: int) -> Figures:
        """In whole minor units, as the exact solver takes them."""
        whole = np.zeros(resources + 1, dtype=np.int64)  # the last: what has no limit
        for resource, cost in self.price.items():
            whole[resource] = round(cost)
        return whole


def cost_of(plans: Iterable[Plan]) -> int:
    return sum(plan.cost for plan in plans)


def drawn(plans: Iterable[Plan]) -> Use:
    total: Use = {}
    for plan in plans:
        for resource, amount in plan.use.items():
            total[resource] = total.get(resource, 0) + amount
    return total


def first_of_each(plans: Sequence[Plan]) -> list[Plan]:
    """Without those that are the same."""
    return list({plan.key: plan for plan in reversed(plans)}.values())[::-1]
