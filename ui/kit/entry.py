"""Where does everything typed or scanned go: the one entry box of a screen."""

from functools import cache

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import tokens

ROW_KEYS = {
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Minus: "-",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
}
SIDE = 11  # px beside the words of a form field
ALWAYS_MOVE = {"up", "down", "page_up", "page_down"}  # a one-line box has no use for them


@cache
def _clear() -> QPalette:
    """What is around the words is painted by the box they stand in."""
    made = QPalette()
    made.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
    return made


class EntryBox(Dressed, QWidget):
    """44 px box with icon and key cap. Esc clears the text, never data.

    `row_key` carries + - space delete up down while the box is empty, for the selected row.
    """

    submitted = Signal(str)
    edited = Signal(str)
    row_key = Signal(str)
    emptied = Signal()  # Esc in an empty box: the page may close a popup or go back

    def __init__(
        self,
        name: Words,
        placeholder: Words = "",
        *,
        icon: str = "scan-barcode",
        key: str = "F3",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._placeholder = placeholder
        self._icon = icon
        self._key = key
        self._keep_arrows = False
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setPalette(_clear())
        self.edit.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self.edited)
        self.setFocusProxy(self.edit)
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)
        self.put_on()

    def text(self) -> str:
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def clear(self) -> None:
        self.edit.clear()
        self.edited.emit("")

    def ask_for(self, name: Words, placeholder: Words) -> None:
        """Another question for the same box: "Scan or type" becomes "Pickup code"."""
        self._name, self._placeholder = name, placeholder
        self.retranslate()

    def dress(self) -> None:
        self.edit.setFont(fonts.font(Size.ENTRY))

    def retranslate(self) -> None:
        self.edit.setAccessibleName(say(self._name))
        self.edit.setPlaceholderText(say(self._placeholder))

    def sizeHint(self) -> QSize:
        return QSize(420, 44)

    def resizeEvent(self, event: QEvent) -> None:
        right = round(paint.cap_width(self._key)) + 20 if self._key else 12
        self.edit.setGeometry(44, 2, max(40, self.width() - 44 - right), self.height() - 4)

    def mousePressEvent(self, event: QEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event)
        return False

    def _key_pressed(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit(self.text())
            return True
        if event.key() == Qt.Key.Key_Escape:
            if self.edit.text():
                self.clear()
            else:
                self.emptied.emit()
            return True
        act = ROW_KEYS.get(Qt.Key(event.key())) if event.key() in ROW_KEYS else None
        if act is not None and (act in ALWAYS_MOVE or not self.edit.text()):
            self.row_key.emit(act)
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        focused = self.edit.hasFocus()
        fill = worn.surface if self.isEnabled() else worn.sunken
        edge = worn.focus if focused else worn.outline
        paint.box(painter, area, radius=8, fill=fill, edge=edge, width=2 if focused else 1)
        ink = worn.primary_text if focused else worn.text2
        icons.paint(painter, self._icon, ink, 14, 12, 20)
        if self._key:
            at = QPointF(self.width() - 11 - paint.cap_width(self._key), 13)
            paint.key_cap(painter, at, self._key)


class Field(Dressed, QLineEdit):
    """A 36 px form field; its name is the label's words, for the eye and the screen reader."""

    def __init__(
        self,
        name: Words,
        *,
        placeholder: Words = "",
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._placeholder = placeholder
        self.setFrame(False)
        self.setPalette(_clear())
        self.setTextMargins(SIDE, 0, SIDE, 0)
        self.setMinimumHeight(36)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self.put_on()

    def dress(self) -> None:
        self.setFont(fonts.font(Size.BODY))

    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))
        self.setPlaceholderText(say(self._placeholder))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then words and cursor in it."""
        worn = tokens()
        fill = worn.raised if self.isReadOnly() else worn.surface
        edge = worn.border if self.isReadOnly() else worn.outline
        edge, width = (worn.focus, 2) if self.hasFocus() else (edge, 1)
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=8, fill=fill, edge=edge, width=width)
        super().paintEvent(event)
