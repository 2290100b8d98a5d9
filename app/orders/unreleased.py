"""What is allocated and not yet work: the orders that gather for a wave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.queries import postcode_of
from app.orders.held import held
from app.orders.states import Method, OrderState
from app.orders.tables import UNRELEASED, order_lines, orders


@dataclass(frozen=True, slots=True)
class UnreleasedLine:
    line_id: str
    product_id: str
    quantity: int
    promise_to: int | None


@dataclass(frozen=True, slots=True)
class UnreleasedOrder:
    """`postcode`: where it goes. Lines that are held, or partly work already, are not in it."""

    order_id: str
    channel: str
    postcode: str
    lines: tuple[UnreleasedLine, ...]


_line, _order = order_lines.c, orders.c
_gathered = (
    sa.select(
        _line.id,
        _line.order_id,
        _line.product_id,
        _line.allocated,
        _line.released,
        _line.promise_to,
        _order.channel,
        _order.address_id,
        _order.placed_at,
    )
    .join(orders, _order.id == _line.order_id)
    .where(
        sa.text(UNRELEASED),
        _line.site_id.in_(sa.bindparam("sites", expanding=True)),
        _line.method == Method.SHIP.value,
        _line.ship_group == "",  # waits for the rest of its parcel, and then goes at once
        _order.state == OrderState.PLACED.value,
    )
    .order_by(_order.placed_at, _line.order_id, _line.ordinal)
    .limit(sa.bindparam("most"))
)
_sites = (
    sa.select(_line.site_id)
    .where(
        sa.text(UNRELEASED),
        _line.method == Method.SHIP.value,
        _line.ship_group == "",
        _line.site_id.is_not(None),
    )
    .distinct()
    .order_by(_line.site_id)
)

_newest = (
    sa.select(_line.order_id, _line.site_id)
    .join(orders, _order.id == _line.order_id)
    .where(
        sa.text(UNRELEASED),
        _line.site_id.in_(sa.bindparam("sites", expanding=True)),
        _line.method == Method.SHIP.value,
        _order.state == OrderState.PLACED.value,
    )
    .group_by(_order.placed_at, _line.order_id, _line.site_id)
    .order_by(_order.placed_at.desc(), _line.order_id, _line.site_id)
    .limit(sa.bindparam("most"))
)


def newest_unreleased(db: Connection, site_ids: Sequence[str], most: int) -> list[tuple[str, str]]:
    """(order, site) of what gathers at these places, the newest first."""
    rows = db.execute(_newest, {"sites": sorted(site_ids), "most": most})
    return [(order_id, site_id) for order_id, site_id in rows]


def sites_with_unreleased(db: Connection) -> list[str]:
    return list(db.execute(_sites).scalars())


def unreleased_orders(
    db: Connection, site_ids: Sequence[str], most_lines: int
) -> list[UnreleasedOrder]:
    """To be sent, the oldest first."""
    by_order: dict[str, list[Any]] = {}
    for row in db.execute(_gathered, {"sites": sorted(site_ids), "most": most_lines}):
        by_order.setdefault(row.order_id, []).append(row)
    found = []
    for order_id, rows in by_order.items():
        keeps = held(db, order_id)
        lines = tuple(
            UnreleasedLine(row.id, row.product_id, row.allocated, row.promise_to)
            for row in rows
            if not row.released and not keeps.stops_line(row.id)
        )
        if lines:
            address = rows[0].address_id
            postcode = postcode_of(db, address) if address else ""
            found.append(UnreleasedOrder(order_id, rows[0].channel, postcode, lines))
    return found
