"""How is it told what happened, what was kept and what to do next: one wording per kind of case."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.cases.queries import Case, Forecast
from app.cases.states import CaseKind
from ui.kit import formats, refusals
from ui.work.asking import Entry

translate = QCoreApplication.translate  # lupdate knows the name `translate`
Facts = Mapping[str, Any]

ICONS = {
    CaseKind.REFUSED: "ban",
    CaseKind.QUARANTINED: "wrench",
    CaseKind.SHORTFALL: "package-x",
    CaseKind.PRICE_CHANGED: "tag",
    CaseKind.COLLECTED_TWICE: "shopping-bag",
    CaseKind.RETURNED_TWICE: "undo-2",
    CaseKind.NUMBER_CLASH: "hash",
    CaseKind.REVOKED_USER: "shield-alert",
    CaseKind.PAYMENT_DECLINED: "wallet",
    CaseKind.MONEY_AFTER_CANCEL: "banknote",
    CaseKind.AWKWARD_FACT: "triangle-alert",
}


def icon_of(entry: Entry) -> str:
    return "cloud-alert" if isinstance(entry.item, Forecast) else ICONS[entry.item.kind]


def kind_words(entry: Entry) -> str:
    if isinstance(entry.item, Forecast):
        return translate("work", "Not sure to be taken")
    return case_words(entry.item.kind)


def case_words(kind: CaseKind) -> str:
    return _KINDS[kind]()


_KINDS: Mapping[CaseKind, Callable[[], str]] = {
    CaseKind.REFUSED: lambda: translate("work", "Refused by the server"),
    CaseKind.QUARANTINED: lambda: translate("work", "Put aside for repair"),
    CaseKind.SHORTFALL: lambda: translate("work", "Promised, not there"),
    CaseKind.PRICE_CHANGED: lambda: translate("work", "Price changed"),
    CaseKind.COLLECTED_TWICE: lambda: translate("work", "Collected twice"),
    CaseKind.RETURNED_TWICE: lambda: translate("work", "Returned twice"),
    CaseKind.NUMBER_CLASH: lambda: translate("work", "One number, two orders"),
    CaseKind.REVOKED_USER: lambda: translate("work", "No right to do it"),
    CaseKind.PAYMENT_DECLINED: lambda: translate("work", "Payment declined"),
    CaseKind.MONEY_AFTER_CANCEL: lambda: translate("work", "Paid after it was cancelled"),
    CaseKind.AWKWARD_FACT: lambda: translate("work", "Done against the rules"),
}


def about(entry: Entry) -> str:
    """The number if there is one, and what was done if that is all that is known."""
    item = entry.item
    kind = item.command.kind if isinstance(item, Forecast) else item.command_kind
    told = command_words(kind) if kind else ""
    if not told and not entry.number and isinstance(item, Case):
        told = _subject(item.subject)
    return " · ".join(filter(None, (entry.number, told)))


def _subject(subject: str) -> str:
    named: Mapping[str, Callable[[], str]] = {
        "orders": lambda: translate("work", "An order"),
        "order_lines": lambda: translate("work", "An order"),
        "fulfillments": lambda: translate("work", "A parcel"),
        "returns": lambda: translate("work", "A return"),
        "drawers": lambda: translate("work", "A cash drawer"),
        "customers": lambda: translate("work", "A customer"),
        "stock_counts": lambda: translate("work", "A count"),
        "receipts": lambda: translate("work", "A receipt of goods"),
        "commands": lambda: translate("work", "Something done at a desk"),
    }
    return named[subject]() if subject in named else subject


def command_words(kind: str) -> str:
    """`order.place` in the trade's words; a kind nobody worded shows itself."""
    return _COMMANDS[kind]() if kind in _COMMANDS else kind


