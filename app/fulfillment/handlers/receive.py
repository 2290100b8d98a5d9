"""Receive at a store: a parcel that another place sent lies in a bin, ready for its customer.

What the order wants of it is a parcel of this store from here on; what it does not want any more
is goods of this store. What did not come is lost on the road, and looked for elsewhere.
"""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.fulfillment.commands import ReceiveAtStore
from app.fulfillment.facts import ReadyForPickup
from app.fulfillment.handlers.parcels import (
    change_line,
    move_parcel,
    parcel_in_hand,
    parcel_line_id,
    parcel_lines,
    put_in,
    state_of,
    write_parcel,
)
from app.fulfillment.handlers.pick import awkward
from app.fulfillment.handlers.stage import require_bin
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.fulfillment.tables import fulfillments
from app.kit.errors import Refusal
from app.orders.facts import UnitsNeedPlace
from app.orders.states import Method, Units
from app.orders.units import line_of, move_units
from app.stock.facts import GoodsReceived
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

WHY = "receive_at_store"
DIFFERS = "parcel_differs"


def receive_at_store(uow: UnitOfWork, command: ReceiveAtStore) -> dict[str, Any]:
    """Refusals, on the desk alone: fulfillment_unknown, move_closed, wrong_item, nothing_came,
    bin_unknown. Told twice it is a case."""
    bin_code = command.bin_code.strip().upper()
    came: dict[str, int] = {}
    for line in command.lines:
        came[line.line_id] = came.get(line.line_id, 0) + max(0, line.quantity)
    try:
        box = parcel_in_hand(uow, command.fulfillment_id)
        FULFILLMENT.after(state_of(box), "arrive")
        if not uow.on_server:
            _may_be(uow, box, came, bin_code)
    except Refusal as refusal:
        return awkward(uow, command.fulfillment_id, refusal)
    rows = parcel_lines(uow, box["id"])
    ready = {row["line_id"]: min(row["picked"], came.get(row["line_id"], 0)) for row in rows}
    parcel_id = _open(uow, box, ready, bin_code)
    lost: dict[str, int] = {}
    spare: set[str] = set()
    over = 0
    for row in rows:
        wanted = ready[row["line_id"]]
        _book(uow, box, row, Bucket.COMMITTED, wanted)
        if wanted:
            _stage(uow, box, parcel_id, row, wanted)
        missing = row["picked"] - wanted
        if missing:
            site_id = box["to_site_id"]
            move_units(uow, row["line_id"], "lose", Units.IN_TRANSIT, missing, site_id=site_id)
            lost[row["line_id"]] = missing
        more = came.get(row["line_id"], 0) - wanted
        _book(uow, box, row, Bucket.AVAILABLE, min(more, row["beyond"]))
        _book(uow, box, row, Bucket.ADJUSTMENT, missing + max(0, row["beyond"] - more))
        over += _found(uow, box, row, more - row["beyond"])
        if more:
            spare.add(row["product_id"])
    move_parcel(uow, box, "arrive", closed_at=uow.now)
    if lost or over:
        _tell(uow, box, sum(lost.values()))
    if lost:
        uow.emit(UnitsNeedPlace(box["order_id"], tuple(lost)))
    if spare:
        uow.emit(GoodsReceived(box["id"], box["to_site_id"], tuple(sorted(spare))))
    if parcel_id:
        uow.emit(ReadyForPickup(parcel_id, box["order_id"]))
    told = {"fulfillment_id": parcel_id or box["id"], "bin_code": bin_code}
    return {**told, "ready": bool(parcel_id)}


def _may_be(uow: UnitOfWork, box: RowMapping, came: dict[str, int], bin_code: str) -> None:
    sent = {row["line_id"]: row["picked"] + row["beyond"] for row in parcel_lines(uow, box["id"])}
    for line_id, units in came.items():
        if units > sent.get(line_id, 0):
            raise Refusal("wrong_item", line=line_id)
    if any(came.values()):
        require_bin(uow, box["to_site_id"], bin_code)
    elif bin_code:
        raise Refusal("nothing_came")


def _open(uow: UnitOfWork, box: RowMapping, ready: dict[str, int], bin_code: str) -> str:
    """The parcel that the customer collects; none when nothing of it came."""
    if not any(ready.values()):
        return ""
    told = [line_of(uow, line_id)["promise_from"] for line_id, units in ready.items() if units]
    return write_parcel(
        uow,
        order_id=box["order_id"],
        site_id=box["to_site_id"],
        method=Method.PICKUP.value,
        state=FulfillmentState.READY.value,
        due_at=min((at for at in told if at is not None), default=None),
        bin_code=bin_code,
        claimed_by=uow.actor.user_id,
        claimed_at=uow.now,
        ready_at=uow.now,
    )


def _stage(uow: UnitOfWork, box: RowMapping, parcel_id: str, row: RowMapping, units: int) -> None:
    put_in(
        uow,
        parcel_id,
        order_id=box["order_id"],
        line_id=row["line_id"],
        product_id=row["product_id"],
        quantity=units,
    )
    change_line(uow, parcel_line_id(parcel_id, row["line_id"]), picked=units)
    site_id = box["to_site_id"]
    move_units(uow, row["line_id"], "arrive", Units.IN_TRANSIT, units, site_id=site_id)


def _book(uow: UnitOfWork, box: RowMapping, row: RowMapping, target: Bucket, units: int) -> None:
    if units > 0:
        _move(uow, box, row, Bucket.IN_TRANSIT, target, units)


def _found(uow: UnitOfWork, box: RowMapping, row: RowMapping, units: int) -> int:
    """More than was told sent."""
    if units > 0:
        _move(uow, box, row, Bucket.ADJUSTMENT, Bucket.AVAILABLE, units)
    return max(0, units)


def _move(
    uow: UnitOfWork, box: RowMapping, row: RowMapping, source: Bucket, target: Bucket, units: int
) -> None:
    move(
        uow,
        site_id=box["to_site_id"],
        product_id=row["product_id"],
        source=source,
        target=target,
        quantity=units,
        why=WHY,
        document=fulfillments.name,
        document_id=box["id"],
    )


def _tell(uow: UnitOfWork, box: RowMapping, lost: int) -> None:
    """The place that sent it hears that something else came than it told."""
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject=fulfillments.name,
        subject_id=box["id"],
        site_id=box["site_id"],
        code=DIFFERS,
        lost=lost,
    )
