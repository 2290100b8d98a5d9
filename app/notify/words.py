"""How amounts, dates and names are written in what leaves the house, in the reader's language."""

import unicodedata
from dataclasses import dataclass

from app.kit.clock import Instant, as_datetime, business_day
from app.kit.money import DIGITS

LANGUAGES = ("en", "id")
MINUS = "\u2212"
_SYMBOLS = {"IDR": "Rp ", "EUR": "€ ", "GBP": "£ ", "USD": "US$ ", "SGD": "S$ ", "MYR": "RM "}
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
# Overrides and isolates turn letters around; joiners (emoji, Indic) are left alone.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def known_language(language: str) -> str:
    """`en-GB` reads English; what we have no words for reads the shop's Indonesian."""
    short = language.strip().lower()[:2]
    return short if short in LANGUAGES else "id"


def one_line(text: str) -> str:
    """Text of people as one harmless line: no breaks, no control characters, none that turn it."""
    kept = "".join(
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or _is_shown(sign)
    )
    return " ".join(kept.split())


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"} and sign not in _TURNING


@dataclass(frozen=True, slots=True)
class Words:
    """Bound to one reader: language, currency and the zone of the place that is meant."""

    language: str
    currency: str = "IDR"
    zone: str = "Asia/Jakarta"

    def money(self, minor: int) -> str:
        """`Rp 3.174.000`, `−Rp 138.000`; a rupiah is written alike in both languages."""
        digits = DIGITS.get(self.currency, 2)
        whole, part = divmod(abs(minor), 10**digits)
        told = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
        if self.language == "id" or self.currency == "IDR":
            told = told.translate(str.maketrans(",.", ".,"))
        symbol = _SYMBOLS.get(self.currency, f"{self.currency} ")
        return (MINUS if minor < 0 else "") + symbol + told

    def day(self, moment: int) -> str:
        """`Tuesday 24 November 2026`, `Selasa 24 November 2026`."""
        when = business_day(Instant(moment), self.zone)
        month = _MONTHS[self.language].split()[when.month - 1]
        return f"{_DAYS[self.language][when.weekday()]} {when.day} {month} {when.year}"

    def short_day(self, moment: int) -> str:
        """`24/11/2026`: day first in both languages."""
        return f"{business_day(Instant(moment), self.zone):%d/%m/%Y}"

    def clock(self, moment: int) -> str:
        """`17:05 WIB`: shops three zones apart sell to one customer."""
        when = as_datetime(Instant(moment), self.zone)
        return f"{when:%H:%M} {when.tzname() or ''}".strip()

    def moment(self, moment: int) -> str:
        return f"{self.day(moment)}, {self.clock(moment)}"

    def stamp(self, moment: int) -> str:
        """`24/11/2026 17:05`: where there is little room."""
        when = as_datetime(Instant(moment), self.zone)
        return f"{when:%d/%m/%Y %H:%M}"
