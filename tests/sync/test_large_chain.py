"""A chain of more places than one desk holds the cells of: one packed row per product instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kit.clock import SECOND, Instant
from app.orders.states import Assurance
from app.orders.tables import order_lines
from app.places.commands import LoadSites, NewSite
from app.routing.available import supply_of
from app.routing.packing import PackStock
from app.server.packing import Packer
from app.stock.commands import AskHold, HeldUnits
from app.stock.forecast.nightly import ReckonDemand
from app.stock.holding import LASTS
from app.stock.ledger import cell_id
from app.stock.network import followed_to
from app.stock.tables import demand_marks, network_stock, reservations, stock_cells
from tests.sync.counter import catch_up, greet, on_server, order, push, quiet_world, rows
from tests.sync.simulator import SimulatedDesk, World

STORES = 24
OTHER = 5  # a store where no desk stands


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path, stores=STORES) as world:
        pack(world)
        yield world


@pytest.fixture
def till(world: World) -> SimulatedDesk:
    return world.desks[1]


def pack(world: World) -> int:
    world.now = Instant(world.now + SECOND)
    packed = Packer(world.server.service).pack()
    for desk in world.desks:
        catch_up(desk)
    return packed


def free(desk: SimulatedDesk, site: int, product: int = 0, hold_id: str = "") -> int:
    """What this desk would promise there."""
    shop = desk.world.shop
    cell = (shop.stores[site], shop.products[product])
    assert desk.store is not None
    now = desk.world.now
    told = desk.store.write(lambda db: supply_of(db, [cell[1]], now=now, hold_id=hold_id))
    return told.free.get(cell, 0)


def test_a_desk_has_the_cells_of_its_own_place_alone(world: World, till: SimulatedDesk) -> None:
    assert {row["site_id"] for row in rows(till, stock_cells)} == {world.shop.stores[1]}
    assert len(rows(till, network_stock)) == len(world.shop.products)


def test_it_promises_what_lies_anywhere(till: SimulatedDesk) -> None:
    assert [free(till, site) for site in range(STORES)] == [6] * STORES


def test_what_is_on_its_way_hides_nothing_that_lies_there(till: SimulatedDesk) -> None:
    """Papers of every place are here, its cells are not."""
    (first, *_), now = till.world.shop.products, till.world.now
    assert till.store is not None
    coming = till.store.write(lambda db: supply_of(db, [first], now=now)).inbound
    sites = [site for site, _ in coming if site in till.world.shop.stores]
    assert len(sites) > 2
    assert {free(till, till.world.shop.stores.index(site)) for site in sites} == {6}


def test_what_is_kept_for_a_draft_elsewhere_counts_beside_what_lies_there(
    till: SimulatedDesk,
) -> None:
    shop = till.world.shop
    units = [HeldUnits(site_id=shop.stores[OTHER], product_id=shop.products[0], quantity=2)]
    asks = AskHold(hold_id="draft", units=units, lasts=LASTS)
    agent = till.world.people["agent"]
    assert till.store is not None
    assert till.store.run(asks, agent, online=True, command_id=till._new_id()).ok
    assert free(till, OTHER) == 4
    assert free(till, OTHER, hold_id="draft") == 6
    push(till)
    pack(till.world)
    assert free(till, OTHER) == 4
    assert free(till, OTHER, hold_id="draft") == 6


def test_its_own_unsent_orders_count(world: World, till: SimulatedDesk) -> None:
    outcome = order(till, site=OTHER, quantity=4)
    assert free(till, OTHER) == 2
    (line,) = rows(till, order_lines, order_id=outcome.result["order_id"])
    assert (line["released"], line["assurance"]) == (4, Assurance.PROVISIONAL.value)
    assert free(world.desks[0], OTHER) == 6


def test_more_than_the_copy_has_waits(till: SimulatedDesk) -> None:
    outcome = order(till, site=OTHER, quantity=7)
    (line,) = rows(till, order_lines, order_id=outcome.result["order_id"])
    assert (line["released"], line["backordered"]) == (6, 1)
    assert free(till, OTHER) == 0


def test_the_server_confirms_by_its_cells_and_tells_all(world: World, till: SimulatedDesk) -> None:
    order(till, site=OTHER, quantity=4)
    catch_up(till)
    assert pack(world) == 1
    assert free(till, OTHER) == free(world.desks[0], OTHER) == 2
    (cell,) = on_server(
        world.server.service,
        stock_cells,
        id=cell_id(world.shop.stores[OTHER], world.shop.products[0]),
    )
    assert cell["reserved"] == 4


def test_a_phone_desk_has_the_claims_of_all_places(world: World, till: SimulatedDesk) -> None:
    order(till, site=OTHER, quantity=4)
    catch_up(till)
    phone = world.desks[0]
    catch_up(phone)
    assert [row["quantity"] for row in rows(phone, reservations)] == [4]


def test_a_copy_that_was_too_hopeful_costs_nobody_a_unit(world: World, till: SimulatedDesk) -> None:
    """Two desks promise the same six units from their copies: the server gives them once."""
    order(till, site=OTHER, quantity=6)
    order(world.desks[0], site=OTHER, quantity=6)
    push(till)
    push(world.desks[0])
    pack(world)
    (cell,) = on_server(
        world.server.service,
        stock_cells,
        id=cell_id(world.shop.stores[OTHER], world.shop.products[0]),
    )
    assert cell["reserved"] == cell["available"] == 6
    lines = on_server(world.server.service, order_lines)
    assert sorted(line["backordered"] for line in lines) == [0, 6]


def test_only_what_moved_is_packed_again(world: World, till: SimulatedDesk) -> None:
    assert pack(world) == 0
    order(till, 3, site=OTHER)
    catch_up(till)
    assert pack(world) == 1


def test_a_process_that_dies_between_two_parts_leaves_them_to_the_next(
    world: World, till: SimulatedDesk
) -> None:
    order(till, site=OTHER)
    push(till)
    service = world.server.service
    part = PackStock(product_ids=[world.shop.products[1]], through=service.ask(followed_to))
    service.run(part)
    assert pack(world) == 1
    assert free(till, OTHER) == 5


def test_a_chain_that_grows_large_leaves_no_old_figures_behind(tmp_path: Path) -> None:
    with quiet_world(tmp_path, stores=19) as world:
        till = world.desks[1]
        greet(till)
        assert len({row["site_id"] for row in rows(till, stock_cells)}) == 20
        new = NewSite(
            id="n" * 32, code="NEW01", name="New", kind="store", time_zone="UTC", currency="IDR"
        )
        world.server.service.run(LoadSites(sites=[new]))
        pack(world)
        greet(till)
        assert {row["site_id"] for row in rows(till, stock_cells)} == {world.shop.stores[1]}
        assert free(till, OTHER) == 6


def test_a_small_chain_packs_nothing(tmp_path: Path) -> None:
    with quiet_world(tmp_path, stores=3) as small:
        assert pack(small) == 0
        assert len({row["site_id"] for row in rows(small.desks[1], stock_cells)}) == 4


def test_a_desk_knows_of_every_place_up_to_when_its_demand_is_known(
    world: World, till: SimulatedDesk
) -> None:
    for site_id in (world.shop.stores[1], world.shop.stores[OTHER]):
        world.server.service.run(ReckonDemand(site_id=site_id))
    catch_up(till)
    assert len(rows(till, demand_marks)) == 2
