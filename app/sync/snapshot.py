"""The whole of what a desk may hold, at one number: its first sync, or its way back."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.engine import Connection

from app.storage.images import filled
from app.storage.prepared import prepared
from app.storage.schema import (
    Audience,
    Fixed,
    Nobody,
    Owner,
    Pattern,
    bucket_column,
    metadata,
    synced_tables,
)
from app.sync import wire
from app.sync.feed import Page, Rows

ROWS_A_PART = 1_000  # about 200 kB of JSON: one part decodes in 3 ms, so no thread starves


def parts(
    db: Connection, buckets: frozenset[str], behind: wire.Behind | None = None
) -> Iterator[Rows]:
    """Every row these buckets hold, parents first. The caller's transaction sees one state.

    `behind`: only what comes behind this row, whether it is still there or not.
    """
    arrived = frozenset() if behind is None else tables_before(behind.entity)
    for table in filled(db):
        if table.name in arrived:
            continue
        keys = _keys_in(table, buckets)
        if not keys:
            continue
        columns = [str(column.name) for column in table.columns]
        follows = isinstance(table.info["buckets"], Owner | Audience)
        batch: list[list[Any]] = []
        cut_at = behind.row_id if behind is not None and behind.entity == table.name else None
        asked = {"keys": keys, "behind": cut_at}
        statement = _rows_in(table, cut=cut_at is not None)
        rows = prepared(db, statement).stream(db, asked, ROWS_A_PART)
        for row in rows:
            if follows and buckets.isdisjoint(row[-1].split()):
                continue
            batch.append(list(row[: len(columns)]))
            if len(batch) == ROWS_A_PART:
                yield Rows(entity=str(table.name), columns=columns, rows=batch)
                batch = []
        if batch:
            yield Rows(entity=str(table.name), columns=columns, rows=batch)


def _keys_in(table: sa.Table, buckets: frozenset[str]) -> list[str]:
    """For which values of its column a row may be in these buckets; where none tells, the buckets
    themselves. Empty when it cannot be."""
    match table.info["buckets"]:
        case Nobody():
            return []
        case Fixed(bucket):
            return [bucket] if bucket in buckets else []
        case Pattern(form):
            head, _, tail = form.partition("{" + str(bucket_column(table)) + "}")
            return sorted(b[len(head) : len(b) - len(tail)] for b in buckets if b.startswith(head))
    return sorted(buckets)


def changed_meanwhile(page: Page, behind: wire.Behind) -> list[Rows]:
    """Of a page, what concerns rows that had arrived. To be taken in one after the other: parents
    come before their children, and go after them. ValueError: a table that is not known here.

    Of the table that was cut all of it: which of its rows had arrived only the database's own order
    tells, and a row that is told twice is the same twice.
    """
    arrived = tables_before(behind.entity) | {behind.entity}
    told = [rows for rows in page.changes if rows.entity in arrived]
    come = [replace(rows, gone=[]) for rows in told if rows.rows]
    return come + [replace(rows, rows=[]) for rows in reversed(told) if rows.gone]


@cache
def tables_before(entity: str) -> frozenset[str]:
    """Which tables a snapshot tells before this one."""
    names = [str(table.name) for table in synced_tables()]
    return frozenset(names[: names.index(entity)])


@cache
def _rows_in(table: sa.Table, *, cut: bool) -> sa.Select[Any]:
    """The rows that may be asked for, in key order; an audience is the last column."""
    rows = sa.select(table).order_by(table.c.id)
    if cut:
        rows = rows.where(table.c.id > sa.bindparam("behind"))
    match table.info["buckets"]:
        case Pattern():
            keys: sa.BindParameter[str] = sa.bindparam("keys", expanding=True)
            return rows.where(table.c[str(bucket_column(table))].in_(keys))
        case Audience():
            return rows.add_columns(table.c.audience).where(table.c.audience != "")
        case Owner(name, column):
            owner = metadata.tables[name]
            joined = table.join(owner, table.c[column] == owner.c.id)
            return (
                rows.select_from(joined).add_columns(owner.c.audience).where(owner.c.audience != "")
            )
    return rows
