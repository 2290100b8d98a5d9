"""Bring the figures along with each act: what it wrote is counted, once, in its transaction.

Runs after the handler and its subscribers, on desk and server alike. Rows that may change later
remember on themselves what was counted of them, so that only the difference is added.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.fulfillment.tables import fulfillments
from app.insights.figures.model import (
    COLUMNS,
    Cell,
    ReasonCell,
    Row,
    Tally,
    count_blind,
    count_events,
    count_order,
    count_parcel,
    count_trial,
    order_worth,
    ready_of,
)
from app.insights.tables import hour_figures, return_figures
from app.kit.clock import DAY
from app.kit.ids import derived_id
from app.orders.tables import order_events, orders
from app.returns.tables import return_lines, returns
from app.routing.shadow.tables import sourcing_trials
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

LOOKED_BACK = 90 * DAY  # no dashboard looks further: older figures are in nobody's feed
FEW = 20  # ids that are read one by one; an import's hundreds are read in lists
CHUNK = 500  # ids of one IN list, as in the feed


def count_figures(uow: UnitOfWork) -> None:
    tally = Tally()
    heads = _Heads(uow)
    _count_orders(uow, tally, heads)
    _count_events(uow, tally, heads)
    _count_parcels(uow, tally, heads)
    _count_blind(uow, tally)
    _count_trials(uow, tally, heads)
    write(uow, tally)


class _Heads:
    """The orders that an act is about, each read once."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._known: dict[str, Row] = {}

    def read(self, ids: Iterable[str]) -> None:
        missing = [one for one in dict.fromkeys(ids) if one not in self._known]
        self._known.update((row["id"], row) for row in _rows(self._uow, orders, missing))

    def __getitem__(self, order_id: str) -> Row | None:
        return self._known.get(order_id)


def _count_orders(uow: UnitOfWork, tally: Tally, heads: _Heads) -> None:
    touched = sorted(uow.touched.get(orders.name, ()))
    heads.read(touched)
    counted = []
    for order_id in touched:
        order = heads[order_id]
        if order is None:
            continue
        before, open_before = order["counted_minor"], int(order["counted_open"])
        sales, still_open = order_worth(order)
        if (before, open_before) == (sales, still_open):
            continue
        count_order(tally, order, sales_before=before, open_before=open_before)
        counted.append(
            {"row_id": order_id, "counted_minor": sales, "counted_open": bool(still_open)}
        )
    _mark(uow, orders, counted)


def _count_events(uow: UnitOfWork, tally: Tally, heads: _Heads) -> None:
    events = list(_rows(uow, order_events, uow.inserted.get(order_events.name, ())))
    heads.read(event["order_id"] for event in events)
    told = ((event, heads[event["order_id"]]) for event in events)
    count_events(tally, ((event, order) for event, order in told if order is not None))


def _count_parcels(uow: UnitOfWork, tally: Tally, heads: _Heads) -> None:
    counted = []
    parcels = list(_rows(uow, fulfillments, sorted(uow.touched.get(fulfillments.name, ()))))
    changed = []
    for parcel in parcels:
        now, before = ready_of(parcel), (parcel["counted_at"], bool(parcel["counted_late"]))
        if now != before:
            changed.append((parcel, now, before))
    heads.read(parcel["order_id"] for parcel, _, _ in changed)
    for parcel, now, before in changed:
        order = heads[parcel["order_id"]]
        if order is None:
            continue
        for (at, late), by in ((before, -1), (now, 1)):
            if at is not None:
                count_parcel(tally, parcel, order, at=at, late=late, by=by)
        counted.append({"row_id": parcel["id"], "counted_at": now[0], "counted_late": now[1]})
    _mark(uow, fulfillments, counted)


def _count_blind(uow: UnitOfWork, tally: Tally) -> None:
    for line in _rows(uow, return_lines, uow.inserted.get(return_lines.name, ())):
        if line["order_id"] is not None:
            continue
        taken = uow.row(returns, line["return_id"])
        if taken is not None:
            count_blind(tally, line, taken)


