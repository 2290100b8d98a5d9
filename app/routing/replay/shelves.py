"""What stood where when a span of days began, and what came and went by days besides its orders.

Goods that left with orders are put back: a replay takes them again where its rules say. What else
moved is kept: receipts and corrections, and customers at the counter. Goods that were held for
orders from before the span stay held. Of a place whose cells lie in another database its stock of
now is known, not its days: there only what these orders took is put back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.orders.past import LEFT, SOLD, held_before, held_since, left_since
from app.routing.model import Place
from app.routing.replay.model import Span
from app.stock.lookup import free_of
from app.stock.past import moved_since, on_hand

AT_ONCE = 5_000  # ids of one IN list; a month of a large chain has more goods than a driver takes

Row: TypeAlias = Mapping[Any, Any]
Whole = NDArray[np.int64]
Cell: TypeAlias = tuple[int, int]  # (row of the product, column of the place)


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Units of one day, by cell."""

    rows: Whole
    columns: Whole
    units: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Shelves:
    """k products, m places. free[k, m]: for orders, at the beginning of the first day; safety[k, m]
    is besides it. By day: what came, which may be below 0, and what the counter was asked for."""

    products: Mapping[str, int]
    places: Mapping[str, int]
    free: Whole
    safety: Whole
    came: Mapping[int, Moved]
    counter: Mapping[int, Moved]


def shelves_of(
    db: Connection, span: Span, products: Sequence[str], places: Sequence[Place]
) -> Shelves:
    first = business_day(span.start, span.zone).toordinal()
    last = business_day(Instant(span.end - 1), span.zone).toordinal()
    past = _Past(products, places)
    past.stand_now(db)
    past.go_back(db, first)
    past.put_orders_back(db, span.start)
    return past.shelves(first, last)


class _Past:
    """The stock of now, taken back step by step to the first morning."""

    def __init__(self, products: Sequence[str], places: Sequence[Place]) -> None:
        self._rows = {product: at for at, product in enumerate(products)}
        self._columns = {place.site_id: at for at, place in enumerate(places)}
        self._zones = {place.site_id: place.time_zone for place in places}
        shape = (len(self._rows), len(self._columns))
        self._stock, self._safety = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self._here = np.zeros(shape, np.bool_)  # whose cells and days are in this database
        self._came: dict[int, Counter[Cell]] = {}
        self._sold: dict[int, Counter[Cell]] = {}

    def stand_now(self, db: Connection) -> None:
        for one in on_hand(db, self._rows):
            if cell := self._cell(one.site_id, one.product_id):
                self._stock[cell], self._safety[cell] = one.units, one.safety
                self._here[cell] = True
        products = list(self._rows)
        for start in range(0, len(products), AT_ONCE):
            for (site_id, product_id), units in free_of(db, products[start:][:AT_ONCE]).items():
                cell = self._cell(site_id, product_id)
                if cell and not self._here[cell]:
                    self._stock[cell] = units

    def go_back(self, db: Connection, first: int) -> None:
        for moved in moved_since(db, self._rows, first):
            if cell := self._cell(moved.site_id, moved.product_id):
                self._stock[cell] -= moved.change
                self._day(self._came, moved.day)[cell] += moved.change
                self._day(self._sold, moved.day)[cell] += moved.sold

    def put_orders_back(self, db: Connection, start: int) -> None:
        for row in left_since(db, start):
            if cell := self._cell(row["site_id"], row["product_id"]):
                self._put_back(row, cell)
        for row, cell in self._held(held_before(db, start)):
            if self._here[cell]:
                self._stock[cell] -= row["units"]
        for row, cell in self._held(held_since(db, start)):
            if not self._here[cell]:
                self._stock[cell] += row["units"]

    def shelves(self, first: int, last: int) -> Shelves:
        days = range(first, last + 1)
        counter = {day: +self._day(self._sold, day) for day in days}  # + leaves what is above 0
        for day, asked in counter.items():
            self._day(self._came, day).update(asked)
        return Shelves(
            products=self._rows,
            places=self._columns,
            free=self._stock - self._safety,
            safety=self._safety,
            came={day: _moved(units) for day in days if (units := self._day(self._came, day))},
            counter={day: _moved(asked) for day, asked in counter.items() if asked},
        )

    def _put_back(self, row: Row, cell: Cell) -> None:
        out = LEFT.get(row["act"], 0) * row["quantity"]
        if not self._here[cell]:
            self._stock[cell] += 0 if row["before"] else out
            return
        day = business_day(Instant(row["at"]), self._zones[row["site_id"]]).toordinal()
        self._day(self._came, day)[cell] += out
        self._day(self._sold, day)[cell] -= SOLD.get(row["act"], 0) * row["quantity"]
        if row["before"]:
            self._stock[cell] -= out

    def _held(self, rows: Iterable[Row]) -> Iterable[tuple[Row, Cell]]:
        for row in rows:
            if cell := self._cell(row["site_id"], row["product_id"]):
                yield row, cell

    def _cell(self, site_id: str, product_id: str) -> Cell | None:
        row, column = self._rows.get(product_id), self._columns.get(site_id)
        return None if row is None or column is None else (row, column)

    def _day(self, days: dict[int, Counter[Cell]], day: int) -> Counter[Cell]:
        return days.setdefault(day, Counter())


def _moved(units: Counter[Cell]) -> Moved:
    cells = sorted((cell, many) for cell, many in units.items() if many)
    figures = np.array([(row, column, many) for (row, column), many in cells], np.int64)
    rows, columns, many = figures.reshape(-1, 3).T
    return Moved(rows, columns, many)
