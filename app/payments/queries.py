"""Which drawer is open here, what was paid for an order, what we owe a customer."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.group import group_of
from app.payments.states import IN_USE
from app.payments.tables import credits, drawers, payments


@dataclass(frozen=True, slots=True)
class Drawer:
    drawer_id: str
    currency: str
    opened_by: str
    opened_at: int
    float_minor: int
    in_minor: int
    out_minor: int
    counted_minor: int | None  # counted, and no cash moved since

    @property
    def expected_minor(self) -> int:
        return self.float_minor + self.in_minor - self.out_minor


@dataclass(frozen=True, slots=True)
class Payment:
    payment_id: str
    kind: str
    state: str
    amount_minor: int
    captured_minor: int
    refunded_minor: int
    reference: str
    link: str
    at: int


_drawer = drawers.c
_open = (
    sa.select(
        _drawer.id,
        _drawer.currency,
        _drawer.opened_by,
        _drawer.opened_at,
        _drawer.float_minor,
        _drawer.in_minor,
        _drawer.out_minor,
        _drawer.counted_minor,
    )
    .where(_drawer.device_id == sa.bindparam("device"), _drawer.state.in_(IN_USE))
    .order_by(_drawer.opened_at.desc())
    .limit(1)
)
_payment = payments.c
_of_order = (
    sa.select(
        _payment.id,
        _payment.kind,
        _payment.state,
        _payment.amount_minor,
        _payment.captured_minor,
        _payment.refunded_minor,
        _payment.reference,
        _payment.link,
        _payment.at,
    )
    .where(_payment.order_id == sa.bindparam("order"))
    .order_by(_payment.at, _payment.id)
)
_credit = sa.select(sa.func.sum(credits.c.balance_minor)).where(
    credits.c.id.in_(sa.bindparam("customers", expanding=True))
)


def open_drawer_of(db: Connection, device_id: str) -> Drawer | None:
    row = db.execute(_open, {"device": device_id}).first()
    return Drawer(*row) if row else None


def payments_of(db: Connection, order_id: str) -> tuple[Payment, ...]:
    return tuple(Payment(*row) for row in db.execute(_of_order, {"order": order_id}))


def credit_of(db: Connection, customer_id: str) -> int:
    """Of all who were merged into this customer, too."""
    asked = {"customers": list(group_of(db, customer_id))}
    return int(db.execute(_credit, asked).scalar() or 0)
