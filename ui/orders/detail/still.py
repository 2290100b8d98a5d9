"""What can still change of this order, by which key, and in words why the rest cannot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import SEMIBOLD, Card, Dressed, IconLabel, KeyCap, Size, discard, text_label


@dataclass(frozen=True, slots=True)
class Possible:
    """One act. `open` False greys it; `detail` is how far it goes, or why it is closed."""

    id: str
    icon: str
    title: str
    detail: str
    key: str
    open: bool


class PossibleRow(Dressed, QWidget):
    """A press does what its key does."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self._open = False
        self.icon = IconLabel("pencil", size=18)
        self.title = text_label("", weight=SEMIBOLD, wrap=True)
        self.detail = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.cap = KeyCap("")
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 3, 0, 3)
        whole.setSpacing(12)
        whole.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(words, 1)
        whole.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.put_on()

    def show_possible(self, told: Possible) -> None:
        self._id, self._open = told.id, told.open
        self.icon.show_icon(told.icon, "text2" if told.open else "text3")
        self.title.say(told.title)
        self.title.set_ink("text" if told.open else "text3")
        self.detail.say(told.detail)
        self.detail.setVisible(bool(told.detail))
        self.cap.show_key(told.key)
        self.cap.setVisible(told.open)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self._id)


class StillPanel(Card):
    """`pressed` tells the id of an act, also of a closed one: the page says why."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("What can still change"), spacing=4)
        self.rows: list[PossibleRow] = []
        self.shown: Sequence[Possible] = ()

    def show_possible(self, told: Sequence[Possible]) -> None:
        self.shown = tuple(told)
        while len(self.rows) > len(told):
            gone = self.rows.pop()
            self.body.removeWidget(gone)
            discard(gone)
        while len(self.rows) < len(told):
            made = PossibleRow()
            made.pressed.connect(self.pressed)
            self.rows.append(made)
            self.body.addWidget(made)
        for row, possible in zip(self.rows, told, strict=True):
            row.show_possible(possible)
