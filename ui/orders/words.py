"""In which words are promises, availability, tenders and refusals of an order told."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.kit.clock import Instant
from app.orders.model import OrderStatus
from app.orders.states import Assurance, Method
from app.payments.states import TenderKind
from app.pricing.model import TaxRate
from app.routing.model import Availability, Kind, Option
from ui.kit import formats
from ui.kit.theme import Status
from ui.orders.ways import Way

translate = QCoreApplication.translate
FEW = 3  # so few that the customer should hear it

Names = Mapping[str, str]  # site id → name


@dataclass(frozen=True, slots=True)
class Told:
    """What a chip says."""

    status: Status
    words: str
    icon: str = ""


# ---------------------------------------------------------------- availability


def availability(found: Availability | None, quantity: int, *, here: str, carried: bool) -> Told:
    """`here` names this store; `carried`: the customer takes it now, so only this store counts."""
    if found is None:
        return Told(Status.IDLE, translate("orders", "Checking…"))
    if carried or (here and found.here >= quantity):
        return _at_hand(found.here, quantity, here)
    near = found.here + found.nearby
    if near >= quantity:
        if near <= FEW:
            return Told(Status.WARN, translate("orders", "%n left nearby", "", near))
        return Told(Status.OK, translate("orders", "%n nearby", "", near))
    whole = near + found.elsewhere
    if whole >= quantity:
        return Told(Status.OK, translate("orders", "In stock"))
    if found.inbound is not None:
        told = translate("orders", "Inbound {day}").format(day=formats.short_day(found.inbound.at))
        return Told(Status.INFO, told, "truck")
    if whole > 0:
        return Told(Status.WARN, translate("orders", "Only %n left", "", whole))
    return Told(Status.BAD, translate("orders", "Out of stock"))


def _at_hand(have: int, quantity: int, here: str) -> Told:
    if have >= quantity:
        told = translate("orders", "{n} at {place}").format(n=formats.qty(have), place=here)
        return Told(Status.OK, told)
    if have > 0:
        return Told(Status.WARN, translate("orders", "Only %n here", "", have))
    return Told(Status.BAD, translate("orders", "None here"))


# ---------------------------------------------------------------- promises


def promise(way: Way, now: Instant) -> str:
    """`Pick up today 17:00`, `Tue 24 Nov`, `Takes it now`."""
    if way.option is None:
        return translate("orders", "Takes it now")
    if way.method is Method.SHIP:
        days = parts(way.option, now)
        first, last = way.option.promise_from, way.option.promise_to
        return capital(" + ".join(days)) if len(days) > 1 else window(first, last, now)
    days = parts(way.option, now)
    at = " + ".join(days) if len(days) > 1 else when(way.option.promise_to, now)
    return translate("orders", "Pick up {when}").format(when=at)


def parts(option: Option, now: int) -> list[str]:
    """When each part of a split is there, the first one first: `today 14:00`, `Tue 24 Nov`; of
    one that comes at once nothing."""
    if option.kind is not Kind.SPLIT:
        return []
    ends = sorted(parcel.promise_to for parcel in option.parcels)
    days = list(dict.fromkeys(day(end, now) for end in ends))
    if option.parcels[0].method is Method.SHIP or len(days) == 1:
        return days
    last_of_first = max(end for end in ends if day(end, now) == days[0])
    return [when(last_of_first, now), *days[1:]]


def when(at: int, now: int) -> str:
    if formats.local(at).date() == formats.local(now).date():
        return translate("orders", "today {time}").format(time=formats.clock(at))
    return f"{formats.weekday(at)} {formats.clock(at)}"


def day(at: int, now: int) -> str:
    if formats.local(at).date() == formats.local(now).date():
        return translate("orders", "today")
    return formats.weekday(at)


def window(first: int, last: int, now: int) -> str:
    start, end = formats.local(first).date(), formats.local(last).date()
    if start == end:
        today = end == formats.local(now).date()
        return translate("orders", "Today") if today else formats.weekday(end)
    return f"{formats.weekday(start)} – {formats.weekday(end)}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def places(option: Option, names: Names) -> str:
    told = dict.fromkeys(names.get(parcel.site_id, "") for parcel in option.parcels)
    return " + ".join(name for name in told if name)


def sent_there(option: Option, names: Names) -> str:
    """`sent from Kemang`: of what the store that it is collected from does not have."""
    place = next((names.get(parcel.sent_from, "") for parcel in option.parcels), "")
    return translate("orders", "sent from {place}").format(place=place) if place else ""


def later(option: Option, rows: Mapping[str, str], now: int) -> str:
    """Of a split: `Rain Jacket from Tue 24 Nov`. `rows`: basket row → its name."""
    if len(parts(option, now)) < 2:
        return ""
    last = max(option.parcels, key=lambda parcel: parcel.promise_to)
    names = dict.fromkeys(rows.get(part.key, "") for part in last.quantities)
    told = translate("orders", "{items} from {day}")
    return told.format(items=", ".join(filter(None, names)), day=day(last.promise_to, now))


def way_detail(way: Way, names: Names, *, here: str, to: str, assured: str, later: str = "") -> str:
    """Where it comes from or goes to, what is late, and how sure it is."""
    if way.option is None:
        return here
    option = way.option
    parts = [assured, waits(option) or later, places(option, names), sent_there(option, names)]
    if way.method is Method.SHIP:
        count = len(option.parcels)
        parcels = translate("orders", "%n parcel(s)", "", count)
        goods = waits(option) or later
        parts = [assured, goods, to, parcels, footprint(option), places(option, names)]
    return " · ".join(part for part in parts if part)


def waits(option: Option) -> str:
    return translate("orders", "waits for goods") if option.kind is Kind.WAIT else ""


def footprint(option: Option) -> str:
    """`0,4 kg CO₂e`; nothing where nobody knows."""
    if option.co2 is None:
        return ""
    return translate("orders", "{kg} kg CO₂e").format(kg=formats.decimal(option.co2.grams / 1_000))


def cost(minor: int, currency: str) -> str:
    return formats.money(minor, currency) if minor else translate("orders", "Free")


def way_icon(way: Way) -> str:
    return {
        Method.CARRY_OUT: "shopping-bag",
        Method.PICKUP: "store",
        Method.SHIP: "truck",
    }[way.method]


def assurance(sure: Assurance, age_s: float | None) -> str:
    """`age_s`: of the stock figure that a provisional promise stands on."""
    if sure is Assurance.CONFIRMED:
        return ""
    if sure is Assurance.GUARANTEED:
        return translate("orders", "guaranteed")
    if age_s is None:
        return translate("orders", "provisional")
    return translate("orders", "provisional, stock {age} old").format(age=formats.age(age_s))


def method(told: str) -> str:
    return {
        Method.PICKUP.value: translate("orders", "Pickup"),
        Method.SHIP.value: translate("orders", "Shipping"),
        Method.CARRY_OUT.value: translate("orders", "Takes it now"),
    }.get(told, "")


# ---------------------------------------------------------------- money


def tender(kind: str) -> str:
    return {
        TenderKind.PAY_LINK.value: translate("orders", "Pay link"),
        TenderKind.AT_STORE.value: translate("orders", "At store"),
        TenderKind.CASH.value: translate("orders", "Cash"),
        TenderKind.TERMINAL.value: translate("orders", "Terminal"),
    }.get(kind, kind)


def included_tax(rate: TaxRate) -> str:
    percent = formats.percent(rate.numerator / rate.denominator)
    told = translate("orders", "incl. {tax} {percent}")
    return told.format(tax=rate.name, percent=percent)


def manual_discount() -> str:
    return translate("orders", "Discount")


# ---------------------------------------------------------------- orders


def status(of: OrderStatus) -> Told:
    return {
        OrderStatus.CONFIRMED: Told(Status.INFO, translate("orders", "Confirmed")),
        OrderStatus.BACKORDERED: Told(Status.WARN, translate("orders", "Backorder")),
        OrderStatus.PICKING: Told(Status.INFO, translate("orders", "Picking")),
        OrderStatus.PARTLY_READY: Told(Status.INFO, translate("orders", "Partly ready")),
        OrderStatus.READY: Told(
            Status.INFO, translate("orders", "Ready for pickup"), "shopping-bag"
        ),
        OrderStatus.PARTLY_SHIPPED: Told(
            Status.INFO, translate("orders", "Partly shipped"), "truck"
        ),
        OrderStatus.IN_TRANSIT: Told(Status.INFO, translate("orders", "Shipped"), "truck"),
        OrderStatus.PARTLY_FULFILLED: Told(Status.INFO, translate("orders", "Partly handed over")),
        OrderStatus.COLLECTED: Told(Status.OK, translate("orders", "Collected")),
        OrderStatus.DELIVERED: Told(Status.OK, translate("orders", "Delivered")),
        OrderStatus.PARTLY_RETURNED: Told(
            Status.HOLD, translate("orders", "Partly returned"), "undo-2"
        ),
        OrderStatus.RETURNED: Told(Status.HOLD, translate("orders", "Returned"), "undo-2"),
        OrderStatus.CANCELLED: Told(Status.IDLE, translate("orders", "Cancelled")),
    }[of]


def orders_count(count: int) -> str:
    return translate("orders", "%n order(s)", "", count)


def phone(e164: str) -> str:
    """`+62 812-3456-7890` as Indonesians write it; others as they are kept."""
    rest = e164.removeprefix("+62")
    if rest == e164:
        return e164
    return "+62 " + "-".join(part for part in (rest[:3], rest[3:7], rest[7:]) if part)
