"""How far down am I: a thin bar without arrows, in the theme's outline."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScrollBar

from ui.kit import paint
from ui.kit.theme import tokens

WIDE = 10
EDGE = 2  # px around the handle
SHORTEST = 32


class ThinBar(QScrollBar):
    """The handle is drawn and drawn along here, because a style would keep room for its arrows."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._held: int | None = None  # how far into the handle it was taken

    def sizeHint(self) -> QSize:
        return QSize(WIDE, WIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        at = self._along(event.position().toPoint())
        start, length = self._handle()
        if start <= at < start + length:
            self._held = at - start
        else:
            back = self.SliderAction.SliderPageStepSub
            self.triggerAction(back if at < start else self.SliderAction.SliderPageStepAdd)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        room = self._room() - self._handle()[1]
        if room > 0:
            to = self._along(event.position().toPoint()) - self._held - EDGE
            span = self.maximum() - self.minimum()
            self.setValue(self.minimum() + round(max(0, min(room, to)) * span / room))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        start, length = self._handle()
        across = self.size().width() if self._upright() else self.size().height()
        area = QRectF(EDGE, start, across - 2 * EDGE, length)
        if not self._upright():
            area = QRectF(area.y(), area.x(), area.height(), area.width())
        paint.box(QPainter(self), area, radius=3, fill=tokens().outline)

    def _upright(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical

    def _along(self, at: QPoint) -> int:
        return at.y() if self._upright() else at.x()

    def _room(self) -> int:
        return (self.height() if self._upright() else self.width()) - 2 * EDGE

    def _handle(self) -> tuple[int, int]:
        """Where it begins, and how long it is: the share of the whole that is seen."""
        room, span = self._room(), self.maximum() - self.minimum()
        if span <= 0:
            return EDGE, room
        seen = room * self.pageStep() // (span + self.pageStep())
        length = min(room, max(SHORTEST, seen))
        return EDGE + (room - length) * (self.sliderPosition() - self.minimum()) // span, length


def thin(area: QAbstractScrollArea) -> None:
    bar = ThinBar(Qt.Orientation.Vertical)
    area.setVerticalScrollBar(bar)
    if isinstance(area, QAbstractItemView):  # Qt asks its own bar alone when more rows are due
        bar.valueChanged.connect(area.verticalScrollbarValueChanged)
