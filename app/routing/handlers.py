"""Give each unit of an order a place: where it was told, else the next best, else it waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.orders.facts import OrderPlaced, PickupMoved, UnitsAllocated, UnitsNeedPlace
from app.orders.states import Assurance, Method, Preferred, Units
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
from app.routing.queues.excluding import excluded
from app.routing.queues.model import MOST_REJECTIONS
from app.routing.queues.waiting import await_supply
from app.routing.states import Why
from app.routing.taking import Got, Row, Sourcing
from app.stock.ledger import claims_of
from app.storage.uow import UnitOfWork

if TYPE_CHECKING:
    from app.routing.deciding import Plan

Failed: TypeAlias = frozenset[tuple[str, str]]  # (site, product)

ROUNDS = 2  # what somebody else took meanwhile is looked for once more


@dataclass(frozen=True, slots=True)
class _Asked:
    """Why places are looked for. `agreed`: the customer was asked, so that a later time or another
    store breaks no promise."""

    why: Why
    not_at: str | None = None
    agreed: bool = False


def source_order(uow: UnitOfWork, fact: OrderPlaced) -> None:
    """Listens to OrderPlaced."""
    wanting = [line for line in lines_of(uow, fact.order_id) if line[Units.UNALLOCATED.value]]
    _source(uow, fact.order_id, wanting, _Asked(Why.PLACED))


def re_source(uow: UnitOfWork, fact: UnitsNeedPlace) -> None:
    """Listens to UnitsNeedPlace: a place that failed is not asked again."""
    wanting = [line_of(uow, line_id) for line_id in fact.line_ids]
    wanting = [line for line in wanting if line[Units.UNALLOCATED.value]]
    why = Why.REJECTED if fact.not_at else Why.CHANGED
    _source(uow, fact.order_id, wanting, _Asked(why, fact.not_at, fact.agreed))


def _source(uow: UnitOfWork, order_id: str, wanting: Sequence[Row], asked: _Asked) -> None:
    sourcing = Sourcing(uow, order_id, wanting)
    for lines in _together(sourcing.lines, asked):
        free = [line for line in lines if _may_go_elsewhere(uow, line, asked)]
        bound = [line for line in lines if line not in free]
        if waiting := [line for line in bound if line["ship_group"]]:
            _tell_chosen(uow, sourcing, waiting, asked)
        sourcing.take_told(bound, asked.not_at)
        if free:
            _find_places(uow, sourcing, free, asked)
    _keep(uow, sourcing, asked)


def _together(lines: Sequence[Row], asked: _Asked) -> Iterator[list[Row]]:
    """Lines that one answer places: what is collected, what is sent, and what is sent to a store.
    Who agreed to another store collects it where it is."""
    sent = [line for line in lines if line["from_site_id"] and not asked.agreed]
    for method in (Method.PICKUP, Method.SHIP):
        yield [line for line in lines if line["method"] == method.value and line not in sent]
    for site_id in dict.fromkeys(line["site_id"] for line in sent):
        yield [line for line in sent if line["site_id"] == site_id]


def _is_sent(line: Row, asked: _Asked) -> bool:
    return bool(line["from_site_id"]) and not asked.agreed


def _may_go_elsewhere(uow: UnitOfWork, line: Row, asked: _Asked) -> bool:
    """A pickup moves to another store only when its own failed and somebody asked for it; it is
    never turned into shipping. Who wanted to wait for one parcel waits where that was told. What
    was rejected too often is for a person."""
    if asked.agreed:
        return True
    if line["from_site_id"]:
        return not _rejected_often(uow, line, asked)
    stays = line["method"] != Method.SHIP.value or (line["ship_group"] and line["site_id"])
    if stays and asked.not_at is None:
        return False
    return not _rejected_often(uow, line, asked)


def _rejected_often(uow: UnitOfWork, line: Row, asked: _Asked) -> bool:
    events = events_of(uow, line["order_id"], line["id"]) if asked.why is Why.REJECTED else []
    rejected = [event for event in events if event["act"] == "reject"]
    return len(rejected) >= MOST_REJECTIONS


def _find_places(uow: UnitOfWork, sourcing: Sourcing, lines: Sequence[Row], asked: _Asked) -> None:
    """All lines at once; first by what was told, then by what is the best now."""
    from app.routing.deciding import write_decision  # noqa: PLC0415  numpy, as in _planned

    products = [line["product_id"] for line in lines]
    failed: Failed = frozenset(excluded(uow.db, products, uow.now))
    if asked.not_at is not None:
        failed |= {(asked.not_at, product) for product in products}
    if asked.why is not Why.PLACED:
        sourcing.take_there([line for line in lines if _is_sent(line, asked)], asked.not_at)
        lines = [line for line in lines if sourcing.short(line)]
        if not lines:
            return
    all_told = asked.why is Why.PLACED and all(line["site_id"] for line in lines)
    made = _planned(uow, sourcing, lines, failed, asked, last=all_told)
    told = sourcing.take_told(lines, asked.not_at)
    if made is None:
        return
    write_decision(uow, sourcing.order_id, made, asked.why, told, _preferred(lines))
    if not told:
        sourcing.take_planned(made)
    for _ in range(ROUNDS):
        short = [line for line in lines if sourcing.short(line)]
        again = _planned(uow, sourcing, short, failed, asked) if short else None
        if again is None or not again.parcels:
            return
        sourcing.take_planned(again)


def _tell_chosen(uow: UnitOfWork, sourcing: Sourcing, lines: Sequence[Row], asked: _Asked) -> None:
    """Each group that waits, beside what would have been done at once: nothing is taken by it."""
    from app.routing.deciding import write_decision  # noqa: PLC0415  numpy, as in _planned

    if asked.why is not Why.PLACED:
        return
    for group in sorted({line["ship_group"] for line in lines}):
        together = [line for line in lines if line["ship_group"] == group]
        made = _planned(uow, sourcing, together, frozenset(), asked)
        if made is not None:
            write_decision(uow, sourcing.order_id, made, asked.why, {}, _preferred(together))


def _preferred(lines: Sequence[Row]) -> str:
    """Of several wishes the one that moves most."""
    told = {line["preferred"] for line in lines}
    return next((wish.value for wish in Preferred if wish.value in told), "")


def _planned(
    uow: UnitOfWork,
    sourcing: Sourcing,
    lines: Sequence[Row],
    failed: Failed,
    asked: _Asked,
    *,
    last: bool = False,
) -> "Plan | None":
    from app.routing.deciding import plan  # noqa: PLC0415  numpy: never at a desk's start

    wanting = [(line, sourcing.short(line)) for line in lines]
    order = order_of(uow, sourcing.order_id)
    going, later = sourcing.going, asked.agreed
    return plan(
        uow,
        order,
        wanting,
        failed=failed,
        going=going,
        later=later,
        last=last,
        elsewhere=asked.agreed,
    )


def _keep(uow: UnitOfWork, sourcing: Sourcing, asked: _Asked) -> None:
    """The units stand where they were found, with what is promised of them; the rest waits."""
    gained = False
    for line in sourcing.lines:
        got = sourcing.got[line["id"]]
        for part in got:
            move_units(
                uow, line["id"], "source", Units.UNALLOCATED, part.quantity, site_id=part.site_id
            )
            show_to(uow, sourcing.order_id, f"orders:store:{part.site_id}")
        if got:
            gained = True
            _promise(uow, line, got, sent=_is_sent(line, asked))
            if _is_sent(line, asked):
                show_to(uow, sourcing.order_id, f"orders:store:{line['site_id']}")
            else:
                _tell_pickup_moved(uow, line, got)
        if short := sourcing.short(line):
            _wait(uow, line, short, agreed=asked.agreed)
    if gained:
        uow.emit(UnitsAllocated(sourcing.order_id))


def _tell_pickup_moved(uow: UnitOfWork, line: Row, got: Sequence[Got]) -> None:
    told, pickup = line["site_id"], line["method"] == Method.PICKUP.value
    if pickup and any(part.site_id != told for part in got):
        uow.emit(PickupMoved(line["order_id"], line["id"]))


def _promise(uow: UnitOfWork, line: Row, got: Sequence[Got], *, sent: bool) -> None:
    told: dict[str, str | int | None] = {"assurance": _assurance(uow, got).value}
    new = [part.parcel for part in got if part.parcel]
    if set(claims_of(uow, line["id"])) == {got[0].site_id}:
        told |= _one_place(got[0].site_id, line, sent=sent)
    if sent and new:
        told["send_by"] = min(parcel.ready_at for parcel in new)
    if new:
        told["promise_from"] = min(parcel.promise_from for parcel in new)
        told["promise_to"] = max(parcel.promise_to for parcel in new)
        _tell_moved(uow, line, sum(part.quantity for part in got), told["promise_to"])
    place_line(uow, line["id"], **told)


def _one_place(site_id: str, line: Row, *, sent: bool) -> dict[str, str | int | None]:
    """All units of a line lie there: what it says of its places."""
    if sent and site_id != line["site_id"]:
        return {"from_site_id": site_id}
    return {"site_id": site_id, "from_site_id": None, "send_by": None}


def _assurance(uow: UnitOfWork, got: Sequence[Got]) -> Assurance:
    if uow.on_server:
        return Assurance.CONFIRMED
    lent = all(part.lent for part in got)
    return Assurance.GUARANTEED if lent else Assurance.PROVISIONAL


def _wait(uow: UnitOfWork, line: Row, quantity: int, *, agreed: bool) -> None:
    """Nothing is free in time."""
    move_units(uow, line["id"], "backorder", Units.UNALLOCATED, quantity, site_id=line["site_id"])
    await_supply(uow, line, quantity, agreed=agreed)


def _tell_moved(uow: UnitOfWork, line: Row, units: int, now_to: object) -> None:
    """The history keeps what the customer was told before sourcing came to another time."""
    if line["promise_to"] is not None and line["promise_to"] != now_to:
        was = f"{line['promise_from'] or ''}/{line['promise_to']}"
        tell(uow, line["order_id"], "re_promise", line_id=line["id"], quantity=units, reason=was)
