"""Work is done while a place is open, on a day that has room for it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import DAY, HOUR, MINUTE, Instant, as_datetime
from app.routing.hours import ready_at
from app.routing.network import Calendar
from tests.routing.world import NEAR, NOW, jakarta, place


@pytest.mark.parametrize(
    ("at", "ready"),
    [
        (jakarta(3, 12), jakarta(3, 13)),
        (jakarta(3, 8), jakarta(3, 11)),  # before opening
        (jakarta(3, 21), jakarta(3, 22)),  # just in time
        (jakarta(3, 21, 1), jakarta(4, 11)),  # nobody stays longer
        (jakarta(3, 22), jakarta(4, 11)),  # closed
        (jakarta(3, 23, 59), jakarta(4, 11)),
    ],
)
def test_goods_are_ready_only_while_the_shop_is_open(at, ready):
    assert ready_at(NEAR, Instant(at)) == ready


def test_opening_hours_are_those_of_the_shops_own_zone():
    jayapura = place("jayapura", time_zone="Asia/Jayapura")  # two hours ahead
    assert ready_at(jayapura, Instant(jakarta(3, 20, 30))) == jakarta(4, 9)


def test_a_shop_that_closes_after_midnight_is_open_until_then():
    late = place("late", opens="16:00", closes="02:00")
    assert ready_at(late, Instant(jakarta(4, 0, 30))) == jakarta(4, 1, 30)
    assert ready_at(late, Instant(jakarta(4, 1, 30))) == jakarta(4, 17)
    assert ready_at(place("m", closes="24:00"), Instant(jakarta(3, 23))) == jakarta(4, 0)


def test_a_place_without_hours_never_closes():
    assert ready_at(place("web", opens="", closes=""), NOW) == NOW + HOUR


def test_a_lead_longer_than_a_day_of_work_starts_with_the_next_opening():
    slow = place("slow", ready_minutes=20 * 60)
    assert ready_at(slow, NOW) == jakarta(4, 10) + 20 * HOUR


hours = st.sampled_from(["", "00:00", "08:00", "10:00", "22:00", "23:59", "24:00"])
zones = st.sampled_from(["Asia/Jakarta", "Asia/Jayapura", "Europe/London", "UTC"])


@given(hours, hours, zones, st.integers(0, 20 * 365 * 24 * 60), st.integers(0, 30 * 60))
def test_nothing_is_ready_before_the_work_is_done(opens, closes, zone, minutes, lead):
    shop = place("shop", opens=opens, closes=closes, time_zone=zone, ready_minutes=lead)
    at = Instant(NOW + minutes * MINUTE)
    ready = ready_at(shop, at)
    assert at + lead * MINUTE <= ready <= at + lead * MINUTE + 2 * DAY


@given(st.integers(0, 3 * 365 * 24 * 60), st.integers(0, 11 * 60))
def test_nobody_is_sent_to_a_closed_door(minutes, lead):
    shop = replace(NEAR, ready_minutes=lead)
    ready = ready_at(shop, Instant(NOW + minutes * MINUTE))
    assert ready is not None
    local = as_datetime(ready, shop.time_zone)
    assert "10:00" <= f"{local:%H:%M}" <= "22:00"


WEEK = Calendar((("08:00", "17:00"),) * 6 + (None,), frozenset({date(2025, 3, 4)}))


def test_a_calendar_tells_closed_days():
    assert ready_at(NEAR, jakarta(3, 16, 30), WEEK) == jakarta(5, 9)
    assert ready_at(NEAR, jakarta(8, 18), WEEK) == jakarta(10, 9)  # not on Sunday


def test_a_day_without_room_is_skipped():
    assert ready_at(NEAR, NOW, None, lambda day: day > date(2025, 3, 4)) == jakarta(5, 11)


def test_a_place_that_never_works_is_never_ready():
    assert ready_at(NEAR, NOW, Calendar((None,) * 7)) is None
    assert ready_at(NEAR, NOW, None, lambda _day: False) is None
