"""Rules by priority, or versions by age: numbered rows of two lines with a chip, chosen by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import Dressed, Size, Status, Words, fonts, icons, paint, say, tokens
from ui.kit.thinbar import thin

ROW = 58  # a basket row: ux.md section 5
Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """`lead` is the bold beginning of the first line; `faded`: off, or past."""

    id: str
    number: str
    lead: str
    rest: str
    detail: str
    chip: str = ""
    status: Status = Status.IDLE
    icon: str | None = None
    faded: bool = False

    def spoken(self) -> str:
        told = [f"{self.number} {self.lead} {self.rest}", self.detail, self.chip]
        return ", ".join(part.strip() for part in told if part.strip())


class Entries(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def place_of(self, entry_id: str) -> int:
        return next((at for at, entry in enumerate(self.entries) if entry.id == entry_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken()
        return entry if role == ENTRY else None


class Listing(Dressed, QListView):
    """The focus stays in the entry box, whose arrows come here by `step`."""

    chosen = Signal(str)
    dragged = Signal(int)  # the chosen row, by so many places

    def __init__(self, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.drags = False
        self._held = -1
        self._silent = False
        self.entries = Entries(self)
        self.setModel(self.entries)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.selectionModel().currentChanged.connect(self._moved)
        self.put_on()

    @property
    def chosen_id(self) -> str:
        at = self.currentIndex().row()
        return self.entries.entries[at].id if 0 <= at < len(self.entries.entries) else ""

    def show_entries(self, entries: Sequence[Entry], chosen: str) -> None:
        """The choice is the caller's: a list that is filled again tells nothing."""
        self._silent = True
        if entries != self.entries.entries:
            self.entries.show(entries)
        self.setCurrentIndex(self.entries.index(self.entries.place_of(chosen), 0))
        self._silent = False

    def step(self, by: int) -> None:
        count = len(self.entries.entries)
        if count:
            to = max(0, min(count - 1, self.currentIndex().row() + by))
            self.setCurrentIndex(self.entries.index(to, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._held = self.indexAt(event.position().toPoint()).row()
        if self.drags and self._held >= 0:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A held row stays chosen until it is let go over its new place."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().unsetCursor()
        to = self.indexAt(event.position().toPoint()).row()
        if self.drags and self._held >= 0 and to >= 0 and to != self._held:
            self.dragged.emit(to - self._held)
        self._held = -1

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._silent and now.isValid():
            self.chosen.emit(self.chosen_id)

    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        worn = tokens()
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, worn.ink("sel" if selected else "surface"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), worn.ink("border"))
        ink = worn.text3 if entry.faded else worn.sel_text if selected else worn.text
        left = area.x() + 12
        if isinstance(view := self.parent(), Listing) and view.drags and entry.number:
            icons.paint(painter, "grip-vertical", worn.text3, left, area.center().y() - 8, 16)
        number = QRectF(left + 22, area.y(), 40, ROW)
        paint.words(painter, number, entry.number, colour=worn.text2)
        left += 26 + max(12, 9 * len(entry.number)) + 8
        self._words(painter, entry, QRectF(left, area.y(), area.right() - 14 - left, ROW), ink)
        painter.restore()

    def _words(self, painter: QPainter, entry: Entry, room: QRectF, ink: str) -> None:
        top = QRectF(room.x(), room.y() + 8, room.width(), 20)
        bold = fonts.font(Size.BODY, fonts.SEMIBOLD)
        took = paint.words(painter, top, entry.lead, colour=ink, weight=fonts.SEMIBOLD)
        took += QFontMetricsF(bold).horizontalAdvance(" ")
        rest = top.adjusted(took, 0, 0, 0)
        if rest.width() > 12:
            paint.words(painter, rest, entry.rest, colour=ink)
        chip = paint.chip_width(entry.chip, icon=entry.icon != "") if entry.chip else 0
        chip = min(chip, room.width() * 0.62)
        under = QRectF(room.x(), room.y() + 29, room.width() - chip - (8 if chip else 0), 18)
        paint.words(painter, under, entry.detail, colour=tokens().text2, size=Size.SECONDARY)
        if chip:
            at = QPointF(room.right() - chip, room.y() + 28)
            paint.chip(
                painter,
                at,
                entry.status,
                entry.chip,
                icon=entry.icon,
                on_selection=True,
                room=chip,
            )
