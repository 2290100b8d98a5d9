"""The parcels of an order and their lines: found, opened, changed; shared by the acts."""

import itertools
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.cases.notice import notice
from app.cases.states import CaseKind
from app.fulfillment.states import FULFILLMENT, FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.errors import Fact, Refusal
from app.kit.ids import derived_id
from app.orders.held import held_now
from app.orders.holds import follow_goods, void_of_parcel
from app.orders.states import ENDED
from app.orders.units import line_of, locked_order, show_to
from app.storage.uow import UnitOfWork

UNKNOWN = "fulfillment_unknown"
Goes: TypeAlias = tuple[str, str, str | None]  # from which place, how, to which place

_of_order = (
    sa.select(fulfillments)
    .where(fulfillments.c.order_id == sa.bindparam("order"))
    .order_by(fulfillments.c.id)
)
_lines_of = (
    sa.select(fulfillment_lines)
    .where(fulfillment_lines.c.fulfillment_id == sa.bindparam("parcel"))
    .order_by(fulfillment_lines.c.product_id, fulfillment_lines.c.id)
)
WORKED_ON = (FulfillmentState.OPEN, FulfillmentState.IN_PROGRESS)
LIVE = (FulfillmentState.OPEN, FulfillmentState.IN_PROGRESS, FulfillmentState.READY)
_open_lines = (
    sa.select(fulfillment_lines, fulfillments.c.site_id)
    .join(fulfillments, fulfillments.c.id == fulfillment_lines.c.fulfillment_id)
    .where(
        fulfillment_lines.c.line_id == sa.bindparam("line"),
        fulfillment_lines.c.quantity > fulfillment_lines.c.picked,
        fulfillments.c.state.in_([state.value for state in LIVE]),
    )
    .order_by(fulfillment_lines.c.id)
)
_in_hand = (
    sa.select(fulfillment_lines, fulfillments.c.site_id, fulfillments.c.state)
    .join(fulfillments, fulfillments.c.id == fulfillment_lines.c.fulfillment_id)
    .where(
        fulfillment_lines.c.line_id == sa.bindparam("line"),
        fulfillment_lines.c.picked > 0,
        fulfillments.c.state.in_([state.value for state in LIVE]),
    )
    .order_by(fulfillment_lines.c.id)
)


def parcel_of(uow: UnitOfWork, fulfillment_id: str) -> RowMapping:
    parcel = uow.row(fulfillments, fulfillment_id)
    if parcel is None:
        raise Refusal("fulfillment_unknown", fulfillment=fulfillment_id)
    return parcel


def parcel_in_hand(uow: UnitOfWork, fulfillment_id: str) -> RowMapping:
    """For acts on its goods: whoever else touches its order waits, so that no unit goes twice."""
    parcel = parcel_of(uow, fulfillment_id)
    if not uow.on_server:
        return parcel
    locked_order(uow, parcel["order_id"])
    return parcel_of(uow, fulfillment_id)


def state_of(parcel: RowMapping) -> FulfillmentState:
    return FulfillmentState(parcel["state"])


def parcels_of(uow: UnitOfWork, order_id: str) -> Sequence[RowMapping]:
    made = uow.rows_for(order_id, fulfillments)
    if made is None:
        return uow.all(_of_order, order=order_id)
    return sorted((row for row in made if row["order_id"] == order_id), key=itemgetter("id"))


def parcel_lines(uow: UnitOfWork, fulfillment_id: str) -> Sequence[RowMapping]:
    """By product: cells are changed in one order everywhere."""
    return uow.all(_lines_of, parcel=fulfillment_id)


def parcel_line(uow: UnitOfWork, fulfillment_id: str, line_id: str) -> RowMapping | None:
    """The line of an order line in this parcel: its id follows from both."""
    return uow.row(fulfillment_lines, parcel_line_id(fulfillment_id, line_id))


def parcel_line_id(fulfillment_id: str, line_id: str) -> str:
    return derived_id(fulfillment_id, "line", line_id)


def unpicked_lines(uow: UnitOfWork, line_id: str) -> Sequence[RowMapping]:
    """Where units of an order line still lie on shelves, released to a place (`site_id`)."""
    made = uow.rows_for(line_id, fulfillment_lines)
    if made is not None and all(row["line_id"] != line_id for row in made):
        return ()
    return uow.all(_open_lines, line=line_id)


