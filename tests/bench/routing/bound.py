"""No policy can cost less: a certified bound by column generation, with all known in hindsight.

Relaxed: orders may be fractions of plans, goods may go in any order, and a walk-in customer is
lost only where the whole week's stock was too little. Each set of prices, rounded to whole rupiah,
gives a bound by weak duality that is computed in integers: Σ the least plan of each order at these
prices − what the prices earn. The best of them is the bound; how far the restricted LP stands above
it is told beside it.
"""

import time
from collections import defaultdict
from dataclasses import dataclass, field

import highspy
import numpy as np
from highspy._core import _Highs

from app.routing.engine.problem import NOT_POSSIBLE
from tests.bench.routing.batch import least
from tests.bench.routing.sim import Costs
from tests.bench.routing.world import MINUTES_PARCEL, MINUTES_UNIT, Floats, Ints, World

ROUNDS = 60
ENOUGH = 2e-4  # of the bound: a fiftieth of what any goal asks
SMOOTH = 0.6  # how much of the best prices so far stays in the next ones (Wentges)


@dataclass(slots=True, eq=False)
class Bound:
    """`value` no policy is below; `primal` is what fractions of plans reach."""

    value: int
    primal: float
    rounds: int
    columns: int
    seconds: float
    price: Floats = field(repr=False)  # [k, m] of a unit
    minute: Floats = field(repr=False)  # [m, d] of a minute

    @property
    def open(self) -> float:
        """How much of the bound is not settled, as a share."""
        return (self.primal - self.value) / self.value if self.value else 0.0


def bound(world: World, costs: list[Costs], start: list[list[Ints]]) -> Bound:
    """`start`: sources of each order under some policies; the LP begins with them."""
    begun = time.perf_counter()
    pricing, master = _Pricing(world, costs), _Master(world, costs)
    for sources in start:
        master.add(dict(enumerate(sources)))
    best, at, primal = -(1 << 62), None, 0.0
    rounds = 0
    for rounds in range(1, ROUNDS + 1):  # noqa: B007
        primal, price, minute = master.prices()
        asked = [(price, minute)]
        if at is not None:
            asked.insert(0, (_between(at[0], price), _between(at[1], minute)))
        new = 0
        for prices in asked:
            value, plans = pricing.value(*prices)
            new = master.add(plans)
            if value > best:
                best, at = value, prices
            if new:
                break
        if not new or primal - best <= ENOUGH * best:
            break
    price, minute = at if at is not None else (price, minute)
    seconds = time.perf_counter() - begun
    return Bound(best, primal, rounds, master.columns, seconds, price, minute)


def _between(best: Floats, last: Floats) -> Floats:
    return SMOOTH * best + (1 - SMOOTH) * last


class _Pricing:
    """The least plan of every order at given prices, orders of as many lines together."""

    def __init__(self, world: World, costs: list[Costs]) -> None:
        self._world = world
        self._demand = world.walk_ins()
        self._groups: list[tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints]] = []
        by_lines: dict[int, list[int]] = defaultdict(list)
        for at, order in enumerate(world.orders):
            by_lines[len(order.product)].append(at)
        for ids in by_lines.values():
            orders = [world.orders[at] for at in ids]
            product = np.stack([order.product for order in orders])
            quantity = np.stack([order.quantity for order in orders])
            line = np.stack([costs[at].line for at in ids])
            line = np.where(world.stock[product] >= quantity[:, :, None], line, NOT_POSSIBLE)
            self._groups.append(
                (
                    np.array(ids),
                    np.array([int(order.at) for order in orders]),
                    product,
                    quantity,
                    np.stack([costs[at].parcel for at in ids]),
                    line,
                    np.stack([costs[at].unfilled for at in ids]),
                )
            )

    def value(self, price: Floats, minute: Floats) -> tuple[int, dict[int, Ints]]:
        """(a certified bound, the least plan of each order)."""
        units, minutes = (np.rint(np.maximum(one, 0)).astype(np.int64) for one in (price, minute))
        total = self._rest(units, minutes)
        plans: dict[int, Ints] = {}
        for ids, day, product, quantity, parcel, line, unfilled in self._groups:
            work = minutes[:, day].T
            dearer = (units[product] + work[:, None] * MINUTES_UNIT) * quantity[:, :, None]
            cost, source = least(parcel + work * MINUTES_PARCEL, line + dearer, unfilled)
            total += int(cost.sum())
            plans.update(zip(ids.tolist(), source, strict=True))
        return total, plans

    def _rest(self, units: Ints, minutes: Ints) -> int:
        """Walk-in customers are lost where a unit's price is above their margin, all of them; what
        the prices earn goes off."""
        world, demand = self._world, self._demand
        lost = np.minimum(0, world.margin[:, None] - units) * demand
        earned = units * (world.stock - demand)
        return int(lost.sum() - earned.sum() - (minutes * world.capacity[:, None]).sum())


