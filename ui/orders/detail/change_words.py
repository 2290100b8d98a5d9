"""In which words is a change told: the way something comes, and old → new."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.desk.order.ways import Way
from app.orders.changes import Change, ChangeKind, Told
from app.orders.states import Method
from ui.kit import formats
from ui.orders import words as orders_words
from ui.orders.detail.moments import window

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def way(found: Way, now: int) -> str:
    if found.method is Method.SHIP:
        when = window(found.promise_from, found.promise_to, now)
        return translate("order", "Home, {when}").format(when=when)
    when = orders_words.when(found.promise_to, now)
    return translate("order", "Pick up {when}").format(when=when)


def way_icon(method: Method) -> str:
    return "truck" if method is Method.SHIP else "store"


def change(made: Change, name: str, sites: Mapping[str, str], now: int) -> str:
    """`Linen Shirt: 2 → 1`, `Linen Shirt: Menteng → Kemang, today 17:00`."""
    before, after = made.before, made.after
    if made.kind is ChangeKind.SHIPPING:
        return translate("order", "Delivery charge")
    if made.kind is ChangeKind.UNEARNED:
        return translate("order", "Promotion no longer earned")
    if after is None:
        return name
    if before is None:
        return translate("order", "New: {n} × {name}").format(n=after.quantity, name=name)
    if made.kind is ChangeKind.DELIVERY:
        old, new = _told_place(before, sites), _told_place(after, sites)
        when = orders_words.when(after.promise_to, now) if after.promise_to else ""
        told = f"{name}: {old} → {new}"
        return f"{told}, {when}" if when else told
    return f"{name}: {formats.qty(before.quantity)} → {formats.qty(after.quantity)}"


def _told_place(told: Told, sites: Mapping[str, str]) -> str:
    place = sites.get(told.site_id or "", "")
    if told.method == Method.SHIP.value:
        return translate("order", "home")
    return place or translate("order", "pickup")
