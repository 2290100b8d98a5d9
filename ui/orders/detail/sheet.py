"""A short table shown whole: ledger, notes, mails, holds or raw events of one order."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import (
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    Cell,
    Column,
    Dressed,
    Size,
    Words,
    fonts,
    paint,
    say,
    tokens,
)

ROW, HEAD, EDGE, GAP = 35, 30, 16, 20
LEAST = 120  # of the column that stretches


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`strong` is the sum below the others."""

    cells: tuple[Cell, ...]
    strong: bool = False


class Sheet(Dressed, QWidget):
    """Columns are as wide as their words; the one without `right` and with width 0 stretches."""

    def __init__(self, name: Words, columns: Sequence[Column]) -> None:
        super().__init__()
        self._name, self._columns = name, list(columns)
        self.rows: list[SheetRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    def show_rows(self, rows: Sequence[SheetRow]) -> None:
        self.rows = list(rows)
        self.retranslate()
        self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        return [" · ".join(_told(cell) for cell in row.cells if cell.text) for row in self.rows]

    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))
        self.setAccessibleDescription("\n".join(self.texts()))

    def sizeHint(self) -> QSize:
        return QSize(400, HEAD + ROW * len(self.rows) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _widths(self) -> list[float]:
        head = QFontMetricsF(fonts.font(Size.SECONDARY, MEDIUM))
        wide = [head.horizontalAdvance(say(column.words)) for column in self._columns]
        for row in self.rows:
            for at, cell in enumerate(row.cells):
                wide[at] = max(wide[at], _needs(cell, row.strong))
        stretch = next(
            at for at, column in enumerate(self._columns) if not column.width and not column.right
        )
        others = sum(need for at, need in enumerate(wide) if at != stretch)
        room = self.width() - 2 * EDGE - GAP * (len(wide) - 1) - others
        wide[stretch] = max(LEAST, room)
        return wide

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, wide = tokens(), self._widths()
        painter = QPainter(self)
        self._row(painter, 0, HEAD, [Cell(say(column.words)) for column in self._columns], wide)
        painter.fillRect(1, HEAD - 1, self.width() - 2, 1, worn.ink("border"))
        for at, row in enumerate(self.rows):
            top = HEAD + at * ROW
            if row.strong:
                painter.fillRect(1, top, self.width() - 2, ROW, worn.ink("raised"))
            self._row(painter, top, ROW, row.cells, wide, strong=row.strong)
            if at < len(self.rows) - 1:
                painter.fillRect(1, top + ROW - 1, self.width() - 2, 1, worn.ink("grid"))

    def _row(
        self,
        painter: QPainter,
        top: float,
        tall: float,
        cells: Sequence[Cell],
        wide: Sequence[float],
        *,
        strong: bool = False,
    ) -> None:
        left, head = float(EDGE), tall == HEAD
        for cell, column, width in zip(cells, self._columns, wide, strict=True):
            room = QRectF(left, top, width, tall)
            left += width + GAP
            if cell.chip:
                at = QPointF(room.x(), room.center().y() - paint.CHIP_HEIGHT / 2)
                paint.chip(painter, at, cell.chip, cell.text, icon=cell.icon or None, room=width)
                continue
            self._cell(painter, cell, room, column.right, head=head, strong=strong)

    def _cell(
        self, painter: QPainter, cell: Cell, room: QRectF, right: bool, *, head: bool, strong: bool
    ) -> None:
        worn = tokens()
        ink = worn.ink("text2") if head else worn.ink(cell.ink or "text")
        weight = MEDIUM if head else SEMIBOLD if strong or cell.bold else REGULAR
        took = paint.words(
            painter,
            room,
            cell.text,
            colour=ink,
            size=Size.SECONDARY if head else Size.BODY,
            weight=weight,
            align=Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft,
        )
        rest = room.adjusted(took + 10, 0, 0, 0)
        if cell.detail and not right and rest.width() > 24:
            paint.words(painter, rest, cell.detail, colour=worn.text2, size=Size.SECONDARY)


def _needs(cell: Cell, strong: bool) -> float:
    if cell.chip:
        return paint.chip_width(cell.text)
    metrics = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD if strong or cell.bold else REGULAR))
    return metrics.horizontalAdvance(cell.text) + 1


def _told(cell: Cell) -> str:
    return f"{cell.text}, {cell.detail}" if cell.detail else cell.text
