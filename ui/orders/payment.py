"""How is it paid: the tenders that this place and these goods allow, each with what it needs."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.kit.errors import Refusal
from app.orders.drafts import TenderPart
from app.orders.model import parse_amount
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from ui.kit import formats
from ui.kit.backend import Backend
from ui.kit.card import Card
from ui.kit.dress import Words
from ui.kit.entry import Field
from ui.kit.fonts import Size
from ui.kit.segments import Segments
from ui.kit.text import text_label
from ui.orders import words
from ui.orders.answers import Answers
from ui.orders.float_row import FloatRow
from ui.orders.order import OpenOrder
from ui.orders.parts import Parts

NOW = (TenderKind.CASH.value, TenderKind.TERMINAL.value)
AGAIN = {TenderKind.TERMINAL.value}  # two cards are two parts; cash is one amount


class PaymentCard(Card):
    """F7 comes here, digits and arrows choose, Enter goes on; F7 again pays a part another way."""

    settled = Signal()
    refused = Signal(str, object)

    def __init__(self, backend: Backend, order: OpenOrder, answers: Answers) -> None:
        super().__init__(lambda: self.tr("Payment"), key="F7")
        self._backend = backend
        self._order = order
        self._answers = answers
        self.kinds = Segments(lambda: self.tr("Payment"))
        self.kinds.installEventFilter(self)
        self.hint = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.approval = Field(
            lambda: self.tr("Approval code"), placeholder=lambda: self.tr("Approval code")
        )
        self.parts = Parts(order)
        self.float_row = FloatRow(backend, order, answers)
        for part in (self.kinds, self.parts, self.hint, self.approval, self.float_row):
            self.body.addWidget(part)
        self.kinds.chosen.connect(self._choose)
        self.approval.textEdited.connect(lambda told: order.edit(approval=told))
        self.approval.returnPressed.connect(self._approval_told)
        self.parts.told.connect(self._part_told)
        self.float_row.opened.connect(self.settled)
        self.float_row.refused.connect(self.refused)
        answers.known.connect(self.show_order)
        self.put_on()
        self.show_order()

    # ------------------------------------------------------------------ what is allowed

    @property
    def allowed(self) -> list[str]:
        """The first one is what stands there when nobody chose."""
        used = {part.kind for part in self._order.draft.parts}
        return [kind for kind in self._possible() if kind in AGAIN or kind not in used]

    def _possible(self) -> list[str]:
        methods = self._methods()
        later = Method.CARRY_OUT not in methods
        kinds: list[TenderKind] = []
        if later and self._backend.may("payment.link"):
            kinds.append(TenderKind.PAY_LINK)
        if later and Method.SHIP not in methods:
            kinds.append(TenderKind.AT_STORE)
        if self._answers.counter and self._backend.may("payment.take"):
            kinds = [TenderKind.CASH, TenderKind.TERMINAL, *kinds]
        return [kind.value for kind in kinds]

    def _methods(self) -> set[Method]:
        return {placed.line.method for placed in self._answers.lines}

    @property
    def kind(self) -> str:
        allowed = self.allowed
        told = self._order.draft.tender
        return told if told in allowed else allowed[0] if allowed else ""

    def missing(self) -> str:
        """A refusal code while the tender lacks something; empty when it can be taken."""
        if not self.kind:
            return "not_allowed"
        if not all(part.kind in self._possible() for part in self._order.draft.parts):
            return "payment_open"  # the goods go another way now
        if self._order.draft.parts and self.rest() <= 0:
            return "parts_exceed"
        told = self._order.draft.tender
        if told != self.kind and (told or self.kind in NOW):
            return "payment_open"  # money in hand is never taken by default, nor another way
        if self.kind == TenderKind.CASH.value and self._answers.drawer is None:
            return "drawer_closed"
        if self.kind == TenderKind.TERMINAL.value and not self._order.draft.approval.strip():
            return "approval_code_missing"
        return ""

    def rest(self) -> int:
        """What the tender that stands chosen pays: the total without the parts."""
        quote = self._answers.quote
        total = quote.priced.total if quote else 0
        return total - sum(part.amount_minor for part in self._order.draft.parts)

    def tenders(self) -> list[TenderTaken]:
        """The parts, then the rest; nothing for an order that costs nothing."""
        draft = self._order.draft
        last = TenderPart(
            kind=self.kind, amount_minor=self.rest(), reference=draft.approval.strip()
        )
        return [self._taken(part) for part in (*draft.parts, last) if part.amount_minor > 0]

    def _taken(self, part: TenderPart) -> TenderTaken:
        kind, drawer = TenderKind(part.kind), self._answers.drawer
        return TenderTaken(
            kind=kind,
            amount_minor=part.amount_minor,
            reference=part.reference if kind is TenderKind.TERMINAL else "",
            drawer_id=drawer.drawer_id if drawer and kind is TenderKind.CASH else None,
        )

    def told(self) -> str:
        """`Cash Rp 200.000 + Terminal Rp 299.000`, or the one tender by its name."""
        taken = self.tenders()
        if len(taken) < 2:
            return words.tender(self.kind)
        currency = self._answers.currency
        return " + ".join(
            f"{words.tender(one.kind.value)} {formats.money(one.amount_minor, currency)}"
            for one in taken
        )

    # ------------------------------------------------------------------ what is shown

    def retranslate(self) -> None:
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        kind = self.kind
        self.kinds.offer([(told, _words_of(told)) for told in self.allowed])
        self.kinds.choose(kind)
        self.kinds.setVisible(bool(self.allowed))
        self.parts.show_order()
        self.hint.say(self._explained)
        self.approval.setVisible(kind == TenderKind.TERMINAL.value)
        if self.approval.text() != self._order.draft.approval:
            self.approval.setText(self._order.draft.approval)
        no_drawer = kind == TenderKind.CASH.value and self._answers.drawer is None
        self.float_row.setVisible(no_drawer)

    def _explained(self) -> str:
        explained = self._how()
        if not self._order.draft.parts:
            return explained
        rest = formats.money(max(0, self.rest()), self._answers.currency)
        return self.tr("The rest: {amount}.").format(amount=rest) + " " + explained

    def _how(self) -> str:
        offline = self._backend.sync_status().state not in {"online", "syncing"}
        drawer = self._answers.drawer
        match self.kind:
            case TenderKind.PAY_LINK.value if offline:
                return self.tr("The link goes out when the server is back; held until paid.")
            case TenderKind.PAY_LINK.value:
                return self.tr("The link is sent; the order is held until it is paid.")
            case TenderKind.AT_STORE.value:
                return self.tr("Paid when it is collected.")
            case TenderKind.TERMINAL.value:
                return self.tr("Take the amount on the terminal, then type its approval code.")
            case TenderKind.CASH.value if drawer is not None:
                amount = formats.money(drawer.expected_minor, drawer.currency)
                return self.tr("Into the open drawer, now {amount}.").format(amount=amount)
            case TenderKind.CASH.value:
                return self.tr("No drawer is open here. Count the float and open one.")
        return self.tr("Your role takes no payment of this kind here.")

    # ------------------------------------------------------------------ choosing

    def ask(self) -> None:
        """F7, and F7 again once a tender is chosen: how much of it this way."""
        if self.kinds.hasFocus() and self._order.draft.tender and len(self.allowed) > 1:
            self.parts.ask()
        else:
            self.parts.close_amount()
            self.kinds.setFocus()

    def close_part(self) -> bool:
        """Esc: the whole is paid one way after all."""
        was = self.parts.close_amount()
        if was:
            self.kinds.setFocus()
        return was

    def _part_told(self, typed: str) -> None:
        """What is told stands as one part; the tenders that are left pay the rest."""
        try:
            amount = parse_amount(typed, self._answers.currency)
            if not 0 < amount < self.rest():
                raise Refusal("part_out_of_range")
            if self.kind == TenderKind.CASH.value and self._answers.drawer is None:
                raise Refusal("drawer_closed")
        except Refusal as refusal:
            self.refused.emit(refusal.code, refusal.facts)
            if refusal.code == "drawer_closed":
                self.float_row.setFocus()
            return
        code = self._order.draft.approval.strip()
        if self.kind == TenderKind.TERMINAL.value and not code:
            self.approval.setFocus()
            return
        part = TenderPart(kind=self.kind, amount_minor=amount, reference=code)
        self.parts.close_amount()
        self._order.edit(parts=(*self._order.draft.parts, part), tender="", approval="")
        self.kinds.setFocus()

    def _approval_told(self) -> None:
        if self.parts.amount.isVisible():
            self._part_told(self.parts.amount.text().strip())
        else:
            self.settled.emit()

    def _choose(self, kind: str) -> None:
        self._order.edit(tender=kind)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_on()
                return True
            digit = event.key() - Qt.Key.Key_1
            if 0 <= digit < len(self.allowed) and not event.modifiers():
                self._order.edit(tender=self.allowed[digit])
                return True
        return False

    def _go_on(self) -> None:
        """Enter takes the tender that stands there, and asks for what it still needs."""
        self._order.edit(tender=self.kind)
        match self.missing():
            case "drawer_closed":
                self.float_row.setFocus()
            case "approval_code_missing":
                self.approval.setFocus()
            case _:
                self.settled.emit()

    def focus_missing(self) -> None:
        {
            "drawer_closed": self.float_row,
            "approval_code_missing": self.approval,
        }.get(self.missing(), self.kinds).setFocus()


def _words_of(kind: str) -> Words:
    return lambda: words.tender(kind)
