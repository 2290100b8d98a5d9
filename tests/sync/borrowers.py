"""Desks of the simulated shop that borrow and give back by themselves, over the same bad network.

`follow(world)` is all that a story needs: it listens to the desks that are there, and says for each
what app/desk/borrowing.py would say. Answers are not waited for: the feed tells.
"""

from collections.abc import Callable
from functools import partial

from sqlalchemy.exc import OperationalError

from app.desk.store import DeskStore
from app.kit.clock import MINUTE, SECOND
from app.server.service import Service
from app.stock.commands import TidyLeases
from app.stock.leases import plan_of
from app.sync import wire
from app.sync.core import Link
from tests.sync.simulator import Crash, SimulatedDesk, World

LOOKS = 20 * MINUTE
TIDIES = 30 * MINUTE


def follow(world: World) -> None:
    for desk in world.desks:
        world.later(LOOKS + desk.number * SECOND, partial(_look, desk))
    world.later(TIDIES, partial(_tidy, world))


def _look(desk: SimulatedDesk) -> None:
    desk.world.later(LOOKS, partial(_look, desk))
    _on_disk(desk, partial(_say, desk))


def _say(desk: SimulatedDesk, store: DeskStore) -> None:
    store.judge_leases()
    if desk.core.link is not Link.ONLINE:
        return
    plan = store.write(plan_of, desk.device_id, desk.site_id)
    if plan.give_back:
        back = wire.GiveBack(request_id=desk._new_id(), lease_ids=list(plan.give_back))
        _send(desk, lambda service: service.give_back(desk.device, back))
    if plan.ask:
        units = [(item.site_id, item.product_id, item.quantity) for item in plan.ask]
        ask = wire.Borrow(request_id=desk._new_id(), units=units)
        _send(desk, lambda service: service.borrow(desk.device, ask))


def _send(desk: SimulatedDesk, request: Callable[[Service], object]) -> None:
    desk.world.message(desk, lambda: _serve(desk.world, request))


def _tidy(world: World) -> None:
    world.later(TIDIES, partial(_tidy, world))
    _serve(world, lambda service: service.run(TidyLeases()))


def _serve(world: World, request: Callable[[Service], object]) -> None:
    try:
        request(world.server.service)
    except Crash:
        world.server.restart()
    except OperationalError as error:
        if "full" not in str(error):
            raise


def _on_disk(desk: SimulatedDesk, work: Callable[[DeskStore], None]) -> None:
    """A disk that is full, or a machine that is off, looks again later."""
    if desk.store is None:
        return
    try:
        work(desk.store)
    except OperationalError as error:
        if "full" not in str(error):
            raise
