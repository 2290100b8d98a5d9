"""Keep a server's whole database in one file, and begin again from it on either database.

The file says rows, not pages: gzip of JSON lines, a head, then the tables parents first, then an
end with all counts. So a backup of the embedded database restores into PostgreSQL, and a cut or
damaged file is found out before anything is written over. Every restore begins a new epoch, so that
desks that read on from another history are told to reconcile (docs/decisions/0020).
"""

import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app import VERSION
from app.kit.clock import SECOND, Clock, SystemClock
from app.kit.errors import Refusal
from app.storage.engine import reading, server_engine
from app.storage.migrate import bring_up_to_date, version_of
from app.storage.schema import Side, tables_of
from app.sync.feed import Head, head
from app.sync.founding import begin_epoch

FORMAT = 1
ROWS_A_LINE = 500  # some 100 kB: one line is decoded at a time, whatever the table holds


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    gerai_backup: int
    version: str
    revision: str
    made_at: int
    head: Head


class Part(msgspec.Struct, frozen=True, kw_only=True):
    table: str
    columns: list[str]
    rows: list[list[Any]]


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """`digest`: of every line before, so that a file with a line lost is no backup."""

    end: dict[str, int]
    digest: str


def backup(database: str, file: Path, *, clock: Clock | None = None) -> dict[str, int]:
    """All rows as one moment has them; the server may run meanwhile. Table → rows.

    Written beside and moved into place, so that `file` is a whole backup or is not there.
    Refusals: file_there, file_not_writable, database_foreign.
    """
    if file.exists():
        raise Refusal("file_there", file=str(file))
    engine = server_engine(database)
    beside = file.with_name(file.name + ".part")
    try:
        with reading(engine) as db, db.begin():
            revision = version_of(db)
            if not revision:
                raise Refusal("database_foreign", database=database, why="it has no tables")
            opening = Opening(
                gerai_backup=FORMAT,
                version=VERSION,
                revision=revision,
                made_at=(clock or SystemClock()).now(),
                head=head(db),
            )
            with open(beside, "wb", opener=_for_the_owner) as raw:
                with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=3, mtime=0) as packed:
                    counts = _write(packed, opening, db)
                raw.flush()
                os.fsync(raw.fileno())
        beside.replace(file)
    except OSError as error:
        raise Refusal("file_not_writable", file=str(file), why=str(error.strerror)) from error
    finally:
        beside.unlink(missing_ok=True)
        engine.dispose()
    return counts


def restore(file: Path, database: str, *, clock: Clock | None = None) -> dict[str, int]:
    """Fill an empty database from a backup, in one transaction, under a new epoch.

    Refusals: file_missing, backup_damaged, backup_of_another_version, database_of_another.
    """
    opening, expected = _checked(file)
    engine = server_engine(database)
    try:
        with engine.begin() as db:
            if version_of(db):
                raise Refusal("database_of_another", database=database)
            bring_up_to_date(db, Side.SERVER)
            if version_of(db) != opening.revision:
                raise Refusal("backup_of_another_version", version=opening.version, known=VERSION)
            counts = _fill(db, file)
            if counts != expected:
                raise Refusal("backup_damaged", file=str(file), why="rows are missing")
            now = (clock or SystemClock()).now()
            begin_epoch(db, max(opening.head.epoch + 1, now // SECOND))
    finally:
        engine.dispose()
    return counts


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # it holds customers and the server's keys


def _write(packed: gzip.GzipFile, opening: Opening, db: Connection) -> dict[str, int]:
    digest = hashlib.sha256()

    def line(told: object) -> None:
        content = msgspec.json.encode(told) + b"\n"
        digest.update(content)
        packed.write(content)

    line(opening)
    counts: dict[str, int] = {}
    for table in tables_of(Side.SERVER):
        counts[table.name] = 0
        for part in _parts(db, table):
            counts[table.name] += len(part.rows)
            line(part)
    packed.write(msgspec.json.encode(Closing(end=counts, digest=digest.hexdigest())) + b"\n")
    return counts


def _parts(db: Connection, table: sa.Table) -> Iterator[Part]:
    asked = sa.select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS_A_LINE)
    columns = [str(column.name) for column in table.columns]
    for batch in db.execute(asked).partitions():
        yield Part(table=str(table.name), columns=columns, rows=[list(row) for row in batch])


def _checked(file: Path) -> tuple[Opening, dict[str, int]]:
    """Read the whole file before a row is written: its head, and how many rows it says it has."""
    if not file.is_file():
        raise Refusal("file_missing", file=str(file))
    digest = hashlib.sha256()
    opening: Opening | None = None
    last = b""
    try:
        with gzip.open(file, "rb") as packed:
            for line in packed:
                if opening is None:
                    opening = msgspec.json.decode(line, type=Opening)
                digest.update(last)
                last = line
        if opening is None or opening.gerai_backup != FORMAT:
            raise Refusal("backup_damaged", file=str(file), why="it is no backup of Gerai")
        closing = msgspec.json.decode(last, type=Closing)
    except (OSError, EOFError, msgspec.MsgspecError) as error:
        raise Refusal("backup_damaged", file=str(file), why=str(error)) from error
    if closing.digest != digest.hexdigest():
        raise Refusal("backup_damaged", file=str(file), why="its content was changed")
    return opening, closing.end


def _fill(db: Connection, file: Path) -> dict[str, int]:
    tables = {table.name: table for table in tables_of(Side.SERVER)}
    counts = dict.fromkeys(tables, 0)
    with gzip.open(file, "rb") as packed:
        next(packed)
        for line in packed:
            if line.startswith(b'{"end"'):
                break
            part = msgspec.json.decode(line, type=Part)
            rows = [dict(zip(part.columns, row, strict=True)) for row in part.rows]
            db.execute(tables[part.table].insert(), rows)
            counts[part.table] += len(rows)
    return counts
