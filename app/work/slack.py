"""When must somebody begin, at the latest, to be in time by the hours of the place?"""

from collections.abc import Iterable

from app.kit.clock import DAY, MINUTE, Instant
from app.routing.hours import openings
from app.routing.model import Place
from app.routing.network import Calendar

LOOKED_BACK = 14 * DAY  # longer closed than that, nobody was to promise anything


def latest_start(place: Place, calendar: Calendar | None, due: Instant, minutes: int) -> Instant:
    """`minutes` of open time before `due`; work that does not fit begins when one looks."""
    first = Instant(due - LOOKED_BACK)
    hours = [(opens, closes) for _, opens, closes in openings(place, first, calendar)]
    return _back(sorted(hours, reverse=True), due, minutes * MINUTE, first)


def _back(
    hours: Iterable[tuple[Instant, Instant]], due: Instant, left: int, first: Instant
) -> Instant:
    for opens, closes in hours:
        until = min(closes, due)
        if until <= opens:
            continue
        if until - opens >= left:
            return Instant(until - left)
        left -= until - opens
    return first
