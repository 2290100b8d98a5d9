"""Do those who wait for goods, and the goods that came, agree with their papers (S8)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.sums import or_zero, total
from app.insights.verify.check import DESK, SERVER, Check, Violation, found
from app.orders.tables import order_lines
from app.stock.tables import pegs, purchase_lines, receipt_lines, receipts

_peg, _line, _bought, _came = pegs.c, order_lines.c, purchase_lines.c, receipt_lines.c
_pegged = (
    sa.select(_peg.line_id, total(_peg.quantity).label("pegged"))
    .where(_peg.quantity > 0)
    .group_by(_peg.line_id)
    .subquery("pegged")
)
# On a desk the line may be another store's: then nothing is known of it here.
_beyond = (
    sa.select(_pegged.c.line_id.label("line"), _pegged.c.pegged, _line.backordered)
    .join(order_lines, _line.id == _pegged.c.line_id)
    .where(_pegged.c.pegged > _line.backordered)
)
_unknown = (
    sa.select(_pegged.c.line_id.label("line"), _pegged.c.pegged)
    .outerjoin(order_lines, _line.id == _pegged.c.line_id)
    .where(_line.id.is_(None))
)
_received = (
    sa.select(receipts.c.purchase_id, _came.product_id, total(_came.received).label("counted"))
    .join(receipts, receipts.c.id == _came.receipt_id)
    .group_by(receipts.c.purchase_id, _came.product_id)
    .subquery("received")
)
_unbooked = (
    sa.select(
        _received.c.purchase_id.label("purchase"),
        _received.c.product_id.label("product"),
        _received.c.counted,
        or_zero(_bought.received).label("received"),
    )
    .outerjoin(
        purchase_lines,
        sa.and_(
            _bought.purchase_id == _received.c.purchase_id,
            _bought.product_id == _received.c.product_id,
        ),
    )
    .where(_received.c.counted > or_zero(_bought.received))
)


def pegs_wait(db: Connection) -> Iterator[Violation]:
    yield from found(db, _beyond, code="pegged_beyond_waiting")


def supply_agrees(db: Connection) -> Iterator[Violation]:
    yield from pegs_wait(db)
    yield from found(db, _unknown, code="pegged_line_unknown")
    yield from found(db, _unbooked, code="received_not_booked")


_PEGS = "no more units are pegged to goods on their way than wait"
CHECKS = (
    Check(
        "S8",
        f"{_PEGS}; what receipts counted is on its purchase",
        SERVER,
        supply_agrees,
        (pegs.name, receipt_lines.name),
    ),
    Check("S8", _PEGS, DESK, pegs_wait, (pegs.name,)),
)
