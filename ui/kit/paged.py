"""How is a list of any length shown: rows loaded in pages by keyset, painted row by row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import Status, tokens
from ui.kit.thinbar import thin

PAGE_ROWS = 200  # one screen is 40; 200 keeps a fast wheel ahead of the read lane
ROW = 42
Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """Pre-formatted: the delegate only draws. `chip` makes `text` a status chip."""

    text: str
    detail: str = ""
    ink: str = ""
    detail_ink: str = "text2"
    bold: bool = False
    icon: str = ""
    chip: Status | str = ""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    cells: tuple[Cell, ...]


class RowLater:
    """A row whose cells are made when it is seen: 200 come with a page, 20 are looked at."""

    __slots__ = ("_made", "_make", "id")

    def __init__(self, row_id: str, make: Callable[[], Row]) -> None:
        self.id = row_id
        self._make = make
        self._made: Row | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made.cells


AnyRow: TypeAlias = Row | RowLater


@dataclass(frozen=True, slots=True)
class Column:
    """`width` 0 stretches; `right` for figures."""

    words: Words
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page to load: rows after `cursor` (None: from the top), answered once."""

    cursor: object | None
    limit: int
    deliver: "Callable[[Sequence[AnyRow], object | None], None]"
    fail: "Callable[[], None]" = field(default=lambda: None)


Fetch: TypeAlias = Callable[[Wanted], None]


class PagedModel(QAbstractTableModel):
    """`fetch` gets a Wanted and answers deliver(rows, next cursor or None for the end).

    Replies of an older generation (another search) are dropped; data() only looks up.
    """

    loaded = Signal(int)  # rows now here
    broke = Signal()

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._fetch = fetch
        self._rows: list[AnyRow] = []
        self._places: dict[str, int] = {}
        self._cursor: object | None = None
        self._ended = True
        self._in_flight = False
        self._generation = 0

    # ------------------------------------------------------------------ loading

    def reload(self) -> None:
        """From the top; the old rows stay until the new ones are here."""
        self._generation += 1
        self._in_flight = True
        self._ask(None, self._first_page)

    def _ask(
        self, cursor: object | None, take: Callable[[Sequence[AnyRow], object | None], None]
    ) -> None:
        generation = self._generation

        def deliver(rows: Sequence[AnyRow], following: object | None) -> None:
            if generation == self._generation:
                take(rows, following)

        def fail() -> None:
            if generation == self._generation:
                self._in_flight = False
                self.broke.emit()

        self._fetch(Wanted(cursor, PAGE_ROWS, deliver, fail))

    def _first_page(self, rows: Sequence[AnyRow], following: object | None) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.id: at for at, row in enumerate(self._rows)}
        self._cursor, self._ended = following, following is None
        self.endResetModel()
        self._in_flight = False
        self.loaded.emit(len(self._rows))

    def _next_page(self, rows: Sequence[AnyRow], following: object | None) -> None:
        fresh = [row for row in rows if row.id not in self._places]
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows.extend(fresh)
            self._places |= {row.id: first + at for at, row in enumerate(fresh)}
            self.endInsertRows()
        self._cursor, self._ended = following, following is None
        self._in_flight = False  # only now: endInsertRows may ask for more at once
        self.loaded.emit(len(self._rows))

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and not self._ended and not self._in_flight

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self.canFetchMore(parent):
            self._in_flight = True
            self._ask(self._cursor, self._next_page)

    # ------------------------------------------------------------------ rows

    def replace(self, rows: Iterable[Row]) -> None:
        """Fresh contents for rows that are here, in their places; others are left alone."""
        for row in rows:
            at = self._places.get(row.id)
            if at is not None:
                self._rows[at] = row
                last = self.index(at, len(self._columns) - 1)
                self.dataChanged.emit(self.index(at, 0), last)

    def row_at(self, at: int) -> AnyRow | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def ids(self) -> Sequence[str]:
        return [row.id for row in self._rows]

    # ------------------------------------------------------------------ Qt's questions

    def columns(self) -> Sequence[Column]:
        return self._columns

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _TOLD:
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and cell.detail:
            return f"{cell.text}, {cell.detail}"
        return cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(self._columns[section].words)
        return None

    def retranslate(self) -> None:
        last = len(self._columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)


_TOLD = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


