"""What stood on the shelves at the beginning of a past day, and what came and went since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.stock.tables import stock_cells, stock_days

CHUNK = 500  # ids of one IN list, as in the feed

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_cell, _day = stock_cells.c, stock_days.c
_now = sa.select(
    _cell.site_id, _cell.product_id, _cell.available + _cell.committed, _cell.safety
).where(_cell.product_id.in_(_ids))
_since = sa.select(_day.site_id, _day.product_id, _day.day, _day.sold, _day.change).where(
    _day.product_id.in_(_ids), _day.day >= sa.bindparam("first")
)


@dataclass(frozen=True, slots=True)
class OnHand:
    """Units that can be sold or wait for their customer, and those kept for miscounts."""

    site_id: str
    product_id: str
    units: int
    safety: int


@dataclass(frozen=True, slots=True)
class DayMoved:
    """`day` of the place, as date.toordinal; `sold` to anybody, `change` of what is on hand."""

    site_id: str
    product_id: str
    day: int
    sold: int
    change: int


def on_hand(db: Connection, product_ids: Iterable[str]) -> list[OnHand]:
    return [OnHand(*row) for part in _parts(product_ids) for row in db.execute(_now, {"ids": part})]


def moved_since(db: Connection, product_ids: Iterable[str], first: int) -> list[DayMoved]:
    """As far back as the ledger keeps days (days.RING)."""
    asked = ({"ids": part, "first": first} for part in _parts(product_ids))
    return [DayMoved(*row) for one in asked for row in db.execute(_since, one)]


def _parts(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
