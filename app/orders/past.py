"""What was asked for in a span of time, as it was asked; and when it left which place."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.states import Method, Units
from app.orders.tables import order_events, order_lines, orders

Row: TypeAlias = Mapping[Any, Any]

# Moves that take goods out of a place, or to a customer; one brings them back.
LEFT = {"hand_over": 1, "ship": 1, "undo_hand_over": -1}
SOLD = {"hand_over": 1, "deliver": 1, "undo_hand_over": -1}
HELD = (Units.ALLOCATED, Units.RELEASED, Units.PICKED, Units.READY, Units.PACKED)

_order, _line, _event = orders.c, order_lines.c, order_events.c
_start: sa.BindParameter[int] = sa.bindparam("start", type_=sa.BigInteger)
_end: sa.BindParameter[int] = sa.bindparam("end", type_=sa.BigInteger)
_asked = (
    sa.select(
        _order.id.label("order_id"),
        _order.number,
        _order.placed_at,
        _order.channel,
        _order.currency,
        _order.address_id,
        _line.id.label("line_id"),
        _line.product_id,
        _line.ordered,
        _line.unit_minor,
        _line.method,
        _line.site_id,
        _line.promise_to,
    )
    .join(order_lines, _line.order_id == _order.id)
    .where(
        _order.placed_at >= _start,
        _order.placed_at < _end,
        _line.method != Method.CARRY_OUT.value,
    )
    .order_by(_order.placed_at, _order.id, _line.product_id, _line.ordinal)
)
_left = (
    sa.select(
        _event.site_id,
        _line.product_id,
        _event.act,
        _event.quantity,
        _event.at,
        (_order.placed_at < _start).label("before"),
    )
    .join(order_lines, _line.id == _event.line_id)
    .join(orders, _order.id == _event.order_id)
    .where(_event.act.in_({*LEFT, *SOLD}), _event.at >= _start)
    .order_by(_event.id)
)
_held = (
    sa.select(
        _line.site_id,
        _line.product_id,
        sum((_line[state.value] for state in HELD), start=sa.literal(0)).label("units"),
    )
    .join(orders, _order.id == _line.order_id)
    .where(
        _order.state == "placed",
        _line.site_id.is_not(None),
        _line.method != Method.CARRY_OUT.value,
    )
)


def asked_between(db: Connection, start: int, end: int) -> Sequence[Row]:
    """One row per line, in the order in which sourcing saw them; [start, end)."""
    return db.execute(_asked, {"start": start, "end": end}).mappings().all()


def left_since(db: Connection, start: int) -> Sequence[Row]:
    """Units of orders that left a place since then; `before`: of orders placed before it."""
    return db.execute(_left, {"start": start}).mappings().all()


def held_before(db: Connection, start: int) -> Sequence[Row]:
    """Units that places hold now for orders placed before then."""
    before = _held.where(_order.placed_at < _start)
    return db.execute(before, {"start": start}).mappings().all()


def held_since(db: Connection, start: int) -> Sequence[Row]:
    """The same of orders placed since then."""
    since = _held.where(_order.placed_at >= _start)
    return db.execute(since, {"start": start}).mappings().all()
