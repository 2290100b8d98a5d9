"""Which key was it: all shortcuts that work here, searchable."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.buttons import IconButton
from ui.kit.card import Card, discard, scrolled
from ui.kit.chip import KeyCap
from ui.kit.dress import Dressed
from ui.kit.entry import EntryBox
from ui.kit.text import text_label


@dataclass(frozen=True, slots=True)
class Shortcut:
    keys: tuple[str, ...]
    words: str


class ShortcutSheet(Dressed, QWidget):
    """Covers its parent while open; Esc or F1 closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._known: Sequence[Shortcut] = ()
        self._back: QWidget | None = None
        self._card = Card(lambda: self.tr("All shortcuts"), margins=20, spacing=12)
        self._card.setFixedWidth(560)
        close = IconButton("x", lambda: self.tr("Close"))
        close.clicked.connect(self.dismiss)
        if self._card.heading is not None:
            self._card.heading.addWidget(close)
        self.search = EntryBox(
            lambda: self.tr("Search shortcuts"),
            lambda: self.tr("Search: park, print, payment…"),
            icon="search",
            key="",
        )
        self.search.edited.connect(self._fill)
        self.search.emptied.connect(self.dismiss)
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(2, 4, 12, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._card.body.addWidget(self.search)
        self._scroll = scrolled(self._list)
        self._card.body.addWidget(self._scroll)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(24, 48, 24, 48)
        middle.addStretch(1)
        middle.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        parent.installEventFilter(self)
        self.hide()

    def open(self, shortcuts: Sequence[Shortcut], back: QWidget | None) -> None:
        """`back` gets the focus when the sheet closes."""
        self._known, self._back = shortcuts, back
        self.search.set_text("")
        self._fill("")
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.search.setFocus()

    def dismiss(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self.closed.emit()

    def shown(self) -> list[str]:
        """The words of the rows that match the search."""
        wanted = self.search.text().casefold()
        return [s.words for s in self._known if _matches(s, wanted)]

    def _fill(self, _text: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        wanted = self.search.text().casefold()
        found = [s for s in self._known if _matches(s, wanted)]
        for at, shortcut in enumerate(found):
            keys = [key for key in shortcut.keys if key != "Ctrl+Return"]  # the same as Enter
            self._grid.addWidget(_caps(keys), at, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(text_label(shortcut.words), at, 1)
        if not found:
            self._grid.addWidget(text_label(lambda: self.tr("No such key."), ink="text2"), 0, 0)
        self._grid.setColumnStretch(1, 1)
        room = self._over.height() - 240
        self._scroll.setFixedHeight(max(60, min(room, self._grid.sizeHint().height() + 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(8, 12, 20, 120))


def _matches(shortcut: Shortcut, wanted: str) -> bool:
    return wanted in shortcut.words.casefold() or any(wanted == k.casefold() for k in shortcut.keys)


def _caps(keys: Sequence[str]) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    for key in keys:
        line.addWidget(KeyCap(key))
    made.setMinimumWidth(120)
    line.addStretch(1)
    return made
