"""What did the server last say of the rows that this desk has touched since: base images.

Each synced table has a twin that keeps, for every row a local command touches first, the server's
row, or that there was none. The rules and the trial behind them: docs/decisions/0003.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage.prepared import straight
from app.storage.schema import synced_tables

PREFIX = "image_of_"


def _columns(table: sa.Table) -> list[str]:
    return [column.name for column in table.columns]


@cache
def _captures(table: sa.Table) -> dict[str, str]:
    """Trigger name → its SQL. ON CONFLICT DO NOTHING, never OR IGNORE: an outer UPSERT's conflict
    clause would override the trigger's and lose the image."""
    name, twin, columns = table.name, PREFIX + table.name, _columns(table)
    listed = ", ".join(columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    keep_old = (
        f"INSERT INTO {twin} (absent, {listed}) VALUES (0, {old}) ON CONFLICT (id) DO NOTHING;"
    )
    keep_absent = f"INSERT INTO {twin} (absent, id) VALUES (1, NEW.id) ON CONFLICT (id) DO NOTHING;"
    kept = {"insert": keep_absent, "update": keep_old, "delete": keep_old}
    return {
        f"{twin}_{act}": (
            f"CREATE TRIGGER {twin}_{act} AFTER {act.upper()} ON {name} BEGIN {keep} END"
        )
        for act, keep in kept.items()
    }


@cache
def _guards(table: sa.Table) -> dict[str, str]:
    name, guard = table.name, f"{PREFIX}{table.name}_key"
    return {
        guard: (
            f"CREATE TRIGGER {guard} BEFORE UPDATE OF id ON {name} WHEN NEW.id IS NOT OLD.id "
            f"BEGIN SELECT RAISE(ABORT, 'the key of {name} never changes'); END"
        )
    }


def create_images(db: Connection) -> None:
    """Twins and triggers for every synced table of a desk that has none yet."""
    for table in synced_tables():
        listed = ", ".join(_columns(table)[1:])
        key = _columns(table)[0]
        if key != "id":
            raise ValueError(f"{table.name}: the first column of a synced table is its id")
        db.exec_driver_sql(
            f"CREATE TABLE {PREFIX}{table.name} "
            f"(absent INTEGER NOT NULL, id TEXT PRIMARY KEY, {listed})"
        )
    create_triggers(db, synced_tables())


def create_triggers(db: Connection, tables: Iterable[sa.Table]) -> None:
    for table in tables:
        for statement in (_captures(table) | _guards(table)).values():
            straight(db, statement)


@contextmanager
def uncaptured(db: Connection) -> Iterator[Callable[[sa.Table], None]]:
    """What is told to it changes without images: rows that are replaced by the server's own word.

    Triggers are away in the caller's transaction alone, which makes them again at the end; of
    tables that are not told they stay, for to drop and make all of them takes a desk 20 ms.
    """
    opened: dict[str, sa.Table] = {}

    def open_table(table: sa.Table) -> None:
        if table.name not in opened:
            opened[table.name] = table
            for name in _captures(table):
                straight(db, f"DROP TRIGGER {name}")

    yield open_table
    for table in opened.values():
        for statement in _captures(table).values():
            straight(db, statement)


def assert_images(db: Connection) -> None:
    """The triggers are the generated ones and the pragmas hold; RuntimeError otherwise."""
    triggers = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
    found = {name: statement for name, statement in triggers}  # noqa: C416  a Result is no mapping
    for table in synced_tables():
        for name, statement in (_captures(table) | _guards(table)).items():
            if found.get(name) != statement:
                raise RuntimeError(f"the trigger {name} is not the one this version needs")
    for pragma in ("recursive_triggers", "foreign_keys"):
        if db.exec_driver_sql(f"PRAGMA {pragma}").scalar() != 1:
            raise RuntimeError(f"PRAGMA {pragma} is off")


@cache
def _put_back(table: sa.Table) -> tuple[str, str]:
    """(upsert the present images, delete what the server does not have)"""
    name, twin, columns = table.name, PREFIX + table.name, _columns(table)
    listed = ", ".join(columns)
    assignments = ", ".join(f"{column}=excluded.{column}" for column in columns[1:])
    return (
        f"INSERT INTO {name} ({listed}) SELECT {listed} FROM {twin} WHERE absent=0 "
        f"ON CONFLICT (id) DO UPDATE SET {assignments}",
        f"DELETE FROM {name} WHERE id IN (SELECT id FROM {twin} WHERE absent=1)",
    )


@lru_cache(maxsize=2)
def probe(tables: tuple[sa.Table, ...], prefix: str = "") -> str:
    """Which of these tables, by their place in the list, has any row."""
    return " UNION ALL ".join(
        f"SELECT {index} WHERE EXISTS (SELECT 1 FROM {prefix}{table.name})"
        for index, table in enumerate(tables)
    )


def filled(db: Connection) -> list[sa.Table]:
    """The synced tables with any rows, parents first."""
    tables = synced_tables()
    return [tables[index] for (index,) in straight(db, probe(tables))]


def touched_tables(db: Connection) -> list[sa.Table]:
    """The tables with images, parents first."""
    tables = synced_tables()
    return [tables[index] for (index,) in straight(db, probe(tables, PREFIX))]


def touched_rows(db: Connection) -> dict[str, set[str]]:
    return {
        table.name: {row_id for (row_id,) in straight(db, f"SELECT id FROM {PREFIX}{table.name}")}
        for table in touched_tables(db)
    }


def put_back(
    db: Connection,
    touched: Container[str] | None = None,
    *,
    look_up: Callable[[], None] = lambda: None,
) -> None:
    """Every synced table as the server last told it. Images stay until `forget`.

    `touched`: the names of the tables with images, where the caller knows them. `look_up` is called
    between two tables: what it raises ends this half-way.
    """
    tables = _those(db, touched)
    for table in tables:
        look_up()
        straight(db, _put_back(table)[0])
    for table in reversed(tables):
        look_up()
        straight(db, _put_back(table)[1])


def of(table: sa.Table, *columns: sa.Column[Any]) -> sa.TableClause:
    """The twin of a table, with these columns."""
    return sa.table(PREFIX + table.name, *(sa.column(column.name) for column in columns))


def forget(db: Connection, touched: Container[str] | None = None) -> None:
    """What stands in the tables now is the server's truth. `touched`: as for `put_back`."""
    for table in _those(db, touched):
        straight(db, f"DELETE FROM {PREFIX}{table.name}")


def _those(db: Connection, names: Container[str] | None) -> list[sa.Table]:
    if names is None:
        return touched_tables(db)
    return [table for table in synced_tables() if table.name in names]