_COMMANDS: Mapping[str, Callable[[], str]] = {
    "customer.create": lambda: translate("work", "New customer"),
    "customer.edit": lambda: translate("work", "Change of a customer"),
    "customer.add_contact": lambda: translate("work", "New phone or e-mail"),
    "customer.edit_contact": lambda: translate("work", "Change of a phone or e-mail"),
    "customer.prefer_contact": lambda: translate("work", "Preferred phone or e-mail"),
    "customer.add_address": lambda: translate("work", "New address"),
    "customer.edit_address": lambda: translate("work", "Change of an address"),
    "customer.prefer_address": lambda: translate("work", "Default address"),
    "customer.remove_address": lambda: translate("work", "Removed address"),
    "customer.consent": lambda: translate("work", "Consent"),
    "customer.note": lambda: translate("work", "Note on a customer"),
    "customer.pin_note": lambda: translate("work", "Pinned note"),
    "customer.merge": lambda: translate("work", "Merge of two customers"),
    "customer.undo_merge": lambda: translate("work", "Undone merge"),
    "customer.keep_apart": lambda: translate("work", "Two customers told apart"),
    "customer.show": lambda: translate("work", "Look at personal data"),
    "customer.watch": lambda: translate("work", "Fetching a customer"),
    "customer.erase": lambda: translate("work", "Erasing a person"),
    "customer.export": lambda: translate("work", "Export of a person's data"),
    "order.place": lambda: translate("work", "Order"),
    "order.change": lambda: translate("work", "Change of an order"),
    "order.cancel_lines": lambda: translate("work", "Cancellation"),
    "order.hold": lambda: translate("work", "Hold"),
    "order.release_hold": lambda: translate("work", "Release of a hold"),
    "order.appease": lambda: translate("work", "Refund as goodwill"),
    "order.note": lambda: translate("work", "Note on an order"),
    "message.resend": lambda: translate("work", "Sending a mail again"),
    "order.watch": lambda: translate("work", "Fetching an order"),
    "drawer.open": lambda: translate("work", "Opening the drawer"),
    "drawer.count": lambda: translate("work", "Counting the drawer"),
    "drawer.close": lambda: translate("work", "Closing the drawer"),
    "payment.take": lambda: translate("work", "Payment"),
    "pickup.claim": lambda: translate("work", "Taking over a parcel"),
    "pickup.unclaim": lambda: translate("work", "Giving a parcel back"),
    "pickup.pick": lambda: translate("work", "Picking"),
    "pickup.undo_pick": lambda: translate("work", "Undone pick"),
    "pickup.short_pick": lambda: translate("work", "Short pick"),
    "pickup.undo_short": lambda: translate("work", "Undone short pick"),
    "pickup.stage": lambda: translate("work", "Placing in a bin"),
    "pickup.hand_over": lambda: translate("work", "Hand-over"),
    "pickup.undo_stage": lambda: translate("work", "Undone placing in a bin"),
    "pickup.undo_hand_over": lambda: translate("work", "Undone hand-over"),
    "pickup.put_back": lambda: translate("work", "Putting back"),
    "return.take": lambda: translate("work", "Return"),
    "return.exchange": lambda: translate("work", "Exchange"),
    "return.ask": lambda: translate("work", "Return by mail"),
    "return.move": lambda: translate("work", "Step of a return by mail"),
    "return.fail_refund": lambda: translate("work", "Refund that failed"),
    "return.settle_refund": lambda: translate("work", "Refund paid otherwise"),
    "count.open": lambda: translate("work", "Start of a count"),
    "count.finish": lambda: translate("work", "Count of a shelf"),
    "count.discard": lambda: translate("work", "Count thrown away"),
    "hold.release": lambda: translate("work", "Giving held goods back"),
    "work.finish": lambda: translate("work", "Work that is done"),
    "case.resolve": lambda: translate("work", "Settling a task"),
    "shortage.answer": lambda: translate("work", "What a customer wants instead"),
    "stock.receive": lambda: translate("work", "Receiving goods"),
    "purchase.move": lambda: translate("work", "News from a supplier"),
    "purchase.re_promise": lambda: translate("work", "Telling customers another time"),
}


# ---------------------------------------------------------------------- what happened


def happened(entry: Entry) -> str:
    """One sentence per notice; later notices of the same thing follow the first."""
    item = entry.item
    if isinstance(item, Forecast):
        told = translate("work", "Played again on the newest figures, it did not fit: {why}")
        return told.format(why=_why(item.code, {}))
    tell = _HAPPENED[item.kind]
    sentences = [tell(entry, facts) for facts in (item.evidence, *item.more)]
    return "\n".join(dict.fromkeys(sentences))


