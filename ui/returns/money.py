"""Where the money goes: the way it is given, each tender's part, what is paid on top, the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.payments.states import TenderKind
from app.returns.model import RefundMode
from app.returns.queries import Preview, ReturnCard
from app.returns.refund import Settlement
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
from ui.kit.snug import Snug
from ui.kit.text import IconLabel
from ui.returns import words
from ui.returns.exchange import ExchangeCard
from ui.returns.topup import TopUp

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


@dataclass(frozen=True, slots=True)
class Blind:
    """What an item without a receipt gives."""

    words: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TakenInstead:
    """One row of an exchange: what is taken, and what it costs."""

    words: str
    minor: int


class MoneyPanel(Dressed, QWidget):
    """The right column. `told` by the page with each change; it decides nothing."""

    chosen = Signal(str)

    def __init__(self, main: MainButton, exchange: ExchangeCard) -> None:
        super().__init__()
        self.main = main
        self.exchange = exchange
        self.top_up = TopUp()
        self._instead: Sequence[TakenInstead] = ()
        self._total = 0  # of what is taken instead
        self._blind: Blind | None = None
        self.way = TenderSegments(lambda: self.tr("Money goes back to"), self._ways())
        self.way.chosen.connect(self.chosen)
        self._card: ReturnCard | None = None
        self._preview: Preview | None = None
        self.totals = TotalsPanel(self._total_words)
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
        cards = QVBoxLayout()
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        cards.addWidget(exchange)
        self._tenders = self._tender_card()
        cards.addWidget(self._tenders)
        self._snug = Snug(cards)
        whole.addWidget(self._snug, 100)  # what is left over is under the button
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
        made = Card(self._title_words, key="F7", spacing=8)
        made.body.addWidget(self.way)
        made.body.addLayout(self._given)
        made.body.addWidget(self.top_up)
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

    def ask_top_up(self) -> None:
        """F7, when there is something to pay on top; in a low window it is scrolled to."""
        self.top_up.press()
        self._snug.ensureWidgetVisible(self.top_up)

    # ------------------------------------------------------------------ telling

    def show_nothing(self) -> None:
        self._card, self._preview, self._units = None, None, {}
        self._instead, self._total, self._blind = (), 0, None
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
        instead: Sequence[TakenInstead] = (),
        total_minor: int = 0,
    ) -> None:
        """`note` is what is still in the way, or empty; `ready` says that F12 is open."""
        self._card, self._units, self._preview = card, units, preview
        self._instead, self._total, self._blind = instead, total_minor, None
        self._note, self._open = note, ready
        self._tell()

    def show_blind(self, words_: str, credit_minor: int, currency: str, note: Words) -> None:
        """Store credit alone: nothing is chosen here."""
        self.show_nothing()
        self._blind = Blind(words_, credit_minor, currency)
        self._note, self._open = note, not note
        self._tell()

    def retranslate(self) -> None:
        self._tell()

    @property
    def to_pay_minor(self) -> int:
        """What the new goods cost beyond what came back."""
        spent = self._preview.settlement.exchanged_minor if self._preview else 0
        return max(0, self._total - spent)

    def _tell(self) -> None:
        closed = []
        if self._card is not None and self._card.customer_id is None:
            closed.append(RefundMode.STORE_CREDIT.value)
        if self._card is not None and self._card.drawer_id is None:
            closed.append(RefundMode.CASH.value)
        self.way.offer(self._ways(), closed)
        self.way.setEnabled(self._card is not None)
        self.exchange.setVisible(self._card is not None)
        drawer_id = self._card.drawer_id if self._card else None
        currency = self._card.currency if self._card else "IDR"
        self.top_up.ask(self.to_pay_minor, currency, drawer_id)
        self.way.setVisible(not self.to_pay_minor and self._blind is None)
        if self._tenders.title is not None:
            self._tenders.title.say(self._title_words())
        self._show_given(self._parts())
        self._show_note()
        total = self.to_pay_minor or self._refund()
        self.totals.total_words.say(self._total_words())
        self.totals.show_rows(self._amounts(), self._money(total))
        self.main.say(self._main_words())

    def _main_words(self) -> str:
        if self._blind is not None:
            return self.tr("Credit {amount}").format(amount=self._money(self._refund()))
        if self.to_pay_minor:
            amount = self._money(self.to_pay_minor)
            return self.tr("Take {amount}").format(amount=amount)
        if self._instead and not self._refund():
            return self.tr("Exchange, even")
        if not self._refund():
            return self.tr("Refund")
        return self.tr("Refund {amount}").format(amount=self._money(self._refund()))

    def _title_words(self) -> str:
        if self._blind is not None:
            return self.tr("Store credit only")
        if self.to_pay_minor:
            return self.tr("The rest is paid by")
        return self.tr("Money goes back to")

    def _total_words(self) -> str:
        if self._blind is not None:
            return self.tr("Store credit")
        return self.tr("To pay") if self.to_pay_minor else self.tr("Refund")

    def _refund(self) -> int:
        """What goes back to the customer, beyond the goods taken instead."""
        if self._blind is not None:
            return self._blind.minor
        if self._preview is None:
            return 0
        return self._preview.refund_minor - self._preview.settlement.exchanged_minor

    def _money(self, minor: int) -> str:
        if self._blind is not None:
            return formats.money(minor, self._blind.currency)
        return formats.money(minor, self._card.currency if self._card else "IDR")

    def _show_note(self) -> None:
        self._note_icon.setVisible(bool(self._note) or self._open)
        self._note_words.setVisible(bool(self._note) or self._open)
        if self._note:
            blocked = self._preview is not None and bool(
                self._preview.why_not or self._preview.approval
            )
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
        refunds = [
            part
            for part in self._preview.settlement.refunds
            if part.kind is not TenderKind.EXCHANGE
        ]
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
        parts = self._preview.settlement.refunds
        rest = [part for part in parts if part.kind is not TenderKind.EXCHANGE][MOST_TENDERS - 1 :]
        more = Given(
            rest[0].kind,
            self.tr("%n more tender(s)", "", len(rest)),
            self.tr("in proportion to what was paid"),
            self._money(sum(part.minor for part in rest)),
            "",
        )
        return [*given[: MOST_TENDERS - 1], more]

    def _amounts(self) -> list[Amount]:
        if self._blind is not None:
            return [Amount(self._blind.words, self._money(self._blind.minor))]
        card, preview = self._card, self._preview
        if card is None or preview is None or not self._units:
            return [Amount(self.tr("Nothing chosen yet"), "—")]
        settlement = preview.settlement
        rows = [self._line_amount(card, w.line_id, w.worth_minor) for w in settlement.lines]
        if len(rows) > MOST_LINES:
            rest = settlement.lines[MOST_LINES - 1 :]
            told = self.tr("%n more line(s)", "", len(rest))
            amount = self._money(sum(worth.worth_minor for worth in rest))
            rows = [*rows[: MOST_LINES - 1], Amount(told, amount)]
        rows += self._less(card, settlement)
        rows += [Amount(one.words, self._money(-one.minor)) for one in self._instead]
        rows.append(Amount(self.tr("incl. tax"), self._money(settlement.tax_minor), meta=True))
        return rows

    def _less(self, card: ReturnCard, settlement: Settlement) -> list[Amount]:
        """What is taken off, and what is given again: fees, promotions, rounding, never paid."""
        rows = []
        if settlement.fee_minor:
            fees = {
                words.fee(card.line(w.line_id).verdict.fee) for w in settlement.lines if w.fee_minor
            }
            told = ", ".join(sorted(fees))
            rows.append(Amount(told, self._money(-settlement.fee_minor), ink="bad"))
        clawed = settlement.clawback
        if clawed.minor > 0:
            names = ", ".join(one.name for one in clawed.lost)
            rows.append(
                Amount(
                    self.tr("{names} no longer earned").format(names=names),
                    self._money(-clawed.minor),
                    ink="bad",
                    note=self.tr("what stays does not reach its terms"),
                )
            )
        elif clawed.minor < 0:
            rows.append(
                Amount(self.tr("Promotion taken off before"), self._money(-clawed.minor), ink="ok")
            )
        if card.charges_minor:
            told = self.tr("Delivery of {amount} stays with the order")
            words_ = told.format(amount=self._money(card.charges_minor))
            rows.append(Amount(words_, self._money(0)))
        if settlement.rounding_minor:
            rows.append(Amount(self.tr("Rounding"), self._money(settlement.rounding_minor)))
        if unpaid := settlement.due_minor - settlement.refund_minor:
            rows.append(Amount(self.tr("Was never paid"), self._money(-unpaid), ink="bad"))
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
