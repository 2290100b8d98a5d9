"""The rows of a chooser: one or several of them, by digit, arrows or a click."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import SEMIBOLD, Dressed, Size, Words, fonts, icons, paint, say, tokens
from ui.rules.offers import Offer
from ui.rules.slots import NOTHING, Keys

ROW = 34
ROWS = 9  # as many as there are digits


class Picks(Dressed, QWidget):
    """`taken` tells a key that was chosen, or switched where several may be."""

    taken = Signal(str)
    done = Signal()

    def __init__(self, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._offers: Sequence[Offer] = ()
        self._chosen: Keys = NOTHING
        self._several = False
        self._digits = True
        self._at = 0
        self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put_on()

    def show_offers(
        self, offers: Sequence[Offer], chosen: Keys, *, several: bool, digits: bool
    ) -> None:
        same = self._offers is offers
        self._offers, self._chosen = offers, chosen
        self._several, self._digits = several, digits
        if not same:
            keys = [offer.key for offer in offers]
            self._at = next((keys.index(key) for key in keys if key in chosen), 0)
            self._top = 0
        self._show_at()

    @property
    def current(self) -> str | None:
        return self._offers[self._at].key if self._at < len(self._offers) else None

    def step(self, by: int) -> None:
        self._at = max(0, min(len(self._offers) - 1, self._at + by))
        self._show_at()

    def _show_at(self) -> None:
        self._top = max(self._at - ROWS + 1, min(self._top, self._at))
        self.retranslate()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        if self._at < len(self._offers):
            offer = self._offers[self._at]
            on = self.tr("chosen") if offer.key in self._chosen else ""
            told = ", ".join(filter(None, (offer.words, offer.hint, on)))
            self.setAccessibleName(f"{say(self._name)}: {told}")
        else:
            self.setAccessibleName(say(self._name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}
        steps[Qt.Key.Key_PageDown] = 8
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif self._digits and 0 <= digit < min(ROWS, len(self._offers) - self._top):
            self._at = self._top + digit
            self._take()
        elif event.key() == Qt.Key.Key_Space:
            self._take()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._several:
                self.done.emit()
            else:
                self._take()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if self.current is not None:
            self._show_at()
            self.taken.emit(self.current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._top + int(event.position().y()) // ROW
        if at < len(self._offers):
            self._at = at
            self._take()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.step(-1 if event.angleDelta().y() > 0 else 1)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide(), ROW * max(1, min(ROWS, len(self._offers))))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _wide(self) -> int:
        bold = QFontMetricsF(fonts.font(Size.BODY, SEMIBOLD))
        small = QFontMetricsF(fonts.font(Size.SECONDARY))
        needs = [
            bold.horizontalAdvance(offer.words) + small.horizontalAdvance(offer.hint)
            for offer in self._offers
        ]
        return round(min(420, max(220, max(needs, default=0) + 110)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        seen = self._offers[self._top : self._top + ROWS]
        for row, offer in enumerate(seen):
            area = QRectF(0, row * ROW, self.width(), ROW)
            self._row(painter, offer, area, row, at=self._top + row == self._at)
        if not seen:
            room = QRectF(12, 0, self.width() - 24, ROW)
            paint.words(painter, room, self.tr("Nothing is called so."), colour=tokens().text2)

    def _row(self, painter: QPainter, offer: Offer, area: QRectF, row: int, *, at: bool) -> None:
        worn = tokens()
        on = offer.key in self._chosen
        if at:
            paint.box(painter, area.adjusted(4, 1, -4, -1), radius=6, fill=worn.sel)
        left = area.x() + 12
        if self._several:
            icon = "square-check" if on else "square"
            icons.paint(painter, icon, worn.primary if on else worn.text2, left, area.y() + 9, 16)
            left += 24
        right = area.right() - 12
        if self._digits:
            cap = paint.cap_width(str(row + 1))
            paint.key_cap(painter, QPointF(right - cap, area.y() + 8), str(row + 1), active=at)
            right -= cap + 8
        elif on and not self._several:
            icons.paint(painter, "check", worn.primary_text, right - 16, area.y() + 9, 16)
            right -= 24
        weight = SEMIBOLD if on else fonts.REGULAR
        room = QRectF(left, area.y(), right - left, ROW)
        ink = worn.sel_text if at else worn.text
        took = paint.words(painter, room, offer.words, colour=ink, weight=weight)
        rest = room.adjusted(took + 10, 0, 0, 0)
        if offer.hint and rest.width() > 20:
            paint.words(
                painter,
                rest,
                offer.hint,
                colour=worn.text2,
                size=Size.SECONDARY,
                align=Qt.AlignmentFlag.AlignRight,
            )
