"""For how long did a thread stand ready and got no core: that is the machine's, not the desk's."""

from pathlib import Path

SCHEDULED = Path("/proc/thread-self/schedstat")  # CPU ns, ns ready without one, turns on a core


def stood_ready_ms() -> float:
    """Of the calling thread, since it began. 0.0 where the system does not tell it."""
    try:
        told = SCHEDULED.read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(told[1]) / 1e6
