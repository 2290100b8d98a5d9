"""A table as a file that every spreadsheet reads and none calculates: RFC 4180, guarded cells."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection); full-width forms
# are folded to these by some of them.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"


def guarded(cell: str) -> str:
    """An apostrophe before what could be a formula, and before an apostrophe of its own, so that
    `bare` finds the way back."""
    return GUARD + cell if cell.lstrip(" ").startswith((*STARTS, GUARD)) else cell


def bare(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) else cell


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def from_csv(text: str) -> list[list[str]]:
    read = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [[bare(cell) for cell in row] for row in read]