def picked_lines(uow: UnitOfWork, line_id: str, *, ready: bool) -> Sequence[RowMapping]:
    """Where picked units of an order line lie: staged (`ready`), or still in a clerk's hands."""
    states = (FulfillmentState.READY,) if ready else WORKED_ON
    rows = uow.all(_in_hand, line=line_id)
    return [row for row in rows if FulfillmentState(row["state"]) in states]


def unpicked_in(line: RowMapping | None) -> int:
    return line["quantity"] - line["picked"] if line else 0


def change_line(uow: UnitOfWork, row_id: str, **deltas: int) -> None:
    uow.add(fulfillment_lines, row_id, **deltas)


def move_parcel(
    uow: UnitOfWork, parcel: RowMapping, act: str, **values: str | int | None
) -> FulfillmentState:
    state = FULFILLMENT.after(state_of(parcel), act)
    uow.update(fulfillments, parcel["id"], state=state.value, **values)
    return state


def open_parcel(
    uow: UnitOfWork,
    *,
    order_id: str,
    site_id: str,
    method: str,
    due_at: int | None,
    to_site_id: str | None = None,
) -> str:
    """The OPEN parcel of (order, place, method, where it goes); a new one when there is none.

    Its id follows from the order and its place among them, so that a desk and the server that
    sourced at different moments still mean the same parcel.
    """
    if alike := _alike(uow, order_id, (site_id, method, to_site_id)):
        _due_by(uow, alike[0], due_at)
        return str(alike[0]["id"])
    return write_parcel(
        uow,
        order_id=order_id,
        site_id=site_id,
        method=method,
        to_site_id=to_site_id,
        state=FULFILLMENT.start.value,
        due_at=due_at,
    )


def reopen(uow: UnitOfWork, parcel: RowMapping, act: str, **values: str | int | None) -> str:
    """Move a parcel back to OPEN; the parcel that has its work from then on.

    What its order had released to the place meanwhile lies in another open one: they are one
    again. It is the one that somebody just had in hand, for what is told next is told of that; but
    what a hold keeps back stays in the parcel that it keeps back. When both are held, the holds
    come along: all have to be let go before anything leaves.
    """
    move_parcel(uow, parcel, act, claimed_by=None, claimed_at=None, **values)
    alike = _alike(uow, parcel["order_id"], _goes(parcel))
    if len(alike) == 1:
        return str(parcel["id"])
    keeps = held_now(uow, parcel["order_id"])
    stays = min(
        alike,
        key=lambda row: (not keeps.stopping_parcel(row["id"], ()), row["id"] != parcel["id"]),
    )
    for row in alike:
        if row["id"] != stays["id"]:
            _join(uow, row, stays)
    return str(stays["id"])


def goods_now_in(uow: UnitOfWork, parcel: RowMapping) -> str:
    """The parcel that has the goods of one that was joined into it; of several the one that is
    nearest to leaving. Its own id where nothing of it waits in another."""
    if state_of(parcel) is not FulfillmentState.CANCELLED:
        return str(parcel["id"])
    inside = {row["line_id"] for row in parcel_lines(uow, parcel["id"])}
    for state in reversed(LIVE):
        for other in _alike(uow, parcel["order_id"], _goes(parcel), state):
            lines = parcel_lines(uow, other["id"])
            if any(row["quantity"] and row["line_id"] in inside for row in lines):
                return str(other["id"])
    return str(parcel["id"])


def _goes(parcel: RowMapping) -> Goes:
    return parcel["site_id"], parcel["method"], parcel["to_site_id"]


def _alike(
    uow: UnitOfWork, order_id: str, goes: Goes, state: FulfillmentState = FulfillmentState.OPEN
) -> list[RowMapping]:
    """The parcels of an order that go the same way and stand alike."""
    return [
        row for row in parcels_of(uow, order_id) if _goes(row) == goes and state_of(row) is state
    ]


