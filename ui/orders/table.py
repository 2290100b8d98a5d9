"""What is in the basket: painted rows with availability, quantity and total."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from ui.kit import fonts, paint
from ui.kit.dress import Words
from ui.kit.entry import ROW_KEYS
from ui.kit.paged import CELL, Cell, Column, Index, PagedTable, Row, RowDelegate, Wanted
from ui.kit.theme import Status, tokens

ROW_HEIGHT = 58  # ux.md 5
HEAD_HEIGHT = 30
QTY = 3
BAR = 4  # px of amber at the left of a row that needs approval
EDITS = {"+", "-", "delete"}


class BasketTable(PagedTable):
    """Shows the rows it is given, as tall as they are. Letters typed here belong to the box."""

    row_key = Signal(str)
    typed = Signal(str)

    def __init__(self, name: Words, columns: Sequence[Column]) -> None:
        self._given: list[Row] = []
        super().__init__(name, columns, self._fetch, row_height=ROW_HEIGHT)
        self._paints = BasketDelegate(ROW_HEIGHT, self)
        self.setItemDelegate(self._paints)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fetch(self, wanted: Wanted) -> None:
        wanted.deliver(self._given, None)

    def show_rows(self, rows: Sequence[Row], *, amber: Set[str] = frozenset()) -> None:
        """Same ids in the same order: repainted in place, the selection and scroll untouched."""
        same = [row.id for row in rows] == list(self.rows.ids())
        self._given = list(rows)
        self._paints.amber = frozenset(at for at, row in enumerate(rows) if row.id in amber)
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
        self.amber: frozenset[int] = frozenset()  # rows that need approval

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != QTY:
            super().paint(painter, option, index)
            if index.column() == 0 and index.row() in self.amber:
                side = QRectF(option.rect).adjusted(0, 0, BAR - option.rect.width(), -1)
                painter.fillRect(side, tokens().of(Status.WARN).solid)
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
