"""What holds a part of a screen together: a bordered card with a heading, and a wrapping row."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit import fonts, paint
from ui.kit.chip import KeyCap
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.text import TextLabel, text_label
from ui.kit.theme import tokens
from ui.kit.thinbar import thin


class Card(Dressed, QWidget):
    """A surface with a one pixel edge. `body` takes the content; a title makes the heading row."""

    def __init__(
        self,
        title: Words = "",
        *,
        key: str = "",
        note: Words = "",
        margins: int = 16,
        spacing: int = 8,
        raised: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`elide`: a title that gives way to what stands beside it."""
        super().__init__(parent)
        self._raised = raised
        self._chosen = False
        self.body = QVBoxLayout(self)
        if margins:
            self.body.setContentsMargins(margins, margins, margins, margins)
        else:  # a list to the very edge would paint over the edge and its round corners
            self.body.setContentsMargins(1, 6, 1, 6)
        self.body.setSpacing(spacing)
        self.heading: QHBoxLayout | None = None
        self.title: TextLabel | None = None
        self.note: TextLabel | None = None
        if title:
            self._head(title, key, note, elide=elide)

    def _head(self, title: Words, key: str, note: Words, *, elide: bool) -> None:
        self.heading = QHBoxLayout()
        self.heading.setSpacing(8)
        self.title = text_label(title, size=Size.STRONG, weight=fonts.SEMIBOLD, elide=elide)
        self.note = text_label(note, size=Size.SECONDARY, ink="text2")
        self.heading.addWidget(self.title, int(elide))
        if not elide:
            self.heading.addStretch(1)
        self.heading.addWidget(self.note)
        if key:
            self.heading.addWidget(KeyCap(key))
        self.body.addLayout(self.heading)
        self.note.setVisible(bool(note))  # only now: without a parent it would open as a window

    def set_chosen(self, chosen: bool) -> None:
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        fill = worn.primary_soft if self._chosen else worn.raised if self._raised else worn.surface
        painter = QPainter(self)
        edge = worn.primary if self._chosen else worn.border
        width = 2 if self._chosen else 1
        paint.box(painter, QRectF(self.rect()), radius=10, fill=fill, edge=edge, width=width)


class Bar(Dressed, QWidget):
    """A strip of the surface's colour along the window, with a rule where the screen begins."""

    def __init__(self, edge: Qt.Edge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge = edge

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(worn.surface))
        y = 0 if self._edge is Qt.Edge.TopEdge else self.height() - 1
        painter.fillRect(0, y, self.width(), 1, QColor(worn.border))


def discard(widget: QWidget) -> None:
    """Take a widget off the screen for good.

    Not by setParent(None): a layout shows its fresh widgets a turn of the event loop later, and
    one without a parent would then open as a window and take the keyboard.
    """
    widget.hide()
    widget.deleteLater()


def column(*widgets: QWidget, spacing: int = 12, stretch: bool = True) -> QVBoxLayout:
    """Widgets under each other, pushed up when there is room left."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch(1)
    return made


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; None is the stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def list_beside(listing: QWidget, wide: int, *parts: QWidget | None) -> QHBoxLayout:
    """A list on a card that takes all the room, and a column of parts, the first of them as tall
    as it can be; None keeps the ones below it at the foot."""
    card = Card(margins=0)
    card.body.addWidget(listing)
    column = QWidget()
    column.setFixedWidth(wide)
    side = QVBoxLayout(column)
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(12)
    for at, part in enumerate(parts):
        if part is None:
            side.addStretch()
        else:
            side.addWidget(part, int(at == 0))
    line = QHBoxLayout()
    line.setSpacing(14)
    line.addWidget(card, 1)
    line.addWidget(column)
    return line


def scrolled(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """`content` in a frameless area that scrolls upright only."""
    area = QScrollArea(parent)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    hold(area, content)
    return area


def hold(area: QScrollArea, content: QWidget) -> None:
    """Put `content` into `area`; what lies under the area shows between its parts."""
    area.setWidget(content)
    for part in (area.viewport(), content):
        part.setAutoFillBackground(False)
    thin(area)


class FlowLayout(QLayout):
    """Lays widgets in a row and wraps them: chips and buttons that Indonesian makes longer."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def extend(self, widgets: Iterable[QWidget]) -> None:
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._lay(area, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, area: QRect, *, place: bool) -> int:
        x, y, tall = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > area.x() and x + hint.width() > area.right() + 1:
                x, y, tall = area.x(), y + tall + self._gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            tall = max(tall, hint.height())
        return y + tall - area.y()


def grows(widget: QWidget, *, across: bool = True, down: bool = True) -> QWidget:
    wide = QSizePolicy.Policy.Expanding if across else QSizePolicy.Policy.Preferred
    tall = QSizePolicy.Policy.Expanding if down else QSizePolicy.Policy.Preferred
    widget.setSizePolicy(wide, tall)
    return widget
