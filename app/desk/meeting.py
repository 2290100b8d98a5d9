"""When this desk last met its server, and what the server's clock must say by now.

The wall clock of a desk is set by people; this counts on a clock that nobody sets. It starts anew
with the computer: until the server is met again, its time is not known.
"""

from typing import Any

from sqlalchemy.engine import RowMapping

from app.storage.lease_clock import UNKNOWN

MILLISECOND = 1_000


def of(server_now: int, asked_ms: int, boot_id: str) -> dict[str, Any]:
    """Columns of desk_state."""
    return {"met_at": server_now, "met_mono_ms": asked_ms, "met_boot": boot_id}


def never() -> dict[str, Any]:
    """As if the computer had started anew: nothing is promised on a lease before the next hello."""
    return {"met_at": None, "met_mono_ms": 0, "met_boot": ""}


def server_time(state: RowMapping, mono_ms: int, boot_id: str) -> int:
    """At least what the server's clock says; UNKNOWN when this start never met it."""
    passed = mono_ms - state["met_mono_ms"]
    if state["met_at"] is None or state["met_boot"] != boot_id or passed < 0:
        return UNKNOWN
    return int(state["met_at"] + passed * MILLISECOND)
