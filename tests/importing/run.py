"""The import as a process of its own, so that a test can kill it: `python -m … URL FILE`."""

import sys
from pathlib import Path

from app.importing.online_retail import import_online_retail
from app.kit.clock import Instant
from app.kit.failpoints import from_environment
from tests.importing.house import House

MOMENT = Instant(1_790_000_000_000_000)


class StandingClock:
    """Two runs at one time write the same bytes."""

    def now(self) -> Instant:
        return MOMENT

    def monotonic_ms(self) -> int:
        return 0


def house(url: str) -> House:
    return House(url, clock=StandingClock(), failpoint=from_environment())


if __name__ == "__main__":
    server = house(sys.argv[1])
    print(import_online_retail(server, Path(sys.argv[2])).as_json())
    server.close()