class _Master:
    """Rows: orders, then goods and minutes as plans come to use them; columns: plans, and walk-in
    customers lost."""

    def __init__(self, world: World, costs: list[Costs]) -> None:
        self._world, self._costs = world, costs
        self._demand = world.walk_ins()
        self._base = int((np.maximum(self._demand - world.stock, 0) * world.margin[:, None]).sum())
        self._known: set[tuple[int, bytes]] = set()
        self._cells: dict[tuple[int, int], int] = {}
        self._minutes: dict[tuple[int, int], int] = {}
        self._highs = _Highs()  # the public one greets on stdout, where JSON goes
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        for order in range(len(world.orders)):
            self._highs.addRow(1.0, 1.0, 0, np.empty(0, np.int32), np.empty(0))
            self._column(int(costs[order].unfilled.sum()), {order: 1.0})
        self.columns = 0

    def add(self, plans: dict[int, Ints]) -> int:
        """How many of them are new."""
        new = 0
        for order, source in plans.items():
            key = (order, source.tobytes())
            if key in self._known or (source < 0).all():
                continue
            self._known.add(key)
            self._plan(order, source)
            new += 1
        self.columns += new
        return new

    def _plan(self, at: int, source: Ints) -> None:
        order, costs = self._world.orders[at], self._costs[at]
        day, rows, cost = int(order.at), {at: 1.0}, 0
        for i, place in enumerate(source.tolist()):
            if place < 0:
                cost += int(costs.unfilled[i])
                continue
            cost += int(costs.line[i, place])
            quantity = int(order.quantity[i])
            rows[self._cell(int(order.product[i]), place)] = float(quantity)
            room = self._room(place, day)
            rows[room] = rows.get(room, 0.0) + MINUTES_UNIT * quantity
        for place in {place for place in source.tolist() if place >= 0}:
            cost += int(costs.parcel[place])
            rows[self._room(place, day)] += MINUTES_PARCEL
        self._column(cost, rows)

    def _cell(self, product: int, place: int) -> int:
        """Units of orders ≤ stock − walk-ins + those lost."""
        if (product, place) not in self._cells:
            world, demand = self._world, int(self._demand[product, place])
            stock = int(world.stock[product, place])
            self._cells[product, place] = row = self._row(stock - demand)
            if demand > stock:  # those are lost anyway, and told in `_base`
                self._base -= (demand - stock) * int(world.margin[product])
            if demand:
                self._column(int(world.margin[product]), {row: -1.0}, float(demand))
        return self._cells[product, place]

    def _room(self, place: int, day: int) -> int:
        if (place, day) not in self._minutes:
            self._minutes[place, day] = self._row(int(self._world.capacity[place]))
        return self._minutes[place, day]

    def _row(self, most: int) -> int:
        self._highs.addRow(-highspy.kHighsInf, float(most), 0, np.empty(0, np.int32), np.empty(0))
        return int(self._highs.getNumRow()) - 1

    def _column(self, cost: int, rows: dict[int, float], most: float = highspy.kHighsInf) -> None:
        at = np.fromiter(rows, np.int32, len(rows))
        self._highs.addCol(
            float(cost), 0.0, most, len(rows), at, np.fromiter(rows.values(), float, len(rows))
        )

    def prices(self) -> tuple[float, Floats, Floats]:
        """(cost of the best fractions, price of each unit, of each minute)."""
        self._highs.run()
        dual = self._highs.getSolution().row_dual
        world = self._world
        price = np.zeros(world.stock.shape)
        minute = np.zeros((world.places, world.size.days))
        for (product, place), row in self._cells.items():
            price[product, place] = max(0.0, -dual[row])
        for (place, day), row in self._minutes.items():
            minute[place, day] = max(0.0, -dual[row])
        # where nobody orders, a lost walk-in customer costs the margin, in price and bound alike
        for product, place in zip(*np.nonzero(self._demand > world.stock), strict=True):
            if (int(product), int(place)) not in self._cells:
                price[product, place] = float(world.margin[product])
        value = float(self._highs.getInfo().objective_function_value) + self._base
        return value, price, minute
