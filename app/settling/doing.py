"""What a choice does to goods, money and orders, before its case is closed."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from app.cases.choices import Choice
from app.cases.notice import settle_about
from app.cases.queries import Case
from app.cases.states import CaseKind
from app.fulfillment.handlers.gone import own_beyond
from app.fulfillment.handlers.parcels import parcel_in_hand, parcel_lines, parcel_of
from app.kit.errors import Refusal
from app.orders.balance import owed_minor
from app.orders.cancelling import cancel_lines
from app.orders.changes import BEFORE_PICK
from app.orders.commands import CancelLines, HoldOrder, LineQuantity
from app.orders.facts import PickedShort
from app.orders.holds import hold_order
from app.orders.kept import sell_cancelled
from app.orders.reasons import CancelReason, HoldReason
from app.orders.states import Units
from app.orders.units import line_of, lines_of, locked_order
from app.payments.commands import TenderTaken
from app.payments.facts import RestAsked
from app.payments.states import PaymentState, TenderKind
from app.payments.tenders import (
    OVERPAID,
    add_tender,
    keep_promises,
    payments_of,
    plan_refund,
    promised_of,
    refund_parts,
)
from app.stock.counts import count_of
from app.stock.ledger import short_of
from app.storage.uow import UnitOfWork
from app.work.adding import add_item
from app.work.handlers import COUNT, COUNT_WITHIN

Doing: TypeAlias = Callable[[UnitOfWork, Case, str], None]


def keep(uow: UnitOfWork, case: Case, _note: str) -> None:
    """Nothing is done. Goods that are still missing are never let go like that: still_short."""
    if case.kind is not CaseKind.SHORTFALL:
        return
    line = line_of(uow, case.subject_id)
    waits = line[Units.UNALLOCATED.value] + line[Units.BACKORDERED.value]
    if waits or sum(short_of(uow, line["id"]).values()):
        raise Refusal("still_short")


def hold_back(uow: UnitOfWork, case: Case, note: str) -> None:
    """Refusals: order_unknown, order_closed, already_held."""
    hold_order(
        uow, HoldOrder(order_id=_order_of(uow, case), reason=HoldReason.CUSTOMER_REQUEST, note=note)
    )


def cancel(uow: UnitOfWork, case: Case, _note: str) -> None:
    """What nobody picked yet; what is in hand is the order's own screen to cancel.

    Refusals: order_unknown, order_closed, nothing_to_cancel.
    """
    order_id = _order_of(uow, case)
    left = {line["id"]: sum(line[s.value] for s in BEFORE_PICK) for line in lines_of(uow, order_id)}
    lines = [LineQuantity(line_id=key, quantity=units) for key, units in left.items() if units]
    reason = CancelReason.CUSTOMER_REQUEST
    cancel_lines(uow, CancelLines(order_id=order_id, lines=lines, reason=reason))


def ask_by_link(uow: UnitOfWork, case: Case, _note: str) -> None:
    """What lacks, and what was to be paid at the store. Refusals: order_unknown, nothing_owed,
    order_has_returns."""
    order_id = _order_of(uow, case)
    lacking, at_store = _lacking(uow, order_id), _at_store(uow, order_id)
    keep_promises(uow, order_id, at_store)  # those at the store fall first
    _promise(uow, order_id, TenderKind.PAY_LINK, lacking + at_store)
    uow.emit(RestAsked(order_id))


def ask_at_store(uow: UnitOfWork, case: Case, _note: str) -> None:
    """As by link, for what nobody promised yet: an order that could not take a tender promised it
    to the store when it was placed, and that is the answer."""
    order_id = _order_of(uow, case)
    lacking = _lacking(uow, order_id)
    if lacking or not _at_store(uow, order_id):
        _promise(uow, order_id, TenderKind.AT_STORE, lacking)


def give_over_back(uow: UnitOfWork, case: Case, _note: str) -> None:
    """What was paid above what the order costs, on the tenders that paid. Refusals:
    order_unknown, nothing_over, order_has_returns."""
    order_id = _order_of(uow, case)
    over = -_balance(uow, order_id)
    if over <= 0:
        raise Refusal("nothing_over")
    order = locked_order(uow, order_id)
    refund_parts(
        uow,
        plan_refund(payments_of(uow, order_id), over),
        order_id=order_id,
        currency=order["currency"],
        why=OVERPAID,
        customer_id=order["customer_id"],
    )


def sell(uow: UnitOfWork, case: Case, _note: str) -> None:
    """What was taken for it at the counter is not too much any more. Refusals: nothing_beyond,
    order_has_returns."""
    parcel = parcel_in_hand(uow, case.subject_id)
    order_id, owned = parcel["order_id"], own_beyond(uow, parcel)
    if not owned:
        raise Refusal("nothing_beyond")
    sell_cancelled(uow, order_id, owned, parcel["site_id"])
    balance = _balance(uow, order_id)
    if balance > 0:
        _promise(uow, order_id, TenderKind.PAY_LINK, balance)
        uow.emit(RestAsked(order_id))
    if balance >= 0:
        fact, sold = CaseKind.AWKWARD_FACT, Choice.SELL.value
        settle_about(uow, fact, order_id, why=sold, code=OVERPAID)


def count(uow: UnitOfWork, case: Case, _note: str) -> None:
    """Somebody counts within a day, and the count corrects the books. Refusal: nothing_to_count."""
    goods = list(dict.fromkeys(_goods_of(uow, case)))
    if not goods or not case.site_id:
        raise Refusal("nothing_to_count")
    for product_id in goods:
        add_item(
            uow,
            uow.new_id("count_task"),
            COUNT,
            PickedShort(case.order_id, case.site_id, product_id, case.kind.value),
            reason=case.kind.value,
            within=COUNT_WITHIN,
        )


def _goods_of(uow: UnitOfWork, case: Case) -> Iterable[str]:
    match case.subject:
        case "fulfillments":
            return (row["product_id"] for row in parcel_lines(uow, case.subject_id))
        case "stock_counts":
            counted = count_of(uow.db, case.subject_id)
            return (line.product.id for line in counted.lines) if counted else ()
    lines = [line for facts in (case.evidence, *case.more) for line in facts.get("lines", ())]
    return (line_of(uow, line_id)["product_id"] for line_id in lines)


def _order_of(uow: UnitOfWork, case: Case) -> str:
    if case.order_id:
        return case.order_id
    if case.subject != "fulfillments":
        raise Refusal("order_unknown")
    return str(parcel_of(uow, case.subject_id)["order_id"])


def _balance(uow: UnitOfWork, order_id: str) -> int:
    """What the order costs less what was paid and is promised; below 0 it was paid too much.

    After a return both sides have fallen in ways of their own: order_has_returns.
    """
    order, lines = locked_order(uow, order_id), lines_of(uow, order_id)
    if any(line["returned"] for line in lines):
        raise Refusal("order_has_returns")
    paid = sum(row["captured_minor"] - row["refunded_minor"] for row in payments_of(uow, order_id))
    return owed_minor(order, lines) - int(paid) - promised_of(uow, order_id)


def _lacking(uow: UnitOfWork, order_id: str) -> int:
    return max(0, _balance(uow, order_id))


def _at_store(uow: UnitOfWork, order_id: str) -> int:
    promised = (TenderKind.AT_STORE.value, PaymentState.PENDING.value)
    return sum(
        row["amount_minor"]
        for row in payments_of(uow, order_id)
        if (row["kind"], row["state"]) == promised
    )


def _promise(uow: UnitOfWork, order_id: str, kind: TenderKind, amount_minor: int) -> None:
    if amount_minor <= 0:
        raise Refusal("nothing_owed")
    currency = locked_order(uow, order_id)["currency"]
    tender = TenderTaken(kind=kind, amount_minor=amount_minor)
    add_tender(uow, tender, order_id=order_id, currency=currency)
