"""A parcel that its place does not take up goes to another one, if that keeps the promise."""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.fulfillment.handlers.parcels import (
    change_line,
    drop_if_empty,
    parcel_in_hand,
    parcel_lines,
    state_of,
)
from app.fulfillment.states import FulfillmentState
from app.identity.roles import require
from app.kit.commands import Command
from app.orders.facts import UnitsNeedPlace
from app.orders.held import held_now
from app.orders.states import Method, Units
from app.orders.units import line_of, move_units, order_of
from app.routing.queues.attempts import CARRIER_OUT, may_still_move
from app.stock.ledger import end_claim
from app.storage.uow import UnitOfWork


class TakeBack(Command, frozen=True, kw_only=True):
    """The server's own. `reason`: not_accepted, cutoff_missed or carrier_out."""

    fulfillment_id: str
    reason: str


def take_back(uow: UnitOfWork, command: TakeBack) -> dict[str, Any]:
    """Nothing happens once somebody picks, when the customer comes for it, or when no other place
    keeps the promise: then it stays where it is, and is late in everybody's list."""
    require(uow.actor, "system")
    parcel = parcel_in_hand(uow, command.fulfillment_id)
    lines = [row for row in parcel_lines(uow, parcel["id"]) if row["quantity"] > 0]
    if not _is_free(uow, parcel, lines) or not _has_better(uow, parcel, lines, command.reason):
        return {"fulfillment_id": parcel["id"], "units": 0}
    for row in lines:
        units, site_id = row["quantity"], parcel["site_id"]
        change_line(uow, row["id"], quantity=-units)
        end_claim(uow, line_id=row["line_id"], quantity=units, act="release", site_id=site_id)
        move_units(
            uow,
            row["line_id"],
            "re_source",
            Units.RELEASED,
            units,
            reason=command.reason,
            site_id=site_id,
        )
    drop_if_empty(uow, parcel["id"])
    line_ids = tuple(row["line_id"] for row in lines)
    uow.emit(UnitsNeedPlace(parcel["order_id"], line_ids, not_at=parcel["site_id"]))
    return {"fulfillment_id": parcel["id"], "units": sum(row["quantity"] for row in lines)}


def _is_free(uow: UnitOfWork, parcel: RowMapping, lines: list[RowMapping]) -> bool:
    """Frozen after the pick started; and not moved about for ever."""
    if state_of(parcel) is not FulfillmentState.OPEN or parcel["method"] != Method.SHIP.value:
        return False
    if not lines or any(row["picked"] for row in lines):
        return False
    keeps = held_now(uow, parcel["order_id"])
    return all(may_still_move(uow, keeps, row["order_id"], row["line_id"]) for row in lines)


def _has_better(uow: UnitOfWork, parcel: RowMapping, lines: list[RowMapping], reason: str) -> bool:
    """A carrier that does not come is no trouble while the promise is kept all the same."""
    from app.routing.deciding import could_come_elsewhere, still_kept  # noqa: PLC0415  numpy

    wanting = [(line_of(uow, row["line_id"]), row["quantity"]) for row in lines]
    order = order_of(uow, parcel["order_id"])
    if reason == CARRIER_OUT and still_kept(uow, order, wanting, parcel["site_id"]):
        return False
    return could_come_elsewhere(uow, order, wanting, parcel["site_id"])
