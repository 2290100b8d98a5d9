"""Whose turn is it at this process: writers one by one, and no caller has all the places."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum
from math import ceil
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from app.kit.errors import Refusal
from app.server.budget import Budget

T = TypeVar("T")
WRITERS = 4  # on PostgreSQL: a command is half Python, which runs one at a time, half waiting
READERS = 16  # with the writers, snapshots and jobs less than the engine has connections
PAUSE = 1.0  # seconds that one who asks too much is kept waiting before the no
REQUEST_COSTS = 0.002  # seconds of work around an answer: HTTP, the proof of the device


class Line(Enum):
    """What a caller may have under way, each kind in a line of its own."""

    COMMANDS = "commands"
    QUESTIONS = "questions"
    SNAPSHOT = "snapshot"


AT_ONCE = {
    Line.COMMANDS: 1,  # they have an order, and the database would let only one of them on
    Line.QUESTIONS: 4,  # a screen asks two or three things when it opens
    Line.SNAPSHOT: 1,
}


class Turns:
    """Who reads and writes queues here and not at the database, which serves whom it likes: of 40
    threads at SQLite's one lock some were told that it is busy, and mails waited for minutes."""

    def __init__(self, *, writers: int = WRITERS) -> None:
        self._writers = asyncio.Semaphore(writers)  # serves in the order of asking
        self._readers = asyncio.Semaphore(READERS)

    async def write(self, act: Callable[..., T], *args: object) -> T:
        """One transaction, in its turn."""
        async with self._writers:
            return await run_in_threadpool(act, *args)

    async def read(self, act: Callable[..., T], *args: object) -> T:
        async with self._readers:
            return await run_in_threadpool(act, *args)


class Meter:
    """How long threads really worked on one request; who waits for his turn pays nothing."""

    def __init__(self) -> None:
        self.spent = REQUEST_COSTS

    def timed(self, act: Callable[..., T]) -> Callable[..., T]:
        def timing(*args: object) -> T:
            begun = time.thread_time()
            try:
                return act(*args)
            finally:
                self.spent += time.thread_time() - begun

        return timing


class Callers:
    """What each caller has under way. A caller is its proof: nobody uses up another's places."""

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget or Budget()
        self._lines: dict[tuple[str, Line], tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def place(self, caller: str, line: Line = Line.QUESTIONS) -> AsyncIterator[Meter]:
        """One of this caller's places in a line, once it is free.

        Refusal('busy', seconds) when it had more than its share while others are there.
        """
        meter = Meter()
        async with self.line(caller, line):
            await self._patience(caller)
            try:
                yield meter
            finally:
                self.spend(caller, meter)

    def spend(self, caller: str, meter: Meter) -> None:
        self._budget.spend(caller, meter.spent, asyncio.get_running_loop().time())

    @asynccontextmanager
    async def line(self, caller: str, line: Line) -> AsyncIterator[None]:
        """A line that nobody stands in is forgotten: callers come and go for years."""
        empty = (asyncio.Semaphore(AT_ONCE[line]), 0)
        places, standing = self._lines.get((caller, line), empty)
        self._lines[caller, line] = (places, standing + 1)
        try:
            async with places:
                yield
        finally:
            places, standing = self._lines.pop((caller, line))
            if standing > 1:
                self._lines[caller, line] = (places, standing - 1)

    async def _patience(self, caller: str) -> None:
        if wait := self._budget.wait(caller, asyncio.get_running_loop().time()):
            await asyncio.sleep(min(wait, PAUSE))
            if wait > PAUSE:
                raise Refusal("busy", seconds=ceil(wait - PAUSE))
