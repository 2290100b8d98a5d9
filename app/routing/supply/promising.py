"""A supplier is late: whom that concerns, and telling all of them another time in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.orders.queries import OrderHead, OrderLineRow, heads_of, lines_by_id
from app.orders.states import OrderState, Units
from app.orders.units import line_of, locked_order
from app.routing.queues.answering import re_promise
from app.routing.queues.waiting import await_supply
from app.stock.facts import PurchaseMoved
from app.stock.pegging import fulfil, lines_waiting, pegs_of
from app.stock.purchases import purchase_of
from app.stock.receiving import MOVE
from app.storage.uow import UnitOfWork

MOST_ORDERS = 200  # of one transaction: half a second, so that other acts do not wait for longer


class RePromise(Command, frozen=True, kw_only=True):
    """Tell the customers who wait for a purchase when it comes now. Run again it goes on: who was
    told is not told twice."""

    purchase_id: str


@dataclass(frozen=True, slots=True)
class AffectedLine:
    line: OrderLineRow
    order_id: str
    units: int


@dataclass(frozen=True, slots=True)
class AffectedOrder:
    """`was`: the earliest time that is broken; `late`: by how many microseconds at the most."""

    head: OrderHead
    was: int
    late: int
    value_minor: int
    units: int


@dataclass(frozen=True, slots=True)
class Affected:
    """`orders`: the worst first."""

    purchase_id: str
    eta: int | None
    orders: tuple[AffectedOrder, ...]

    @property
    def value_minor(self) -> int:
        return sum(order.value_minor for order in self.orders)

    @property
    def worst(self) -> int:
        return max((order.late for order in self.orders), default=0)


def affected(db: Connection, purchase_id: str) -> Affected:
    """Orders that wait for the purchase and were told an earlier time than it comes."""
    purchase = purchase_of(db, purchase_id)
    eta = purchase.eta if purchase else None
    if eta is None:
        return Affected(purchase_id, None, ())
    by_order: dict[str, list[AffectedLine]] = {}
    for one in _broken(db, purchase_id, eta):
        by_order.setdefault(one.order_id, []).append(one)
    heads = heads_of(db, by_order)
    found = [_order(heads[one], lines, eta) for one, lines in by_order.items() if one in heads]
    found.sort(key=lambda order: (-order.late, order.head.order_id))
    return Affected(purchase_id, eta, tuple(found))


def re_promise_all(uow: UnitOfWork, command: RePromise) -> dict[str, Any]:
    """Refusals: purchase_unknown, eta_missing. `left`: orders for the next run."""
    require(uow.actor, MOVE)
    purchase = purchase_of(uow.db, command.purchase_id)
    if purchase is None:
        raise Refusal("purchase_unknown")
    if purchase.eta is None:
        raise Refusal("eta_missing")
    broken = _broken(uow.db, command.purchase_id, purchase.eta)
    order_ids = sorted({one.order_id for one in broken})
    about = purchase.delay_id or command.purchase_id
    told = 0
    for order_id in order_ids[:MOST_ORDERS]:
        told += _tell_order(uow, order_id, broken, purchase.eta, about)
    return {
        "purchase_id": command.purchase_id,
        "told": told,
        "left": max(0, len(order_ids) - MOST_ORDERS),
    }


def on_purchase_moved(uow: UnitOfWork, fact: PurchaseMoved) -> None:
    """Listens to PurchaseMoved: what does not come is waited for no longer."""
    if not fact.cancelled:
        return
    for one in pegs_of(uow.db, fact.purchase_id):
        fulfil(uow, one, one.quantity)
        line = line_of(uow, one.line_id)
        if units := min(one.quantity, line[Units.BACKORDERED.value]):
            await_supply(uow, line, units, because="purchase_cancelled")


def _broken(db: Connection, purchase_id: str, eta: int) -> list[AffectedLine]:
    pegged = pegs_of(db, purchase_id)
    owners = {one.line_id: one.order_id for one in pegged}
    units = lines_waiting(pegged)
    return [
        AffectedLine(line, owners[line.line_id], units[line.line_id])
        for line in lines_by_id(db, sorted(units)).values()
        if line.promise_to is not None and line.promise_to < eta
    ]


def _order(head: OrderHead, lines: Sequence[AffectedLine], eta: int) -> AffectedOrder:
    was = min(one.line.promise_to or eta for one in lines)
    value = sum(one.line.total_minor * one.units // max(1, one.line.ordered) for one in lines)
    return AffectedOrder(head, was, eta - was, value, sum(one.units for one in lines))


def _tell_order(
    uow: UnitOfWork, order_id: str, broken: Sequence[AffectedLine], eta: int, about: str
) -> bool:
    """Whoever was told meanwhile, or has the goods, is left in peace."""
    if locked_order(uow, order_id)["state"] != OrderState.PLACED.value:
        return False
    told = False
    for one in broken:
        if one.order_id != order_id:
            continue
        line = line_of(uow, one.line.line_id)
        if line[Units.BACKORDERED.value] and (line["promise_to"] or eta) < eta:
            re_promise(uow, line, eta, about=about)
            told = True
    return told
