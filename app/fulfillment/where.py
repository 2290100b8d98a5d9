"""Where is my order: each part of it with its place, how far it is, and when it will be there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.held import held
from app.orders.queries import OrderCard, OrderLineRow, order_card
from app.orders.states import Method, Units
from app.payments.states import PaymentState
from app.places.lookup import site_of
from app.stock.lookup import inbound_of


class Stage(StrEnum):
    """How far a part of an order is, the nearest to the customer last."""

    BACKORDERED = "backordered"  # the goods are not there yet
    PLACED = "placed"  # a place has them, nobody was told to pick them
    TO_PICK = "to_pick"
    PICKING = "picking"
    READY = "ready"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class Piece:
    line_id: str
    name: str
    units: int


@dataclass(frozen=True, slots=True)
class Part:
    """`expected_at`: when it will be, or was, with the customer or ready for them, as known now;
    None when nobody knows. `late_by` in microseconds; 0 when it is in time or nothing was told."""

    stage: Stage
    method: str
    site_id: str | None
    place: str
    parcel_id: str | None
    bin_code: str
    pieces: tuple[Piece, ...]
    promise_from: int | None
    promise_to: int | None
    expected_at: int | None
    late_by: int
    sent_from: str = ""  # the place that sends it to `place`, where it is collected


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`due_minor` is still to be paid; `holds` are the reasons of what is open."""

    order_id: str
    number: str
    currency: str
    state: str
    due_minor: int
    paid_minor: int
    holds: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    id: str
    site_id: str
    method: str
    state: str
    bin_code: str
    ready_at: int | None
    closed_at: int | None
    to_site_id: str | None = None
    lines: tuple[tuple[str, int], ...] = ()  # (order line, units)


_STAGE = {
    FulfillmentState.OPEN: Stage.TO_PICK,
    FulfillmentState.IN_PROGRESS: Stage.PICKING,
    FulfillmentState.READY: Stage.READY,
    FulfillmentState.SENT: Stage.ON_THE_WAY,
    FulfillmentState.CLOSED: Stage.COLLECTED,
}
# Units that stand in no parcel, by what the line says of them.
_LOOSE = {
    Units.BACKORDERED: Stage.BACKORDERED,
    Units.UNALLOCATED: Stage.PLACED,
    Units.ALLOCATED: Stage.PLACED,
    Units.IN_TRANSIT: Stage.ON_THE_WAY,
    Units.DELIVERED: Stage.DELIVERED,
    Units.COLLECTED: Stage.COLLECTED,
}
_head = [name for name in Parcel.__dataclass_fields__ if name != "lines"]
_parcels = (
    sa.select(*(fulfillments.c[name] for name in _head))
    .where(fulfillments.c.order_id == sa.bindparam("order"))
    .order_by(fulfillments.c.id)
)
_lines = (
    sa.select(fulfillment_lines.c.line_id, fulfillment_lines.c.quantity)
    .where(
        fulfillment_lines.c.fulfillment_id == sa.bindparam("parcel"),
        fulfillment_lines.c.quantity > 0,
    )
    .order_by(fulfillment_lines.c.line_id)
)

Arrivals = Mapping[tuple[str, str], Sequence[tuple[int, Instant]]]


def where_is(db: Connection, order_id: str, now: Instant) -> Whereabouts:
    """Refusal: order_unknown."""
    card = order_card(db, order_id)
    if card is None:
        raise Refusal("order_unknown", order=order_id)
    parcels = _parcels_of(db, order_id)
    arrivals = inbound_of(db, (line.product_id for line in card.lines))
    names = _names(db, card, parcels)
    pending = (p.amount_minor for p in card.payments if p.state == PaymentState.PENDING.value)
    return Whereabouts(
        order_id=order_id,
        number=card.head.number,
        currency=card.head.currency,
        state=card.head.state,
        due_minor=sum(pending),
        paid_minor=card.head.paid_minor - card.head.refunded_minor,
        holds=tuple(row.reason for row in held(db, order_id).open),
        parts=where(card, parcels, arrivals, names, now),
    )


def where(
    card: OrderCard,
    parcels: Sequence[Parcel],
    arrivals: Arrivals,
    names: Mapping[str, str],
    now: Instant,
) -> tuple[Part, ...]:
    """What can be told first comes first: ready, then on its way, then what has to wait."""
    lines = {line.line_id: line for line in card.lines}
    parts = [_of_parcel(parcel, lines, names, now) for parcel in parcels if _is_told(parcel)]
    parts += _loose(card.lines, parcels, arrivals, names, now)
    return tuple(sorted(parts, key=lambda part: (_ORDER[part.stage], part.expected_at or 0)))


_ORDER = {
    stage: rank
    for rank, stage in enumerate(
        (
            Stage.READY,
            Stage.ON_THE_WAY,
            Stage.PICKING,
            Stage.TO_PICK,
            Stage.PLACED,
            Stage.BACKORDERED,
            Stage.COLLECTED,
            Stage.DELIVERED,
        )
    )
}


def _is_told(parcel: Parcel) -> bool:
    """What came to the store where it is collected is a parcel of that store."""
    return parcel.state in _STAGE and bool(parcel.lines) and not _has_come(parcel)


def _has_come(parcel: Parcel) -> bool:
    sent = parcel.method == Method.TO_STORE.value
    return sent and parcel.state == FulfillmentState.CLOSED.value


