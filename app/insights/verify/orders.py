"""Do orders agree with their lines, their history, their work and their numbers (Q1–Q4, C3)."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.cases.states import CaseKind
from app.cases.tables import cases
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.sums import or_zero, total, total_if
from app.insights.verify.check import (
    DESK,
    EVERYWHERE,
    SERVER,
    Check,
    Violation,
    found,
    stream,
    violation,
)
from app.orders.after_sale import RETURN
from app.orders.states import ENDED, FULFILLED, TELLING, UNITS, OrderState, Units
from app.orders.tables import holds, order_events, order_lines, orders
from app.payments.tables import money_entries, payments
from app.returns.tables import blind_returns, returns
from app.stock.tables import receipts, stock_adjustments, stock_counts, transfers

_order, _line, _event = orders.c, order_lines.c, order_events.c
_part, _parcel = fulfillment_lines.c, fulfillments.c
_NAMES = [state.value for state in Units]
_COUNTED = [*_NAMES, "returned"]

# --- Q1

_standing = sum((_line[name] for name in _NAMES), sa.literal(0))
_unbalanced = sa.select(
    _line.id.label("line"),
    _line.order_id.label("order"),
    _line.ordered,
    _standing.label("sum"),
).where(sa.or_(_standing != _line.ordered, *(_line[name] < 0 for name in _NAMES)))

# --- Q2


def _net(name: str) -> sa.ColumnElement[int]:
    came = total_if(_event.target == name, _event.quantity)
    return came - total_if(_event.source == name, _event.quantity)


_history = (
    sa.select(
        _event.line_id,
        *(_net(name).label(name) for name in _NAMES),
        total_if(_event.act == RETURN, _event.quantity).label("returned"),
    )
    .where(_event.line_id.is_not(None))
    .group_by(_event.line_id)
    .subquery("history")
)
# A line begins with all its units in the first state.
_replayed = {
    name: or_zero(_history.c[name]) + (_line.ordered if name == UNITS.start.value else 0)
    for name in _COUNTED
}
_otherwise = (
    sa.select(
        _line.id.label("line"),
        _line.order_id.label("order"),
        *(_line[name] for name in _COUNTED),
        *(_replayed[name].label(f"replayed_{name}") for name in _COUNTED),
    )
    .select_from(order_lines.outerjoin(_history, _history.c.line_id == _line.id))
    .where(sa.or_(*(_line[name] != _replayed[name] for name in _COUNTED)))
)
# Units that come back stay where they ended; the event tells it and moves nothing.
_MOVES = [f"{move.act}/{move.source}/{move.target}" for move in UNITS.moves]
_MOVES += [f"{RETURN}/{state}/{state}" for state in FULFILLED]
_MOVES += [f"{act}//" for act in TELLING]
_told_move = _event.act + "/" + _event.source + "/" + _event.target
_illegal_moves = sa.select(
    _event.id.label("event"),
    _event.line_id.label("line"),
    _event.act,
    _event.source,
    _event.target,
    _event.quantity,
).where(
    _event.line_id.is_not(None),
    sa.or_(
        _told_move.not_in(_MOVES),
        _event.quantity < 1,
    ),
)
_events_of_nothing = (
    sa.select(_event.id.label("event"), _event.line_id.label("line"))
    .outerjoin(order_lines, _line.id == _event.line_id)
    .where(_event.line_id.is_not(None), _line.id.is_(None))
)

# --- Q3


def _units_in(states: tuple[Units, ...]) -> sa.ColumnElement[int]:
    return total(sum((_line[state.value] for state in states), sa.literal(0)))


_of_order = (
    sa.select(
        _line.order_id,
        total(_line.ordered).label("ordered"),
        _units_in(ENDED).label("ended"),
        _units_in(FULFILLED).label("fulfilled"),
    )
    .group_by(_line.order_id)
    .subquery("of_order")
)
_must_be = sa.case(
    (or_zero(_of_order.c.ordered) != or_zero(_of_order.c.ended), OrderState.PLACED.value),
    (or_zero(_of_order.c.fulfilled) > 0, OrderState.CLOSED.value),
    else_=OrderState.CANCELLED.value,
)
_wrong_headers = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.state,
        _must_be.label("lines_say"),
        _order.closed_at,
    )
    .select_from(orders.outerjoin(_of_order, _of_order.c.order_id == _order.id))
    .where(
        sa.or_(
            _order.state != _must_be,
            _of_order.c.order_id.is_(None),
            (_order.state == OrderState.PLACED.value) != _order.closed_at.is_(None),
        )
    )
)
_tenders = (
    sa.select(
        payments.c.order_id,
        total(payments.c.captured_minor).label("paid"),
        total(payments.c.refunded_minor).label("refunded"),
    )
    .group_by(payments.c.order_id)
    .subquery("tenders")
)
# Refunds beside the tenders (cash, store credit) stand in the journal, not on a payment.
_wrong_money = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.paid_minor,
        or_zero(_tenders.c.paid).label("captured"),
        _order.refunded_minor,
        or_zero(_tenders.c.refunded).label("refunded_on_tenders"),
    )
    .select_from(orders.outerjoin(_tenders, _tenders.c.order_id == _order.id))
    .where(
        sa.or_(
            _order.paid_minor != or_zero(_tenders.c.paid),
            _order.refunded_minor < or_zero(_tenders.c.refunded),
        )
    )
)
_held_though_cancelled = (
    sa.select(holds.c.id.label("hold"), _order.id.label("order"), _order.number, holds.c.reason)
    .join(orders, _order.id == holds.c.order_id)
    .where(holds.c.open, _order.state == OrderState.CANCELLED.value)
)
_entry = money_entries.c
_booked = (
    sa.select(_entry.order_id, total(_entry.amount_minor).label("back"))
    .where(_entry.account == "customer", _entry.amount_minor > 0, _entry.order_id.is_not(None))
    .group_by(_entry.order_id)
    .subquery("booked")
)
_refunds_otherwise = (
    sa.select(
        _order.id.label("order"),
        _order.number,
        _order.refunded_minor,
        or_zero(_booked.c.back).label("booked_refunds"),
    )
    .select_from(orders.outerjoin(_booked, _booked.c.order_id == _order.id))
    .where(_order.refunded_minor != or_zero(_booked.c.back))
)

# --- Q4

_shipped = total_if(_event.act == "ship", _event.quantity) - total_if(
    _event.act == "undo_ship", _event.quantity
)
_packed = total_if(_event.act == "pack", _event.quantity) - total_if(
    _event.act == "undo_pack", _event.quantity
)
_shipped_unpacked = (
    sa.select(_event.line_id.label("line"), _shipped.label("shipped"), _packed.label("packed"))
    .where(_event.act.in_(["ship", "undo_ship", "pack", "undo_pack"]))
    .group_by(_event.line_id)
    .having(_shipped > _packed)
)
_LIVE = [
    state.value
    for state in (FulfillmentState.OPEN, FulfillmentState.IN_PROGRESS, FulfillmentState.READY)
]
_in_work = (
    sa.select(
        _part.line_id,
        total(_part.quantity - _part.picked).label("unpicked"),
        total(_part.picked).label("picked"),
    )
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .where(_parcel.state.in_(_LIVE))
    .group_by(_part.line_id)
    .subquery("in_work")
)
_in_hand = _line.picked + _line.ready + _line.packed
_worked_twice = (
    sa.select(
        _line.id.label("line"),
        _line.order_id.label("order"),
        _line.released,
        _in_work.c.unpicked.label("to_pick"),
        _in_hand.label("in_hand"),
        _in_work.c.picked.label("in_parcels"),
    )
    .join(_in_work, _in_work.c.line_id == _line.id)
    .where(sa.or_(_in_work.c.unpicked > _line.released, _in_work.c.picked > _in_hand))
)
_wrong_parcels = (
    sa.select(
        _part.id.label("fulfillment_line"),
        _part.fulfillment_id.label("fulfillment"),
        _part.quantity,
        _part.picked,
        _part.short,
    )
    .join(fulfillments, _parcel.id == _part.fulfillment_id)
    .where(sa.or_(_part.picked < 0, _part.short < 0, _part.picked > _part.quantity))
)
_open_twice = (
    sa.select(
        _parcel.order_id.label("order"),
        _parcel.site_id.label("site"),
        _parcel.method,
        sa.func.count().label("open_parcels"),
        sa.func.max(_parcel.id).label("fulfillment"),
    )
    .where(_parcel.state == FulfillmentState.OPEN.value)
    .group_by(_parcel.order_id, _parcel.site_id, _parcel.method, _parcel.to_site_id)
    .having(sa.func.count() > 1)
)

# --- C3

# What has a series of numbers of its own, or together.
NUMBERED = (
    (orders,),
    (returns, blind_returns),
    (stock_adjustments,),
    (stock_counts,),
    (transfers,),
    (receipts,),
)


def _same_number(papers: sa.FromClause) -> sa.Select[Any]:
    row = papers.c
    told = sa.exists().where(
        cases.c.kind == CaseKind.NUMBER_CLASH.value, cases.c.subject_id == row.id
    )
    # only numbers that occur twice: the search for cases is not made for every row
    twice = sa.select(row.number).group_by(row.number).having(sa.func.count() > 1)
    return (
        sa.select(
            row.number,
            sa.func.count().label("rows"),
            sa.func.min(row.id).label("one"),
            sa.func.max(row.id).label("other"),
        )
        .where(row.number != "", row.number.in_(twice))
        .group_by(row.number)
        .having(sa.func.sum(sa.case((told, 0), else_=1)) > 1)
    )


def _together(tables: Sequence[sa.Table]) -> sa.FromClause:
    if len(tables) == 1:
        return tables[0]
    return sa.union_all(*(sa.select(one.c.id, one.c.number) for one in tables)).subquery()


_same_numbers = {tables[0].name: _same_number(_together(tables)) for tables in NUMBERED}


def units(db: Connection) -> Iterator[Violation]:
    yield from found(db, _unbalanced)


def history(db: Connection) -> Iterator[Violation]:
    for row in stream(db, _otherwise):
        differs = [
            f"{name}: {row[name]}, replayed {row[f'replayed_{name}']}"
            for name in _COUNTED
            if row[name] != row[f"replayed_{name}"]
        ]
        yield violation(line=row["line"], order=row["order"], differs=differs)
    yield from found(db, _illegal_moves)
    yield from found(db, _events_of_nothing)


def headers(db: Connection) -> Iterator[Violation]:
    yield from found(db, _wrong_headers)
    yield from found(db, _wrong_money)
    yield from found(db, _held_though_cancelled)


def headers_and_journal(db: Connection) -> Iterator[Violation]:
    yield from headers(db)
    yield from found(db, _refunds_otherwise)


def work(db: Connection) -> Iterator[Violation]:
    for question in (_shipped_unpacked, _worked_twice, _wrong_parcels, _open_twice):
        yield from found(db, question)


def numbers(db: Connection) -> Iterator[Violation]:
    for table, asked in _same_numbers.items():
        yield from found(db, asked, table=table)


_HEADER = "no hold on a cancelled order; order state and money = f(lines, payments)"
CHECKS = (
    Check("Q1", "units of a line add up to ordered", EVERYWHERE, units, (order_lines.name,)),
    Check(
        "Q2",
        "the history of a line, replayed, gives its units",
        EVERYWHERE,
        history,
        (order_lines.name, order_events.name),
    ),
    Check("Q3", f"{_HEADER} and the journal", SERVER, headers_and_journal, (orders.name,)),
    Check("Q3", _HEADER, DESK, headers, (orders.name,)),
    Check(
        "Q4",
        "shipped ≤ packed; no unit is in two live parcels",
        EVERYWHERE,
        work,
        (fulfillment_lines.name,),
    ),
    Check(
        "C3",
        "a number is given once, or a NUMBER_CLASH case tells",
        SERVER,
        numbers,
        tuple(table.name for tables in NUMBERED for table in tables),
    ),
)
