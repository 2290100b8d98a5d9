"""A backup is made while desks send: it is one moment, and they bring again what came after it."""

import threading
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from app.cli import main as gerai
from app.desk.desk import Desk
from app.insights.verify.runs import verify_server
from app.kit.actor import Actor
from app.kit.clock import Instant, SystemClock
from app.orders.tables import orders
from app.server.backup import backup, restore
from app.server.service import Service
from app.storage.engine import server_engine
from app.sync.tables import commands
from tests.desk.house import House, wait_until
from tests.support.postgres import fresh_database
from tests.support.served import served
from tests.sync.shop import open_shop

ENOUGH = 12  # commands that the server takes in each stage
STOCK = 50_000  # nobody waits for goods here


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The one that will be lost, and the empty one that takes its place."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'lost.db'}", f"sqlite:///{tmp_path / 'again.db'}"
        return
    with fresh_database(request.getfixturevalue("postgres_cluster")) as again:
        yield request.getfixturevalue("postgres_url"), again


class Trade:
    """Two desks that place one order after another, whatever becomes of their server."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.placed: dict[str, str] = {}  # command id → order id
        self._hands = [self._staffed(number) for number in range(2)]
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def taken(self) -> set[str]:
        """The commands that the server's database holds, whoever heard of it already."""
        return {row["command_id"] for row in self._house.on_server(commands)}

    def goes_on(self) -> set[str]:
        before = self.taken()
        wait_until(lambda: len(self.taken() - before) >= ENOUGH, 60)
        return self.taken()

    def end(self) -> None:
        self._done.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _staffed(self, number: int) -> tuple[Desk, Actor]:
        desk = self._house.desk(number)
        return desk, self._house.sign_in(desk)

    def _work(self) -> None:
        for desk, actor in cycle(self._hands):
            outcome = desk.run(self._house.order(), actor).result(20)
            self.placed[outcome.command_id] = outcome.result["order_id"]
            if self._done.wait(0.05):  # seconds: two clerks in a hurry
                return


class LongMoment(SystemClock):
    """The moment of a backup lasts as long as `meanwhile` does."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = meanwhile

    def now(self) -> Instant:
        self._meanwhile()
        return super().now()


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_backup_beside_the_work_holds_one_moment_and_desks_bring_the_rest_again(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    database, again = databases
    service = Service(database)
    shop = open_shop(service, stock=STOCK)
    service.close()
    kept = tmp_path / "kept.gz"
    with served(database, tmp_path / "server") as server:
        house = House(shop, server, tmp_path)
        trade = Trade(house)
        at_its_moment: list[set[str]] = []

        def meanwhile() -> None:
            at_its_moment.append(trade.taken())
            trade.goes_on()

        try:
            before = trade.goes_on()
            backup(database, kept, clock=LongMoment(meanwhile))
            lost = trade.goes_on()
            server.stop()
            restore(kept, again)
            assert _broken(again) == []
            server.database = again
            assert before <= trade.taken() <= at_its_moment[0] < lost
            server.start()
            trade.end()
            wait_until(lambda: trade.placed.keys() <= trade.taken(), 60)
            wait_until(lambda: all(desk.status().queued == 0 for desk in house.desks), 60)
        finally:
            trade.end()
            profiles = [desk.profile.folder for desk in house.desks]
            house.clear()
    statuses = {row["command_id"]: row["status"] for row in house.on_server(commands)}
    assert {statuses[command_id] for command_id in trade.placed} == {"accepted"}
    assert sorted(row["id"] for row in house.on_server(orders)) == sorted(trade.placed.values())
    assert _broken(again) == []
    assert [gerai(["verify", "--pair", str(profile), again]) for profile in profiles] == [0, 0]


def _broken(database: str) -> list[str]:
    engine = server_engine(database)
    try:
        return [str(told) for told in verify_server(engine) if told.ok is False]
    finally:
        engine.dispose()
