"""Cash wants an open drawer: count the float and open one, without leaving the order."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.errors import Refusal
from app.orders.model import parse_amount
from app.payments.commands import OpenDrawer
from ui.kit.backend import Backend
from ui.kit.buttons import Button
from ui.kit.dress import Dressed
from ui.kit.entry import Field
from ui.orders.answers import Answers
from ui.orders.order import OpenOrder


class FloatRow(Dressed, QWidget):
    opened = Signal()
    refused = Signal(str, object)

    def __init__(self, backend: Backend, order: OpenOrder, answers: Answers) -> None:
        super().__init__()
        self._backend = backend
        self._order = order
        self._answers = answers
        self.amount = Field(
            lambda: self.tr("Float in the drawer"),
            placeholder=lambda: self.tr("Float, such as 500.000"),
        )
        self.button = Button(lambda: self.tr("Open drawer"), icon="wallet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.amount, 1)
        line.addWidget(self.button)
        self.amount.returnPressed.connect(self._open)
        self.button.clicked.connect(self._open)
        self.setFocusProxy(self.amount)
        self.put_on()

    def _open(self) -> None:
        actor = self._order.actor
        if actor is None:
            return
        try:
            amount = parse_amount(self.amount.text(), self._answers.currency)
        except Refusal as refusal:
            self.refused.emit(refusal.code, refusal.facts)
            self.amount.setFocus()
            return
        command = OpenDrawer(
            drawer_id=self._order.new_id(),
            site_id=actor.site_id,
            float_minor=amount,
            currency=self._answers.currency,
        )
        self._backend.run(command, then=self._opened)

    def _opened(self, _result: dict[str, object]) -> None:
        self.amount.clear()
        self._answers.look_for_drawer()
        self.opened.emit()
