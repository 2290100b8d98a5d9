"""What is still open for them: each order with its state and the way to its next step."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.insights.customer import Overview
from app.orders.queries import OrderHead
from ui.kit import SEMIBOLD, Card, Dressed, Size, discard, fonts, formats, paint, text_label, tokens
from ui.orders.words import status

ROW = 58


class OrderRow(Dressed, QAbstractButton):
    """Number and chip, below them the goods and the amount. Space, Enter or a click opens it."""

    def __init__(self, head: OrderHead) -> None:
        super().__init__()
        self._head = head
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.put_on()

    @property
    def order_id(self) -> str:
        return self._head.order_id

    def retranslate(self) -> None:
        self.setAccessibleName(f"{self._head.number}, {status(self._head.status).words}")
        self.setToolTip(self.tr("Open the order"))

    def sizeHint(self) -> QSize:
        return QSize(240, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter, head = tokens(), QPainter(self), self._head
        area = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        over = self.underMouse() or self.hasFocus()
        edge = worn.focus if self.hasFocus() else worn.border
        paint.box(
            painter,
            area,
            radius=8,
            fill=worn.sel if over else worn.surface,
            edge=edge,
            width=2 if self.hasFocus() else 1,
        )
        told = status(head.status)
        left, room = area.x() + 12, area.width() - 24
        number = QFontMetricsF(fonts.font(weight=SEMIBOLD)).horizontalAdvance(head.number)
        icon = told.icon or None
        if number + 8 + paint.chip_width(told.words) > room:
            icon = ""  # the number is read out: it is never cut
        wide = min(paint.chip_width(told.words, icon=icon != ""), room - number - 8)
        paint.chip(
            painter,
            QPointF(area.right() - 12 - wide, area.y() + 8),
            told.status,
            told.words,
            icon=icon,
            on_selection=over,
            room=wide,
        )
        top = QRectF(left, area.y() + 8, room - wide - 8, 20)
        paint.words(painter, top, head.number, colour=worn.text, weight=SEMIBOLD)
        goods = self.tr("%n piece(s)", "", head.units)
        under = f"{goods} · {formats.money(head.total_minor, head.currency)}"
        if (due := head.total_minor - head.paid_minor) > 0 and not head.refunded_minor:
            owed = self.tr("{amount} to pay").format(amount=formats.money(due, head.currency))
            under = f"{goods} · {owed}"
        below = QRectF(left, area.y() + 30, room, 18)
        paint.words(painter, below, under, colour=worn.text2, size=Size.SECONDARY)


class OpenOrders(Card):
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Open orders"), note=" ", spacing=4)
        self.rows: list[OrderRow] = []
        self._none = text_label(lambda: self.tr("Nothing is open"), ink="text2")
        self.body.addWidget(self._none)
        self.put_on()

    def show_orders(self, told: Overview) -> None:
        for gone in self.rows:
            self.body.removeWidget(gone)
            discard(gone)
        self.rows = [OrderRow(head) for head in told.open_orders]
        for row in self.rows:
            row.clicked.connect(self._clicked)
            self.body.addWidget(row)
        self._none.setVisible(not self.rows)
        if self.note is not None:
            self.note.say(formats.qty(told.open_count) if told.open_count else "")

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, OrderRow):
            self.opened.emit(row.order_id)
