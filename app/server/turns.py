"""Whose turn is it at this process: in the order of asking; the greedy when nobody else asks."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import Enum
from functools import partial
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from app.kit.errors import Refusal
from app.server.budget import Budget, Crowd, Lived

T = TypeVar("T")
WRITERS = 4  # on PostgreSQL: a command is half Python, which runs one at a time, half waiting
READERS = 16  # with the writers, snapshots and jobs less than the engine has connections
ACT_COSTS = 0.001  # seconds of work around an act: HTTP, the hop to a thread
STEPS_BACK = 1.0  # seconds at most that one act of a greedy caller waits for the others
IN_LINE = 10.0  # seconds that a request waits for others of its caller; then it is told no
BUSY_SECONDS = 5  # when it may come again
HOUSE = "house"  # who asks for what the server does by itself


class Line(Enum):
    """What a caller may have under way, each kind in a line of its own."""

    COMMANDS = "commands"
    QUESTIONS = "questions"
    NEWS = "news"
    SNAPSHOT = "snapshot"


# How many of one caller are served at once. Threads share one interpreter: each more that a caller
# has makes the acts of all others wait for it, each time they ask the database.
AT_ONCE = {Line.COMMANDS: 1, Line.QUESTIONS: 2, Line.NEWS: 1, Line.SNAPSHOT: 1}


class Turns:
    """Who reads and writes queues here and not at the database, which serves whom it likes: of 40
    threads at SQLite's one lock some were told that it is busy, and mails waited for minutes.

    A caller is its proof, right or wrong: nobody uses up another's places.
    """

    def __init__(
        self,
        *,
        writers: int = WRITERS,
        budget: Budget | None = None,
        in_line: float = IN_LINE,
    ) -> None:
        self._writers = asyncio.Semaphore(writers)  # serves in the order of asking
        self._readers = asyncio.Semaphore(READERS)
        self._budget = budget or Budget()
        self._in_line = in_line
        self._lived: Lived | None = None  # from the first question on
        self._working = 0  # acts under way
        self._crowd = Crowd()
        self._lines: dict[tuple[str, Line], tuple[asyncio.Semaphore, int]] = {}
        # requests and acts under way of each caller that was within its share when they began
        self._modest = Counter[str]()
        self._one_less = asyncio.Event()
        self._served = Crowd()  # those of them who are at work, as of their end
        self._greedy = asyncio.Semaphore(1)
        self._rests_until = 0.0

    async def write(self, caller: str, act: Callable[..., T], *args: object) -> T:
        """One transaction, in its turn."""
        return await self._in_turn(self._writers, caller, partial(act, *args))

    async def read(self, caller: str, act: Callable[..., T], *args: object) -> T:
        return await self._in_turn(self._readers, caller, partial(act, *args))

    @asynccontextmanager
    async def line(self, caller: str, line: Line) -> AsyncIterator[None]:
        """One of this caller's places, once it is free. Refusal('busy', seconds) when its others
        keep it for too long. A line that nobody stands in is forgotten."""
        if line is not Line.NEWS:  # of one act all hear: that makes nobody's share smaller
            self._crowd.asks(caller, _now())
        places, standing = self._lines.get((caller, line), (asyncio.Semaphore(AT_ONCE[line]), 0))
        self._lines[caller, line] = (places, standing + 1)
        try:
            await self._enter(places)
            try:
                with self._asking(caller):
                    yield
            finally:
                places.release()
        finally:
            places, standing = self._lines.pop((caller, line))
            if standing > 1:
                self._lines[caller, line] = (places, standing - 1)

    async def _enter(self, places: asyncio.Semaphore) -> None:
        try:
            await asyncio.wait_for(places.acquire(), self._in_line)
        except TimeoutError:
            raise Refusal("busy", seconds=BUSY_SECONDS) from None

    async def _in_turn(self, places: asyncio.Semaphore, caller: str, act: Callable[[], T]) -> T:
        if self._is_greedy(caller):
            async with self._greedy:
                await self._step_back(caller)
                begun = _now()
                try:
                    return await self._work(places, caller, act)
                finally:
                    # as long as the others need for theirs: then it has its share
                    rests = self._crowd.parts(_now()) - 1
                    self._rests_until = _now() + rests * (_now() - begun)
        with self._asking(caller):
            return await self._work(places, caller, act)

    @contextmanager
    def _asking(self, caller: str) -> Iterator[None]:
        """From the first act of a request to its last, so that nobody slips in between them."""
        if self._is_greedy(caller):
            yield
            return
        self._modest[caller] += 1
        try:
            yield
        finally:
            self._modest[caller] -= 1
            if not self._modest[caller]:
                del self._modest[caller]
                self._one_less.set()
            if self._crowd.has(caller):  # of one act all hear: nobody rests for that
                self._served.asks(caller, _now())

    def _is_greedy(self, caller: str) -> bool:
        return caller != HOUSE and self._budget.over(caller, self._now_lived())

    async def _step_back(self, caller: str) -> None:
        """Until nobody else is served, and a while longer when somebody was just now: else whoever
        asks next would always meet an act that is under way."""
        until = _now() + STEPS_BACK
        if self._served.others(caller, _now()):
            await asyncio.sleep(min(self._rests_until, until) - _now())
        while self._modest.keys() - {caller} and (left := until - _now()) > 0:
            self._one_less.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._one_less.wait(), left)

    async def _work(self, places: asyncio.Semaphore, caller: str, act: Callable[[], T]) -> T:
        """In a thread; its CPU time counts, so that who waits for his turn pays nothing."""
        spent = ACT_COSTS

        def timed() -> T:
            nonlocal spent
            begun = time.thread_time()
            try:
                return act()
            finally:
                spent += time.thread_time() - begun

        async with places:
            self._now_lived()
            self._working += 1
            try:
                return await run_in_threadpool(timed)
            finally:
                self._budget.spend(caller, spent, self._now_lived())
                self._working -= 1

    def _now_lived(self) -> float:
        if self._lived is None:
            self._lived = Lived(_now())
        parts = self._crowd.parts(_now())
        return self._lived.until(_now(), working=self._working > 0, parts=parts)


def _now() -> float:
    return asyncio.get_running_loop().time()
