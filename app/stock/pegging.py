"""Which units that wait are promised of which goods on their way: first come, first pegged."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import Instant
from app.kit.ids import derived_id
from app.stock.lookup import inbound_of
from app.stock.states import ON_ORDER
from app.stock.tables import pegs, purchase_lines, purchase_orders
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Peg:
    """`quantity` units of an order line wait for this purchase."""

    id: str
    line_id: str
    order_id: str
    purchase_id: str
    purchase_line_id: str
    site_id: str
    product_id: str
    quantity: int


_peg = pegs.c
_columns = [_peg[name] for name in Peg.__dataclass_fields__]
_live = sa.select(*_columns).where(_peg.quantity > 0)
_of_line = _live.where(_peg.line_id == sa.bindparam("line")).order_by(
    _peg.made_at.desc(), _peg.id.desc()
)
_of_purchase = _live.where(_peg.purchase_id == sa.bindparam("purchase")).order_by(_peg.id)
_of_lines = (
    sa.select(_peg.line_id, sa.func.sum(_peg.quantity))
    .where(_peg.line_id.in_(sa.bindparam("lines", expanding=True)))
    .group_by(_peg.line_id)
)
_pegged = (
    sa.select(sa.func.coalesce(sa.func.sum(_peg.quantity), 0).label("units"))
    .join(purchase_lines, purchase_lines.c.id == _peg.purchase_line_id)
    .where(
        purchase_lines.c.product_id == sa.bindparam("product"),
        _peg.site_id == sa.bindparam("site"),
        _peg.line_id != sa.bindparam("line"),
    )
)
# What is still to come to a place of a product, and how much of it others wait for.
_coming = (
    sa.select(
        purchase_lines.c.id,
        purchase_lines.c.purchase_id,
        (purchase_lines.c.ordered - purchase_lines.c.received).label("left"),
        sa.select(sa.func.coalesce(sa.func.sum(_peg.quantity), 0))
        .where(_peg.purchase_line_id == purchase_lines.c.id)
        .scalar_subquery()
        .label("pegged"),
    )
    .join(purchase_orders, purchase_orders.c.id == purchase_lines.c.purchase_id)
    .where(
        purchase_lines.c.product_id == sa.bindparam("product"),
        purchase_orders.c.site_id == sa.bindparam("site"),
        purchase_orders.c.eta.is_not(None),
        purchase_orders.c.state.in_([state.value for state in ON_ORDER]),
    )
    .order_by(purchase_orders.c.eta, purchase_lines.c.id)
)


_line_coming = sa.select(
    (purchase_lines.c.ordered - purchase_lines.c.received).label("left"),
    sa.select(sa.func.coalesce(sa.func.sum(_peg.quantity), 0))
    .where(_peg.purchase_line_id == purchase_lines.c.id)
    .scalar_subquery()
    .label("pegged"),
).where(purchase_lines.c.id == sa.bindparam("line"))


def peg(
    uow: UnitOfWork, *, line_id: str, order_id: str, site_id: str, product_id: str, quantity: int
) -> Instant | None:
    """Let units wait for what comes first and nobody else waits for; when so many will be there.

    None when less is on its way: what there is of it is pegged all the same.
    """
    left = quantity
    for row in uow.all(_coming, product=product_id, site=site_id):
        part = min(left, row["left"] - row["pegged"])
        if part > 0:
            _add(uow, row, line_id, order_id, site_id, product_id, part)
            left -= part
    return arrival_of(uow, line_id, site_id, product_id, quantity)


def arrival_of(
    uow: UnitOfWork, line_id: str, site_id: str, product_id: str, quantity: int
) -> Instant | None:
    """When so many have come to the place, behind all that others wait for there."""
    others = uow.one(_pegged, product=product_id, site=site_id, line=line_id)
    wanted = quantity + int(others["units"] if others else 0)
    come = 0
    for units, at in inbound_of(uow.db, [product_id]).get((site_id, product_id), ()):
        come += units
        if come >= wanted:
            return at
    return None


def unpeg(uow: UnitOfWork, line_id: str, most: int) -> None:
    """No more than `most` units of a line still wait: the last pegs go first."""
    rows = [Peg(*row.values()) for row in uow.all(_of_line, line=line_id)]
    over = sum(row.quantity for row in rows) - most
    for row in rows:
        part = min(over, row.quantity)
        if part <= 0:
            return
        uow.add(pegs, row.id, quantity=-part)
        over -= part


def fulfil(uow: UnitOfWork, one: Peg, units: int) -> None:
    """So many of what a peg waits for have come, or are no longer waited for."""
    uow.add(pegs, one.id, quantity=-min(units, one.quantity))


def over_pegged(uow: UnitOfWork, one: Peg) -> int:
    """By how much more is pegged to its purchase line than is still to come of it; of it itself."""
    row = uow.one(_line_coming, line=one.purchase_line_id)
    if row is None:
        return 0
    return min(one.quantity, int(row["pegged"] - max(0, row["left"])))


def pegs_of(db: Connection, purchase_id: str) -> list[Peg]:
    rows = prepared(db, _of_purchase).read(db, {"purchase": purchase_id})
    return [Peg(*row.values()) for row in rows]


def pegged_units(db: Connection, line_ids: Iterable[str]) -> dict[str, int]:
    """Order line → units that wait for something on its way."""
    rows = db.execute(_of_lines, {"lines": sorted(set(line_ids))})
    return {line_id: int(units) for line_id, units in rows}


def lines_waiting(found: Iterable[Peg]) -> dict[str, int]:
    """Order line → units."""
    units: dict[str, int] = {}
    for one in found:
        units[one.line_id] = units.get(one.line_id, 0) + one.quantity
    return units


def _add(
    uow: UnitOfWork,
    row: RowMapping,
    line_id: str,
    order_id: str,
    site_id: str,
    product_id: str,
    quantity: int,
) -> None:
    peg_id = derived_id(line_id, "peg", row["id"])
    if uow.row(pegs, peg_id) is not None:
        uow.add(pegs, peg_id, quantity=quantity)
        return
    uow.insert(
        pegs,
        {
            "id": peg_id,
            "line_id": line_id,
            "order_id": order_id,
            "purchase_id": row["purchase_id"],
            "purchase_line_id": row["id"],
            "site_id": site_id,
            "product_id": product_id,
            "quantity": quantity,
            "made_at": uow.now,
        },
    )
