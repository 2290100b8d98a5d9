"""The only hand that moves money: tenders of an order, the journal that sums to 0, refunds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.cases.notice import notice, settle_about
from app.cases.states import CaseKind
from app.customers.group import group_of
from app.customers.model import refuse_card_number
from app.kit.errors import Refusal
from app.kit.money import split
from app.payments.commands import TenderTaken
from app.payments.facts import MoneyReturned, MoneyTaken
from app.payments.queries import credit_of
from app.payments.states import (
    DRAWER,
    IN_USE,
    PAYMENT,
    DrawerState,
    PaymentState,
    TenderKind,
    given_as,
)
from app.payments.tables import credits, drawers, money_entries, payments
from app.storage.uow import UnitOfWork

CUSTOMER, PAY_LINK, TERMINAL, STORE_CREDIT = "customer", "pay_link", "terminal", "store_credit"
# What came back pays for what was taken instead: it sums to 0 over both orders.
EXCHANGE = "exchange"
# Cash that we owe and that no open drawer has paid out yet.
CASH_DUE = "cash_due"
OVERPAID = "overpaid"  # what a case tells, and why money went back
_ACCOUNT = {
    TenderKind.PAY_LINK: PAY_LINK,
    TenderKind.TERMINAL: TERMINAL,
    TenderKind.STORE_CREDIT: STORE_CREDIT,
    TenderKind.EXTERNAL: "external",
    TenderKind.EXCHANGE: EXCHANGE,
}
PROMISED = (TenderKind.AT_STORE, TenderKind.PAY_LINK)

_payments_of = (
    sa.select(payments)
    .where(payments.c.order_id == sa.bindparam("order"))
    .order_by(payments.c.at, payments.c.id)
)
_payments_weighed = _payments_of.with_for_update()
_open_drawer = sa.select(drawers.c.id).where(
    drawers.c.device_id == sa.bindparam("device"), drawers.c.state.in_(IN_USE)
)


@dataclass(frozen=True, slots=True)
class Refunded:
    """`state` is done, or pending: the provider or a drawer still has to pay it out."""

    payment_id: str | None
    kind: TenderKind
    amount_minor: int
    state: str


@dataclass(frozen=True, slots=True)
class GivenBack:
    forgiven_minor: int  # promised and never paid
    refunds: tuple[Refunded, ...]


@dataclass(frozen=True, slots=True)
class BackPlan:
    """What giving an amount back would do: promises fall, then (payment, kind, amount) goes out."""

    forgiven_minor: int
    parts: tuple[tuple[str, TenderKind, int], ...]

    @property
    def back_minor(self) -> int:
        return sum(minor for _, _, minor in self.parts)


def plan_back(rows: Sequence[Mapping[Any, Any]], amount_minor: int) -> BackPlan:
    """Promises fall first, then captured tenders give back in proportion.

    What is left then (paid by nobody) is nothing to give back.
    """
    promised = sum(row["amount_minor"] for row in rows if _is_promise(row))
    forgiven = min(amount_minor, promised)
    return BackPlan(forgiven, plan_refund(rows, amount_minor - forgiven))


def plan_refund(
    rows: Sequence[Mapping[Any, Any]], amount_minor: int
) -> tuple[tuple[str, TenderKind, int], ...]:
    """What is left on the captured tenders gives it, in proportion."""
    captured = [row for row in rows if _left(row) > 0]
    lefts = [_left(row) for row in captured]
    back = min(amount_minor, sum(lefts))
    parts = split(back, lefts) if back > 0 else []
    return tuple(
        (row["id"], given_as(TenderKind(row["kind"])), part)
        for row, part in zip(captured, parts, strict=bool(parts))
        if part
    )


def payment_rows(db: Connection, order_id: str) -> Sequence[RowMapping]:
    """As `payments_of` for a question beside a unit of work."""
    return db.execute(_payments_of, {"order": order_id}).mappings().all()


def payments_of(uow: UnitOfWork, order_id: str) -> Sequence[RowMapping]:
    """For an act that goes by them: on PostgreSQL the provider's word waits until it is over."""
    return uow.all(_payments_weighed, order=order_id)


def promised_of(uow: UnitOfWork, order_id: str) -> int:
    """What is still to be paid: links not paid yet, and what is paid at the store."""
    return sum(row["amount_minor"] for row in _promises(uow, order_id))


def link_is_open(uow: UnitOfWork, order_id: str) -> bool:
    return any(row["kind"] == TenderKind.PAY_LINK.value for row in _promises(uow, order_id))


