"""A time typed in a hurry is the one that was meant, or a sentence says how to write it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.kit import formats
from ui.kit.formats import Unreadable
from ui.kit.when import FURTHEST, read_when

JAKARTA = ZoneInfo("Asia/Jakarta")


def at(text: str) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=JAKARTA)
    return int(moment.timestamp()) * 1_000_000


NOW = at("2026-11-27T14:10")  # a Friday


@pytest.fixture(autouse=True)
def _jakarta() -> None:
    formats.use_zone("Asia/Jakarta")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:00", "2026-11-27T15:00"),
        ("15.00", "2026-11-27T15:00"),
        (" 15 ", "2026-11-27T15:00"),
        ("jam 15", "2026-11-27T15:00"),
        ("+30", "2026-11-27T14:40"),
        ("+ 30 min", "2026-11-27T14:40"),
        ("+2h", "2026-11-27T16:10"),
        ("+2 jam", "2026-11-27T16:10"),
        ("besok 9", "2026-11-28T09:00"),
        ("Tomorrow  9:30", "2026-11-28T09:30"),
        ("besok jam 9", "2026-11-28T09:00"),
        ("lusa 10.15", "2026-11-29T10:15"),
        ("hari ini 16", "2026-11-27T16:00"),
        ("senin 10", "2026-11-30T10:00"),
        ("Friday 10", "2026-12-04T10:00"),
        ("28/11 14:30", "2026-11-28T14:30"),
        ("3-1 9", "2027-01-03T09:00"),
        ("3/12/2026 9", "2026-12-03T09:00"),
        ("2026-12-03 9", "2026-12-03T09:00"),
    ],
)
def test_what_is_typed_is_the_time_that_was_meant(typed: str, meant: str) -> None:
    assert read_when(typed, NOW) == at(meant)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "Say the hour"),
        ("besok", "Say the hour"),
        ("28/11", "Say the hour"),
        ("soon", "Write 15:00"),
        ("besok pagi", "Write 15:00"),
        ("+", "Write 15:00"),
        ("+-5", "Write 15:00"),
        ("25:00", "24 hours"),
        ("9:75", "24 hours"),
        ("31/11 9", "no such day"),
        ("29/2/2027 9", "no such day"),
        ("14:10", "has passed"),
        ("+0", "has passed"),
        ("1/1/2026 9", "has passed"),
        ("2/1/2028 9", "more than a year"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(typed: str, hint: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_when(typed, NOW)
    assert hint in told.value.hint


@given(st.text(alphabet="0123456789:./+- besoktmrwjah", max_size=20))
def test_whatever_is_typed_is_a_time_to_come_or_a_hint(typed: str) -> None:
    try:
        told = read_when(typed, NOW)
    except Unreadable:
        return
    assert 0 < told - NOW <= FURTHEST * 86_400_000_000
