"""One who abuses the server beside ten who work: how much slower are they for it?

The abuser is a process of its own (`python -m tests.bench.sync.abuse PORT`), so that what it does
with its answers slows nobody. It is told on standard input what to send, works until that ends, and
prints what it heard.
"""

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from app.storage.outbox import Envelope
from app.sync import wire
from tests.bench.measure import Report
from tests.bench.shop import Desk
from tests.support.light import LightDesk, Line

PACE = 0.25  # seconds between two acts of a desk that works
WORK_SECONDS, SHORTEST = 12.0, 2.0
LINES = 16
BATCH = 400  # commands that the abuser sends again and again
SETTLE = 3.0  # seconds in which the abuser uses up what anybody may have at once


class Greed(msgspec.Struct, frozen=True, kw_only=True):
    """What the abuser has to know."""

    proof: str
    replica_id: str
    commands: list[Envelope]


async def measure(
    report: Report, port: int, honest: list[Desk], greedy: Desk, rounds: int, share: float
) -> None:
    """The same work of the same desks, alone and beside one that asks without a pause, in turns."""
    seconds = max(SHORTEST, WORK_SECONDS * share)
    ratios, quiet, loud, told = [], list[float](), list[float](), Counter[int]()
    for _ in range(rounds):
        alone = await _work(port, honest, seconds)
        with _abusing(port, greedy, told):
            await asyncio.sleep(SETTLE)
            beside = await _work(port, honest, seconds)
        ratios.append(_p(beside, 95) / _p(alone, 95))
        quiet += alone
        loud += beside
    for what, walls in (("at work", quiet), ("beside an abuser", loud)):
        report.add(f"{len(honest)} desks {what}, p50", _p(walls, 50), "ms")
        report.add(f"{len(honest)} desks {what}, p95", _p(walls, 95), "ms")
    report.add("an abuser slows the others, p95", statistics.median(ratios), "×", most=1.5)
    report.add("the abuser was answered", told[200], "")
    report.add("the abuser was told to wait (429)", told[429], "")
    report.none("server errors to the abuser (5xx)", sum(told[c] for c in told if c >= 500))


async def _work(port: int, honest: list[Desk], seconds: float) -> list[float]:
    walls: list[float] = []
    until = time.perf_counter() + seconds

    async def act(desk: Desk, n: int) -> None:
        line, chance = Line(port), random.Random(n)
        while time.perf_counter() < until:
            await asyncio.sleep(PACE * (0.5 + chance.random()))
            light = desk.light([chance.random() < 0.5], n)
            began = time.perf_counter()
            while len(light.taken) < 1:
                if (wait := await light.send(line)) is not None:
                    await asyncio.sleep(wait)
            walls.append((time.perf_counter() - began) * 1e3)
        await line.close()

    await asyncio.gather(*(act(desk, n) for n, desk in enumerate(honest)))
    return walls


def _p(walls: list[float], percent: int) -> float:
    return sorted(walls)[len(walls) * percent // 100]


@contextmanager
def _abusing(port: int, desk: Desk, told: Counter[int]) -> Iterator[None]:
    commands = [desk.next_newcomer() for _ in range(BATCH)]
    greed = Greed(proof=desk.proof, replica_id=desk.replica_id, commands=commands)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sync.abuse", str(port)],
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


# --- the abuser ----------------------------------------------------------------------------------


async def _abuse(port: int, greed: Greed, done: asyncio.Event) -> Counter[int]:
    """One device on many lines at once: whole batches, searches, everything again and again."""
    told: Counter[int] = Counter()
    whole = msgspec.json.encode(wire.Snapshot(since=0))
    light = LightDesk(
        proof=greed.proof,
        replica_id=greed.replica_id,
        outbox=greed.commands,
        chance=random.Random(0),
    )

    async def ask(method: Callable[[Line], Awaitable[int]]) -> None:
        line = Line(port)
        while not done.is_set():
            with suppress(ConnectionError):
                told[await method(line)] += 1
        await line.close()

    async def send(line: Line) -> int:
        before = dict(light.heard)
        await light.send(line)
        if len(light.taken) == len(light.outbox):
            light.taken.clear()  # all of it again: known to the server, and work all the same
        return next(code for code, n in light.heard.items() if n != before.get(code, 0))

    async def look(line: Line) -> int:
        return (await line.get("/v1/search?q=siti", greed.proof)).status

    async def take_all(line: Line) -> int:
        return (await line.post("/v1/snapshot", whole, greed.proof)).status

    acts = [send, look, look, take_all]
    asking = [asyncio.create_task(ask(acts[n % len(acts)])) for n in range(LINES)]
    await done.wait()
    for each in asking:
        each.cancel()  # some would wait for ten seconds to be told no
    await asyncio.gather(*asking, return_exceptions=True)
    return told


async def _main(port: int) -> Counter[int]:
    greed = msgspec.json.decode(sys.stdin.buffer.readline(), type=Greed)
    done = asyncio.Event()

    def ended() -> None:
        if not sys.stdin.buffer.read1():
            done.set()

    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended)
    return await _abuse(port, greed, done)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_main(int(sys.argv[1])))))