def drawer_of_device(uow: UnitOfWork) -> str | None:
    row = uow.one(_open_drawer, device=uow.actor.device_id)
    return row["id"] if row else None


def check_tender(uow: UnitOfWork, tender: TenderTaken, *, customer_id: str | None) -> None:
    """What a desk refuses before the money changes hands."""
    if tender.amount_minor <= 0:
        raise Refusal("amount_out_of_range", amount=tender.amount_minor)
    refuse_card_number(tender.reference)
    match tender.kind:
        case TenderKind.CASH if not _is_open_here(uow, tender.drawer_id):
            raise Refusal("drawer_closed")
        case TenderKind.TERMINAL if not tender.reference.strip():
            raise Refusal("approval_code_missing")
        case TenderKind.STORE_CREDIT if not _has_credit(uow, customer_id, tender.amount_minor):
            raise Refusal("credit_too_low")
        case TenderKind.EXCHANGE:
            raise Refusal("tender_not_taken_here")
        case TenderKind.EXTERNAL if not uow.actor.is_system:
            raise Refusal("tender_not_taken_here")


def add_tender(
    uow: UnitOfWork,
    tender: TenderTaken,
    *,
    order_id: str,
    currency: str,
    customer_id: str | None = None,
    account: str | None = None,
) -> int:
    """Write one tender; how much of it is money in hand now. Never refuses: see check_tender."""
    payment_id = uow.new_id("payment")
    promised = tender.kind in PROMISED
    declined = tender.kind is TenderKind.STORE_CREDIT and not _spend_credit(
        uow, customer_id, tender.amount_minor
    )
    taken = 0 if promised or declined else tender.amount_minor
    uow.insert(
        payments,
        {
            "id": payment_id,
            "order_id": order_id,
            "kind": tender.kind.value,
            "state": _born(promised=promised, declined=declined).value,
            "currency": currency,
            "amount_minor": tender.amount_minor,
            "captured_minor": taken,
            "reference": tender.reference.strip(),
            "drawer_id": tender.drawer_id,
            "at": uow.now,
        },
    )
    if declined:
        _tell(uow, order_id, CaseKind.PAYMENT_DECLINED, "credit_too_low", tender.amount_minor)
    if taken:
        book(
            uow,
            debit=account or _account_of(uow, tender, order_id),
            credit=CUSTOMER,
            amount_minor=taken,
            currency=currency,
            order_id=order_id,
            payment_id=payment_id,
            why="capture",
        )
        uow.emit(MoneyTaken(order_id, taken))
    return taken


def hold_credit(uow: UnitOfWork, customer_id: str | None) -> None:
    """For an act whose goods move before its money: everybody takes a customer's credit before
    stock, so that of two acts that meet one waits and none is undone."""
    if customer_id is not None:
        for member in group_of(uow.db, customer_id):
            uow.row(credits, member, lock=True)


def keep_promises(uow: UnitOfWork, order_id: str, amount_minor: int) -> int:
    """Lower what was promised by what was paid, or is no longer owed; how much was lowered."""
    left = amount_minor
    for row in _promises(uow, order_id):
        part = min(left, row["amount_minor"])
        if part <= 0:
            break
        if part < row["amount_minor"]:
            uow.add(payments, row["id"], amount_minor=-part)
        else:
            state = PAYMENT.after(PaymentState(row["state"]), "void")
            uow.update(payments, row["id"], state=state.value, amount_minor=0)
        left -= part
    return amount_minor - left


def take_in_early(uow: UnitOfWork, order_id: str) -> tuple[int, int]:
    """Minor units taken, and given back of them, for an order that the server has only now: it came
    back from a copy that lacked it, and a till told the money before another brought the order.

    The order promises so much less, and the money is told anew: nobody saw it without its order.
    """
    if not uow.on_server:
        return 0, 0
    early = [row for row in payments_of(uow, order_id) if not uow.is_new(row["id"])]
    for row in early:
        uow.update(payments, row["id"], order_id=order_id)
    taken = sum(row["captured_minor"] for row in early)
    returned = sum(row["refunded_minor"] for row in early)
    if early and keep_promises(uow, order_id, taken - returned) == taken - returned:
        settle_about(uow, CaseKind.AWKWARD_FACT, order_id, why="order_came", code=OVERPAID)
    return taken, returned


