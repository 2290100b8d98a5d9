"""Where the money goes: the way it is given, each tender's part, and the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.payments.states import TenderKind
from app.returns.model import RefundMode
from app.returns.queries import Preview, ReturnCard
from ui.kit import (
    SEMIBOLD,
    Amount,
    Card,
    Dressed,
    MainButton,
    Segments,
    Size,
    TotalsPanel,
    Words,
    formats,
    text_label,
)
from ui.kit.text import IconLabel
from ui.returns import words

MOST_TENDERS = 3  # more are summed up: the button stays in sight at 720 pixels
MOST_LINES = 4


class TenderSegments(Segments):
    """F7 moves on, Enter settles."""

    settled = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.settled.emit(self.value)
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Given:
    """One tender row."""

    kind: TenderKind
    title: str
    detail: str
    amount: str
    when: str


class TenderRow(Card):
    def __init__(self) -> None:
        super().__init__(margins=10, spacing=0, raised=True)
        line = QHBoxLayout()
        line.setSpacing(10)
        self._icon = IconLabel("credit-card", size=18)
        self._title = text_label("", weight=SEMIBOLD, elide=True)
        self._detail = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._amount = text_label("", weight=SEMIBOLD)
        self._when = text_label("", size=Size.SECONDARY, ink="text2")
        line.addWidget(self._icon)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, labels in (
            (left, (self._title, self._detail)),
            (right, (self._amount, self._when)),
        ):
            column.setSpacing(1)
            for label in labels:
                column.addWidget(label)
                if column is right:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.addLayout(left, 1)
        line.addLayout(right)
        self.body.addLayout(line)

    def show_given(self, given: Given) -> None:
        self._icon.show_icon(words.ICONS[given.kind])
        self._title.say(given.title)
        self._detail.say(given.detail)
        self._amount.say(given.amount)
        self._when.say(given.when)


class MoneyPanel(Dressed, QWidget):
    """The right column. `told` by the page with each change; it decides nothing."""

    chosen = Signal(str)

    def __init__(self, main: MainButton) -> None:
        super().__init__()
        self.main = main
        self.way = TenderSegments(lambda: self.tr("Money goes back to"), self._ways())
        self.way.chosen.connect(self.chosen)
        self.totals = TotalsPanel(lambda: self.tr("Refund"))
        self._card: ReturnCard | None = None
        self._preview: Preview | None = None
        self._units: Mapping[str, int] = {}
        self._note: Words = ""
        self._open = False
        self._rows: list[TenderRow] = []
        self._given = QVBoxLayout()
        self._given.setSpacing(8)
        self._note_icon = IconLabel("circle-check", size=16, ink="ok")
        self._note_words = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self._paper = text_label(
            lambda: self.tr("Prints the refund receipt"), size=Size.SECONDARY, ink="text2"
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._tender_card())
        whole.addWidget(self._total_card())
        whole.addStretch(1)
        self.put_on()

    def _ways(self) -> list[tuple[str, Words]]:
        return [
            (RefundMode.AS_PAID.value, lambda: self.tr("As paid")),
            (RefundMode.STORE_CREDIT.value, lambda: self.tr("Store credit")),
            (RefundMode.CASH.value, lambda: self.tr("Cash")),
        ]

    def _tender_card(self) -> Card:
        made = Card(lambda: self.tr("Money goes back to"), key="F7", spacing=8)
        made.body.addWidget(self.way)
        made.body.addLayout(self._given)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note_words, 1)
        made.body.addLayout(note)
        return made

    def _total_card(self) -> Card:
        made = Card(spacing=10)
        made.body.addWidget(self.totals)
        made.body.addWidget(self.main)
        paper = QHBoxLayout()
        paper.setSpacing(8)
        paper.addWidget(IconLabel("printer", size=16))
        paper.addWidget(self._paper, 1)
        made.body.addLayout(paper)
        return made

    # ------------------------------------------------------------------ telling

    def show_nothing(self) -> None:
        self._card, self._preview, self._units = None, None, {}
        self._note, self._open = "", False
        self.way.choose(RefundMode.AS_PAID.value)
        self._tell()

    def show_refund(
        self,
        card: ReturnCard,
        units: Mapping[str, int],
        preview: Preview,
        *,
        note: Words,
        ready: bool,
    ) -> None:
        """`note` is what is still in the way, or empty; `ready` says that F12 is open."""
        self._card, self._units, self._preview = card, units, preview
        self._note, self._open = note, ready
        self._tell()

    def retranslate(self) -> None:
        self._tell()

    def _tell(self) -> None:
        closed = []
        if self._card is not None and self._card.customer_id is None:
            closed.append(RefundMode.STORE_CREDIT.value)
        if self._card is not None and self._card.drawer_id is None:
            closed.append(RefundMode.CASH.value)
        self.way.offer(self._ways(), closed)
        self.way.setEnabled(self._card is not None)
        self._show_given(self._parts())
        self._show_note()
        self.totals.show_rows(self._amounts(), self._money(self._refund()))
        self.main.say(self._main_words())

    def _main_words(self) -> str:
        if not self._refund():
            return self.tr("Refund")
        return self.tr("Refund {amount}").format(amount=self._money(self._refund()))

    def _refund(self) -> int:
        return self._preview.refund_minor if self._preview else 0

    def _money(self, minor: int) -> str:
        return formats.money(minor, self._card.currency if self._card else "IDR")

    def _show_note(self) -> None:
        self._note_icon.setVisible(bool(self._note) or self._open)
        self._note_words.setVisible(bool(self._note) or self._open)
        if self._note:
            blocked = self._preview is not None and bool(self._preview.why_not)
            self._note_icon.show_icon(
                "triangle-alert" if blocked else "circle-dot", "warn" if blocked else "info"
            )
            self._note_words.set_ink("warn" if blocked else "text2")
            self._note_words.say(self._note)
        elif self._open:
            pending = self._preview.pending_minor if self._preview else 0
            self._note_icon.show_icon("clock" if pending else "circle-check", "ok")
            self._note_words.set_ink("text2")
            self._note_words.say(self._settled(pending))

    def _settled(self, pending: int) -> str:
        if not pending:
            return self.tr("All of it is given at once")
        return self.tr("{amount} waits for the payment provider").format(
            amount=self._money(pending)
        )

    # ------------------------------------------------------------------ parts

    def _show_given(self, given: Sequence[Given]) -> None:
        while len(self._rows) > len(given):
            gone = self._rows.pop()
            gone.setParent(None)
            gone.deleteLater()
        while len(self._rows) < len(given):
            row = TenderRow()
            self._rows.append(row)
            self._given.addWidget(row)
        for row, told in zip(self._rows, given, strict=True):
            row.show_given(told)

    def _parts(self) -> list[Given]:
        """As paid: a row per tender. Otherwise one, however many tenders it is booked against."""
        if self._card is None or self._preview is None:
            return []
        refunds = self._preview.settlement.refunds
        if self.way.value != RefundMode.AS_PAID.value and refunds:
            return [self._whole(refunds[0].kind)]
        paid = {payment.payment_id: payment for payment in self._card.payments}
        made = []
        for part in refunds:
            payment = paid.get(part.payment_id or "")
            left = payment.captured_minor - payment.refunded_minor if payment else 0
            made.append(
                Given(
                    part.kind,
                    words.tender(part.kind, payment),
                    self.tr("of {amount} paid").format(amount=self._money(left)),
                    self._money(part.minor),
                    words.comes(part.kind),
                )
            )
        return self._summed(made)

    def _whole(self, kind: TenderKind) -> Given:
        detail = (
            self.tr("from the open drawer")
            if kind is TenderKind.CASH
            else self.tr("for {name}").format(name=self._customer())
        )
        told = words.tender(kind, None), detail, self._money(self._refund()), words.comes(kind)
        return Given(kind, *told)

    def _customer(self) -> str:
        name = self._card.customer_name if self._card else ""
        return name or self.tr("the customer")

    def _summed(self, given: list[Given]) -> list[Given]:
        if len(given) <= MOST_TENDERS or self._preview is None:
            return given
        rest = self._preview.settlement.refunds[MOST_TENDERS - 1 :]
        more = Given(
            rest[0].kind,
            self.tr("%n more tender(s)", "", len(rest)),
            self.tr("in proportion to what was paid"),
            self._money(sum(part.minor for part in rest)),
            "",
        )
        return [*given[: MOST_TENDERS - 1], more]

    def _amounts(self) -> list[Amount]:
        card, preview = self._card, self._preview
        if card is None or preview is None or not self._units:
            return [Amount(self.tr("Nothing chosen yet"), "—")]
        settlement = preview.settlement
        rows = [self._line_amount(card, w.line_id, w.refund_minor) for w in settlement.lines]
        if len(rows) > MOST_LINES:
            rest = settlement.lines[MOST_LINES - 1 :]
            told = self.tr("%n more line(s)", "", len(rest))
            amount = self._money(sum(worth.refund_minor for worth in rest))
            rows = [*rows[: MOST_LINES - 1], Amount(told, amount)]
        if card.charges_minor:
            told = self.tr("Delivery of {amount} stays with the order")
            words_ = told.format(amount=self._money(card.charges_minor))
            rows.append(Amount(words_, self._money(0)))
        if settlement.rounding_minor:
            rows.append(Amount(self.tr("Rounding"), self._money(settlement.rounding_minor)))
        if unpaid := settlement.due_minor - settlement.refund_minor:
            rows.append(Amount(self.tr("Was never paid"), self._money(-unpaid), ink="bad"))
        rows.append(Amount(self.tr("incl. tax"), self._money(settlement.tax_minor), meta=True))
        return rows

    def _line_amount(self, card: ReturnCard, line_id: str, minor: int) -> Amount:
        line = card.line(line_id)
        told = self.tr("{n} × {name}").format(n=self._units[line_id], name=line.sold.name)
        note = ""
        if line.sold.discount_minor > 0:
            share = self._units[line_id] * line.sold.unit_minor - minor
            note = self.tr("after {amount} of {names}").format(
                amount=self._money(share), names=", ".join(line.promotions) or self.tr("discount")
            )
        return Amount(told, self._money(minor), note=note)
