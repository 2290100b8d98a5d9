"""Which of these, by its digit: option cards for delivery promises, reasons and conditions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.theme import tokens

GAP = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One card. `right` is the price side, `why_not` closes it and says why."""

    value: str
    title: Words
    detail: Words = ""
    right: Words = ""
    icon: str = ""
    why_not: Words = ""


class OptionList(Dressed, QWidget):
    """Cards in `columns`; while focused a digit or arrow chooses and Enter settles.

    `style` "rows": title and price above, detail and digit below (delivery).
    `style` "tiles": digit first, then title and detail (reasons, conditions).
    """

    chosen = Signal(str)  # the choice moved
    settled = Signal(str)  # Enter, or a digit: go on to the next question

    def __init__(
        self,
        name: Words,
        options: Sequence[Option] = (),
        *,
        columns: int = 1,
        tiles: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._options: list[Option] = []
        self._columns = columns
        self._tiles = tiles
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()
        self.offer(options)

    @property
    def value(self) -> str:
        return self._value

    @property
    def options(self) -> Sequence[Option]:
        return tuple(self._options)

    def offer(self, options: Sequence[Option], value: str | None = None) -> None:
        """Other cards; the choice stays when its value is still among them."""
        self._options = list(options)
        wanted = self._value if value is None else value
        self._value = wanted if any(o.value == wanted for o in self._options) else ""
        self.retranslate()
        self.updateGeometry()
        self.update()

    def choose(self, value: str) -> None:
        """Set without telling."""
        self._value = value
        self.retranslate()
        self.update()

    def _take(self, value: str) -> bool:
        option = next((o for o in self._options if o.value == value), None)
        if option is None or option.why_not:
            return False
        if value != self._value:
            self.choose(value)
            self.chosen.emit(value)
        return True

    def _move(self, by: int) -> None:
        open_ones = [o.value for o in self._options if not o.why_not]
        if open_ones:
            at = open_ones.index(self._value) + by if self._value in open_ones else 0
            self._take(open_ones[max(0, min(len(open_ones) - 1, at))])

    def retranslate(self) -> None:
        option = next((o for o in self._options if o.value == self._value), None)
        told = (
            ", ".join(filter(None, map(say, (option.title, option.detail, option.right))))
            if option
            else ""
        )
        self.setAccessibleName(f"{say(self._name)}: {told}" if told else say(self._name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
        if self._columns > 1:
            by |= {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        digit = event.key() - Qt.Key.Key_1
        modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modified != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif 0 <= digit < min(9, len(self._options)):
            if self._take(self._options[digit].value):
                self.settled.emit(self._value)
        elif event.key() in by:
            self._move(by[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._value:
                self._move(0)
            if self._value:
                self.settled.emit(self._value)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for option, cell in zip(self._options, self.cells(), strict=True):
            if cell.contains(event.position()) and self.isEnabled() and self._take(option.value):
                self.settled.emit(option.value)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def _cell_height(self) -> int:
        detailed = any(o.detail or o.why_not for o in self._options)
        if self._tiles:
            return 56 if detailed else 36
        return 56 if detailed else 42

    def cells(self) -> list[QRectF]:
        wide = (self.width() - GAP * (self._columns - 1)) / self._columns
        tall = self._cell_height()
        return [
            QRectF(
                (at % self._columns) * (wide + GAP),
                (at // self._columns) * (tall + GAP),
                wide,
                tall,
            )
            for at in range(len(self._options))
        ]

    def sizeHint(self) -> QSize:
        rows = -(-len(self._options) // self._columns)
        metrics = QFontMetricsF(fonts.font(Size.BODY, fonts.SEMIBOLD))
        widest = max((metrics.horizontalAdvance(say(o.title)) for o in self._options), default=60)
        wide = self._columns * (widest + 64) + GAP * (self._columns - 1)
        return QSize(round(wide), max(0, rows * (self._cell_height() + GAP) - GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(120 * self._columns if self._tiles else 200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, (option, cell) in enumerate(zip(self._options, self.cells(), strict=True)):
            self._card(painter, option, cell)
            if self._tiles:
                self._tile(painter, option, cell, at)
            else:
                self._row(painter, option, cell, at)

    def _card(self, painter: QPainter, option: Option, cell: QRectF) -> None:
        worn = tokens()
        on = option.value == self._value
        fill = worn.primary_soft if on else worn.raised if option.why_not else worn.surface
        edge = worn.focus if on or (self.hasFocus() and not self._value) else worn.border
        thick = 2 if on and (self.hasFocus() or not self._tiles) else 1
        paint.box(painter, cell, radius=8, fill=fill, edge=edge, width=thick)

    def _row(self, painter: QPainter, option: Option, cell: QRectF, at: int) -> None:
        worn = tokens()
        ink = worn.text3 if option.why_not else worn.text
        left, right = cell.x() + 12, cell.right() - 12
        if option.icon:
            icon_ink = worn.primary_text if option.value == self._value else worn.text2
            icons.paint(painter, option.icon, icon_ink, left, cell.y() + 10, 18)
            left += 28
        price = say(option.right)
        bold = QFontMetricsF(fonts.font(Size.BODY, fonts.SEMIBOLD))
        price_room = bold.horizontalAdvance(price) + 8 if price else 0
        top = QRectF(left, cell.y() + 8, right - left - price_room, 20)
        paint.words(painter, top, say(option.title), colour=ink, weight=fonts.SEMIBOLD)
        paint.words(
            painter,
            QRectF(right - price_room, cell.y() + 8, price_room, 20),
            price,
            colour=ink,
            weight=fonts.SEMIBOLD,
            align=Qt.AlignmentFlag.AlignRight,
        )
        detail = say(option.why_not) or say(option.detail)
        room = QRectF(left, cell.y() + 28, right - left - 30, 18)
        paint.words(painter, room, detail, colour=worn.text2, size=Size.SECONDARY)
        if at < 9:
            cap_top = cell.y() + (29 if self._cell_height() > 50 else 12)
            where = QPointF(right - paint.cap_width(str(at + 1)), cap_top)
            paint.key_cap(painter, where, str(at + 1), active=self.hasFocus())

    def _tile(self, painter: QPainter, option: Option, cell: QRectF, at: int) -> None:
        worn = tokens()
        on = option.value == self._value
        ink = worn.text3 if option.why_not else worn.text
        middle = cell.center().y()
        cap = QPointF(cell.x() + 10, middle - paint.CAP_HEIGHT / 2)
        paint.key_cap(painter, cap, str(at + 1), active=self.hasFocus() or on)
        left = cell.x() + 10 + paint.cap_width(str(at + 1)) + 8
        right = cell.right() - (34 if on and not option.detail else 8)
        detail = say(option.why_not) or say(option.detail)
        title = QRectF(left, middle - (18 if detail else 10), right - left, 20)
        weight = fonts.SEMIBOLD if on or detail else fonts.MEDIUM
        paint.words(painter, title, say(option.title), colour=ink, weight=weight)
        if detail:
            under = QRectF(left, middle + 1, right - left, 17)
            paint.words(painter, under, detail, colour=worn.text2, size=Size.SECONDARY)
        elif on:
            icons.paint(painter, "check", worn.primary_text, cell.right() - 28, middle - 8, 16)