def give_back(
    uow: UnitOfWork,
    *,
    order_id: str,
    amount_minor: int,
    why: str,
    customer_id: str | None = None,
) -> GivenBack:
    """What is no longer owed, as `plan_back` says."""
    rows = payments_of(uow, order_id)
    plan = plan_back(rows, amount_minor)
    forgiven = keep_promises(uow, order_id, plan.forgiven_minor)
    currency = rows[0]["currency"] if rows else ""
    refunds = refund_parts(
        uow,
        plan.parts,
        order_id=order_id,
        currency=currency,
        why=why,
        customer_id=customer_id,
    )
    return GivenBack(forgiven, refunds)


def refund_parts(
    uow: UnitOfWork,
    parts: Iterable[tuple[str, TenderKind, int]],
    *,
    order_id: str,
    currency: str,
    why: str,
    customer_id: str | None,
) -> tuple[Refunded, ...]:
    """All refunds of one act, (payment, how, minor) each, and the word of them. As `refund`."""
    refunds = tuple(
        refund(
            uow,
            order_id=order_id,
            payment_id=payment_id,
            kind=kind,
            amount_minor=part,
            currency=currency,
            why=why,
            customer_id=customer_id,
        )
        for payment_id, kind, part in parts
    )
    tell_returned(uow, order_id, refunds)
    return refunds


def refund(
    uow: UnitOfWork,
    *,
    order_id: str | None,
    payment_id: str | None,
    kind: TenderKind,
    amount_minor: int,
    currency: str,
    why: str,
    customer_id: str | None = None,
) -> Refunded:
    """Give back on one tender (`payment_id`), or by cash or store credit beside the tenders.

    Cash leaves the open drawer of this device; without one it is owed, pending. Call
    `tell_returned` once with all refunds of the act. M3 holds or ValueError is raised: a bug.
    """
    if payment_id is not None:
        _lower(uow, payment_id, amount_minor)
    account, state = _paid_out(uow, kind, amount_minor, currency, customer_id)
    book(
        uow,
        debit=CUSTOMER,
        credit=account,
        amount_minor=amount_minor,
        currency=currency,
        order_id=order_id,
        payment_id=payment_id,
        why=why,
    )
    return Refunded(payment_id, kind, amount_minor, state)


def pay_otherwise(
    uow: UnitOfWork,
    *,
    order_id: str | None,
    payment_id: str | None,
    instead_of: TenderKind,
    kind: TenderKind,
    amount_minor: int,
    currency: str,
    customer_id: str | None,
) -> Refunded:
    """What was to be refunded on one tender and could not: out of the drawer, or as credit.

    The refund itself stands; the money only comes from elsewhere.
    """
    account, state = _paid_out(uow, kind, amount_minor, currency, customer_id)
    book(
        uow,
        debit=_ACCOUNT.get(instead_of, CASH_DUE),
        credit=account,
        amount_minor=amount_minor,
        currency=currency,
        order_id=order_id,
        payment_id=payment_id,
        why="refund_otherwise",
    )
    return Refunded(payment_id, kind, amount_minor, state)


def tell_returned(uow: UnitOfWork, order_id: str, refunds: Sequence[Refunded]) -> None:
    if refunds:
        pending = sum(given.amount_minor for given in refunds if given.state == "pending")
        uow.emit(MoneyReturned(order_id, sum(given.amount_minor for given in refunds), pending))


def book(
    uow: UnitOfWork,
    *,
    debit: str,
    credit: str,
    amount_minor: int,
    currency: str,
    order_id: str | None,
    payment_id: str | None,
    why: str,
) -> None:
    """One journal entry of two rows that sum to 0."""
    journal_id = uow.new_id("journal")
    rows = [
        {
            "id": uow.new_id("money_entry"),
            "journal_id": journal_id,
            "account": account,
            "currency": currency,
            "amount_minor": amount,
            "order_id": order_id,
            "payment_id": payment_id,
            "why": why,
            "command_id": uow.command_id,
            "at": uow.now,
        }
        for account, amount in ((debit, amount_minor), (credit, -amount_minor))
    ]
    uow.insert(money_entries, *rows)


def _promises(uow: UnitOfWork, order_id: str) -> list[RowMapping]:
    """At store before pay link: a link that is out should stay good as long as it can."""
    rows = [row for row in payments_of(uow, order_id) if _is_promise(row)]
    return sorted(rows, key=lambda row: row["kind"] != TenderKind.AT_STORE.value)


def _born(*, promised: bool, declined: bool) -> PaymentState:
    if promised:
        return PAYMENT.start
    return PAYMENT.after(PAYMENT.start, "decline" if declined else "capture")


