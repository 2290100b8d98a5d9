"""Shall the customer of this order be rung back, when, and what about."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Part
from app.kit.commands import Command
from ui.kit import Backend
from ui.orders.calling import CallForm
from ui.orders.detail.panel import ActPanel


class CallPanel(ActPanel):
    def __init__(self, backend: Backend, now: Callable[[], int]) -> None:
        super().__init__(backend)
        self.form = CallForm(now)
        self.content.addWidget(self.form)
        self.content.addStretch(1)
        self.form.changed.connect(self.changed)
        self.put_on()

    def title(self) -> str:
        return self.tr("Call back")

    def commit_words(self) -> str:
        return self.tr("Promise the call")

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        self.detail, self.role = detail, role
        self.form.begin(detail.order_id, detail.card.head.number)
        self.retranslate()

    def first(self) -> QWidget:
        return self.form.when

    def command(self) -> Command | None:
        session = self.backend.session
        customer_id = self._customer_id()
        if session is None or not customer_id:
            return None
        return self.form.command(customer_id, session.user_id)

    def _customer_id(self) -> str:
        known = self.detail.customer if self.detail else None
        return known.customer_id if known else ""

    def retranslate(self) -> None:
        known = self.detail.customer if self.detail else None
        self.about.say(known.name if known else "")
        self.changed.emit()
