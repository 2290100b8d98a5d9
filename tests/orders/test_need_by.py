"""A day that somebody types is the next one of that name, in the zone of the shop."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import as_datetime, from_datetime
from app.kit.errors import Refusal
from app.orders.need_by import read_need_by

ZONE = "Asia/Jakarta"
NOW = from_datetime(datetime(2026, 11, 22, 5, tzinfo=UTC))  # Sunday noon in Jakarta


def told(typed: str) -> str:
    found = read_need_by(typed, NOW, ZONE)
    return as_datetime(found, ZONE).strftime("%Y-%m-%d %H:%M") if found else ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wed", "2026-11-25 23:59"),
        ("Rabu", "2026-11-25 23:59"),
        ("rab 17:00", "2026-11-25 17:00"),
        ("sun", "2026-11-22 23:59"),
        ("minggu 9.30", ""),
        ("hari ini 17.30", "2026-11-22 17:30"),
        ("besok", "2026-11-23 23:59"),
        ("lusa", "2026-11-24 23:59"),
        ("18:00", "2026-11-22 18:00"),
        ("24", "2026-11-24 23:59"),
        ("21", "2026-12-21 23:59"),
        ("31", "2026-12-31 23:59"),
        ("24/12", "2026-12-24 23:59"),
        ("1/3", "2027-03-01 23:59"),
        ("29-2", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    if meant or typed in {"", "-"}:
        assert told(typed) == meant
    else:
        with pytest.raises(Refusal):
            read_need_by(typed, NOW, ZONE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("soon", "date_unclear"),
        ("32", "date_unclear"),
        ("25:00", "date_unclear"),
        ("wed wed", "date_unclear"),
        ("0", "date_unclear"),
        ("9:00", "date_past"),
    ],
)
def test_what_nobody_can_read_is_said(typed: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        read_need_by(typed, NOW, ZONE)


@given(st.text(max_size=30))
def test_any_text_is_a_time_to_come_nothing_or_a_refusal(typed: str) -> None:
    try:
        found = read_need_by(typed, NOW, ZONE)
    except Refusal:
        return
    assert found is None or found > NOW
