"""Stage and put back: a parcel lies in a bin and waits, or goes back to the shelf."""

from typing import Any

from app.fulfillment.commands import PutBack, Stage
from app.fulfillment.facts import ReadyForPickup
from app.fulfillment.handlers.parcels import (
    move_parcel,
    parcel_in_hand,
    parcel_lines,
    reopen,
    state_of,
    tell_awkward,
)
from app.fulfillment.handlers.pick import awkward, return_to_shelf, start_work
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.kit.errors import Refusal
from app.orders.states import Method, Units
from app.orders.units import move_units
from app.places.lookup import staging_bins
from app.storage.uow import UnitOfWork


def stage(uow: UnitOfWork, command: Stage) -> dict[str, Any]:
    """A fact. All is picked or short; the server takes it with less and tells a person."""
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        if parcel["method"] != Method.PICKUP.value:
            raise Refusal("not_a_pickup")
        lines = parcel_lines(uow, command.fulfillment_id)
        picked = any(line["picked"] for line in lines)
        if picked:
            parcel = start_work(uow, parcel)  # a colleague let go of it meanwhile
        FULFILLMENT.after(state_of(parcel), "stage")
        if not picked:
            raise Refusal("nothing_picked")
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    bin_code = command.bin_code.strip().upper()
    left = sum(line["quantity"] - line["picked"] for line in lines)
    if not uow.on_server:
        _ready_to_stage(uow, parcel["site_id"], bin_code, left)
    elif left:
        tell_awkward(uow, command.fulfillment_id, "still_to_pick", left=left)
    for line in lines:
        if line["picked"]:
            site_id = parcel["site_id"]
            move_units(uow, line["line_id"], "stage", Units.PICKED, line["picked"], site_id=site_id)
    move_parcel(uow, parcel, "stage", bin_code=bin_code, ready_at=uow.now)
    uow.emit(ReadyForPickup(command.fulfillment_id, parcel["order_id"]))
    return {"fulfillment_id": command.fulfillment_id, "bin_code": bin_code}


def put_back(uow: UnitOfWork, command: PutBack) -> dict[str, Any]:
    try:
        parcel = parcel_in_hand(uow, command.fulfillment_id)
        if state_of(parcel) is not FulfillmentState.READY:
            raise Refusal(
                "move_closed", machine="fulfillment", state=parcel["state"], act="put_back"
            )
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    for line in parcel_lines(uow, command.fulfillment_id):
        if line["picked"]:
            return_to_shelf(
                uow,
                parcel,
                line,
                line["picked"],
                act="put_back",
                source=Units.READY,
                reason=command.reason,
            )
    return {"fulfillment_id": reopen(uow, parcel, "put_back", bin_code="", ready_at=None)}


def _ready_to_stage(uow: UnitOfWork, site_id: str, bin_code: str, left: int) -> None:
    if left:
        raise Refusal("still_to_pick", left=left)
    require_bin(uow, site_id, bin_code)


def require_bin(uow: UnitOfWork, site_id: str, bin_code: str) -> None:
    known = staging_bins(uow.db, site_id)
    if not bin_code or (known and bin_code not in {code.upper() for code in known}):
        raise Refusal("bin_unknown", bin=bin_code)
