"""Which one of a few: a segmented control, moved by the arrows while it has the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import tokens


class Segments(Dressed, QWidget):
    """`options` are (value, words) pairs; `chosen` tells the new value."""

    chosen = Signal(str)

    def __init__(
        self,
        name: Words,
        options: Sequence[tuple[str, Words]] = (),
        value: str = "",
        *,
        stretch: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._options = list(options)
        self._closed: frozenset[str] = frozenset()
        self._value = value or (self._options[0][0] if self._options else "")
        wide = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put_on()

    @property
    def value(self) -> str:
        return self._value

    def offer(self, options: Sequence[tuple[str, Words]], closed: Sequence[str] = ()) -> None:
        """Other options; `closed` ones are shown but cannot be chosen now."""
        self._options = list(options)
        self._closed = frozenset(closed)
        if self._value not in [value for value, _ in self._options] and self._options:
            self._value = self._options[0][0]
        self.retranslate()
        self.updateGeometry()
        self.update()

    def choose(self, value: str) -> None:
        """Set without telling; the user's own choice is told by `chosen`."""
        self._value = value
        self.retranslate()
        self.update()

    def step(self, by: int = 1) -> None:
        """The next open option, round the end: F7 again moves on."""
        values = [value for value, _ in self._options if value not in self._closed]
        if values:
            at = values.index(self._value) if self._value in values else -1
            self._take(values[(at + by) % len(values)])

    def _take(self, value: str) -> None:
        if value != self._value and value not in self._closed:
            self.choose(value)
            self.chosen.emit(value)

    def retranslate(self) -> None:
        told = dict(self._options).get(self._value, "")
        self.setAccessibleName(f"{say(self._name)}: {say(told)}")

    def _needs(self) -> list[float]:
        metrics = QFontMetricsF(fonts.font(Size.BODY, fonts.SEMIBOLD))
        return [metrics.horizontalAdvance(say(words)) + 26 for _, words in self._options]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._needs()) + 6 + 0.5), 36)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cells(self) -> list[QRectF]:
        needs = self._needs()
        if not needs:
            return []
        spare = max(0.0, self.width() - 6 - sum(needs)) / len(needs)
        made, left = [], 3.0
        for need in needs:
            made.append(QRectF(left, 3, need + spare, self.height() - 6))
            left += need + spare
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (value, _), cell in zip(self._options, self.cells(), strict=True):
            if cell.contains(event.position()) and self.isEnabled():
                self._take(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        edge = worn.outline if worn.sunken == worn.surface else None
        paint.box(painter, QRectF(self.rect()), radius=8, fill=worn.sunken, edge=edge)
        on_ground = worn.raised if worn.dark else worn.surface
        for (value, told), cell in zip(self._options, self.cells(), strict=True):
            on = value == self._value
            if on:
                paint.box(painter, cell, radius=6, fill=on_ground, edge=worn.border)
            closed = value in self._closed or not self.isEnabled()
            ink = worn.text if on else worn.text3 if closed else worn.text2
            paint.words(
                painter,
                cell.adjusted(6, 0, -6, 0),
                say(told),
                colour=ink,
                weight=fonts.SEMIBOLD,
                align=Qt.AlignmentFlag.AlignHCenter,
            )
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()))