def _of_parcel(
    parcel: Parcel, lines: Mapping[str, OrderLineRow], names: Mapping[str, str], now: Instant
) -> Part:
    inside = [lines[line_id] for line_id, _ in parcel.lines]
    promise_from, promise_to = _window(inside)
    done = {Stage.READY: parcel.ready_at, Stage.COLLECTED: parcel.closed_at}
    stage = _STAGE[FulfillmentState(parcel.state)]
    method = Method.PICKUP.value if parcel.to_site_id else parcel.method
    site_id = parcel.to_site_id or parcel.site_id
    expected = done.get(stage) or _not_before(now, _told(method, promise_from, promise_to))
    return Part(
        stage=stage,
        method=method,
        site_id=site_id,
        place=names.get(site_id, ""),
        sent_from=names.get(parcel.site_id, "") if parcel.to_site_id else "",
        parcel_id=parcel.id,
        bin_code=parcel.bin_code,
        pieces=tuple(Piece(line_id, lines[line_id].name, n) for line_id, n in parcel.lines),
        promise_from=promise_from,
        promise_to=promise_to,
        expected_at=expected,
        late_by=_late(method, promise_from, promise_to, expected),
    )


def _loose(
    lines: Iterable[OrderLineRow],
    parcels: Sequence[Parcel],
    arrivals: Arrivals,
    names: Mapping[str, str],
    now: Instant,
) -> list[Part]:
    """Lines of one way, place and promise are told together."""
    found: dict[tuple[object, ...], list[tuple[OrderLineRow, int, int | None]]] = {}
    for line in lines:
        for stage, units in _units_of(line, parcels).items():
            expected = _expected(line, stage, units, arrivals, now)
            key = (stage, line.method, line.site_id, line.promise_from, line.promise_to, expected)
            found.setdefault(key, []).append((line, units, expected))
    return [_loose_part(Stage(str(key[0])), inside, names) for key, inside in found.items()]


def _units_of(line: OrderLineRow, parcels: Sequence[Parcel]) -> dict[Stage, int]:
    def inside(state: FulfillmentState) -> int:
        return sum(
            units
            for parcel in parcels
            if parcel.state == state and not _has_come(parcel)
            for line_id, units in parcel.lines
            if line_id == line.line_id
        )

    told = {
        Units.COLLECTED: inside(FulfillmentState.CLOSED),
        Units.IN_TRANSIT: inside(FulfillmentState.SENT),
    }
    found: dict[Stage, int] = {}
    for state, stage in _LOOSE.items():
        units = line.units[state] - told.get(state, 0)
        if units > 0:
            found[stage] = found.get(stage, 0) + units
    return found


def _expected(
    line: OrderLineRow, stage: Stage, units: int, arrivals: Arrivals, now: Instant
) -> int | None:
    if stage in (Stage.COLLECTED, Stage.DELIVERED):
        return None
    if stage is not Stage.BACKORDERED:
        return _not_before(now, _told(line.method, line.promise_from, line.promise_to))
    come = 0
    for quantity, at in arrivals.get((line.site_id or "", line.product_id), ()):
        come += quantity
        if come >= units:
            return at
    return None


def _loose_part(
    stage: Stage,
    inside: Sequence[tuple[OrderLineRow, int, int | None]],
    names: Mapping[str, str],
) -> Part:
    line, _, expected = inside[0]
    return Part(
        stage=stage,
        method=line.method,
        site_id=line.site_id,
        place=names.get(line.site_id or "", ""),
        parcel_id=None,
        bin_code="",
        pieces=tuple(Piece(line.line_id, line.name, units) for line, units, _ in inside),
        promise_from=line.promise_from,
        promise_to=line.promise_to,
        expected_at=expected,
        late_by=_late(line.method, line.promise_from, line.promise_to, expected),
    )


def _window(lines: Sequence[OrderLineRow]) -> tuple[int | None, int | None]:
    """A parcel is there when the last of its lines is."""
    starts = [line.promise_from for line in lines if line.promise_from is not None]
    ends = [line.promise_to for line in lines if line.promise_to is not None]
    return max(starts, default=None), max(ends, default=None)


def _told(method: str, start: int | None, end: int | None) -> int | None:
    """A pickup is told from when it is ready, a delivery by when it is there."""
    first, second = (start, end) if method == Method.PICKUP.value else (end, start)
    return first if first is not None else second


def _not_before(now: int, told: int | None) -> int | None:
    return None if told is None else max(now, told)


def _late(method: str, start: int | None, end: int | None, expected: int | None) -> int:
    told = _told(method, start, end)
    return 0 if told is None or expected is None else max(0, expected - told)


def _parcels_of(db: Connection, order_id: str) -> list[Parcel]:
    found = [Parcel(*row) for row in db.execute(_parcels, {"order": order_id})]
    return [
        replace(
            parcel,
            lines=tuple((line, n) for line, n in db.execute(_lines, {"parcel": parcel.id})),
        )
        for parcel in found
    ]


def _names(db: Connection, card: OrderCard, parcels: Sequence[Parcel]) -> dict[str, str]:
    ids = {line.site_id for line in card.lines}
    ids |= {site for parcel in parcels for site in (parcel.site_id, parcel.to_site_id)}
    found = {site_id: site_of(db, site_id) for site_id in sorted(filter(None, ids))}
    return {site_id: site.name for site_id, site in found.items() if site}
