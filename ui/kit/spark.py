"""Which way did a figure go: a course without axes, as small as a word."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.dress import Dressed
from ui.kit.theme import Status, tokens

DOT = 2.6


class Spark(Dressed, QWidget):
    """Says nothing to a screen reader: the figure and its change beside it do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = ()
        self._status = Status.INFO
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(82, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 32)

    def show_values(self, values: Sequence[float], status: Status) -> None:
        """Oldest first; fewer than two make no course and draw nothing."""
        self._values, self._status = tuple(values), status
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        low, high = min(self._values), max(self._values)
        wide, tall = self.width() - 2 * DOT - 2, self.height() - 2 * DOT - 2
        step, spread = wide / (len(self._values) - 1), (high - low) or 1
        points = [
            QPointF(DOT + 1 + at * step, DOT + 1 + tall * (1 - (value - low) / spread))
            for at, value in enumerate(self._values)
        ]
        ink = QColor(tokens().of(self._status).solid)
        soft = QColor(ink)
        soft.setAlphaF(0.14)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        ground = [QPointF(points[-1].x(), self.height()), QPointF(points[0].x(), self.height())]
        painter.drawPolygon(QPolygonF([*points, *ground]))
        painter.setPen(QPen(ink, 1.6))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(ink)
        painter.drawEllipse(points[-1], DOT, DOT)
