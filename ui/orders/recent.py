"""What did this customer order last: rows that open the order."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.orders.queries import OrderHead
from ui.kit import fonts, formats, paint
from ui.kit.buttons import LinkButton
from ui.kit.card import Card, column, discard
from ui.kit.chip import Chip
from ui.kit.dress import Dressed
from ui.kit.fonts import Size
from ui.kit.text import text_label
from ui.kit.theme import tokens
from ui.orders import words
from ui.orders.order import OpenOrder

OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class RecentCard(Card):
    """The last orders of the customer, each with its derived status."""

    opened = Signal(str)  # the id of an order
    everything = Signal(str)  # the id of the customer

    def __init__(self, order: OpenOrder) -> None:
        super().__init__(lambda: self.tr("Recent orders"), spacing=2)
        self._order = order
        self.all = LinkButton("")
        self.all.clicked.connect(lambda: self.everything.emit(order.draft.customer_id))
        if self.heading is not None:
            self.heading.addWidget(self.all)
        self._shown: tuple[OrderHead, ...] = ()
        self.rows: list[RecentRow] = []
        order.edited.connect(self.show_order)
        self.put_on()
        self.show_order()

    def retranslate(self) -> None:
        self._shown = ()
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        recent = self._order.caller.recent if self._order.caller else ()
        count = self._order.caller.card.orders_count if self._order.caller else 0
        self.setVisible(bool(recent))
        self.all.setVisible(count > len(recent))
        self.all.say(lambda: self.tr("All {n}").format(n=formats.qty(count)))
        if recent == self._shown:
            return
        self._shown = recent
        for gone in self.rows:
            self.body.removeWidget(gone)
            discard(gone)
        self.rows = [RecentRow(head) for head in recent]
        for made in self.rows:
            made.opened.connect(self.opened)
            self.body.addWidget(made)


class RecentRow(Dressed, QWidget):
    """Number, day, amount and status; Enter or a click opens it."""

    opened = Signal(str)

    def __init__(self, head: OrderHead) -> None:
        super().__init__()
        self._head = head
        told = words.status(head.status)
        number = text_label(head.number, weight=fonts.SEMIBOLD, elide=True)
        money = formats.money(head.total_minor, head.currency)
        when = f"{formats.short_day(head.placed_at)} · {money}"
        detail = text_label(when, size=Size.SECONDARY, ink="text2", elide=True)
        chip = Chip(told.status, told.words, icon=told.icon or None)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addLayout(column(number, detail, spacing=1), 1)
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{head.number}, {when}, {told.words}")
        self.put_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENS:
            self.opened.emit(self._head.order_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._head.order_id)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, area, radius=6, fill=tokens().sunken)
        if self.hasFocus():
            paint.focus_ring(painter, area.adjusted(1, 1, -1, -1), 6)
