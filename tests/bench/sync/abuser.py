"""The abuser, in a process of its own so that what it does with its answers slows nobody:
`python -m tests.bench.sync.abuser PORT`. It is told on standard input what to send, works until
that ends, and prints what it heard.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

import msgspec

from app.sync import wire
from tests.bench.sync.abuse import Greed
from tests.support.light import Line

LINES = 16


async def _abuse(port: int, greed: Greed, done: asyncio.Event) -> Counter[int]:
    """One device on many lines at once: whole batches, searches, everything again and again."""
    told: Counter[int] = Counter()
    whole = msgspec.json.encode(wire.Snapshot(since=0))
    batch = msgspec.json.encode(wire.Commands(replica_id=greed.replica_id, commands=greed.commands))

    async def ask(method: Callable[[Line], Awaitable[int]]) -> None:
        line = Line(port)
        while not done.is_set():
            with suppress(ConnectionError):
                told[await method(line)] += 1
        await line.close()

    async def send(line: Line) -> int:
        """All of it again and again: known to the server, and work all the same."""
        return (await line.post("/v1/commands", batch, greed.proof)).status

    async def look(line: Line) -> int:
        return (await line.get("/v1/search?q=siti", greed.proof)).status

    async def take_all(line: Line) -> int:
        return (await line.post("/v1/snapshot", whole, greed.proof)).status

    acts = [send, look, look, take_all]
    asking = [asyncio.create_task(ask(acts[n % len(acts)])) for n in range(LINES)]
    await done.wait()
    for each in asking:
        each.cancel()  # some would wait for ten seconds to be told no
    for ended in await asyncio.gather(*asking, return_exceptions=True):
        if not isinstance(ended, asyncio.CancelledError):
            raise RuntimeError("the abuser gave up") from (ended or None)
    return told


async def _main(port: int) -> Counter[int]:
    greed = msgspec.json.decode(sys.stdin.buffer.readline(), type=Greed)
    done = asyncio.Event()

    def ended() -> None:
        if not os.read(sys.stdin.fileno(), 1):
            done.set()

    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended)
    return await _abuse(port, greed, done)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_main(int(sys.argv[1])))))
