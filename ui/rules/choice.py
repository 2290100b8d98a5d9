"""One inline choice in a sentence: what it says now, blue when it was changed, opened by Enter."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import SEMIBOLD, Dressed, Size, Words, fonts, icons, paint, say, tokens
from ui.rules.slots import Group, Slot

HEIGHT = 32
MOST = 300  # a list of places is told by its first two


class Choice(Dressed, QAbstractButton):
    """Without a slot it says nothing yet, and offers what its `line` could say besides."""

    walked = Signal(int)  # ← and → go to the next choice of the sentence

    def __init__(
        self,
        name: Words,
        words: Words,
        *,
        slot: Slot | None = None,
        line: Group | None = None,
        changed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.slot, self.line = slot, line
        self._name, self._words = name, words
        self._changed = changed
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.put_on()

    @property
    def is_changed(self) -> bool:
        return self._changed

    def retranslate(self) -> None:
        told = say(self._words)
        self.setText(told.replace("&", "&&"))
        self.setAccessibleName(f"{say(self._name)}: {told}" if told else say(self._name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        wide = metrics.horizontalAdvance(say(self._words))
        return QSize(min(MOST, round(wide + (36 if wide else 30) + 0.5)), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        usable = self.isEnabled()
        fill = worn.primary_soft if self._changed else worn.surface
        edge = worn.primary if self._changed else worn.outline if usable else worn.border
        ink = worn.primary_text if self._changed else worn.text
        if self.underMouse() and usable and not self._changed:
            fill = worn.raised
        if self.slot is None:
            edge, ink = worn.border, worn.text2
        paint.box(painter, QRectF(self.rect()), radius=8, fill=fill, edge=edge)
        told = say(self._words)
        room = QRectF(10, 0, self.width() - 32, self.height())
        paint.words(painter, room, told, colour=ink, weight=SEMIBOLD)
        icon = "plus" if self.slot is None else "chevron-down"
        if usable:
            left = self.width() - 22 if told else (self.width() - 14) / 2
            icons.paint(painter, icon, ink, left, (HEIGHT - 14) / 2, 14)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()))
