"""What paper and mails tell of a parcel: where it lies and what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from app.fulfillment.tables import fulfillment_lines, fulfillments


@dataclass(frozen=True, slots=True)
class ParcelOnPaper:
    id: str
    order_id: str
    site_id: str
    to_site_id: str | None
    method: str
    bin_code: str
    due_at: int | None
    ready_at: int | None
    closed_at: int | None
    proof: str
    lines: tuple[tuple[str, int], ...]  # (order line, units picked, or to pick before that)


_head = [name for name in ParcelOnPaper.__dataclass_fields__ if name != "lines"]
_columns = sa.select(*(fulfillments.c[name] for name in _head))
_by_id = _columns.where(fulfillments.c.id == sa.bindparam("parcel"))
_of_order = _columns.where(fulfillments.c.order_id == sa.bindparam("order")).order_by(
    fulfillments.c.id
)
_lines = (
    sa.select(fulfillment_lines.c.line_id, fulfillment_lines.c.picked, fulfillment_lines.c.quantity)
    .where(fulfillment_lines.c.fulfillment_id == sa.bindparam("parcel"))
    .order_by(fulfillment_lines.c.line_id)
)


def parcel_on_paper(db: Connection, parcel_id: str) -> ParcelOnPaper | None:
    row = db.execute(_by_id, {"parcel": parcel_id}).first()
    return _with_lines(db, row) if row else None


def parcels_on_paper(db: Connection, order_id: str) -> tuple[ParcelOnPaper, ...]:
    rows: Sequence[Row[Any]] = db.execute(_of_order, {"order": order_id}).all()
    return tuple(_with_lines(db, row) for row in rows)


def _with_lines(db: Connection, row: Row[Any]) -> ParcelOnPaper:
    told: dict[str, Any] = dict(zip(_head, row, strict=True))
    lines = tuple(
        (line_id, picked or quantity)
        for line_id, picked, quantity in db.execute(_lines, {"parcel": told["id"]})
        if picked or quantity
    )
    return ParcelOnPaper(**told, lines=lines)
