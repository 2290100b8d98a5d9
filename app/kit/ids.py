"""Which name does a row get: time-ordered ids for acts, derived ids for all that an act makes."""

import hashlib
import os
from collections.abc import Callable

from app.kit.clock import Clock

ID_LENGTH = (
    32  # lower-case hex of 128 bits; text sorts like the bytes on SQLite and PostgreSQL alike
)

NewId = Callable[[], str]


def uuid7(micros: int, randomness: bytes) -> str:
    """RFC 9562 version 7 from a time in microseconds and 10 random bytes, as 32 hex digits."""
    value = (micros // 1_000) << 80 | int.from_bytes(randomness[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value:032x}"


def id_maker(clock: Clock, randomness: Callable[[int], bytes] = os.urandom) -> NewId:
    return lambda: uuid7(clock.now(), randomness(10))


def derived_id(origin: str, role: str, ordinal: object = 0) -> str:
    """The same id on desk and server for the thing that (origin, role, ordinal) names."""
    seed = f"{origin}/{role}/{ordinal}".encode()
    return hashlib.blake2b(seed, digest_size=16).hexdigest()
