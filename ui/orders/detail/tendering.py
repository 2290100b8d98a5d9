"""How is the difference collected: by link, at the store, in cash, or on the terminal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.order.detail import OrderDetail
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from ui.kit import Backend, Dressed, Field, Segments
from ui.orders.detail import words
from ui.orders.detail.panel import heading


class Tendering(Dressed, QWidget):
    """F7 moves on to the next way of paying."""

    changed = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._detail: OrderDetail | None = None
        self.kinds = Segments(lambda: self.tr("How is it paid?"))
        self.kinds.chosen.connect(lambda _kind: self._say())
        self.code = Field(lambda: self.tr("Approval code of the terminal"))
        self.code.textEdited.connect(lambda _text: self.changed.emit())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(heading(lambda: self.tr("How is it paid?")))
        whole.addWidget(self.kinds)
        whole.addWidget(self.code)
        self.put_on()

    def offer(self, detail: OrderDetail) -> None:
        self._detail = detail
        self.retranslate()

    def step(self) -> None:
        self.kinds.step()

    def tenders(self, amount_minor: int) -> list[TenderTaken] | None:
        """None while the approval code is missing, or nothing can be taken here."""
        if not self.kinds.value:
            return None
        kind = TenderKind(self.kinds.value)
        reference = self.code.text().strip() if kind is TenderKind.TERMINAL else ""
        if kind is TenderKind.TERMINAL and not reference:
            return None
        drawer = self._detail.drawer if self._detail else None
        return [
            TenderTaken(
                kind=kind,
                amount_minor=amount_minor,
                reference=reference,
                drawer_id=drawer.drawer_id if drawer and kind is TenderKind.CASH else None,
            )
        ]

    def _possible(self) -> list[TenderKind]:
        """A link needs somebody to send it to, the store a pickup, cash an open drawer."""
        detail = self._detail
        if detail is None:
            return []
        found = []
        if self._backend.may("payment.link") and detail.customer is not None:
            found.append(TenderKind.PAY_LINK)
        if any(line.method == Method.PICKUP.value for line in detail.card.lines):
            found.append(TenderKind.AT_STORE)
        if self._backend.may("payment.take"):
            found += [TenderKind.CASH] if detail.drawer else []
            found.append(TenderKind.TERMINAL)
        return found

    def _say(self) -> None:
        self.code.setVisible(self.kinds.value == TenderKind.TERMINAL.value)
        self.changed.emit()

    def retranslate(self) -> None:
        self.kinds.offer([(kind.value, words.tender(kind.value)) for kind in self._possible()])
        self._say()
