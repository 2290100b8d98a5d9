"""How much of this process's time did one caller have lately, and how long does it wait for more?

Whoever asks beyond a fair share steps back while others are there; alone it may have everything.
"""

from collections import OrderedDict

SHARE = 0.25  # of one second of work: 500 orders of a backlog go up in half a minute
BURST = 2.0  # seconds of work at once: a whole batch of 200 commands
DEEPEST = 1.0  # seconds beyond that are remembered: nobody waits longer than 4 s
COMPANY = 2.0  # seconds: so long after another caller somebody is not alone
MOST_CALLERS = 10_000


class Budget:
    """Seconds of work by caller, as a bucket that leaks. Times are of one monotonic clock."""

    def __init__(
        self, *, share: float = SHARE, burst: float = BURST, most: int = MOST_CALLERS
    ) -> None:
        self._share, self._burst, self._most = share, burst, most
        self._had: OrderedDict[str, tuple[float, float]] = OrderedDict()  # (work, as of)
        self._modest = ("", float("-inf"))  # who last had work within the burst, and when

    def wait(self, caller: str, now: float) -> float:
        """Seconds until it is this caller's turn again; 0.0 when it may go on."""
        over = self._level(caller, now) - self._burst
        modest, at = self._modest
        if over <= 0 or modest == caller or now - at > COMPANY:
            return 0.0
        return over / self._share

    def spend(self, caller: str, work: float, now: float) -> None:
        """`work` seconds were done for this caller."""
        level = min(self._level(caller, now) + work, self._burst + DEEPEST)
        self._had[caller] = (level, now)
        self._had.move_to_end(caller)
        if len(self._had) > self._most:
            self._had.popitem(last=False)
        if level <= self._burst:
            self._modest = (caller, now)

    def _level(self, caller: str, now: float) -> float:
        level, at = self._had.get(caller, (0.0, now))
        return max(0.0, level - (now - at) * self._share)
