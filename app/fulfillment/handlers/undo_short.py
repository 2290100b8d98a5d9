"""Undo a short pick: the units were found after all, and everything it did is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import UndoShort
from app.fulfillment.handlers.otherwise import placed_at
from app.fulfillment.handlers.parcels import (
    change_line,
    move_parcel,
    parcel_in_hand,
    parcel_line,
    state_of,
    unpicked_in,
)
from app.fulfillment.handlers.pick import awkward
from app.fulfillment.handlers.short_pick import TO_DAMAGED
from app.fulfillment.handlers.undo import WINDOW
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.facts import ShortUndone, UnitsWithdrawn
from app.orders.shortfalls import lift, tell_short
from app.orders.states import Units
from app.orders.units import events_of, line_of, move_units, place_line, tell
from app.stock.ledger import claim_short, firm_room, reclaim
from app.stock.states import Bucket
from app.stock.undoing import Moved, can_move_back, counted_since, move_back, moved_by
from app.storage.uow import UnitOfWork

ACT = "undo_short"


@dataclass(frozen=True, slots=True)
class _Short:
    """What a short pick did, by the history of its order.

    `elsewhere`: its units found another place. `promise`: what the customer was told before.
    """

    quantity: int
    at: int
    moves: Sequence[Moved]
    elsewhere: bool
    promise: str


def undo_short(uow: UnitOfWork, command: UndoShort) -> dict[str, Any]:
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        short = _short_of(uow, parcel, command)
        _require_as_it_was(uow, parcel, command, short)
        away = _away(uow, parcel, command.line_id, short)
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    _bring_back(uow, parcel, command, away)
    _tell_promise(uow, parcel, command, short)
    _mend_stock(uow, parcel, command, short)
    placed = sum(units for state, units in away if state in (Units.ALLOCATED, Units.RELEASED))
    if placed:
        lost = ((command.line_id, placed),)
        uow.emit(UnitsWithdrawn(parcel["order_id"], placed=lost, but_from=parcel["id"]))
    product_id = line_of(uow, command.line_id)["product_id"]
    uow.emit(ShortUndone(command.short_id, parcel["site_id"], product_id, parcel["order_id"]))
    return {"fulfillment_id": parcel["id"], "line_id": command.line_id}


# ---------------------------------------------------------------- judging


def _short_of(uow: UnitOfWork, parcel: RowMapping, command: UndoShort) -> _Short:
    """Refusals: short_unknown, short_cancelled, already_undone."""
    events = events_of(uow, parcel["order_id"], command.line_id)
    mine = [event for event in events if event["command_id"] == command.short_id]
    told = next((event for event in mine if event["act"] == "reject"), None)
    line = parcel_line(uow, parcel["id"], command.line_id)
    if told is None or told["site_id"] != parcel["site_id"] or line is None:
        raise Refusal("short_unknown")
    if any(event["act"] == "cancel" for event in mine):
        raise Refusal("short_cancelled")
    if any((event["act"], event["reason"]) == (ACT, command.short_id) for event in events):
        raise Refusal("already_undone")
    if line["short"] < told["quantity"]:
        raise Refusal("short_unknown")
    if any(event["act"] == "change_delivery" and event["at"] >= told["at"] for event in events):
        raise Refusal("moved_elsewhere")
    promises = [event["reason"] for event in mine if event["act"] == "re_promise"]
    return _Short(
        told["quantity"],
        told["at"],
        _moves_of(uow, parcel, command, told, line["product_id"]),
        elsewhere=any(event["act"] == "source" for event in mine),
        promise=promises[0] if promises else "",
    )


def _moves_of(
    uow: UnitOfWork, parcel: RowMapping, command: UndoShort, told: RowMapping, product_id: str
) -> list[Moved]:
    at, site_id = told["at"], parcel["site_id"]
    moves = moved_by(uow, command.short_id, site_id=site_id, product_id=product_id, at=at)
    if moves or uow.on_server or command.corrected < 1:
        return moves
    damaged = told["reason"] in TO_DAMAGED
    target = Bucket.DAMAGED if damaged else Bucket.ADJUSTMENT
    return [Moved(Bucket.AVAILABLE, target, command.corrected)]


def _require_as_it_was(
    uow: UnitOfWork, parcel: RowMapping, command: UndoShort, short: _Short
) -> None:
    """Refusals: move_closed, undo_too_late, counted_meanwhile, moved_elsewhere.

    The desk watches the window; a fact that reaches the server late still happened.
    """
    FULFILLMENT.after(state_of(parcel), ACT)
    if not uow.on_server and uow.now - short.at > WINDOW:
        raise Refusal("undo_too_late", act=ACT)
    product_id = line_of(uow, command.line_id)["product_id"]
    if counted_since(uow, parcel["site_id"], product_id, short.at):
        raise Refusal("counted_meanwhile")
    where = {"site_id": parcel["site_id"], "product_id": product_id}
    if not can_move_back(uow, short.moves, **where):
        raise Refusal("moved_elsewhere")


def _away(
    uow: UnitOfWork, parcel: RowMapping, line_id: str, short: _Short
) -> list[tuple[Units, int]]:
    """Where the units are now: what nobody has in hand yet, that which they came to first."""
    line, inside = line_of(uow, line_id), unpicked_in(parcel_line(uow, parcel["id"], line_id))
    have = {
        Units.RELEASED: line[Units.RELEASED.value] - inside,
        Units.ALLOCATED: line[Units.ALLOCATED.value],
        Units.BACKORDERED: line[Units.BACKORDERED.value],
        Units.UNALLOCATED: line[Units.UNALLOCATED.value],
    }
    wanted, parts = short.quantity, []
    for state in have if short.elsewhere else reversed(have):
        if part := min(wanted, have[state]):
            parts.append((state, part))
            wanted -= part
    if wanted:
        raise Refusal("moved_elsewhere")
    return parts


# ---------------------------------------------------------------- mending


def _bring_back(
    uow: UnitOfWork,
    parcel: RowMapping,
    command: UndoShort,
    away: Sequence[tuple[Units, int]],
) -> None:
    line_id, site_id = command.line_id, parcel["site_id"]
    quantity = sum(units for _, units in away)
    for state, units in away:
        if state is not Units.UNALLOCATED:
            move_units(uow, line_id, "re_source", state, units, site_id=site_id)
    move_units(
        uow, line_id, ACT, Units.UNALLOCATED, quantity, reason=command.short_id, site_id=site_id
    )
    line = parcel_line(uow, parcel["id"], line_id)
    if line is not None:
        change_line(uow, line["id"], quantity=quantity, short=-quantity)
    again = state_of(parcel) is FulfillmentState.CANCELLED
    mine = {"closed_at": None, "claimed_by": uow.actor.user_id, "claimed_at": uow.now}
    move_parcel(uow, parcel, ACT, **(mine if again else {}))


def _tell_promise(uow: UnitOfWork, parcel: RowMapping, command: UndoShort, short: _Short) -> None:
    """The place is the old one again, and the time that the customer was told."""
    line = line_of(uow, command.line_id)
    told: dict[str, str | int | None] = {}
    placed = line[Units.ALLOCATED.value] + line[Units.RELEASED.value]
    if placed == unpicked_in(parcel_line(uow, parcel["id"], line["id"])):
        told |= placed_at(parcel)
    if short.promise:
        first, _, last = short.promise.partition("/")
        told |= {"promise_from": int(first) if first else None, "promise_to": int(last)}
    if short.promise and line["promise_to"] is not None:
        was = f"{line['promise_from'] or ''}/{line['promise_to']}"
        tell(
            uow,
            parcel["order_id"],
            "re_promise",
            line_id=command.line_id,
            quantity=short.quantity,
            reason=was,
        )
    if told:
        place_line(uow, command.line_id, **told)


def _mend_stock(uow: UnitOfWork, parcel: RowMapping, command: UndoShort, short: _Short) -> None:
    """The books get back what they lost; this order's claim stands first, then those that fell."""
    line = line_of(uow, command.line_id)
    where = {"site_id": parcel["site_id"], "product_id": line["product_id"]}
    move_back(
        uow, short.moves, **where, why=ACT, document=fulfillments.name, document_id=parcel["id"]
    )
    mine = {**where, "order_id": parcel["order_id"], "line_id": line["id"]}
    firm = min(short.quantity, firm_room(uow, **where))
    if firm:
        reclaim(uow, **mine, quantity=firm)
    if rest := short.quantity - firm:
        claim_short(uow, **mine, quantity=rest)
        tell_short(uow, **mine, quantity=rest, because=ACT)
    lift(uow, command.short_id, **where, why=ACT)
