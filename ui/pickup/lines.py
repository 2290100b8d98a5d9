"""What belongs into this parcel: one row per line with what is picked, missing or done."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.fulfillment.queries import ParcelLine
from ui.kit import MEDIUM, SEMIBOLD, Dressed, Size, formats, icons, paint, tokens

ROW = 54
FLASH_MS = 300  # ux.md 2.9: a taken scan


class LineRows(Dressed, QWidget):
    """Painted rows; while picking one is marked: the one that `−` means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[ParcelLine] = ()
        self._picking = False
        self.marked = ""
        self._flashing = ""
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(FLASH_MS)
        self._calm.timeout.connect(self._calmed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    def text(self) -> str:
        return "; ".join(
            f"{line.name} {line.picked}/{line.quantity}, {self._detail(line)}"
            for line in self._lines
        )

    @property
    def marked_line(self) -> ParcelLine | None:
        return next((line for line in self._lines if line.line_id == self.marked), None)

    def show_lines(self, lines: Sequence[ParcelLine], *, picking: bool) -> None:
        """The mark stays on its line while that has something left, else goes to the next one."""
        self._lines, self._picking = lines, picking
        if not picking:
            self.marked = ""
        elif self.marked not in [line.line_id for line in self._open()]:
            self.marked = next((line.line_id for line in self._open()), "")
        self.retranslate()
        self.updateGeometry()
        self.update()

    def step(self, by: int) -> None:
        ids = [line.line_id for line in self._open()]
        if ids:
            at = ids.index(self.marked) if self.marked in ids else 0
            self.marked = ids[(at + by) % len(ids)]
            self.update()

    def flash(self, line_id: str) -> None:
        self._flashing = line_id
        self._calm.start()
        self.update()

    def _open(self) -> list[ParcelLine]:
        return [line for line in self._lines if line.quantity > line.picked]

    def _calmed(self) -> None:
        self._flashing = ""
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self.text())

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, ROW * len(self._lines))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y() // ROW)
        if self._picking and at < len(self._lines) and self._lines[at] in self._open():
            self.marked = self._lines[at].line_id
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, line in enumerate(self._lines):
            self._row(painter, line, QRectF(0, at * ROW, self.width(), ROW))

    def _row(self, painter: QPainter, line: ParcelLine, area: QRectF) -> None:
        worn = tokens()
        box = area.adjusted(0, 2, 0, -2)
        if line.line_id == self._flashing:
            glow = QColor(worn.of("ok").solid)
            glow.setAlphaF(0.25)
            paint.box(painter, box, radius=6, fill=glow)
        elif line.line_id == self.marked:
            paint.box(painter, box, radius=6, fill=worn.sel)
        icon, ink = self._state(line)
        icons.paint(painter, icon, worn.ink(ink), 8, area.center().y() - 10, 20)
        count = f"{formats.qty(line.picked)} / {formats.qty(line.quantity)}"
        right = paint.words(
            painter,
            area.adjusted(40, 0, -8, 0),
            count,
            colour=worn.sel_text if line.line_id == self.marked else worn.text,
            size=Size.STRONG,
            weight=SEMIBOLD,
            align=Qt.AlignmentFlag.AlignRight,
        )
        wide = area.width() - 40 - right - 20
        middle = area.center().y()
        name = QRectF(40, middle - 19, wide, 20)
        under = QRectF(40, middle + 1, wide, 17)
        paint.words(painter, name, _named(line), colour=worn.text, weight=MEDIUM)
        paint.words(
            painter,
            under,
            self._detail(line),
            colour=worn.ink("warn" if line.short and line.line_id != self.marked else "text2"),
            size=Size.SECONDARY,
        )

    def _detail(self, line: ParcelLine) -> str:
        parts = [line.sku]
        if line.short:
            parts.append(self.tr("%n short", "", line.short))
        if line.note:
            parts.append(line.note)
        return " · ".join(parts)

    def _state(self, line: ParcelLine) -> tuple[str, str]:
        if line.quantity == 0:
            return "triangle-alert", "warn"
        if line.picked >= line.quantity:
            return "circle-check", "ok"
        return ("circle-dot", "info") if line.picked else ("circle-dashed", "text2")


def _named(line: ParcelLine) -> str:
    parts = (" ".join(filter(None, (line.name, line.colour))), line.size)
    return " · ".join(filter(None, parts))
