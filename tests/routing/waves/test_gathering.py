"""Parcels gather while there is time, and go when they still reach their carrier."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.kit.clock import Instant, from_datetime
from app.routing.model import Place
from app.routing.network import Calendar, Network
from app.routing.waves.gathering import gathers

JAKARTA = ZoneInfo("Asia/Jakarta")
SUNDAYS_OFF = Calendar((("09:00", "21:00"),) * 6 + (None,), frozenset({date(2026, 9, 24)}))


def network(**cutoffs: str) -> Network:
    place = Place(
        "center", "Center", "center", "jkt", None, None, False, True, 60, "", "", "Asia/Jakarta"
    )
    times = {("center", service): at for service, at in cutoffs.items()}
    return Network((place,), (), (), calendars={"center": SUNDAYS_OFF}, cutoffs=times)


def at(day: int, hour: int, minute: int = 0) -> Instant:
    return from_datetime(datetime(2026, 9, day, hour, minute, tzinfo=JAKARTA))


@pytest.mark.parametrize(
    ("when", "waits"),
    [
        (at(21, 8), True),
        (at(21, 13, 59), True),
        (at(21, 14), False),  # two hours of work before 16:00
        (at(21, 15, 59), False),
        (at(21, 16), True),  # for tomorrow's
        (at(27, 15), True),  # a Sunday
        (at(24, 15), True),  # a holiday
    ],
)
def test_the_hours_before_the_carrier_are_for_work(when: Instant, waits: bool) -> None:
    assert gathers(network(jne_reg="16:00"), "center", when) is waits


def test_a_second_carrier_has_a_wave_of_its_own() -> None:
    two = network(jne_reg="16:00", gosend="20:00")
    assert [gathers(two, "center", at(21, hour)) for hour in (13, 15, 17, 19, 20)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_nobody_waits_for_a_carrier_that_has_no_time() -> None:
    assert not gathers(network(), "center", at(21, 8))
    assert not gathers(network(jne_reg="16:00"), "elsewhere", at(21, 8))
