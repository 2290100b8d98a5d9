"""In which words is each happening of the timeline told: a title, what more there is, an icon."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.desk.order.detail import OrderDetail
from app.desk.order.trail import Happening
from app.orders.reasons import CancelReason
from ui.kit import Status, formats
from ui.orders.detail import words
from ui.orders.detail.sourcing import sentence

translate = QCoreApplication.translate  # lupdate knows the name `translate`


@dataclass(frozen=True, slots=True)
class Tale:
    """One entry of the timeline. `more` may be empty."""

    title: str
    more: str
    icon: str
    status: Status


_MOVES: dict[str, tuple[str, Status]] = {
    "source": ("warehouse", Status.INFO),
    "supply": ("package-open", Status.INFO),
    "release": ("warehouse", Status.INFO),
    "re_source": ("rotate-cw", Status.WARN),
    "backorder": ("clock", Status.WARN),
    "pick": ("hand", Status.INFO),
    "undo_pick": ("undo-2", Status.IDLE),
    "reject": ("package-x", Status.WARN),
    "undo_short": ("undo-2", Status.IDLE),
    "stage": ("shopping-bag", Status.INFO),
    "undo_stage": ("undo-2", Status.IDLE),
    "put_back": ("undo-2", Status.IDLE),
    "hand_over": ("check-check", Status.OK),
    "undo_hand_over": ("undo-2", Status.IDLE),
    "carry_out": ("check-check", Status.OK),
    "expire": ("timer", Status.WARN),
    "pack": ("package", Status.INFO),
    "undo_pack": ("undo-2", Status.IDLE),
    "ship": ("truck", Status.INFO),
    "undo_ship": ("undo-2", Status.IDLE),
    "deliver": ("check-check", Status.OK),
    "arrive": ("store", Status.INFO),
    "lose": ("octagon-x", Status.BAD),
    "cancel": ("circle-x", Status.IDLE),
    "add": ("plus", Status.INFO),
    "change_delivery": ("arrow-left-right", Status.INFO),
    "change_address": ("map-pin", Status.INFO),
    "change_shipping": ("truck", Status.IDLE),
    "claw_back": ("badge-percent", Status.IDLE),
    "re_promise": ("calendar-clock", Status.WARN),
    "end_return": ("undo-2", Status.IDLE),
}
_OTHERS: dict[str, tuple[str, Status]] = {
    "placed": ("phone-call", Status.IDLE),
    "promised": ("link", Status.HOLD),
    "paid": ("credit-card", Status.OK),
    "mail": ("mail", Status.IDLE),
    "return": ("undo-2", Status.HOLD),
    "hold": ("pause", Status.HOLD),
    "unhold": ("play", Status.OK),
    "appease": ("gift", Status.OK),
    "note": ("pencil", Status.IDLE),
    "case": ("triangle-alert", Status.WARN),
    "settled": ("check", Status.OK),
}


def tale(happening: Happening, detail: OrderDetail) -> Tale:
    icon, status = (_MOVES | _OTHERS).get(happening.kind, ("circle-dot", Status.IDLE))
    if happening.kind == "placed" and happening.detail != "phone":
        icon = "store"
    if happening.kind == "mail":
        status = words.mail_state(happening.state).status
    return Tale(_title(happening, detail), _more(happening, detail), icon, status)


def _title(happening: Happening, detail: OrderDetail) -> str:
    amount = formats.money(happening.amount_minor or 0, detail.currency)
    match happening.kind:
        case "placed":
            return _placed(happening.detail)
        case "promised":
            return translate("order", "To be paid: {tender}").format(
                tender=words.tender(happening.detail)
            )
        case "paid":
            told = translate("order", "Paid {amount}, {tender}")
            return told.format(amount=amount, tender=words.tender(happening.detail))
        case "mail":
            return translate("order", "Mail: {what}").format(what=words.mail(happening.detail))
        case "return":
            return translate("order", "Returned: {items}").format(items=_items(happening, detail))
        case "hold":
            return translate("order", "Put on hold")
        case "unhold":
            return translate("order", "Hold released")
        case "appease":
            return translate("order", "Goodwill {amount}").format(amount=amount)
        case "note":
            return translate("order", "Note")
        case "case":
            return words.case(happening.detail)
        case "settled":
            return translate("order", "Settled: {what}").format(what=words.case(happening.detail))
    told = _move(happening.kind)
    return told.format(items=_items(happening, detail))


def _placed(channel: str) -> str:
    return {
        "phone": translate("order", "Placed by phone"),
        "store": translate("order", "Placed in the store"),
        "web": translate("order", "Placed on the web"),
    }.get(channel, translate("order", "Order placed"))


def _move(act: str) -> str:
    return {
        "source": translate("order", "Sourced: {items}"),
        "supply": translate("order", "Goods arrived: {items}"),
        "release": translate("order", "Given to the place: {items}"),
        "re_source": translate("order", "Looks for another place: {items}"),
        "backorder": translate("order", "Waits for goods: {items}"),
        "pick": translate("order", "Picked: {items}"),
        "undo_pick": translate("order", "Pick undone: {items}"),
        "reject": translate("order", "Short: {items}"),
        "undo_short": translate("order", "Found after all: {items}"),
        "stage": translate("order", "Ready: {items}"),
        "undo_stage": translate("order", "Not ready after all: {items}"),
        "put_back": translate("order", "Put back: {items}"),
        "hand_over": translate("order", "Handed over: {items}"),
        "undo_hand_over": translate("order", "Hand-over undone: {items}"),
        "carry_out": translate("order", "Taken along: {items}"),
        "expire": translate("order", "Not collected: {items}"),
        "pack": translate("order", "Packed: {items}"),
        "undo_pack": translate("order", "Unpacked: {items}"),
        "ship": translate("order", "Shipped: {items}"),
        "undo_ship": translate("order", "Not sent after all: {items}"),
        "deliver": translate("order", "Delivered: {items}"),
        "arrive": translate("order", "Arrived: {items}"),
        "lose": translate("order", "Lost: {items}"),
        "cancel": translate("order", "Cancelled: {items}"),
        "add": translate("order", "Added: {items}"),
        "change_delivery": translate("order", "Comes another way: {items}"),
        "change_address": translate("order", "Another address"),
        "change_shipping": translate("order", "Delivery charge changed"),
        "claw_back": translate("order", "Promotion no longer earned"),
        "re_promise": translate("order", "Another time: {items}"),
        "end_return": translate("order", "No longer awaited by mail: it came over the counter"),
        "offer": translate("order", "Not there in time, customer asked: {items}"),
    }.get(act, act)


def _items(happening: Happening, detail: OrderDetail) -> str:
    """`Linen Shirt White, 2 × Socks`; from the third on only counted."""
    named = []
    for line_id, units in happening.units[:2]:
        line = detail.line(line_id)
        name = line.name if line else ""
        named.append(f"{formats.qty(units)} × {name}" if units > 1 else name)
    rest = len(happening.units) - 2
    if rest > 0:
        named.append(translate("order", "%n more", "", rest))
    return ", ".join(filter(None, named))


def _more(happening: Happening, detail: OrderDetail) -> str:
    """Who, where, why."""
    who = detail.people.get(happening.user_id, "")
    where = detail.sites.get(happening.site_id or "", "")
    match happening.kind:
        case "promised":
            state = words.payment_state(happening.state)
            amount = formats.money(happening.amount_minor or 0, detail.currency)
            parts = [amount, state]
        case "paid":
            parts = []
        case "mail":
            parts = [words.mail_state(happening.state).words]
        case "hold" | "unhold":
            parts = [words.hold(happening.detail), who, happening.note]
        case "appease":
            parts = [words.appease_code(happening.detail), who, happening.note]
        case "note":
            parts = [happening.note, who]
        case "re_promise":
            parts = [_was(happening.detail)]
        case "offer":
            parts = [_could_be(happening.detail)]
        case "change_delivery" | "change_address" | "change_shipping" | "add" | "claw_back":
            parts = [who]
        case "undo_short":
            parts = [who, where]
        case "end_return":
            parts = [happening.detail, who]
        case "return":
            amount = formats.money(happening.amount_minor or 0, detail.currency)
            parts = [who, where, happening.detail, amount]
        case "case" | "settled":
            parts = [happening.note, who]
        case "source" if told := _decision(happening, detail):
            parts = [who, told]
        case _:
            parts = [who, where, reason(happening.detail) if happening.kind != "placed" else ""]
    approver = detail.people.get(happening.approver_id, "")
    if approver:
        parts.append(translate("order", "approved by {name}").format(name=approver))
    return " · ".join(filter(None, parts))


def _decision(happening: Happening, detail: OrderDetail) -> str:
    """Why that place: the sentence of the recorded decision."""
    found = (one for one in detail.sourced if one.decision_id == happening.decision_id)
    decided = next(found, None)
    return sentence(decided, detail) if decided else ""


def _was(detail: str) -> str:
    """The promise before: `was told for Tue 24 Nov`."""
    last = detail.rpartition("/")[2]
    if not last:
        return ""
    day = formats.weekday(int(last))
    return translate("order", "was told for {day}").format(day=day)


def _could_be(detail: str) -> str:
    """When it could be there after all."""
    if not detail:
        return translate("order", "nothing is on its way")
    return translate("order", "could be there {day}").format(day=formats.weekday(int(detail)))


def reason(code: str) -> str:
    """Of a short pick, a put-back or a cancellation; free words are told as they are."""
    if code in set(CancelReason):
        return words.cancel_reason(CancelReason(code))
    return {
        "not_found": translate("order", "not found"),
        "damaged": translate("order", "damaged"),
        "display_only": translate("order", "display only"),
        "wrong_stock": translate("order", "stock was wrong"),
        "not_accepted": translate("order", "nobody took it up there"),
        "cutoff_missed": translate("order", "missed its carrier there"),
        "at_capacity": translate("order", "its day was too full there"),
        "carrier_out": translate("order", "its carrier does not come there"),
        "stock_corrected": translate("order", "it was not there after all"),
        "wave": translate("order", "placed anew with others"),
    }.get(code, code)
