"""Give each unit of an order a place: where it was told, else the next best, else it waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.catalog.lookup import products_of
from app.customers.queries import postcode_of
from app.kit.errors import Refusal
from app.orders.facts import (
    OrderPlaced,
    PickupMoved,
    UnitsAllocated,
    UnitsNeedPlace,
)
from app.orders.states import Assurance, Method, Units
from app.orders.units import (
    events_of,
    line_of,
    lines_of,
    move_units,
    order_of,
    place_line,
    show_to,
    tell,
)
from app.routing.model import Kind, Need, Option, Parcel, pickup_options, shipping_options
from app.routing.queries import destination_of, place_at, places_of, zone_rates
from app.routing.queues.excluding import excluded
from app.routing.queues.waiting import await_supply
from app.stock.ledger import claim, claims_of, free_at
from app.stock.lookup import free_of
from app.storage.uow import UnitOfWork

Row: TypeAlias = Mapping[Any, Any]
MOST_REJECTIONS = 3  # a third place that has not what it says is no accident


@dataclass(frozen=True, slots=True)
class _Got:
    """Units that a place gave; `lent`: all from what the server lent to this device."""

    site_id: str
    quantity: int
    lent: bool
    parcel: Parcel | None = None  # of a new promise; None keeps the one that was told


def source_order(uow: UnitOfWork, fact: OrderPlaced) -> None:
    """Listens to OrderPlaced."""
    wanting = [line for line in lines_of(uow, fact.order_id) if line[Units.UNALLOCATED.value]]
    _source(uow, fact.order_id, wanting, not_at=None)


def re_source(uow: UnitOfWork, fact: UnitsNeedPlace) -> None:
    """Listens to UnitsNeedPlace: a place that failed is not asked again."""
    wanting = [line_of(uow, line_id) for line_id in fact.line_ids]
    wanting = [line for line in wanting if line[Units.UNALLOCATED.value]]
    _source(uow, fact.order_id, wanting, not_at=fact.not_at, agreed=fact.agreed)


def _source(
    uow: UnitOfWork,
    order_id: str,
    wanting: Sequence[Row],
    *,
    not_at: str | None,
    agreed: bool = False,
) -> None:
    """Lines by product, so that two orders never wait for each other's cells crosswise."""
    gained = False
    for line in sorted(wanting, key=lambda line: (line["product_id"], line["ordinal"])):
        quantity = line[Units.UNALLOCATED.value]
        got = _at_told_place(uow, line, quantity, not_at)
        short = quantity - sum(part.quantity for part in got)
        if short and (agreed or _may_go_elsewhere(uow, line, not_at)):
            got += _elsewhere(uow, order_id, line, short, not_at, agreed)
            short = quantity - sum(part.quantity for part in got)
        for part in got:
            move_units(
                uow, line["id"], "source", Units.UNALLOCATED, part.quantity, site_id=part.site_id
            )
            show_to(uow, order_id, f"orders:store:{part.site_id}")
        if got:
            gained = True
            _promise(uow, line, got)
            _tell_pickup_moved(uow, line, got)
        if short:
            _wait(uow, line, short, agreed)
    if gained:
        uow.emit(UnitsAllocated(order_id))


def _may_go_elsewhere(uow: UnitOfWork, line: Row, not_at: str | None) -> bool:
    """A pickup moves to another store only when its own failed and somebody asked for it; it is
    never turned into shipping. What was rejected too often is for a person."""
    if line["method"] != Method.SHIP.value and not_at is None:
        return False
    events = events_of(uow, line["order_id"], line["id"])
    return sum(event["act"] == "reject" for event in events) < MOST_REJECTIONS


def _at_told_place(uow: UnitOfWork, line: Row, quantity: int, not_at: str | None) -> list[_Got]:
    site_id = line["site_id"]
    if site_id is None or site_id == not_at:
        return []
    got = _claim(uow, line, site_id, quantity)
    if got is None and line["method"] == Method.PICKUP.value:
        part = min(quantity, max(0, free_at(uow, site_id, line["product_id"])))
        got = _claim(uow, line, site_id, part) if part else None
    return [got] if got else []


