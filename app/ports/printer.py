"""What is put on paper, and who puts it there."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

NO_PRINTER = "no_printer"  # why a paper is kept where there is none to wait for
COLUMNS = 42  # of an 80 mm thermal printer in its usual font


class Style(StrEnum):
    PLAIN = "plain"
    BOLD = "bold"
    BIG = "big"  # twice as wide and high: half the columns
    BARCODE = "barcode"  # Code 128 of the text
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of paper. The text holds no control characters: a printer would obey them."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Paper:
    """One document; `name` is fit for a file."""

    name: str
    strips: tuple[Strip, ...]

    def text(self) -> str:
        """As a person reads it in a file: what is drawn stands in brackets."""
        drawn = (Style.BARCODE, Style.QR)
        lines = [f"[{s.text}]" if s.style in drawn else s.text for s in self.strips]
        return "\n".join([*lines, ""])


class Printer(Protocol):
    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        """Where the paper can be read, when that is a file.

        Raises Unreachable when nothing came out: the paper is kept for another try.
        """
        ...
