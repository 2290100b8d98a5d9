"""Which day is meant by `4` (days later), `28/11` or `28/11/2026`?"""

import re
from datetime import datetime, timedelta

from app.kit.clock import Instant, from_datetime
from ui.kit import formats

_LATER = re.compile(r"\+?(\d{1,3})")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
NOON = 12


def read_day(text: str, *, now: int, base: int | None) -> Instant | None:
    """`4` or `+4` counts from `base`, or from today; a date without a year is the next such day.

    At the clock time of `base`, else at noon. None for what is no day.
    """
    typed = text.strip()
    start = formats.local(base if base is not None else now)
    if later := _LATER.fullmatch(typed):
        return from_datetime(start + timedelta(days=int(later[1])))
    told = _DATE.fullmatch(typed)
    if told is None:
        return None
    hour, minute = (start.hour, start.minute) if base is not None else (NOON, 0)
    today = formats.local(now)
    year = int(told[3]) if told[3] else today.year
    try:
        found = datetime(year, int(told[2]), int(told[1]), hour, minute, tzinfo=today.tzinfo)
        if not told[3] and found.date() < today.date():
            found = found.replace(year=year + 1)
    except ValueError:
        return None
    return from_datetime(found)
