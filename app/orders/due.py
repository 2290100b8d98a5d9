"""Which orders wait for somebody: unpaid links, promises that passed, orders that grow old."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.queries import OrderHead, heads_of
from app.orders.reasons import HoldReason
from app.orders.tables import (
    HOLD_OPEN,
    STILL_PLACED,
    WITHOUT_PLACE,
    holds,
    order_lines,
    orders,
)


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """`at`: since when it waits, or when it was promised."""

    head: OrderHead
    at: int


_order, _line = orders.c, order_lines.c
_unpaid = (
    sa.select(holds.c.order_id, holds.c.opened_at)
    .where(sa.text(HOLD_OPEN), holds.c.reason == HoldReason.AWAITING_PAYMENT.value)
    .order_by(holds.c.opened_at, holds.c.id)
    .limit(sa.bindparam("most"))
)
_unplaced = (
    sa.select(_line.order_id, _line.promise_to)
    .where(sa.text(WITHOUT_PLACE), _line.promise_to < sa.bindparam("now"))
    .order_by(_line.promise_to, _line.id)
    .limit(sa.bindparam("most"))
)
_old = (
    sa.select(_order.id, _order.placed_at)
    .where(
        sa.text(STILL_PLACED),
        _order.site_id == sa.bindparam("site"),
        _order.placed_at < sa.bindparam("before"),
    )
    .order_by(_order.placed_at, _order.id)
    .limit(sa.bindparam("most"))
)


def unpaid_orders(db: Connection, most: int) -> list[WaitingOrder]:
    """Held until their pay link is paid, the oldest first."""
    return _waiting(db, db.execute(_unpaid, {"most": most}))


def broken_promises(db: Connection, now: int, most: int) -> list[WaitingOrder]:
    """Orders with units that no place has yet though their time has passed."""
    return _waiting(db, db.execute(_unplaced, {"now": now, "most": most}))


def old_orders(db: Connection, site_id: str, before: int, most: int) -> list[WaitingOrder]:
    """Taken at this site before then and still open, the oldest first."""
    asked = {"site": site_id, "before": before, "most": most}
    return _waiting(db, db.execute(_old, asked))


def _waiting(db: Connection, rows: Iterable[Any]) -> list[WaitingOrder]:
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row[0], row[1])
    heads = heads_of(db, first)
    return [WaitingOrder(heads[one], at) for one, at in first.items() if one in heads]
