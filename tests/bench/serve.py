"""A server of its own process: `python -m tests.bench.serve gerai|anchor URL` prints its port.

The anchor speaks the same HTTP through the same libraries and writes an order without asking
anything: 1 order, 3 lines, 3 stock updates, 10 rows of history and feed, one transaction.
"""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.orders.commands import PlaceOrder
from app.server.service import Service
from app.server.web import application
from app.stock.ledger import cell_id
from app.storage.engine import SERVER_PRAGMAS
from app.sync import wire

HISTORY = 6
FEED = 4


@dataclass(frozen=True, slots=True)
class Child:
    port: int
    pid: int


@contextmanager
def serving(what: str, url: str) -> Iterator[Child]:
    command = [sys.executable, "-m", "tests.bench.serve", what, url]
    root = Path(__file__).parents[2]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        assert child.stdout is not None
        yield Child(int(child.stdout.readline()), child.pid)
    finally:
        child.terminate()
        child.wait(20)
        assert child.stdout is not None
        child.stdout.close()


def anchor(url: str) -> Starlette:
    """Bare: the driver alone, statements as text, one connection per concurrent request."""
    idle: list[Any] = []
    mark = "%s" if url.startswith("postgresql") else "?"
    statements = _statements(mark)

    def write(body: bytes) -> bytes:
        request = msgspec.json.decode(body, type=wire.Commands)
        envelope = request.commands[0]
        order = msgspec.json.decode(envelope.body, type=PlaceOrder)
        connection = idle.pop() if idle else _connect(url)
        _write(connection, statements, order, envelope.occurred_at)
        idle.append(connection)
        reply = wire.Taken(server_id="anchor", receipts=[(envelope.command_id, "accepted", 1)])
        return msgspec.json.encode(reply)

    async def answer(request: Request) -> Response:
        reply = await run_in_threadpool(write, await request.body())
        return Response(reply, media_type="application/json")

    return Starlette(routes=[Route("/v1/commands", answer, methods=["POST"])])


def _statements(mark: str) -> dict[str, str]:
    def insert(table: str, *columns: str) -> str:
        marks = ", ".join([mark] * len(columns))
        return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"

    return {
        "order": insert(
            "orders",
            *(
                "id",
                "number",
                "state",
                "channel",
                "site_id",
                "device_id",
                "customer_id",
                "language",
            ),
            *("currency", "subtotal_minor", "tax_minor", "total_minor", "placed_by", "placed_at"),
            "audience",
        ),
        "line": insert(
            "order_lines",
            *("id", "order_id", "ordinal", "product_id", "sku", "name", "ordered", "unit_minor"),
            *("total_minor", "method", "site_id", "assurance"),
        ),
        "stock": f"UPDATE stock_cells SET reserved = reserved + {mark} WHERE id = {mark}",
        "event": insert(
            "order_events",
            *("id", "order_id", "line_id", "act", "source", "target", "quantity"),
            *("user_id", "device_id", "command_id", "at", "step"),
        ),
        "feed": insert("feed_changes", "seq", "entity", "entity_id", "buckets"),
    }


def _write(connection: Any, statements: dict[str, str], order: PlaceOrder, at: int) -> None:
    order_id, nobody = os.urandom(16).hex(), "0" * 32
    lines = [os.urandom(16).hex() for _ in order.lines]
    total = order.told_total_minor
    cursor = connection.cursor()
    if isinstance(connection, sqlite3.Connection):
        cursor.execute("BEGIN IMMEDIATE")
    cursor.execute(
        statements["order"],
        (
            *(order_id, order.number, "placed", order.channel, order.site_id, nobody),
            *(order.customer_id, order.language, order.currency, total, 0, total, nobody, at),
            f"orders:care orders:store:{order.site_id}",
        ),
    )
    told = list(zip(lines, order.lines, strict=True))
    cursor.executemany(
        statements["line"],
        [
            (
                *(line_id, order_id, n, line.product_id, "SKU", "Name", line.quantity),
                *(line.unit_minor, line.unit_minor, line.method.value, line.site_id, "confirmed"),
            )
            for n, (line_id, line) in enumerate(told)
        ],
    )
    cells = sorted(
        (cell_id(str(line.site_id), line.product_id), line.quantity) for line in order.lines
    )
    cursor.executemany(statements["stock"], [(quantity, cell) for cell, quantity in cells])
    cursor.executemany(
        statements["event"],
        [
            (
                *(os.urandom(16).hex(), order_id, lines[n % len(lines)], "allocate", "unallocated"),
                *("allocated", 1, nobody, nobody, nobody, at, n),
            )
            for n in range(HISTORY)
        ],
    )
    bucket = f"orders:store:{order.site_id}"
    seq = int.from_bytes(os.urandom(6))
    changed = [("orders", order_id), *(("order_lines", line_id) for line_id in lines)]
    cursor.executemany(statements["feed"], [(seq, *each, bucket) for each in changed[:FEED]])
    connection.commit()


def _connect(url: str) -> Any:
    if url.startswith("postgresql"):
        return psycopg.connect(url.replace("+psycopg", ""))
    connection = sqlite3.connect(
        str(sa.make_url(url).database), isolation_level=None, check_same_thread=False
    )
    for pragma in SERVER_PRAGMAS:
        connection.execute(pragma)
    return connection


def _main(what: str, url: str) -> None:
    app = anchor(url) if what == "anchor" else application(Service(url))
    listener = socket.create_server(("127.0.0.1", 0))
    # asyncio does it only for sockets of protocol 6, and these say 0: a reply in two parts would
    # wait 40 ms for the caller's late ACK. Accepted sockets inherit it.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=60)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    _main(*sys.argv[1:])
