"""A database that goes away again and again while desks send: what became of every command."""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from app.insights.verify.runs import verify_server
from app.server.service import Service
from app.sync.tables import commands
from tests.bench.shop import Desk, open_bench_shop
from tests.desk.house import House, wait_until
from tests.support.light import LightDesk
from tests.support.postgres import Cluster, fresh_database
from tests.support.served import Served, served
from tests.sync.counter import on_server
from tests.sync.shop import Shop

CALLERS = 5
STANDS = "SELECT sync_state FROM pg_stat_replication"
ENDS = 120.0  # seconds that a queue may take once the database is back


@dataclass(frozen=True, slots=True)
class Told:
    acknowledged: int
    lost: list[str]  # acknowledged, or kept by a desk, and not on the server
    held: int  # put aside: none should be
    heard: dict[int, int]  # HTTP status → times; 0: a cut line
    said: list[tuple[int, str]]  # what a caller heard while the database was away
    broken: list[str]  # rules of the books


class Crowd:
    """Light desks that send until all of theirs was taken, in a thread of their own."""

    def __init__(self, service: Service, shop: Shop, people: list[str], each: int) -> None:
        made = [Desk(service, shop, 1 + n, people) for n in range(CALLERS)]
        self.desks = [
            LightDesk(
                proof=desk.proof,
                replica_id=desk.replica_id,
                outbox=[desk.next_order() for _ in range(each)],
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

    def taken(self) -> set[str]:
        return {key for desk in self.desks for key in tuple(desk.taken)}

    def took(self, many: int) -> bool:
        return len(self.taken()) > many

    def join(self) -> None:
        self._thread.join(ENDS)
        if self._thread.is_alive():
            raise AssertionError("the queues did not empty")

    async def _drain(self) -> None:
        await asyncio.gather(*(desk.drain(self._port) for desk in self.desks))


def restart_under_load(cluster: Cluster, folder: Path, *, restarts: int, each: int) -> Told:
    with fresh_database(cluster.base) as url:
        return through_outages(
            url, folder, outages=restarts, each=each, away=cluster.crash, back=cluster.start
        )


def fail_over_under_load(first: Cluster, standby: Cluster, folder: Path, *, each: int) -> Told:
    """The first machine is lost for good, and the standby takes its place."""
    return through_outages(
        either(first, standby),
        folder,
        outages=1,
        each=each,
        away=first.crash,
        back=standby.promote,
    )


def confirmed_by_standby(first: Cluster) -> None:
    """From now on `first` says that a commit is done when the standby has it on its disk."""
    wait_until(lambda: first.run(STANDS))
    first.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
    first.run("SELECT pg_reload_conf()")
    wait_until(lambda: first.run(STANDS) == [("sync",)])


def either(first: Cluster, standby: Cluster, name: str = "postgres") -> str:
    """The address of whichever of the two takes commits."""
    hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in (first, standby))
    return f"postgresql+psycopg://gerai@/{name}?{hosts}&target_session_attrs=read-write"


def through_outages(
    url: str,
    folder: Path,
    *,
    outages: int,
    each: int,
    away: Callable[[], None],
    back: Callable[[], None],
) -> Told:
    """`each` orders of five light desks, and one order of a real desk in every outage."""
    service = Service(url)
    shop, people = open_bench_shop(service, desks=CALLERS + 1)
    crowd = Crowd(service, shop, people, each)
    asked = {envelope.command_id for light in crowd.desks for envelope in light.outbox}
    with served(url, folder / "server") as server:
        house = House(shop, server, folder)
        desk = house.desk(0)
        actor = house.sign_in(desk)
        crowd.send_to(server)
        said = []
        for n in range(outages):
            wait_until(partial(crowd.took, CALLERS * each * (n + 1) // (outages + 2)), ENDS)
            away()
            reply = httpx.get(server.url + "/readyz", timeout=20)
            said.append((reply.status_code, reply.headers.get("retry-after", "")))
            asked.add(desk.run(house.order(), actor).result(10).command_id)
            back()
        crowd.join()
        wait_until(lambda: desk.status().queued == 0, ENDS)
        house.clear()
    stored = on_server(service, commands)
    told = Told(
        acknowledged=len(crowd.taken()),
        lost=sorted((asked | crowd.taken()) - {row["command_id"] for row in stored}),
        held=sum(row["status"] == "quarantined" for row in stored),
        heard=dict(sum((light.heard for light in crowd.desks), Counter[int]())),
        said=said,
        broken=[str(each) for each in verify_server(service.engine) if each.ok is False],
    )
    service.close()
    return told
