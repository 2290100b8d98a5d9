"""How is a state told in the top bar that can be pressed: a chip that is a button."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import paint
from ui.kit.dress import Dressed
from ui.kit.theme import Status


@dataclass(frozen=True, slots=True)
class Told:
    status: Status
    icon: str
    words: str


SILENT = Told(Status.IDLE, "", "")


class Pill(Dressed, QAbstractButton):
    """Colour, icon and words; mouse, Space and Enter press it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = SILENT
        self.setFixedHeight(paint.CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def text(self) -> str:
        return self._told.words

    def drawn(self) -> str:
        """The words beside the icon."""
        return self._told.words

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_width(self.drawn()) + 0.5), paint.CHIP_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.chip(
            painter,
            QRectF(self.rect()).topLeft(),
            self._told.status,
            self.drawn(),
            icon=self._told.icon,
            room=self.width(),
        )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), 11)
