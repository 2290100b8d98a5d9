"""In which words are the state, the money, the mails and the reasons of an order told."""

from PySide6.QtCore import QCoreApplication

from app.cases.states import CaseKind
from app.desk.order.detail import OrderDetail
from app.notify.states import MessageKind, MessageState
from app.orders.model import OrderStatus
from app.orders.reasons import AppeaseReason, CancelReason
from app.orders.states import ENDED, Units
from app.payments.states import PaymentState, TenderKind
from ui.kit import Status, formats
from ui.orders import words as orders_words
from ui.orders.detail.moments import moment
from ui.orders.words import Told

translate = QCoreApplication.translate  # lupdate knows the name `translate`


# ---------------------------------------------------------------- header


def status(detail: OrderDetail) -> Told:
    """The order's own state, with how much of it waits for the customer."""
    head = detail.card.head
    if head.status is not OrderStatus.PARTLY_READY:
        return orders_words.status(head.status)
    ready = sum(line.units[Units.READY] for line in detail.card.lines)
    ended = sum(line.units[state] for line in detail.card.lines for state in ENDED)
    told = translate("order", "{n} of {all} ready")
    left = formats.qty(head.units - ended)
    return Told(Status.INFO, told.format(n=formats.qty(ready), all=left), "shopping-bag")


def paid(owed_minor: int, promised_minor: int, currency: str) -> Told:
    if owed_minor > 0:
        amount = formats.money(owed_minor, currency)
        return Told(Status.HOLD, translate("order", "{amount} to pay").format(amount=amount))
    if owed_minor < 0:
        amount = formats.money(-owed_minor, currency)
        return Told(Status.WARN, translate("order", "{amount} too much").format(amount=amount))
    return Told(Status.OK, translate("order", "Paid"))


def channel(told: str, name: str, at: int, now: int) -> str:
    """`by phone with Dewi, today 13:36`."""
    how = {
        "phone": translate("order", "by phone"),
        "store": translate("order", "in the store"),
        "web": translate("order", "on the web"),
        "import": translate("order", "from another system"),
    }.get(told, told)
    when = moment(at, now)
    if not name:
        return f"{how}, {when}"
    return translate("order", "{how} with {name}, {when}").format(how=how, name=name, when=when)


def hold(reason: str) -> str:
    return {
        "awaiting_payment": translate("order", "The payment has not come yet"),
        "fraud_check": translate("order", "Being checked for fraud"),
        "bad_address": translate("order", "The address is not right"),
        "awaiting_return": translate("order", "Waits for a return"),
        "out_of_stock": translate("order", "Not in stock"),
        "unknown_date": translate("order", "No delivery date yet"),
        "oversize": translate("order", "Too large for the carrier"),
        "manual": translate("order", "Held by hand"),
        "customer_request": translate("order", "The customer asked to wait"),
    }.get(reason, reason)


def hold_short(reason: str) -> str:
    """For a tile; the whole sentence follows the choice."""
    return {
        "awaiting_payment": translate("order", "Unpaid"),
        "fraud_check": translate("order", "Fraud check"),
        "bad_address": translate("order", "Bad address"),
        "awaiting_return": translate("order", "Return first"),
        "out_of_stock": translate("order", "Out of stock"),
        "unknown_date": translate("order", "No date"),
        "oversize": translate("order", "Oversize"),
        "manual": translate("order", "By hand"),
        "customer_request": translate("order", "Asked to wait"),
    }.get(reason, reason)


# ---------------------------------------------------------------- money


def tender(kind: str) -> str:
    return {
        TenderKind.PAY_LINK.value: translate("order", "Pay link"),
        TenderKind.AT_STORE.value: translate("order", "At the store"),
        TenderKind.CASH.value: translate("order", "Cash"),
        TenderKind.TERMINAL.value: translate("order", "Card"),
        TenderKind.STORE_CREDIT.value: translate("order", "Store credit"),
        TenderKind.EXTERNAL.value: translate("order", "Paid elsewhere"),
    }.get(kind, kind)


def payment_state(state: str) -> str:
    return {
        PaymentState.PENDING.value: translate("order", "not paid yet"),
        PaymentState.DECLINED.value: translate("order", "declined"),
        PaymentState.EXPIRED.value: translate("order", "lapsed"),
        PaymentState.UNKNOWN.value: translate("order", "not sure yet"),
    }.get(state, "")


