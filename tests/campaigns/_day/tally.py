"""What has been done so far, what was refused and why, and whether the day may go on."""

import re
import threading
import time
from collections import Counter
from typing import Any

SLOWEST = 8

# What one of several hands at one order, or one line that is cut, explains. Others fail the day.
EXPLAINED = frozenset(
    {
        "already_collected",
        "already_delivered",
        "already_handed_over",
        "already_held",
        "already_packed",
        "already_picked",
        "already_ready",
        "already_undone",
        "amount_out_of_range",
        "appeased_above_paid",
        "claims_fell",
        "credit_too_low",
        "difference_changed",
        "exchange_differs",
        "fulfillment_unknown",
        "hold_closed",
        "hold_unknown",
        "move_closed",
        "needs_recount",
        "needs_server",
        "nothing_picked",
        "nothing_to_change",
        "order_closed",
        "order_held",  # by an agent, while a clerk stood at the counter with it
        "order_moved_on",
        "parcel_changed",
        "payment_due",
        "return_nothing_left",
        "return_offline_limit",
        "return_price_changed",
        "return_too_many",
        "return_unknown",  # by mail, asked for here; the server has refused it meanwhile
        "returned_meanwhile",
        "still_to_pick",
        "too_few_units",
        "unreachable",
        "wrong_item",
    }
)


class Tally:
    """Shared by all who play; each number is counted under one lock."""

    def __init__(self, orders: int) -> None:
        self.orders = orders
        self.placed = 0
        self.acts: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.failures: list[str] = []
        self.begun = time.monotonic()
        self.stop = threading.Event()
        self._seconds: dict[str, list[float]] = {}
        self._slowest: list[tuple[float, str]] = []
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        return self.placed < self.orders and not self.stop.is_set()

    @property
    def share(self) -> float:
        return self.placed / self.orders

    def done(self, path: str, seconds: float) -> None:
        with self._lock:
            self.acts[path] += 1
            self._slowest = sorted([*self._slowest, (round(seconds, 3), path)])[-SLOWEST:]

    def took(self, what: str, seconds: float) -> None:
        with self._lock:
            self._seconds.setdefault(what, []).append(seconds)

    def times(self) -> dict[str, dict[str, float]]:
        """How long a desk took to answer, by what was asked of it."""
        return {what: _spread(sorted(found)) for what, found in sorted(self._seconds.items())}

    def sold(self) -> None:
        with self._lock:
            self.placed += 1

    def refuse(self, path: str, code: str, facts: Any) -> None:
        with self._lock:
            self.refused[f"{path}: {code}"] += 1
        if code not in EXPLAINED:
            self.fail(f"{path}: {code} {facts}")

    def left(self, what: str) -> None:
        """An act that a screen did not let happen, in the words it said."""
        with self._lock:
            self.refused[re.sub(r"[0-9]+", "…", what)] += 1

    def fail(self, why: str) -> None:
        with self._lock:
            self.failures.append(why)

    def slowest(self) -> list[dict[str, Any]]:
        return [{"act": path, "seconds": seconds} for seconds, path in reversed(self._slowest)]


def _spread(found: list[float]) -> dict[str, float]:
    middle, late = found[len(found) // 2], found[len(found) * 95 // 100]
    told = {"p50_ms": middle * 1_000, "p95_ms": late * 1_000, "max_ms": found[-1] * 1_000}
    return {"times": len(found), **{name: round(value, 1) for name, value in told.items()}}
