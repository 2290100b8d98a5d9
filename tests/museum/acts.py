"""What the tests of the museum do with a shop: order, restart, send at once, break a handler."""

import threading
from dataclasses import replace
from typing import Any

from app.desk.store import DeskStore, Outcome
from app.features import COMMANDS, REGISTER, SUBSCRIBERS
from app.kit.clock import SECOND, Instant
from app.orders.tables import orders
from app.storage.commands import Register
from tests.sync.counter import on_server
from tests.sync.simulator import KEY, SimulatedDesk, World


class PowerCut(BaseException):
    pass


def store_of(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


def restart(desk: SimulatedDesk, dies_at: str = "") -> DeskStore:
    """The computer was switched off and on; it may die again at a named place."""

    def passing(name: str) -> None:
        if name == dies_at:
            raise PowerCut

    store_of(desk).abandon()
    desk.store = DeskStore(
        desk._profile, KEY, REGISTER, desk.clock, desk._new_id, failpoint=passing
    )
    return desk.store


def place(desk: SimulatedDesk, command: Any, command_id: str = "") -> Outcome:
    desk.world.now = Instant(desk.world.now + SECOND)
    user = desk.world.shop.users["agent"]
    command_id = command_id or desk._new_id()
    return store_of(desk).run(command, user, online=False, command_id=command_id)


def numbers_on_server(world: World) -> list[str]:
    return [row["number"] for row in on_server(world.server.service, orders)]


def broken(kind: str) -> Register:
    def fail(_uow: object, _command: object) -> dict[str, Any]:
        raise ZeroDivisionError

    specs = [replace(spec, handler=fail) if spec.kind == kind else spec for spec in COMMANDS]
    return Register(specs, SUBSCRIBERS)


def together(count: int, work: Any) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
