"""The system's own printers: receipts drawn on a page as wide as the paper, or into a PDF."""

from pathlib import Path

import segno
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.kit.code128 import modules
from app.kit.errors import Refusal, Unreachable
from app.ports.printer import COLUMNS, NO_PRINTER, Paper, Strip, Style

WIDTH_MM, MARGIN_MM = 80.0, 4.0  # an 80 mm roll prints 72 mm of its width
LINE_MM = 3.6
BAR_MM, QR_MM = 12.0, 24.0
QUIET_MM = 2.0
FAMILY = "DejaVu Sans Mono"  # any fixed-pitch font will do; Qt takes the next one


class SystemPrinter:
    """Prints on a printer of the system by name, or the default one; with `folder` into PDFs there.

    It draws on the print lane's own thread: Qt allows a painter on a printer there.
    """

    def __init__(self, name: str = "", folder: Path | None = None) -> None:
        self._name = name
        self._folder = folder

    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        """Raises Unreachable: no_printer, or the system did not take it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        path = self._to_file(printer, paper)
        if path is None:
            self._to_device(printer)
        size = QSizeF(WIDTH_MM, height_mm(paper))
        page = QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        portrait = QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(page, portrait, margins, QPageLayout.Unit.Millimeter))
        printer.setCopyCount(copies if path is None else 1)
        painter = QPainter()
        if not painter.begin(printer):
            raise Unreachable("printer_refused")
        draw(painter, paper, printer.resolution() / 25.4)
        if not painter.end():
            raise Unreachable("printer_failed")
        return path

    def _to_file(self, printer: QPrinter, paper: Paper) -> Path | None:
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{paper.name}.pdf"
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return path

    def _to_device(self, printer: QPrinter) -> None:
        known = QPrinterInfo.availablePrinterNames()
        name = self._name or QPrinterInfo.defaultPrinterName()
        if name not in known:
            raise Unreachable(NO_PRINTER)
        printer.setPrinterName(name)


def height_mm(paper: Paper) -> float:
    return 2 * MARGIN_MM + sum(_height(strip) for strip in paper.strips)


def draw(painter: QPainter, paper: Paper, per_mm: float) -> None:
    """`per_mm`: dots of the painter's device in a millimetre."""
    room = (WIDTH_MM - 2 * MARGIN_MM) * per_mm
    font = _font(room)
    top = 0.0
    for strip in paper.strips:
        height = _height(strip) * per_mm
        area = QRectF(0, top, room, height)
        match strip.style:
            case Style.BARCODE:
                _draw_bars(painter, strip.text, area, per_mm)
            case Style.QR:
                _draw_square(painter, strip.text, area, per_mm)
            case style:
                _draw_words(painter, strip.text, area, font, style)
        top += height


def _height(strip: Strip) -> float:
    drawn = {Style.BIG: 2 * LINE_MM, Style.BARCODE: BAR_MM, Style.QR: QR_MM}
    return drawn.get(strip.style, LINE_MM)


def _font(room: float) -> QFont:
    """So large that the columns of a line fill the paper's width."""
    font = QFont(FAMILY)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(100)
    wide = QFontMetricsF(font).horizontalAdvance("0" * COLUMNS)
    font.setPixelSize(max(1, int(100 * room / wide)))
    return font


def _draw_words(painter: QPainter, text: str, area: QRectF, font: QFont, style: Style) -> None:
    chosen = QFont(font)
    chosen.setBold(style is not Style.PLAIN)
    if style is Style.BIG:
        chosen.setPixelSize(2 * font.pixelSize())
    painter.setFont(chosen)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _draw_bars(painter: QPainter, text: str, area: QRectF, per_mm: float) -> None:
    try:
        bars = modules(text)
    except Refusal:  # letters that bars cannot write
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, text)
        return
    wide = max(1, int(area.width() / (len(bars) + 20)))  # whole dots: scanners hate soft edges
    left = int((area.width() - wide * len(bars)) / 2)
    height = area.height() - QUIET_MM * per_mm
    for place, sign in enumerate(bars):
        if sign == "1":
            bar = QRectF(left + place * wide, area.top(), wide, height)
            painter.fillRect(bar, Qt.GlobalColor.black)


def _draw_square(painter: QPainter, text: str, area: QRectF, per_mm: float) -> None:
    rows = segno.make(text, micro=False, error="m").matrix
    dot = max(1, int((QR_MM - 2 * QUIET_MM) * per_mm / len(rows)))
    left = int((area.width() - dot * len(rows)) / 2)
    top = int(area.top() + QUIET_MM * per_mm)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                square = QRectF(left + across * dot, top + down * dot, dot, dot)
                painter.fillRect(square, Qt.GlobalColor.black)
