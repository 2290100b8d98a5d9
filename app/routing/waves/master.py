"""At which prices do parts of plans serve the orders of a wave at least cost? As HiGHS finds them.

One row per order (exactly one of its plans) and one per resource that its plans could overdraw;
both grow as plans are added. Prices are the resource rows' duals, turned to be ≥ 0.
"""

from collections.abc import Sequence

import highspy
import numpy as np
from highspy import kHighsInf

from app.routing.engine.problem import Solution
from app.routing.waves.choosing import solver
from app.routing.waves.plans import Plan, Prices, first_of_each
from app.routing.waves.shared import Figures


class Master:
    """`limit[r]`: what is there of a resource."""

    def __init__(self, orders: int, limit: Figures) -> None:
        self._limit = limit
        self.plans: list[Plan] = []
        self._known: set[tuple[int, Solution]] = set()
        self._rows: dict[int, int] = {}  # resource → row
        self._users: dict[int, dict[int, int]] = {}  # resource → order → most it could take
        self._columns: dict[int, list[tuple[int, int]]] = {}  # resource → (column, amount)
        self._highs = solver()
        for _ in range(orders):
            self._highs.addRow(1.0, 1.0, 0, np.empty(0, dtype=np.int32), np.empty(0))

    @property
    def limit(self) -> dict[int, int]:
        """Of what the plans could overdraw."""
        return {resource: int(self._limit[resource]) for resource in self._rows}

    def add(self, plans: Sequence[Plan]) -> int:
        """How many of them are new."""
        fresh = [plan for plan in first_of_each(plans) if plan.key not in self._known]
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
