"""How many goods are in which health, told at once: all are counted, then only what changed.

To go through the cells of 200,000 goods takes half a second for each store. A cell's health is
another when the cell was written, and as days pass: what each was counted as is remembered, in two
bytes, and the ids of the cells that changed since are enough to go on from there.
"""

from array import array
from collections import Counter
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.insights.scopes import Scope
from app.insights.stock_health import (
    CategoryHealth,
    Health,
    cells_of,
    health_of,
    in_order,
    sold_lately,
)
from app.stock.tables import stock_cells

NOTHING = 0  # what is not in the scope, or no longer sold

_cell, _product = stock_cells.c, products.c
# Where a cell stands in the desk's own file: never told to anybody
_place: sa.ColumnElement[int] = sa.literal_column(f"{stock_cells.name}.rowid")


class HealthCounts:
    """The counts of one scope at a time, on a desk."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], int] = {}
        self._told_as = array("H")  # by the cell's place
        self._counts: Counter[int] = Counter()

    def categories(
        self, db: Connection, scope: Scope, now: int, zone: str, changed: Sequence[str] | None
    ) -> tuple[CategoryHealth, ...]:
        """`changed`: ids of the cells that changed since the last answer; None: all are counted."""
        if changed is None:
            self._count_all(db, scope, now, zone)
        elif changed:
            self._count_on(db, scope, now, zone, changed)
        return self._told()

    def _count_all(self, db: Connection, scope: Scope, now: int, zone: str) -> None:
        sold = sold_lately(scope.site_ids, now, zone)
        category = _product.category.concat("").label(
            "told"
        )  # not by the index of categories: goods in the order of their rows
        health = health_of(sold.c.sold).label("health")
        asked = (
            sa.select(category, health, sa.func.json_group_array(_place))
            .select_from(cells_of(sold))
            .where(_cell.site_id.in_(scope.site_ids), _product.active)
            .group_by(category, health)
        )
        self._codes, self._counts, self._told_as = {}, Counter(), array("H")
        for named, told, listed in db.execute(asked):
            code = self._code(named, told)
            places = msgspec.json.decode(listed, type=list[int])
            self._make_room(max(places))
            for place in places:
                self._told_as[place] = code
            self._counts[code] = len(places)

    def _count_on(
        self, db: Connection, scope: Scope, now: int, zone: str, changed: Sequence[str]
    ) -> None:
        here = _cell.id.in_(changed)
        goods = list(db.execute(sa.select(_cell.product_id).where(here).distinct()).scalars())
        sold = sold_lately(scope.site_ids, now, zone, goods)
        asked = (
            sa.select(_place, _product.category, health_of(sold.c.sold), _product.active)
            .select_from(cells_of(sold))
            .where(here, _cell.site_id.in_(scope.site_ids))
        )
        for place, named, told, active in db.execute(asked):
            self._make_room(place)
            code = self._code(named, told) if active else NOTHING
            self._counts[self._told_as[place]] -= 1
            self._counts[code] += 1
            self._told_as[place] = code

    def _code(self, category: str, health: str) -> int:
        return self._codes.setdefault((category, health), len(self._codes) + 1)

    def _make_room(self, place: int) -> None:
        if place >= len(self._told_as):
            self._told_as.extend([NOTHING] * (place + 1 - len(self._told_as)))

    def _told(self) -> tuple[CategoryHealth, ...]:
        found: dict[str, dict[Health, int]] = {}
        for (category, health), code in self._codes.items():
            if self._counts[code]:
                found.setdefault(category, {})[Health(health)] = self._counts[code]
        return in_order(found)