def _count_trials(uow: UnitOfWork, tally: Tally, heads: _Heads) -> None:
    trials = list(_rows(uow, sourcing_trials, uow.inserted.get(sourcing_trials.name, ())))
    heads.read(trial["order_id"] for trial in trials)
    for trial in trials:
        order = heads[trial["order_id"]]
        if order is not None:
            count_trial(tally, trial, order)


# ---------------------------------------------------------------------- rows


def write(uow: UnitOfWork, tally: Tally) -> None:
    """In the order of their cells, so that two acts never wait for each other crosswise."""
    for cell, deltas in sorted(tally.settled().items()):
        row_id = figures_id(cell)
        _open(uow, hour_figures, row_id, _columns(cell), cell.site_id, cell.hour)
        uow.add(hour_figures, row_id, **deltas)
    for reason, units in sorted(tally.settled_reasons().items()):
        row_id = reason_id(reason)
        _open(uow, return_figures, row_id, _columns(reason), reason.site_id, reason.hour)
        uow.add(return_figures, row_id, units=units)


@cache
def figures_id(cell: Cell) -> str:
    place = f"{cell.hour}/{cell.channel}/{cell.user_id}/{cell.currency}"
    return derived_id(cell.site_id, "hour_figures", place)


@cache
def reason_id(cell: ReasonCell) -> str:
    return derived_id(cell.site_id, "return_figures", f"{cell.hour}/{cell.reason}")


def _columns(cell: Cell | ReasonCell) -> dict[str, Any]:
    return {name: getattr(cell, name) for name in type(cell).__dataclass_fields__}


def _open(
    uow: UnitOfWork,
    table: sa.Table,
    row_id: str,
    columns: Mapping[str, Any],
    site_id: str,
    hour: int,
) -> None:
    """Another transaction may open the same hour in this moment: who comes second adds to it."""
    if uow.row(table, row_id) is not None:
        return
    recent = hour > uow.now - LOOKED_BACK
    audience = f"figures:{site_id}" if recent else ""
    zeros = dict.fromkeys(COLUMNS if table is hour_figures else ("units",), 0)
    values = {"id": row_id, **columns, **zeros, "audience": audience}
    prepared(uow.db, _opening(table)).write(uow.db, values)
    uow.touch(table, (row_id,))


@cache
def _opening(table: sa.Table) -> sa.TextClause:
    names = [column.name for column in table.columns]
    listed, told = ", ".join(names), ", ".join(f":{name}" for name in names)
    return sa.text(
        f"INSERT INTO {table.name} ({listed}) VALUES ({told}) ON CONFLICT (id) DO NOTHING"
    )


def _mark(uow: UnitOfWork, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if len(rows) <= FEW:
        for row in rows:
            uow.update(table, **row)
        return
    names = [name for name in rows[0] if name != "row_id"]
    statement = (
        table.update()
        .where(table.c.id == sa.bindparam("row_id"))
        .values({name: sa.bindparam(f"to_{name}") for name in names})
    )
    told = [
        {"row_id": row["row_id"], **{f"to_{name}": row[name] for name in names}} for row in rows
    ]
    uow.db.execute(statement, told)
    uow.touch(table, [row["row_id"] for row in rows])


def _rows(uow: UnitOfWork, table: sa.Table, ids: Iterable[str]) -> Iterator[Row]:
    wanted = list(ids)
    if len(wanted) <= FEW:
        found = (uow.row(table, row_id) for row_id in wanted)
        yield from (row for row in found if row is not None)
        return
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from uow.db.execute(_by_ids(table), {"ids": part}).mappings()


@cache
def _by_ids(table: sa.Table) -> sa.Select[Any]:
    chosen = table.c.id.in_(sa.bindparam("ids", expanding=True))
    return sa.select(table).where(chosen).order_by(table.c.id)
