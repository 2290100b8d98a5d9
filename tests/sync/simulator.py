"""A shop of desks and one server on a bad network, in one thread, from one seed.

The production core, stores and handlers run on real SQLite; only sockets, clocks, threads and
chance are replaced. A seed tells the whole story: it runs again to the same bytes.
"""

import heapq
import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.kit.clock import HOUR, SECOND, Instant
from tests.sync.desk_machine import SimulatedDesk
from tests.sync.moulds import KEY, START, mould
from tests.sync.server_machine import SimulatedServer
from tests.sync.weather import CALM, Crash, Weather

__all__ = ["CALM", "KEY", "START", "Crash", "SimulatedDesk", "Weather", "World", "fresh_folder"]


class SimulatedClock:
    """The world's time, off by a skew that jumps when somebody sets the clock."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.skew = 0

    def now(self) -> Instant:
        return Instant(self._world.now + self.skew)

    def monotonic_ms(self) -> int:
        return self._world.now // 1_000


@dataclass(slots=True)
class Stats:
    commands: int = 0
    refused: int = 0
    crashes: int = 0
    lost_messages: int = 0
    pages: int = 0
    snapshots: int = 0
    broken: int = 0  # snapshots, on their way
    reconciles: int = 0
    restores: int = 0  # of the server
    copies: int = 0  # of desks: restored, cloned, wrecked
    full_disks: int = 0
    compared: int = 0  # times that a desk summed up its mirror
    differing: list[str] = field(default_factory=list)  # buckets that were not the server's
    vanished: list[str] = field(default_factory=list)  # unsent orders that news wiped off a screen
    saved: dict[str, str] = field(default_factory=dict)  # command id → device that showed it so
    may_lack: set[str] = field(default_factory=set)  # of these every copy may be gone: see storms
    forgotten: set[str] = field(default_factory=set)  # devices of desks that forgot the shop


class World:
    """One server, some desks, one queue of things that will happen."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        *,
        desks: int = 5,
        stores: int = 3,
        read: int = 0,
        weather: Weather | None = None,
        light: bool = False,
    ) -> None:
        """The first `read` desks begin with the whole shop, the others are new. `light`: whoever
        asks for it stays within `light_cipher`."""
        self.random = random.Random(seed)
        self.weather = weather or Weather()
        self.now = START
        self.stats = Stats()
        self.folder = folder
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        begun = mould(stores, desks, read, light=light)
        begun.pour(folder)
        self.begun = Path(begun.kept.name)  # all as it was before the story
        self.shop, self.people = begun.shop, begun.people
        self.server = SimulatedServer(self)
        self.desks = [SimulatedDesk(self, n) for n in range(desks)]

    def clock(self) -> SimulatedClock:
        return SimulatedClock(self)

    def later(self, micros: int, work: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (self.now + micros, next(self._order), work))

    def run_until(self, moment: int) -> None:
        while self._queue and self._queue[0][0] <= moment:
            at, _, work = heapq.heappop(self._queue)
            self.now = Instant(max(self.now, at))
            work()
        self.now = Instant(max(self.now, moment))

    def settle(self, most: int = 8 * HOUR) -> bool:
        """Good weather until all is quiet; False when it never is."""
        self.weather = CALM
        for desk in self.desks:
            desk.recover()
        until = self.now + most
        while self.now < until:
            self.run_until(self.now + 30 * SECOND)
            if self.quiet():
                return True
        return False

    def quiet(self) -> bool:
        """The databases are asked last: most of the time somebody's core knows better."""
        return all(desk.quiet() for desk in self.desks) and all(
            desk.nothing_waits() for desk in self.desks
        )

    def message(self, desk: SimulatedDesk, arrive: Callable[[], None]) -> None:
        """Carry one message: late, doubled, or never."""
        weather, chance = self.weather, self.random.random
        if self.now < desk.cut_until or chance() < weather.drop:
            self.stats.lost_messages += 1
            return
        delay = self.random.randrange(5_000, 200_000)
        if chance() < weather.slow:
            delay += self.random.randrange(0, 40 * SECOND)
        self.later(delay, arrive)
        if chance() < weather.double:
            self.later(delay + self.random.randrange(1, 5 * SECOND), arrive)

    def close(self) -> None:
        for desk in self.desks:
            desk.power_off()
        self.server.service.close()


def fresh_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
