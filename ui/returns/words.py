"""In which words are reasons, verdicts, tenders and refusals of a return told."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.orders.model import OrderStatus
from app.payments.queries import Payment
from app.payments.states import TenderKind
from app.returns.model import VerdictKind
from app.returns.queries import ReturnLine
from app.returns.states import Disposition, Grade, Reason
from ui.kit import Status, formats, refusals

translate = QCoreApplication.translate  # lupdate knows the name `translate`
Facts = Mapping[str, object]


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
            told = translate("returns", "Past by {n} d")
            return Status.WARN, told.format(n=-judged.days_left), "clock"
        case VerdictKind.PAST_WINDOW:
            return Status.WARN, translate("returns", "No rule decides"), "circle-question-mark"
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
    return told.format(code=line.verdict.rule, n=line.window_days)


def why_locked(line: ReturnLine) -> str:
    """The sentence for a line that cannot be ticked."""
    sentence = {
        VerdictKind.FINAL_SALE: translate("returns", "{name} was a final sale: it stays sold."),
        VerdictKind.PAST_WINDOW: translate(
            "returns", "{name} is past its return window: it cannot come back here."
        ),
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


# ---------------------------------------------------------------- money

ICONS = {
    TenderKind.CASH: "banknote",
    TenderKind.TERMINAL: "credit-card",
    TenderKind.PAY_LINK: "link",
    TenderKind.STORE_CREDIT: "wallet",
    TenderKind.EXTERNAL: "receipt-text",
    TenderKind.AT_STORE: "store",
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
    }[kind]
    shown = kind in (TenderKind.TERMINAL, TenderKind.EXTERNAL)
    reference = payment.reference if payment and shown else ""
    return f"{name} · {reference}" if reference else name


def comes(kind: TenderKind) -> str:
    if kind in (TenderKind.CASH, TenderKind.STORE_CREDIT):
        return translate("returns", "at once")
    return translate("returns", "by the provider")


# ---------------------------------------------------------------- refusals

# Codes of other slices, told in this desk's own words.
HERE = {"needs_approval": "return_over_limit", "order_unknown": "return_order_unknown"}


def told(code: str, facts: Facts) -> str:
    return refusals.told(HERE.get(code, code), facts)


def _named(facts: Facts, sentence: str) -> str:
    return sentence.format(
        name=facts.get("name", ""),
        rule=facts.get("rule") or "–",
        days=facts.get("days", 0),
        left=facts.get("left", 0),
    )


def _past(facts: Facts) -> str:
    if not facts.get("days"):
        return _named(facts, translate("returns", "No return rule decides about {name}."))
    return _named(facts, translate("returns", "{name} is {days} d past its window (rule {rule})."))


def _final(facts: Facts) -> str:
    return _named(facts, translate("returns", "{name} was a final sale: it stays sold."))


def _nothing_left(facts: Facts) -> str:
    return _named(facts, translate("returns", "{name} has come back already."))


def _not_collected(facts: Facts) -> str:
    return _named(
        facts,
        translate("returns", "{name} was not collected yet: cancel it in the order instead."),
    )


def _too_many(facts: Facts) -> str:
    return _named(facts, translate("returns", "Only {left} of {name} can still come back."))


def _over_limit(facts: Facts) -> str:
    return _amount(
        facts,
        "limit",
        translate("returns", "More than your limit of {amount} per order. A manager can do it."),
    )


def _offline_limit(facts: Facts) -> str:
    return _amount(
        facts,
        "limit",
        translate("returns", "While the server is away at most {amount} per order goes back."),
    )


def _changed(facts: Facts) -> str:
    return _amount(
        facts, "now", translate("returns", "The refund is {amount} now. Tell the customer.")
    )


def _amount(facts: Facts, name: str, sentence: str) -> str:
    value = facts.get(name)
    return sentence.format(amount=formats.money(value) if isinstance(value, int) else "–")


def _drawer(_facts: Facts) -> str:
    return translate("returns", "Cash needs an open drawer. Open it, or give store credit.")


def _credit(_facts: Facts) -> str:
    return translate("returns", "Store credit needs a customer; this order has none.")


def _nothing(_facts: Facts) -> str:
    return translate("returns", "Choose what comes back.")


def _other_site(_facts: Facts) -> str:
    return translate("returns", "Goods come back where you stand. Sign in at this store.")


def _unknown_order(_facts: Facts) -> str:
    return translate("returns", "This order is not on this desk.")


REFUSALS = {
    "return_past_window": _past,
    "return_final_sale": _final,
    "return_nothing_left": _nothing_left,
    "return_not_collected": _not_collected,
    "return_too_many": _too_many,
    "return_over_limit": _over_limit,
    "return_offline_limit": _offline_limit,
    "return_refund_changed": _changed,
    "return_drawer_closed": _drawer,
    "return_credit_needs_customer": _credit,
    "return_nothing_chosen": _nothing,
    "return_other_site": _other_site,
    "return_order_unknown": _unknown_order,
}
for _code, _wording in REFUSALS.items():
    refusals.word(_code, _wording)
