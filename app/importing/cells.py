"""What may stand in one cell of a list: read as a value, or said why not."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Cell: TypeAlias = Callable[[str], Any]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST = 1_000_000_000  # a number with more digits is a slip of the keyboard
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class WrongCell(Exception):
    """Says what is wrong, as the end of a sentence about the cell."""


def text(typed: str) -> str:
    if not typed:
        raise WrongCell("is empty")
    return typed


def number(typed: str) -> int:
    if not typed.isascii() or not typed.isdecimal() or int(typed) > MOST:
        raise WrongCell("is no whole number of 0 or more")
    return int(typed)


def optional_number(typed: str) -> int | None:
    return number(typed) if typed else None


def money(typed: str) -> int:
    """Minor units of the chain's currency."""
    return number(typed)


def per_mille(typed: str) -> int:
    found = number(typed)
    if found > 1_000:
        raise WrongCell("is more than 1000 per mille")
    return found


def time(typed: str) -> str:
    if not _TIME.fullmatch(typed):
        raise WrongCell("is no time like 08:30")
    return typed


def day(typed: str) -> int:
    """As date.toordinal has it."""
    try:
        return date.fromisoformat(typed).toordinal()
    except ValueError:
        raise WrongCell("is no date like 2026-08-17") from None


def weekday(typed: str) -> int:
    if typed.lower() not in WEEKDAYS:
        raise WrongCell(f"is none of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(typed.lower())


def yes_no(typed: str) -> bool:
    if typed.lower() not in ("yes", "no"):
        raise WrongCell("is neither yes nor no")
    return typed.lower() == "yes"


def choice(known: Sequence[StrEnum]) -> Cell:
    names = [one.value for one in known]

    def read(typed: str) -> str:
        if typed not in names:
            raise WrongCell(f"is none of {', '.join(names)}")
        return typed

    return read
