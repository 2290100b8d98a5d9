"""The only hand that moves units of an order line between their states, with its history."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.customers.handlers import show_customer
from app.kit.errors import Refusal
from app.orders.states import ENDED, FULFILLED, ORDER, UNITS, OrderState, Units
from app.orders.tables import BACKORDERED, order_events, order_lines, orders
from app.stock.pegging import unpeg
from app.storage.uow import UnitOfWork

_lines_of = (
    sa.select(order_lines)
    .where(order_lines.c.order_id == sa.bindparam("order"))
    .order_by(order_lines.c.ordinal)
)

_locked = sa.select(orders).where(orders.c.id == sa.bindparam("order")).with_for_update()

_waiting = (
    sa.select(order_lines)
    .where(
        sa.text(BACKORDERED),
        order_lines.c.product_id == sa.bindparam("product"),
        order_lines.c.site_id == sa.bindparam("site"),
    )
    .order_by(order_lines.c.id)
)
_events_of = (
    sa.select(order_events)
    .where(order_events.c.order_id == sa.bindparam("order"))
    .order_by(order_events.c.at, order_events.c.command_id, order_events.c.step)
)


def lines_of(uow: UnitOfWork, order_id: str) -> Sequence[RowMapping]:
    made = uow.rows_for(order_id, order_lines)
    if made is None:
        return uow.all(_lines_of, order=order_id)
    theirs = (line for line in made if line["order_id"] == order_id)
    return sorted(theirs, key=itemgetter("ordinal"))


def events_of(uow: UnitOfWork, order_id: str, line_id: str) -> list[RowMapping]:
    """The history of one line, the oldest first."""
    return [row for row in uow.all(_events_of, order=order_id) if row["line_id"] == line_id]


def waiting_lines(uow: UnitOfWork, site_id: str, product_ids: Iterable[str]) -> list[RowMapping]:
    """Lines whose units wait at a place for one of these products."""
    return [
        row
        for product_id in sorted(set(product_ids))
        for row in uow.all(_waiting, site=site_id, product=product_id)
    ]


def order_of(uow: UnitOfWork, order_id: str) -> RowMapping:
    order = uow.row(orders, order_id)
    if order is None:
        raise Refusal("order_unknown", order=order_id)
    return order


def locked_order(uow: UnitOfWork, order_id: str) -> RowMapping:
    """For acts that weigh what is left of it: on PostgreSQL the second waits for the first."""
    order = uow.one(_locked, order=order_id)
    if order is None:
        raise Refusal("order_unknown", order=order_id)
    return order


def known_line(uow: UnitOfWork, line_id: str) -> RowMapping | None:
    return uow.row(order_lines, line_id)


def line_of(uow: UnitOfWork, line_id: str) -> RowMapping:
    line = known_line(uow, line_id)
    if line is None:
        raise Refusal("line_unknown", line=line_id)
    return line


def move_units(
    uow: UnitOfWork,
    line_id: str,
    act: str,
    source: Units,
    quantity: int,
    *,
    reason: str = "",
    site_id: str | None = None,
) -> Units:
    """Move `quantity` units of one line by `act`; the state they came to.

    Refusal('move_closed') when the table has no such move, Refusal('too_few_units') when fewer
    stand in `source`.
    """
    target = UNITS.after(source, act)
    line = line_of(uow, line_id)
    if quantity < 1 or line[source.value] < quantity:
        raise Refusal("too_few_units", act=act, have=line[source.value], wanted=quantity)
    uow.add(order_lines, line_id, **{source.value: -quantity, target.value: quantity})
    if source is Units.BACKORDERED:
        unpeg(uow, line_id, line[source.value] - quantity)
    _write(
        uow,
        line["order_id"],
        act,
        line_id=line_id,
        source=source.value,
        target=target.value,
        quantity=quantity,
        reason=reason,
        site_id=site_id,
    )
    return target


def tell(
    uow: UnitOfWork,
    order_id: str,
    act: str,
    *,
    line_id: str | None = None,
    quantity: int = 0,
    reason: str = "",
) -> None:
    """An entry of the history that moves nothing (`act` is one of states.TELLING): it says who
    changed what is no number of units."""
    _write(uow, order_id, act, line_id=line_id, quantity=quantity, reason=reason)


def _write(
    uow: UnitOfWork,
    order_id: str,
    act: str,
    *,
    line_id: str | None,
    source: str = "",
    target: str = "",
    quantity: int,
    reason: str,
    site_id: str | None = None,
) -> None:
    uow.insert(
        order_events,
        {
            "id": uow.new_id("order_event"),
            "order_id": order_id,
            "line_id": line_id,
            "act": act,
            "source": source,
            "target": target,
            "quantity": quantity,
            "reason": reason,
            "site_id": site_id,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "command_id": uow.command_id,
            "at": uow.now,
            "step": _next_step(uow),
        },
    )


def _next_step(uow: UnitOfWork) -> int:
    return len(uow.touched.get(order_events.name, ()))


def settle_order(uow: UnitOfWork, order_id: str) -> None:
    """Close the order when every unit has ended; CANCELLED when every unit was cancelled."""
    order = uow.row(orders, order_id)
    if order is None or order["state"] != OrderState.PLACED.value:
        return
    lines = lines_of(uow, order_id)
    if any(line["ordered"] != _in(line, ENDED) for line in lines):
        return
    act = "close" if any(_in(line, FULFILLED) for line in lines) else "cancel"
    state = ORDER.after(OrderState.PLACED, act)
    uow.update(orders, order_id, state=state.value, closed_at=uow.now)


def reopen_order(uow: UnitOfWork, order_id: str) -> None:
    """Units that had ended have not: the order goes on."""
    order = order_of(uow, order_id)
    if order["state"] == OrderState.CLOSED.value:
        state = ORDER.after(OrderState.CLOSED, "reopen")
        uow.update(orders, order_id, state=state.value, closed_at=None)


def keep_code(uow: UnitOfWork, order_id: str, *, salt: str, code_hash: str) -> None:
    """The pickup code as the counter can check it; the code itself is with the customer."""
    uow.update(orders, order_id, code_salt=salt, code_hash=code_hash)


def place_line(uow: UnitOfWork, line_id: str, **told: str | int | None) -> None:
    """What became of a line's promise: site_id, promise_from, promise_to, assurance, and of what
    was preferred."""
    uow.update(order_lines, line_id, **told)


def _in(line: RowMapping, states: Sequence[Units]) -> int:
    return sum(line[state.value] for state in states)


def show_to(uow: UnitOfWork, order_id: str, *buckets: str) -> None:
    """Let more readers see an order: its rows, and its customer's, are sent to them whole."""
    order = order_of(uow, order_id)
    audience = order["audience"].split()
    if fresh := [bucket for bucket in buckets if bucket not in audience]:
        uow.update(orders, order_id, audience=" ".join([*audience, *fresh]))
        uow.touch_followers(orders, order_id)
    if order["customer_id"]:
        stores = [bucket.replace("orders:", "customers:", 1) for bucket in fresh]
        show_customer(uow, order["customer_id"], *stores)
