"""What the provider says of a refund: paid, or not, and how that is settled otherwise."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.notice import notice, settle_about
from app.cases.states import CaseKind
from app.customers.model import refuse_card_number
from app.kit.errors import Fact, Refusal
from app.orders.queries import heads_of
from app.payments.states import TenderKind
from app.payments.tenders import drawer_of_device, pay_otherwise
from app.returns.commands import ConfirmRefund, FailRefund, SettleRefund
from app.returns.handlers.judging import OTHER_TENDER, Doubts, allowed
from app.returns.states import RETURN, ReturnState
from app.returns.tables import return_refunds, returns
from app.storage.uow import UnitOfWork

PENDING, FAILED, DONE = "pending", "failed", "done"
NOT_PAID = "refund_failed"  # the case that is settled with the refund
FALLBACKS = (TenderKind.CASH, TenderKind.STORE_CREDIT)

_failed = (
    sa.select(return_refunds)
    .where(return_refunds.c.return_id == sa.bindparam("return"), return_refunds.c.state == FAILED)
    .order_by(return_refunds.c.id)
)
_open = sa.select(return_refunds.c.id).where(
    return_refunds.c.return_id == sa.bindparam("return"), return_refunds.c.state != DONE
)
_given = sa.select(return_refunds.c.amount_minor).where(
    return_refunds.c.return_id == sa.bindparam("return"),
    return_refunds.c.kind == sa.bindparam("kind"),
    return_refunds.c.state != FAILED,
)


def confirm_refund(uow: UnitOfWork, command: ConfirmRefund) -> dict[str, Any]:
    """The return is closed with the last of its refunds."""
    _row, back = _pending(uow, command.refund_id)
    uow.update(return_refunds, command.refund_id, state=DONE)
    state = ReturnState(back["state"])
    if state is ReturnState.SETTLED and not uow.all(_open, **{"return": back["id"]}):
        state = RETURN.after(state, "close")
        uow.update(returns, back["id"], state=state.value)
    return {"return_id": back["id"], "number": back["number"], "state": state.value}


def fail_refund(uow: UnitOfWork, command: FailRefund) -> dict[str, Any]:
    why = command.why.strip()
    refuse_card_number(why)
    row, back = _pending(uow, command.refund_id)
    uow.update(return_refunds, command.refund_id, state=FAILED)
    state = ReturnState(back["state"])
    if state is not ReturnState.MANUAL_REFUND:
        state = RETURN.after(state, "fail_settlement")
        uow.update(returns, back["id"], state=state.value)
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=returns.name,
        subject_id=back["id"],
        site_id=back["site_id"],
        code=NOT_PAID,
        number=back["number"],
        amount=row["amount_minor"],
        why=why,
    )
    return {"return_id": back["id"], "number": back["number"], "state": state.value}


def _pending(uow: UnitOfWork, refund_id: str) -> tuple[RowMapping, RowMapping]:
    """The refund the provider has, and its return. Refusals: refund_unknown, refund_not_pending."""
    row = uow.row(return_refunds, refund_id)
    back = uow.row(returns, row["return_id"], lock=True) if row else None
    row = uow.row(return_refunds, refund_id, lock=True)
    if row is None or back is None:
        raise Refusal("refund_unknown")
    if row["state"] != PENDING:
        raise Refusal("refund_not_pending", state=row["state"])
    return row, back


def settle_refund(uow: UnitOfWork, command: SettleRefund) -> dict[str, Any]:
    """All that failed of one return is given in one way, or nothing is owed and it is closed.

    A fact: a desk refuses what does not fit, the server tells a person and gives nothing twice.
    """
    doubts = Doubts(uow)
    try:
        back, failed = _owed(uow, command, doubts)
    except Refusal as refusal:
        return _not_settled(uow, command, refusal)
    amount = sum(row["amount_minor"] for row in failed)
    approver_id = allowed(uow, OTHER_TENDER, amount, command.approval, back["order_id"], doubts)
    for row in failed:
        _pay(uow, command, row, back)
    settled = RETURN.after(ReturnState(back["state"]), "settle")
    uow.update(
        returns,
        command.return_id,
        state=RETURN.after(settled, "close").value,
        approved_by=approver_id or back["approved_by"],
    )
    settle_about(uow, CaseKind.AWKWARD_FACT, command.return_id, code=NOT_PAID, why="refund_settled")
    if doubts.codes:
        _tell(uow, command, back, codes=doubts.codes, refund=amount)
    return {"return_id": command.return_id, "number": back["number"], "refund_minor": amount}


def _owed(
    uow: UnitOfWork, command: SettleRefund, doubts: Doubts
) -> tuple[RowMapping, Sequence[RowMapping]]:
    """The return and its refunds that failed, when they can be given as told.

    Refusals: return_unknown, refund_settled, move_closed, refund_still_owed, refund_nothing_owed,
    tender_not_money, return_credit_needs_customer, and on a desk return_drawer_closed.
    """
    back = uow.row(returns, command.return_id, lock=True)
    if back is None:
        raise Refusal("return_unknown", return_id=command.return_id)
    if back["state"] == ReturnState.CLOSED.value:
        raise Refusal("refund_settled", number=back["number"])
    RETURN.after(ReturnState(back["state"]), "settle")
    failed = uow.all(_failed, **{"return": command.return_id})
    if command.kind is None and failed:
        raise Refusal("refund_still_owed", amount=sum(row["amount_minor"] for row in failed))
    if command.kind is not None and not failed:
        raise Refusal("refund_nothing_owed")
    if command.kind is not None:
        _check_way(uow, command, back, doubts)
    return back, failed


def _check_way(uow: UnitOfWork, command: SettleRefund, back: RowMapping, doubts: Doubts) -> None:
    if command.kind not in FALLBACKS:
        raise Refusal("tender_not_money", kind=str(command.kind))
    if command.kind is TenderKind.STORE_CREDIT and _customer_of(uow, back) is None:
        raise Refusal("return_credit_needs_customer")
    if command.kind is TenderKind.CASH:
        drawer_id = drawer_of_device(uow)
        if drawer_id is None or drawer_id != command.drawer_id:
            doubts.tell(Refusal("return_drawer_closed"))


def _not_settled(uow: UnitOfWork, command: SettleRefund, refusal: Refusal) -> dict[str, Any]:
    """Told twice, or of what the server does not owe: cash may have left a drawer for it."""
    if not uow.on_server:
        raise refusal
    back = uow.row(returns, command.return_id)
    given = uow.all(_given, **{"return": command.return_id, "kind": str(command.kind)})
    refund = sum(row["amount_minor"] for row in given)
    _tell(uow, command, back, code=refusal.code, refund=refund)
    return {"return_id": command.return_id, "refund_minor": 0, "exception": refusal.code}


def _tell(
    uow: UnitOfWork, command: SettleRefund, back: RowMapping | None, **evidence: Fact
) -> None:
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=returns.name,
        subject_id=command.return_id,
        site_id=back["site_id"] if back else (uow.actor.site_id or None),
        number=back["number"] if back else "",
        mode=str(command.kind or ""),
        **evidence,
    )


def _customer_of(uow: UnitOfWork, back: RowMapping) -> str | None:
    head = heads_of(uow.db, [back["order_id"]]).get(back["order_id"])
    return head.customer_id if head else None


def _pay(uow: UnitOfWork, command: SettleRefund, row: RowMapping, back: RowMapping) -> None:
    assert command.kind is not None
    given = pay_otherwise(
        uow,
        order_id=back["order_id"],
        payment_id=row["payment_id"],
        instead_of=TenderKind(row["kind"]),
        kind=command.kind,
        amount_minor=row["amount_minor"],
        currency=back["currency"],
        customer_id=_customer_of(uow, back),
    )
    uow.update(return_refunds, row["id"], kind=given.kind.value, state=given.state)
