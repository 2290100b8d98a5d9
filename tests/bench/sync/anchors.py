"""What this machine can do at all: an echo over HTTP, a row with its commit, a whole taken over."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.storage.engine import DESK_PRAGMAS, SERVER_PRAGMAS
from app.storage.schema import synced_tables
from app.sync.feed import Rows
from tests.support.light import Line

TIMES = 200


def echo_ms(times: int = TIMES) -> list[float]:
    """Milliseconds of each of `times` small requests to a process that answers the same bytes."""
    with _echoing() as port:
        return asyncio.run(_echoes(port, times))


async def _echoes(port: int, times: int) -> list[float]:
    line, walls = Line(port), []
    for _ in range(times):
        began = time.perf_counter()
        await line.post("/", b"x" * 400, "")
        walls.append((time.perf_counter() - began) * 1e3)
    await line.close()
    return sorted(walls)


def commits_a_second(url: str, folder: Path, times: int = TIMES) -> float:
    """One row and its commit, again and again, by the bare driver at the server's durability."""
    connection = _connect(url, folder)
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE anchor_rows (id INTEGER PRIMARY KEY, word TEXT)")
    connection.commit()
    began = time.perf_counter()
    for n in range(times):
        cursor.execute(f"INSERT INTO anchor_rows VALUES ({n}, 'word')")
        connection.commit()
    seconds = time.perf_counter() - began
    connection.close()
    return times / seconds


def take_over_seconds(folder: Path, lines: list[bytes]) -> float:
    """CPU-seconds in which the bare driver takes over the same rows into the same tables and
    indexes: decoded, in one transaction, encrypted, at FULL."""
    raw = sqlcipher.connect(str(folder / "bare.db"), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    for pragma in DESK_PRAGMAS:
        raw.execute(pragma)
    dialect = sqlite.dialect()
    for table in synced_tables():
        raw.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            raw.execute(str(CreateIndex(index).compile(dialect=dialect)))
    began = time.process_time()
    raw.execute("BEGIN IMMEDIATE")
    for line in lines:
        part = msgspec.json.decode(line, type=Rows)
        marks = ", ".join("?" * len(part.columns))
        names = ", ".join(part.columns)
        raw.executemany(f"INSERT INTO {part.entity} ({names}) VALUES ({marks})", part.rows)
    raw.execute("COMMIT")
    seconds = time.process_time() - began
    raw.close()
    return seconds


def _connect(url: str, folder: Path) -> Any:
    if sa.make_url(url).get_backend_name() == "postgresql":
        return psycopg.connect(url.replace("+psycopg", ""))
    connection = sqlite3.connect(folder / "anchor.db")
    for pragma in SERVER_PRAGMAS:
        connection.execute(pragma)
    return connection


@contextmanager
def _echoing() -> Iterator[int]:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-m", "tests.bench.sync.echo"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        assert child.stdout is not None
        yield int(child.stdout.readline())
    finally:
        child.terminate()
        child.wait(20)
        assert child.stdout is not None
        child.stdout.close()