class PagedTable(Dressed, QTableView):
    """Rows chosen by id: a reload keeps the selection on the same thing.

    It paints its rows itself: a delegate that asks the model for each cell, and both through Qt,
    takes twice as long as the drawing.
    """

    chosen = Signal(str)  # the selected id; "" when nothing is
    opened = Signal(str)  # Enter or a double click

    def __init__(
        self,
        name: Words,
        columns: Sequence[Column],
        fetch: Fetch,
        *,
        row_height: int = ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._kept = ""
        self._row_height = row_height
        self.rows = PagedModel(columns, fetch, self)
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        thin(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self._head(columns)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.rows.modelReset.connect(self._found_again)
        self.activated.connect(self._opened)
        self.put_on()

    def _head(self, columns: Sequence[Column]) -> None:
        header = _Header(self.rows, self)
        self.setHorizontalHeader(header)
        header.setFixedHeight(30)
        header.setMinimumSectionSize(24)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        for at, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(at, column.width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    @property
    def selected_id(self) -> str:
        return self._kept

    def reload(self) -> None:
        self.rows.reload()

    def select(self, row_id: str) -> None:
        """Put the selection on a row that is loaded; remembered when it is not here yet."""
        self._kept = row_id
        place = self.rows.place_of(row_id)
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, 0))

    def step(self, by: int) -> None:
        """From the entry box's arrows: the selection moves, the focus stays."""
        count = self.rows.rowCount()
        if count:
            at = self.currentIndex().row()
            to = 0 if at < 0 else max(0, min(count - 1, at + by))
            self.setCurrentIndex(self.rows.index(to, 0))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.row_at(now.row())
        if row is not None and row.id != self._kept:
            self._kept = row.id
            self.chosen.emit(row.id)

    def _found_again(self) -> None:
        place = self.rows.place_of(self._kept)
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, 0))
        elif self._kept:
            self._kept = ""
            self.chosen.emit("")

    def _opened(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))
        self.rows.retranslate()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Selection fills the row, a line lies under it; no grid lines up."""
        worn = tokens()
        line, grounds = worn.ink("border"), (worn.ink("surface"), worn.ink("sel"))
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        columns = range(len(self.rows.columns()))
        places = [(self.columnViewportPosition(at), self.columnWidth(at)) for at in columns]
        width, height = self.viewport().width(), self._row_height
        painter = QPainter(self.viewport())
        for at in self._seen(event.rect()):
            row = self.rows.row_at(at)
            assert row is not None
            y, selected = self.rowViewportPosition(at), at in chosen
            painter.fillRect(0, y, width, height, grounds[selected])
            painter.fillRect(0, y + height - 1, width, 1, line)
            for column, cell in enumerate(row.cells):
                left, wide = places[column]
                area = QRectF(left, y, wide, height - 1)
                self.draw_cell(painter, at, column, cell, area, selected=selected)

    def _seen(self, area: QRect) -> range:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, last + 1 if last >= 0 else self.rows.rowCount())

    def draw_cell(
        self, painter: QPainter, at: int, column: int, cell: Cell, area: QRectF, *, selected: bool
    ) -> None:
        """Text with detail, figures to the right, chips; on the ground of row `at`."""
        columns = self.rows.columns()
        first, last = column == 0, column == len(columns) - 1
        room = area.adjusted(16 if first else 8, 0, -16 if last else -8, 0)
        _draw(painter, cell, room, selected, right=columns[column].right)


def _draw(painter: QPainter, cell: Cell, room: QRectF, selected: bool, *, right: bool) -> None:
    worn = tokens()
    if cell.chip:
        at = QPointF(room.x(), room.center().y() - paint.CHIP_HEIGHT / 2)
        icon = cell.icon or None
        paint.chip(
            painter,
            at,
            cell.chip,
            cell.text,
            icon=icon,
            on_selection=selected,
            room=room.width(),
        )
        return
    if cell.icon:
        icons.paint(painter, cell.icon, worn.text2, room.x(), room.center().y() - 8, 16)
        room = room.adjusted(26, 0, 0, 0)
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    ink = worn.ink(cell.ink or ("sel_text" if selected else "text"))
    weight = fonts.SEMIBOLD if cell.bold else fonts.REGULAR
    if not cell.detail:
        paint.words(painter, room, cell.text, colour=ink, weight=weight, align=align)
        return
    middle = room.center().y()
    top = QRectF(room.x(), middle - 19, room.width(), 20)
    under = QRectF(room.x(), middle + 1, room.width(), 17)
    paint.words(painter, top, cell.text, colour=ink, weight=weight, align=align)
    paint.words(
        painter,
        under,
        cell.detail,
        colour=worn.ink(cell.detail_ink),
        size=Size.SECONDARY,
        align=align,
    )


class _Header(QHeaderView):
    """Column words over their cells: figures end where the figures end."""

    def __init__(self, model: PagedModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        worn = tokens()
        area = QRectF(rect)
        column = self._model.columns()[section]
        last = section == len(self._model.columns()) - 1
        painter.fillRect(area, worn.ink("surface"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), worn.ink("border"))
        room = area.adjusted(16 if section == 0 else 8, 0, -16 if last else -8, -1)
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        paint.words(
            painter,
            room,
            say(column.words),
            colour=worn.text2,
            size=Size.SECONDARY,
            weight=fonts.MEDIUM,
            align=align,
        )
