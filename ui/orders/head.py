"""How far is the order: the steps and what is missing next, and how old the kept draft is."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.clock import Clock
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.dress import Dressed
from ui.kit.steps import Step, StepStrip
from ui.kit.text import text_label
from ui.orders import acts, placing
from ui.orders.answers import Answers
from ui.orders.customer import CustomerCard
from ui.orders.order import OpenOrder
from ui.orders.payment import PaymentCard

TICK_MS = 1_000


class HeadRow(Dressed, QWidget):
    """Clicking a step jumps to it; Park and Discard appear once there is something."""

    jumped = Signal(str)
    discarded = Signal()

    def __init__(
        self,
        clock: Clock,
        order: OpenOrder,
        answers: Answers,
        customer: CustomerCard,
        payment: PaymentCard,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._order = order
        self._answers = answers
        self._customer = customer
        self._payment = payment
        self._saved_at: int | None = None
        self.steps = StepStrip(
            [
                ("customer", lambda: self.tr("Customer")),
                ("items", lambda: self.tr("Items")),
                ("delivery", lambda: self.tr("Delivery")),
                ("payment", lambda: self.tr("Payment")),
                ("confirm", lambda: self.tr("Confirm")),
            ]
        )
        self.saved = text_label("", size=12, ink="text2")
        self.park = Button(acts.PARK_ORDER.cap_words, icon="pause")
        self.discard = Button(lambda: self.tr("Discard"), icon="trash-2", kind="quiet")
        self._build()
        self.steps.jumped.connect(self.jumped)
        self.discard.clicked.connect(self.discarded)
        order.saved.connect(self._saved)
        answers.known.connect(self.show_order)
        customer.shown.connect(self.show_order)
        customer.search.focused.connect(self.show_order)
        self.tick = QTimer(self)
        self.tick.setInterval(TICK_MS)
        self.tick.timeout.connect(self._show_saved)
        self.tick.start()
        self.put_on()
        self.show_order()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.steps)
        line.addStretch(1)
        for part in (self.saved, self.park, self.discard):
            line.addWidget(part)

    def show_order(self) -> None:
        missing, _ = placing.missing(self._order, self._answers, self._payment)
        draft = self._order.draft
        filled = bool(draft.lines)
        done = {
            "customer": self._order.has_customer,
            "items": filled,
            "delivery": filled and missing not in {"delivery", "items"},
            "payment": filled
            and not self._payment.missing()
            and (bool(draft.tender) or not missing),
            "confirm": False,
        }
        states = {step: Step.DONE if is_done else Step.OPEN for step, is_done in done.items()}
        now = missing or "confirm"
        if now == "items" and self._customer.is_asking:
            now = "customer"
        states[now] = Step.NOW
        self.steps.show_states(states)
        self.park.setVisible(filled)
        self.discard.setVisible(not draft.is_blank)
        self._show_saved()

    def forget_age(self) -> None:
        self._saved_at = None
        self._show_saved()

    def _saved(self, at: int) -> None:
        self._saved_at = at
        self._show_saved()

    def _show_saved(self) -> None:
        if self._saved_at is None or self._order.draft.is_blank:
            self.saved.say("")
            return
        age = (self._clock.now() - self._saved_at) / 1e6
        self.saved.say(self.tr("Draft saved {age} ago").format(age=formats.age(age)))

    def retranslate(self) -> None:
        if self._on:
            self._show_saved()
