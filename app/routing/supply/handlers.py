"""Goods that are there go to those who wait: allocated, released, and told in the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import RowMapping

from app.cases.notice import settle_about
from app.cases.states import CaseKind
from app.kit.commands import Command
from app.orders.facts import UnitsAllocated
from app.orders.states import OrderState, Units
from app.orders.units import (
    line_of,
    lines_of,
    locked_order,
    move_units,
    show_to,
    waiting_lines,
)
from app.routing.queues.waiting import await_supply
from app.routing.supply.allocating import WaitingLine, WaitingOrder, allocate
from app.stock.borrowing import Lent, note_borrowed
from app.stock.facts import GoodsReceived
from app.stock.ledger import claim, free_at
from app.stock.pegging import Peg, fulfil, over_pegged, pegs_of
from app.storage.uow import UnitOfWork

SUPPLIED = "supplied"  # how a case about what was short is settled


class SupplyWaiting(Command, frozen=True, kw_only=True):
    """The server's own: goods became free at a place for which orders wait."""

    site_id: str
    product_ids: list[str]


def on_goods_received(uow: UnitOfWork, fact: GoodsReceived) -> None:
    """Listens to GoodsReceived."""
    _supply(uow, fact.site_id, fact.product_ids, pegs_of(uow.db, fact.document_id))


def supply_waiting(uow: UnitOfWork, command: SupplyWaiting) -> dict[str, Any]:
    given = _supply(uow, command.site_id, command.product_ids, [])
    return {"site_id": command.site_id, "units": given}


def _supply(
    uow: UnitOfWork, site_id: str, product_ids: Iterable[str], pegged: Sequence[Peg]
) -> int:
    """How many units were given. Whoever else touches these orders waits, in one order."""
    found = waiting_lines(uow, site_id, product_ids)
    orders = {
        order_id: order
        for order_id in sorted({row["order_id"] for row in found})
        if (order := locked_order(uow, order_id))["state"] == OrderState.PLACED.value
    }
    waiting = [_waiting(uow, order, site_id, pegged) for order in orders.values()]
    waiting = [one for one in waiting if one.lines]
    products = {line.product_id for order in waiting for line in order.lines}
    supply = {product: free_at(uow, site_id, product) for product in sorted(products)}
    answer = allocate(waiting, supply, now=uow.now)
    owner = {line.line_id: order.order_id for order in waiting for line in order.lines}
    given = [line for line in answer.given if _give(uow, owner[line.line_id], site_id, line)]
    _note(uow, given, answer.left, pegged)
    for order_id in dict.fromkeys(owner[line.line_id] for line in given):
        uow.emit(UnitsAllocated(order_id))
    return sum(line.quantity for line in given)


def _waiting(
    uow: UnitOfWork, order: RowMapping, site_id: str, pegged: Sequence[Peg]
) -> WaitingOrder:
    lines = [
        line
        for line in lines_of(uow, order["id"])
        if line[Units.BACKORDERED.value] and line["site_id"] == site_id
    ]
    due = [line["promise_to"] for line in lines if line["promise_to"] is not None]
    return WaitingOrder(
        order["id"],
        tuple(
            WaitingLine(line["id"], line["product_id"], line[Units.BACKORDERED.value])
            for line in lines
        ),
        due=min(due, default=None),
        placed_at=order["placed_at"],
        pegged=any(one.order_id == order["id"] for one in pegged),
    )


def _give(uow: UnitOfWork, order_id: str, site_id: str, line: WaitingLine) -> bool:
    """False when somebody else was quicker."""
    claimed = claim(
        uow,
        site_id=site_id,
        product_id=line.product_id,
        order_id=order_id,
        line_id=line.line_id,
        quantity=line.quantity,
    )
    if claimed is None:
        return False
    move_units(uow, line.line_id, "supply", Units.BACKORDERED, line.quantity, site_id=site_id)
    show_to(uow, order_id, f"orders:store:{site_id}")
    settle_about(uow, CaseKind.SHORTFALL, line.line_id, why=SUPPLIED)
    return True


def _note(
    uow: UnitOfWork,
    given: Sequence[WaitingLine],
    left: Mapping[str, int],
    pegged: Sequence[Peg],
) -> None:
    """Who was promised what came and has it not: it is told to whom it went, and he waits for
    what comes next. Pegs of those who have it ended with their waiting."""
    got = {line.line_id for line in given}
    promised = {one.line_id for one in pegged}
    takers = [line for line in given if line.line_id not in promised]
    for one in pegged:
        if one.line_id not in got and left.get(one.product_id, 0) < one.quantity:
            takers = _borrow(uow, one, takers)
            _wait_on(uow, one)


def _borrow(uow: UnitOfWork, one: Peg, takers: Sequence[WaitingLine]) -> list[WaitingLine]:
    """The takers with what is not told of them yet."""
    short, found, rest = one.quantity, [], []
    for taker in takers:
        part = min(short, taker.quantity) if taker.product_id == one.product_id else 0
        if part:
            found.append(Lent(one, taker.line_id, part))
            short -= part
        rest.append(replace(taker, quantity=taker.quantity - part))
    note_borrowed(uow, found)
    return rest


def _wait_on(uow: UnitOfWork, one: Peg) -> None:
    """What is still to come of the purchase line may be too little for all its pegs."""
    over = over_pegged(uow, one)
    if over > 0:
        fulfil(uow, one, over)
        line = line_of(uow, one.line_id)
        if line[Units.BACKORDERED.value]:
            await_supply(uow, line, min(over, line[Units.BACKORDERED.value]))
