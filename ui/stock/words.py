"""How are the acts of the stock ledger, their reasons and refusals called."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from app.insights.behind_stock import Movement
from app.stock.rules import AdjustReason
from app.stock.states import Bucket
from ui.kit import formats, refusals
from ui.kit.refusals import Facts

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def act_words(movement: Movement, reasons: Sequence[AdjustReason] = ()) -> str:
    """What happened, in a few words; a way between buckets where the act has no name here."""
    named = _acts().get(movement.why)
    if movement.why == "adjust":
        told = reason_words(movement.reason, reasons)
        return f"{named}: {told}" if told and named else str(named)
    if movement.why == "count" and named:
        lost = movement.source == Bucket.AVAILABLE
        more = translate("stock", "{n} not found") if lost else translate("stock", "{n} more found")
        return f"{named}: {more.format(n=formats.qty(movement.quantity))}"
    if named:
        return named
    way = translate("stock", "{source} to {place}")
    return way.format(source=bucket_words(movement.source), place=bucket_words(movement.target))


def _acts() -> dict[str, str]:
    return {
        "opening": translate("stock", "Opening stock"),
        "receive": translate("stock", "Received"),
        "send_transfer": translate("stock", "Transfer sent"),
        "receive_transfer": translate("stock", "Transfer received"),
        "transfer_differs": translate("stock", "Short in a transfer"),
        "send_to_store": translate("stock", "Sent to a store for its customer"),
        "receive_at_store": translate("stock", "Received for its customer"),
        "undo_send": translate("stock", "Not sent after all"),
        "pick": translate("stock", "Picked"),
        "undo_pick": translate("stock", "Pick undone"),
        "put_back": translate("stock", "Put back on the shelf"),
        "restock": translate("stock", "Put back on the shelf"),
        "cancel": translate("stock", "Cancelled, back on the shelf"),
        "hand_over": translate("stock", "Collected"),
        "undo_hand_over": translate("stock", "Hand-over undone"),
        "undo_short": translate("stock", "Short pick undone"),
        "carry_out": translate("stock", "Sold at the counter"),
        "sale": translate("stock", "Sold"),
        "ship": translate("stock", "Shipped"),
        "deliver": translate("stock", "Delivered"),
        "return": translate("stock", "Returned"),
        "found": translate("stock", "Found when it was taken"),
        "adjust": translate("stock", "Adjusted"),
        "undo_adjust": translate("stock", "Correction undone"),
        "count": translate("stock", "Count"),
        "not_found": translate("stock", "Short pick: not found"),
        "wrong_stock": translate("stock", "Short pick: fewer than told"),
        "damaged": translate("stock", "Short pick: damaged"),
        "display_only": translate("stock", "Short pick: display piece"),
    }


def short_words(reason: str) -> str:
    """Why a short pick asks for a count."""
    return _acts().get(reason, "")


def bucket_words(bucket: str) -> str:
    named = {
        Bucket.AVAILABLE: translate("stock", "shelf"),
        Bucket.COMMITTED: translate("stock", "picked"),
        Bucket.DAMAGED: translate("stock", "damaged"),
        Bucket.QUALITY: translate("stock", "quality control"),
        Bucket.IN_TRANSIT: translate("stock", "on the way"),
        Bucket.SUPPLIER: translate("stock", "supplier"),
        Bucket.CUSTOMER: translate("stock", "customer"),
        Bucket.SCRAP: translate("stock", "scrap"),
        Bucket.ADJUSTMENT: translate("stock", "adjustment"),
    }
    return named.get(Bucket(bucket), bucket) if bucket in set(Bucket) else bucket


def reason_words(code: str, reasons: Sequence[AdjustReason]) -> str:
    """Reasons are the retailer's data, named in both languages."""
    for reason in reasons:
        if reason.code == code:
            return reason_name(reason)
    return code


def reason_name(reason: AdjustReason) -> str:
    indonesian = QLocale().language() == QLocale.Language.Indonesian
    return reason.name_id if indonesian and reason.name_id else reason.name


def days_words(days: float | None) -> str:
    """Cover: whole days, "–" where nobody can tell."""
    if days is None:
        return "–"
    most = 999  # years of cover: more digits would tell nothing
    return translate("stock", "{n} d").format(n=formats.qty(min(int(days), most)))


def _more_than_there(facts: Facts) -> str:
    told = translate("stock", "Only {have} are on the shelf by the books. Count it instead.")
    return told.format(have=formats.qty(int(str(facts.get("have", 0)))))


def _more_than_free(facts: Facts) -> str:
    told = translate("stock", "Only {have} can be spared there. Ask for fewer.")
    return told.format(have=formats.qty(int(str(facts.get("have", 0)))))


_WORDED: Mapping[str, Callable[[Facts], str]] = {
    "more_than_there": _more_than_there,
    "needs_recount": lambda _facts: translate(
        "stock", "What differs much must be counted a second time first."
    ),
    "other_place": lambda _facts: translate(
        "stock", "This is another place's stock. Its own manager corrects it."
    ),
    "reason_unknown": lambda _facts: translate(
        "stock", "This reason does not fit. Choose another."
    ),
    "text_too_long": lambda _facts: translate("stock", "The note is too long. Shorten it."),
    "adjustment_unknown": lambda _facts: translate(
        "stock", "Only who made this correction can undo it."
    ),
    "already_undone": lambda _facts: translate("stock", "This was undone already."),
    "claims_fell": lambda _facts: translate(
        "stock", "Orders lost their goods by it. See the tasks."
    ),
    "count_unknown": lambda _facts: translate("stock", "This count is not known here."),
    "count_known": lambda _facts: translate("stock", "This count was begun already."),
    "purchase_unknown": lambda _facts: translate("stock", "This delivery is not known here."),
    "transfer_unknown": lambda _facts: translate("stock", "This transfer is not known here."),
    "transfer_known": lambda _facts: translate("stock", "This transfer was asked for already."),
    "transfer_sent": lambda _facts: translate(
        "stock", "This transfer was sent already. Nothing more was booked."
    ),
    "transfer_received": lambda _facts: translate(
        "stock", "This transfer was received already. Nothing more was booked."
    ),
    "same_place": lambda _facts: translate("stock", "Choose two different places."),
    "place_unknown": lambda _facts: translate("stock", "This place is not known here."),
    "nothing_asked": lambda _facts: translate("stock", "Say what is to be sent."),
    "nothing_sent": lambda _facts: translate(
        "stock", "Nothing is scanned yet. If nothing can be sent, cancel it."
    ),
    "less_without_reason": lambda _facts: translate(
        "stock", "Less than was asked for: say why first."
    ),
    "more_than_free": _more_than_free,
    "receipt_known": lambda _facts: translate("stock", "This receipt was booked already."),
    "nothing_received": lambda _facts: translate("stock", "Nothing is counted yet. Scan an item."),
    "eta_missing": lambda _facts: translate("stock", "Say on which day the goods come."),
    "eta_passed": lambda _facts: translate("stock", "This day is over. Choose a later one."),
    "nothing_counted": lambda _facts: translate("stock", "Nothing is counted yet. Scan an item."),
    "counted_twice_in_one": lambda _facts: translate("stock", "An item is in this count twice."),
    "too_many_lines": lambda _facts: translate(
        "stock", "This count is too long. Finish it and begin another."
    ),
}
for _code, _wording in _WORDED.items():
    refusals.word(_code, _wording)
