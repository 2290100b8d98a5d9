"""Does a receipt come out of a system printer: as a PDF here, drawn on any thread."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from app.kit.code128 import modules
from app.kit.errors import Unreachable
from app.ports.printer import Paper, Strip, Style
from ui.kit.printing import MARGIN_MM, WIDTH_MM, SystemPrinter, draw, height_mm

NUMBER = "JKT01-3-000712"
PAPER = Paper(
    f"pickup_slip-{NUMBER}",
    (
        Strip("Menteng"),
        Strip("TOTAL" + " " * 26 + "Rp 621.000", Style.BOLD),
        Strip("P-07", Style.BIG),
        Strip(NUMBER, Style.BARCODE),
        Strip("A1B2C3", Style.QR),
        Strip("é", Style.BARCODE),
    ),
)


def test_a_receipt_becomes_a_pdf_as_wide_as_the_roll(qapp: object, tmp_path: Path) -> None:
    path = SystemPrinter(folder=tmp_path / "paper").print(PAPER, copies=2)
    assert path == tmp_path / "paper" / f"{PAPER.name}.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_it_prints_on_a_thread_of_its_own(qapp: object, tmp_path: Path) -> None:
    done: list[Path | None] = []
    printer = SystemPrinter(folder=tmp_path)
    thread = threading.Thread(target=lambda: done.append(printer.print(PAPER)))
    thread.start()
    thread.join()
    assert done == [tmp_path / f"{PAPER.name}.pdf"]


def test_a_printer_that_is_not_there_is_told(qapp: object) -> None:
    with pytest.raises(Unreachable, match="no_printer"):
        SystemPrinter("a printer that nobody has").print(PAPER)


def test_the_bars_on_the_paper_are_those_of_the_number(qapp: object) -> None:
    per_mm = 8.0  # 203 dots an inch, as thermal printers have
    paper = Paper("x", (Strip(NUMBER, Style.BARCODE),))
    room = int((WIDTH_MM - 2 * MARGIN_MM) * per_mm)
    image = QImage(room, int(height_mm(paper) * per_mm), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw(painter, paper, per_mm)
    painter.end()
    dots = "".join("1" if image.pixelColor(x, 20).lightness() < 128 else "0" for x in range(room))
    wide = int(room / (len(modules(NUMBER)) + 20))
    assert dots.strip("0") == "".join(sign * wide for sign in modules(NUMBER))
    assert dots.index("1") >= 10 * wide  # the quiet zone
