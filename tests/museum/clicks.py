"""Many people who place orders at once, and press twice: is each order there once?

A few in the tests; eight people with a thousand each by `scripts/campaign museum clicks`.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.identity.devices import Device
from app.insights.verify.runs import verify_server
from app.orders.tables import orders
from app.sync import wire
from tests.museum.acts import store_of, together
from tests.sync.counter import catch_up, on_server, order, quiet_world
from tests.sync.simulator import SimulatedDesk, World

BATCH = 50


def double_clicks(folder: Path, *, people: int, orders_each: int) -> list[str]:
    """What is wrong afterwards: an order twice, missing, or under a number that another one has."""
    wrong: list[str] = []
    with quiet_world(folder, desks=people) as world:
        told: list[str] = []
        for done in range(0, orders_each, BATCH):
            for desk in world.desks:
                for _ in range(min(BATCH, orders_each - done)):
                    told.append(_clicked_twice(desk))
            # Each queue is on its way twice, all of them at the same moment.
            batches = [(desk.device, _queue(desk)) for desk in world.desks for _ in range(2)]
            together(len(batches), partial(_send, world, batches))
            for desk in world.desks:
                catch_up(desk)
        service = world.server.service
        there = [row["number"] for row in on_server(service, orders)]
        if Counter(there) != Counter(told):
            wrong.append(f"{len(told)} were told, {len(there)} are there")
        wrong += [f"{number} is there {n} times" for number, n in Counter(there).items() if n > 1]
        wrong += [each.says for each in verify_server(service.engine) if each.ok is False]
    return wrong


def _send(world: World, batches: Sequence[tuple[Device, wire.Commands]], at: int) -> None:
    world.server.service.take(*batches[at])


def _clicked_twice(desk: SimulatedDesk) -> str:
    command_id = desk._new_id()
    first = order(desk, desk.number % 8, command_id=command_id)
    second = order(desk, desk.number % 8, command_id=command_id)
    assert second.refusal is not None
    assert second.refusal.code == "already_done"
    return str(first.result["number"])


def _queue(desk: SimulatedDesk) -> wire.Commands:
    store = store_of(desk)
    return wire.Commands(replica_id=store.cursor().replica_id, commands=store.batch(0, 200))
