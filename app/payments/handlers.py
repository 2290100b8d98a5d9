"""Drawers, money taken for an order, and the provider's word that a link was paid."""

from collections.abc import Sequence
from typing import Any

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.kit.errors import Refusal
from app.payments.closing import tell_of_drawer
from app.payments.commands import (
    CapturePayLink,
    OpenDrawer,
    TakePayment,
    TenderTaken,
)
from app.payments.facts import MoneyTaken
from app.payments.states import PAYMENT, DrawerState, PaymentState, TenderKind
from app.payments.tables import drawers, payments
from app.payments.tenders import (
    PAY_LINK,
    PROMISED,
    add_tender,
    book,
    check_tender,
    drawer_of_device,
    keep_promises,
    payments_of,
    promised_of,
)
from app.places.lookup import currency_of
from app.storage.uow import UnitOfWork

AT_COUNTER = (TenderKind.CASH, TenderKind.TERMINAL, TenderKind.STORE_CREDIT)


def open_drawer(uow: UnitOfWork, command: OpenDrawer) -> dict[str, Any]:
    other = drawer_of_device(uow)
    if other is not None:
        if not uow.on_server:
            raise Refusal("drawer_already_open", drawer=other)
        tell_of_drawer(uow, command.drawer_id, "drawer_already_open", command.site_id)
    if command.float_minor < 0:
        raise Refusal("amount_out_of_range", amount=command.float_minor)
    uow.insert(
        drawers,
        {
            "id": command.drawer_id,
            "site_id": command.site_id,
            "device_id": uow.actor.device_id,
            "state": DrawerState.OPEN.value,
            "currency": command.currency,
            "float_minor": command.float_minor,
            "opened_by": uow.actor.user_id,
            "opened_at": uow.now,
        },
    )
    return {"drawer_id": command.drawer_id}


def take_payment(uow: UnitOfWork, command: TakePayment) -> dict[str, Any]:
    """Cash and terminal only: what is taken now replaces what was promised."""
    known = payments_of(uow, command.order_id)
    if not known and not uow.on_server:
        raise Refusal("order_unknown")
    currency = known[0]["currency"] if known else currency_of(uow.db, uow.actor.site_id)
    taken = collect(uow, command.order_id, command.tenders, currency=currency)
    return {
        "order_id": command.order_id,
        "taken_minor": taken,
        "due_minor": promised_of(uow, command.order_id),
    }


def collect(
    uow: UnitOfWork,
    order_id: str,
    tenders: Sequence[TenderTaken],
    *,
    currency: str,
    customer_id: str | None = None,
) -> int:
    """Take money for a placed order, at the counter; how much. The server never refuses it."""
    if not uow.on_server:
        for tender in tenders:
            check_tender(uow, tender, customer_id=customer_id)
            if tender.kind in PROMISED:
                raise Refusal("tender_not_money", kind=tender.kind.value)
    tenders = _real(uow, order_id, tenders)
    due = promised_of(uow, order_id)
    told = sum(tender.amount_minor for tender in tenders)
    if told > due:
        if not uow.on_server:
            raise Refusal("overpaid", due=due, told=told)
        notice(
            uow,
            CaseKind.AWKWARD_FACT,
            subject="orders",
            subject_id=order_id,
            site_id=uow.actor.site_id or None,
            code="overpaid",
            due=due,
            told=told,
        )
    taken = sum(
        add_tender(uow, tender, order_id=order_id, currency=currency, customer_id=customer_id)
        for tender in tenders
    )
    keep_promises(uow, order_id, taken)
    return taken


def _real(uow: UnitOfWork, order_id: str, tenders: Sequence[TenderTaken]) -> list[TenderTaken]:
    """What no desk would have taken is no money: a person is told, and it is not booked."""
    kinds = (*AT_COUNTER, TenderKind.EXTERNAL) if uow.actor.is_system else AT_COUNTER
    real = [one for one in tenders if one.amount_minor > 0 and one.kind in kinds]
    for tender in tenders:
        if tender not in real:
            notice(
                uow,
                CaseKind.AWKWARD_FACT,
                subject="orders",
                subject_id=order_id,
                site_id=uow.actor.site_id or None,
                code="tender_not_money",
                tender=tender.kind.value,
                amount=tender.amount_minor,
            )
    return real


def capture_pay_link(uow: UnitOfWork, command: CapturePayLink) -> dict[str, Any]:
    """The provider may tell it twice; money for a voided link is booked and a person is told."""
    payment = uow.row(payments, command.payment_id, lock=True)
    if payment is None:
        raise Refusal("payment_unknown", payment=command.payment_id)
    state = PaymentState(payment["state"])
    if state in (PaymentState.CAPTURED, PaymentState.REFUNDED):
        return {"payment_id": command.payment_id, "already": True}
    if not PAYMENT.allows(state, "capture"):
        return _after_cancel(uow, command, payment["order_id"], payment["currency"])
    promised = payment["amount_minor"]
    uow.update(
        payments,
        command.payment_id,
        state=PAYMENT.after(state, "capture").value,
        amount_minor=command.amount_minor,
        captured_minor=command.amount_minor,
        reference=command.provider_reference,
    )
    book(
        uow,
        debit=PAY_LINK,
        credit="customer",
        amount_minor=command.amount_minor,
        currency=payment["currency"],
        order_id=payment["order_id"],
        payment_id=command.payment_id,
        why="capture",
    )
    if command.amount_minor != promised:
        _tell_amount(uow, command, payment["order_id"], promised)
    if command.amount_minor < promised:
        rest = TenderTaken(kind=TenderKind.AT_STORE, amount_minor=promised - command.amount_minor)
        add_tender(uow, rest, order_id=payment["order_id"], currency=payment["currency"])
    uow.emit(MoneyTaken(payment["order_id"], command.amount_minor))
    return {"payment_id": command.payment_id, "order_id": payment["order_id"]}


def _after_cancel(
    uow: UnitOfWork, command: CapturePayLink, order_id: str, currency: str
) -> dict[str, Any]:
    notice(
        uow,
        CaseKind.MONEY_AFTER_CANCEL,
        subject="orders",
        subject_id=order_id,
        site_id=None,
        payment=command.payment_id,
        amount=command.amount_minor,
    )
    late = TenderTaken(
        kind=TenderKind.EXTERNAL,
        amount_minor=command.amount_minor,
        reference=command.provider_reference,
    )
    add_tender(uow, late, order_id=order_id, currency=currency, account=PAY_LINK)
    return {"payment_id": command.payment_id, "order_id": order_id, "after_cancel": True}


def _tell_amount(uow: UnitOfWork, command: CapturePayLink, order_id: str, promised: int) -> None:
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject="orders",
        subject_id=order_id,
        site_id=None,
        code="pay_link_amount",
        promised=promised,
        paid=command.amount_minor,
    )
