"""A desk that borrows and what becomes of it, told step by step; stories for the mutants too."""

from collections.abc import Iterable

import pytest

from app.desk import meeting
from app.desk.store import Outcome
from app.kit.clock import DAY, HOUR, Instant
from app.orders.tables import order_lines
from app.stock.commands import RecordCorrections, StockCorrection, TidyLeases
from app.stock.leases import LASTS, Plan, lease_id, plan_of
from app.stock.ledger import cell_id
from app.stock.tables import leases, stock_cells
from app.sync import wire
from tests.sync.counter import catch_up, on_server, order, rows
from tests.sync.simulator import SimulatedDesk, World


def stock_up(world: World, units: int, product: int = 0, *, site: int = 0) -> None:
    """So many units more at a store (fewer when below 0)."""
    service, shop = world.server.service, world.shop
    found = StockCorrection(
        site_id=shop.stores[site],
        product_id=shop.products[product],
        quantity=units,
        at=service.clock.now(),
    )
    service.run(RecordCorrections(corrections=[found]))


def borrow(desk: SimulatedDesk, units: int, *, request_id: str = "", product: int = 0) -> None:
    """Ask to hold so many, and hear what came of it."""
    ask(desk, units, request_id=request_id, product=product)
    catch_up(desk)


def ask(desk: SimulatedDesk, units: int, *, request_id: str = "", product: int = 0) -> None:
    """The question alone: its answer is lost."""
    shop = desk.world.shop
    request = wire.Borrow(
        request_id=request_id or desk._new_id(),
        units=[(shop.stores[0], shop.products[product], units)],
    )
    desk.world.server.service.borrow(desk.device, request)


def give_back(desk: SimulatedDesk, *, request_id: str = "") -> wire.GiveBack:
    """What a desk gives back by its own plan; the request, so that it may come again."""
    request = wire.GiveBack(
        request_id=request_id or desk._new_id(), lease_ids=list(plan(desk).give_back)
    )
    desk.world.server.service.give_back(desk.device, request)
    catch_up(desk)
    return request


def plan(desk: SimulatedDesk) -> Plan:
    assert desk.store is not None
    desk.store.judge_leases()
    return desk.store.write(plan_of, desk.device_id, desk.site_id)


def tidy(world: World) -> None:
    world.server.service.run(TidyLeases())


def lent(desk: SimulatedDesk, product: int = 0) -> int:
    """What this desk believes to hold."""
    shop = desk.world.shop
    of = lease_id(desk.device_id, shop.stores[0], shop.products[product])
    return sum(row["quantity"] for row in rows(desk, leases, id=of))


def cell(world: World, product: int = 0) -> dict[str, int]:
    key = cell_id(world.shop.stores[0], world.shop.products[product])
    (found,) = on_server(world.server.service, stock_cells, id=key)
    return {name: found[name] for name in ("available", "reserved", "leased")}


def assurance(desk: SimulatedDesk, placed: Outcome) -> str:
    assert placed.ok, placed.refusal
    (line,) = rows(desk, order_lines, order_id=placed.result["order_id"])
    return str(line["assurance"])


def pass_by(world: World, micros: int) -> None:
    world.now = Instant(world.now + micros)


# --- stories: what somebody would notice -------------------------------------------------------


def a_lease_outlived(world: World) -> Iterable[str]:
    """The line is cut for longer than the lease lasts, and somebody sets the desk's clock back."""
    here = world.desks[0]
    stock_up(world, 10)
    borrow(here, 2)
    pass_by(world, LASTS + HOUR)
    here.clock.skew = -5 * DAY
    told = assurance(here, order(here))
    if told != "provisional":
        yield f"a promise on a lease that was over is {told}"


def wall_clock_trusted(patch: pytest.MonkeyPatch, world: World) -> None:
    def by_the_wall(state: dict[str, int], _ms: int, _boot: str) -> int:
        return world.desks[0].clock.now()

    patch.setattr(meeting, "server_time", by_the_wall)
