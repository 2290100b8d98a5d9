"""How is text shown that came from people: as plain text, in the theme's sizes and inks."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.kit import fonts, icons
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import inked, tokens


def tip(told: str) -> str:
    """The same words for a tooltip, where Qt guesses markup and no format can be set."""
    return f"<span>{escape(told)}</span>" if "<" in told else told


class TextLabel(Dressed, QLabel):
    """A label that never reads markup: a customer may be called <b>."""

    def __init__(
        self,
        words: Words = "",
        *,
        size: int = Size.BODY,
        weight: QFont.Weight = fonts.REGULAR,
        ink: str = "text",
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._size = size
        self._weight = weight
        self._elide = elide
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if elide:
            self.setProperty("elides", True)
        self.put_on()

    def say(self, words: Words) -> None:
        """Change the wording; equal words cost nothing."""
        self._words = words
        told = say(words)
        if told != self.text():
            self.setText(told)
            if self._elide:
                self.setToolTip(tip(told))

    def set_ink(self, ink: str) -> None:
        if ink != self._ink:
            self._ink = ink
            self.setPalette(inked(tokens().ink(ink).name()))

    @property
    def ink(self) -> str:
        return self._ink

    def dress(self) -> None:
        self.setFont(fonts.font(self._size, self._weight))
        self.setPalette(inked(tokens().ink(self._ink).name()))

    def retranslate(self) -> None:
        self.say(self._words)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(24, hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(tokens().ink(self._ink))
        room = self.contentsRect()
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, told)


def text_label(
    words: Words = "",
    *,
    size: int = Size.BODY,
    weight: QFont.Weight = fonts.REGULAR,
    ink: str = "text",
    wrap: bool = False,
    elide: bool = False,
) -> TextLabel:
    """The one way to show text. Inks: text, text2, text3, primary, ok/info/warn/bad/hold/idle."""
    return TextLabel(words, size=size, weight=weight, ink=ink, wrap=wrap, elide=elide)


class IconLabel(Dressed, QWidget):
    """A small drawing beside words; it says nothing to a screen reader, the words do."""

    def __init__(
        self, name: str, *, size: int = 18, ink: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._ink = ink
        self.setFixedSize(size, size)

    def show_icon(self, name: str, ink: str | None = None) -> None:
        self._name = name
        self._ink = ink or self._ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, tokens().ink(self._ink), 0, 0, self._size)


class Line(Dressed, QFrame):
    """A one pixel rule between parts of a card."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens().border)
