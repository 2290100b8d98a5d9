"""What paper and mails tell of a return: what came back, and how the money is given."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.payments.states import TenderKind
from app.returns.tables import (
    blind_lines,
    blind_returns,
    return_lines,
    return_refunds,
    returns,
)


@dataclass(frozen=True, slots=True)
class ReturnLineOnPaper:
    line_id: str | None
    product_id: str
    quantity: int
    expected: int  # announced by mail
    reason: str
    fee_minor: int
    refund_minor: int  # less the fee
    tax_minor: int

    @property
    def worth_minor(self) -> int:
        return self.refund_minor + self.fee_minor


@dataclass(frozen=True, slots=True)
class RefundOnPaper:
    kind: str
    amount_minor: int
    state: str  # done | pending


@dataclass(frozen=True, slots=True)
class ReturnOnPaper:
    id: str
    number: str
    order_id: str | None
    site_id: str
    currency: str
    fee_minor: int
    clawback_minor: int
    rounding_minor: int
    refund_minor: int
    taken_at: int
    lines: tuple[ReturnLineOnPaper, ...]
    refunds: tuple[RefundOnPaper, ...]


_head = [name for name in ReturnOnPaper.__dataclass_fields__ if name not in {"lines", "refunds"}]
_return = sa.select(*(returns.c[name] for name in _head)).where(
    returns.c.id == sa.bindparam("return")
)
_of_act = sa.select(returns.c.id).where(
    returns.c.order_id == sa.bindparam("order"), returns.c.taken_at == sa.bindparam("at")
)
_lines = (
    sa.select(*(return_lines.c[name] for name in ReturnLineOnPaper.__dataclass_fields__))
    .where(
        return_lines.c.return_id == sa.bindparam("return"),
        sa.or_(return_lines.c.quantity > 0, return_lines.c.expected > 0),
    )
    .order_by(return_lines.c.id)
)
_refunds = (
    sa.select(*(return_refunds.c[name] for name in RefundOnPaper.__dataclass_fields__))
    .where(return_refunds.c.return_id == sa.bindparam("return"))
    .order_by(return_refunds.c.id)
)


_blind = sa.select(blind_returns).where(blind_returns.c.id == sa.bindparam("blind"))
_blind_lines = (
    sa.select(
        blind_lines.c.product_id,
        blind_lines.c.quantity,
        sa.literal(0),
        blind_lines.c.reason,
        sa.literal(0),
        blind_lines.c.refund_minor,
        blind_lines.c.tax_minor,
    )
    .where(blind_lines.c.blind_id == sa.bindparam("blind"))
    .order_by(blind_lines.c.id)
)


def return_on_paper(db: Connection, return_id: str) -> ReturnOnPaper | None:
    key = {"return": return_id}
    head = db.execute(_return, key).first()
    if head is None:
        return _blind_on_paper(db, return_id)
    lines = tuple(ReturnLineOnPaper(*row) for row in db.execute(_lines, key))
    refunds = tuple(RefundOnPaper(*row) for row in db.execute(_refunds, key))
    told: dict[str, Any] = dict(zip(_head, head, strict=True))
    return ReturnOnPaper(**told, lines=lines, refunds=refunds)


def _blind_on_paper(db: Connection, blind_id: str) -> ReturnOnPaper | None:
    """Without a receipt: no order, and store credit alone."""
    head = db.execute(_blind, {"blind": blind_id}).first()
    if head is None:
        return None
    lines = tuple(
        ReturnLineOnPaper(None, *row) for row in db.execute(_blind_lines, {"blind": blind_id})
    )
    credit = RefundOnPaper(TenderKind.STORE_CREDIT.value, head.refund_minor, "done")
    return ReturnOnPaper(
        id=head.id,
        number=head.number,
        order_id=None,
        site_id=head.site_id,
        currency=head.currency,
        fee_minor=0,
        clawback_minor=0,
        rounding_minor=0,
        refund_minor=head.refund_minor,
        taken_at=head.taken_at,
        lines=lines,
        refunds=(credit,),
    )


def return_at(db: Connection, order_id: str, at: int) -> ReturnOnPaper | None:
    """The return that one act made: all rows of an act carry its instant."""
    return_id = db.execute(_of_act, {"order": order_id, "at": at}).scalar()
    return return_on_paper(db, return_id) if return_id else None
