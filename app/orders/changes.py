"""What can still change of an order, why not, and what a change costs at the prices as sold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from app.kit.errors import Refusal
from app.kit.money import share
from app.orders.balance import owed_minor
from app.orders.commands import Edits, LineDelivery, LineQuantity
from app.orders.model import MAX_QUANTITY
from app.orders.sending import judge_way
from app.orders.states import Method, OrderState, Units
from app.orders.unearned import NO_TERMS, Terms, clawed_after

Row = Mapping[Any, Any]
Edit = TypeVar("Edit", LineDelivery, LineQuantity)
# What can go elsewhere or away without touching goods in hand, in the order in which it is taken.
BEFORE_PICK = (Units.UNALLOCATED, Units.BACKORDERED, Units.ALLOCATED, Units.RELEASED)
IN_HAND = (Units.PICKED, Units.PACKED, Units.READY)
PLACED_UNITS = (Units.ALLOCATED, Units.RELEASED)
# Why units stay as they are: the furthest ones give the reason.
_WHY = {
    Units.IN_TRANSIT: "in_transit",
    Units.PACKED: "already_packed",
    Units.READY: "already_ready",
    Units.PICKED: "already_picked",
    Units.DELIVERED: "already_delivered",
    Units.COLLECTED: "already_collected",
    Units.CANCELLED: "already_cancelled",
}
_ON_THE_WAY = (Units.IN_TRANSIT, Units.PACKED, Units.READY, Units.PICKED)
CLOSED = "order_closed"


# ---------------------------------------------------------------- what can change


@dataclass(frozen=True, slots=True)
class LineRoom:
    """Codes are empty where it can be changed. `quantity` is what is left without cancelled units.

    `free` units can be taken off or moved; `in_hand` ones only cancelled, with the right
    order.cancel_picked.
    """

    line_id: str
    quantity: int
    free: int
    in_hand: int
    fewer: str
    more: str
    delivery: str
    cancel: str


@dataclass(frozen=True, slots=True)
class OrderRoom:
    order_id: str
    version: int
    add: str
    address: str
    cancel: str
    lines: tuple[LineRoom, ...]


def room_of(order: Row, lines: Sequence[Row], version: int) -> OrderRoom:
    closed = "" if order["state"] == OrderState.PLACED.value else CLOSED
    rooms = tuple(line_room(line, closed) for line in lines)
    stuck = next((room.cancel for room in rooms if room.cancel), closed)
    return OrderRoom(
        order_id=order["id"],
        version=version,
        add=closed,
        address=closed or address_stays(lines),
        cancel="" if any(not room.cancel for room in rooms) else stuck,
        lines=rooms,
    )


def line_room(line: Row, closed: str = "") -> LineRoom:
    free, in_hand = _units(line, BEFORE_PICK), _units(line, IN_HAND)
    carried = line["method"] == Method.CARRY_OUT.value
    return LineRoom(
        line_id=line["id"],
        quantity=line["ordered"] - line[Units.CANCELLED.value],
        free=free,
        in_hand=in_hand,
        fewer=closed or ("" if free else _why(line)),
        more=closed or ("already_collected" if carried else ""),
        delivery=closed or delivery_stays(line),
        cancel=closed or ("" if free or in_hand else _why(line)),
    )


def delivery_stays(line: Row) -> str:
    """The code of why a line's way and place cannot change; what was fulfilled before stays so."""
    if on_the_way := next((state for state in _ON_THE_WAY if line[state.value]), None):
        return _WHY[on_the_way]
    return "" if _units(line, BEFORE_PICK) else _why(line)


def address_stays(lines: Sequence[Row]) -> str:
    shipped = [line for line in lines if line["method"] == Method.SHIP.value]
    for state in (Units.IN_TRANSIT, Units.PACKED):
        if any(line[state.value] for line in shipped):
            return _WHY[state]
    if any(_units(line, (*BEFORE_PICK, Units.PICKED)) for line in shipped):
        return ""
    return next((_why(line) for line in shipped), "nothing_shipped")


def picked_of(line: Row, units: int) -> int:
    """How many of so many units would be taken out of somebody's hands: the others go first."""
    return max(0, units - _units(line, BEFORE_PICK))


# ---------------------------------------------------------------- what it costs


class ChangeKind(StrEnum):
    ADDED = "added"
    MORE = "more"
    FEWER = "fewer"
    DELIVERY = "delivery"
    SHIPPING = "shipping"
    UNEARNED = "unearned"  # a discount that what is left no longer earns


