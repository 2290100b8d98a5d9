"""What left with a parcel, as its store told it: on the server all of it is booked, the units that
the order still has as its own, the others as goods that are gone, with a case."""

from collections.abc import Mapping

from sqlalchemy.engine import RowMapping

from app.cases.notice import notice, settle_about
from app.cases.states import CaseKind
from app.fulfillment.commands import HandOver
from app.fulfillment.handlers.otherwise import draw
from app.fulfillment.handlers.parcels import (
    WORKED_ON,
    change_line,
    move_parcel,
    parcel_line,
    parcel_line_id,
    parcel_lines,
    parcel_of,
    put_in,
    state_of,
    tell_awkward,
    unpicked_in,
)
from app.fulfillment.handlers.pick import return_to_shelf, start_work, take_units
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.orders.balance import gone_minor
from app.orders.facts import UnitsAllocated
from app.orders.shortfalls import tell_fallen
from app.orders.states import Units
from app.orders.units import known_line, line_of, move_units
from app.stock.ledger import move, take
from app.stock.states import Bucket
from app.storage.uow import UnitOfWork

CANCELLED = "handed_over_cancelled"
BEYOND = "handed_over_beyond"
UNDONE = "undo_hand_over"
Told = Mapping[str, int]  # order line → units


def told_lines(uow: UnitOfWork, parcel: RowMapping, command: HandOver) -> Told:
    """What left. A desk that told no lines gave what the parcel has: all of it, or what was picked
    when it lay ready."""
    if not command.lines:
        ready = state_of(parcel) is FulfillmentState.READY
        rows = parcel_lines(uow, parcel["id"])
        return {row["line_id"]: row["picked" if ready else "quantity"] for row in rows}
    told: dict[str, int] = {}
    for one in command.lines:
        line = known_line(uow, one.line_id)
        if line is not None and line["order_id"] == parcel["order_id"] and one.quantity > 0:
            told[one.line_id] = told.get(one.line_id, 0) + one.quantity
        else:
            tell_awkward(uow, parcel["id"], "wrong_item", line=one.line_id)
    return told


def is_gone(uow: UnitOfWork, parcel: RowMapping) -> bool:
    """It was handed over before, even if the order had nothing of it any more."""
    state = state_of(parcel)
    beyond = any(row["beyond"] for row in parcel_lines(uow, parcel["id"]))
    return state is FulfillmentState.CLOSED or (state is FulfillmentState.CANCELLED and beyond)


def make_ready(uow: UnitOfWork, parcel: RowMapping, told: Told) -> bool:
    """Bring what left into the parcel and the parcel to READY, whoever forgot to say so; False when
    the order had none of it left."""
    parcel_id, state = parcel["id"], state_of(parcel)
    staged = {row["line_id"]: row["picked"] for row in parcel_lines(uow, parcel_id)}
    if state is not FulfillmentState.READY:
        staged = dict.fromkeys(staged, 0)
    over = {line_id: take_lacking(uow, parcel_id, line_id, told[line_id]) for line_id in told}
    _give_beyond(uow, parcel, {line_id: units for line_id, units in over.items() if units})
    if all(over[line_id] == units for line_id, units in told.items()):
        return False
    for row in parcel_lines(uow, parcel_id):
        if fresh := row["picked"] - staged.get(row["line_id"], 0):
            site_id = parcel["site_id"]
            move_units(uow, row["line_id"], "stage", Units.PICKED, fresh, site_id=site_id)
    parcel = parcel_of(uow, parcel_id)
    if state_of(parcel) in WORKED_ON:
        move_parcel(uow, start_work(uow, parcel), "stage", ready_at=uow.now)
    for row in parcel_lines(uow, parcel_id):
        _put_back(uow, parcel, row, row["picked"] - told.get(row["line_id"], 0))
    if state is not FulfillmentState.READY:
        tell_awkward(uow, parcel_id, "handed_over_unready", state=state.value)
    return True


def take_lacking(uow: UnitOfWork, parcel_id: str, line_id: str, told: int) -> int:
    """Pick what is not in hand by the books; how many units the order does not have."""
    row = parcel_line(uow, parcel_id, line_id)
    lacking = told - (row["picked"] + row["beyond"] if row else 0)
    if lacking <= 0:
        return 0
    draw(uow, parcel_of(uow, parcel_id), line_id, lacking - _inside(uow, parcel_id, line_id))
    units = min(lacking, _inside(uow, parcel_id, line_id))
    if units and (row := parcel_line(uow, parcel_id, line_id)):
        take_units(uow, start_work(uow, parcel_of(uow, parcel_id)), row, units)
    return lacking - units


def _inside(uow: UnitOfWork, parcel_id: str, line_id: str) -> int:
    return unpicked_in(parcel_line(uow, parcel_id, line_id))


