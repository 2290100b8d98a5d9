"""Six boxes for six digits: nothing on the screen tells the PIN, not even its length when wrong."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import paint
from ui.kit.dress import Dressed
from ui.kit.theme import Status, tokens

DIGITS = 6
GAP = 10


class PinBoxes(Dressed, QWidget):
    """Digits in, `entered` on Enter when all are there; letters go to whoever searches names."""

    entered = Signal(str)
    typed = Signal()
    lettered = Signal(str)
    stepped = Signal(int)  # arrows move in the list of people

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = ""
        self._wrong = False
        self.setFixedHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.put_on()

    def is_full(self) -> bool:
        return len(self._digits) == DIGITS

    def clear(self) -> None:
        self._digits = ""
        self.retranslate()
        self.update()

    def show_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    def enter(self) -> None:
        if self.is_full():
            self.entered.emit(self._digits)

    def retranslate(self) -> None:
        told = self.tr("PIN, {n} of 6 digits typed")
        self.setAccessibleName(told.format(n=len(self._digits)))

    def sizeHint(self) -> QSize:
        return QSize(DIGITS * 68 + (DIGITS - 1) * GAP, 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(DIGITS * 40 + (DIGITS - 1) * GAP, 52)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Backspace:
            self._digits = self._digits[:-1]
        elif key == Qt.Key.Key_Escape and self._digits:
            self._digits = ""
        elif text.isascii() and text.isdigit() and len(self._digits) < DIGITS:
            self._digits += text
            self._wrong = False
            self.typed.emit()
        elif text.isalpha():
            self.lettered.emit(text)
        else:
            super().keyPressEvent(event)
        self.retranslate()
        self.update()

    def mousePressEvent(self, event: QEvent) -> None:
        self.setFocus()

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        wide = (self.width() - (DIGITS - 1) * GAP) / DIGITS
        for at in range(DIGITS):
            cell = QRectF(at * (wide + GAP), 0, wide, self.height())
            here = self.hasFocus() and at == min(len(self._digits), DIGITS - 1)
            edge = worn.of(Status.BAD).solid if self._wrong else worn.outline
            paint.box(
                painter,
                cell,
                radius=8,
                fill=worn.surface,
                edge=worn.focus if here else edge,
                width=2 if here or self._wrong else 1,
            )
            if at < len(self._digits):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(worn.text))
                painter.drawEllipse(cell.center(), 5, 5)
            elif here:
                middle = cell.center()
                painter.setPen(QColor(worn.text))
                painter.drawLine(
                    QPointF(middle.x(), middle.y() - 10), QPointF(middle.x(), middle.y() + 10)
                )
