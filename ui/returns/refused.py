"""In which words does the returns desk say no."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ui.kit import formats, refusals

translate = QCoreApplication.translate  # lupdate knows the name `translate`
Facts = Mapping[str, object]

# Codes of other slices, told in this desk's own words.
HERE = {"needs_approval": "return_over_limit", "order_unknown": "return_order_unknown"}


def told(code: str, facts: Facts) -> str:
    return refusals.told(HERE.get(code, code), facts)


def approval_words(code: str, limit: int | None) -> str:
    """What a second person is asked for when F12 is pressed."""
    if code == "return_past_window":
        return translate("returns", "Past its window: F12 asks a manager.")
    if code == "return_unit_limit":
        return translate("returns", "The person's limit is reached: F12 asks a manager.")
    if code == "return_other_cash":
        return translate("returns", "Cash for what was not paid in cash: F12 asks a manager.")
    told = translate("returns", "More than your limit of {amount}: F12 asks a manager.")
    return told.format(amount=formats.money(limit or 0))


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


def _unit_limit(facts: Facts) -> str:
    return _named(
        facts, translate("returns", "{name}: the person's limit is reached. A manager can do it.")
    )


def _person_limit(facts: Facts) -> str:
    sentence = translate(
        "returns", "{name}: at most {limit} units of one person come back in {days} days."
    )
    return sentence.format(
        name=facts.get("name", ""), limit=facts.get("limit", 0), days=facts.get("days", 0)
    )


def _reason_refused(facts: Facts) -> str:
    return _named(facts, translate("returns", "Rule {rule} does not take {name} for this reason."))


def _grade_refused(facts: Facts) -> str:
    return _named(facts, translate("returns", "Rule {rule} does not take {name} in this state."))


def _receipt_needed(facts: Facts) -> str:
    return _named(facts, translate("returns", "{name} comes back with its receipt only."))


def _price_changed(facts: Facts) -> str:
    told = translate("returns", "The lowest price of {name} is {amount} now.")
    now = facts.get("now")
    amount = formats.money(now) if isinstance(now, int) else "–"
    return told.format(name=facts.get("name", ""), amount=amount)


def _other_cash(_facts: Facts) -> str:
    return translate("returns", "Cash for what was not paid in cash: a manager can do it.")


def _id_needed(_facts: Facts) -> str:
    return translate("returns", "Look at an identity document first.")


def _unknown(_facts: Facts) -> str:
    return translate("returns", "This return is not on this desk.")


def _not_open(facts: Facts) -> str:
    told = translate("returns", "{number} is not open any more.")
    return told.format(number=facts.get("number", ""))


def _reason_missing(_facts: Facts) -> str:
    return translate("returns", "Say why first.")


def _too_long(facts: Facts) -> str:
    told = translate("returns", "Too long: at most {most} characters.")
    return told.format(most=facts.get("most", 0))


def _line_twice(_facts: Facts) -> str:
    return translate("returns", "One line is announced once.")


def _exchange_price(facts: Facts) -> str:
    return _amount(facts, "now", translate("returns", "The new goods cost {amount} now."))


def _exchange_differs(facts: Facts) -> str:
    return _amount(facts, "due", translate("returns", "{amount} is still to be paid."))


def _not_alike(_facts: Facts) -> str:
    return translate("returns", "That is another article: scan it as goods taken instead.")


def _refund_unknown(_facts: Facts) -> str:
    return translate("returns", "This refund is not on this desk.")


def _not_pending(_facts: Facts) -> str:
    return translate("returns", "This refund does not wait any more.")


def _still_owed(facts: Facts) -> str:
    return _amount(facts, "amount", translate("returns", "{amount} is still owed."))


def _nothing_owed(_facts: Facts) -> str:
    return translate("returns", "Nothing is owed for this return: close it.")


def _over_limit(facts: Facts) -> str:
    return _amount(
        facts,
        "limit",
        translate("returns", "More than your limit of {amount}. A manager can do it."),
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


def _settled(facts: Facts) -> str:
    told = translate("returns", "The refund of {number} was paid already. Give nothing again.")
    return told.format(number=facts.get("number", ""))


def _other_site(_facts: Facts) -> str:
    return translate("returns", "Goods come back where you stand. Sign in at this store.")


def _unknown_order(_facts: Facts) -> str:
    return translate("returns", "This order is not on this desk.")


def _unknown_line(_facts: Facts) -> str:
    return translate("returns", "This item is not of this order. Open the order again.")


REFUSALS = {
    "return_past_window": _past,
    "return_final_sale": _final,
    "return_nothing_left": _nothing_left,
    "return_not_collected": _not_collected,
    "return_too_many": _too_many,
    "return_unit_limit": _unit_limit,
    "return_person_limit": _person_limit,
    "return_reason_refused": _reason_refused,
    "return_grade_refused": _grade_refused,
    "return_receipt_needed": _receipt_needed,
    "return_price_changed": _price_changed,
    "return_other_cash": _other_cash,
    "return_id_needed": _id_needed,
    "return_unknown": _unknown,
    "return_not_open": _not_open,
    "return_reason_missing": _reason_missing,
    "return_note_too_long": _too_long,
    "return_line_twice": _line_twice,
    "exchange_price_changed": _exchange_price,
    "exchange_differs": _exchange_differs,
    "not_like_for_like": _not_alike,
    "refund_unknown": _refund_unknown,
    "refund_not_pending": _not_pending,
    "refund_still_owed": _still_owed,
    "refund_nothing_owed": _nothing_owed,
    "refund_settled": _settled,
    "return_over_limit": _over_limit,
    "return_offline_limit": _offline_limit,
    "return_refund_changed": _changed,
    "return_drawer_closed": _drawer,
    "return_credit_needs_customer": _credit,
    "return_nothing_chosen": _nothing,
    "return_other_site": _other_site,
    "return_order_unknown": _unknown_order,
    "return_line_unknown": _unknown_line,
}
for _code, _wording in REFUSALS.items():
    refusals.word(_code, _wording)
