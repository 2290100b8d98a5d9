"""The database goes away under load, or makes somebody wait: no desk loses anything by it."""

import asyncio
import logging
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from app.insights.verify.runs import verify_server
from app.server.service import Service
from app.server.web import application
from app.storage.engine import PATIENCE, server_engine
from app.sync.tables import commands, replicas
from tests.bench.shop import Desk, open_bench_shop
from tests.desk.house import House, wait_until
from tests.support.light import LightDesk
from tests.support.postgres import Cluster, NoPostgres, fresh_database, own_cluster
from tests.support.served import Served, in_this_process, served
from tests.sync.counter import on_server
from tests.sync.shop import Shop

pytestmark = pytest.mark.postgres
CALLERS, EACH = 5, 30


@pytest.fixture
def breakable() -> Iterator[Cluster]:
    try:
        with own_cluster() as made:
            yield made
    except NoPostgres as absent:
        pytest.skip(str(absent))


class Crowd:
    """Light desks that send until all of theirs was taken, in a thread of their own."""

    def __init__(self, service: Service, shop: Shop, people: list[str], *, first: int) -> None:
        made = [Desk(service, shop, first + n, people) for n in range(CALLERS)]
        self.desks = [
            LightDesk(
                proof=desk.proof,
                replica_id=desk.replica_id,
                outbox=[desk.next_order() for _ in range(EACH)],
                chance=random.Random(n),
                batch=3,
            )
            for n, desk in enumerate(made)
        ]
        self._thread = threading.Thread(target=lambda: asyncio.run(self._drain()))
        self._port = 0

    def send_to(self, server: Served) -> None:
        self._port = server.port
        self._thread.start()

    async def _drain(self) -> None:
        await asyncio.gather(*(desk.drain(self._port) for desk in self.desks))

    def taken(self) -> dict[str, str]:
        return {key: status for desk in self.desks for key, status in dict(desk.taken).items()}

    def join(self) -> None:
        self._thread.join(60)
        assert not self._thread.is_alive()


@pytest.mark.slow
def test_a_database_that_is_restarted_under_load_costs_no_command(
    breakable: Cluster, tmp_path: Path
) -> None:
    with fresh_database(breakable.base) as url:
        service = Service(url)
        shop, people = open_bench_shop(service, desks=CALLERS + 1)
        crowd = Crowd(service, shop, people, first=1)
        with served(url, tmp_path / "server") as server:
            house = House(shop, server, tmp_path)
            desk = house.desk(0)
            actor = house.sign_in(desk)
            crowd.send_to(server)
            wait_until(lambda: len(crowd.taken()) > CALLERS * EACH // 4)
            breakable.crash()
            reply = httpx.get(server.url + "/readyz", timeout=20)
            assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")
            alone = desk.run(house.order(), actor).result(10)
            before = crowd.taken()
            breakable.start()
            wait_until(lambda: httpx.get(server.url + "/readyz", timeout=20).status_code == 200)
            crowd.join()
            wait_until(lambda: desk.status().queued == 0)
            house.clear()
        told = {row["command_id"]: row["status"] for row in on_server(service, commands)}
        asked = {envelope.command_id for light in crowd.desks for envelope in light.outbox}
        assert len(before) < len(asked)
        assert crowd.taken().items() <= told.items()
        assert asked | {alone.command_id} <= told.keys()
        assert "quarantined" not in told.values()
        heard = {status for light in crowd.desks for status in light.heard}
        assert 503 in heard
        assert heard <= {0, 200, 503}
        assert [each for each in verify_server(service.engine) if each.ok is False] == []
        service.close()


def test_who_waits_for_a_lock_too_long_is_told_to_come_again(postgres_url: str) -> None:
    service = Service(postgres_url + "?options=-clock_timeout%3D100ms")
    try:
        shop, people = open_bench_shop(service, desks=1, pin_hash="none")
        desk = Desk(service, shop, 0, people)
        told = {"content": desk.newcomer(), "headers": {"Authorization": desk.proof}}
        mine = sa.select(replicas).where(replicas.c.id == desk.replica_id).with_for_update()
        with in_this_process(application(service)) as client:
            with service.engine.begin() as db:
                db.execute(mine).all()
                reply = client.post("/v1/commands", **told)
                assert (reply.status_code, reply.json()["code"]) == (503, "trouble")
                assert reply.headers["retry-after"] == "2"
            reply = client.post("/v1/commands", **told)
            assert [status for _, status, _ in reply.json()["receipts"]] == ["accepted"]
    finally:
        service.close()


def test_a_process_that_answers_desks_waits_for_nothing_for_long(postgres_url: str) -> None:
    hurried, patient = Service(postgres_url), server_engine(postgres_url)
    try:
        with hurried.engine.connect() as ours, patient.connect() as theirs:
            for name in PATIENCE:
                assert ours.exec_driver_sql(f"SHOW {name}").scalar() not in {"0", None}
                assert theirs.exec_driver_sql(f"SHOW {name}").scalar() == "0"
    finally:
        hurried.close()
        patient.dispose()


def test_when_all_connections_are_taken_a_caller_is_told_to_come_again(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    service = Service(postgres_url)
    full = sa.create_engine(postgres_url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    service.engine.dispose()
    service.engine = full
    with in_this_process(application(service)) as client, full.connect():
        reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["code"]) == (503, "trouble")
    service.close()