def _put_back(uow: UnitOfWork, parcel: RowMapping, row: RowMapping, units: int) -> None:
    if units > 0:
        return_to_shelf(uow, parcel, row, units, act="put_back", source=Units.READY)


def _give_beyond(uow: UnitOfWork, parcel: RowMapping, over: Told) -> None:
    cancelled = {k: n for k, n in over.items() if line_of(uow, k)[Units.CANCELLED.value] >= n}
    for line_id, units in over.items():
        take_beyond(uow, parcel, line_id, units, target=Bucket.CUSTOMER, why="hand_over")
    _tell(uow, parcel, CANCELLED, cancelled)
    _tell(uow, parcel, BEYOND, {k: n for k, n in over.items() if k not in cancelled})


def take_beyond(
    uow: UnitOfWork, parcel: RowMapping, line_id: str, units: int, *, target: Bucket, why: str
) -> None:
    """Units that the order does not have leave with it: from the shelf, as a clerk's own books
    would say it, for by them nobody had picked these."""
    product_id = line_of(uow, line_id)["product_id"]
    told = {"order_id": parcel["order_id"], "line_id": line_id, "product_id": product_id}
    put_in(uow, parcel["id"], **told, quantity=0)
    change_line(uow, parcel_line_id(parcel["id"], line_id), beyond=units)
    fallen = take(
        uow,
        site_id=parcel["site_id"],
        product_id=product_id,
        target=target,
        quantity=units,
        why=why,
        document=fulfillments.name,
        document_id=parcel["id"],
    )
    tell_fallen(uow, fallen, because="carry_out")


def _tell(uow: UnitOfWork, parcel: RowMapping, code: str, over: Told) -> None:
    if over:
        worth = sum(gone_minor(line_of(uow, line_id), units) for line_id, units in over.items())
        units = sum(over.values())
        tell_awkward(uow, parcel["id"], code, lines=sorted(over), units=units, worth=worth)


def leave_rest(uow: UnitOfWork, parcel: RowMapping) -> None:
    """What did not leave with it is picked again, in a parcel of its own."""
    rest = [row for row in parcel_lines(uow, parcel["id"]) if unpicked_in(row)]
    for row in rest:
        units, site_id = unpicked_in(row), parcel["site_id"]
        change_line(uow, row["id"], quantity=-units)
        for act, source in (("re_source", Units.RELEASED), ("source", Units.UNALLOCATED)):
            move_units(uow, row["line_id"], act, source, units, site_id=site_id)
    if rest:
        uow.emit(UnitsAllocated(parcel["order_id"]))


def bring_back_beyond(uow: UnitOfWork, parcel: RowMapping) -> bool:
    """Nobody took the goods: what the order did not want is on the shelf again."""
    rows = [row for row in parcel_lines(uow, parcel["id"]) if row["beyond"]]
    for row in rows:
        change_line(uow, row["id"], beyond=-row["beyond"])
        come_back(uow, parcel, row["product_id"], row["beyond"], Bucket.AVAILABLE)
    for code in (CANCELLED, BEYOND):
        settle_about(uow, CaseKind.AWKWARD_FACT, parcel["id"], why=UNDONE, code=code)
    return bool(rows)


def come_back(
    uow: UnitOfWork, parcel: RowMapping, product_id: str, units: int, target: Bucket
) -> None:
    """The customer does not have them after all."""
    move(
        uow,
        site_id=parcel["site_id"],
        product_id=product_id,
        source=Bucket.CUSTOMER,
        target=target,
        quantity=units,
        why=UNDONE,
        document=fulfillments.name,
        document_id=parcel["id"],
    )


def own_beyond(uow: UnitOfWork, parcel: RowMapping) -> dict[str, int]:
    """What was cancelled and left with this parcel is one of its own; order line → units."""
    owned: dict[str, int] = {}
    for row in parcel_lines(uow, parcel["id"]):
        cancelled = line_of(uow, row["line_id"])[Units.CANCELLED.value]
        if units := min(row["beyond"], cancelled):
            change_line(uow, row["id"], beyond=-units, quantity=units, picked=units)
            owned[row["line_id"]] = units
    if owned and state_of(parcel) is FulfillmentState.CANCELLED:
        move_parcel(uow, parcel, "keep", closed_at=uow.now)
    return owned


def tell_twice(uow: UnitOfWork, parcel: RowMapping) -> None:
    notice(
        uow,
        CaseKind.COLLECTED_TWICE,
        subject=fulfillments.name,
        subject_id=parcel["id"],
        site_id=parcel["site_id"],
        order=parcel["order_id"],
        first_at=parcel["closed_at"],
    )
