"""What a desk asks to keep is kept by the server, seen by the others, and placed once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kit.clock import MINUTE, Instant
from app.orders.tables import order_lines
from app.stock.commands import AskHold, HeldUnits
from app.stock.holding import LASTS
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells, stock_holds
from tests.sync.counter import catch_up, on_server, order, push, quiet_world, rows
from tests.sync.simulator import SimulatedDesk, World

DRAFT = "draft"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


def keep(desk: SimulatedDesk, quantity: int, *, online: bool = True, hold: str = DRAFT) -> str:
    shop = desk.world.shop
    part = HeldUnits(site_id=shop.stores[0], product_id=shop.products[0], quantity=quantity)
    assert desk.store is not None
    command = AskHold(hold_id=hold, units=[part], lasts=LASTS)
    return desk.store.run(command, shop.users["agent"], online=online).status


def held(world: World) -> int:
    key = cell_id(world.shop.stores[0], world.shop.products[0])
    (found,) = on_server(world.server.service, stock_cells, id=key)
    return int(found["held"])


def states(desk: SimulatedDesk) -> list[str]:
    return [row["state"] for row in rows(desk, stock_holds)]


def test_asked_here_held_there_and_told_to_both(world: World) -> None:
    here, there = world.desks
    assert keep(here, 2) == "ok"
    assert states(here) == ["requested"]
    catch_up(here)
    catch_up(there)
    assert (states(here), states(there), held(world)) == (["held"], ["held"], 2)


def test_without_the_server_nothing_is_kept(world: World) -> None:
    here, _ = world.desks
    assert keep(here, 2, online=False) == "refused"
    assert states(here) == []


def test_of_two_desks_that_want_the_last_units_one_keeps_them(world: World) -> None:
    here, there = world.desks
    key = cell_id(world.shop.stores[0], world.shop.products[0])
    (cell,) = on_server(world.server.service, stock_cells, id=key)
    free = cell["available"] - cell["reserved"] - cell["leased"] - cell["safety"]
    keep(here, free)
    keep(there, free, hold="another")
    push(here)
    push(there)
    catch_up(here)
    catch_up(there)
    assert held(world) == free
    assert sorted(states(there)) == ["held", "refused"]


def test_another_desk_sees_when_the_time_is_over(world: World) -> None:
    here, there = world.desks
    key = cell_id(world.shop.stores[0], world.shop.products[0])
    (cell,) = on_server(world.server.service, stock_cells, id=key)
    keep(here, cell["available"])
    catch_up(here)
    catch_up(there)
    world.now = Instant(world.now + LASTS + MINUTE)
    outcome = order(there)
    (line,) = rows(there, order_lines, order_id=outcome.result["order_id"])
    assert line["backordered"] == 0
    catch_up(there)
    (line,) = on_server(world.server.service, order_lines, order_id=outcome.result["order_id"])
    assert line["backordered"] == 0
