"""Named places where a test may stop or break the program; they do nothing otherwise."""

import os
import signal
from collections.abc import Callable

Failpoint = Callable[[str], None]
ENVIRONMENT = "GERAI_FAILPOINT"  # NAME or NAME:COUNT: kill this process there, at the COUNT-th pass

NAMES = (
    "desk.before_commit",
    "desk.after_commit",
    "desk.after_journal",
    "desk.in_page",
    "desk.after_page",
    "desk.in_snapshot",
    "server.before_commit",
    "server.after_commit",
)


def quiet(_name: str) -> None:
    """Nothing breaks."""


def from_environment() -> Failpoint:
    """Kill this process, as a power cut would, when it passes the named place."""
    wanted, _, count = os.environ.get(ENVIRONMENT, "").partition(":")
    if not wanted:
        return quiet
    if wanted not in NAMES:
        raise ValueError(f"there is no failpoint {wanted}")
    left = [int(count or 1)]

    def pass_by(name: str) -> None:
        if name == wanted:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return pass_by
