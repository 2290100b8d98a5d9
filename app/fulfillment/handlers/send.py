"""Send to a store: what a place picked leaves it for where its customer collects it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import SendToStore, UndoSend
from app.fulfillment.handlers.gone import leave_rest, take_beyond, take_lacking
from app.fulfillment.handlers.otherwise import parcel_as_told
from app.fulfillment.handlers.parcels import (
    change_line,
    move_parcel,
    parcel_in_hand,
    parcel_lines,
    parcel_of,
    state_of,
    tell_awkward,
)
from app.fulfillment.handlers.pick import awkward, return_to_shelf, start_work
from app.fulfillment.handlers.undo import require_open
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.held import held_now
from app.orders.states import Method, Units
from app.orders.units import known_line, move_units, show_to
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

Told = Mapping[str, int]  # order line → units
GONE = (FulfillmentState.SENT, FulfillmentState.CLOSED)


def send_to_store(uow: UnitOfWork, command: SendToStore) -> dict[str, Any]:
    """Refusals, on the desk alone: not_sent_to_a_store, move_closed, nothing_picked, still_to_pick,
    parcel_changed, order_held. On the server what left wins; told twice it is a case."""
    told = _sums(command)
    try:
        parcel = parcel_as_told(uow, command.fulfillment_id, told)
        if parcel["method"] != Method.TO_STORE.value or not parcel["to_site_id"]:
            raise Refusal("not_sent_to_a_store")
        if not uow.on_server:
            _may_leave(uow, parcel, told)
        elif not told:
            raise Refusal("nothing_picked")
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    if uow.on_server and state_of(parcel) in GONE:
        return dict(tell_awkward(uow, parcel["id"], "sent_already"))
    if uow.on_server:
        _make_as_told(uow, parcel, told)
    parcel = parcel_of(uow, parcel["id"])
    for row in parcel_lines(uow, parcel["id"]):
        _leave(uow, parcel, row)
    leave_rest(uow, parcel)
    move_parcel(uow, start_work(uow, parcel), "send", closed_at=uow.now)
    show_to(uow, parcel["order_id"], f"orders:store:{parcel['to_site_id']}")
    return {"fulfillment_id": parcel["id"], "to_site_id": parcel["to_site_id"]}


def undo_send(uow: UnitOfWork, command: UndoSend) -> dict[str, Any]:
    """Refusals, on the desk alone: fulfillment_unknown, move_closed, undo_too_late."""
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        require_open(uow, parcel, "undo_send", parcel["closed_at"])
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    for row in parcel_lines(uow, parcel["id"]):
        if row["picked"]:
            _travel(uow, parcel, row, Bucket.IN_TRANSIT, Bucket.COMMITTED, row["picked"])
            for act, source in (("undo_ship", Units.IN_TRANSIT), ("undo_pack", Units.PACKED)):
                site_id = parcel["site_id"]
                move_units(uow, row["line_id"], act, source, row["picked"], site_id=site_id)
        if row["beyond"]:
            _travel(uow, parcel, row, Bucket.IN_TRANSIT, Bucket.AVAILABLE, row["beyond"])
            change_line(uow, row["id"], beyond=-row["beyond"])
    move_parcel(uow, parcel, "undo_send", closed_at=None)
    return {"fulfillment_id": parcel["id"]}


def _sums(command: SendToStore) -> dict[str, int]:
    told: dict[str, int] = {}
    for line in command.lines:
        if line.quantity > 0:
            told[line.line_id] = told.get(line.line_id, 0) + line.quantity
    return told


def _may_leave(uow: UnitOfWork, parcel: RowMapping, told: Told) -> None:
    FULFILLMENT.after(state_of(parcel), "send")
    rows = parcel_lines(uow, parcel["id"])
    left = sum(row["quantity"] - row["picked"] for row in rows)
    if not any(row["picked"] for row in rows):
        raise Refusal("nothing_picked")
    if left:
        raise Refusal("still_to_pick", left=left)
    if {row["line_id"]: row["picked"] for row in rows if row["picked"]} != told:
        raise Refusal("parcel_changed")
    inside = [row["line_id"] for row in rows if row["quantity"]]
    if held_now(uow, parcel["order_id"]).stopping_parcel(parcel["id"], inside):
        raise Refusal("order_held")


def _make_as_told(uow: UnitOfWork, parcel: RowMapping, told: Told) -> None:
    """What left is in the parcel, as far as the order has it; what stayed is on its shelf."""
    over: dict[str, int] = {}
    for line_id, units in told.items():
        line = known_line(uow, line_id)
        if line is None or line["order_id"] != parcel["order_id"]:
            tell_awkward(uow, parcel["id"], "wrong_item", line=line_id)
        elif units := take_lacking(uow, parcel["id"], line_id, units):
            over[line_id] = units
    parcel = parcel_of(uow, parcel["id"])
    for row in parcel_lines(uow, parcel["id"]):
        surplus = row["picked"] - told.get(row["line_id"], 0)
        if surplus > 0:
            return_to_shelf(uow, parcel, row, surplus, act="undo_pick", source=Units.PICKED)
    for line_id, units in over.items():
        take_beyond(uow, parcel, line_id, units, target=Bucket.IN_TRANSIT, why="send_to_store")
    if over:
        tell_awkward(uow, parcel["id"], "sent_beyond", units=sum(over.values()))


def _leave(uow: UnitOfWork, parcel: RowMapping, row: RowMapping) -> None:
    if not row["picked"]:
        return
    _travel(uow, parcel, row, Bucket.COMMITTED, Bucket.IN_TRANSIT, row["picked"])
    for act, source in (("pack", Units.PICKED), ("ship", Units.PACKED)):
        site_id = parcel["site_id"]
        move_units(uow, row["line_id"], act, source, row["picked"], site_id=site_id)


def _travel(
    uow: UnitOfWork, parcel: RowMapping, row: RowMapping, source: Bucket, target: Bucket, units: int
) -> None:
    move(
        uow,
        site_id=parcel["site_id"],
        product_id=row["product_id"],
        source=source,
        target=target,
        quantity=units,
        why="send_to_store" if target is Bucket.IN_TRANSIT else "undo_send",
        document=fulfillments.name,
        document_id=parcel["id"],
    )
