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
        self._orders = orders
        self._highs = _solver()
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
        if not self._relaxed(seconds):
            return None
        dual = self._highs.getSolution().row_dual
        price = {resource: max(0.0, -dual[row]) for resource, row in self._rows.items()}
        return Prices(list(dual), {resource: cost for resource, cost in price.items() if cost})

    def choose_among_best(self, start: Sequence[Plan], seconds: float) -> list[Plan] | None:
        """A good whole choice in a tenth of the time: of plans that are worth what they cost."""
        if not self._relaxed(seconds):
            return None
        told = self._highs.getSolution()
        have = {plan.key for plan in start}
        kept = [
            column
            for column, (part, loss) in enumerate(zip(told.col_value, told.col_dual, strict=True))
            if part > 0 or loss < CHOSEN or self.plans[column].key in have
        ]
        return self._choose(kept, start, seconds, presolve="on")

    def choose(self, start: Sequence[Plan], seconds: float) -> list[Plan] | None:
        """The best whole choice, one plan for each order. `start`: one that is possible.

        A plan that loses more than all of `start` does is in no better choice: most are left out.
        """
        if not self._relaxed(seconds):
            return None
        whole = sum(plan.cost for plan in start)
        room = whole - self._highs.getObjectiveValue()
        if room <= GAP * whole:
            return None  # nobody could tell a better one from noise
        have = {plan.key for plan in start}
        kept = [
            column
            for column, loss in enumerate(self._highs.getSolution().col_dual)
            if loss <= room + CHOSEN or self.plans[column].key in have
        ]
        return self._choose(kept, start, seconds, presolve="off")

    def _relaxed(self, seconds: float) -> bool:
        """Orders may be served by parts of plans: whether the cheapest parts are known."""
        self._highs.setOptionValue("time_limit", max(0.01, seconds))
        self._highs.run()
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _choose(
        self, kept: Sequence[int], start: Sequence[Plan], seconds: float, *, presolve: str
    ) -> list[Plan] | None:
        """Presolving a few plans saves most of the time, of all of them it costs twice as much."""
        highs = _solver()
        highs.passModel(self._whole(kept))
        highs.setOptionValue("time_limit", max(0.01, seconds))
        highs.setOptionValue("mip_rel_gap", GAP)
        highs.setOptionValue("presolve", presolve)
        have = {plan.key for plan in start}
        known = highspy.HighsSolution()
        known.col_value = [float(self.plans[column].key in have) for column in kept]
        highs.setSolution(known)
        highs.run()
        values = highs.getSolution().col_value
        chosen = [
            self.plans[column]
            for column, value in zip(kept, values, strict=False)  # no values: no choice in time
            if value > CHOSEN
        ]
        chosen.sort(key=lambda plan: plan.owner)
        whole = [plan.owner for plan in chosen] == list(range(len(start)))
        return chosen if whole else None

    def _whole(self, kept: Sequence[int]) -> highspy.HighsLp:
        """The same of these plans alone, each taken or not."""
        orders, rows = self._orders, self._orders + len(self._rows)
        starts, index, value = [0], [], []
        for column in kept:
            plan = self.plans[column]
            index.append(plan.owner)
            value.append(1.0)
            for resource, amount in plan.use.items():
                if resource in self._rows:
                    index.append(self._rows[resource])
                    value.append(float(amount))
            starts.append(len(index))
        upper = np.ones(rows)
        upper[list(self._rows.values())] = self._limit[list(self._rows)]
        told = highspy.HighsLp()
        told.num_col_, told.num_row_ = len(kept), rows
        told.col_cost_ = np.array([float(self.plans[column].cost) for column in kept])
        told.col_lower_, told.col_upper_ = np.zeros(len(kept)), np.ones(len(kept))
        told.row_lower_ = np.where(np.arange(rows) < orders, 1.0, -kHighsInf)
        told.row_upper_ = upper
        told.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        told.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        told.a_matrix_.index_ = np.array(index, dtype=np.int32)
        told.a_matrix_.value_ = np.array(value)
        told.integrality_ = [HighsVarType.kInteger] * len(kept)
        return told


def _solver() -> _Highs:
    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    highs.setOptionValue("mip_detect_symmetry", False)  # orders are unlike: looking finds none
    return highs
