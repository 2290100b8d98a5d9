"""A desk is granted more, or less, than before: it holds just that, whatever was under way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identity.tables import devices
from app.orders.tables import order_lines, orders
from app.sync import wire
from app.sync.feed import Page
from tests.sync.checks import mirror_differs
from tests.sync.counter import (
    ask_feed,
    catch_up,
    order,
    page_for,
    pull,
    push,
    quiet_world,
    rows,
)
from tests.sync.simulator import SimulatedDesk, World
from tests.sync.storms import regrant

ELSEWHERE = 2  # a store where neither of the two desks stands


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        order(world.desks[0], site=ELSEWHERE)
        for desk in world.desks:
            catch_up(desk)
        yield world


@pytest.fixture
def phone(world: World) -> SimulatedDesk:
    return world.desks[0]


@pytest.fixture
def till(world: World) -> SimulatedDesk:
    return world.desks[1]


def differs(desk: SimulatedDesk) -> list[str]:
    with desk.world.server.service.engine.connect() as db:
        return list(mirror_differs(desk, db))


def test_a_till_that_becomes_a_phone_desk_gets_the_orders_of_before(
    world: World, till: SimulatedDesk
) -> None:
    assert rows(till, orders) == []
    regrant(world, till)
    pull(till)
    assert len(rows(till, orders)) == len(rows(till, order_lines)) == 1
    assert differs(till) == []


def test_a_phone_desk_that_becomes_a_till_keeps_no_orders_of_others(
    world: World, phone: SimulatedDesk
) -> None:
    assert len(rows(phone, orders)) == 1
    regrant(world, phone)
    pull(phone)
    assert rows(phone, orders) == []
    assert differs(phone) == []


def test_a_page_that_was_under_way_brings_nothing_back(world: World, phone: SimulatedDesk) -> None:
    order(world.desks[1], 1, site=ELSEWHERE)
    push(world.desks[1])
    under_way = page_for(phone)
    regrant(world, phone)
    assert phone.store is not None
    phone.store.apply(under_way)
    assert len(rows(phone, orders)) == 2
    pull(phone)
    assert rows(phone, orders) == []
    assert differs(phone) == []


def test_what_waits_on_the_desk_stays_through_it(world: World, phone: SimulatedDesk) -> None:
    order(phone, 1, site=ELSEWHERE)
    regrant(world, phone)
    pull(phone)
    assert len(rows(phone, orders)) == 1
    catch_up(phone)
    assert rows(phone, orders) == []


def test_who_is_granted_the_same_as_before_reads_on(world: World, till: SimulatedDesk) -> None:
    regrant(world, world.desks[0])
    told = ask_feed(till)
    assert isinstance(told, Page)


def test_nothing_is_compared_before_it_has_heard_of_it(world: World, phone: SimulatedDesk) -> None:
    assert phone.store is not None
    regrant(world, phone)
    at = phone.store.cursor()
    told = world.server.service.sums(phone.device, wire.Sums(seq=at.seq, chain=at.chain))
    assert phone.store.differing(told) == ()


def test_what_is_told_of_a_desk_is_what_it_holds(world: World, phone: SimulatedDesk) -> None:
    assert phone.store is not None
    before = str(phone.store.state()["buckets"]).split()
    regrant(world, phone)
    catch_up(phone)
    after = str(phone.store.state()["buckets"]).split()
    assert "orders:care" in before
    assert "orders:care" not in after


def test_a_grant_is_a_row_of_the_device(world: World, till: SimulatedDesk) -> None:
    regrant(world, till)
    pull(till)
    assert rows(till, devices, id=till.device_id)[0]["care"]