@dataclass(frozen=True, slots=True)
class Told:
    """How a line stands for the customer, before or after."""

    quantity: int
    method: str
    site_id: str | None
    promise_from: int | None
    promise_to: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One old → new; `minor` is what it adds to the price. `before` is None for a new line."""

    kind: ChangeKind
    minor: int
    line_id: str | None = None
    before: Told | None = None
    after: Told | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """Of some units of a line: M2 holds for them alone."""

    discount_minor: int
    tax_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class More:
    """Units that join an order at the price of one of its lines."""

    line_id: str
    quantity: int
    price: Price
    told: Told


@dataclass(frozen=True, slots=True)
class Staged:
    """What the edits come to, before anything is written. All of it happens, or none."""

    changes: tuple[Change, ...]
    fewer: tuple[tuple[str, int], ...]  # (line, units to cancel)
    more: tuple[More, ...]
    deliveries: tuple[LineDelivery, ...]
    shipping_minor: int
    clawed_minor: int
    before_minor: int
    after_minor: int

    @property
    def difference_minor(self) -> int:
        """> 0 is to be collected, < 0 given back."""
        return self.after_minor - self.before_minor


def stage(
    order: Row,
    lines: Sequence[Row],
    edits: Edits,
    added_minor: Sequence[int],
    terms: Terms = NO_TERMS,
) -> Staged:
    """`added_minor`: the total of each added line at today's prices. `terms`: of its promotions.

    Refusals: order_closed, line_unknown, line_twice, quantity_out_of_range, place_missing,
    carry_out_not_added, nothing_shipped, amount_out_of_range, and the codes of LineRoom.
    """
    if order["state"] != OrderState.PLACED.value:
        raise Refusal(CLOSED, state=order["state"])
    draft = _Draft(order, lines, terms)
    for delivery in _once(edits.deliveries, draft.lines):
        draft.deliver(delivery)
    for wanted in _once(edits.quantities, draft.lines):
        draft.set_quantity(wanted)
    for line, minor in zip(edits.added, added_minor, strict=True):
        if line.method is Method.CARRY_OUT:
            raise Refusal("carry_out_not_added", product=line.product_id)
        judge_way(line)
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise Refusal("quantity_out_of_range", quantity=line.quantity, most=MAX_QUANTITY)
        told = Told(
            line.quantity, line.method.value, line.site_id, line.promise_from, line.promise_to
        )
        draft.join(ChangeKind.ADDED, None, told, minor)
    draft.charge(edits.shipping_minor)
    draft.claw()
    return draft.staged()


def more_of(line: Row, quantity: int) -> Price:
    """What the next units of a line cost: cancelled ones come back at what they went for, others
    at their share of the line as it was sold."""
    ordered, gone = line["ordered"], line[Units.CANCELLED.value]
    back = min(quantity, gone)

    def part(column: str) -> int:
        went = share(line[column], gone, ordered) - share(line[column], gone - back, ordered)
        return went + share(line[column], quantity - back, ordered)

    gross = quantity * line["unit_minor"]
    total = part("total_minor")
    if line["total_minor"] == ordered * line["unit_minor"] - line["discount_minor"]:
        tax = share(line["tax_minor"], total, line["total_minor"]) if total else 0
        return Price(gross - total, tax, total)
    discount = part("discount_minor")  # the tax is added to the price
    return Price(discount, total - gross + discount, total)


class _Draft:
    """The order as it would be, change by change, so that their prices add up to the difference."""

    def __init__(self, order: Row, lines: Sequence[Row], terms: Terms) -> None:
        self.order = dict(order)
        self.terms = terms
        self.lines = {line["id"]: dict(line) for line in lines}
        self.joined: list[dict[str, Any]] = []
        self.changes: list[Change] = []
        self.fewer: list[tuple[str, int]] = []
        self.more: list[More] = []
        self.deliveries: list[LineDelivery] = []
        self.before = self.owed()

    def owed(self) -> int:
        return owed_minor(self.order, [*self.lines.values(), *self.joined])

    def deliver(self, wanted: LineDelivery) -> None:
        line = self.lines[wanted.line_id]
        if wanted.method in (Method.CARRY_OUT, Method.TO_STORE):
            raise Refusal("carry_out_not_added", line=wanted.line_id)
        if wanted.method is Method.PICKUP and wanted.site_id is None:
            raise Refusal("place_missing", line=wanted.line_id)
        before = _told(line)
        after = Told(
            before.quantity,
            wanted.method.value,
            wanted.site_id,
            wanted.promise_from,
            wanted.promise_to,
        )
        if after == before:
            return
        if code := delivery_stays(line):
            raise Refusal(code, line=wanted.line_id, name=line["name"])
        owed = self.owed()
        line["method"], line["site_id"] = after.method, after.site_id
        line["promise_from"], line["promise_to"] = after.promise_from, after.promise_to
        self.deliveries.append(wanted)
        self._note(ChangeKind.DELIVERY, owed, wanted.line_id, before, after)

    def set_quantity(self, wanted: LineQuantity) -> None:
        line = self.lines[wanted.line_id]
        before = _told(line)
        if not 0 <= wanted.quantity <= MAX_QUANTITY:
            raise Refusal("quantity_out_of_range", quantity=wanted.quantity, most=MAX_QUANTITY)
        if wanted.quantity < before.quantity:
            self._take_off(line, before, before.quantity - wanted.quantity)
        if wanted.quantity > before.quantity:
            self._put_on(line, before, wanted.quantity - before.quantity)

    def join(self, kind: ChangeKind, line_id: str | None, told: Told, minor: int) -> None:
        owed = self.owed()
        row = {
            "total_minor": minor,
            "ordered": told.quantity,
            Units.CANCELLED.value: 0,
            "method": told.method,
        }
        if line_id is not None:
            same = ("product_id", "unit_minor")
            row |= {"id": "", "returned": 0, **{name: self.lines[line_id][name] for name in same}}
        self.joined.append(row)
        before = None
        if line_id is not None:
            before = replace(told, quantity=_told(self.lines[line_id]).quantity)
            told = replace(told, quantity=before.quantity + told.quantity)
        self._note(kind, owed, line_id, before, told)

    def charge(self, shipping_minor: int | None) -> None:
        """A charge without anything shipped would never fall again."""
        shipped = [line for line in self._all() if line["method"] == Method.SHIP.value]
        if shipping_minor is None:
            moved = not shipped and bool(self.deliveries)
            shipping_minor = 0 if moved else self.order["charges_minor"]
        elif shipping_minor < 0:
            raise Refusal("amount_out_of_range", amount=shipping_minor)
        elif shipping_minor and not any(_told(line).quantity for line in shipped):
            raise Refusal("nothing_shipped")
        if shipping_minor != self.order["charges_minor"]:
            owed = self.owed()
            self.order["charges_minor"] = shipping_minor
            self._note(ChangeKind.SHIPPING, owed)

    def claw(self) -> None:
        """Named and counted apart, so that nobody wonders why a line gives back less."""
        if not self.fewer or self.terms is NO_TERMS:
            return
        owed = self.owed()
        off = -sum(made.minor for made in self.changes if made.kind is ChangeKind.FEWER)
        kept = [*self.lines.values(), *(line for line in self.joined if "product_id" in line)]
        self.order["clawed_minor"] = clawed_after(self.order, kept, self.terms, off)
        if self.owed() != owed:
            self._note(ChangeKind.UNEARNED, owed)

    def staged(self) -> Staged:
        return Staged(
            changes=tuple(self.changes),
            fewer=tuple(self.fewer),
            more=tuple(self.more),
            deliveries=tuple(self.deliveries),
            shipping_minor=self.order["charges_minor"],
            clawed_minor=self.order["clawed_minor"],
            before_minor=self.before,
            after_minor=self.owed(),
        )

    def _take_off(self, line: dict[str, Any], before: Told, units: int) -> None:
        free = _units(line, BEFORE_PICK)
        if units > free:
            raise Refusal(_why(line), line=line["id"], name=line["name"], free=free)
        owed = self.owed()
        line[Units.CANCELLED.value] += units
        self.fewer.append((line["id"], units))
        self._note(ChangeKind.FEWER, owed, line["id"], before, _told(line))

    def _put_on(self, line: dict[str, Any], before: Told, units: int) -> None:
        if line["method"] == Method.CARRY_OUT.value:
            raise Refusal("already_collected", line=line["id"], name=line["name"])
        price = more_of(line, units)
        told = replace(before, quantity=units)
        self.more.append(More(line["id"], units, price, told))
        self.join(ChangeKind.MORE, line["id"], told, price.total_minor)

    def _note(
        self,
        kind: ChangeKind,
        owed: int,
        line_id: str | None = None,
        before: Told | None = None,
        after: Told | None = None,
    ) -> None:
        self.changes.append(Change(kind, self.owed() - owed, line_id, before, after))

    def _all(self) -> list[dict[str, Any]]:
        return [*self.lines.values(), *self.joined]


def _told(line: Row) -> Told:
    quantity = line["ordered"] - line[Units.CANCELLED.value]
    if "site_id" not in line:
        return Told(quantity, line["method"], None, None, None)
    return Told(quantity, line["method"], line["site_id"], line["promise_from"], line["promise_to"])


def _once(edits: Sequence[Edit], lines: Mapping[str, Row]) -> Sequence[Edit]:
    """Two edits of one kind for one line are a slip of the screen."""
    for edit in edits:
        if edit.line_id not in lines:
            raise Refusal("line_unknown", line=edit.line_id)
    if len({edit.line_id for edit in edits}) < len(edits):
        raise Refusal("line_twice")
    return edits


def _units(line: Row, states: Iterable[Units]) -> int:
    return sum(int(line[state.value]) for state in states)


def _why(line: Row) -> str:
    return next((code for state, code in _WHY.items() if line[state.value]), "already_cancelled")
