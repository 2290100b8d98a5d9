"""An instant is one number everywhere; a business day belongs to a shop's zone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import (
    DAY,
    HOUR,
    Instant,
    SystemClock,
    after,
    as_datetime,
    business_day,
    from_datetime,
)

moments = st.integers(0, 2**42).map(
    lambda millis: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=millis)
)


@given(moments)
def test_an_instant_is_exact_to_the_microsecond_from_a_datetime(moment):
    instant = from_datetime(moment)
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant) == moment


@given(moments.map(lambda moment: moment.replace(microsecond=0)))
def test_a_whole_second_comes_back_from_its_instant(moment):
    assert as_datetime(from_datetime(moment)) == moment


def test_the_zone_of_a_datetime_does_not_change_its_instant():
    jakarta = datetime(2025, 1, 1, 7, tzinfo=timezone(timedelta(hours=7)))
    assert from_datetime(jakarta) == from_datetime(datetime(2025, 1, 1, tzinfo=UTC))


def test_a_time_without_a_zone_is_a_bug():
    with pytest.raises(ValueError, match="without a zone"):
        from_datetime(datetime(2025, 1, 1))  # noqa: DTZ001


def test_a_business_day_changes_at_midnight_of_the_shop():
    eve = from_datetime(datetime(2025, 3, 1, 16, 59, tzinfo=UTC))
    assert business_day(eve, "Asia/Jakarta") == date(2025, 3, 1)
    assert business_day(after(eve, HOUR), "Asia/Jakarta") == date(2025, 3, 2)
    assert business_day(after(eve, HOUR), "UTC") == date(2025, 3, 1)


def test_the_system_clock_runs_forward():
    clock = SystemClock()
    assert clock.monotonic_ms() <= clock.monotonic_ms()
    assert clock.now() > Instant(50 * 365 * DAY)
