"""In which words are reasons, verdicts, states and tenders of a return told."""

from PySide6.QtCore import QCoreApplication

from app.orders.model import OrderStatus
from app.payments.queries import Payment
from app.payments.states import TenderKind
from app.returns.queries import ReturnLine
from app.returns.rules import WHOLE, Fee, VerdictKind
from app.returns.states import Disposition, Grade, Reason, ReturnState
from ui.kit import Option, Status, formats

translate = QCoreApplication.translate  # lupdate knows the name `translate`


# ---------------------------------------------------------------- choices


def reason(of: Reason) -> str:
    return {
        Reason.TOO_SMALL: translate("returns", "Too small"),
        Reason.TOO_LARGE: translate("returns", "Too large"),
        Reason.NOT_AS_PICTURED: translate("returns", "Not as pictured"),
        Reason.DAMAGED: translate("returns", "Damaged"),
        Reason.FAULTY: translate("returns", "Faulty"),
        Reason.WRONG_ITEM: translate("returns", "Wrong item"),
        Reason.CAME_LATE: translate("returns", "Came late"),
        Reason.CHANGED_MIND: translate("returns", "Changed mind"),
        Reason.OTHER: translate("returns", "Other"),
    }[of]


def grade(of: Grade) -> str:
    return {
        Grade.A: translate("returns", "A  Sell again"),
        Grade.B: translate("returns", "B  Refurbish"),
        Grade.C: translate("returns", "C  Damaged"),
        Grade.D: translate("returns", "D  Destroy"),
    }[of]


def grade_detail(of: Grade) -> str:
    return {
        Grade.A: translate("returns", "Tags on, unworn"),
        Grade.B: translate("returns", "Clean or repack"),
        Grade.C: translate("returns", "Claim or outlet"),
        Grade.D: translate("returns", "Hygiene, unsafe"),
    }[of]


def reason_option(of: Reason, taken: bool = True) -> Option:
    why = "" if taken else translate("returns", "not by its rule")
    return Option(of.value, lambda: reason(of), why_not=why)


def grade_option(of: Grade, taken: bool = True) -> Option:
    why = "" if taken else translate("returns", "not by its rule")
    return Option(of.value, lambda: grade(of), lambda: grade_detail(of), why_not=why)


def disposition(of: Disposition) -> str:
    """One word for the segment."""
    return {
        Disposition.SHELF: translate("returns", "Shelf"),
        Disposition.QUALITY: translate("returns", "Check"),
        Disposition.DAMAGED: translate("returns", "Damaged"),
        Disposition.SUPPLIER: translate("returns", "Vendor"),
        Disposition.SCRAP: translate("returns", "Scrap"),
    }[of]


def disposition_title(of: Disposition) -> str:
    return {
        Disposition.SHELF: translate("returns", "Back to the shelf"),
        Disposition.QUALITY: translate("returns", "To quality control"),
        Disposition.DAMAGED: translate("returns", "Kept as damaged"),
        Disposition.SUPPLIER: translate("returns", "Back to the vendor"),
        Disposition.SCRAP: translate("returns", "Written off"),
    }[of]


def ledger_effect(of: Disposition, quantity: int, free_here: int) -> str:
    """What F12 will do to the stock of this place."""
    if of is Disposition.SHELF:
        told = translate("returns", "Free to sell here {before} → {after}")
        return told.format(before=formats.qty(free_here), after=formats.qty(free_here + quantity))
    return {
        Disposition.QUALITY: translate("returns", "{n} in quality control, not for sale yet"),
        Disposition.DAMAGED: translate("returns", "{n} in damaged stock, not for sale"),
        Disposition.SUPPLIER: translate("returns", "{n} to the vendor, not in our stock"),
        Disposition.SCRAP: translate("returns", "{n} to scrap, not in our stock"),
    }[of].format(n=formats.signed_qty(quantity))


# ---------------------------------------------------------------- verdicts


def verdict(line: ReturnLine) -> tuple[Status, str, str]:
    """Status, words and icon of the chip that says whether a line may come back."""
    judged = line.verdict
    match judged.kind:
        case VerdictKind.IN_WINDOW if judged.days_left == 0:
            return Status.OK, translate("returns", "In window, last day"), "check"
        case VerdictKind.IN_WINDOW:
            told = translate("returns", "In window, {n} d left")
            return Status.OK, told.format(n=judged.days_left), "check"
        case VerdictKind.PAST_WINDOW if judged.days_left < 0:
            told = translate("returns", "Past by {n} d: approval")
            return Status.WARN, told.format(n=-judged.days_left), "user-round-check"
        case VerdictKind.PAST_WINDOW:
            return Status.WARN, translate("returns", "No rule: approval"), "user-round-check"
        case VerdictKind.OVER_LIMIT:
            told = translate("returns", "Limit of {n} reached: approval")
            return Status.WARN, told.format(n=judged.limit), "user-round-check"
        case VerdictKind.FINAL_SALE:
            return Status.IDLE, translate("returns", "Final sale"), "ban"
        case VerdictKind.NOT_YET_COLLECTED:
            return Status.INFO, translate("returns", "Not collected yet"), "clock"
    return Status.HOLD, _came_back(line), "undo-2"


def _came_back(line: ReturnLine) -> str:
    if not line.came_back:
        return translate("returns", "Returned before")
    last = line.came_back[-1]
    if not last.elsewhere:
        return translate("returns", "Returned here {day}").format(day=formats.short_day(last.at))
    told = translate("returns", "Returned {day}, {site}")
    return told.format(day=formats.short_day(last.at), site=last.site_name)


