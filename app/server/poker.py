"""How do those who wait hear that the feed grew? One look for all of them, not one each."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

log = logging.getLogger("gerai.poker")
LOOK = 0.1  # seconds between looks at what other processes committed: 1 ms of work each
GATHER = 0.05  # seconds between two pokes: 300 desks are woken 20 times a second, not 200
NOBODY = 0.5  # seconds between looks while nobody waits


class Poker:
    """Everybody who waits for the feed to grow: woken by our own commits, else by looking."""

    def __init__(self, head: Callable[[], int], *, look: float = LOOK) -> None:
        """`head()` gives the feed's number; it is asked in a thread."""
        self.seq = 0
        self._head, self._look = head, look
        self._grown = asyncio.Event()
        self._poked = asyncio.Event()
        self._waiting = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self) -> None:
        """For as long as the server runs; cancel to end. A database that is away is waited for."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._poked.clear()
            try:
                seq = await run_in_threadpool(self._head)
            except SQLAlchemyError as error:
                log.error("the poker waits for the database: %s", type(error).__name__)
            else:
                if seq != self.seq:
                    self.seq = seq
                    self._grown.set()
                    self._grown = asyncio.Event()
            await asyncio.sleep(GATHER)
            await _until(self._poked, self._look if self._waiting else NOBODY)

    def poke(self) -> None:
        """This process committed something. May be called by any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._poked.set)

    async def grown(self, seconds: float) -> None:
        """Return when the feed grew, or after so many seconds."""
        self._waiting += 1
        if self._waiting == 1:
            self._poked.set()  # nobody looked often until now
        try:
            await _until(self._grown, seconds)
        finally:
            self._waiting -= 1

    async def past(self, seq: int, seconds: float) -> None:
        """Return when the feed stands elsewhere than at `seq`, or after so many seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self.seq == seq and (left := until - loop.time()) > 0:
            await self.grown(left)


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
