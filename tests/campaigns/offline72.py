"""Three desks alone for three days: `scripts/campaign offline72 --hours H --orders N --seed S`.

Real stores, handlers and server on a clock of their own. Each desk takes orders round the clock and
hands some over; head office sells, cancels, ends a promotion and dismisses somebody meanwhile. When
the line is back everything must be up and down within ten minutes, each planted conflict must be a
case, and every other command must be through.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.cases.states import CaseState
from app.cases.tables import cases
from app.identity.model import GRANT_LASTS
from app.insights.verify.books import Books
from app.insights.verify.runs import verify_desk, verify_pair, verify_server
from app.kit.clock import HOUR, MINUTE, SECOND
from app.orders.states import Method
from app.orders.tables import orders
from app.server.verify_cli import parts_of
from app.storage.engine import desk_engine, reading
from app.storage.outbox import pending
from app.sync.core import Tick
from app.sync.tables import commands
from tests.campaigns import _report
from tests.campaigns._offline import planted as plant
from tests.campaigns._offline.counter import hand_over, make_ready, place, receive, told_price
from tests.support.memory import memory
from tests.sync.simulator import CALM, KEY, SimulatedDesk, World

DESKS = 3
DRAINED_WITHIN = 600  # seconds
STEP = 2 * SECOND
GOODS = 8


@dataclass(slots=True)
class Outcome:
    told: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def play(folder: Path, *, hours: int, a_day: int, seed: int) -> Outcome:
    """Everything in one thread: the work of three desks and the server is added up, not shared."""
    world = World(folder, seed, desks=DESKS + 1, stores=DESKS, weather=CALM)
    try:
        central, *desks = world.desks  # the first is the telephone desk, which holds all orders
        planted = plant.Planted()
        for product in range(1, GOODS):
            receive(world, world.shop.stores, product, 100_000)
        _rest(world)
        plant.before(desks, planted)
        _rest(world)
        before = set(world.stats.saved)
        spent = _alone(world, desks, central, planted, hours, a_day, random.Random(seed))
        return _judged(world, planted, before, spent, _drain(world, desks))
    finally:
        world.close()


def _rest(world: World) -> None:
    settled = world.settle()
    assert settled, "the desks never came to rest while the line was there"


def _alone(
    world: World,
    desks: list[SimulatedDesk],
    central: SimulatedDesk,
    planted: plant.Planted,
    hours: int,
    a_day: int,
    chance: random.Random,
) -> float:
    """The time without a line; seconds that it took the computer."""
    begun = time.monotonic()
    end = world.now + hours * HOUR - MINUTE
    assert hours * HOUR <= GRANT_LASTS
    for desk in desks:
        desk.cut_until = end + MINUTE
    world.run_until(world.now + MINUTE)
    plant.meanwhile(world, central, planted)
    world.run_until(world.now + MINUTE)  # what a manager did before the dismissal stands
    plant.dismiss(world, "manager")
    plant.without_a_line(desks, planted)
    orders_each = a_day * hours // 24
    every = (end - world.now) // orders_each
    for n in range(orders_each):
        for desk in desks:
            _one_customer(desk, n, chance)
        world.run_until(world.now + every)
        if n % 100 == 99:
            print(f"{n + 1} orders a desk", file=sys.stderr, flush=True)
    return time.monotonic() - begun


def _one_customer(desk: SimulatedDesk, n: int, chance: random.Random) -> None:
    """Half carry it out at once; of those who come back for it a third come while we look."""
    product = chance.randrange(3, GOODS)
    if chance.random() < 0.5:
        place(desk, product, method=Method.CARRY_OUT)
        return
    _, order_id = place(desk, product)
    if n % 3 == 0:
        hand_over(desk, make_ready(desk, order_id), told_price(desk, product, 1))


@dataclass(frozen=True, slots=True)
class Drained:
    commands: int
    quiet: bool
    simulated: float  # seconds of the line: delays of messages, back-off
    computed: float  # seconds of this computer, desks and server one after the other


def _drain(world: World, desks: list[SimulatedDesk]) -> Drained:
    waiting = sum(len(desk.store.write(pending)) for desk in desks if desk.store is not None)
    begun, since = time.monotonic(), world.now
    for desk in desks:
        desk.cut_until = 0
        desk.wake()
    until = since + DRAINED_WITHIN * SECOND
    quiet = False
    while not quiet and world.now < until:
        world.run_until(world.now + STEP)
        for desk in desks:
            desk._step(Tick())  # as the loop of a desk does each second
        quiet = world.quiet()
    return Drained(waiting, quiet, (world.now - since) / SECOND, time.monotonic() - begun)


def _judged(
    world: World, planted: plant.Planted, before: set[str], spent: float, drained: Drained
) -> Outcome:
    ask: Callable[..., Any] = world.server.service.ask
    found = ask(lambda db: db.execute(sa.select(commands.c.command_id, commands.c.status)).all())
    status = {row.command_id: row.status for row in found}
    rows = ask(lambda db: db.execute(sa.select(cases)).mappings().all())
    open_kinds: dict[str, set[str]] = {}
    for row in rows:
        if row["state"] == CaseState.OPEN.value:
            open_kinds.setdefault(row["command_id"], set()).add(row["kind"])
    numbers = Counter(ask(lambda db: db.execute(sa.select(orders.c.number)).scalars().all()))
    seconds = drained.simulated + drained.computed
    wrong = [] if drained.quiet else ["stuck: the desks never came to rest"]
    wrong += [f"lost: {each}" for each in sorted(world.stats.saved.keys() - status.keys())]
    wrong += _unsound(world)
    if seconds > DRAINED_WITHIN:
        wrong.append(f"drained in {seconds:.0f} s")
    wrong += [f"{count} times: {number}" for number, count in numbers.items() if count > 1]
    for command_id, kinds in planted.expected.items():
        if not kinds & open_kinds.get(command_id, set()):
            wrong.append(f"no case {sorted(kinds)}: {command_id} {status.get(command_id)}")
    alone = world.stats.saved.keys() - before
    for command_id in sorted(alone - planted.expected.keys()):
        if status.get(command_id) != "accepted" or command_id in open_kinds:
            told = open_kinds.get(command_id)
            wrong.append(f"not through: {command_id} {status.get(command_id)} {told}")
    expected = Counter(kind for kinds in planted.expected.values() for kind in kinds)
    return Outcome(
        {
            "commands": drained.commands,
            "orders": numbers.total(),
            "conflicts_planted": len(planted.expected),
            **{f"planted_{kind.value}": count for kind, count in sorted(expected.items())},
            "cases_open": sum(len(kinds) for kinds in open_kinds.values()),
            "seconds_of_work": round(spent, 1),
            "drained_seconds": round(seconds, 1),
            "of_these_on_the_line": round(drained.simulated, 1),
            "of_these_computing": round(drained.computed, 1),
        },
        wrong,
    )


def _unsound(world: World) -> list[str]:
    """What verify finds in the server's books, and in each desk beside them."""
    server = world.server.service.engine
    found = list(verify_server(server))
    for desk in world.desks:
        engine = desk_engine(desk.folder / "desk.db", KEY, read_only=True)
        with reading(server) as db, db.begin():
            found += [*verify_desk(engine), *verify_pair(engine, Books(db, parts_of))]
        engine.dispose()
    return [f"verify: {one.id} {one.violations[:3]}" for one in found if one.ok is False]


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign offline72")
    parser.add_argument("--hours", type=int, default=72)
    parser.add_argument("--orders", type=int, default=400, help="a day, at each of three desks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-72-", dir=memory()) as made:
        done = play(Path(made), hours=options.hours, a_day=options.orders, seed=options.seed)
    summary = {
        "summary": "offline72",
        "ok": not done.wrong,
        "hours": options.hours,
        "orders_a_day": options.orders,
        "seed": options.seed,
        **done.told,
        "wrong": len(done.wrong),
        "seconds": round(time.monotonic() - begun, 1),
    }
    for line in done.wrong[:60]:
        print(line, flush=True)
    print(json.dumps(summary), flush=True)
    if options.report is not None:
        command = f"scripts/campaign offline72 --hours {options.hours} --orders {options.orders}"
        told = {name.replace("_", " "): value for name, value in summary.items()}
        del told["summary"]
        _report.write(
            options.report,
            [
                *_report.heading("Three desks alone", f"{command} --seed {options.seed}"),
                "",
                "Real stores, handlers and server on a clock of their own. The seconds of draining",
                "are those of the line and those of the computer added up, in one thread.",
                *_report.figures(told),
                *_report.listed(done.wrong),
            ],
        )
    return 1 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
