"""One seed from the first order to the last check: what the simulation promises of every seed."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.kit.clock import MINUTE
from tests.sync import money
from tests.sync.checks import at_rest, digest, under_way
from tests.sync.simulator import Stats, Weather, World
from tests.sync.speed import empty_logs, light_cipher
from tests.sync.staff import act
from tests.sync.storms import strike

DESKS, STORES = 12, 4
NEW_DESKS = 2  # so many have yet to read the shop for the first time
COMMANDS = 150
MOST_ACTS = 3_000  # a story that cannot do its commands in so many tries is stuck
TENDED = 0.05  # of the times: every six hours or so
PAID = 0.02  # of the times: a customer uses a pay link
LOOK_EVERY = 60  # commands between two looks at the books while everything is moving


@dataclass(frozen=True, slots=True)
class Ending:
    seed: int
    violations: tuple[str, ...]
    digest: str  # of all that stands in all databases, when it was asked for
    stats: Stats


@light_cipher()
def tell(
    folder: Path,
    seed: int,
    *,
    wanted: int = COMMANDS,
    stores: int = STORES,
    weather: Weather | None = None,
    with_digest: bool = False,
    begin: Callable[[World], None] = lambda _world: None,
) -> Ending:
    """Play one seed in `folder`, look at the books on the way and at everything once all is quiet.

    `begin` is called before the first act: mutants take their rule out there.
    """
    world = World(
        folder,
        seed,
        desks=DESKS,
        stores=stores,
        read=DESKS - NEW_DESKS,
        weather=weather,
        light=True,
    )
    violations: list[str] = []
    try:
        begin(world)
        violations += play(world, wanted)
        violations += at_rest(world, settled=world.settle())
    except Exception:
        # A bug that flies is a violation like another: the seed tells it, the others go on.
        violations.append(f"broke: {traceback.format_exc(limit=-4)}")
    finally:
        told = digest(world) if with_digest else ""
        empty_logs(folder)
        world.close()
    return Ending(seed, tuple(violations), told, world.stats)


def play(world: World, wanted: int) -> list[str]:
    """Acts until so many commands are done; what was wrong on the way."""
    found: list[str] = []
    acts = looked = 0
    while world.stats.commands < wanted:
        acts += 1
        if acts > MOST_ACTS:
            return [*found, "stuck: too few commands could be done"]
        step(world)
        if world.stats.commands >= looked + LOOK_EVERY:
            looked = world.stats.commands
            found += under_way(world)
    return found


def step(world: World) -> None:
    """Some time passes, something happens to somebody, somebody does something."""
    chance = world.random
    world.run_until(world.now + chance.choice((1, 2, chance.randrange(3, 56))) * MINUTE)
    desk = chance.choice(world.desks)
    strike(world, desk)
    act(world, desk)
    if chance.random() < TENDED:
        world.server.tend()
    if chance.random() < PAID:
        money.link_paid(world)
