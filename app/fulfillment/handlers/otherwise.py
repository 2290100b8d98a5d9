"""What does a store's act mean for a parcel that the server made otherwise meanwhile: it was
sourced, split, moved or cancelled while the store worked on. Goods in hand win over figures."""

import itertools
from collections.abc import Iterable, Iterator

from sqlalchemy.engine import RowMapping

from app.cases.notice import settle_about
from app.cases.states import CaseKind
from app.fulfillment.handlers.parcels import (
    WORKED_ON,
    parcel_id_of,
    parcel_in_hand,
    parcel_line,
    put_in,
    state_of,
    unpicked_in,
    write_down,
)
from app.fulfillment.handlers.release import withdraw
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.orders.facts import UnitsWithdrawn
from app.orders.shortfalls import firm_up
from app.orders.states import Method, Units
from app.orders.units import known_line, line_of, locked_order, move_units, place_line
from app.places.lookup import all_sites
from app.stock.ledger import reclaim, short_of
from app.storage.uow import UnitOfWork

MOST = 10  # parcels of one order at one place; each costs a hash per place when one is unknown
_METHODS = (Method.PICKUP.value, Method.SHIP.value, Method.TO_STORE.value)
# Units that nobody has in hand, the least decided first.
_FREE = (Units.UNALLOCATED, Units.BACKORDERED, Units.ALLOCATED, Units.RELEASED)


def parcel_as_told(uow: UnitOfWork, fulfillment_id: str, line_ids: Iterable[str]) -> RowMapping:
    """The parcel of an act on its goods, locked as by parcel_in_hand.

    One that only the desk's own sourcing made is written down on the server as it would stand if
    everything had been withdrawn from it: its id says of which place and method it is. Refusal:
    fulfillment_unknown.
    """
    if uow.on_server and uow.row(fulfillments, fulfillment_id) is None:
        lines = [known_line(uow, line_id) for line_id in line_ids]
        goes_to = {line["order_id"]: line["site_id"] for line in lines if line}
        for order_id, to_site_id in goes_to.items():
            locked_order(uow, order_id)
            if _write_down(uow, fulfillment_id, order_id, to_site_id):
                break
    return parcel_in_hand(uow, fulfillment_id)


def _write_down(
    uow: UnitOfWork, fulfillment_id: str, order_id: str, to_site_id: str | None
) -> bool:
    if uow.row(fulfillments, fulfillment_id) is not None:
        return True
    for site_id, method, ordinal in itertools.product(_sites(uow), _METHODS, range(MOST)):
        if parcel_id_of(order_id, site_id, method, ordinal) == fulfillment_id:
            write_down(
                uow,
                fulfillment_id,
                order_id=order_id,
                site_id=site_id,
                method=method,
                to_site_id=to_site_id if method == Method.TO_STORE.value else None,
                state=FulfillmentState.CANCELLED.value,
                closed_at=uow.now,
            )
            return True
    return False


def _sites(uow: UnitOfWork) -> Iterator[str]:
    """The desk's own place first: nearly always it is that one."""
    yield uow.actor.site_id
    yield from (site.id for site in all_sites(uow.db) if site.id != uow.actor.site_id)


def regain(uow: UnitOfWork, parcel: RowMapping, line_id: str, quantity: int) -> None:
    """Before a pick: so many units of the line are to lie in this parcel, as far as nobody else has
    them in hand. What the customer wants from another place by now stays there."""
    line = known_line(uow, line_id)
    mine = line is not None and line["order_id"] == parcel["order_id"]
    if mine and may_go_on(parcel) and _is_meant_for(parcel, line_of(uow, line_id)):
        lacking = quantity - unpicked_in(parcel_line(uow, parcel["id"], line_id))
        draw(uow, parcel, line_id, lacking)


def placed_at(parcel: RowMapping) -> dict[str, str | None]:
    """What a line says whose units all lie in this parcel."""
    sent = parcel["method"] == Method.TO_STORE.value
    return {"from_site_id" if sent else "site_id": parcel["site_id"]}


def may_go_on(parcel: RowMapping) -> bool:
    return state_of(parcel) in (*WORKED_ON, FulfillmentState.CANCELLED)


def _is_meant_for(parcel: RowMapping, line: RowMapping) -> bool:
    if parcel["method"] == Method.TO_STORE.value:
        collected = line["method"] == Method.PICKUP.value
        return bool(collected and line["site_id"] == parcel["to_site_id"])
    if line["method"] != parcel["method"]:
        return False
    return bool(line["method"] == Method.SHIP.value or line["site_id"] == parcel["site_id"])


def draw(uow: UnitOfWork, parcel: RowMapping, line_id: str, quantity: int) -> None:
    """Up to so many units of an order line come to this parcel, released and claimed, from wherever
    else they wait: what nobody decided about first."""
    parts = list(_parts(uow, parcel, line_id, quantity))
    if not parts:
        return
    site_id = parcel["site_id"]
    for state, units in parts:
        if state is not Units.UNALLOCATED:
            move_units(uow, line_id, "re_source", state, units, site_id=site_id)
    if placed := sum(units for state, units in parts if state in (Units.ALLOCATED, Units.RELEASED)):
        gone = UnitsWithdrawn(
            parcel["order_id"], placed=((line_id, placed),), but_from=parcel["id"]
        )
        withdraw(uow, gone)  # at once: the claims here are those of this parcel
        firm_up(uow, gone)
    drawn = sum(units for _, units in parts)
    move_units(uow, line_id, "source", Units.UNALLOCATED, drawn, site_id=site_id)
    move_units(uow, line_id, "release", Units.ALLOCATED, drawn, site_id=site_id)
    line = line_of(uow, line_id)
    told = {"order_id": parcel["order_id"], "line_id": line_id, "product_id": line["product_id"]}
    put_in(uow, parcel["id"], **told, quantity=drawn)
    reclaim(uow, **told, site_id=site_id, quantity=drawn)
    inside = unpicked_in(parcel_line(uow, parcel["id"], line_id))
    if line[Units.ALLOCATED.value] + line[Units.RELEASED.value] == inside:
        place_line(uow, line_id, **placed_at(parcel))
    waits = line[Units.UNALLOCATED.value] + line[Units.BACKORDERED.value]
    if not waits and not short_of(uow, line_id):
        settle_about(uow, CaseKind.SHORTFALL, line_id, why="picked")


def _parts(
    uow: UnitOfWork, parcel: RowMapping, line_id: str, quantity: int
) -> Iterator[tuple[Units, int]]:
    line, left = line_of(uow, line_id), quantity
    live = state_of(parcel) not in (FulfillmentState.CLOSED, FulfillmentState.CANCELLED)
    inside = unpicked_in(parcel_line(uow, parcel["id"], line_id)) if live else 0
    for state in _FREE:
        have = line[state.value] - (inside if state is Units.RELEASED else 0)
        if (part := min(left, have)) > 0:
            yield state, part
            left -= part