def _price(entry: Entry, facts: Facts) -> str:
    told = translate(
        "work", "The customer was told {told}; by the server's prices it is {computed}."
    )
    stands = translate("work", "The order stands at {honoured}.")
    over = translate("work", "That is more off than this role may give: a manager looks at it.")
    sentences = [
        told.format(told=_money(entry, facts, "told"), computed=_money(entry, facts, "computed")),
        stands.format(honoured=_money(entry, facts, "honoured")),
        *([over] if facts.get("over") else []),
    ]
    return "\n".join(sentences)


def _short(entry: Entry, facts: Facts) -> str:
    product = entry.products.get(str(facts.get("product", "")))
    told = translate("work", "{quantity} × {product} is promised and not there.").format(
        quantity=_count(facts, "quantity"), product=product or translate("work", "an item")
    )
    because = _BECAUSE.get(str(facts.get("because", "")))
    return f"{told} {because()}" if because else told


_BECAUSE: Mapping[str, Callable[[], str]] = {
    "carry_out": lambda: translate("work", "A customer took the last ones along."),
    "no_stock": lambda: translate("work", "No place has any left."),
    "past_sale": lambda: translate("work", "A sale from another till took them."),
    "pick": lambda: translate("work", "Another parcel took them."),
    "purchase_cancelled": lambda: translate("work", "The supplier does not send them."),
    "not_found": lambda: translate("work", "The shelf was empty."),
    "count": lambda: translate("work", "A count found fewer."),
    "adjust": lambda: translate("work", "A correction took them off the books."),
}


def _collected(entry: Entry, facts: Facts) -> str:
    first = facts.get("first_at")
    if not isinstance(first, int):
        return translate("work", "This parcel was handed over twice.")
    told = translate("work", "This parcel was handed over twice; the first time {time}.")
    return told.format(time=f"{formats.day(first)} {formats.clock(first)}")


def _returned(entry: Entry, facts: Facts) -> str:
    count = len(facts.get("lines", ()))
    lines = translate("work", "%n line(s) came back a second time.", "", count)
    given = translate("work", "Money given back: {amount}.")
    return f"{lines} {given.format(amount=_money(entry, facts, 'refund'))}"


def _clash(entry: Entry, facts: Facts) -> str:
    told = translate("work", "Two orders bear the number {number}. Both are kept.")
    return told.format(number=facts.get("number", "–"))


def _revoked(entry: Entry, facts: Facts) -> str:
    code = str(facts.get("code", ""))
    return _DOUBTS[code]() if code in _DOUBTS else _why(code, facts)


_DOUBTS: Mapping[str, Callable[[], str]] = {
    "user_revoked": lambda: translate("work", "This person's access had ended before it was done."),
    "grant_invalid": lambda: translate(
        "work", "The sign-in it was done with is not from our server."
    ),
    "grant_of_another": lambda: translate("work", "The sign-in belongs to another person or desk."),
    "grant_expired": lambda: translate("work", "The sign-in had run out before it was done."),
    "not_allowed": lambda: translate("work", "The role of this person does not allow it."),
}


def _declined(entry: Entry, facts: Facts) -> str:
    if facts.get("code") != "credit_too_low":
        return _why(str(facts.get("code", "")), facts)
    told = translate(
        "work", "{amount} was to be paid by store credit, and there is less than that."
    )
    return told.format(amount=_money(entry, facts, "amount"))


def _after_cancel(entry: Entry, facts: Facts) -> str:
    told = translate("work", "{amount} came in for a pay link that was cancelled already.")
    return told.format(amount=_money(entry, facts, "amount"))


def _refused(entry: Entry, facts: Facts) -> str:
    return _why(str(facts.get("code", "")), facts)


def _aside(entry: Entry, facts: Facts) -> str:
    code = str(facts.get("code", ""))
    return _ASIDE[code]() if code in _ASIDE else _why(code, facts)


