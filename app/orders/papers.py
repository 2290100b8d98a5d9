"""What paper and mails tell of an order: its head, its lines and what changed their price."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.states import Units
from app.orders.tables import order_adjustments, order_events, order_lines, orders


@dataclass(frozen=True, slots=True)
class LineOnPaper:
    id: str
    product_id: str
    sku: str
    name: str
    ordered: int
    cancelled: int
    unit_minor: int
    discount_minor: int
    total_minor: int
    method: str
    site_id: str | None
    promise_from: int | None
    promise_to: int | None


@dataclass(frozen=True, slots=True)
class AdjustmentOnPaper:
    kind: str
    code: str
    name: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class OrderOnPaper:
    id: str
    number: str
    site_id: str
    customer_id: str | None
    address_id: str | None
    language: str
    currency: str
    subtotal_minor: int
    discount_minor: int
    charges_minor: int
    rounding_minor: int
    tax_minor: int
    total_minor: int
    placed_at: int
    lines: tuple[LineOnPaper, ...]
    adjustments: tuple[AdjustmentOnPaper, ...]  # of the whole order: charges


@dataclass(frozen=True, slots=True)
class Cancelled:
    line_id: str
    quantity: int
    reason: str


_head = [name for name in OrderOnPaper.__dataclass_fields__ if name not in {"lines", "adjustments"}]
_order = sa.select(*(orders.c[name] for name in _head)).where(orders.c.id == sa.bindparam("order"))
_lines = (
    sa.select(*(order_lines.c[name] for name in LineOnPaper.__dataclass_fields__))
    .where(order_lines.c.order_id == sa.bindparam("order"))
    .order_by(order_lines.c.ordinal, order_lines.c.id)
)
_adjustments = (
    sa.select(*(order_adjustments.c[name] for name in AdjustmentOnPaper.__dataclass_fields__))
    .where(
        order_adjustments.c.order_id == sa.bindparam("order"), order_adjustments.c.line_id.is_(None)
    )
    .order_by(order_adjustments.c.kind, order_adjustments.c.code, order_adjustments.c.id)
)
_cancelled = (
    sa.select(order_events.c.line_id, order_events.c.quantity, order_events.c.reason)
    .where(
        order_events.c.order_id == sa.bindparam("order"),
        order_events.c.at == sa.bindparam("at"),
        order_events.c.target == Units.CANCELLED.value,
    )
    .order_by(order_events.c.step)
)


def order_on_paper(db: Connection, order_id: str) -> OrderOnPaper | None:
    key = {"order": order_id}
    head = db.execute(_order, key).first()
    if head is None:
        return None
    lines = tuple(LineOnPaper(*row) for row in db.execute(_lines, key))
    adjustments = tuple(AdjustmentOnPaper(*row) for row in db.execute(_adjustments, key))
    told: dict[str, Any] = dict(zip(_head, head, strict=True))
    return OrderOnPaper(**told, lines=lines, adjustments=adjustments)


def cancelled_at(db: Connection, order_id: str, at: int) -> tuple[Cancelled, ...]:
    """What one act cancelled: all rows of an act carry its instant."""
    return tuple(Cancelled(*row) for row in db.execute(_cancelled, {"order": order_id, "at": at}))
