"""The figures anew from the truth: what a check compares with, and how damage is mended."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.tables import fulfillments
from app.insights.figures.counting import write
from app.insights.figures.model import (
    Row,
    Tally,
    count_blind,
    count_events,
    count_order,
    count_parcel,
    count_trial,
    ready_of,
)
from app.insights.tables import hour_figures, return_figures
from app.orders.tables import order_events, orders
from app.returns.tables import return_lines, returns
from app.routing.shadow.tables import sourcing_trials
from app.storage.uow import UnitOfWork

ROWS_AT_ONCE = 2_000

_head = [orders.c[name] for name in ("channel", "placed_by", "currency")]
_event, _parcel = order_events.c, fulfillments.c
_events = (
    sa.select(order_events, orders.c.site_id.label("taken_at_site"), *_head)
    .join(orders, orders.c.id == _event.order_id)
    .order_by(_event.command_id, _event.id)
)
_parcels = sa.select(
    _parcel.site_id, _parcel.method, _parcel.ready_at, _parcel.due_at, *_head
).join(orders, orders.c.id == _parcel.order_id)
_trials = sa.select(sourcing_trials, orders.c.site_id.label("taken_at_site"), *_head).join(
    orders, orders.c.id == sourcing_trials.c.order_id
)
_blind = (
    sa.select(
        return_lines.c.quantity,
        return_lines.c.reason,
        *(returns.c[name] for name in ("site_id", "taken_at", "taken_by", "currency")),
    )
    .join(returns, returns.c.id == return_lines.c.return_id)
    .where(return_lines.c.order_id.is_(None))
)


def tally_of(db: Connection) -> Tally:
    """All figures of a database that holds all orders: a server's."""
    tally = Tally()
    for order in _stream(db, sa.select(orders)):
        count_order(tally, order, sales_before=None, open_before=0)
    for _, events in groupby(_stream(db, _events), key=lambda event: event["command_id"]):
        told = ((event, {**event, "site_id": event["taken_at_site"]}) for event in events)
        count_events(tally, told)
    for parcel in _stream(db, _parcels):
        at, late = ready_of(parcel)
        if at is not None:
            count_parcel(tally, parcel, parcel, at=at, late=late, by=1)
    for line in _stream(db, _blind):
        count_blind(tally, line, line)
    for trial in _stream(db, _trials):
        count_trial(tally, trial, {**trial, "site_id": trial["taken_at_site"]})
    return tally


def rebuild(uow: UnitOfWork) -> None:
    """Write the figures anew, and what the rows remember of having been counted."""
    tally = tally_of(uow.db)
    for table in (hour_figures, return_figures):
        gone = list(uow.db.execute(sa.select(table.c.id)).scalars())
        uow.db.execute(table.delete())
        uow.touch(table, gone)
    write(uow, tally)
    placed = orders.c.state == "placed"
    uow.db.execute(orders.update().values(counted_minor=orders.c.total_minor, counted_open=placed))
    ready = sa.and_(_parcel.method == "pickup", _parcel.ready_at.is_not(None))
    late = sa.and_(ready, _parcel.due_at.is_not(None), _parcel.ready_at > _parcel.due_at)
    uow.db.execute(
        fulfillments.update().values(
            counted_at=sa.case((ready, _parcel.ready_at), else_=None),
            counted_late=sa.case((late, sa.true()), else_=sa.false()),
        )
    )


def _stream(db: Connection, statement: sa.Select[Any]) -> Iterator[Row]:
    rows = db.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
    yield from rows.mappings()
