"""Where to: the rail of screens, with their digit under Ctrl."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.page import PageSpec
from ui.kit.text import tip
from ui.kit.theme import tokens

WIDTH = 76


class RailButton(Dressed, QAbstractButton):
    """Icon over words; at the foot of the rail the icon alone."""

    def __init__(
        self,
        words: Words,
        icon: str,
        *,
        digit: int = 0,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._icon, self._digit, self._small = words, icon, digit, small
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(60, 40 if small else 53)
        self.put_on()

    def retranslate(self) -> None:
        told = say(self._words)
        self.setAccessibleName(told)
        self.setToolTip(tip(f"{told}  Ctrl+{self._digit}" if self._digit else told))

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            paint.box(painter, area, radius=8, fill=worn.rail_active)
        if self.hasFocus():
            paint.box(painter, area, radius=8, edge=worn.rail_on, width=2)
        ink = worn.rail_on if self.isChecked() else worn.rail_text
        left = (self.width() - 20) / 2
        if self._small:
            icons.paint(painter, self._icon, ink, left, (self.height() - 20) / 2, 20)
            return
        icons.paint(painter, self._icon, ink, left, 8, 20)
        paint.words(
            painter,
            QRectF(1, 30, self.width() - 2, 18),
            say(self._words),
            colour=ink,
            size=Size.META,
            weight=fonts.SEMIBOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )


class Rail(Dressed, QWidget):
    """76 px; `chosen` tells the page id."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, RailButton] = {}
        line = QVBoxLayout(self)
        line.setContentsMargins(8, 59, 8, 12)
        line.setSpacing(4)
        for digit, spec in enumerate((s for s in pages if not s.at_bottom), start=1):
            line.addWidget(self._button(spec, digit))
        line.addStretch(1)
        for spec in (s for s in pages if s.at_bottom):
            line.addWidget(self._button(spec, 0))

    def _button(self, spec: PageSpec, digit: int) -> RailButton:
        button = RailButton(spec.words, spec.icon, digit=digit, small=spec.at_bottom)
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False, page=spec.id: self.chosen.emit(page))
        self.buttons[spec.id] = button
        return button

    def mark(self, page_id: str) -> None:
        for known, button in self.buttons.items():
            button.setChecked(known == page_id)

    def offer(self, page_ids: set[str]) -> None:
        """Show only what the signed-in role has a use for."""
        for known, button in self.buttons.items():
            button.setVisible(known in page_ids)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.rail)
        icons.paint(painter, "package-check", worn.rail_on, (WIDTH - 28) / 2, 12, 28)
