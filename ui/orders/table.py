"""What is in the basket: painted rows with availability, quantity and total."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from ui.kit import fonts, paint
from ui.kit.dress import Words
from ui.kit.entry import ROW_KEYS
from ui.kit.paged import Cell, Column, PagedTable, Row, Wanted
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
        self._amber: frozenset[int] = frozenset()  # rows that need approval
        super().__init__(name, columns, self._fetch, row_height=ROW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fetch(self, wanted: Wanted) -> None:
        wanted.deliver(self._given, None)

    def show_rows(self, rows: Sequence[Row], *, amber: Set[str] = frozenset()) -> None:
        """Same ids in the same order: repainted in place, the selection and scroll untouched."""
        same = [row.id for row in rows] == list(self.rows.ids())
        self._given = list(rows)
        self._amber = frozenset(at for at, row in enumerate(rows) if row.id in amber)
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

    def draw_cell(
        self, painter: QPainter, at: int, column: int, cell: Cell, area: QRectF, *, selected: bool
    ) -> None:
        if column == QTY:
            self._draw_quantity(painter, cell, area, selected=selected)
            return
        super().draw_cell(painter, at, column, cell, area, selected=selected)
        if column == 0 and at in self._amber:
            side = QRectF(area.x(), area.y(), BAR, area.height())
            painter.fillRect(side, tokens().of(Status.WARN).solid)

    def _draw_quantity(
        self, painter: QPainter, cell: Cell, area: QRectF, *, selected: bool
    ) -> None:
        worn = tokens()
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
