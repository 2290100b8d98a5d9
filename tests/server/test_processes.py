"""Two server processes over one PostgreSQL: either serves any desk, and each act counts once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.orders.tables import orders
from app.server.service import Service
from app.sync.tables import commands
from tests.desk.house import SOON, House, holds, wait_until
from tests.support.served import Served, served
from tests.sync.shop import open_shop

pytestmark = pytest.mark.postgres


@pytest.fixture
def pair(postgres_url: str, tmp_path: Path) -> Iterator[tuple[House, Served]]:
    service = Service(postgres_url)
    shop = open_shop(service)
    service.close()
    with (
        served(postgres_url, tmp_path / "first") as first,
        served(postgres_url, tmp_path / "second") as second,
    ):
        house = House(shop, first, tmp_path)
        yield house, second
        house.clear()


def test_what_one_process_took_is_told_by_the_other(pair: tuple[House, Served]) -> None:
    house, second = pair
    here, there = house.desk(0), house.desk(3, through=second.url)
    outcome = here.run(house.order(), house.sign_in(here)).result(10)
    wait_until(lambda: holds(there, outcome.result["order_id"]), SOON)
    back = there.run(house.order(phone="081234567891"), house.sign_in(there, "clerk")).result(10)
    wait_until(lambda: holds(here, back.result["order_id"]), SOON)


def test_both_processes_taking_all_desks_lose_and_double_nothing(
    pair: tuple[House, Served],
) -> None:
    house, second = pair
    desks = [house.desk(n, through=second.url if n % 2 else "") for n in range(4)]
    actors = [house.sign_in(desk, "clerk") for desk in desks]
    done: list[str] = []

    def work(number: int) -> None:
        for n in range(5):
            order = house.order(phone=f"08123456{number}{n:02d}0")
            outcome = desks[number].run(order, actors[number]).result(20)
            done.append(outcome.command_id)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(desks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until(lambda: all(desk.status().queued == 0 for desk in desks))
    taken = [row["command_id"] for row in house.on_server(commands)]
    assert len(taken) == len(set(taken))
    assert set(done) <= set(taken)
    numbers = [row["number"] for row in house.on_server(orders)]
    assert len(numbers) == len(set(numbers)) == len(done) == 20


def test_one_process_may_die_and_its_desks_go_on_with_the_other(
    pair: tuple[House, Served],
) -> None:
    house, second = pair
    desk = house.desk(0)
    actor = house.sign_in(desk)
    house.server.stop()
    outcome = desk.run(house.order(), actor).result(10)
    house.close(desk)
    again = house.open(0, through=second.url)
    again.start()
    wait_until(lambda: again.status().queued == 0)
    assert [row["id"] for row in house.on_server(orders)] == [outcome.result["order_id"]]
