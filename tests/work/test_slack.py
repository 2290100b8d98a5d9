"""The latest start is the time to which the work, done in opening hours, leads to its due time."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import HOUR, MINUTE, Instant, business_day
from app.routing.hours import openings
from app.routing.model import Place
from app.routing.network import Calendar
from app.work.slack import LOOKED_BACK, latest_start

ZONE = "Asia/Jakarta"
NOW = Instant(1_790_000_000_000_000)  # a Monday, 21:13 in Jakarta
TODAY = business_day(NOW, ZONE)
PLACE = Place("gi", "GI", "store", "jkt", None, None, True, True, 60, "09:00", "21:00", ZONE)
WEEK = (("09:00", "21:00"),) * 5 + (("10:00", "14:00"), None)

dues = st.integers(0, 10 * 24 * 60).map(lambda minutes: Instant(NOW + minutes * MINUTE))
lengths = st.integers(0, 600)
closed = st.sets(st.integers(-3, 9), max_size=4).map(
    lambda days: frozenset(date.fromordinal(TODAY.toordinal() + day) for day in days)
)
calendars = st.none() | closed.map(lambda days: Calendar(WEEK, days))


def _open_time(calendar: Calendar | None, start: Instant, due: Instant) -> int:
    hours = openings(PLACE, Instant(start - HOUR), calendar)
    return sum(
        max(0, min(closes, due) - max(opens, start)) for _, opens, closes in hours if opens < due
    )


@given(calendars, dues, lengths)
def test_just_so_much_open_time_is_left(
    calendar: Calendar | None, due: Instant, minutes: int
) -> None:
    start = latest_start(PLACE, calendar, due, minutes)
    assert due - LOOKED_BACK <= start <= due
    if minutes:
        assert _open_time(calendar, start, due) == minutes * MINUTE


@given(calendars, dues, lengths, lengths)
def test_more_work_is_never_begun_later(
    calendar: Calendar | None, due: Instant, less: int, more: int
) -> None:
    less, more = sorted((less, more))
    assert latest_start(PLACE, calendar, due, more) <= latest_start(PLACE, calendar, due, less)
