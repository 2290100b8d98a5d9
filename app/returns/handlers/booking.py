"""Book a return: its rows, the goods in their buckets, the money on its tenders, the cases."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.cases.clash import tell_clash
from app.cases.notice import notice
from app.cases.states import CaseKind
from app.kit.errors import Fact
from app.orders import after_sale
from app.payments.states import TenderKind
from app.payments.tenders import Refunded, keep_promises, refund, tell_returned
from app.returns import sold
from app.returns.handlers.judging import Doubts, Taken
from app.returns.model import target_bucket
from app.returns.refund import Settlement
from app.returns.sold import Sale
from app.returns.states import RETURN, Disposition, ReturnState
from app.returns.tables import blind_returns, return_lines, return_refunds, returns
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

# In the store the clerk runs the rest of the table at once.
CLOSED = ("receive", "grade", "settle", "close")
SETTLED = ("receive", "grade", "settle")  # the provider has still to pay
AT_ONCE = frozenset({TenderKind.CASH, TenderKind.STORE_CREDIT, TenderKind.EXCHANGE})
UNSETTLED = ("receive", "grade", "fail_settlement")
NO_REFUND = "returned_twice"  # stands as the rule of units that came back without a refund

_asked = (
    sa.select(return_lines)
    .where(return_lines.c.return_id == sa.bindparam("return"), return_lines.c.quantity == 0)
    .order_by(return_lines.c.id)
)


def write_return(
    uow: UnitOfWork,
    sale: Sale,
    taken: Sequence[Taken],
    settlement: Settlement,
    *,
    site_id: str,
    number: str,
    approver_id: str,
    asked: Any = None,
    exchange_id: str | None = None,
) -> str:
    """The id. `asked` is the row of the return by mail that arrived; its lines are filled in."""
    state = ReturnState(asked["state"]) if asked else RETURN.after(RETURN.start, "approve")
    for act in _acts(taken, settlement):
        state = RETURN.after(state, act)
    told = {
        "state": state.value,
        "site_id": site_id,
        "due_minor": settlement.due_minor,
        "fee_minor": settlement.fee_minor,
        "clawback_minor": settlement.clawback.minor,
        "rounding_minor": settlement.rounding_minor,
        "refund_minor": settlement.refund_minor,
        "exchange_id": exchange_id,
        "taken_by": uow.actor.user_id,
        "taken_at": uow.now,
        "approved_by": approver_id or None,
    }
    if asked:
        return_id = str(asked["id"])
        uow.update(returns, return_id, **told)
    else:
        return_id = uow.new_id("return")
        head = sale.card.head
        made = {
            "id": return_id,
            "number": number,
            "order_id": head.order_id,
            "customer_id": head.customer_id,
            "currency": head.currency,
        }
        uow.insert(returns, made | told)
        tell_clash(
            uow,
            returns,
            return_id,
            number=number,
            site_id=site_id,
            beside=(blind_returns,),
            order=head.order_id,
        )
    if settlement.clawback.minor:
        after_sale.claw_back(uow, sale.card.head.order_id, settlement.clawback.minor)
    _write_lines(uow, sale, return_id, taken, settlement, was_asked=bool(asked))
    return return_id


def _acts(taken: Sequence[Taken], settlement: Settlement) -> tuple[str, ...]:
    if any(part.accepted < part.told.quantity for part in taken):
        return UNSETTLED
    return CLOSED if all(part.kind in AT_ONCE for part in settlement.refunds) else SETTLED


def _write_lines(
    uow: UnitOfWork,
    sale: Sale,
    return_id: str,
    taken: Sequence[Taken],
    settlement: Settlement,
    *,
    was_asked: bool,
) -> None:
    rows = uow.all(_asked, **{"return": return_id}) if was_asked else ()
    waiting = {str(row["line_id"]): str(row["id"]) for row in rows}
    for part, worth in zip(taken, settlement.lines, strict=True):
        amounts = {
            "fee_minor": worth.fee_minor,
            "refund_minor": worth.refund_minor,
            "tax_minor": worth.refund_tax_minor,
        }
        if part.accepted:
            known = waiting.pop(part.line.line_id, "")
            _write_line(uow, sale, return_id, part, part.rule, part.accepted, amounts, known)
        if extra := part.told.quantity - part.accepted:
            nothing = dict.fromkeys(amounts, 0)
            _write_line(uow, sale, return_id, part, NO_REFUND, extra, nothing, "")


def _write_line(
    uow: UnitOfWork,
    sale: Sale,
    return_id: str,
    part: Taken,
    rule: str,
    quantity: int,
    amounts: dict[str, int],
    known: str,
) -> None:
    told = {
        "quantity": quantity,
        "reason": part.told.reason.value,
        "grade": part.told.grade.value,
        "disposition": part.told.disposition.value,
        "rule": rule,
        **amounts,
    }
    if known:
        uow.update(return_lines, known, **told)
        return
    made = {
        "id": uow.new_id("return_line"),
        "return_id": return_id,
        "order_id": sale.card.head.order_id,
        "line_id": part.line.line_id,
        "product_id": part.line.product_id,
    }
    uow.insert(return_lines, made | told)


def take_goods(
    uow: UnitOfWork, sale: Sale, return_id: str, taken: Sequence[Taken], site_id: str
) -> None:
    for part in taken:
        put_away(
            uow,
            site_id=site_id,
            product_id=part.line.product_id,
            disposition=part.told.disposition,
            quantity=part.told.quantity,
            document=returns.name,
            document_id=return_id,
        )
        if part.accepted:
            sold.count_back(
                uow,
                sale.card.head.order_id,
                part.line,
                part.accepted,
                reason=part.told.reason.value,
                site_id=site_id,
            )


def put_away(
    uow: UnitOfWork,
    *,
    site_id: str,
    product_id: str,
    disposition: Disposition,
    quantity: int,
    document: str,
    document_id: str,
) -> None:
    move(
        uow,
        site_id=site_id,
        product_id=product_id,
        source=Bucket.CUSTOMER,
        target=target_bucket(disposition),
        quantity=quantity,
        why=after_sale.RETURN,
        document=document,
        document_id=document_id,
    )


def give_money(
    uow: UnitOfWork, sale: Sale, return_id: str, settlement: Settlement
) -> list[Refunded]:
    """What was promised and never paid is not owed any more; the rest goes back."""
    head = sale.card.head
    keep_promises(uow, head.order_id, settlement.due_minor - settlement.refund_minor)
    given = [
        refund(
            uow,
            order_id=head.order_id,
            payment_id=part.payment_id,
            kind=part.kind,
            amount_minor=part.minor,
            currency=head.currency,
            why=after_sale.RETURN,
            customer_id=head.customer_id,
        )
        for part in settlement.refunds
    ]
    rows = [
        {
            "id": uow.new_id("return_refund"),
            "return_id": return_id,
            "order_id": head.order_id,
            "payment_id": part.payment_id,
            "kind": part.kind.value,
            "amount_minor": part.amount_minor,
            "state": part.state,
        }
        for part in given
    ]
    uow.insert(return_refunds, *rows)
    tell_returned(uow, head.order_id, given)
    return given


def pending_minor(given: Sequence[Refunded]) -> int:
    return sum(part.amount_minor for part in given if part.state == "pending")


def tell_cases(
    uow: UnitOfWork, doubts: Doubts, return_id: str, site_id: str, evidence: dict[str, Fact]
) -> None:
    if doubts.twice:
        told = {**evidence, "lines": doubts.twice}
        _notice(uow, CaseKind.RETURNED_TWICE, site_id, return_id, told)
    if doubts.codes:
        told = {**evidence, "codes": doubts.codes}
        _notice(uow, CaseKind.AWKWARD_FACT, site_id, return_id, told)


def _notice(
    uow: UnitOfWork, kind: CaseKind, site_id: str, return_id: str, evidence: dict[str, Fact]
) -> None:
    notice(uow, kind, subject=returns.name, subject_id=return_id, site_id=site_id, **evidence)
