"""How much can be promised where, and what is on its way: the input of a promise."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.stock.free import FREE
from app.stock.network import layout, spreads
from app.stock.states import CERTAIN, ON_ORDER, CountState, ReservationState, TransferState
from app.stock.tables import (
    leases,
    purchase_lines,
    purchase_orders,
    reservations,
    stock_cells,
    stock_count_lines,
    stock_counts,
    suppliers,
    transfer_lines,
    transfers,
)
from app.storage.lease_clock import usable
from app.storage.prepared import prepared

_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_cell = stock_cells.c
_free = sa.select(_cell.site_id, _cell.product_id, FREE).where(_cell.product_id.in_(_ids))
_lent = (
    sa.select(leases.c.site_id, leases.c.product_id, sa.func.sum(leases.c.quantity))
    .where(
        leases.c.device_id == sa.bindparam("device"),
        leases.c.product_id.in_(_ids),
        usable(leases.c.expires_at, leases.c.recalled_at),
    )
    .group_by(leases.c.site_id, leases.c.product_id)
)
_held = (
    sa.select(reservations.c.line_id, reservations.c.site_id, sa.func.sum(reservations.c.quantity))
    .where(
        reservations.c.line_id.in_(sa.bindparam("lines", expanding=True)),
        reservations.c.state == ReservationState.HELD.value,
    )
    .group_by(reservations.c.line_id, reservations.c.site_id)
)
_fallen = sa.select(reservations.c.line_id).where(
    reservations.c.line_id.in_(sa.bindparam("lines", expanding=True)),
    reservations.c.state == ReservationState.SHORTFALL.value,
)
_purchased = (
    sa.select(
        purchase_orders.c.site_id,
        purchase_lines.c.product_id,
        purchase_lines.c.ordered - purchase_lines.c.received,
        purchase_orders.c.eta,
        sa.func.coalesce(suppliers.c.reliability, CERTAIN),
    )
    .join(purchase_orders, purchase_orders.c.id == purchase_lines.c.purchase_id)
    .outerjoin(suppliers, suppliers.c.name == purchase_orders.c.supplier)
    .where(
        purchase_lines.c.product_id.in_(_ids),
        purchase_orders.c.eta.is_not(None),
        purchase_orders.c.state.in_([state.value for state in ON_ORDER]),
    )
)
_transferred = (
    sa.select(
        transfers.c.to_site_id,
        transfer_lines.c.product_id,
        transfer_lines.c.sent - transfer_lines.c.received,
        transfers.c.eta,
        sa.literal(CERTAIN),
    )
    .join(transfers, transfers.c.id == transfer_lines.c.transfer_id)
    .where(
        transfer_lines.c.product_id.in_(_ids),
        transfers.c.eta.is_not(None),
        transfers.c.state == TransferState.SENT.value,
    )
)
_count = stock_count_lines.c
_counted = (
    sa.select(_count.site_id, _count.product_id, sa.func.sum(_count.expected - _count.counted))
    .join(stock_counts, stock_counts.c.id == _count.count_id)
    .where(
        stock_counts.c.state == CountState.COUNTED.value,
        _count.expected > _count.counted,
        _count.product_id.in_(_ids),
    )
    .group_by(_count.site_id, _count.product_id)
)


@dataclass(frozen=True, slots=True)
class Coming:
    """What a supplier or a sending place said that it brings; `reliability` per mille."""

    site_id: str
    product_id: str
    quantity: int
    eta: Instant
    reliability: int


def claims_on_lines(db: Connection, line_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Order line → site → units that are held for it there."""
    found: dict[str, dict[str, int]] = {}
    asked = {"lines": sorted(set(line_ids))}
    for line_id, site_id, units in prepared(db, _held).rows(db, asked):
        found.setdefault(line_id, {})[site_id] = int(units)
    return found


def fallen_on_lines(db: Connection, line_ids: Iterable[str]) -> set[str]:
    """Those of the order lines that have claims on goods which are not there."""
    return set(db.execute(_fallen, {"lines": sorted(set(line_ids))}).scalars())


def free_of(db: Connection, product_ids: Iterable[str]) -> dict[tuple[str, str], int]:
    """(site, product) → what can be promised now to anybody.

    By the cells that are held here; at other places by the packed row.
    """
    ids = sorted(set(product_ids))
    found = cells_free(db, ids)
    places = layout(db)
    if places:
        for product_id, spread in spreads(db, ids).items():
            for place, units in spread.now.items():
                found.setdefault((places[place], product_id), units)
    return found


def cells_free(db: Connection, product_ids: Iterable[str]) -> dict[tuple[str, str], int]:
    """Of the cells that are held here: what nobody has claimed, lent or protected, and what no
    count doubts until it is posted. Below 0 where more was promised than is there."""
    asked = {"ids": sorted(set(product_ids))}
    rows = prepared(db, _free).rows(db, asked)
    found = {(site, product): int(free) for site, product, free in rows}
    for site, product, missing in prepared(db, _counted).rows(db, asked):
        if (site, product) in found:
            found[site, product] -= int(missing)
    return found


def lent_to(
    db: Connection, product_ids: Iterable[str], device_id: str
) -> dict[tuple[str, str], int]:
    """(site, product) → what this device may still promise of it without the server."""
    asked = {"ids": sorted(set(product_ids)), "device": device_id}
    return {
        (site, product): int(lent) for site, product, lent in prepared(db, _lent).rows(db, asked)
    }


def coming_of(db: Connection, product_ids: Iterable[str]) -> list[Coming]:
    """Purchases and transfers with a date, the soonest first."""
    asked = {"ids": sorted(set(product_ids))}
    found = [
        Coming(site, product, int(quantity), Instant(eta), int(reliability))
        for statement in (_purchased, _transferred)
        for site, product, quantity, eta, reliability in prepared(db, statement).rows(db, asked)
        if quantity > 0
    ]
    return sorted(found, key=lambda one: (one.eta, one.site_id, one.product_id, one.quantity))


def inbound_of(
    db: Connection, product_ids: Iterable[str]
) -> dict[tuple[str, str], tuple[tuple[int, Instant], ...]]:
    """(site, product) → (quantity, arrival) of what is on its way, whoever waits for it."""
    found: dict[tuple[str, str], list[tuple[int, Instant]]] = {}
    for one in coming_of(db, product_ids):
        found.setdefault((one.site_id, one.product_id), []).append((one.quantity, one.eta))
    return {cell: tuple(rows) for cell, rows in found.items()}
