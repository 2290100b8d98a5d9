"""The tables change while desks of before send: expand, the new beside the old, contract.

Real server processes over one PostgreSQL. No desk is told to wait for it, and nothing is lost.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.customers.tables import customer_pii
from app.insights.verify.runs import verify_server
from app.orders.tables import orders
from app.server.service import Service
from app.storage.engine import reading
from app.storage.migrate import version_of
from app.sync import wire
from app.sync.tables import commands
from tests.bench.shop import Desk, open_bench_shop
from tests.bench.sync.relay import Relay
from tests.desk.house import House, wait_until
from tests.server.later import Half, history, register
from tests.support.light import Line
from tests.support.served import Served, served
from tests.sync.counter import Till, on_server
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres
CLIENTS = 4
MORE = 5  # commands of each client that one stage waits for


class Later(Served):
    """A server process of a later version."""

    def __init__(self, half: Half, database: str, folder: Path) -> None:
        super().__init__(database, folder)
        self._half = half

    def program(self) -> list[str]:
        module = ["-m", "tests.server.later", self._half.value, self.database, str(self.port)]
        return [*super().program()[:1], *module]


class Stream:
    """Desks two releases older that never stop: the first version of customer.create, each one
    sent until it was taken."""

    def __init__(self, desks: list[Desk], lines: list[Relay]) -> None:
        self._desks, self._lines = desks, lines
        self._done = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()))
        self.taken: list[dict[str, str]] = [{} for _ in desks]
        self.heard: Counter[int] = Counter()

    def start(self) -> None:
        self._thread.start()

    def goes_on(self) -> None:
        before = [len(each) for each in self.taken]
        wait_until(
            lambda: all(len(each) >= n + MORE for each, n in zip(self.taken, before, strict=True)),
            60,
        )

    def end(self) -> None:
        self._done.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    async def _all(self) -> None:
        both = zip(self._desks, cycle(self._lines), self.taken, strict=False)
        await asyncio.gather(*(self._send(*each) for each in both))

    async def _send(self, desk: Desk, relay: Relay, taken: dict[str, str]) -> None:
        line = Line(relay.port)
        while not self._done.is_set():
            light = desk.light([True])
            while not light.taken:
                if (wait := await light.send(line)) is not None:
                    await asyncio.sleep(wait + 0.02)
            taken.update(light.taken)
            self.heard.update(light.heard)
        await line.close()


@pytest.mark.slow
def test_a_change_of_tables_under_old_desks_loses_nothing(
    postgres_url: str, tmp_path: Path
) -> None:
    service = Service(postgres_url)
    shop, people = open_bench_shop(service, desks=CLIENTS + 1)
    clients = [Desk(service, shop, 1 + n, people) for n in range(CLIENTS)]
    placed: list[str] = []
    with served(postgres_url, tmp_path / "old") as old, _two_lines(old) as lines:
        house = House(shop, old, tmp_path)
        desk = house.desk(0, through=lines[0].url)
        actor = house.sign_in(desk)
        stream = Stream(clients, lines)

        def goes_on() -> None:
            outcome = desk.run(replace(house.order(), new_customer=None), actor).result(20)
            placed.append(outcome.result["order_id"])
            stream.goes_on()

        stream.start()
        try:
            goes_on()
            with _later(Half.EXPAND, postgres_url, tmp_path) as new:
                assert _version(service) == "0002"
                goes_on()  # the old process, over the new tables
                lines[0].turn_to(new.port)
                goes_on()  # both
                lines[1].turn_to(new.port)
                old.stop()
                goes_on()
                with _later(Half.CONTRACT, postgres_url, tmp_path) as newest:
                    assert _version(service) == "0003"
                    goes_on()
                    for line in lines:
                        line.turn_to(newest.port)
                    new.stop()
                    goes_on()
                    stream.end()
                    wait_until(lambda: desk.status().queued == 0, 60)
        finally:
            stream.end()
            house.clear()
    taken = {key: status for each in stream.taken for key, status in each.items()}
    assert set(taken.values()) == {"accepted"}
    assert stream.heard.keys() <= {0, 200, 503}
    assert taken.keys() <= {row["command_id"] for row in on_server(service, commands)}
    assert sorted(row["id"] for row in on_server(service, orders)) == sorted(placed)
    _everybody_has_initials(service)
    assert [told for told in verify_server(service.engine) if told.ok is False] == []
    service.close()


def test_a_migration_gives_way_to_whoever_reads_for_long(postgres_url: str) -> None:
    """A snapshot over a bad line holds the tables; a command that came after the migration's wait
    would have to wait for both."""
    service = Service(postgres_url)
    shop = open_shop(service, desks=1, pin_hash="none")
    till = Till(service, shop)
    with ThreadPoolExecutor(1) as pool:
        with reading(service.engine) as reader, reader.begin():
            reader.execute(customer_pii.select()).all()
            migrating = pool.submit(
                Service, postgres_url, register=register(), history=history(Half.EXPAND)
            )
            wait_until(lambda: _waits_for_a_table(service))
            batch = wire.Commands(replica_id=till.replica_id, commands=[till.newcomer()])
            told = service.take(till.device, batch).receipts
            assert [status for _, status, _ in told] == ["accepted"]
            assert not migrating.done()
        migrating.result(30).close()
    assert _version(service) == "0002"
    service.close()


@contextmanager
def _two_lines(old: Served) -> Iterator[list[Relay]]:
    with Relay(old.port) as first, Relay(old.port) as second:
        yield [first, second]


@contextmanager
def _later(half: Half, database: str, folder: Path) -> Iterator[Later]:
    server = Later(half, database, folder / half.value)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _version(service: Service) -> str:
    return service.ask(version_of)


def _waits_for_a_table(service: Service) -> bool:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
    return bool(service.ask(lambda db: db.exec_driver_sql(waiting).scalar()))


def _everybody_has_initials(service: Service) -> None:
    told = service.ask(
        lambda db: db.exec_driver_sql("SELECT DISTINCT initials FROM customer_pii").scalars().all()
    )
    # as the old process, with the help of the database, and the new one wrote them
    assert {"B", "BS"} <= set(told)
    assert "" not in told
