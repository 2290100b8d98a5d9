"""By when does the customer need it: what people type for a day and an hour, in two languages."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kit.clock import Instant, as_datetime, from_datetime
from app.kit.errors import Refusal

MOST_DAYS = 366
_DAYS_ON = {"today": 0, "hari ini": 0, "tomorrow": 1, "besok": 1, "lusa": 2}
_WEEK = (  # Monday first; three letters of either language are enough
    ("monday", "senin"),
    ("tuesday", "selasa"),
    ("wednesday", "rabu"),
    ("thursday", "kamis"),
    ("friday", "jumat"),
    ("saturday", "sabtu"),
    ("sunday", "minggu"),
)
_HOUR = re.compile(r"(?:^| )([0-9]{1,2})[:.]([0-9]{2})$")
_DATE = re.compile(r"([0-9]{1,2})(?:[/-]([0-9]{1,2}))?")
LAST = time(23, 59, 59)


def read_need_by(typed: str, now: Instant, zone: str) -> Instant | None:
    """`wed`, `rabu 17:00`, `besok`, `24`, `24/11`, `17:00`; None for nothing and `-`.

    Without an hour the whole day will do. A day is the next one of that name or number.
    Refusals: date_unclear, date_past, date_too_far.
    """
    words = " ".join(typed.lower().split())
    if words in {"", "-"}:
        return None
    today = as_datetime(now, zone).date()
    hour = _HOUR.search(words)
    told = words[: hour.start()].strip() if hour else words
    day = _day(told, today) if told else today
    clock = _clock(hour[1], hour[2]) if hour else LAST
    if day is None or clock is None:
        raise Refusal("date_unclear", typed=typed)
    at = from_datetime(datetime.combine(day, clock, ZoneInfo(zone)))
    if at <= now:
        raise Refusal("date_past", typed=typed)
    if (day - today).days > MOST_DAYS:
        raise Refusal("date_too_far", typed=typed)
    return at


def _day(told: str, today: date) -> date | None:
    if told in _DAYS_ON:
        return today + timedelta(days=_DAYS_ON[told])
    if len(told) >= 3:
        for at, names in enumerate(_WEEK):
            if any(name.startswith(told) for name in names):
                return today + timedelta(days=(at - today.weekday()) % 7)
    numbers = _DATE.fullmatch(told)
    if numbers is None:
        return None
    return _next(int(numbers[1]), int(numbers[2]) if numbers[2] else None, today)


def _next(day: int, month: int | None, today: date) -> date | None:
    """The next day of that number, of that month if one is told; a month may be too short."""
    for ahead in range(13):
        year, zero = divmod(today.month - 1 + ahead, 12)
        if month not in (None, zero + 1):
            continue
        try:
            found = date(today.year + year, zero + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _clock(hours: str, minutes: str) -> time | None:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
