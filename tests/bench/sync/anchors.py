"""What this machine can do at all: an echo over HTTP, a row with its commit, rows in one go."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from app.storage.engine import SERVER_PRAGMAS
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


def rows_seconds(folder: Path, rows: list[tuple[str, str, int]]) -> float:
    """Seconds in which the bare driver writes so many rows in one transaction."""
    connection = _connect("sqlite://", folder)
    began = time.perf_counter()
    connection.execute("CREATE TABLE anchor_whole (id TEXT PRIMARY KEY, word TEXT, figure INTEGER)")
    connection.executemany("INSERT INTO anchor_whole VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return time.perf_counter() - began


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
