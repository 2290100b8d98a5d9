"""The whole of what a desk may hold, at one number: its first sync, or its way back."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
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
)
from app.sync.feed import Rows

ROWS_A_PART = 1_000  # about 200 kB of JSON: one part decodes in 3 ms, so no thread starves


def parts(db: Connection, buckets: frozenset[str]) -> Iterator[Rows]:
    """Every row these buckets hold, parents first. The caller's transaction sees one state."""
    for table in filled(db):
        keys = _keys_in(table, buckets)
        if not keys:
            continue
        columns = [str(column.name) for column in table.columns]
        follows = isinstance(table.info["buckets"], Owner | Audience)
        batch: list[list[Any]] = []
        rows = prepared(db, _rows_in(table)).stream(db, {"keys": keys}, ROWS_A_PART)
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


@cache
def _rows_in(table: sa.Table) -> sa.Select[Any]:
    """The rows that may be asked for, in key order; an audience is the last column."""
    rows = sa.select(table).order_by(table.c.id)
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
