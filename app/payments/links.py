"""The page where a customer pays: which payments want one, and keeping its address."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.money import Money
from app.payments.states import PaymentState, TenderKind
from app.payments.tables import payments
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork


class KeepPayLink(Command, frozen=True, kw_only=True):
    """The provider made the page for one payment. The server's own command."""

    payment_id: str
    link: str


@dataclass(frozen=True, slots=True)
class PayLinkMade:
    """A customer can pay now."""

    order_id: str
    payment_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payment that waits for its page, or for the customer to use it."""

    payment_id: str
    order_id: str
    amount: Money
    link: str


_pending = sa.select(
    payments.c.id,
    payments.c.order_id,
    payments.c.amount_minor,
    payments.c.currency,
    payments.c.link,
).where(
    payments.c.kind == TenderKind.PAY_LINK.value,
    payments.c.state == PaymentState.PENDING.value,
)
_by_id = _pending.where(payments.c.id == sa.bindparam("payment"))
_of_order = _pending.where(payments.c.order_id == sa.bindparam("order")).order_by(payments.c.id)


def wanted_link(db: Connection, payment_id: str) -> Wanted | None:
    """None when the payment is paid, void or no pay link at all."""
    row = db.execute(_by_id, {"payment": payment_id}).first()
    return Wanted(row[0], row[1], Money(row[2], row[3]), row[4]) if row else None


def wanted_links(db: Connection, order_id: str) -> list[Wanted]:
    rows = prepared(db, _of_order).rows(db, {"order": order_id})
    return [Wanted(row[0], row[1], Money(row[2], row[3]), row[4]) for row in rows]


def keep_pay_link(uow: UnitOfWork, command: KeepPayLink) -> dict[str, Any]:
    """A payment that was paid or voided meanwhile needs no page any more: nothing happens."""
    if not command.link.startswith(("https://", "http://")):
        raise Refusal("link_unclear", payment=command.payment_id)
    wanted = wanted_link(uow.db, command.payment_id)
    if wanted is None or wanted.link == command.link:
        return {"payment_id": command.payment_id, "kept": False}
    uow.update(payments, command.payment_id, link=command.link)
    uow.emit(PayLinkMade(wanted.order_id, command.payment_id))
    return {"payment_id": command.payment_id, "kept": True}
