"""The whole of what a desk may hold, at one number: its first sync, or its way back."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

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
from app.sync.feed import Rows

ROWS_A_PART = 1_000  # about 200 kB of JSON: one part decodes in 3 ms, so no thread starves


def parts(db: Connection, buckets: frozenset[str]) -> Iterator[Rows]:
    """Every row these buckets hold, parents first. The caller's transaction sees one state."""
    for table in synced_tables():
        statement = _rows_in(table, buckets)
        if statement is None:
            continue
        columns = [str(column.name) for column in table.columns]
        follows = isinstance(table.info["buckets"], Owner | Audience)
        batch: list[list[Any]] = []
        for row in db.execute(statement.execution_options(yield_per=ROWS_A_PART)):
            if follows and buckets.isdisjoint(row[-1].split()):
                continue
            batch.append(list(row[: len(columns)]))
            if len(batch) == ROWS_A_PART:
                yield Rows(entity=str(table.name), columns=columns, rows=batch)
                batch = []
        if batch:
            yield Rows(entity=str(table.name), columns=columns, rows=batch)


def _rows_in(table: sa.Table, buckets: frozenset[str]) -> sa.Select[Any] | None:
    """The rows that may be in these buckets, in key order; an audience is the last column."""
    rows = sa.select(table).order_by(table.c.id)
    match table.info["buckets"]:
        case Nobody():
            return None
        case Fixed(bucket):
            return rows if bucket in buckets else None
        case Pattern(form):
            column = str(bucket_column(table))
            head, _, tail = form.partition("{" + column + "}")
            keys = [b[len(head) : len(b) - len(tail)] for b in buckets if b.startswith(head)]
            return rows.where(table.c[column].in_(keys)) if keys else None
        case Audience():
            return rows.add_columns(table.c.audience).where(table.c.audience != "")
        case Owner(name, column):
            owner = metadata.tables[name]
            joined = table.join(owner, table.c[column] == owner.c.id)
            return (
                rows.select_from(joined).add_columns(owner.c.audience).where(owner.c.audience != "")
            )
    raise AssertionError(table.name)
