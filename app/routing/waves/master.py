"""Which plan of each order together cost least: the master problem, as HiGHS solves it.

One row per order (exactly one of its plans) and one per resource that its plans could overdraw;
both grow as plans are added. Prices are the resource rows' duals, turned to be ≥ 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from highspy import HighsVarType, kHighsInf

# Its public child announces itself on standard output as soon as it is made.
from highspy._core import _Highs

from app.routing.engine.problem import Solution
from app.routing.waves.shared import Figures, Use

GAP = 5e-4  # half a thousandth of what the wave costs: below the noise of any rate
CHOSEN = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to serve one order (`owner`): a column. Its cost is without any prices."""

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
    """`worth[p]`: what order p costs at these prices at least; `price[r]`: of a resource."""

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


class Master:
    """`limit[r]`: what is there of a resource."""

    def __init__(self, orders: int, limit: Figures) -> None:
        self._limit = limit
        self.plans: list[Plan] = []
        self._known: set[tuple[int, Solution]] = set()
        self._rows: dict[int, int] = {}  # resource → row
        self._users: dict[int, dict[int, int]] = {}  # resource → order → most it could take
        self._columns: dict[int, list[tuple[int, int]]] = {}  # resource → (column, amount)
        self._highs = _Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 1)
        for _ in range(orders):
            self._highs.addRow(1.0, 1.0, 0, np.empty(0, dtype=np.int32), np.empty(0))

    def add(self, plans: Sequence[Plan]) -> int:
        """How many of them are new."""
        fresh = [plan for plan in plans if plan.key not in self._known]
        for plan in fresh:
            self._known.add(plan.key)
            column = len(self.plans)
            self.plans.append(plan)
            rows, amounts = [plan.owner], [1.0]
            for resource, amount in plan.use.items():
                users = self._users.setdefault(resource, {})
                users[plan.owner] = max(users.get(plan.owner, 0), amount)
                self._columns.setdefault(resource, []).append((column, amount))
                if resource in self._rows:
                    rows.append(self._rows[resource])
                    amounts.append(float(amount))
            self._highs.addCol(
                float(plan.cost),
                0.0,
                kHighsInf,
                len(rows),
                np.array(rows, dtype=np.int32),
                np.array(amounts),
            )
        self._watch({resource for plan in fresh for resource in plan.use})
        return len(fresh)

    def _watch(self, resources: set[int]) -> None:
        """A row for what could be overdrawn, were each order to take what it takes at most."""
        for resource in sorted(resources - self._rows.keys()):
            limit = int(self._limit[resource])
            if sum(self._users[resource].values()) <= limit:
                continue
            self._rows[resource] = self._highs.getNumRow()
            found = self._columns[resource]
            self._highs.addRow(
                -kHighsInf,
                float(limit),
                len(found),
                np.array([column for column, _ in found], dtype=np.int32),
                np.array([float(amount) for _, amount in found]),
            )

    def prices(self, seconds: float) -> Prices | None:
        """None when the time was too short."""
        self._highs.setOptionValue("time_limit", max(0.01, seconds))
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        dual = self._highs.getSolution().row_dual
        price = {resource: max(0.0, -dual[row]) for resource, row in self._rows.items()}
        return Prices(list(dual), {resource: cost for resource, cost in price.items() if cost})

    def choose(self, start: Sequence[Plan], seconds: float) -> list[Plan] | None:
        """The best whole choice, one plan for each order. `start`: one that is possible."""
        count = len(self.plans)
        self._highs.changeColsIntegrality(
            count, np.arange(count, dtype=np.int32), np.array([HighsVarType.kInteger] * count)
        )
        self._highs.setOptionValue("time_limit", max(0.01, seconds))
        self._highs.setOptionValue("mip_rel_gap", GAP)
        have = {plan.key for plan in start}
        known = highspy.HighsSolution()
        known.col_value = [float(plan.key in have) for plan in self.plans]
        self._highs.setSolution(known)
        self._highs.run()
        values = self._highs.getSolution().col_value
        chosen = [plan for plan, value in zip(self.plans, values, strict=True) if value > CHOSEN]
        chosen.sort(key=lambda plan: plan.owner)
        whole = [plan.owner for plan in chosen] == list(range(len(start)))
        return chosen if whole else None