def ledger_line(kind: str, detail: str) -> str:
    if kind in ("promised", "taken"):
        return tender(detail)
    return {
        "placed": translate("order", "Order placed"),
        "added": translate("order", "Items added"),
        "shipping": translate("order", "Delivery charge"),
        "goodwill": translate("order", "Goodwill"),
        "cancelled": translate("order", "Items cancelled"),
        "given_back": translate("order", "Given back"),
        "returned": translate("order", "Return {number}").format(number=detail),
    }.get(kind, kind)


def ledger_more(kind: str, reference: str) -> str:
    if kind == "promised":
        return translate("order", "promised, not taken yet")
    return appease_code(reference)


# ---------------------------------------------------------------- mails, cases


def mail(kind: str) -> str:
    return {
        MessageKind.CONFIRMED.value: translate("order", "Confirmation"),
        MessageKind.PAY_LINK.value: translate("order", "Pay link"),
        MessageKind.READY.value: translate("order", "Ready for pickup"),
        MessageKind.COLLECTED.value: translate("order", "Thank you, collected"),
        MessageKind.CANCELLED.value: translate("order", "Cancelled items"),
        MessageKind.CHANGED.value: translate("order", "Changed order"),
        MessageKind.REFUNDED.value: translate("order", "Refund"),
        MessageKind.NEWS.value: translate("order", "Another place or time"),
    }.get(kind, kind)


def mail_state(state: str) -> Told:
    return {
        MessageState.QUEUED.value: Told(Status.WARN, translate("order", "Not sent yet")),
        MessageState.SENT.value: Told(Status.OK, translate("order", "Sent")),
        MessageState.FAILED.value: Told(Status.BAD, translate("order", "Not delivered")),
        MessageState.WITHDRAWN.value: Told(Status.IDLE, translate("order", "Not needed")),
    }.get(state, Told(Status.IDLE, state))


def case(kind: str) -> str:
    return {
        CaseKind.REFUSED.value: translate("order", "Refused by the server"),
        CaseKind.QUARANTINED.value: translate("order", "Put aside for repair"),
        CaseKind.SHORTFALL.value: translate("order", "Promised, not there"),
        CaseKind.PRICE_CHANGED.value: translate("order", "Price changed"),
        CaseKind.COLLECTED_TWICE.value: translate("order", "Collected twice"),
        CaseKind.RETURNED_TWICE.value: translate("order", "Returned twice"),
        CaseKind.NUMBER_CLASH.value: translate("order", "One number, given twice"),
        CaseKind.REVOKED_USER.value: translate("order", "No right to do it"),
        CaseKind.PAYMENT_DECLINED.value: translate("order", "Payment declined"),
        CaseKind.MONEY_AFTER_CANCEL.value: translate("order", "Paid after it was cancelled"),
        CaseKind.AWKWARD_FACT.value: translate("order", "Done against the rules"),
    }.get(kind, kind)


# ---------------------------------------------------------------- reasons


def tender_of(detail: OrderDetail, payment_id: str, kind: str) -> str:
    """`Card VISA 4242`: which of the tenders it goes back to."""
    reference = next((p.reference for p in detail.card.payments if p.payment_id == payment_id), "")
    return " ".join(filter(None, (tender(kind), reference)))


def cancel_reason(reason: CancelReason) -> str:
    return {
        CancelReason.CUSTOMER_REQUEST: translate("order", "Not wanted"),
        CancelReason.ORDERED_TWICE: translate("order", "Ordered twice"),
        CancelReason.WRONG_ITEM: translate("order", "Wrong item"),
        CancelReason.TOO_LATE: translate("order", "Takes too long"),
        CancelReason.CHEAPER_ELSEWHERE: translate("order", "Found cheaper"),
        CancelReason.NOT_PAID: translate("order", "Not paid"),
        CancelReason.NOT_AVAILABLE: translate("order", "Not available"),
        CancelReason.NOT_COLLECTED: translate("order", "Not collected"),
        CancelReason.SUSPECTED_FRAUD: translate("order", "Fraud feared"),
    }[reason]


def appease_code(code: str) -> str:
    return appease_reason(AppeaseReason(code)) if code in set(AppeaseReason) else code


def appease_reason(reason: AppeaseReason) -> str:
    return {
        AppeaseReason.LATE: translate("order", "Came late"),
        AppeaseReason.DAMAGED: translate("order", "Damaged"),
        AppeaseReason.WRONG_ITEM: translate("order", "Wrong item"),
        AppeaseReason.MISSING_ITEM: translate("order", "Item missing"),
        AppeaseReason.POOR_SERVICE: translate("order", "Poor service"),
        AppeaseReason.PRICE_DIFFERENCE: translate("order", "Price differs"),
        AppeaseReason.OTHER: translate("order", "Other"),
    }[reason]
