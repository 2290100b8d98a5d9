"""How tall are these cards: as tall as they are, and scrolled when the window is lower."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget

from ui.kit.card import hold


class Snug(QScrollArea):
    """What stands under it stands right under the last card, not at the foot of the window."""

    def __init__(self, cards: QLayout) -> None:
        super().__init__()
        self._cards = cards
        content = self._content = QWidget()
        content.setLayout(cards)
        content.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        hold(self, content)

    def _need(self) -> int:
        width = self.viewport().width()
        if self._cards.hasHeightForWidth():
            return self._cards.totalHeightForWidth(width)
        return self._cards.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(200, self._need())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fixed, because wrapped words ask for more room than they take at this width."""
        need = self._need()
        if need != self.maximumHeight():
            self._content.setFixedHeight(need)
            self.setMaximumHeight(need)
            self.updateGeometry()
