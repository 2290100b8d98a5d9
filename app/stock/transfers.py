"""Which transfers has a place to send, and which come to it: the lists, and one with its lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.places.lookup import all_sites
from app.stock.purchases import PAGE_ROWS, Purchase, PurchaseLine, on_order
from app.stock.states import UNDER_WAY, TransferState
from app.stock.tables import transfer_lines, transfers


@dataclass(frozen=True, slots=True)
class Transfer:
    """`left` units are still to be sent, or to come."""

    transfer_id: str
    number: str
    from_site_id: str
    from_name: str
    to_site_id: str
    to_name: str
    state: TransferState
    eta: int | None
    left: int
    asked_at: int
    sent_at: int | None


Delivery = Purchase | Transfer

_t, _l = transfers.c, transfer_lines.c
_due = sa.case((_t.sent_at.is_(None), _l.asked), else_=_l.sent).label("due")
_whatever = (
    sa.select(
        _t.id,
        _t.number,
        _t.from_site_id,
        _t.to_site_id,
        _t.state,
        _t.eta,
        sa.func.coalesce(_t.asked_at, 0).label("asked_at"),
        _t.sent_at,
        sa.func.coalesce(sa.func.sum(_due), 0).label("left"),
    )
    .outerjoin(transfer_lines, _l.transfer_id == _t.id)
    .group_by(_t.id)
    .order_by(sa.func.coalesce(_t.eta, 0), _t.id)
    .limit(PAGE_ROWS)
)
_under_way = _whatever.where(_t.state.in_([state.value for state in UNDER_WAY]))
_lines = (
    sa.select(_l.product_id, _due)
    .join(transfers, _t.id == _l.transfer_id)
    .where(_t.id == sa.bindparam("transfer"))
    .order_by(_l.id)
)


def to_receive(db: Connection, site_id: str) -> list[Delivery]:
    """What comes to a place from others, told sent or not, and all purchases. "": to any place."""
    return [*transfers_to(db, site_id), *on_order(db)]


def to_send(db: Connection, site_id: str) -> list[Delivery]:
    """What others wait for, and what they have not received yet. "": from any place."""
    return [*sorted(transfers_from(db, site_id), key=lambda one: one.state is TransferState.SENT)]


def transfers_to(db: Connection, site_id: str) -> list[Transfer]:
    """Under way to a place, told sent or not, the soonest first. "": to any."""
    return _read(db, _under_way.where(_t.to_site_id == site_id) if site_id else _under_way)


def transfers_from(db: Connection, site_id: str) -> list[Transfer]:
    """Under way from a place, told sent or not, the soonest first. "": from any."""
    return _read(db, _under_way.where(_t.from_site_id == site_id) if site_id else _under_way)


def purchases_alone(db: Connection, _site_id: str) -> list[Delivery]:
    return [*on_order(db)]


def transfer_of(db: Connection, transfer_id: str) -> Transfer | None:
    return next(iter(_read(db, _whatever.where(_t.id == transfer_id))), None)


def transfer_lines_of(db: Connection, transfer_id: str) -> Sequence[PurchaseLine]:
    """Asked for while nothing is told sent, then what was sent: all of it is still to come."""
    rows = db.execute(_lines, {"transfer": transfer_id}).all()
    known = products_of(db, [row.product_id for row in rows])
    return [
        PurchaseLine(known[row.product_id], row.due, 0) for row in rows if row.product_id in known
    ]


def _read(db: Connection, statement: sa.Select[tuple[object, ...]]) -> list[Transfer]:
    names = {site.id: site.name for site in all_sites(db)}
    return [
        Transfer(
            transfer_id=row.id,
            number=row.number,
            from_site_id=row.from_site_id,
            from_name=names.get(row.from_site_id, ""),
            to_site_id=row.to_site_id,
            to_name=names.get(row.to_site_id, ""),
            state=TransferState(row.state),
            eta=row.eta,
            left=int(row.left),
            asked_at=row.asked_at,
            sent_at=row.sent_at,
        )
        for row in db.execute(statement)
    ]
