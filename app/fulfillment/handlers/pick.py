"""Pick and undo: units come from the shelf into a clerk's hands, and back."""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import Pick, UndoPick
from app.fulfillment.handlers.otherwise import parcel_as_told, regain
from app.fulfillment.handlers.parcels import (
    UNKNOWN,
    WORKED_ON,
    change_line,
    move_parcel,
    parcel_line,
    parcel_of,
    state_of,
    tell_awkward,
    unpicked_in,
)
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.shortfalls import tell_fallen
from app.orders.states import Units
from app.orders.units import move_units
from app.stock.ledger import end_claim, move, reclaim, take
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork


def pick(uow: UnitOfWork, command: Pick) -> dict[str, Any]:
    """A fact: goods in hand win over figures. What the order does not want is put back."""
    parcel_id, line_id = command.fulfillment_id, command.line_id
    try:
        parcel = parcel_as_told(uow, parcel_id, (line_id,))
        if uow.on_server:
            regain(uow, parcel, line_id, command.quantity)
        parcel, line = workable_line(uow, parcel, line_id)
        units = enough(uow, "pick", unpicked_in(line), command.quantity)
    except Refusal as refusal:
        return awkward(uow, parcel_id, refusal)
    take_units(uow, start_work(uow, parcel), line, units)
    left = unpicked_in(line) - units
    told = {"fulfillment_id": parcel_id, "line_id": line_id, "left": left}
    if units < command.quantity:
        told |= tell_awkward(
            uow, parcel_id, "too_few_units", act="pick", have=units, wanted=command.quantity
        )
    return told


def undo_pick(uow: UnitOfWork, command: UndoPick) -> dict[str, Any]:
    try:
        parcel = parcel_as_told(uow, command.fulfillment_id, (command.line_id,))
        parcel, line = workable_line(uow, parcel, command.line_id)
        units = enough(uow, "pick", line["picked"], command.quantity)
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    return_to_shelf(uow, parcel, line, units, act="undo_pick", source=Units.PICKED)
    left = unpicked_in(line) + units
    return {"fulfillment_id": command.fulfillment_id, "line_id": command.line_id, "left": left}


def workable_line(
    uow: UnitOfWork, parcel: RowMapping, line_id: str
) -> tuple[RowMapping, RowMapping]:
    """The parcel as it is now and its line, when there is work on it; else a Refusal that says why
    not."""
    line = parcel_line(uow, parcel["id"], line_id)
    regained = state_of(parcel) is FulfillmentState.CANCELLED and unpicked_in(line) > 0
    if state_of(parcel) not in WORKED_ON and not regained:
        raise Refusal("move_closed", machine="fulfillment", state=parcel["state"], act="pick")
    if line is None:
        raise Refusal("wrong_item", line=line_id)
    return parcel, line


def awkward(uow: UnitOfWork, fulfillment_id: str, refusal: Refusal) -> dict[str, Any]:
    """A desk may stop its clerk; the server cannot undo what was done in a shop.

    Of a parcel whose order it does not know it has nothing to write down: the whole act, with the
    money in it, is set aside until its order is there.
    """
    if not uow.on_server or refusal.code == UNKNOWN:
        raise refusal
    return dict(tell_awkward(uow, fulfillment_id, refusal.code, **refusal.facts))


def start_work(uow: UnitOfWork, parcel: RowMapping) -> RowMapping:
    """The parcel, claimed by whoever has its goods in hand: of one that nobody claimed, that was
    let go, or that was withdrawn."""
    act = {FulfillmentState.OPEN: "claim", FulfillmentState.CANCELLED: "pick"}.get(state_of(parcel))
    if act:
        who, now = uow.actor.user_id, uow.now
        move_parcel(uow, parcel, act, claimed_by=who, claimed_at=now, closed_at=None)
    return parcel_of(uow, parcel["id"]) if act else parcel


def take_units(uow: UnitOfWork, parcel: RowMapping, line: RowMapping, quantity: int) -> None:
    site_id = parcel["site_id"]
    end_claim(uow, line_id=line["line_id"], quantity=quantity, act="consume", site_id=site_id)
    fallen = take(
        uow,
        site_id=site_id,
        product_id=line["product_id"],
        target=Bucket.COMMITTED,
        quantity=quantity,
        why="pick",
        document=fulfillments.name,
        document_id=parcel["id"],
    )
    change_line(uow, line["id"], picked=quantity)
    move_units(uow, line["line_id"], "pick", Units.RELEASED, quantity, site_id=site_id)
    tell_fallen(uow, fallen, because="pick")


def return_to_shelf(
    uow: UnitOfWork,
    parcel: RowMapping,
    line: RowMapping,
    quantity: int,
    *,
    act: str,
    source: Units,
    reason: str = "",
) -> None:
    """committed → available, and claimed again: the order still wants it."""
    site_id, product_id = parcel["site_id"], line["product_id"]
    move(
        uow,
        site_id=site_id,
        product_id=product_id,
        source=Bucket.COMMITTED,
        target=Bucket.AVAILABLE,
        quantity=quantity,
        why=act,
        document=fulfillments.name,
        document_id=parcel["id"],
    )
    reclaim(
        uow,
        site_id=site_id,
        product_id=product_id,
        order_id=parcel["order_id"],
        line_id=line["line_id"],
        quantity=quantity,
    )
    change_line(uow, line["id"], picked=-quantity)
    move_units(uow, line["line_id"], act, source, quantity, reason=reason, site_id=site_id)


def enough(uow: UnitOfWork, act: str, have: int, wanted: int) -> int:
    """How many: on a desk all or a Refusal, on the server as many as there are."""
    units = min(have, wanted) if uow.on_server else wanted
    if not 1 <= units <= have:
        raise Refusal("too_few_units", act=act, have=have, wanted=wanted)
    return units
