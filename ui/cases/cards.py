"""What should happen: one card per choice, with its figure, what follows and what it needs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent

from ui.cases.ways import Need
from ui.kit import fonts, icons, paint
from ui.kit.dress import Words, say
from ui.kit.fonts import Size
from ui.kit.options import GAP, Option, OptionList
from ui.kit.theme import tokens

COLUMNS = 3
PAD = 12
HEAD, FIGURE, NEED = 26, 26, 26
FIGURE_WIDE = 180  # a narrower card says the amount in its sentence alone, or it would be too tall
WRAP = Qt.TextFlag.TextWordWrap


class ChoiceCards(OptionList):
    """Digits and ←→ choose, Enter takes the chosen one; ↑↓ belong to the list of cases."""

    stepped = Signal(int)
    taken = Signal(str)

    _figures: Mapping[str, str] = MappingProxyType({})  # asked for before there is a choice
    _needs: Mapping[str, Need] = MappingProxyType({})
    _usual: Words = ""

    def __init__(self, name: Words) -> None:
        super().__init__(name, columns=COLUMNS, tiles=True)
        self.put_on()

    def offer_ways(
        self,
        options: Sequence[Option],
        *,
        figures: Mapping[str, str],
        needs: Mapping[str, Need],
        usual: Words,
    ) -> None:
        """The first is the usual one; whatever was chosen stays when it is still there."""
        self._figures, self._needs, self._usual = figures, needs, usual
        value = self.value if self.value in [one.value for one in options] else ""
        self.offer(options, value or (options[0].value if options else ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        digit = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and by is not None:
            self.stepped.emit(by)
        elif plain and 0 <= digit < len(self.options):
            self._take(self.options[digit].value)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.value)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for option, cell in zip(self.options, self.cells(), strict=True):
            if cell.contains(event.position()):
                self._take(option.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.sizeHint().height())  # what follows wraps by the width

    def retranslate(self) -> None:
        super().retranslate()
        if self.width() > 0:
            self.setFixedHeight(self.sizeHint().height())

    def _wide(self) -> float:
        return (self.width() - GAP * (COLUMNS - 1)) / COLUMNS

    def _has_figures(self) -> bool:
        return self._wide() >= FIGURE_WIDE and any(self._figures.values())

    def chosen_cell(self) -> QRectF:
        at = [one.value for one in self.options].index(self.value) if self.value else 0
        return self.cells()[at]

    def _cell_height(self) -> int:
        figure = FIGURE if self._has_figures() else 0
        told = max((self._wrapped(say(one.detail)) for one in self.options), default=0)
        return round(2 * PAD + HEAD + figure + told + NEED)

    def _wrapped(self, text: str) -> float:
        _, metrics = fonts.measured(Size.SECONDARY, fonts.REGULAR)
        room = QRectF(0, 0, max(60.0, self._wide() - 2 * PAD), 1_000)
        return metrics.boundingRect(room, int(WRAP), text).height()

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * 120, self.sizeHint().height())

    def _tile(self, painter: QPainter, option: Option, cell: QRectF, at: int) -> None:
        worn = tokens()
        room = cell.adjusted(PAD, PAD, -PAD, -PAD)
        key = str(at + 1)
        right = room.right() - paint.cap_width(key)
        on = option.value == self.value
        paint.key_cap(painter, QPointF(right, room.y()), key, active=on or self.hasFocus())
        if at == 0:
            right -= self._usual_at(painter, say(option.title), room, right)
        head = QRectF(room.x(), room.y() - 1, right - room.x() - 6, 20)
        paint.words(painter, head, say(option.title), colour=worn.text, weight=fonts.SEMIBOLD)
        top = room.y() + HEAD
        if self._has_figures():
            figure = QRectF(room.x(), top - 3, room.width(), 22)
            told = self._figures.get(option.value, "")
            paint.words(
                painter, figure, told, colour=worn.text, size=Size.TITLE, weight=fonts.SEMIBOLD
            )
            top += FIGURE
        painter.setFont(fonts.font(Size.SECONDARY))
        painter.setPen(worn.ink("text2"))
        body = QRectF(room.x(), top, room.width(), room.bottom() - NEED - top + 4)
        painter.drawText(body, int(WRAP), say(option.detail))
        self._foot(painter, option, room)

    def _usual_at(self, painter: QPainter, title: str, room: QRectF, right: float) -> float:
        """Where there is room for it beside the title; the first is chosen anyway."""
        told = say(self._usual)
        _, metrics = fonts.measured(Size.META, fonts.SEMIBOLD)
        _, bold = fonts.measured(Size.BODY, fonts.SEMIBOLD)
        wide = metrics.horizontalAdvance(told)
        if room.x() + bold.horizontalAdvance(title) + wide + 16 > right:
            return 0.0
        where = QRectF(right - wide - 8, room.y(), wide + 2, paint.CAP_HEIGHT)
        ink = tokens().primary_text
        paint.words(painter, where, told, colour=ink, size=Size.META, weight=fonts.SEMIBOLD)
        return wide + 8

    def _foot(self, painter: QPainter, option: Option, room: QRectF) -> None:
        need = self._needs.get(option.value)
        if need is None:
            return
        ink = tokens().of(need.status).fg
        y = room.bottom() - 17
        icons.paint(painter, need.icon, ink, room.x(), y + 1, 14)
        where = QRectF(room.x() + 20, y, room.width() - 20, 17)
        paint.words(
            painter, where, need.words, colour=ink, size=Size.SECONDARY, weight=fonts.SEMIBOLD
        )
