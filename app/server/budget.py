"""Did one caller have more of this process's time lately than it may have beside the others?"""

import time
from collections import OrderedDict

SHARE = 0.25  # of one second of work, for as long as it likes
BURST = 1.0  # seconds of work at once: a screen that opens, a batch of a hundred commands
DEEPEST = 1.0  # seconds beyond that are remembered: after 4 s it is like anybody again
MOST_CALLERS = 10_000
LATELY = 1.0  # seconds after its last request in which a caller is thought to be at work
CROWD = 10  # at work: beside more of them a share grows no smaller, so that a backlog still goes up


class Crowd:
    """How many ask at the same time: beside ten others a quarter is more than anybody else has."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, float] = OrderedDict()

    def asks(self, caller: str, now: float) -> None:
        self._asked[caller] = now
        self._asked.move_to_end(caller)

    def has(self, caller: str) -> bool:
        """Did it ask something itself lately? Who only listens did not."""
        return caller in self._asked

    def others(self, caller: str, now: float) -> int:
        return len(self._lately(now)) - (caller in self._asked)

    def parts(self, now: float) -> float:
        """Into how many parts the work is divided: as many as ask, four at least, ten at most."""
        return min(max(1 / SHARE, len(self._lately(now))), CROWD)

    def _lately(self, now: float) -> OrderedDict[str, float]:
        while self._asked and next(iter(self._asked.values())) < now - LATELY:
            self._asked.popitem(last=False)
        return self._asked


class Lived:
    """How long this process was able to work: while it is at work its CPU time counts, else the
    wall's. On a computer that has other work too a quarter of a second is a quarter of less."""

    def __init__(self, now: float) -> None:
        self._wall, self._cpu, self._lived = now, time.process_time(), 0.0

    def until(self, now: float, *, working: bool, parts: float = 1 / SHARE) -> float:
        """Seconds so far; since the last call it was `working` or not. Divided into more `parts`
        than shares are reckoned with, they pass the more slowly."""
        cpu = time.process_time()
        wall = now - self._wall
        lived = min(wall, cpu - self._cpu) if working else wall
        self._lived += lived / (parts * SHARE)
        self._wall, self._cpu = now, cpu
        return self._lived


class Budget:
    """Seconds of work by caller, as a bucket that leaks. Times are of one clock (`Lived`)."""

    def __init__(self, *, most: int = MOST_CALLERS) -> None:
        self._most = most
        self._had: OrderedDict[str, tuple[float, float]] = OrderedDict()  # (work, as of)

    def over(self, caller: str, now: float) -> bool:
        return self._level(caller, now) > BURST

    def spend(self, caller: str, work: float, now: float) -> None:
        """`work` seconds were done for this caller."""
        self._had[caller] = (min(self._level(caller, now) + work, BURST + DEEPEST), now)
        self._had.move_to_end(caller)
        if len(self._had) > self._most:
            self._had.popitem(last=False)

    def _level(self, caller: str, now: float) -> float:
        level, at = self._had.get(caller, (0.0, now))
        return max(0.0, level - (now - at) * SHARE)