def rule(line: ReturnLine) -> str:
    """The rule that decided, empty when none did."""
    if not line.verdict.rule:
        return ""
    if line.verdict.kind is VerdictKind.FINAL_SALE:
        return translate("returns", "Rule {code}").format(code=line.verdict.rule)
    told = translate("returns", "Rule {code}: {n} days")
    words = [told.format(code=line.verdict.rule, n=line.window_days)]
    if line.verdict.fee.hundredths or line.verdict.fee.minor:
        words.insert(0, fee(line.verdict.fee))
    if 0 < line.verdict.alone < line.verdict.quantity:
        only = translate("returns", "{n} without approval")
        words.append(only.format(n=line.verdict.alone))
    return " · ".join(words)


def fee(of: Fee) -> str:
    """`Fee 10 %`, `Fee Rp 5.000 each`, or both."""
    parts = []
    if of.hundredths:
        parts.append(formats.percent(of.hundredths / WHOLE, 0 if of.hundredths % 100 == 0 else 2))
    if of.minor:
        each = translate("returns", "{amount} each")
        parts.append(each.format(amount=formats.money(of.minor)))
    return translate("returns", "Fee {parts}").format(parts=" + ".join(parts))


def why_locked(line: ReturnLine) -> str:
    """The sentence for a line that cannot be ticked."""
    sentence = {
        VerdictKind.FINAL_SALE: translate("returns", "{name} was a final sale: it stays sold."),
        VerdictKind.NOT_YET_COLLECTED: translate(
            "returns", "{name} was not collected yet: cancel it in the order instead."
        ),
    }.get(line.verdict.kind, translate("returns", "{name} has come back already."))
    return sentence.format(name=line.sold.name)


def order_status(status: OrderStatus, had_at: int | None) -> tuple[Status, str]:
    day = formats.short_day(had_at) if had_at else ""
    match status:
        case OrderStatus.DELIVERED:
            return Status.OK, translate("returns", "Delivered {day}").format(day=day)
        case OrderStatus.COLLECTED:
            return Status.OK, translate("returns", "Collected {day}").format(day=day)
        case OrderStatus.PARTLY_RETURNED:
            return Status.HOLD, translate("returns", "Partly returned")
        case OrderStatus.RETURNED:
            return Status.HOLD, translate("returns", "Returned")
        case OrderStatus.CANCELLED:
            return Status.IDLE, translate("returns", "Cancelled")
        case OrderStatus.PARTLY_FULFILLED:
            return Status.INFO, translate("returns", "Partly collected")
    return Status.INFO, translate("returns", "Not collected yet")


def mail_state(of: ReturnState) -> tuple[Status, str]:
    return {
        ReturnState.REQUESTED: (Status.WARN, translate("returns", "Asked for")),
        ReturnState.MANUAL_REVIEW: (Status.WARN, translate("returns", "Needs approval")),
        ReturnState.APPROVED: (Status.INFO, translate("returns", "Approved")),
        ReturnState.IN_TRANSIT: (Status.INFO, translate("returns", "On its way")),
    }[of]


def refund_state(of: str) -> tuple[Status, str]:
    return {
        "pending": (Status.INFO, translate("returns", "At the provider")),
        "failed": (Status.BAD, translate("returns", "Could not be paid")),
        "twice": (Status.HOLD, translate("returns", "Came back twice")),
    }[of]


def step(of: str) -> tuple[str, str]:
    """What can be done with what waits: title and consequence."""
    return {
        "approve": (
            translate("returns", "Approve"),
            translate("returns", "The customer may send it"),
        ),
        "decline": (translate("returns", "Decline"), translate("returns", "Say why")),
        "send": (translate("returns", "On its way"), translate("returns", "The customer sent it")),
        "cancel": (translate("returns", "Cancel"), translate("returns", "Say why")),
        "receive": (translate("returns", "Receive here"), translate("returns", "Scan what came")),
        "paid": (
            translate("returns", "Paid"),
            translate("returns", "The slip or the link says so"),
        ),
        "fail": (
            translate("returns", "Could not be paid"),
            translate("returns", "Card expired, link closed"),
        ),
        "close": (translate("returns", "Close"), translate("returns", "Nothing is owed")),
        "store_credit": (
            translate("returns", "Store credit"),
            translate("returns", "for the customer, at once"),
        ),
        "cash": (translate("returns", "Cash"), translate("returns", "from the open drawer")),
    }[of]


# ---------------------------------------------------------------- money

ICONS = {
    TenderKind.CASH: "banknote",
    TenderKind.TERMINAL: "credit-card",
    TenderKind.PAY_LINK: "link",
    TenderKind.STORE_CREDIT: "wallet",
    TenderKind.EXTERNAL: "receipt-text",
    TenderKind.AT_STORE: "store",
    TenderKind.EXCHANGE: "arrow-left-right",
}


def tender(kind: TenderKind, payment: Payment | None) -> str:
    """`Card · APP123`: the reference tells which one, when there is one."""
    name = {
        TenderKind.CASH: translate("returns", "Cash"),
        TenderKind.TERMINAL: translate("returns", "Card"),
        TenderKind.PAY_LINK: translate("returns", "Pay link"),
        TenderKind.STORE_CREDIT: translate("returns", "Store credit"),
        TenderKind.EXTERNAL: translate("returns", "Paid elsewhere"),
        TenderKind.AT_STORE: translate("returns", "At store"),
        TenderKind.EXCHANGE: translate("returns", "New goods"),
    }[kind]
    shown = kind in (TenderKind.TERMINAL, TenderKind.EXTERNAL)
    reference = payment.reference if payment and shown else ""
    return f"{name} · {reference}" if reference else name


def comes(kind: TenderKind) -> str:
    if kind in (TenderKind.CASH, TenderKind.STORE_CREDIT, TenderKind.EXCHANGE):
        return translate("returns", "at once")
    return translate("returns", "by the provider")
