"""The ledger, notes, mails, holds and raw events of one order, one of them shown at a time."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.order.detail import OrderDetail
from app.notify.states import MessageState
from ui.kit import (
    Button,
    Card,
    Field,
    Segments,
    Size,
    Words,
    formats,
    text_label,
)
from ui.orders.detail.sheet import SheetRow
from ui.orders.detail.sourcing import sentence, sourcing_rows
from ui.orders.detail.tab_rows import (
    HOLDS,
    MESSAGES,
    NOTES,
    PAYMENT,
    RAW,
    ROWS,
    SOURCING,
    sheets,
)
from ui.orders.earning import Earning

translate = QCoreApplication.translate  # lupdate knows the name `translate`
NOTE_LENGTH = 500


class Tabs(Card):
    """Follows the order; `noted`, `resent` and `released` ask the page to act."""

    noted = Signal(str)
    resent = Signal(str)  # message id
    released = Signal(str)  # hold id
    proven = Signal(str)  # decision id: solve it again

    def __init__(self) -> None:
        super().__init__(margins=0, spacing=0)
        self.body.setContentsMargins(0, 0, 0, 8)
        self._detail: OrderDetail | None = None
        self._now = 0
        self._sees_raw = False
        self._earning: Earning | None = None
        self._proof: tuple[str, bool] | None = None  # decision that was solved again, as before?
        self.segments = Segments(lambda: self.tr("Part of the order"), stretch=False)
        self.segments.chosen.connect(self.show_tab)
        self.aside = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setContentsMargins(13, 12, 16, 6)
        head.setSpacing(16)
        head.addWidget(self.segments)
        head.addWidget(self.aside, 1)
        self.body.addLayout(head)
        self.sheets = sheets()
        self.lead = text_label("", wrap=True)
        self.lead.setContentsMargins(16, 6, 16, 8)
        self.body.addWidget(self.lead)
        self.nothing = text_label("", ink="text2", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        for sheet in self.sheets.values():
            self.body.addWidget(sheet)
        self.body.addWidget(self.nothing)
        self.field = Field(
            lambda: self.tr("New note"), placeholder=lambda: self.tr("Write a note for everybody")
        )
        self.field.setMaxLength(NOTE_LENGTH)
        self.field.returnPressed.connect(self._write_note)
        self.act = Button("", icon="check")
        self.act.clicked.connect(self._press)
        self.foot = QWidget()
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(16, 8, 16, 4)
        line.addWidget(self.field, 1)
        line.addWidget(self.act)
        self.body.addWidget(self.foot)
        self.put_on()

    # ------------------------------------------------------------------ what is shown

    def show_detail(
        self, detail: OrderDetail, now: int, *, sees_raw: bool, earning: Earning | None = None
    ) -> None:
        fresh = self._detail is None or self._detail.order_id != detail.order_id
        self._detail, self._now, self._sees_raw = detail, now, sees_raw
        self._earning = earning
        if fresh:
            self.segments.choose(PAYMENT)
            self.field.clear()
        self.retranslate()

    def show_tab(self, name: str) -> None:
        self.segments.choose(name)
        self.retranslate()

    def tell_proof(self, decision_id: str, same: bool | None) -> None:
        """The record was solved again. It stays told, whatever news of the order come."""
        if same is None:
            return
        self._proof = decision_id, same
        self.retranslate()

    def step(self, by: int) -> None:
        self.segments.step(by)

    def retranslate(self) -> None:
        detail = self._detail
        if detail is None:
            return
        counted = {
            NOTES: len(detail.notes),
            MESSAGES: len(detail.messages),
            HOLDS: len(detail.holds),
        }
        names = {
            PAYMENT: self.tr("Payment"),
            NOTES: self.tr("Notes"),
            MESSAGES: self.tr("Messages"),
            HOLDS: self.tr("Holds"),
            SOURCING: self.tr("Why from there"),
        } | ({RAW: self.tr("Raw events")} if self._sees_raw else {})
        told: list[tuple[str, Words]] = [
            (name, f"{text} {counted[name]}" if counted.get(name) else text)
            for name, text in names.items()
        ]
        self.segments.offer(told)
        self._fill(self.segments.value, detail)

    def _fill(self, name: str, detail: OrderDetail) -> None:
        rows = self._rows(name, detail)
        for key, sheet in self.sheets.items():
            sheet.setVisible(key == name and bool(rows))
        self.sheets[name].show_rows(rows)
        self.nothing.setVisible(not rows)
        self.nothing.say(self._nothing(name))
        lead = self._lead(name, detail)
        self.lead.say(lead)
        self.lead.setVisible(bool(lead))
        same = self._proven(name, detail)
        self.aside.set_ink("text2" if same is None else "ok" if same else "bad")
        self.aside.say(self._note(name, detail))
        self.field.setVisible(name == NOTES)
        told = self._act_words(name, detail)
        self.act.setVisible(bool(told))
        self.act.say(told)
        self.foot.setVisible(name == NOTES or bool(told))

    def _rows(self, name: str, detail: OrderDetail) -> list[SheetRow]:
        if name == SOURCING:
            return sourcing_rows(detail, self._now, costs=self._sees_raw, earning=self._earning)
        return ROWS[name](detail, self._now)

    def _lead(self, name: str, detail: OrderDetail) -> str:
        if name != SOURCING or not detail.sourced:
            return ""
        return sentence(detail.sourced[-1], detail)

    def _nothing(self, name: str) -> str:
        return {
            NOTES: self.tr("No note yet."),
            MESSAGES: self.tr("No mail was sent for this order."),
            HOLDS: self.tr("This order was never on hold."),
            SOURCING: self.tr("The customer told the place: there was nothing to decide."),
        }.get(name, "")

    def _note(self, name: str, detail: OrderDetail) -> str:
        card, currency = detail.card, detail.currency
        if (same := self._proven(name, detail)) is not None:
            return (
                self.tr("Solved again from its record: the same answer.")
                if same
                else self.tr("Solved again, the answer is another one: tell the help desk.")
            )
        if name != PAYMENT:
            return ""
        tax = self.tr("Includes PPN {tax}").format(tax=formats.money(card.tax_minor, currency))
        if not card.charges_minor:
            return tax
        told = self.tr("Includes delivery {charges} and PPN {tax}")
        return told.format(
            charges=formats.money(card.charges_minor, currency),
            tax=formats.money(card.tax_minor, currency),
        )

    def _proven(self, name: str, detail: OrderDetail) -> bool | None:
        """None: the decision that stands was not solved again."""
        if name != SOURCING or self._proof is None or not detail.sourced:
            return None
        decision_id, same = self._proof
        return same if decision_id == detail.sourced[-1].decision_id else None

    # ------------------------------------------------------------------ acts

    def _act_words(self, name: str, detail: OrderDetail) -> str:
        if name == NOTES:
            return self.tr("Add note")
        if name == MESSAGES and self._last_mail(detail):
            return self.tr("Send the last one again")
        if name == SOURCING and detail.sourced and self._sees_raw:
            return self.tr("Solve it again")
        return ""

    def _press(self) -> None:
        if self._detail is None:
            return
        if self.segments.value == NOTES:
            self._write_note()
        elif self.segments.value == MESSAGES:
            self.resent.emit(self._last_mail(self._detail))
        elif self.segments.value == SOURCING:
            self.proven.emit(self._detail.sourced[-1].decision_id)

    def _last_mail(self, detail: OrderDetail) -> str:
        ended = (MessageState.SENT.value, MessageState.FAILED.value)
        sent = [message.message_id for message in detail.messages if message.state in ended]
        return sent[-1] if sent else ""

    def _write_note(self) -> None:
        if text := self.field.text().strip():
            self.noted.emit(text)
