"""In which words is it told that an act on an order was not done."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from ui.kit import formats, refusals
from ui.kit.refusals import Facts, Wording
from ui.kit.roles import role_words
from ui.orders.detail.possible import why_closed

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def _stays(code: str) -> Wording:
    """Why units stay as they are, with the name of the line where one is meant."""

    def told(facts: Facts) -> str:
        name, why = str(facts.get("name", "")), why_closed(code)
        sentence = f"{name}: {why}" if name else why[:1].upper() + why[1:]
        return sentence + "."

    return told


def _fixed(words: Callable[[], str]) -> Wording:
    return lambda _facts: words()


def _amount(facts: Facts, name: str) -> str:
    value = facts.get(name)
    return formats.money(value) if isinstance(value, int) else "–"


def _difference(facts: Facts) -> str:
    told = translate("Refusal", "The difference is {amount} now. Nothing was changed; look again.")
    return told.format(amount=_amount(facts, "now"))


def _goodwill(facts: Facts) -> str:
    told = translate("Refusal", "That comes to {amount} now. Nothing was given; look again.")
    return told.format(amount=_amount(facts, "now"))


def _above_paid(facts: Facts) -> str:
    told = translate("Refusal", "At most {amount} can be given: more was not paid.")
    return told.format(amount=_amount(facts, "most"))


def _another(facts: Facts) -> str:
    roles = facts.get("roles")
    named = [role_words(str(role)) for role in roles] if isinstance(roles, list | tuple) else []
    told = translate("Refusal", "This hold stays: only {roles} may release it.")
    return told.format(roles=", ".join(named) or "–")


def _note_long(facts: Facts) -> str:
    told = translate("Refusal", "A note has at most {most} letters. It was not kept yet.")
    return told.format(most=facts.get("most", 500))


STAYS = (
    "order_closed",
    "in_transit",
    "already_packed",
    "already_ready",
    "already_picked",
    "already_delivered",
    "already_collected",
    "already_cancelled",
    "nothing_shipped",
)
_TOLD: Mapping[str, Wording] = {
    **{code: _stays(code) for code in STAYS},
    "order_moved_on": _fixed(
        lambda: translate(
            "Refusal",
            "Somebody changed this order meanwhile. It is fresh now; nothing was changed.",
        )
    ),
    "nothing_to_change": _fixed(
        lambda: translate("Refusal", "Nothing is different from before. Nothing was changed.")
    ),
    "difference_changed": _difference,
    "carry_out_not_added": _fixed(
        lambda: translate("Refusal", "What is taken along now needs an order of its own (F2).")
    ),
    "line_twice": _fixed(
        lambda: translate("Refusal", "One line was changed twice. Nothing was changed; try again.")
    ),
    "already_held": _fixed(lambda: translate("Refusal", "It is on hold for this reason already.")),
    "hold_unknown": _fixed(lambda: translate("Refusal", "This hold is not on this computer.")),
    "hold_closed": _fixed(lambda: translate("Refusal", "This hold was released already.")),
    "hold_subject_missing": _fixed(
        lambda: translate("Refusal", "Choose the line or the parcel that has to wait.")
    ),
    "hold_of_another": _another,
    "appeasement_changed": _goodwill,
    "appeased_above_paid": _above_paid,
    "credit_needs_customer": _fixed(
        lambda: translate("Refusal", "Store credit needs a customer; this order has none.")
    ),
    "percent_out_of_range": _fixed(
        lambda: translate("Refusal", "A percentage lies between 0 and 100. Nothing was given.")
    ),
    "note_too_long": _note_long,
    "message_unknown": _fixed(
        lambda: translate("Refusal", "This mail is not on this computer. Nothing was sent.")
    ),
    "message_not_ended": _fixed(
        lambda: translate("Refusal", "This mail is still on its way. Nothing was sent twice.")
    ),
    "no_address": _fixed(
        lambda: translate("Refusal", "The customer has no mail address. Nothing was sent.")
    ),
}
for _code, _wording in _TOLD.items():
    refusals.word(_code, _wording)


def told(code: str, facts: Facts) -> str:
    return refusals.told(code, facts)
