"""What a device borrowed it may promise without the server, and nobody sells it twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.desk.store import Outcome
from app.kit.clock import HOUR
from app.orders.states import Assurance
from app.orders.tables import order_lines
from app.stock.commands import AcquireLeases, LeaseItem, ReturnLeases
from app.stock.ledger import cell_id
from app.stock.tables import leases, reservations, stock_cells
from tests.sync.counter import catch_up, on_server, order, push, quiet_world, rows
from tests.sync.simulator import SimulatedDesk, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


@pytest.fixture
def here(world: World) -> SimulatedDesk:
    return world.desks[0]


@pytest.fixture
def there(world: World) -> SimulatedDesk:
    return world.desks[1]


def borrow(desk: SimulatedDesk, quantity: int, *, online: bool = True) -> Outcome:
    shop = desk.world.shop
    item = LeaseItem(product_id=shop.products[0], quantity=quantity)
    command = AcquireLeases(
        device_id=desk.device_id, site_id=shop.stores[0], items=[item], lasts=HOUR
    )
    assert desk.store is not None
    outcome = desk.store.run(command, shop.users["agent"], online=online)
    catch_up(desk)
    return outcome


def cell(world: World) -> dict[str, int]:
    key = cell_id(world.shop.stores[0], world.shop.products[0])
    (found,) = on_server(world.server.service, stock_cells, id=key)
    return {name: found[name] for name in ("available", "reserved", "leased")}


def assurance(desk: SimulatedDesk, outcome: Outcome) -> str:
    (line,) = rows(desk, order_lines, order_id=outcome.result["order_id"])
    return str(line["assurance"])


def test_a_lease_is_lent_from_what_is_free(world: World, here: SimulatedDesk) -> None:
    borrow(here, 4)
    assert cell(world) == {"available": 6, "reserved": 0, "leased": 4}
    assert [row["quantity"] for row in rows(here, leases)] == [4]


def test_a_lease_is_seen_on_its_own_device_alone(here: SimulatedDesk, there: SimulatedDesk) -> None:
    borrow(here, 4)
    catch_up(there)
    assert rows(there, leases) == []


def test_a_lease_is_never_taken_without_the_server(here: SimulatedDesk) -> None:
    refused = borrow(here, 4, online=False)
    assert refused.refusal is not None
    assert refused.refusal.code == "needs_server"


def test_what_is_not_free_is_not_lent(world: World, here: SimulatedDesk) -> None:
    borrow(here, 7)
    assert cell(world)["leased"] == 0
    assert rows(here, leases) == []


def test_a_promise_inside_the_lease_is_guaranteed_offline_and_then_confirmed(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 2)
    placed = order(here, quantity=2)
    assert assurance(here, placed) == Assurance.GUARANTEED
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    assert cell(world) == {"available": 6, "reserved": 2, "leased": 0}


def test_the_same_lease_is_not_used_twice(world: World, here: SimulatedDesk) -> None:
    borrow(here, 2)
    first, second = order(here, quantity=2), order(here, quantity=2)
    assert [assurance(here, each) for each in (first, second)] == ["guaranteed", "provisional"]
    catch_up(here)
    assert cell(world) == {"available": 6, "reserved": 4, "leased": 0}


def test_what_was_lent_is_kept_for_its_device_while_others_sell_the_rest(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Here goes offline with two; there sells until nothing is left; the promise holds."""
    borrow(here, 2)
    placed = order(here, quantity=2)
    assert assurance(here, placed) == Assurance.GUARANTEED
    for _ in range(8):
        order(there)
    catch_up(there)
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    held = [
        row["line_id"]
        for row in on_server(world.server.service, reservations)
        if row["state"] == "held"
    ]
    assert placed.result["line_ids"][0] in held
    figures = cell(world)
    assert figures["reserved"] + figures["leased"] <= figures["available"]


def test_what_was_promised_beyond_the_stock_gets_a_case_for_each_loser(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Both sold all six of the one store while the server was away."""
    for _ in range(6):
        order(here)
        order(there)
    push(here)
    push(there)
    figures = cell(world)
    assert figures["reserved"] <= figures["available"]
    told = on_server(world.server.service, cases)
    resourced = [
        row
        for row in on_server(world.server.service, reservations)
        if row["site_id"] != world.shop.stores[0]
    ]
    assert len(told) + len(resourced) >= 6


def test_what_is_given_back_is_free_again(world: World, here: SimulatedDesk) -> None:
    borrow(here, 4)
    (lease,) = rows(here, leases)
    assert here.store is not None
    command = ReturnLeases(device_id=here.device_id, lease_ids=[lease["id"], lease["id"]])
    assert here.store.run(command, world.shop.users["agent"], online=True).ok
    catch_up(here)
    assert cell(world) == {"available": 6, "reserved": 0, "leased": 0}
    assert [row["quantity"] for row in rows(here, leases)] == [0]


def test_nobody_gives_back_what_another_borrowed(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    (lease,) = rows(here, leases)
    assert there.store is not None
    command = ReturnLeases(device_id=there.device_id, lease_ids=[lease["id"]])
    there.store.run(command, world.shop.users["agent"], online=True)
    catch_up(there)
    assert cell(world)["leased"] == 4
