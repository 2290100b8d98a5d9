"""Claim and unclaim: who is working on a parcel."""

from typing import Any

from app.fulfillment.commands import Claim, Unclaim
from app.fulfillment.handlers.parcels import move_parcel, parcel_in_hand, parcel_of, reopen
from app.fulfillment.states import FulfillmentState
from app.storage.uow import UnitOfWork


def claim(uow: UnitOfWork, command: Claim) -> dict[str, Any]:
    """Also takes over from a colleague."""
    parcel = parcel_of(uow, command.fulfillment_id)
    state = move_parcel(uow, parcel, "claim", claimed_by=uow.actor.user_id, claimed_at=uow.now)
    return {"fulfillment_id": command.fulfillment_id, "state": state.value}


def unclaim(uow: UnitOfWork, command: Unclaim) -> dict[str, Any]:
    """What was picked stays picked; the next one goes on from there."""
    parcel = parcel_in_hand(uow, command.fulfillment_id)
    return {"fulfillment_id": reopen(uow, parcel, "unclaim"), "state": FulfillmentState.OPEN.value}
