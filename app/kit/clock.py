"""What time is it, for whom: instants in microseconds, and business days in a site's zone."""

import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)  # microseconds since 1970-01-01 UTC; stored as BIGINT as it is

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock(Protocol):
    def now(self) -> Instant: ...

    def monotonic_ms(self) -> int: ...


class SystemClock:
    """The computer's clock: wall time for people, monotonic time for leases and waits."""

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1_000)

    def monotonic_ms(self) -> int:
        return _since_boot_ns() // 1_000_000


def boot_id() -> str:
    """Tells the starts of this computer apart; "" where the system does not."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return ""


def _since_boot_ns() -> int:
    """Python's own monotonic clock stops while Linux or macOS sleeps: a lease would outlive a
    closed lid. Linux calls the other one BOOTTIME, macOS MONOTONIC; that of Windows goes on."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()


def steady(clock: Clock) -> Instant:
    """A moment that nobody moves by setting the clock; it compares with its like of this start."""
    return Instant(clock.monotonic_ms() * 1_000)


def after(moment: Instant, micros: int) -> Instant:
    return Instant(moment + micros)


def as_datetime(moment: Instant, zone: str = "UTC") -> datetime:
    return datetime.fromtimestamp(moment / SECOND, tz=UTC).astimezone(ZoneInfo(zone))


def from_datetime(value: datetime) -> Instant:
    """An aware datetime as an instant; a naive one is a bug and raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone is no instant")
    delta = value - datetime(1970, 1, 1, tzinfo=UTC)
    return Instant((delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds)


def business_day(moment: Instant, zone: str) -> date:
    return as_datetime(moment, zone).date()