def _is_promise(row: Mapping[Any, Any]) -> bool:
    return bool(row["state"] == PaymentState.PENDING.value)


def _left(row: Mapping[Any, Any]) -> int:
    return int(row["captured_minor"] - row["refunded_minor"])


def _lower(uow: UnitOfWork, payment_id: str, amount_minor: int) -> None:
    row = uow.row(payments, payment_id)
    if row is None or _left(row) < amount_minor:
        raise ValueError("a refund above what was captured")
    uow.add(payments, payment_id, refunded_minor=amount_minor)
    if _left(row) == amount_minor:
        state = PAYMENT.after(PaymentState(row["state"]), "refund")
        uow.update(payments, payment_id, state=state.value)


def _paid_out(
    uow: UnitOfWork, kind: TenderKind, amount_minor: int, currency: str, customer_id: str | None
) -> tuple[str, str]:
    """(account, state) of the money that goes out."""
    if kind is TenderKind.CASH:
        drawer = drawer_of_device(uow)
        if drawer is None:
            return CASH_DUE, "pending"
        _move_cash(uow, drawer, out_minor=amount_minor)
        return f"drawer:{drawer}", "done"
    if kind is TenderKind.STORE_CREDIT:
        if customer_id is None:
            return CASH_DUE, "pending"
        _owe(uow, customer_id, amount_minor, currency)
        return STORE_CREDIT, "done"
    return _ACCOUNT[kind], "done" if kind is TenderKind.EXCHANGE else "pending"


def _owe(uow: UnitOfWork, customer_id: str, amount_minor: int, currency: str) -> None:
    if uow.row(credits, customer_id) is None:
        uow.insert(credits, {"id": customer_id, "currency": currency, "balance_minor": 0})
    uow.add(credits, customer_id, balance_minor=amount_minor)


def _has_credit(uow: UnitOfWork, customer_id: str | None, amount_minor: int) -> bool:
    return customer_id is not None and credit_of(uow.db, customer_id) >= amount_minor


def _spend_credit(uow: UnitOfWork, customer_id: str | None, amount_minor: int) -> bool:
    """From whichever record of the customer holds it; of merged ones the survivor's first."""
    if customer_id is None:
        return False
    rows = [uow.row(credits, member, lock=True) for member in group_of(uow.db, customer_id)]
    balances = [(row["id"], row["balance_minor"]) for row in rows if row]
    if sum(balance for _, balance in balances) < amount_minor:
        return False
    left = amount_minor
    for member, balance in balances:
        if part := min(left, balance):
            uow.add(credits, member, balance_minor=-part)
            left -= part
    return True


def _is_open_here(uow: UnitOfWork, drawer_id: str | None) -> bool:
    drawer = uow.row(drawers, drawer_id) if drawer_id else None
    return (
        drawer is not None
        and drawer["state"] in IN_USE
        and drawer["device_id"] == uow.actor.device_id
    )


def _account_of(uow: UnitOfWork, tender: TenderTaken, order_id: str) -> str:
    """Cash counts into its drawer, also into one that was closed meanwhile: a person is told."""
    if tender.kind is not TenderKind.CASH:
        return _ACCOUNT[tender.kind]
    if not _is_open_here(uow, tender.drawer_id):
        _tell(uow, order_id, CaseKind.AWKWARD_FACT, "drawer_closed", tender.amount_minor)
    if tender.drawer_id is None or uow.row(drawers, tender.drawer_id) is None:
        return CASH_DUE
    _move_cash(uow, tender.drawer_id, in_minor=tender.amount_minor)
    return f"drawer:{tender.drawer_id}"


def _move_cash(uow: UnitOfWork, drawer_id: str, **minor: int) -> None:
    """What was counted is no longer what lies in it; a closed drawer stays closed."""
    drawer = uow.row(drawers, drawer_id)
    if drawer is not None and drawer["state"] == DrawerState.COUNTED.value:
        state = DRAWER.after(DrawerState.COUNTED, "move_cash")
        uow.update(drawers, drawer_id, state=state.value, counted_minor=None)
    uow.add(drawers, drawer_id, **minor)


def _tell(uow: UnitOfWork, order_id: str, kind: CaseKind, code: str, amount: int) -> None:
    notice(
        uow,
        kind,
        subject="orders",
        subject_id=order_id,
        site_id=uow.actor.site_id or None,
        code=code,
        amount=amount,
    )