def _elsewhere(
    uow: UnitOfWork, order_id: str, line: Row, quantity: int, not_at: str | None, agreed: bool
) -> list[_Got]:
    """The best option over what is free now; claims that fail meanwhile leave their units short."""
    product_id = line["product_id"]
    weight = _weight(uow, product_id)
    shut = excluded(uow.db, [product_id], uow.now) | {(not_at, product_id)}
    places = [place for place in places_of(uow.db) if (place.site_id, product_id) not in shut]
    free = free_of(uow.db, [product_id], uow.actor.device_id)
    total = sum(max(0, units) for cell, units in free.items() if cell not in shut)
    needs = [Need(line["id"], product_id, min(quantity, total), weight)]
    if not total:
        return []
    if line["method"] == Method.PICKUP.value:
        near = place_at(uow.db, line["site_id"])
        promise = pickup_options(needs, places, free, near=near, now=uow.now)
    else:
        order = order_of(uow, order_id)
        postcode = postcode_of(uow.db, order["address_id"]) if order["address_id"] else ""
        destination = destination_of(uow.db, postcode)
        if destination is None:
            return []
        promise = shipping_options(
            needs, places, free, zone_rates(uow.db), destination, now=uow.now
        )
    kept = (option for option in promise.options if _keeps_promise(line, option, agreed))
    best = next(kept, None)
    got = []
    for parcel in best.parcels if best else ():
        wanted = sum(part.quantity for part in parcel.quantities)
        if taken := _claim(uow, line, parcel.site_id, wanted, parcel):
            got.append(taken)
    return got


def _keeps_promise(line: Row, option: Option, agreed: bool) -> bool:
    """Nobody is given a later time than was told without having been asked."""
    told = line["promise_to"]
    in_time: bool = agreed or told is None or option.promise_to <= told
    return option.kind is not Kind.WAIT and in_time


def _tell_pickup_moved(uow: UnitOfWork, line: Row, got: Sequence[_Got]) -> None:
    told, pickup = line["site_id"], line["method"] == Method.PICKUP.value
    if pickup and any(part.site_id != told for part in got):
        uow.emit(PickupMoved(line["order_id"], line["id"]))


def _claim(
    uow: UnitOfWork, line: Row, site_id: str, quantity: int, parcel: Parcel | None = None
) -> _Got | None:
    source = claim(
        uow,
        site_id=site_id,
        product_id=line["product_id"],
        order_id=line["order_id"],
        line_id=line["id"],
        quantity=quantity,
    )
    return _Got(site_id, quantity, source == "lease", parcel) if source else None


def _promise(uow: UnitOfWork, line: Row, got: Sequence[_Got]) -> None:
    told: dict[str, str | int | None] = {"assurance": _assurance(uow, got).value}
    if set(claims_of(uow, line["id"])) == {got[0].site_id}:
        told["site_id"] = got[0].site_id
    new = [part.parcel for part in got if part.parcel]
    if new:
        told["promise_from"] = min(parcel.promise_from for parcel in new)
        told["promise_to"] = max(parcel.promise_to for parcel in new)
        _tell_moved(uow, line, sum(part.quantity for part in got), told["promise_to"])
    place_line(uow, line["id"], **told)


def _assurance(uow: UnitOfWork, got: Sequence[_Got]) -> Assurance:
    if uow.on_server:
        return Assurance.CONFIRMED
    lent = all(part.lent for part in got)
    return Assurance.GUARANTEED if lent else Assurance.PROVISIONAL


def _wait(uow: UnitOfWork, line: Row, quantity: int, agreed: bool) -> None:
    """Nothing is free in time."""
    move_units(uow, line["id"], "backorder", Units.UNALLOCATED, quantity, site_id=line["site_id"])
    await_supply(uow, line, quantity, agreed=agreed)


def _tell_moved(uow: UnitOfWork, line: Row, units: int, now_to: object) -> None:
    """The history keeps what the customer was told before sourcing came to another time."""
    if line["promise_to"] is not None and line["promise_to"] != now_to:
        was = f"{line['promise_from'] or ''}/{line['promise_to']}"
        tell(uow, line["order_id"], "re_promise", line_id=line["id"], quantity=units, reason=was)


def _weight(uow: UnitOfWork, product_id: str) -> int:
    product = products_of(uow.db, [product_id]).get(product_id)
    if product is None:
        raise Refusal("product_unknown", product=product_id)
    return product.weight_grams
