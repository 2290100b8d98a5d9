"""When does a place work: its opening hours by calendar, and the first time that work is done."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.kit.clock import DAY, HOUR, MINUTE, Instant, after, business_day, from_datetime
from app.routing.model import Place
from app.routing.network import Calendar

DAYS_AHEAD = 19  # as far as room for work is told (reading.ROOM_DAYS), wherever it is tomorrow

Works = Callable[[date], bool]


def ready_at(
    place: Place,
    at: Instant,
    calendar: Calendar | None = None,
    works: Works = lambda _day: True,
    lead_minutes: int | None = None,
) -> Instant | None:
    """When goods that are there at `at` are staged: within the opening hours of the site's zone.

    What is not done by closing time is promised from the next opening on, whole. `works` tells of
    a business day whether there is room for the work; None: on no day of the next weeks.
    """
    lead = (place.ready_minutes if lead_minutes is None else lead_minutes) * MINUTE
    for day, opens, closes in openings(place, at, calendar):
        start = max(at, opens)
        never_closes = closes - opens >= DAY - HOUR  # a day when clocks go forward is short
        if works(day) and (never_closes or at < opens or start + lead <= closes):
            return after(start, lead)
    return None


def openings(
    place: Place, at: Instant, calendar: Calendar | None = None
) -> Iterator[tuple[date, Instant, Instant]]:
    """(business day, opens, closes) of the open days whose closing time is after `at`."""
    today = business_day(at, place.time_zone)
    for ahead in range(-1, DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        hours = _hours_on(place, day, calendar)
        if hours is None:
            continue
        opens, closes = _instants(*hours, day, place.time_zone)
        if at < closes:
            yield day, opens, closes


@lru_cache(maxsize=8192)
def at_clock(day: date, clock: str, zone: str) -> Instant:
    """HH:MM of that day in that zone."""
    return _instant(day, _clock_time(clock), zone)


def _hours_on(place: Place, day: date, calendar: Calendar | None) -> tuple[str, str] | None:
    if calendar is None:
        return place.opens, place.closes
    return None if day in calendar.closed else calendar.week[day.weekday()]


@lru_cache(maxsize=8192)
def _instants(opens: str, closes: str, day: date, zone: str) -> tuple[Instant, Instant]:
    if not opens or not closes or opens == closes:
        return _instant(day, time(0), zone), _instant(day + timedelta(days=1), time(0), zone)
    start, end = _clock_time(opens), _clock_time(closes)
    closing_day = day if start < end else day + timedelta(days=1)
    return _instant(day, start, zone), _instant(closing_day, end, zone)


def _instant(day: date, clock: time, zone: str) -> Instant:
    return from_datetime(datetime.combine(day, clock, tzinfo=ZoneInfo(zone)))


def _clock_time(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours) % 24, int(minutes))  # 24:00 is midnight