_ASIDE: Mapping[str, Callable[[], str]] = {
    "handler_failed": lambda: translate("work", "The server failed at it; the fault is ours."),
    "damaged_command": lambda: translate("work", "It reached the server damaged."),
    "unknown_command": lambda: translate("work", "The server is older than this desk."),
    "user_unknown": lambda: translate("work", "The server does not know this person or desk."),
}


def _awkward(entry: Entry, facts: Facts) -> str:
    codes = [str(code) for code in facts.get("codes", ())] or [str(facts.get("code", ""))]
    return "\n".join(_rule(entry, code, facts) for code in codes)


def _rule(entry: Entry, code: str, facts: Facts) -> str:
    if code not in _RULES:
        return _why(code, facts)
    return _RULES[code]().format(
        **{name: _money(entry, facts, name) for name in ("due", "told", "promised", "paid")},
        amount=_money(entry, facts, "amount"),
        left=_count(facts, "left"),
        refund=_money(entry, facts, "refund"),
        coupon=str(facts.get("coupon", "")),
    )


_RULES: Mapping[str, Callable[[], str]] = {
    "handed_over_cancelled": lambda: translate(
        "work", "A parcel was handed over that was cancelled already."
    ),
    "handed_over_unready": lambda: translate(
        "work", "The parcel was handed over before it was picked and staged."
    ),
    "handed_over_unpaid": lambda: translate("work", "It was handed over with {due} still unpaid."),
    "handed_over_held": lambda: translate(
        "work", "It was handed over while the order was on hold."
    ),
    "still_to_pick": lambda: translate(
        "work", "The parcel went to its bin with {left} still to pick."
    ),
    "overpaid": lambda: translate("work", "{told} was taken where {due} was due."),
    "pay_link_amount": lambda: translate(
        "work", "{paid} came in by pay link where {promised} was asked for."
    ),
    "drawer_closed": lambda: translate(
        "work", "{amount} in cash was taken while no drawer was open."
    ),
    "drawer_already_open": lambda: translate(
        "work", "A second drawer was opened while the first one was open."
    ),
    "return_line_unknown": lambda: translate(
        "work", "Goods came back that the server never had as sold; {told} was told for them."
    ),
    "return_order_unknown": lambda: translate(
        "work", "Goods of an order came back that the server never took; {told} was told for them."
    ),
    "refund_settled": lambda: translate(
        "work", "A refund of {refund} that was paid already was paid once more."
    ),
    "refund_nothing_owed": lambda: translate(
        "work", "A refund was paid where none was owed. Look at who got what."
    ),
    "refund_still_owed": lambda: translate(
        "work", "A return was closed without its refund. It is still owed."
    ),
    "drawer_closed_unsent": lambda: translate(
        "work", "The drawer was closed before all was sent, and no manager let it pass."
    ),
    "drawer_closed_twice": lambda: translate("work", "The drawer was closed and counted twice."),
    "coupon_used": lambda: translate(
        "work", "The coupon {coupon} was used by this customer before. It was honoured again."
    ),
    "coupon_used_up": lambda: translate(
        "work", "The coupon {coupon} was used up already. It was honoured once more."
    ),
    "coupon_customer": lambda: translate(
        "work", "The coupon {coupon} is for known customers. It was honoured without one."
    ),
    "return_refund_changed": lambda: translate(
        "work", "{told} was given back where the server counts {refund}."
    ),
}


def _why(code: str, facts: Facts) -> str:
    if code == "replay_failed":
        return translate("work", "A fault of this program. It is in the log.")
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


# ---------------------------------------------------------------------- kept, and next


def kept(entry: Entry) -> str:
    item = entry.item
    if isinstance(item, Forecast):
        return translate("work", "Kept on this computer, and it goes up with the next contact.")
    if item.kind is CaseKind.AWKWARD_FACT and item.command_kind:
        return _put_aside()
    return _KEPT[item.kind]()


def _put_aside() -> str:
    return translate("work", "All that was typed is kept on the server. Nothing of it was booked.")


