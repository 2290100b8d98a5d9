"""Is it paid: what is due at the counter, taken in cash or by the card terminal before it goes."""

from PySide6.QtCore import Qt, Signal

from app.payments.commands import TenderTaken
from app.payments.queries import Drawer
from app.payments.states import TenderKind
from ui.kit import SEMIBOLD, Card, Chip, Field, KeyCap, Segments, Size, Status, Words, formats, row
from ui.kit.formats import Unreadable
from ui.kit.text import text_label

CASH, TERMINAL = TenderKind.CASH.value, TenderKind.TERMINAL.value


class Till(Card):
    """`settled` when the whole amount was taken; the hand-over carries it as its tenders."""

    settled = Signal()

    def __init__(self) -> None:
        super().__init__(margins=12, spacing=8, raised=True)
        self._due, self._currency = 0, "IDR"
        self._drawer: Drawer | None = None
        self._taken: tuple[TenderTaken, ...] = ()
        self._change = 0
        self.amount = text_label("", size=Size.STRONG, weight=SEMIBOLD)
        self.due_words = text_label(lambda: self.tr("To pay now"), weight=SEMIBOLD)
        self.chip = Chip(Status.OK)
        self.kinds = Segments(lambda: self.tr("Paid by"), self._kinds(), CASH)
        self.kinds.chosen.connect(self._kind_chosen)
        self.received = Field(
            lambda: self.tr("Cash received"),
            placeholder=lambda: formats.money(self._due, self._currency),
        )
        self.approval = Field(
            lambda: self.tr("Approval code"), placeholder=lambda: self.tr("From the terminal")
        )
        self.received.returnPressed.connect(self._cash_told)
        self.approval.returnPressed.connect(self._terminal_told)
        self.hint = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.body.addLayout(row(self.due_words, KeyCap("F7"), None, self.amount, self.chip))
        for part in (self.kinds, self.received, self.approval, self.hint):
            self.body.addWidget(part)
        self.put_on()

    def _kinds(self) -> list[tuple[str, Words]]:
        return [
            (CASH, lambda: self.tr("Cash")),
            (TERMINAL, lambda: self.tr("Card terminal")),
        ]

    @property
    def due(self) -> int:
        """What is still to be taken before the goods may go."""
        return self._due - sum(tender.amount_minor for tender in self._taken)

    def tenders(self) -> list[TenderTaken]:
        return list(self._taken)

    def ask(self, due: int, currency: str, drawer: Drawer | None, *, anew: bool) -> None:
        """`anew`: another parcel, so nothing was taken for it yet."""
        if anew or due != self._due:
            self._taken = ()
            self.approval.clear()
            self.received.clear()
        self._due, self._currency, self._drawer = due, currency, drawer
        closed = [] if drawer is not None else [CASH]
        self.kinds.offer(self._kinds(), closed)
        if drawer is None and self.kinds.value == CASH:
            self.kinds.choose(TERMINAL)
        self.setVisible(due > 0)
        self._show()

    def press(self) -> None:
        """F7 opens it; F7 again is the other way to pay, or takes back what was told."""
        if self._taken:
            self._taken = ()
        elif self._input().hasFocus():
            self.kinds.step()
        self._show()
        self._input().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._input().selectAll()

    def _input(self) -> Field:
        return self.received if self.kinds.value == CASH else self.approval

    def _kind_chosen(self, _kind: str) -> None:
        self._show()
        self._input().setFocus(Qt.FocusReason.OtherFocusReason)

    def _cash_told(self) -> None:
        """Nothing typed: exactly what is due."""
        try:
            told = self.received.text().strip()
            given = formats.read_money(told, self._currency) if told else self._due
        except Unreadable as unreadable:
            self._complain(unreadable.hint)
            return
        if given < self._due:
            missing = formats.money(self._due - given, self._currency)
            self._complain(self.tr("{amount} is missing.").format(amount=missing))
            return
        drawer_id = self._drawer.drawer_id if self._drawer else None
        self._take(
            TenderTaken(kind=TenderKind.CASH, amount_minor=self._due, drawer_id=drawer_id),
            change=given - self._due,
        )

    def _terminal_told(self) -> None:
        code = self.approval.text().strip()
        if not code:
            self._complain(self.tr("Type the approval code from the terminal."))
            return
        self._take(
            TenderTaken(kind=TenderKind.TERMINAL, amount_minor=self._due, reference=code), change=0
        )

    def _take(self, tender: TenderTaken, *, change: int) -> None:
        self._taken = (tender,)
        self._change = change
        self._show()
        self.settled.emit()

    def _complain(self, words: str) -> None:
        self.hint.set_ink("bad")
        self.hint.say(words)
        self.hint.show()

    def _show(self) -> None:
        done = bool(self._taken)
        self.due_words.say(lambda: self.tr("Paid now") if self._taken else self.tr("To pay now"))
        self.amount.say(formats.money(self._due, self._currency))
        self.chip.setVisible(done)
        if done:
            kind = self._taken[0].kind
            self.chip.tell(
                Status.OK,
                lambda: self.tr("Cash") if kind is TenderKind.CASH else self.tr("Card terminal"),
            )
        self.kinds.setVisible(not done)
        self.received.setVisible(not done and self.kinds.value == CASH)
        self.approval.setVisible(not done and self.kinds.value == TERMINAL)
        self.hint.set_ink("text2")
        self.hint.say(self._hint)
        self.hint.setVisible(bool(self._hint()))
        self.received.retranslate()

    def _hint(self) -> str:
        if self._taken and self._change:
            told = self.tr("Give back {amount}.")
            return told.format(amount=formats.money(self._change, self._currency))
        if not self._taken and self._drawer is None:
            return self.tr("No drawer is open at this computer: cash cannot be taken.")
        return ""

    def retranslate(self) -> None:
        self._show()
