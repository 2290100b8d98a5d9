"""One seed from the first order to the last check: what the simulation promises of every seed."""

import random
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.insights.verify.books import Books
from app.insights.verify.runs import verify_desk, verify_pair, verify_server
from app.kit.clock import HOUR, MINUTE
from app.server.verify_cli import parts_of
from app.storage.engine import desk_engine, reading
from app.sync.tables import commands
from tests.sync.simulator import KEY, Weather, World, fingerprint
from tests.sync.staff import act

COMMANDS = 150
MOST_ACTS = 3_000  # a story that cannot do its commands in so many tries is stuck


@dataclass(frozen=True, slots=True)
class Ending:
    seed: int
    violations: tuple[str, ...]
    fingerprint: str
    commands: int
    crashes: int
    lost_messages: int


def tell(
    folder: Path, seed: int, *, wanted: int = COMMANDS, weather: Weather | None = None
) -> Ending:
    """Play one seed in `folder` and check everything once all is quiet."""
    world = World(folder, seed, weather=weather)
    try:
        acts = 0
        while world.stats.commands < wanted and acts < MOST_ACTS:
            acts += 1
            _step(world)
        violations = list(_check(world, settled=world.settle()))
        if acts == MOST_ACTS:
            violations.append("stuck: too few commands could be done")
        return Ending(
            seed,
            tuple(violations),
            fingerprint(world),
            world.stats.commands,
            world.stats.crashes,
            world.stats.lost_messages,
        )
    finally:
        world.close()


def _step(world: World) -> None:
    chance: random.Random = world.random
    world.run_until(world.now + chance.randrange(1, 58) * MINUTE)
    desk = chance.choice(world.desks)
    if chance.random() < world.weather.partition:
        desk.cut_until = world.now + chance.randrange(1, 24) * HOUR
    if chance.random() < world.weather.clock_jump:
        desk.clock.skew = chance.choice([-24 * HOUR, -4 * MINUTE, 0, 4 * MINUTE, 24 * HOUR])
    act(world, desk)


def _check(world: World, *, settled: bool) -> list[str]:
    found: list[str] = []
    if not settled:
        found.append("stuck: the desks never came to rest")
    service = world.server.service
    with service.engine.begin() as db:
        known = set(db.execute(sa.select(commands.c.command_id)).scalars())
        held = db.execute(
            sa.select(commands.c.kind, commands.c.receipt).where(commands.c.status == "quarantined")
        ).all()
    found += [f"lost: {command_id}" for command_id in world.stats.saved if command_id not in known]
    found += [
        f"quarantined: {kind} {receipt}" for kind, receipt in held if "handler_failed" in receipt
    ]
    found += [_words(result) for result in verify_server(service.engine) if result.ok is False]
    for desk in world.desks:
        if desk.store is None:
            found.append(f"desk {desk.number} is still off")
            continue
        engine = desk_engine(desk.folder / "desk.db", KEY, read_only=True)
        with reading(service.engine) as db, db.begin():
            checks = [*verify_desk(engine), *verify_pair(engine, Books(db, parts_of))]
        found += [
            f"desk {desk.number}: {_words(result)}" for result in checks if result.ok is False
        ]
        engine.dispose()
    return found


def _words(result: object) -> str:
    told = getattr(result, "violations", ())
    return f"{getattr(result, 'id', '?')} {told[:3]}"
