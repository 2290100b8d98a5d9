"""How are amounts, quantities and times written and read, whatever the system's own habits."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

MINUS = "\u2212"
SYMBOLS = {"IDR": "Rp ", "EUR": "€ ", "GBP": "£ ", "USD": "US$ ", "SGD": "S$ ", "MYR": "RM "}
DIGITS = {"IDR": 0, "JPY": 0, "KWD": 3, "BHD": 3}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OLD_S = 300  # ux.md 1: ages over 5 minutes turn amber

translate = QCoreApplication.translate  # lupdate knows the name `translate`

_zone = ZoneInfo("Asia/Jakarta")


class Priced(Protocol):
    @property
    def minor(self) -> int: ...

    @property
    def currency(self) -> str: ...


class Unreadable(ValueError):
    """`hint` tells the person how to write it."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


def use_zone(name: str) -> None:
    """The site's zone, for the whole desk: set at sign-in."""
    global _zone
    _zone = ZoneInfo(name)


# ---------------------------------------------------------------------- figures


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def money(amount: Priced | int, currency: str = "IDR") -> str:
    """`Rp 3.174.000`, `−Rp 138.000`; `amount` is Money or minor units of `currency`."""
    minor = amount if isinstance(amount, int) else amount.minor
    code = currency if isinstance(amount, int) else amount.currency
    return (MINUS if minor < 0 else "") + SYMBOLS.get(code, f"{code} ") + plain_money(minor, code)


def plain_money(minor: int, currency: str = "IDR") -> str:
    """The figure without sign and symbol: `3.174.000` or `12,50`."""
    digits = DIGITS.get(currency, 2)
    whole, part = divmod(abs(minor), 10**digits)
    return _grouped(whole) + (f",{part:0{digits}d}" if digits else "")


def short_money(minor: int, currency: str = "IDR") -> str:
    """For narrow places, in the trade's words: `9,2 jt`, `1,4 M`; below a million in full."""
    whole = abs(minor) // 10 ** DIGITS.get(currency, 2)
    for size, name in (
        (1_000_000_000, translate("formats", "bn")),
        (1_000_000, translate("formats", "m")),
    ):
        if whole >= size:
            tenth = (whole * 10 + size // 2) // size
            told = _grouped(tenth // 10) + (f",{tenth % 10}" if tenth % 10 else "")
            return f"{MINUS if minor < 0 else ''}{told} {name}"
    return (MINUS if minor < 0 else "") + _grouped(whole)


def qty(count: int) -> str:
    return (MINUS if count < 0 else "") + _grouped(abs(count))


def megabytes(count: int) -> str:
    """Of bytes, at least one; many of them are gigabytes."""
    megabytes = max(1, count >> 20)
    return f"{qty(megabytes)} MB" if megabytes < 10_000 else f"{qty(megabytes >> 10)} GB"


def signed_qty(count: int) -> str:
    """`+1`, `−12`, `0`: what a movement did."""
    return f"+{_grouped(count)}" if count > 0 else qty(count)


def decimal(value: float, places: int = 1) -> str:
    told = f"{abs(value):,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return (MINUS if value < 0 else "") + told


def percent(value: float, places: int = 0) -> str:
    """`value` 0.11 is written `11%`."""
    return decimal(value * 100, places) + "%"


def read_qty(text: str) -> int:
    """`1.250` and `1250`. Raises Unreadable for `1,250.00`, with a hint."""
    return _read(text, 0)


def read_money(text: str, currency: str = "IDR") -> int:
    """Minor units of `currency`; a leading symbol is allowed. Raises Unreadable."""
    symbol = SYMBOLS.get(currency, currency).strip()
    bare = re.sub(rf"^{re.escape(symbol)}\.?\s*", "", text.strip(), flags=re.IGNORECASE)
    return _read(bare, DIGITS.get(currency, 2))


def _read(text: str, digits: int) -> int:
    bare = text.strip().replace("\u00a0", "").replace(" ", "")
    sign = -1 if bare[:1] in {"-", MINUS} else 1
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?", bare.lstrip("-" + MINUS))
    if match is None or len(match[2] or "") > digits:
        raise Unreadable(_hint(digits))
    part = (match[2] or "").ljust(digits, "0")
    return sign * (int(match[1].replace(".", "")) * int(10**digits) + int(part or "0"))


def _hint(digits: int) -> str:
    if digits:
        return translate(
            "formats", "Write 1.250,50 or 1250,50: point for thousands, comma for decimals."
        )
    return translate("formats", "Write 1.250 or 1250: a point for thousands, no decimals.")


# ---------------------------------------------------------------------- times


def local(instant: int) -> datetime:
    """µs UTC as the site's wall time."""
    return (EPOCH + timedelta(microseconds=instant)).astimezone(_zone)


def clock(instant: int) -> str:
    """`17:05`; Qt's Indonesian locale would write 17.05."""
    return f"{local(instant):%H:%M}"


def clock_s(instant: int) -> str:
    return f"{local(instant):%H:%M:%S}"


def day(when: date | int) -> str:
    """`22 Nov 2026` in the language of the desk; an int is µs UTC."""
    return _dated(when, "d MMM yyyy")


def short_day(when: date | int) -> str:
    """`22 Nov`."""
    return _dated(when, "d MMM")


def weekday(when: date | int) -> str:
    """`Tue 24 Nov`: a promise."""
    return _dated(when, "ddd d MMM")


def long_day(when: date | int) -> str:
    """`Sunday 22 November 2026`: the lock screen."""
    return _dated(when, "dddd d MMMM yyyy")


def _dated(when: date | int, pattern: str) -> str:
    known = local(when).date() if isinstance(when, int) else when
    return QLocale().toString(QDate(known.year, known.month, known.day), pattern)


def moment(instant: int, now: int) -> str:
    """`17:05` today, `21 Nov 17:05` on other days, with the year in other years."""
    then, today = local(instant), local(now)
    if then.date() == today.date():
        return clock(instant)
    told = short_day(instant) if then.year == today.year else day(instant)
    return f"{told} {clock(instant)}"


def age(seconds: float) -> str:
    """`2 s`, `14 min`, `3 h`, `6 days`: how old a figure is."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("formats", "{n} s").format(n=whole)
    if whole < 3_600:
        return translate("formats", "{n} min").format(n=whole // 60)
    if whole < 86_400:
        return translate("formats", "{n} h").format(n=whole // 3_600)
    days = whole // 86_400  # apart: lupdate takes // for a comment
    return translate("formats", "%n day(s)", "", days)


def lasting(seconds: float) -> str:
    """`14:32` for a countdown below an hour, `1 h 52` above."""
    whole = max(0, int(seconds))
    if whole < 3_600:
        return f"{whole // 60}:{whole % 60:02d}"
    return translate("formats", "{h} h {m}").format(
        h=whole // 3_600, m=f"{whole % 3_600 // 60:02d}"
    )
