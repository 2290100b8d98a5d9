"""What every printer must keep, and the bytes that a receipt printer gets."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.printers import CUT, ESC, GS, INITIALISE, FilePrinter, NullPrinter, escpos
from app.kit.errors import Unreachable
from app.ports.printer import Paper, Strip, Style

PAPER = Paper(
    "pickup_slip-JKT01-3-000712",
    (
        Strip("Menteng"),
        Strip("Total −Rp 138.000", Style.BOLD),
        Strip("P-07", Style.BIG),
        Strip("JKT01-3-000712", Style.BARCODE),
        Strip("A1B2C3", Style.QR),
    ),
)


def test_a_file_printer_leaves_the_paper_to_read_and_the_bytes_to_send(tmp_path: Path) -> None:
    path = FilePrinter(tmp_path / "paper").print(PAPER)
    assert path is not None
    assert path.read_text().splitlines()[:2] == ["Menteng", "Total −Rp 138.000"]
    assert path.with_suffix(".escpos").read_bytes() == escpos(PAPER)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_each_print_is_a_file_of_its_own(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    paths = [printer.print(PAPER) for _ in range(3)]
    assert len(set(paths)) == 3


def test_a_folder_that_cannot_be_written_is_a_printer_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("in the way")
    with pytest.raises(Unreachable):
        FilePrinter(tmp_path / "paper").print(PAPER)


def test_without_a_printer_nothing_comes_out() -> None:
    with pytest.raises(Unreachable, match="no_printer"):
        NullPrinter().print(PAPER)


def test_the_printer_draws_the_barcode_and_the_square_itself() -> None:
    told = escpos(PAPER)
    assert told.startswith(INITIALISE)
    assert told.endswith(CUT)
    assert GS + b"k\x49\x10{BJKT01-3-000712" in told
    assert GS + b"(k\x09\x00\x31\x50\x30A1B2C3" in told
    assert b"Total -Rp 138.000\n" in told


def test_copies_are_cut_apart() -> None:
    assert escpos(PAPER, copies=3).count(CUT) == 3


@given(st.text(max_size=60))
def test_no_text_commands_the_printer(text: str) -> None:
    """Open the drawer, cut, reset: what a customer called himself must not."""
    for style in (Style.PLAIN, Style.BOLD, Style.BIG):
        plain = escpos(Paper("x", (Strip("", style),)))
        told = escpos(Paper("x", (Strip(text, style),)))
        assert told.count(ESC) == plain.count(ESC)
        assert told.count(GS) == plain.count(GS)
        assert sum(byte < 0x20 for byte in told) == sum(byte < 0x20 for byte in plain)


@pytest.mark.parametrize("text", ["", "é", "a\x1bp\x00", "x" * 61])
def test_what_bars_cannot_write_is_printed_as_letters(text: str) -> None:
    assert GS + b"k" not in escpos(Paper("x", (Strip(text, Style.BARCODE),)))
