"""When shall it be? What somebody types in a hurry as an instant of the site's wall time."""

import re
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from ui.kit import formats
from ui.kit.formats import Unreadable

translate = QCoreApplication.translate  # lupdate knows the name `translate`

FURTHEST = 366  # days: what is later is a slip of the finger
_DAYS = {
    "today": 0,
    "hari ini": 0,
    "tomorrow": 1,
    "tmr": 1,
    "besok": 1,
    "lusa": 2,
}
_WEEKDAYS = (
    ("mon", "monday", "senin"),
    ("tue", "tuesday", "selasa"),
    ("wed", "wednesday", "rabu"),
    ("thu", "thursday", "kamis"),
    ("fri", "friday", "jumat"),
    ("sat", "saturday", "sabtu"),
    ("sun", "sunday", "minggu"),
)
_SPAN = re.compile(r"\+ ?(\d{1,5}) ?(m|min|menit|h|j|jam)?")
_CLOCK = re.compile(r"(?:jam |at |pukul )?(\d{1,2})(?:[:.](\d{2}))?")
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?|(\d{4})-(\d{2})-(\d{2})")


def read_when(text: str, now: int) -> int:
    """µs UTC, after `now`: `15:00`, `+30` minutes, `+2h`, `besok 9`, `senin 10`, `28/11 14:30`.

    Raises Unreadable with a hint.
    """
    typed = " ".join(text.lower().split())
    if span := _SPAN.fullmatch(typed):
        minutes = int(span[1]) * (60 if span[2] in ("h", "j", "jam") else 1)
        return _checked(now + minutes * 60_000_000, now)
    today = formats.local(now)
    day, clock = _day_and_clock(typed, today.date())
    hour, minute = _clock(clock)
    then = datetime(day.year, day.month, day.day, hour, minute, tzinfo=today.tzinfo)
    return _checked(int(then.astimezone(UTC).timestamp()) * 1_000_000, now)


def _day_and_clock(typed: str, today: date) -> tuple[date, str]:
    for word, later in _DAYS.items():
        if typed == word or typed.startswith(f"{word} "):
            return today + timedelta(days=later), typed[len(word) :].strip()
    first, _, rest = typed.partition(" ")
    for at, names in enumerate(_WEEKDAYS):
        if first in names:
            later = (at - today.weekday()) % 7 or 7  # on a Monday `senin` is the next one
            return today + timedelta(days=later), rest
    if (told := _DATE.fullmatch(first)) is not None:
        return _date(told, today), rest
    return today, typed


def _date(told: re.Match[str], today: date) -> date:
    """Day before month, as everybody here writes; without a year it is the next such day."""
    try:
        if told[4]:
            return date(int(told[4]), int(told[5]), int(told[6]))
        found = date(int(told[3] or today.year), int(told[2]), int(told[1]))
        return found if told[3] or found >= today else found.replace(year=found.year + 1)
    except ValueError:
        raise Unreadable(translate("formats", "There is no such day.")) from None


def _clock(typed: str) -> tuple[int, int]:
    if not typed:
        raise Unreadable(translate("formats", "Say the hour too, like: tomorrow 9."))
    told = _CLOCK.fullmatch(typed)
    if told is None:
        raise Unreadable(translate("formats", "Write 15:00, +30 for minutes, or tomorrow 9."))
    hour, minute = int(told[1]), int(told[2] or 0)
    if hour > 23 or minute > 59:
        raise Unreadable(translate("formats", "A day has 24 hours: write 15:00."))
    return hour, minute


def _checked(then: int, now: int) -> int:
    if then <= now:
        raise Unreadable(
            translate("formats", "That time has passed. For the next day: tomorrow 9.")
        )
    if then - now > FURTHEST * 86_400_000_000:
        raise Unreadable(translate("formats", "That is more than a year away."))
    return then
