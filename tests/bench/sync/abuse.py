"""One who abuses the server (abuser.py) beside ten who work: how much slower are they for it?"""

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.storage.outbox import Envelope
from app.sync import wire
from tests.bench.measure import Report, cpu_of
from tests.bench.shop import Desk
from tests.support.light import Line
from tests.support.served import Served

PACE = 0.25  # seconds between two acts of a desk that works
WORK_SECONDS, SHORTEST = 12.0, 2.0
BATCH = wire.BATCH_COMMANDS  # commands that the abuser sends again and again
SETTLE = 3.0  # seconds in which the abuser uses up what anybody may have at once


class Greed(msgspec.Struct, frozen=True, kw_only=True):
    """What the abuser has to know."""

    proof: str
    replica_id: str
    commands: list[Envelope]


class Waited(NamedTuple):
    """How long one act took, and what the server did from its asking to its answer: that says the
    same on a machine that has other work."""

    wall_ms: float
    cpu_ms: float


async def measure(
    report: Report, server: Served, honest: list[Desk], greedy: Desk, rounds: int, share: float
) -> None:
    """The same work of the same desks, alone and beside one that asks without a pause, in turns."""
    seconds = max(SHORTEST, WORK_SECONDS * share)
    pairs, told = list[tuple[list[Waited], list[Waited]]](), Counter[int]()
    for _ in range(rounds):
        alone = await _work(server, honest, seconds)
        with _abusing(server.port, greedy, told):
            await asyncio.sleep(SETTLE)
            pairs.append((alone, await _work(server, honest, seconds)))
    for n, what in enumerate(("at work", "beside an abuser")):
        acts = [act for pair in pairs for act in pair[n]]
        for percent in (50, 95):
            wall = _p([act.wall_ms for act in acts], percent)
            report.add(f"{len(honest)} desks {what}, p{percent}", wall, "ms")
        cpu = _p([act.cpu_ms for act in acts], 95)
        report.add(f"{len(honest)} desks {what}, server meanwhile, p95", cpu, "CPU-ms")
    slower = _slower(pairs, lambda act: act.wall_ms)
    report.add("an abuser slows the others, p95", slower, "×", most=1.5)
    busier = _slower(pairs, lambda act: act.cpu_ms)
    report.add("the server does more meanwhile, p95", busier, "×")
    report.add("the abuser was answered", told[200], "")
    report.add("the abuser was told to wait (429)", told[429], "")
    report.none("server errors to the abuser (5xx)", sum(told[c] for c in told if c >= 500))


def _slower(
    pairs: list[tuple[list[Waited], list[Waited]]], figure: Callable[[Waited], float]
) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(
        _p([figure(act) for act in beside], 95) / _p([figure(act) for act in alone], 95)
        for alone, beside in pairs
    )


async def _work(server: Served, honest: list[Desk], seconds: float) -> list[Waited]:
    acts: list[Waited] = []
    until = time.perf_counter() + seconds

    async def act(desk: Desk, n: int) -> None:
        line, chance = Line(server.port), random.Random(n)
        while time.perf_counter() < until:
            await asyncio.sleep(PACE * (0.5 + chance.random()))
            light = desk.light([chance.random() < 0.5], n)
            began, spent = time.perf_counter(), cpu_of(server.pid)
            while len(light.taken) < 1:
                if (wait := await light.send(line)) is not None:
                    await asyncio.sleep(wait)
            wall, cpu = time.perf_counter() - began, cpu_of(server.pid) - spent
            acts.append(Waited(wall * 1e3, cpu * 1e3))
        await line.close()

    await asyncio.gather(*(act(desk, n) for n, desk in enumerate(honest)))
    return acts


def _p(walls: list[float], percent: int) -> float:
    return sorted(walls)[len(walls) * percent // 100]


@contextmanager
def _abusing(port: int, desk: Desk, told: Counter[int]) -> Iterator[None]:
    commands = [desk.next_newcomer() for _ in range(BATCH)]
    greed = Greed(proof=desk.proof, replica_id=desk.replica_id, commands=commands)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sync.abuser", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert child.stdin is not None
    child.stdin.write(msgspec.json.encode(greed) + b"\n")
    child.stdin.flush()
    try:
        yield
    finally:
        heard, _ = child.communicate()
    told.update({int(code): n for code, n in json.loads(heard).items()})
