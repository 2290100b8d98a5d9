"""P1: what does the server spend on an order of three lines, beside a bare writer of such rows?"""

import http.client
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import msgspec
import psycopg

from app.server.service import Service
from app.sync import wire
from tests.bench.fill import multiply, rows_made_by
from tests.bench.measure import (
    Report,
    children_of,
    cpu_ms,
    cpu_of,
    in_turns,
    one_by_one,
    parent_of,
    ratio,
    wall_p,
)
from tests.bench.serve import Child, serving
from tests.bench.shop import Desk, open_bench_shop, order
from tests.support.postgres import NoPostgres, cluster, fresh_database

CLIENTS = 4


class Caller:
    """One kept-alive connection of one desk."""

    def __init__(self, port: int, desk: Desk) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._http.connect()
        # it sends head and body apart: without this each request waits 40 ms for a late ACK
        self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._desk = desk
        self._headers = {"Authorization": desk.proof, "Content-Type": "application/json"}

    def order(self) -> None:
        self._post(self._desk.order())

    def newcomer(self) -> None:
        self._post(self._desk.newcomer())

    def close(self) -> None:
        self._http.close()

    def _post(self, body: bytes) -> None:
        self._http.request("POST", "/v1/commands", body, self._headers)
        reply = self._http.getresponse()
        told = reply.read()
        taken = msgspec.json.decode(told, type=wire.Taken)
        if [status for _, status, _ in taken.receipts] != ["accepted"]:
            raise RuntimeError(f"the server said {told[:300]!r}")


def bench(*, stored: list[int], rounds: int, orders: int) -> list[Report]:
    reports = []
    with ExitStack() as stack:
        try:
            base = stack.enter_context(cluster())
        except NoPostgres:
            base = ""
        for n in stored:
            for kind in ("postgresql", "sqlite") if base else ("sqlite",):
                reports.append(_one(kind, base, stored=n, rounds=rounds, orders=orders))
    return reports


def _one(kind: str, base: str, *, stored: int, rounds: int, orders: int) -> Report:
    with _database(kind, base) as ours, _database(kind, base) as bare:
        desks = _fill(ours, stored)
        _fill(bare, stored)
        with serving("gerai", ours) as server, serving("anchor", bare) as anchor:
            report = Report(f"P1 server places an order of 3 lines, {kind}, {stored:,} stored")
            _measure(
                report,
                server,
                anchor,
                desks,
                rounds=rounds,
                orders=orders,
                postmaster=_postmaster(ours) if kind == "postgresql" else 0,
            )
    return report


def _measure(
    report: Report,
    server: Child,
    anchor: Child,
    desks: list[Desk],
    *,
    rounds: int,
    orders: int,
    postmaster: int,
) -> None:
    ours, bare = Caller(server.port, desks[0]), Caller(anchor.port, desks[1])
    a, b = in_turns(
        lambda: one_by_one(ours.order, orders, lambda: cpu_of(server.pid)),
        lambda: one_by_one(bare.order, orders, lambda: cpu_of(anchor.pid)),
        rounds,
    )
    report.add("server", cpu_ms(a), "CPU-ms/order")
    report.add("bare anchor", cpu_ms(b), "CPU-ms/order")
    report.add("ratio", ratio(a, b), "×", most=4)
    if postmaster:
        c, d = in_turns(
            lambda: one_by_one(ours.order, orders, lambda: _all_cpu(server, postmaster)),
            lambda: one_by_one(bare.order, orders, lambda: _all_cpu(anchor, postmaster)),
            rounds,
        )
        report.add("server with its database", cpu_ms(c), "CPU-ms/order")
        report.add("bare anchor with its database", cpu_ms(d), "CPU-ms/order")
        report.add("ratio with the database", ratio(c, d), "×")
    report.add("server, wall p50", wall_p(a, 50), "ms")
    report.add("server, wall p95", wall_p(a, 95), "ms")
    report.add("bare anchor, wall p50", wall_p(b, 50), "ms")
    crowd = [Caller(server.port, desk) for desk in desks[2:]]
    report.add("one desk", _rate([ours.order], orders), "orders/s")
    rate = _rate([caller.order for caller in crowd], orders)
    report.add(f"{CLIENTS} desks", rate, "orders/s", least=60)
    rate = _rate([caller.newcomer for caller in crowd], 2 * orders)
    report.add(f"{CLIENTS} desks, small commands", rate, "commands/s", least=200)
    for caller in (ours, bare, *crowd):
        caller.close()


def _all_cpu(server: Child, postmaster: int) -> float:
    return cpu_of(server.pid, postmaster, *children_of(postmaster))


def _postmaster(url: str) -> int:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return parent_of(connection.info.backend_pid)


def _rate(acts: list[Callable[[], None]], times: int) -> float:
    def repeat(act: Callable[[], None]) -> None:
        for _ in range(times):
            act()

    started = time.perf_counter()
    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(repeat, acts))
    return len(acts) * times / (time.perf_counter() - started)


def _fill(url: str, stored: int) -> list[Desk]:
    """Make the shop and its stored orders; the desks that will sell there."""
    service = Service(url)
    try:
        shop, people = open_bench_shop(service, desks=CLIENTS + 2)
        desks = [Desk(service, shop, n, people) for n in range(CLIENTS + 2)]
        chance, number = desks[0]._chance, count()
        one = rows_made_by(
            service.ask,
            lambda: service.run(order(shop, people, chance, f"FIRST-{next(number)}")),
        )
        with service.engine.begin() as db:
            multiply(db, one, stored)
        if url.startswith("postgresql"):
            with service.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
                db.exec_driver_sql("VACUUM ANALYZE")
        return desks
    finally:
        service.close()


@contextmanager
def _database(kind: str, base: str) -> Iterator[str]:
    if kind == "postgresql":
        with fresh_database(base) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="gerai-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'server.db'}"
