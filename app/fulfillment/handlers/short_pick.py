"""Short pick: units that could not be found; the reason decides what the ledger does."""

from typing import Any

import msgspec
from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import ShortPick
from app.fulfillment.handlers.otherwise import may_go_on, parcel_as_told
from app.fulfillment.handlers.parcels import (
    change_line,
    drop_if_empty,
    parcel_line,
    parcel_line_id,
    put_in,
    tell_awkward,
    unpicked_in,
)
from app.fulfillment.handlers.pick import awkward, enough, start_work, workable_line
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.cancelling import cancel_units
from app.orders.facts import PickedShort, UnitsNeedPlace
from app.orders.shortfalls import tell_fallen
from app.orders.states import Units
from app.orders.units import line_of, move_units
from app.stock.ledger import available_at, end_claim, move, shed_claims, take
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

TO_DAMAGED = (ShortReason.DAMAGED, ShortReason.DISPLAY_ONLY)


def short_pick(uow: UnitOfWork, command: ShortPick) -> dict[str, Any]:
    try:
        parcel = parcel_as_told(uow, command.fulfillment_id, (command.line_id,))
        if uow.on_server and _is_withdrawn(uow, parcel, command):
            return _only_missed(uow, parcel, command)
        parcel, line = workable_line(uow, parcel, command.line_id)
        units = enough(uow, "short", unpicked_in(line), command.quantity)
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    if units < command.quantity:
        tell_awkward(
            uow, parcel["id"], "too_few_units", act="short", have=units, wanted=command.quantity
        )
        command = msgspec.structs.replace(command, quantity=units)
    start_work(uow, parcel)
    _let_go(uow, parcel, line, command)
    corrected = _correct_stock(uow, parcel, line["product_id"], command)
    _go_on(uow, parcel, command)
    drop_if_empty(uow, parcel["id"])
    uow.emit(
        PickedShort(parcel["order_id"], parcel["site_id"], line["product_id"], command.reason.value)
    )
    return {
        "fulfillment_id": command.fulfillment_id,
        "line_id": command.line_id,
        "short_id": uow.command_id,
        "corrected": corrected,
    }


def _is_withdrawn(uow: UnitOfWork, parcel: RowMapping, command: ShortPick) -> bool:
    """Nothing of the line is to be picked here any more, and nobody told a short pick of it: this
    is not the same one told by another desk."""
    line = parcel_line(uow, parcel["id"], command.line_id)
    told = line["short"] + line["picked"] if line else 0
    mine = line_of(uow, command.line_id)["order_id"] == parcel["order_id"]
    return bool(mine and may_go_on(parcel) and not told and not unpicked_in(line))


def _only_missed(uow: UnitOfWork, parcel: RowMapping, command: ShortPick) -> dict[str, Any]:
    """The order wants it from elsewhere by now; what the shelf does not have, it does not have."""
    if command.quantity < 1:
        raise Refusal("too_few_units", act="short", have=0, wanted=command.quantity)
    product_id = line_of(uow, command.line_id)["product_id"]
    told = {"order_id": parcel["order_id"], "line_id": command.line_id, "product_id": product_id}
    put_in(uow, parcel["id"], **told, quantity=0)
    change_line(uow, parcel_line_id(parcel["id"], command.line_id), short=command.quantity)
    _correct_stock(uow, parcel, product_id, command)
    reason = command.reason.value
    uow.emit(PickedShort(parcel["order_id"], parcel["site_id"], product_id, reason))
    return tell_awkward(uow, parcel["id"], "short_withdrawn", units=command.quantity)


def _let_go(uow: UnitOfWork, parcel: RowMapping, line: RowMapping, command: ShortPick) -> None:
    site_id, line_id = parcel["site_id"], command.line_id
    end_claim(uow, line_id=line_id, quantity=command.quantity, act="release", site_id=site_id)
    change_line(uow, line["id"], quantity=-command.quantity, short=command.quantity)
    reason = command.reason.value
    move_units(
        uow, line_id, "reject", Units.RELEASED, command.quantity, reason=reason, site_id=site_id
    )


def _correct_stock(uow: UnitOfWork, parcel: RowMapping, product_id: str, command: ShortPick) -> int:
    """domain.md 2: not found empties the shelf's figure, wrong stock takes the difference.

    Returns how many units left `available`.
    """
    site_id, reason = parcel["site_id"], command.reason.value
    if command.reason in TO_DAMAGED:
        gone = command.quantity
        fallen = take(
            uow,
            site_id=site_id,
            product_id=product_id,
            target=Bucket.DAMAGED,
            quantity=command.quantity,
            why=reason,
            document=fulfillments.name,
            document_id=parcel["id"],
        )
    else:
        there = available_at(uow, site_id, product_id)
        gone = there if command.reason is ShortReason.NOT_FOUND else min(there, command.quantity)
        if gone > 0:
            move(
                uow,
                site_id=site_id,
                product_id=product_id,
                source=Bucket.AVAILABLE,
                target=Bucket.ADJUSTMENT,
                quantity=gone,
                why=reason,
                document=fulfillments.name,
                document_id=parcel["id"],
            )
        fallen = shed_claims(uow, site_id, product_id)
    tell_fallen(uow, fallen, because=reason)
    return gone


def _go_on(uow: UnitOfWork, parcel: RowMapping, command: ShortPick) -> None:
    order_id, line_id = parcel["order_id"], command.line_id
    match command.then:
        case ShortNext.RE_SOURCE:
            uow.emit(UnitsNeedPlace(order_id, (line_id,), not_at=parcel["site_id"]))
        case ShortNext.BACKORDER:
            move_units(
                uow,
                line_id,
                "backorder",
                Units.UNALLOCATED,
                command.quantity,
                site_id=parcel["site_id"],
            )
        case ShortNext.CANCEL:
            reason = command.reason.value
            cancel_units(uow, order_id, [(line_id, command.quantity)], reason=reason)