def _join(uow: UnitOfWork, parcel: RowMapping, stays: RowMapping) -> None:
    for row in parcel_lines(uow, parcel["id"]):
        units, picked = row["quantity"], row["picked"]
        if not units:
            continue
        told = {name: row[name] for name in ("order_id", "line_id", "product_id")}
        put_in(uow, stays["id"], **told, quantity=units)
        change_line(uow, row["id"], quantity=-units, picked=-picked)
        change_line(uow, parcel_line_id(stays["id"], row["line_id"]), picked=picked)
    _due_by(uow, stays, parcel["due_at"])
    follow_goods(uow, parcel["order_id"], gone=parcel["id"], stays=stays["id"])
    drop_if_empty(uow, parcel["id"])


def _due_by(uow: UnitOfWork, parcel: RowMapping, due_at: int | None) -> None:
    if due_at is not None and (parcel["due_at"] is None or due_at < parcel["due_at"]):
        uow.update(fulfillments, parcel["id"], due_at=due_at)


def write_parcel(
    uow: UnitOfWork, *, order_id: str, site_id: str, method: str, **told: str | int | None
) -> str:
    """A new one, with the next id of (order, place, method)."""
    others = parcels_of(uow, order_id)
    taken = {row["id"] for row in others}
    same = [row for row in others if (row["site_id"], row["method"]) == (site_id, method)]
    names = (parcel_id_of(order_id, site_id, method, n) for n in itertools.count(len(same)))
    parcel_id = next(name for name in names if name not in taken)
    write_down(uow, parcel_id, order_id=order_id, site_id=site_id, method=method, **told)
    return parcel_id


def write_down(
    uow: UnitOfWork, parcel_id: str, *, order_id: str, site_id: str, **told: str | int | None
) -> None:
    """Who has a parcel sees its order."""
    uow.insert(fulfillments, {"id": parcel_id, "order_id": order_id, "site_id": site_id, **told})
    show_to(uow, order_id, f"orders:store:{site_id}")


def parcel_id_of(order_id: str, site_id: str, method: str, ordinal: int) -> str:
    """`ordinal`: among the parcels of this order, place and method."""
    return derived_id(order_id, "fulfillment", f"{site_id}/{method}/{ordinal}")


def put_in(
    uow: UnitOfWork, parcel_id: str, *, order_id: str, line_id: str, product_id: str, quantity: int
) -> None:
    row_id = parcel_line_id(parcel_id, line_id)
    if _is_in(uow, parcel_id, row_id):
        change_line(uow, row_id, quantity=quantity)
        return
    uow.insert(
        fulfillment_lines,
        {
            "id": row_id,
            "fulfillment_id": parcel_id,
            "order_id": order_id,
            "line_id": line_id,
            "product_id": product_id,
            "quantity": quantity,
        },
    )


def _is_in(uow: UnitOfWork, parcel_id: str, row_id: str) -> bool:
    if uow.is_new(parcel_id):
        return uow.is_new(row_id)
    return uow.row(fulfillment_lines, row_id) is not None


def drop_if_empty(uow: UnitOfWork, parcel_id: str) -> None:
    """A parcel with nothing left to fulfil is cancelled.

    Its holds end only when nothing is to come of its lines any more: a pick regains what went
    elsewhere, and finds it kept back as before.
    """
    parcel, lines = parcel_of(uow, parcel_id), parcel_lines(uow, parcel_id)
    if any(row["quantity"] for row in lines):
        return
    if not FULFILLMENT.allows(state_of(parcel), "cancel"):
        return
    move_parcel(uow, parcel, "cancel", closed_at=uow.now)
    if all(_has_ended(line_of(uow, row["line_id"])) for row in lines):
        void_of_parcel(uow, parcel["order_id"], parcel_id)


def _has_ended(line: RowMapping) -> bool:
    return bool(sum(line[state.value] for state in ENDED) == line["ordered"])


def tell_awkward(uow: UnitOfWork, fulfillment_id: str, code: str, **facts: Fact) -> dict[str, Fact]:
    """On the server a fact is never refused: it is kept, and a person looks at it."""
    parcel = uow.row(fulfillments, fulfillment_id)
    notice(
        uow,
        CaseKind.AWKWARD_FACT,
        subject="fulfillments",
        subject_id=fulfillment_id,
        site_id=parcel["site_id"] if parcel else (uow.actor.site_id or None),
        code=code,
        **facts,
    )
    return {"fulfillment_id": fulfillment_id, "exception": code}
