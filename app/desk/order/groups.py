"""The lines of an order by fulfillment order: how they stand, what was told, and when they come."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.desk.order.detail import OrderDetail
from app.fulfillment import where
from app.fulfillment.queries import ParcelCard
from app.fulfillment.where import Stage
from app.orders.queries import OrderLineRow
from app.orders.states import Method, Units


class Stand(StrEnum):
    """How the units of one group stand: the stages of app.fulfillment.where, and cancelled."""

    BACKORDER = Stage.BACKORDERED.value
    WAITING = Stage.PLACED.value
    TO_PICK = Stage.TO_PICK.value
    PICKING = Stage.PICKING.value
    READY = Stage.READY.value
    IN_TRANSIT = Stage.ON_THE_WAY.value
    DELIVERED = Stage.DELIVERED.value
    COLLECTED = Stage.COLLECTED.value
    CANCELLED = "cancelled"


ENDED = frozenset({Stand.COLLECTED, Stand.DELIVERED, Stand.CANCELLED})


@dataclass(frozen=True, slots=True)
class Part:
    """Some units of a line, standing alike."""

    line: OrderLineRow
    units: int
    picked: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one place and method.

    `told_*` is what the customer heard, `promise_*` what holds now; `expected_at` when it will be
    there as far as anybody knows, `done_at` when it was there.
    """

    key: str
    stand: Stand
    method: str
    site_id: str | None
    parcel: ParcelCard | None
    parts: tuple[Part, ...]
    told_from: int | None = None
    told_to: int | None = None
    promise_from: int | None = None
    promise_to: int | None = None
    expected_at: int | None = None
    done_at: int | None = None
    sent_from: str = ""  # the place that sends it to the store where it is collected

    @property
    def told_at(self) -> int | None:
        """A pickup is told from when it is ready, a delivery by when it is there."""
        first, last = self.told_from, self.told_to
        if self.method == Method.PICKUP.value:
            first, last = last, first
        return last if last is not None else first

    def late_by(self, now: int) -> int | None:
        """Microseconds behind what was told, negative when before; None where it is not known."""
        told, there = self.told_at, self.done_at
        if there is None and self.expected_at is not None:
            there = max(now, self.expected_at)
        return None if told is None or there is None else there - told


def groups_of(detail: OrderDetail) -> tuple[Group, ...]:
    """What can be told first comes first; what was cancelled comes last."""
    groups = [_group(detail, part) for part in detail.where.parts]
    gone = tuple(
        Part(line, line.units[Units.CANCELLED])
        for line in detail.card.lines
        if line.units[Units.CANCELLED]
    )
    if gone:
        groups.append(Group("cancelled", Stand.CANCELLED, "", None, None, gone))
    return tuple(groups)


def _group(detail: OrderDetail, part: where.Part) -> Group:
    parcel = next((p for p in detail.parcels if p.fulfillment_id == part.parcel_id), None)
    ordinals = {line.line_id: at for at, line in enumerate(detail.card.lines)}
    listed = sorted(part.pieces, key=lambda piece: ordinals[piece.line_id])
    pieces = tuple(_part(detail, part, piece) for piece in listed)
    stand = Stand(part.stage.value)
    if stand is Stand.COLLECTED and part.method == Method.SHIP.value:
        stand = Stand.DELIVERED
    told_from, told_to = _told(detail.told, part, pieces)
    return Group(
        key=part.parcel_id or f"{stand}/{part.method}/{part.site_id}/{part.promise_to}",
        stand=stand,
        method=part.method,
        site_id=part.site_id,
        parcel=parcel,
        parts=pieces,
        told_from=told_from,
        told_to=told_to,
        promise_from=part.promise_from,
        promise_to=part.promise_to,
        expected_at=part.expected_at,
        done_at=_done_at(detail, stand, parcel, pieces),
        sent_from=part.sent_from,
    )


def _part(detail: OrderDetail, part: where.Part, piece: where.Piece) -> Part:
    line = next(line for line in detail.card.lines if line.line_id == piece.line_id)
    picked = sum(
        held.picked
        for held in detail.packed
        if (held.fulfillment_id, held.line_id) == (part.parcel_id, piece.line_id)
    )
    return Part(line, piece.units, picked)


def _told(
    told: Mapping[str, tuple[int | None, int]], part: where.Part, pieces: tuple[Part, ...]
) -> tuple[int | None, int | None]:
    """The promise that sourcing moved away from; else the one that holds."""
    moved = [told[piece.line.line_id] for piece in pieces if piece.line.line_id in told]
    return (
        max(moved, key=lambda window: window[1])
        if moved
        else (
            part.promise_from,
            part.promise_to,
        )
    )


def _done_at(
    detail: OrderDetail, stand: Stand, parcel: ParcelCard | None, pieces: tuple[Part, ...]
) -> int | None:
    """A pickup is there when it is ready; what no parcel held, when its last unit moved."""
    if parcel is not None:
        return None if stand is Stand.IN_TRANSIT else parcel.ready_at or parcel.closed_at
    targets = {Stand.COLLECTED: "collected", Stand.DELIVERED: "delivered"}
    ids = {piece.line.line_id for piece in pieces}
    return max(
        (
            event.at
            for event in detail.events
            if event.line_id in ids and event.target == targets.get(stand)
        ),
        default=None,
    )
