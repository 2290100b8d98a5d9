"""In which words is a fulfillment order told: its place, its stand, its promise, the difference."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.desk.order.groups import Group, Part, Stand
from app.kit.money import share
from app.orders.states import Method
from ui.kit import Status, formats
from ui.orders.detail.moments import moment, window
from ui.orders.words import Told, capital

translate = QCoreApplication.translate  # lupdate knows the name `translate`
MINUTE, HALF_HOUR = 60, 1_800  # seconds

ICONS = {
    Stand.WAITING: "hourglass",
    Stand.BACKORDER: "clock",
    Stand.IN_TRANSIT: "truck",
    Stand.CANCELLED: "circle-x",
}
PART_ICONS = {
    Stand.READY: "package-check",
    Stand.COLLECTED: "check-check",
    Stand.DELIVERED: "check-check",
    Stand.IN_TRANSIT: "truck",
    Stand.CANCELLED: "x",
}


def group_icon(group: Group) -> str:
    if group.stand in ICONS:
        return ICONS[group.stand]
    return {
        Method.SHIP.value: "truck",
        Method.PICKUP.value: "store",
    }.get(group.method, "shopping-bag")


def group_title(group: Group, place: str) -> str:
    if group.stand is Stand.CANCELLED:
        return translate("order", "Cancelled")
    if group.method == Method.CARRY_OUT.value:
        return translate("order", "Taken along, {place}").format(place=place)
    if group.method == Method.PICKUP.value:
        return translate("order", "Pick up, {place}").format(place=place)
    if group.stand is Stand.BACKORDER:
        return translate("order", "Home, when it arrives")
    return translate("order", "Home, from {place}").format(place=place)


def stand(group: Group) -> Told:
    return {
        Stand.WAITING: Told(Status.IDLE, translate("order", "Not started")),
        Stand.BACKORDER: Told(Status.WARN, translate("order", "Backorder")),
        Stand.TO_PICK: Told(Status.INFO, translate("order", "To pick")),
        Stand.PICKING: Told(Status.INFO, translate("order", "Picking"), "hand"),
        Stand.READY: Told(Status.INFO, translate("order", "Ready"), "shopping-bag"),
        Stand.IN_TRANSIT: Told(
            Status.INFO,
            translate("order", "On its way") if group.sent_from else translate("order", "Shipped"),
            "truck",
        ),
        Stand.COLLECTED: Told(Status.OK, translate("order", "Collected")),
        Stand.DELIVERED: Told(Status.OK, translate("order", "Delivered")),
        Stand.CANCELLED: Told(Status.IDLE, translate("order", "Cancelled")),
    }[group.stand]


def under_title(group: Group, names: Mapping[str, str], now: int) -> str:
    """Where it lies, or who has it in hand."""
    parcel = group.parcel
    parts = []
    if parcel is not None and parcel.bin_code and group.stand is Stand.READY:
        parts.append(translate("order", "Bin {bin}").format(bin=parcel.bin_code))
    if group.stand is Stand.PICKING and parcel is not None and parcel.claimed_by:
        who = names.get(parcel.claimed_by, "")
        parts.append(translate("order", "{name} is picking it").format(name=who) if who else "")
    if group.stand is Stand.READY and parcel is not None and parcel.ready_at:
        since = formats.age((now - parcel.ready_at) / 1e6)
        parts.append(translate("order", "waiting for {age}").format(age=since))
    if group.stand in (Stand.COLLECTED, Stand.DELIVERED) and parcel is not None:
        at = parcel.closed_at
        parts.append(moment(at, now) if at else "")
    if group.sent_from:
        parts.append(translate("order", "sent from {place}").format(place=group.sent_from))
    if group.stand is Stand.WAITING and any(part.line.ship_group for part in group.parts):
        parts.append(translate("order", "waits for the rest of its parcel"))
    if not any(parts):
        units = sum(part.units for part in group.parts)
        parts = [translate("order", "%n item(s)", "", units)]
    return " · ".join(filter(None, parts))


def promised(group: Group, now: int) -> str:
    """What the customer heard."""
    if group.told_at is None:
        return "–"
    return _promise(group.method, group.told_from, group.told_at, now)


def _promise(method: str, first: int | None, last: int, now: int) -> str:
    if method == Method.SHIP.value:
        return window(first or last, last, now)
    return capital(moment(last, now))


def expected(group: Group, now: int) -> str:
    """What the customer can count on now."""
    if group.done_at is not None:
        return capital(moment(group.done_at, now))
    if group.expected_at is None:
        return translate("order", "No date yet")
    if now >= group.expected_at:
        return translate("order", "Not there yet")
    if group.method == Method.SHIP.value and group.expected_at == group.promise_to:
        return _promise(group.method, group.promise_from, group.promise_to, now)
    return capital(moment(group.expected_at, now))


def difference(group: Group, now: int) -> Told | None:
    """Early, on time or late against the promise; None where nothing was promised."""
    late = group.late_by(now)
    if late is None:
        waits = group.stand is Stand.BACKORDER
        return Told(Status.WARN, translate("order", "Waits for goods")) if waits else None
    seconds = late / 1e6
    if group.done_at is None:
        if seconds >= MINUTE and (group.expected_at or 0) > now:
            return _late(seconds, Status.WARN)  # later than told, but on a known day
        return _still_open(seconds, (group.told_at or now) - now)
    if seconds >= MINUTE:
        return _late(seconds, Status.WARN)
    if group.method != Method.SHIP.value and seconds <= -MINUTE:
        told = translate("order", "{age} early").format(age=formats.age(-seconds))
        return Told(Status.OK, told)
    return Told(Status.OK, translate("order", "On time"))


def _still_open(seconds: float, left: int) -> Told:
    """`left`: microseconds until what was told."""
    if seconds >= MINUTE:
        return _late(seconds, Status.BAD)
    if left / 1e6 <= HALF_HOUR:
        told = translate("order", "due in {age}").format(age=formats.age(max(0.0, left / 1e6)))
        return Told(Status.WARN, told)
    return Told(Status.OK, translate("order", "On time"))


def _late(seconds: float, status_of: Status) -> Told:
    told = translate("order", "{age} late").format(age=formats.age(seconds))
    return Told(status_of, told)


def part_stand(group: Group, part: Part) -> str:
    if part.line.returned and group.stand in (Stand.COLLECTED, Stand.DELIVERED):
        told = translate("order", "{n} of {all} returned")
        return told.format(n=formats.qty(part.line.returned), all=formats.qty(part.line.ordered))
    if group.stand is Stand.READY and group.parcel is not None and group.parcel.bin_code:
        return translate("order", "In bin {bin}").format(bin=group.parcel.bin_code)
    if group.stand in (Stand.TO_PICK, Stand.PICKING):
        told = translate("order", "{n} of {all} picked")
        return told.format(n=formats.qty(part.picked), all=formats.qty(part.units))
    if group.stand is Stand.BACKORDER:
        return translate("order", "Not arrived yet")
    return stand(group).words


def part_price(part: Part, currency: str) -> str:
    """`2 × 690.000 − 138.000`: what was taken off stands beside what it costs."""
    each = formats.plain_money(part.line.unit_minor, currency)
    told = f"{formats.qty(part.units)} × {each}"
    off = share(part.line.discount_minor, part.units, part.line.ordered)
    return f"{told} {formats.MINUS} {formats.plain_money(off, currency)}" if off else told


def part_total(part: Part) -> int:
    return share(part.line.total_minor, part.units, part.line.ordered)
