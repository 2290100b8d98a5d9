"""A wave goes: claims move to where its orders come from together, and parcels become work."""

from collections.abc import Sequence
from typing import Any

from msgspec import field

from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.orders.facts import WaveDue
from app.orders.states import OrderState, Units
from app.orders.units import line_of, locked_order, move_units, place_line, show_to
from app.routing.keeping import Judged, keep_decision
from app.routing.states import Why
from app.stock.ledger import claim, claims_of, end_claim
from app.storage.uow import UnitOfWork

REASON = "wave"


class PlacedUnits(Part, frozen=True, kw_only=True):
    line_id: str
    site_id: str
    quantity: int


class MovedOrder(Part, frozen=True, kw_only=True):
    """Where all allocated units of these lines come from now, and why."""

    order_id: str
    placed: list[PlacedUnits]
    decision: Judged | None = None


class ReleaseWave(Command, frozen=True, kw_only=True):
    """The server's own. `order_ids`: all that go, moved or not."""

    order_ids: list[str]
    moved: list[MovedOrder] = field(default_factory=list)


def release_wave(uow: UnitOfWork, command: ReleaseWave) -> dict[str, Any]:
    """Refusal('wave_stale') when goods or orders are not as they were: nothing of it is done."""
    going = [
        order_id
        for order_id in sorted(set(command.order_ids))
        if locked_order(uow, order_id)["state"] == OrderState.PLACED.value
    ]
    moved = sorted(command.moved, key=lambda order: order.order_id)
    if any(order.order_id not in going for order in moved):
        raise Refusal("wave_stale")
    for order in moved:
        _lift(uow, order)
    wanted = [(order.order_id, part) for order in moved for part in order.placed]
    for order in moved:
        if order.decision is not None:
            keep_decision(uow, order.order_id, Why.WAVE, order.decision, by=None)
    for order_id, part in sorted(wanted, key=lambda one: (one[1].line_id, one[1].site_id)):
        _put(uow, order_id, part)
    for order_id in going:
        uow.emit(WaveDue(order_id))
    return {"orders": len(going), "moved": len(moved)}


def _lift(uow: UnitOfWork, order: MovedOrder) -> None:
    """All claims of the wave end before the first one is made anew: two orders may swap."""
    for line_id, units in sorted(_units(order.placed).items()):
        line = line_of(uow, line_id)
        held = claims_of(uow, line_id)
        as_it_was = line["order_id"] == order.order_id and line[Units.ALLOCATED.value] == units
        if not as_it_was or sum(held.values()) != units:
            raise Refusal("wave_stale")
        for site_id, part in sorted(held.items()):
            end_claim(uow, line_id=line_id, quantity=part, act="release", site_id=site_id)
            move_units(
                uow, line_id, "re_source", Units.ALLOCATED, part, reason=REASON, site_id=site_id
            )


def _put(uow: UnitOfWork, order_id: str, part: PlacedUnits) -> None:
    line = line_of(uow, part.line_id)
    claimed = claim(
        uow,
        site_id=part.site_id,
        product_id=line["product_id"],
        order_id=order_id,
        line_id=part.line_id,
        quantity=part.quantity,
    )
    if claimed is None:
        raise Refusal("wave_stale")
    move_units(
        uow,
        part.line_id,
        "source",
        Units.UNALLOCATED,
        part.quantity,
        reason=REASON,
        site_id=part.site_id,
    )
    place_line(uow, part.line_id, site_id=part.site_id)
    show_to(uow, order_id, f"orders:store:{part.site_id}")


def _units(placed: Sequence[PlacedUnits]) -> dict[str, int]:
    units: dict[str, int] = {}
    for part in placed:
        units[part.line_id] = units.get(part.line_id, 0) + part.quantity
    return units
