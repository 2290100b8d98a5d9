"""What can still be done with the order on the screen, how far, and else the reason in words."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.desk.order.detail import OrderDetail
from app.identity.roles import Verdict, right_of
from ui.kit import Action, formats
from ui.orders.detail import acts
from ui.orders.detail.still import Possible

translate = QCoreApplication.translate  # lupdate knows the name `translate`
May = Callable[[str], bool]


def possible(detail: OrderDetail, role: str, may: May, *, away: bool) -> tuple[Possible, ...]:
    """`away`: the server does not answer; what needs its certainty waits."""
    room = detail.room
    fewer = _first(*(line.fewer for line in room.lines), room.add)
    delivery = _first(*(line.delivery for line in room.lines))
    return (
        _told(acts.DELIVERY, _where(detail, "delivery"), delivery, may),
        _told(acts.ADDRESS, _address(detail), room.address, may),
        _told(acts.CHANGE, _where(detail, "fewer"), fewer if room.add else "", may),
        _told(acts.GOODWILL, _limit(role), _goodwill_closed(detail, away), may),
        _told(acts.HOLD, _holds(detail), "order_closed" if room.add else "", may),
        _told(acts.CANCEL, _where(detail, "cancel"), room.cancel, may),
        _told(acts.CALL_BACK, _whom(detail), "" if _whom(detail) else "no_customer", may),
        _told(acts.AGAIN, translate("order", "a new order with the same items"), "", may),
    )


def _first(*codes: str) -> str:
    """Open when any is open; else the first reason."""
    return "" if not codes or "" in codes else codes[0]


def _told(action: Action, far: str, code: str, may: May) -> Possible:
    allowed = may(action.permission)
    why = why_closed(code) if code else ""
    if not allowed:
        why = translate("order", "your role may not; a manager can")
    return Possible(
        action.id,
        action.icon or "copy",
        action.words(),
        why or far,
        action.shown_key,
        allowed and not code,
    )


def _where(detail: OrderDetail, part: str) -> str:
    """`2 of 4 lines · 1 is picked already`: how far it goes."""
    lines = detail.room.lines
    codes = [getattr(line, part) for line in lines]
    open_ones = codes.count("")
    closed = next((code for code in codes if code), "")
    if not closed:
        return translate("order", "all lines")
    return translate("order", "{n} of {all} lines · the rest {why}").format(
        n=formats.qty(open_ones), all=formats.qty(len(lines)), why=why_closed(closed)
    )


def _address(detail: OrderDetail) -> str:
    known = {a.address_id: a for a in (detail.customer.addresses if detail.customer else ())}
    now = known.get(detail.card.address_id or "")
    return ", ".join(filter(None, (now.street, now.city))) if now else ""


def _whom(detail: OrderDetail) -> str:
    return detail.customer.name if detail.customer else ""


def _goodwill_closed(detail: OrderDetail, away: bool) -> str:
    if not detail.card.head.paid_minor:
        return "not_paid"
    return "server_away" if away else ""


def _limit(role: str) -> str:
    right = right_of(role, "appeasement")
    if right.verdict is Verdict.LIMIT:
        limit = formats.money(right.limit)
        return translate("order", "to {limit} without approval").format(limit=limit)
    if right.verdict is Verdict.APPROVAL:
        return translate("order", "a second person approves")
    return ""


def _holds(detail: OrderDetail) -> str:
    held = len(detail.card.open_holds)
    if held:
        return translate("order", "%n open: release or add", "", held)
    return translate("order", "stops picking, hand-over and shipping")


def why_closed(code: str) -> str:
    """The reason why something stays as it is, as half a sentence."""
    return {
        "order_closed": translate("order", "the order has ended"),
        "in_transit": translate("order", "is on its way"),
        "already_packed": translate("order", "already packed"),
        "already_ready": translate("order", "already in its bin"),
        "already_picked": translate("order", "already picked"),
        "already_delivered": translate("order", "already delivered"),
        "already_collected": translate("order", "already handed over"),
        "already_cancelled": translate("order", "already cancelled"),
        "nothing_shipped": translate("order", "nothing is shipped"),
        "no_customer": translate("order", "nobody is known to call"),
        "not_paid": translate("order", "nothing was paid yet"),
        "server_away": translate("order", "needs the server, which is away"),
        "no_other_way": translate("order", "there is no other way for it now"),
        "none_there": translate("order", "it is not there now, nor on its way"),
        "nothing_to_join": translate("order", "all else has left already: make a new order (F2)"),
    }.get(code, code)
