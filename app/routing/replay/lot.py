"""Past orders of one day that are looked at together: made once, asked under each rule set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.routing.model import Need
from app.routing.network import Level
from app.routing.replay.baskets import Basket, baskets_of
from app.routing.replay.group import Group
from app.routing.replay.lanes import Lanes
from app.routing.replay.past import PastOrder

TOGETHER = 128  # orders of equally many lines; their arrays stay in the second-level cache
COLLECTED, ASKED, SENT = range(3)  # what comes first within an order

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """`row` on the shelves, margin and quantity of its product as live sourcing asks for it."""

    row: Whole
    margin: Whole
    quantity: Whole

    def at(self, numbers: Whole) -> "Lines":
        return Lines(self.row[numbers], self.margin[numbers], self.quantity[numbers])


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Units that leave the shelves, one cell after the other; `turn`: when, see `Lot.turn`."""

    turn: Whole
    row: Whole
    place: Whole
    units: Whole


class Lot:
    """`baskets`: what is sent; `of`: the number of each among the orders. By line of one basket
    after the other: `lines`, `basket` its number, `turn` at which it looks at the shelves; `start`:
    the first line of each basket.
    """

    def __init__(
        self,
        orders: Sequence[PastOrder],
        lanes: Lanes,
        products: Mapping[str, int],
        places: Mapping[str, int],
    ) -> None:
        found = baskets_of(orders, lanes, products)
        self.lanes = lanes
        self.orders = len(orders)
        self.of = [at for at, basket in enumerate(found) if basket is not None]
        self.baskets = [basket for basket in found if basket is not None]
        many = [basket.lines for basket in self.baskets]
        self.start = np.cumsum([0, *many], dtype=np.int64)[:-1]
        self.lines = lines_of(self.baskets)
        self.basket = np.repeat(np.arange(len(many)), many)
        self.turn = np.repeat(_row(self.of) * 3 + ASKED, many)
        self.groups = self.alike(lanes.levels[0], range(len(self.baskets)))
        self.collected = [
            (at * 3 + COLLECTED, products[product], places[site_id], units)
            for at, order in enumerate(orders)
            for site_id, product, units in order.collected
            if site_id in places
        ]

    def alike(self, level: Level, numbers: Iterable[int]) -> list[Group]:
        """Baskets by equally many lines, sent by one service level."""
        alike: dict[int, list[int]] = {}
        for at in numbers:
            alike.setdefault(self.baskets[at].lines, []).append(at)
        return [
            Group(level, part, [self.baskets[at] for at in part], self.start[part], self.lanes)
            for of_them in alike.values()
            for part in (of_them[at : at + TOGETHER] for at in range(0, len(of_them), TOGETHER))
        ]

    def taken(self, ways: Iterable[Sequence[tuple[int, int, int]]]) -> Taken:
        """What is collected, and what `ways` take for the baskets: (line, place, units) each."""
        cells = [*self.collected]
        for at, basket, way in zip(self.of, self.baskets, ways, strict=True):
            cells += [(at * 3 + SENT, basket.rows[line], place, n) for line, place, n in way]
        return Taken(*np.array(cells, np.int64).reshape(-1, 4).T)

    def met(self, stock: Whole, taken: Taken) -> Whole:
        """[line, place]: what stands there when the turn of its order comes."""
        before = len(taken.row)
        row = np.concatenate([taken.row, self.lines.row])
        turn = np.concatenate([taken.turn, self.turn])
        order = np.lexsort((turn, row))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        gone = np.zeros((len(order) + 1, stock.shape[1]), np.int64)
        gone[place[:before] + 1, taken.place] = taken.units
        gone = gone.cumsum(axis=0)
        first = np.searchsorted(row[order], self.lines.row)
        left: Whole = stock[self.lines.row] - (gone[place[before:]] - gone[first])
        return left


def lines_of(baskets: Sequence[Basket]) -> Lines:
    asked = [need for basket in baskets for need in _last_of_product(basket)]
    return Lines(
        row=_row(row for basket in baskets for row in basket.rows),
        margin=_row(need.margin_minor for need in asked),
        quantity=_row(need.quantity for need in asked),
    )


def _last_of_product(basket: Basket) -> Sequence[Need]:
    """As live sourcing prices a product that is among the needs twice."""
    if basket.differ:
        return basket.order.needs
    last = {need.product_id: need for need in basket.order.needs}
    return [last[need.product_id] for need in basket.order.needs]


def _row(figures: Iterable[int]) -> Whole:
    return np.array(list(figures), dtype=np.int64)