_KEPT: Mapping[CaseKind, Callable[[], str]] = {
    CaseKind.REFUSED: lambda: translate(
        "work", "What was typed is kept on the server. It has no effect."
    ),
    CaseKind.QUARANTINED: _put_aside,
    CaseKind.SHORTFALL: lambda: translate("work", "The order and its line stand. Nothing is held."),
    CaseKind.PRICE_CHANGED: lambda: translate("work", "The order, its number and its price stand."),
    CaseKind.COLLECTED_TWICE: lambda: translate(
        "work", "The first hand-over counts. The second one changed nothing."
    ),
    CaseKind.RETURNED_TWICE: lambda: translate("work", "Both returns and their money are booked."),
    CaseKind.NUMBER_CLASH: lambda: translate("work", "Both orders go on as they were placed."),
    CaseKind.REVOKED_USER: lambda: translate(
        "work", "Goods and money that moved are booked. A mere wish had no effect."
    ),
    CaseKind.PAYMENT_DECLINED: lambda: translate(
        "work", "The order stands. It is not paid in full."
    ),
    CaseKind.MONEY_AFTER_CANCEL: lambda: translate(
        "work", "The money is booked for the customer. The order stays as it is."
    ),
    CaseKind.AWKWARD_FACT: lambda: translate(
        "work", "It happened, so it is booked as it was told."
    ),
}


def next_step(entry: Entry) -> str:
    item = entry.item
    if isinstance(item, Forecast):
        return translate(
            "work", "Nothing to settle yet: the server decides. What it refuses comes back here."
        )
    return _NEXT[item.kind]()


_NEXT: Mapping[CaseKind, Callable[[], str]] = {
    CaseKind.REFUSED: lambda: translate(
        "work", "Call the customer, do it again in a way that is allowed, or leave it."
    ),
    CaseKind.QUARANTINED: lambda: translate(
        "work", "Call the help desk with the reference below. Do not do it a second time."
    ),
    CaseKind.SHORTFALL: lambda: translate(
        "work",
        "Find the goods elsewhere, or call the customer: another item, later, or money back.",
    ),
    CaseKind.PRICE_CHANGED: lambda: translate(
        "work", "Nothing is owed by the customer. Look at the price list and note the reason."
    ),
    CaseKind.COLLECTED_TWICE: lambda: translate(
        "work", "Find out who has the goods. Count the shelf if nobody took them twice."
    ),
    CaseKind.RETURNED_TWICE: lambda: translate(
        "work", "Compare both receipts. Ask the customer back if money was given twice."
    ),
    CaseKind.NUMBER_CLASH: lambda: translate(
        "work", "Tell the help desk: two desks think they are one. Find orders by name meanwhile."
    ),
    CaseKind.REVOKED_USER: lambda: translate(
        "work", "Ask the person's manager whether it was meant. Do it again if it was."
    ),
    CaseKind.PAYMENT_DECLINED: lambda: translate(
        "work", "Ask the customer for the rest, by pay link or in the store."
    ),
    CaseKind.MONEY_AFTER_CANCEL: lambda: translate(
        "work", "Give the money back, or place the order again with the customer."
    ),
    CaseKind.AWKWARD_FACT: lambda: translate(
        "work", "Look at goods and money: do they agree with what is booked?"
    ),
}


# ---------------------------------------------------------------------- parts


def since(entry: Entry, now: int) -> str:
    return formats.moment(entry.at, now)


def made(entry: Entry, now: int) -> str:
    """Where, by whom and since when."""
    item = entry.item
    store = "" if isinstance(item, Forecast) else item.site_name
    when = translate("work", "since {time}").format(time=since(entry, now))
    return " · ".join(filter(None, (store, entry.made_by, when)))


def settled(entry: Entry, now: int) -> str:
    item = entry.item
    if isinstance(item, Forecast) or item.resolved_at is None:
        return ""
    when = formats.moment(item.resolved_at, now)
    return " · ".join(filter(None, (when, entry.settled_by)))


def _money(entry: Entry, facts: Facts, name: str) -> str:
    amount = facts.get(name)
    return formats.money(amount, entry.currency) if isinstance(amount, int) else "–"


def _count(facts: Facts, name: str) -> str:
    count = facts.get(name)
    return formats.qty(count) if isinstance(count, int) else "–"
