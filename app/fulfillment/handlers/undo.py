"""Take back what was just told by mistake: compensating moves, nothing is erased."""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import UndoHandOver, UndoStage
from app.fulfillment.facts import HandOverUndone, StageUndone
from app.fulfillment.handlers.gone import UNDONE, bring_back_beyond, come_back
from app.fulfillment.handlers.parcels import move_parcel, parcel_in_hand, parcel_lines, state_of
from app.fulfillment.handlers.pick import awkward
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.kit.clock import MINUTE
from app.kit.errors import Refusal
from app.orders.states import Units
from app.orders.units import line_of, move_units, reopen_order
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

WINDOW = MINUTE  # a strip offers it for 8 s; longer ago it is a return, or a put back


def undo_stage(uow: UnitOfWork, command: UndoStage) -> dict[str, Any]:
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        require_open(uow, parcel, "undo_stage", parcel["ready_at"])
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    for line in parcel_lines(uow, parcel["id"]):
        _move(uow, parcel, line, "undo_stage", Units.READY)
    move_parcel(uow, parcel, "undo_stage", bin_code="", ready_at=None)
    uow.emit(StageUndone(parcel["id"], parcel["order_id"]))
    return {"fulfillment_id": parcel["id"]}


def undo_hand_over(uow: UnitOfWork, command: UndoHandOver) -> dict[str, Any]:
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        if bring_back_beyond(uow, parcel) and state_of(parcel) is not FulfillmentState.CLOSED:
            return {"fulfillment_id": parcel["id"], "order_id": parcel["order_id"]}
        require_open(uow, parcel, UNDONE, parcel["closed_at"])
        lines = parcel_lines(uow, parcel["id"])
        if any(line_of(uow, line["line_id"])["returned"] for line in lines):
            raise Refusal("returned_meanwhile")
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    for line in lines:
        if line["picked"]:
            come_back(uow, parcel, line["product_id"], line["picked"], Bucket.COMMITTED)
        _move(uow, parcel, line, UNDONE, Units.COLLECTED)
    move_parcel(uow, parcel, UNDONE, closed_at=None, proof="")
    reopen_order(uow, parcel["order_id"])
    uow.emit(HandOverUndone(parcel["id"], parcel["order_id"]))
    return {"fulfillment_id": parcel["id"], "order_id": parcel["order_id"]}


def require_open(uow: UnitOfWork, parcel: RowMapping, act: str, done_at: int | None) -> None:
    """The desk watches the window; a fact that reaches the server late still happened."""
    FULFILLMENT.after(state_of(parcel), act)
    if not uow.on_server and uow.now - (done_at or 0) > WINDOW:
        raise Refusal("undo_too_late", act=act)


def _move(uow: UnitOfWork, parcel: RowMapping, line: RowMapping, act: str, source: Units) -> None:
    if line["picked"]:
        move_units(uow, line["line_id"], act, source, line["picked"], site_id=parcel["site_id"])
