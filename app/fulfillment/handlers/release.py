"""Hand allocated units to the places that have them; take back what goes away or elsewhere."""

from typing import Any, TypeAlias

from sqlalchemy.engine import RowMapping

from app.fulfillment.handlers.parcels import (
    change_line,
    drop_if_empty,
    open_parcel,
    picked_lines,
    put_in,
    unpicked_lines,
)
from app.fulfillment.model import hash_code
from app.fulfillment.tables import fulfillments
from app.kit.ids import derived_id
from app.orders.facts import (
    GoodsToPutAway,
    HoldCleared,
    OrderChanged,
    OrderPlaced,
    UnitsAllocated,
    UnitsCancelled,
    UnitsWithdrawn,
    WaveDue,
)
from app.orders.grouping import incomplete_groups
from app.orders.held import held_now
from app.orders.sending import method_from
from app.orders.states import Method, Units
from app.orders.units import keep_code, line_of, lines_of, move_units
from app.routing.reading import network_of
from app.routing.waves.gathering import gathers
from app.stock.ledger import claims_of, end_claim, move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork


def seal_code(uow: UnitOfWork, fact: OrderPlaced) -> None:
    """Listens to OrderPlaced: the counter checks the code without the network and without it."""
    if fact.pickup_code:
        salt = derived_id(fact.order_id, "code_salt")
        keep_code(uow, fact.order_id, salt=salt, code_hash=hash_code(fact.pickup_code, salt))


Ready: TypeAlias = UnitsAllocated | HoldCleared | WaveDue | UnitsCancelled | OrderChanged


def release(uow: UnitOfWork, fact: Ready) -> None:
    """Listens to all that may make units ready to go: unless held, allocated units become work.

    What is to be sent gathers for the wave of its place, so that its orders can still be placed
    together; what is collected is wanted at once. A group that was to come in one parcel waits for
    its last unit, or for word that nobody wants that any more.
    """
    goes = isinstance(fact, WaveDue)
    keeps = held_now(uow, fact.order_id)
    lines = lines_of(uow, fact.order_id)
    waiting_groups = incomplete_groups(lines)
    for line in lines:
        if keeps.stops_line(line["id"]) or line["ship_group"] in waiting_groups:
            continue
        left = line[Units.ALLOCATED.value]
        for site_id, waiting in _waiting(uow, line["id"]).items():
            part = min(left, waiting)
            if part <= 0 or not (goes or _goes_at_once(uow, line, site_id)):
                continue
            parcel_id = open_parcel(
                uow,
                order_id=fact.order_id,
                site_id=site_id,
                **_goes(line, site_id),
            )
            put_in(
                uow,
                parcel_id,
                order_id=fact.order_id,
                line_id=line["id"],
                product_id=line["product_id"],
                quantity=part,
            )
            move_units(uow, line["id"], "release", Units.ALLOCATED, part, site_id=site_id)
            left -= part


def _goes(line: RowMapping, site_id: str) -> dict[str, Any]:
    """How, where to and by when a place is to have its units of a line ready."""
    method = method_from(line, site_id)
    if method is Method.TO_STORE:
        return {"method": method.value, "due_at": line["send_by"], "to_site_id": line["site_id"]}
    return {"method": method.value, "due_at": line["promise_from"] or line["promise_to"]}


def _goes_at_once(uow: UnitOfWork, line: RowMapping, site_id: str) -> bool:
    if line["method"] != Method.SHIP.value or line["ship_group"]:
        return True
    return not gathers(network_of(uow.db, uow.now), site_id, uow.now)


def withdraw(uow: UnitOfWork, fact: UnitsWithdrawn) -> None:
    """Listens to UnitsWithdrawn: claims end, parcels shrink. What only waited goes first."""
    for line_id, quantity in fact.placed:
        left = quantity
        still_released = line_of(uow, line_id)[Units.RELEASED.value]
        for row in unpicked_lines(uow, line_id):
            surplus = _released_in_parcels(uow, line_id) - still_released
            part = min(left, surplus, row["quantity"] - row["picked"])
            if part <= 0:
                break
            if row["fulfillment_id"] == fact.but_from:
                continue
            change_line(uow, row["id"], quantity=-part)
            end_claim(uow, line_id=line_id, quantity=part, act="release", site_id=row["site_id"])
            drop_if_empty(uow, row["fulfillment_id"])
            left -= part
        for site_id, waiting in _waiting(uow, line_id).items():
            part = min(left, waiting)
            if part > 0:
                end_claim(uow, line_id=line_id, quantity=part, act="release", site_id=site_id)
                left -= part
    for line_id, state, quantity in fact.in_hand:
        _put_aside(uow, line_id, state, quantity)


def _put_aside(uow: UnitOfWork, line_id: str, state: Units, quantity: int) -> None:
    """Cancelled goods that were picked: committed → available, and no claim on them any more."""
    left = quantity
    for row in picked_lines(uow, line_id, ready=state is Units.READY):
        part = min(left, row["picked"])
        if part == 0:
            break
        move(
            uow,
            site_id=row["site_id"],
            product_id=row["product_id"],
            source=Bucket.COMMITTED,
            target=Bucket.AVAILABLE,
            quantity=part,
            why="cancel",
            document=fulfillments.name,
            document_id=row["fulfillment_id"],
        )
        change_line(uow, row["id"], picked=-part, quantity=-part)
        drop_if_empty(uow, row["fulfillment_id"])
        uow.emit(GoodsToPutAway(row["order_id"], row["site_id"], row["product_id"], part))
        left -= part
    if left:
        raise ValueError("picked units that lie in no parcel")


def _released_in_parcels(uow: UnitOfWork, line_id: str) -> int:
    return sum(row["quantity"] - row["picked"] for row in unpicked_lines(uow, line_id))


def _waiting(uow: UnitOfWork, line_id: str) -> dict[str, int]:
    """Site → claimed units of a line that no parcel asks for yet."""
    waiting = claims_of(uow, line_id)
    for row in unpicked_lines(uow, line_id):
        waiting[row["site_id"]] = waiting.get(row["site_id"], 0) - (row["quantity"] - row["picked"])
    return waiting
