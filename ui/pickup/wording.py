"""In which words does the counter speak: refusals of its acts, time left, reasons, proofs."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from app.fulfillment.board import PassTrouble, ScannedPass
from app.fulfillment.queries import Column, ParcelCard
from ui.kit import Status, formats, refusals
from ui.kit.refusals import Facts, Wording

translate = QCoreApplication.translate  # lupdate knows the name `translate`

MINUTE, DAY = 60, 86_400
SOON, URGENT = 30 * MINUTE, 10 * MINUTE  # ux.md 3.7
WAITS_LONG = 5 * DAY  # a parcel that waits so long is about to be forgotten


def time_left(seconds: float) -> str:
    """`9 min`, `1 h 10`, `2 days`; below 0 how late it is."""
    told = _span(abs(seconds))
    return translate("pickup", "{age} late").format(age=told) if seconds < 0 else told


def _span(seconds: float) -> str:
    hours = 3_600 <= seconds < DAY
    return formats.lasting(seconds) if hours else formats.age(max(seconds, MINUTE))


def timer(card: ParcelCard, now: int) -> tuple[Status, str]:
    """Time left to pick it, or how long it has been waiting in its bin, or on its way."""
    if card.column is Column.READY:
        waited = (now - (card.ready_at or now)) / 1e6
        return (Status.WARN if waited >= WAITS_LONG else Status.INFO), _span(waited)
    if card.column is Column.ARRIVING:
        return Status.INFO, _span((now - (card.closed_at or now)) / 1e6)
    if card.due_at is None:
        return Status.IDLE, translate("pickup", "no time set")
    left = (card.due_at - now) / 1e6
    status = Status.BAD if left <= URGENT else Status.WARN if left <= SOON else Status.IDLE
    return status, time_left(left)


def buyer(card: ParcelCard) -> str:
    return card.customer_name or card.number


def items(count: int) -> str:
    return translate("pickup", "%n item(s)", "", count)


def column_title(column: Column) -> str:
    return {
        Column.TO_PICK: translate("pickup", "To pick"),
        Column.PICKING: translate("pickup", "Picking"),
        Column.READY: translate("pickup", "Ready"),
        Column.ARRIVING: translate("pickup", "Arriving"),
        Column.COLLECTED: translate("pickup", "Collected"),
        Column.CANCELLED: translate("pickup", "Cancelled"),
    }[column]


def proof(told: str) -> str:
    if told == "proxy":
        return translate("pickup", "Someone else collected; their ID was seen")
    return translate("pickup", "ID was seen")


def hold(reason: str) -> str:
    words = {
        "awaiting_payment": translate("pickup", "On hold: the payment has not come yet"),
        "fraud_check": translate("pickup", "On hold: being checked for fraud"),
    }
    return words.get(reason) or translate("pickup", "On hold: not to be handed over")


# ---------------------------------------------------------------------- refusals


def _already(facts: Facts) -> str:
    at = facts.get("at")
    if isinstance(at, int):
        told = translate("Refusal", "This was handed over at {time} already.")
        return told.format(time=formats.clock(at))
    return translate("Refusal", "This was handed over already.")


def _bin(facts: Facts) -> str:
    told = translate("Refusal", "There is no bin {bin} here for parcels that wait.")
    return told.format(bin=str(facts.get("bin", "")) or "–")


def _due(_facts: Facts) -> str:
    return translate("Refusal", "It has to be paid first (F7).")


def _short_of(facts: Facts) -> str:
    if facts.get("act") == "pick":
        return translate("Refusal", "All of it is picked already.")
    return translate("Refusal", "There are not so many units left to do this with.")


def _fixed(words: Callable[[], str]) -> Wording:
    return lambda _facts: words()


_OWN: Mapping[str, Wording] = {
    "already_handed_over": _already,
    "bin_unknown": _bin,
    "not_ready": _fixed(lambda: translate("Refusal", "It is not in its bin yet: pick it first.")),
    "parcel_changed": _fixed(
        lambda: translate(
            "Refusal", "What is in this parcel has changed. Look at it again, then press F12."
        )
    ),
    "proxy_name_missing": _fixed(
        lambda: translate("Refusal", "Who is collecting? Type the name (F4).")
    ),
    "order_held": _fixed(lambda: translate("Refusal", "A hold keeps this order here.")),
    "payment_due": _due,
    "still_to_pick": _fixed(
        lambda: translate("Refusal", "Not everything is picked; mark what is missing as short.")
    ),
    "nothing_picked": _fixed(lambda: translate("Refusal", "Nothing of it is picked yet.")),
    "not_sent_to_a_store": _fixed(lambda: translate("Refusal", "This one goes to no other store.")),
    "nothing_came": _fixed(
        lambda: translate("Refusal", "Nothing of it was scanned yet: scan what came.")
    ),
    "not_a_pickup": _fixed(lambda: translate("Refusal", "This one is shipped, not collected.")),
    "undo_too_late": _fixed(
        lambda: translate(
            "Refusal", "Too long ago to undo. Put the parcel back, or take the goods as a return."
        )
    ),
    "short_unknown": _fixed(
        lambda: translate("Refusal", "This short pick is not known on this computer.")
    ),
    "short_cancelled": _fixed(
        lambda: translate(
            "Refusal", "The item was cancelled for the customer already. Add it to the order again."
        )
    ),
    "moved_elsewhere": _fixed(
        lambda: translate(
            "Refusal", "The item goes another way by now: somebody else has it in hand."
        )
    ),
    "counted_meanwhile": _fixed(
        lambda: translate("Refusal", "The shelf was counted since then. Nothing was changed.")
    ),
    "returned_meanwhile": _fixed(
        lambda: translate("Refusal", "Part of it came back as a return. Nothing was changed.")
    ),
    "wrong_item": _fixed(lambda: translate("Refusal", "This item is not in this order.")),
    "fulfillment_unknown": _fixed(
        lambda: translate("Refusal", "This parcel is not known on this computer.")
    ),
}
# Told by other screens as well, in words of their own.
_SHARED: Mapping[str, Wording] = {
    "too_few_units": _short_of,
    "already_undone": _fixed(lambda: translate("Refusal", "This was undone already.")),
    "overpaid": _fixed(lambda: translate("Refusal", "More was taken than is to be paid.")),
    "drawer_closed": _fixed(
        lambda: translate("Refusal", "Cash needs an open drawer at this computer.")
    ),
    "approval_code_missing": _fixed(
        lambda: translate("Refusal", "Type the approval code from the terminal.")
    ),
    "card_number_in_text": _fixed(
        lambda: translate("Refusal", "Never type a card number; the approval code is enough.")
    ),
}

for _code, _wording in _OWN.items():
    refusals.word(_code, _wording)


def pass_words(told: ScannedPass, now: int) -> str:
    """What the clerk can do about a pickup pass that leads to nothing here."""
    match told.trouble:
        case PassTrouble.FORGED:
            return translate(
                "pickup", "This code is not from our server. Ask for the order number and an ID."
            )
        case PassTrouble.EXPIRED:
            sentence = translate(
                "pickup", "The code of {number} was good until {time}. Look the order up by number."
            )
        case PassTrouble.ELSEWHERE:
            sentence = translate("pickup", "{number} waits at {place}, not here.")
        case PassTrouble.COLLECTED:
            sentence = translate("pickup", "{number} was collected already, {time}.")
        case PassTrouble.NOT_HELD:
            sentence = translate(
                "pickup",
                "The code of {number} is genuine, but this computer does not have the order. "
                "Hand it over at a computer that has it.",
            )
    when = formats.moment(told.at, now) if told.at else ""
    place = told.place or translate("pickup", "another store")
    return sentence.format(number=told.number, time=when, place=place)


def refusal(code: str, facts: Facts) -> str:
    shared = _SHARED.get(code)
    return shared(facts) if shared is not None else refusals.told(code, facts)
