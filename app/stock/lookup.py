"""How much can be promised where, and what is on its way: the input of a promise."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.stock.states import ON_ORDER, TransferState
from app.stock.tables import (
    leases,
    purchase_lines,
    purchase_orders,
    stock_cells,
    transfer_lines,
    transfers,
)

_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_cell = stock_cells.c
_free = sa.select(
    _cell.site_id,
    _cell.product_id,
    _cell.available - _cell.reserved - _cell.leased - _cell.safety,
).where(_cell.product_id.in_(_ids))
_lent = (
    sa.select(leases.c.site_id, leases.c.product_id, sa.func.sum(leases.c.quantity))
    .where(leases.c.device_id == sa.bindparam("device"), leases.c.product_id.in_(_ids))
    .group_by(leases.c.site_id, leases.c.product_id)
)
_purchased = (
    sa.select(
        purchase_orders.c.site_id,
        purchase_lines.c.product_id,
        purchase_lines.c.ordered - purchase_lines.c.received,
        purchase_orders.c.eta,
    )
    .join(purchase_orders, purchase_orders.c.id == purchase_lines.c.purchase_id)
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
    )
    .join(transfers, transfers.c.id == transfer_lines.c.transfer_id)
    .where(
        transfer_lines.c.product_id.in_(_ids),
        transfers.c.eta.is_not(None),
        transfers.c.state == TransferState.SENT.value,
    )
)


def free_of(
    db: Connection, product_ids: Iterable[str], device_id: str = ""
) -> dict[tuple[str, str], int]:
    """(site, product) → what can be promised; with `device_id` what that device holds as well."""
    ids = sorted(set(product_ids))
    found = {(site, product): int(free) for site, product, free in db.execute(_free, {"ids": ids})}
    if device_id:
        for site, product, lent in db.execute(_lent, {"ids": ids, "device": device_id}):
            found[site, product] = max(found.get((site, product), 0), 0) + int(lent)
    return found


def inbound_of(
    db: Connection, product_ids: Iterable[str]
) -> dict[tuple[str, str], tuple[tuple[int, Instant], ...]]:
    """(site, product) → (quantity, arrival) of purchases and transfers on their way."""
    asked = {"ids": sorted(set(product_ids))}
    found: dict[tuple[str, str], list[tuple[int, Instant]]] = {}
    for statement in (_purchased, _transferred):
        for site, product, quantity, eta in db.execute(statement, asked):
            if quantity > 0:
                found.setdefault((site, product), []).append((int(quantity), Instant(eta)))
    return {cell: tuple(sorted(rows, key=lambda row: row[1])) for cell, rows in found.items()}
