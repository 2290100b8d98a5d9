"""What is in the basket: painted rows with availability, quantity and total."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from ui.kit import fonts, paint
from ui.kit.dress import Words
from ui.kit.entry import ROW_KEYS
from ui.kit.paged import CELL, Cell, Column, Index, PagedTable, Row, RowDelegate, Wanted
from ui.kit.theme import tokens

ROW_HEIGHT = 58  # ux.md 5
HEAD_HEIGHT = 30
QTY = 3
EDITS = {"+", "-", "delete"}


class BasketTable(PagedTable):
    """Shows the rows it is given, as tall as they are. Letters typed here belong to the box."""

    row_key = Signal(str)
    typed = Signal(str)

    def __init__(self, name: Words, columns: Sequence[Column]) -> None:
        self._given: list[Row] = []
        super().__init__(name, columns, self._fetch, row_height=ROW_HEIGHT)
        self.setItemDelegate(BasketDelegate(ROW_HEIGHT, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fetch(self, wanted: Wanted) -> None:
        wanted.deliver(self._given, None)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Same ids in the same order: repainted in place, the selection and scroll untouched."""
        same = [row.id for row in rows] == list(self.rows.ids())
        self._given = list(rows)
        if same:
            self.rows.replace(rows)
        else:
            self.reload()
        self.setMaximumHeight(HEAD_HEIGHT + ROW_HEIGHT * len(rows))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(420, HEAD_HEIGHT + ROW_HEIGHT * len(self._given))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEAD_HEIGHT + ROW_HEIGHT * min(2, len(self._given)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = ROW_KEYS.get(Qt.Key(event.key())) if event.key() in ROW_KEYS else None
        if act in EDITS:
            self.row_key.emit(act)
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class BasketDelegate(RowDelegate):
    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(row_height, parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != QTY:
            super().paint(painter, option, index)
            return
        cell: Cell = index.data(CELL)
        worn = tokens()
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, worn.ink("sel" if selected else "surface"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), worn.ink("border"))
        field = QRectF(area.x() + 8, area.center().y() - 16, 44, 32)
        edge = worn.focus if selected else worn.outline
        paint.box(painter, field, radius=6, fill=worn.surface, edge=edge)
        paint.words(
            painter,
            field,
            cell.text,
            colour=worn.text,
            weight=fonts.SEMIBOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        painter.restore()
