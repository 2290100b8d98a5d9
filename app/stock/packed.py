"""One product at all places in one short text: what can be promised now, and from when on more.

Numbers of places and units are small, so each takes a byte or two (LEB128); the times are whole
hours, rounded up, so that nothing is promised before it is there. 200 places take 600 characters.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.kit.clock import HOUR, Instant

_LOW, _MORE = 0x7F, 0x80


@dataclass(frozen=True, slots=True)
class More:
    """From `at` on so many more can be promised at the place with this number."""

    place: int
    quantity: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Spread:
    """`now`: number of the place → units above 0."""

    now: Mapping[int, int]
    later: tuple[More, ...] = ()


def pack(spread: Spread) -> str:
    """The same spread gives the same text; empty when nothing can be promised anywhere."""
    now = sorted((place, units) for place, units in spread.now.items() if units > 0)
    later = sorted((more.place, _hours(more.at), more.quantity) for more in spread.later)
    if not now and not later:
        return ""
    numbers = [len(now)]
    before = 0
    for place, units in now:
        numbers += (place - before, units)
        before = place
    for place, hours, quantity in later:
        numbers += (place, hours, quantity)
    return told(numbers)


def unpack(text: str) -> Spread:
    if not text:
        return Spread({})
    numbers = read(text)
    now: dict[int, int] = {}
    place = 0
    for _ in range(next(numbers)):
        place += next(numbers)
        now[place] = next(numbers)
    rest = list(numbers)
    later = [
        More(rest[at], rest[at + 2], Instant(rest[at + 1] * HOUR)) for at in range(0, len(rest), 3)
    ]
    return Spread(now, tuple(later))


def told(numbers: Iterable[int]) -> str:
    """Numbers from 0 on as a short text."""
    return b64encode(bytes(_bytes(numbers))).decode().rstrip("=")


def read(text: str) -> Iterator[int]:
    return _numbers(b64decode(text + "=" * (-len(text) % 4)))


def _hours(at: Instant) -> int:
    return -(-at // HOUR)


def _bytes(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        left = number
        while left > _LOW:
            yield left & _LOW | _MORE
            left >>= 7
        yield left


def _numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & _LOW) << shift
        shift += 7
        if not byte & _MORE:
            yield number
            number = shift = 0
