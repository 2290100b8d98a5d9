"""The database's machine is lost for good and a standby takes over: what becomes of each order.

A standby that confirms each commit (`synchronous_standby_names`) has all that anybody was told. One
that only follows may lack the last moments: desks find that the history is another one and bring
again what they did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.insights.verify.books import Books
from app.insights.verify.runs import verify_pair
from app.orders.tables import orders
from app.server.service import Service
from app.server.verify_cli import parts_of
from app.storage.engine import reading, server_engine
from app.storage.outbox import desk_state, outbox_archive
from tests.concurrency.restarting import (
    CALLERS,
    STANDS,
    confirmed_by_standby,
    either,
    fail_over_under_load,
)
from tests.desk.house import House, local, wait_until
from tests.support.postgres import Cluster, NoPostgres, own_cluster, standby_of
from tests.support.served import served
from tests.sync.shop import open_shop

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def first() -> Iterator[Cluster]:
    try:
        with own_cluster() as made:
            yield made
    except NoPostgres as absent:
        pytest.skip(str(absent))


@pytest.fixture
def standby(first: Cluster) -> Iterator[Cluster]:
    with standby_of(first) as made:
        wait_until(lambda: first.run(STANDS))
        yield made


def test_a_standby_that_confirms_has_all_that_was_acknowledged(
    first: Cluster, standby: Cluster, tmp_path: Path
) -> None:
    confirmed_by_standby(first)
    told = fail_over_under_load(first, standby, tmp_path, each=15)
    assert told.lost == []
    assert told.acknowledged == CALLERS * 15
    assert told.held == 0
    assert told.broken == []
    assert told.said == [(503, "2")]
    assert told.heard.keys() <= {0, 200, 503}


def test_what_a_standby_did_not_get_is_brought_again_by_the_desks(
    first: Cluster, standby: Cluster, tmp_path: Path
) -> None:
    """It is behind when it takes over. Nobody changes the epoch: the chain tells."""
    with _house(either(first, standby), tmp_path) as house:
        desk, other = house.desk(0), house.desk(1)
        actor, clerk = house.sign_in(desk), house.sign_in(other, "clerk")
        kept = desk.run(house.order(), actor).result(10).result["order_id"]
        wait_until(lambda: _settled(desk) and _settled(other))
        wait_until(lambda: first.run("SELECT sent_lsn = replay_lsn FROM pg_stat_replication"))
        standby.crash()  # from here on nothing reaches it
        lost = [
            desk.run(house.order(), actor).result(10).result["order_id"],
            other.run(house.order(phone="081234567891"), clerk).result(10).result["order_id"],
        ]
        wait_until(lambda: _settled(desk) and _settled(other))
        assert len(local(desk, outbox_archive)) == 2, "both were acknowledged"
        replicas = [_replica(each) for each in (desk, other)]
        first.crash()
        standby.start()
        standby.promote()
        wait_until(lambda: len(house.on_server(orders)) == 3, 120)
        wait_until(lambda: _settled(desk) and _settled(other), 120)
        assert sorted(row["id"] for row in house.on_server(orders)) == sorted([kept, *lost])
        assert all(_replica(each) not in replicas for each in (desk, other)), "they went on anew"
        for each in (desk, other):
            _same_story(each, house)


@contextmanager
def _house(url: str, folder: Path) -> Iterator[House]:
    service = Service(url)
    shop = open_shop(service)
    service.close()
    with served(url, folder / "server") as server:
        house = House(shop, server, folder)
        try:
            yield house
        finally:
            house.clear()


def _settled(desk: Desk) -> bool:
    return desk.status().state == "online" and desk.status().queued == 0 and desk.caught_up


def _replica(desk: Desk) -> str:
    (row,) = local(desk, desk_state)
    return str(row["replica_id"])


def _same_story(desk: Desk, house: House) -> None:
    engine = server_engine(house.server.database)
    try:
        with reading(engine) as db:
            wrong = [each for each in verify_pair(desk._reader, Books(db, parts_of)) if not each.ok]
        assert wrong == []
    finally:
        engine.dispose()
