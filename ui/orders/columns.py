"""Where do the cards stand: customer, basket, and delivery, payment and totals at the right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.card import column
from ui.kit.snug import Snug
from ui.orders.basket import BasketCard
from ui.orders.delivery import DeliveryCard
from ui.orders.payment import PaymentCard
from ui.orders.side import SideColumn
from ui.orders.summary import ReadBackCard, TotalsCard

RIGHT = 372  # px: 352 and room for a thin scroll bar beside four tenders in Indonesian


class Columns(QWidget):
    """The right column scrolls on a low window; totals and the main button never leave it."""

    def __init__(
        self,
        side: SideColumn,
        basket: BasketCard,
        delivery: DeliveryCard,
        payment: PaymentCard,
        spoken: ReadBackCard,
        totals: TotalsCard,
    ) -> None:
        super().__init__()
        self._totals = totals
        self._upper = Snug(column(delivery, payment, stretch=False))
        self._lower = Snug(column(spoken, stretch=False))
        self._lower.hide()
        right = QWidget()
        right.setFixedWidth(RIGHT)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        for part in (self._upper, self._lower):
            whole.addWidget(part, 1000)
        whole.addWidget(totals)
        whole.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(side.holder)
        line.addWidget(basket, 1)
        line.addWidget(right)

    def show_card(self, card: QWidget) -> None:
        self._upper.ensureWidgetVisible(card, 0, 0)

    def show_reading(self, reading: bool) -> None:
        self._upper.setVisible(not reading)
        self._lower.setVisible(reading)
        self._totals.show_reading(reading)
