"""How is it told what happened and what was kept: one wording per kind of case."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.cases.queries import Forecast
from app.cases.states import CaseKind
from ui.cases.asking import Entry
from ui.kit import formats, refusals

translate = QCoreApplication.translate  # lupdate knows the name `translate`
Facts = Mapping[str, Any]


def happened(entry: Entry) -> str:
    """One sentence per notice; later notices of the same thing follow the first."""
    item = entry.item
    if isinstance(item, Forecast):
        told = translate("cases", "Played again on the newest figures, it did not fit: {why}")
        return told.format(why=why(item.code, {}))
    tell = _HAPPENED[item.kind]
    sentences = [tell(entry, facts) for facts in (item.evidence, *item.more)]
    return "\n".join(dict.fromkeys(sentences))


def _price(entry: Entry, facts: Facts) -> str:
    told = translate(
        "cases", "The customer was told {told}; by the server's prices it is {computed}."
    )
    stands = translate("cases", "The order stands at {honoured}.")
    over = translate("cases", "That is more off than this role may give: a manager looks at it.")
    sentences = [
        told.format(told=_money(entry, facts, "told"), computed=_money(entry, facts, "computed")),
        stands.format(honoured=_money(entry, facts, "honoured")),
        *([over] if facts.get("over") else []),
    ]
    return "\n".join(sentences)


def _short(entry: Entry, facts: Facts) -> str:
    product = entry.products.get(str(facts.get("product", "")))
    told = translate("cases", "{quantity} × {product} is promised and not there.").format(
        quantity=_count(facts, "quantity"), product=product or translate("cases", "an item")
    )
    because = _BECAUSE.get(str(facts.get("because", "")))
    return f"{told} {because()}" if because else told


_BECAUSE: Mapping[str, Callable[[], str]] = {
    "carry_out": lambda: translate("cases", "A customer took the last ones along."),
    "no_stock": lambda: translate("cases", "No place has any left."),
    "past_sale": lambda: translate("cases", "A sale from another till took them."),
    "pick": lambda: translate("cases", "Another parcel took them."),
    "purchase_cancelled": lambda: translate("cases", "The supplier does not send them."),
    "not_found": lambda: translate("cases", "The shelf was empty."),
    "count": lambda: translate("cases", "A count found fewer."),
    "adjust": lambda: translate("cases", "A correction took them off the books."),
}


def _collected(entry: Entry, facts: Facts) -> str:
    first = facts.get("first_at")
    if not isinstance(first, int):
        return translate("cases", "This parcel was handed over twice.")
    told = translate("cases", "This parcel was handed over twice; the first time {time}.")
    return told.format(time=f"{formats.day(first)} {formats.clock(first)}")


def _returned(entry: Entry, facts: Facts) -> str:
    count = len(facts.get("lines", ()))
    lines = translate("cases", "%n line(s) came back a second time.", "", count)
    given = translate("cases", "Money given back: {amount}.")
    return f"{lines} {given.format(amount=_money(entry, facts, 'refund'))}"


def _clash(entry: Entry, facts: Facts) -> str:
    told = translate("cases", "{number} was given twice, by a desk and its copy. Both are kept.")
    return told.format(number=facts.get("number", "–"))


def _revoked(entry: Entry, facts: Facts) -> str:
    code = str(facts.get("code", ""))
    return _DOUBTS[code]() if code in _DOUBTS else why(code, facts)


_DOUBTS: Mapping[str, Callable[[], str]] = {
    "user_revoked": lambda: translate(
        "cases", "This person's access had ended before it was done."
    ),
    "grant_invalid": lambda: translate(
        "cases", "The sign-in it was done with is not from our server."
    ),
    "grant_of_another": lambda: translate(
        "cases", "The sign-in belongs to another person or desk."
    ),
    "grant_expired": lambda: translate("cases", "The sign-in had run out before it was done."),
    "device_revoked": lambda: translate("cases", "The desk it was done on had been closed before."),
    "not_allowed": lambda: translate("cases", "The role of this person does not allow it."),
}


def _declined(entry: Entry, facts: Facts) -> str:
    if facts.get("code") != "credit_too_low":
        return why(str(facts.get("code", "")), facts)
    told = translate(
        "cases", "{amount} was to be paid by store credit, and there is less than that."
    )
    return told.format(amount=_money(entry, facts, "amount"))


def _after_cancel(entry: Entry, facts: Facts) -> str:
    told = translate("cases", "{amount} came in for a pay link that was cancelled already.")
    return told.format(amount=_money(entry, facts, "amount"))


def _refused(entry: Entry, facts: Facts) -> str:
    return why(str(facts.get("code", "")), facts)


def _aside(entry: Entry, facts: Facts) -> str:
    return why_aside(str(facts.get("code", "")), facts)


def why_aside(code: str, facts: Facts) -> str:
    """Of a command that the server keeps: what was wrong at the first try or at a later one."""
    return _ASIDE[code]() if code in _ASIDE else why(code, facts)


_ASIDE: Mapping[str, Callable[[], str]] = {
    "handler_failed": lambda: translate("cases", "The server failed at it; the fault is ours."),
    "damaged_command": lambda: translate("cases", "It reached the server damaged."),
    "unknown_command": lambda: translate("cases", "The server is older than this desk."),
    "user_unknown": lambda: translate("cases", "The server does not know this person or desk."),
    "id_reuse": lambda: translate(
        "cases", "It came under the reference of something else that the server has already."
    ),
}


def _awkward(entry: Entry, facts: Facts) -> str:
    codes = [str(code) for code in facts.get("codes", ())] or [str(facts.get("code", ""))]
    return "\n".join(_rule(entry, code, facts) for code in codes)


def _rule(entry: Entry, code: str, facts: Facts) -> str:
    if code not in _RULES:
        return why(code, facts)
    if code == "handed_over_cancelled" and facts.get("units"):
        code = "collected_cancelled"
    return _RULES[code]().format(
        **{name: _money(entry, facts, name) for name in ("due", "told", "promised", "paid")},
        amount=_money(entry, facts, "amount"),
        left=_count(facts, "left"),
        refund=_money(entry, facts, "refund"),
        units=_count(facts, "units"),
        worth=_money(entry, facts, "worth"),
        coupon=str(facts.get("coupon", "")),
        **{name: str(facts.get(name, "")) for name in ("number", "short", "over", "lost")},
    )


_RULES: Mapping[str, Callable[[], str]] = {
    "transfer_differs": lambda: translate(
        "cases",
        "Transfer {number} came with {short} short and {over} over. The figures are adjusted; "
        "look for it at both places.",
    ),
    "transfer_was_cancelled": lambda: translate(
        "cases", "Transfer {number} was moved although it had been cancelled."
    ),
    "handed_over_cancelled": lambda: translate(
        "cases", "A parcel was handed over that was cancelled already."
    ),
    "handed_over_beyond": lambda: translate(
        "cases",
        "{units} left with the customer that also wait for them elsewhere ({worth}). They are "
        "counted out here.",
    ),
    "parcel_differs": lambda: translate(
        "cases",
        "A parcel for another store came otherwise than it was told: {lost} missing. The figures "
        "are adjusted; look for it at both places.",
    ),
    "sent_beyond": lambda: translate(
        "cases",
        "{units} were sent to another store though the order does not want them any more. They "
        "become its stock there.",
    ),
    "sent_already": lambda: translate("cases", "A parcel was told as sent twice."),
    "short_withdrawn": lambda: translate(
        "cases", "{units} were missing on the shelf; the order gets them from elsewhere by now."
    ),
    "too_few_units": lambda: translate(
        "cases", "More was done than the order still wanted here. Put what is too much back."
    ),
    "handed_over_unready": lambda: translate(
        "cases", "The parcel was handed over before it was picked and staged."
    ),
    "handed_over_unpaid": lambda: translate("cases", "It was handed over with {due} still unpaid."),
    "handed_over_held": lambda: translate(
        "cases", "It was handed over while the order was on hold."
    ),
    "still_to_pick": lambda: translate(
        "cases", "The parcel went to its bin with {left} still to pick."
    ),
    "collected_cancelled": lambda: translate(
        "cases",
        "{units} left with the customer that had been cancelled ({worth}). They are counted out; "
        "the order does not have them.",
    ),
    "overpaid": lambda: translate("cases", "{told} was taken where {due} was due."),
    "pay_link_amount": lambda: translate(
        "cases", "{paid} came in by pay link where {promised} was asked for."
    ),
    "drawer_closed": lambda: translate(
        "cases", "{amount} in cash was taken while no drawer was open."
    ),
    "drawer_already_open": lambda: translate(
        "cases", "A second drawer was opened while the first one was open."
    ),
    "return_line_unknown": lambda: translate(
        "cases", "Goods came back that the server never had as sold; {told} was told for them."
    ),
    "return_order_unknown": lambda: translate(
        "cases", "Goods of an order came back that the server never took; {told} was told for them."
    ),
    "refund_settled": lambda: translate(
        "cases", "A refund of {refund} that was paid already was paid once more."
    ),
    "refund_nothing_owed": lambda: translate(
        "cases", "A refund was paid where none was owed. Look at who got what."
    ),
    "refund_still_owed": lambda: translate(
        "cases", "A return was closed without its refund. It is still owed."
    ),
    "drawer_closed_unsent": lambda: translate(
        "cases", "The drawer was closed before all was sent, and no manager let it pass."
    ),
    "drawer_closed_twice": lambda: translate("cases", "The drawer was closed and counted twice."),
    "coupon_used": lambda: translate(
        "cases", "The coupon {coupon} was used by this customer before. It was honoured again."
    ),
    "coupon_used_up": lambda: translate(
        "cases", "The coupon {coupon} was used up already. It was honoured once more."
    ),
    "coupon_customer": lambda: translate(
        "cases", "The coupon {coupon} is for known customers. It was honoured without one."
    ),
    "return_refund_changed": lambda: translate(
        "cases", "{told} was given back where the server counts {refund}."
    ),
}


def why(code: str, facts: Facts) -> str:
    if code == "replay_failed":
        return translate("cases", "A fault of this program. It is in the log.")
    return refusals.told(code, facts)


_HAPPENED: Mapping[CaseKind, Callable[[Entry, Facts], str]] = {
    CaseKind.REFUSED: _refused,
    CaseKind.QUARANTINED: _aside,
    CaseKind.SHORTFALL: _short,
    CaseKind.PRICE_CHANGED: _price,
    CaseKind.COLLECTED_TWICE: _collected,
    CaseKind.RETURNED_TWICE: _returned,
    CaseKind.NUMBER_CLASH: _clash,
    CaseKind.REVOKED_USER: _revoked,
    CaseKind.PAYMENT_DECLINED: _declined,
    CaseKind.MONEY_AFTER_CANCEL: _after_cancel,
    CaseKind.AWKWARD_FACT: _awkward,
}


def kept(entry: Entry) -> str:
    item = entry.item
    if isinstance(item, Forecast):
        return translate("cases", "Kept on this computer, and it goes up with the next contact.")
    if item.kind is CaseKind.AWKWARD_FACT and item.command_kind:
        return _put_aside()
    return _KEPT[item.kind]()


def unsettled(entry: Entry) -> str:
    """Why there is nothing to choose yet."""
    if isinstance(entry.item, Forecast):
        return translate(
            "cases", "Nothing to settle yet: the server decides. What it refuses comes back here."
        )
    return ""


def _put_aside() -> str:
    return translate("cases", "Kept whole on the server; nothing of it was booked.")


_KEPT: Mapping[CaseKind, Callable[[], str]] = {
    CaseKind.REFUSED: lambda: translate(
        "cases", "What was typed is kept on the server. It has no effect."
    ),
    CaseKind.QUARANTINED: _put_aside,
    CaseKind.SHORTFALL: lambda: translate(
        "cases", "The order and its line stand. Nothing is held."
    ),
    CaseKind.PRICE_CHANGED: lambda: translate(
        "cases", "The order, its number and its price stand."
    ),
    CaseKind.COLLECTED_TWICE: lambda: translate(
        "cases", "The first hand-over counts. The second one changed nothing."
    ),
    CaseKind.RETURNED_TWICE: lambda: translate("cases", "Both returns and their money are booked."),
    CaseKind.NUMBER_CLASH: lambda: translate("cases", "Both stand as they were told."),
    CaseKind.REVOKED_USER: lambda: translate(
        "cases", "What moved is booked. A mere wish had no effect."
    ),
    CaseKind.PAYMENT_DECLINED: lambda: translate(
        "cases", "The order stands. It is not paid in full."
    ),
    CaseKind.MONEY_AFTER_CANCEL: lambda: translate(
        "cases", "The money is booked for the customer. The order stays as it is."
    ),
    CaseKind.AWKWARD_FACT: lambda: translate(
        "cases", "It happened, so it is booked as it was told."
    ),
}


def _money(entry: Entry, facts: Facts, name: str) -> str:
    amount = facts.get(name)
    return formats.money(amount, entry.currency) if isinstance(amount, int) else "–"


def _count(facts: Facts, name: str) -> str:
    count = facts.get(name)
    return formats.qty(count) if isinstance(count, int) else "–"
