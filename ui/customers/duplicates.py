"""Is this perhaps somebody we know already: a strip with the way to compare, or to say no."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.customers.duplicates import Duplicate
from ui.customers import words
from ui.kit import (
    SEMIBOLD,
    Button,
    Dressed,
    IconLabel,
    Size,
    Status,
    column,
    paint,
    row,
    text_label,
    tokens,
)
from ui.orders.words import orders_count

QUESTION = 240  # px: "Perhaps the same person" and a short name


class DuplicateStrip(Dressed, QWidget):
    """Shows the surest of them; hidden without any."""

    compare = Signal(str)
    apart = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Duplicate | None = None
        self._title = text_label("", weight=SEMIBOLD, ink="warn", elide=True)
        self._why = text_label("", size=Size.SECONDARY, ink="warn", elide=True)
        self.merge = Button(lambda: self.tr("Compare and merge"), icon="merge", key="Ctrl+M")
        self.other = Button(lambda: self.tr("Not the same"), kind="quiet")
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(IconLabel("users", size=20, ink="warn"))
        told.addLayout(column(self._title, self._why, spacing=1, stretch=False), 1)
        answers = row(self.merge, self.other, None)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(14, 8, 10, 8)
        self._whole.setSpacing(8)
        self._whole.addLayout(told, 1)
        self._whole.addLayout(answers)
        self.merge.clicked.connect(self.ask)
        self.other.clicked.connect(lambda: self.apart.emit(self.other_id))
        self.hide()
        self.put_on()

    @property
    def other_id(self) -> str:
        return self._shown.hit.customer_id if self._shown else ""

    def ask(self) -> None:
        if self._shown is not None:
            self.compare.emit(self.other_id)

    def show_hint(self, found: tuple[Duplicate, ...], *, may: bool) -> None:
        self._shown = found[0] if found else None
        self.setVisible(self._shown is not None)
        self.merge.setVisible(may)
        self.other.setVisible(may)
        self.retranslate()

    def retranslate(self) -> None:
        self._fit()
        if self._shown is None:
            return
        hit, why = self._shown.hit, self._shown.alike
        self._title.say(lambda: self.tr("Perhaps the same person: {name}").format(name=hit.name))
        self._why.say(lambda: f"{words.alike(why)}, {orders_count(hit.orders_count)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """The answers stand below the question where both have no room beside each other."""
        answers = self.merge.sizeHint().width() + self.other.sizeHint().width()
        narrow = self.width() < answers + QUESTION
        ways = QBoxLayout.Direction
        self._whole.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens().of(Status.WARN)
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=10, fill=colours.bg, edge=colours.solid)
