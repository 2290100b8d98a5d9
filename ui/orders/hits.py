"""Which of several: rows under a box that keeps the focus, moved by its arrows, taken by Enter."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import fonts, icons, paint
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.theme import tokens

TALL = 48


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    title: str
    detail: str = ""
    right: str = ""
    icon: str = ""


class HitList(Dressed, QWidget):
    """Hidden while there is nothing to choose. A click takes, as Enter does."""

    taken = Signal(str)

    def __init__(self, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._hits: list[Hit] = []
        self._at = 0
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.hide()
        self.put_on()

    @property
    def hits(self) -> Sequence[Hit]:
        return tuple(self._hits)

    @property
    def current(self) -> Hit | None:
        return self._hits[self._at] if 0 <= self._at < len(self._hits) else None

    @property
    def is_open(self) -> bool:
        return bool(self._hits)

    def offer(self, hits: Sequence[Hit]) -> None:
        self._hits = list(hits)
        self._at = self._first = 0
        self.setVisible(bool(hits))
        self.updateGeometry()
        self.retranslate()
        self.update()

    def close_list(self) -> None:
        self.offer([])

    def step(self, by: int) -> None:
        if self._hits:
            self._at = max(0, min(len(self._hits) - 1, self._at + by))
            shown = max(1, self.height() // TALL)
            self._first = min(max(self._first, self._at - shown + 1), self._at)
            self.retranslate()
            self.update()
            announce(self, self._hits[self._at].title)

    def take(self) -> bool:
        hit = self.current
        if hit is None:
            return False
        self.taken.emit(hit.id)
        return True

    def retranslate(self) -> None:
        hit = self.current
        told = f"{say(self._name)}: {hit.title}, {hit.detail}" if hit else say(self._name)
        self.setAccessibleName(told)

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._hits) * TALL)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(len(self._hits), 3) * TALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._first + int(event.position().y() // TALL)
        if at < len(self._hits):
            self._at = at
            self.take()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, hit in enumerate(self._hits[self._first :]):
            top = place * TALL
            if top >= self.height():
                break
            self._row(painter, hit, QRectF(0, top, self.width(), TALL))

    def _row(self, painter: QPainter, hit: Hit, area: QRectF) -> None:
        worn = tokens()
        on = hit is self.current
        if on:
            paint.box(painter, area, radius=6, fill=worn.sel)
        ink = worn.sel_text if on else worn.text
        left, right = area.x() + 12, area.right() - 12
        if hit.icon:
            icons.paint(painter, hit.icon, worn.text2, left, area.center().y() - 9, 18)
            left += 28
        wide = 0.0
        if hit.right:
            room = QRectF(area.center().x(), area.y() + 5, right - area.center().x(), 20)
            wide = paint.words(
                painter,
                room,
                hit.right,
                colour=ink,
                weight=fonts.SEMIBOLD,
                align=Qt.AlignmentFlag.AlignRight,
            )
        down = 5 if hit.detail else (TALL - 20) / 2
        top = QRectF(left, area.y() + down, right - left - wide - (8 if wide else 0), 20)
        paint.words(painter, top, hit.title, colour=ink, weight=fonts.SEMIBOLD)
        under = QRectF(left, area.y() + 25, right - left, 18)
        paint.words(painter, under, hit.detail, colour=worn.text2, size=Size.SECONDARY)
