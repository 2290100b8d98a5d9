"""What happened to this order, newest first, in the words of the trade."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.trail import Happening, trail_of
from ui.kit import (
    SEMIBOLD,
    Card,
    Dressed,
    LinkButton,
    Size,
    Status,
    discard,
    formats,
    text_label,
    tokens,
)
from ui.kit.icons import paint as paint_icon
from ui.orders.detail.telling import Tale, tale

MOST = 14  # what a call needs; the rest is one press away
DISC = 24


class Disc(Dressed, QWidget):
    """The icon in its status colour, with the line to the older one below."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._status, self._last = "circle-dot", Status.IDLE, False
        self.setFixedWidth(DISC)
        self.setMinimumHeight(DISC)

    def show_tale(self, told: Tale, last: bool) -> None:
        self._icon, self._status, self._last = told.icon, told.status, last
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        colours = worn.of(self._status)
        painter = QPainter(self)
        if not self._last:
            middle = DISC / 2 - 1
            painter.fillRect(QRectF(middle, DISC, 2, self.height() - DISC), QColor(worn.grid))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bg))
        painter.drawEllipse(QRectF(0, 0, DISC, DISC))
        paint_icon(painter, self._icon, colours.fg, 5, 5, 14)


class Entry(Dressed, QWidget):
    """One happening: what, when, and by whom, where and why."""

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[Happening, OrderDetail, int] | None = None
        self._last = False
        self.disc = Disc()
        self.title = text_label("", weight=SEMIBOLD, wrap=True)
        self.at = text_label("", size=Size.SECONDARY, ink="text2")
        self.more = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.at, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 3, 0, 10)
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self.more)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.disc)
        whole.addLayout(words, 1)
        self.put_on()

    def show_happening(
        self, happening: Happening, detail: OrderDetail, now: int, last: bool
    ) -> None:
        self._told, self._last = (happening, detail, now), last
        self.retranslate()

    def retranslate(self) -> None:
        if self._told is None:
            return
        happening, detail, now = self._told
        told = tale(happening, detail)
        self.title.say(told.title)
        self.at.say(formats.moment(happening.at, now))
        self.more.say(told.more)
        self.more.setVisible(bool(told.more))
        self.disc.show_tale(told, self._last)

    def text(self) -> str:
        return " · ".join(filter(None, (self.title.text(), self.more.text())))


class Timeline(Card):
    """The newest first; what is older comes when it is asked for."""

    def __init__(self) -> None:
        super().__init__(
            lambda: self.tr("Timeline"), note=lambda: self.tr("newest first"), spacing=10
        )
        self.entries: list[Entry] = []
        self._whole = False
        self._left = 0
        self._shown: tuple[OrderDetail, int] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.older = LinkButton(self._older_words)
        self.older.clicked.connect(self.show_older)
        self.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        self.put_on()

    def show_detail(self, detail: OrderDetail, now: int) -> None:
        if self._shown is None or self._shown[0].order_id != detail.order_id:
            self._whole = False
        self._shown = (detail, now)
        trail = trail_of(detail)
        seen = trail if self._whole else trail[:MOST]
        self._left = len(trail) - len(seen)
        self._fill(seen, detail, now)
        self.older.setVisible(self._left > 0)
        self.older.say(self._older_words)

    def show_older(self) -> None:
        self._whole = True
        if self._shown is not None:
            self.show_detail(*self._shown)

    def _fill(self, seen: Sequence[Happening], detail: OrderDetail, now: int) -> None:
        while len(self.entries) > len(seen):
            gone = self.entries.pop()
            self._list.removeWidget(gone)
            discard(gone)
        while len(self.entries) < len(seen):
            made = Entry()
            self.entries.append(made)
            self._list.addWidget(made)
        for at, (entry, happening) in enumerate(zip(self.entries, seen, strict=True)):
            entry.show_happening(happening, detail, now, at == len(seen) - 1)

    def _older_words(self) -> str:
        left = self._left  # lupdate reads a plain name as the number, no attribute
        return self.tr("Show %n older", "", left)
