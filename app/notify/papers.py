"""An order as its customer sees it: what comes from where and when, and what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.fulfillment.papers import ParcelOnPaper
from app.kit.money import share
from app.notify.words import Words
from app.orders.queries import OrderCard, OrderLineRow
from app.orders.states import Method, Units
from app.payments.queries import Payment
from app.payments.states import PaymentState, TenderKind
from app.places.papers import PlaceOnPaper, place_on_paper

ZONE = "Asia/Jakarta"  # of an order whose place nobody knows


@dataclass(frozen=True, slots=True)
class Item:
    """Some units of a line; `amount_minor` is their share of what the line costs."""

    name: str
    sku: str
    quantity: int
    unit_minor: int
    discount_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Group:
    """What comes the same way: from one place, at one time. `words` speaks the place's zone."""

    method: str
    place: PlaceOnPaper | None
    promise_from: int | None
    promise_to: int | None
    items: tuple[Item, ...]
    words: Words


def words_for(db: Connection, order: OrderCard, language: str) -> Words:
    place = place_on_paper(db, order.head.site_id)
    return Words(language, order.head.currency, place.time_zone if place else ZONE)


def items_of(order: OrderCard, taken: Iterable[tuple[str | None, int]]) -> tuple[Item, ...]:
    """The given units of the order's lines, in the order's own sequence."""
    units: dict[str | None, int] = {}
    for line_id, quantity in taken:
        units[line_id] = units.get(line_id, 0) + quantity
    return tuple(
        _item(line, units[line.line_id]) for line in order.lines if units.get(line.line_id)
    )


def parcel_items(order: OrderCard, parcel: ParcelOnPaper) -> tuple[Item, ...]:
    return items_of(order, parcel.lines)


def groups_of(db: Connection, order: OrderCard, words: Words) -> tuple[Group, ...]:
    """Lines that were not cancelled, by method, place and promise; methods in reading order."""
    keys: dict[tuple[str, str | None, int | None, int | None], list[OrderLineRow]] = {}
    for line in order.lines:
        if _live(line):
            key = (line.method, line.site_id, line.promise_from, line.promise_to)
            keys.setdefault(key, []).append(line)
    return tuple(
        _group(db, key, [_item(line, _live(line)) for line in lines], words)
        for key, lines in keys.items()
    )


def live_total(order: OrderCard) -> int:
    """What the order costs without the units that were cancelled."""
    goods = sum(_part(line, line.total_minor) for line in order.lines)
    return goods + live_clawed(order) + live_charges(order) + order.rounding_minor


def live_clawed(order: OrderCard) -> int:
    """Discounts that what is left no longer earns: they are on top of its prices."""
    return order.clawed_minor if any(map(_live, order.lines)) else 0


def live_charges(order: OrderCard) -> int:
    """Delivery costs nothing any more when all that was to be sent was cancelled."""
    shipped = [line for line in order.lines if line.method == Method.SHIP.value]
    return order.charges_minor if not shipped or any(map(_live, shipped)) else 0


def live_tax(order: OrderCard) -> int:
    """At the rate of the goods also of what is on top of their prices."""
    goods = sum(_part(line, line.total_minor) for line in order.lines)
    tax = sum(_part(line, line.tax_minor) for line in order.lines)
    return tax + (share(tax, live_clawed(order), goods) if goods else 0)


def due_at_store(payments: Iterable[Payment]) -> int:
    return _pending(payments, TenderKind.AT_STORE)


def due_by_link(payments: Iterable[Payment]) -> int:
    return _pending(payments, TenderKind.PAY_LINK)


def taken_of(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """The tenders that are money in hand."""
    return tuple(payment for payment in payments if payment.captured_minor)


def _pending(payments: Iterable[Payment], kind: TenderKind) -> int:
    return sum(
        payment.amount_minor
        for payment in payments
        if payment.kind == kind.value and payment.state == PaymentState.PENDING.value
    )


def _live(line: OrderLineRow) -> int:
    return line.ordered - line.units[Units.CANCELLED]


def _part(line: OrderLineRow, amount: int) -> int:
    return share(amount, _live(line), line.ordered)


def _item(line: OrderLineRow, quantity: int) -> Item:
    return Item(
        name=line.name,
        sku=line.sku,
        quantity=quantity,
        unit_minor=line.unit_minor,
        discount_minor=share(line.discount_minor, quantity, line.ordered),
        amount_minor=share(line.total_minor, quantity, line.ordered),
    )


def _group(
    db: Connection,
    key: tuple[str, str | None, int | None, int | None],
    items: list[Item],
    words: Words,
) -> Group:
    method, site_id, promise_from, promise_to = key
    place = place_on_paper(db, site_id)
    zone = place.time_zone if place else words.zone
    return Group(
        method=method,
        place=place,
        promise_from=promise_from,
        promise_to=promise_to,
        items=tuple(items),
        words=Words(words.language, words.currency, zone),
    )
