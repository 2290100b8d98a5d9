"""A server of one's own, in this process, at a time that stands still."""

from app.kit.clock import Instant
from app.kit.failpoints import from_environment
from app.server.service import Service

MOMENT = Instant(1_790_000_000_000_000)


class StandingClock:
    """Two runs at one time write the same bytes."""

    def now(self) -> Instant:
        return MOMENT

    def monotonic_ms(self) -> int:
        return 0


def house(url: str) -> Service:
    return Service(url, clock=StandingClock(), failpoint=from_environment())
