"""Where does the customer stand: a column of its own, or a strip that slides over the basket."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit import paint
from ui.kit.card import column, scrolled
from ui.kit.chip import Avatar, KeyCap
from ui.kit.dress import Dressed
from ui.kit.text import IconLabel, tip
from ui.kit.theme import tokens
from ui.orders.customer import CustomerCard
from ui.orders.order import OpenOrder
from ui.orders.recent import RecentCard

LEFT = 304  # px, ux.md 5
NARROW = 56
RAIL = 76
WIDE_FROM = 1366 - RAIL  # of the page: below 1366 px of window the column becomes a strip


class NarrowStrip(Dressed, QWidget):
    """56 px: who it is, and the key that slides the rest over."""

    pressed = Signal()

    def __init__(self, order: OpenOrder) -> None:
        super().__init__()
        self._order = order
        self.avatar = Avatar(side=32)
        self.icon = IconLabel("user", size=20)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 12)
        whole.setSpacing(10)
        for part in (self.avatar, self.icon, KeyCap("F4")):
            whole.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        order.edited.connect(self.show_order)
        self.put_on()
        self.show_order()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Customer"))
        self.setToolTip(tip(self._order.name))

    def show_order(self) -> None:
        self.avatar.show_name(self._order.name)
        self.avatar.setVisible(self._order.has_customer)
        self.icon.setVisible(not self._order.has_customer)
        self.setToolTip(tip(self._order.name))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=10, fill=worn.surface, edge=worn.border)


class OverColumn(Dressed, QWidget):
    """The cards as they are; while it lies over the basket it has a ground of its own."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._over = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(scrolled(content))

    def lie_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._over:
            worn = tokens()
            area = QRectF(self.rect())
            paint.box(QPainter(self), area, radius=10, fill=worn.bg, edge=worn.outline)


class SideColumn(QObject):
    """`holder` keeps the room in the page's row; the column itself lies over it."""

    def __init__(self, order: OpenOrder, customer: CustomerCard, recent: RecentCard) -> None:
        super().__init__()
        self._customer = customer
        self._narrow = False
        self._open = False
        self.holder = QWidget()
        self.holder.setFixedWidth(LEFT)
        self.strip = NarrowStrip(order)
        inside = QVBoxLayout(self.holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.strip)
        self.strip.hide()
        content = QWidget()
        content.setLayout(column(customer, recent))
        self.column = OverColumn(content)
        self.strip.pressed.connect(self.open_over)
        self.holder.installEventFilter(self)

    @property
    def is_narrow(self) -> bool:
        return self._narrow

    def stand_in(self, page: QWidget) -> None:
        self.column.setParent(page)
        self.column.show()

    def fit(self, page_width: int) -> None:
        self._narrow = page_width < WIDE_FROM
        self.holder.setFixedWidth(NARROW if self._narrow else LEFT)
        self.strip.setVisible(self._narrow)
        self._place()

    def open_over(self) -> None:
        self._open = True
        self._place()

    def close_over(self) -> bool:
        was = self._open and self._narrow
        self._open = False
        self._place()
        return was

    def face_changed(self) -> None:
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _place(self) -> None:
        area = self.holder.geometry()
        self.column.setGeometry(area.x(), area.y(), LEFT, area.height())
        self.column.lie_over(self._narrow)
        self.column.setVisible(not self._narrow or self._open)
        self.column.raise_()
