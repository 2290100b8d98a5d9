"""Many stored orders in a moment: the rows of one real order again and again under new ids."""

import os
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage.schema import Row, metadata

TOGETHER = 500  # orders per executemany
Rows = dict[str, list[Row]]


def rows_made_by(ask: Callable[..., Rows], act: Callable[[], object]) -> Rows:
    """The rows that `act` inserted. `ask(query)` runs `query(db)` on the database of the act."""
    before = ask(_all_rows)
    known = {table: {row["id"] for row in rows} for table, rows in before.items()}
    act()
    after = ask(_all_rows)
    fresh = {
        table: [row for row in rows if row["id"] not in known.get(table, set())]
        for table, rows in after.items()
    }
    return {table: rows for table, rows in fresh.items() if rows}


def multiply(db: Connection, one: Rows, count: int) -> None:
    """`count` more orders like `one`."""
    ids = [row["id"] for rows in one.values() for row in rows]
    for start in range(0, count, TOGETHER):
        again = range(start, min(start + TOGETHER, count))
        names = [{old: os.urandom(16).hex() for old in ids} for _ in again]
        for table in metadata.sorted_tables:
            if rows := one.get(table.name):
                copies = [
                    renamed(row, new, n)
                    for n, new in zip(again, names, strict=True)
                    for row in rows
                ]
                db.execute(table.insert(), copies)


def renamed(row: Row, names: dict[str, str], number: int) -> dict[str, object]:
    copy = {
        column: names.get(value, value) if isinstance(value, str) else value
        for column, value in row.items()
    }
    if "number" in copy:
        copy["number"] = f"BENCH-{number:08d}"
    if "placed_at" in copy:
        copy["placed_at"] = int(row["placed_at"]) - (number + 1) * 60_000_000
    return copy


def _all_rows(db: Connection) -> Rows:
    tables = [table for table in metadata.sorted_tables if "buckets" in table.info]
    return {
        table.name: [dict(row) for row in db.execute(sa.select(table)).mappings()]
        for table in tables
    }
