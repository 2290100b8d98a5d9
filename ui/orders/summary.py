"""What does it cost and what was agreed: totals, the read-back, and what was placed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.orders.states import Method
from app.pricing.stacking import MANUAL, taken
from ui.kit import fonts, formats, paint
from ui.kit.buttons import Button, IconButton, MainButton
from ui.kit.card import Card, discard
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status, tokens
from ui.kit.totals import Amount, TotalsPanel
from ui.orders import words
from ui.orders.answers import Answers
from ui.orders.order import OpenOrder


class TotalsCard(Card):
    """Under the right column, always in sight: the figures and the one act."""

    def __init__(self, order: OpenOrder, answers: Answers) -> None:
        super().__init__(spacing=12)
        self._order = order
        self._answers = answers
        self.totals = TotalsPanel(lambda: self.tr("Total"))
        self.main = MainButton(lambda: self.tr("Confirm order"))
        self.body.addWidget(self.totals)
        self.body.addWidget(self.main)
        answers.known.connect(self.show_order)
        self.put_on()
        self.show_order()

    def retranslate(self) -> None:
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        quote = self._answers.quote
        currency = self._answers.currency
        if quote is None or not self._order.draft.lines:
            self.totals.show_rows([], formats.money(0, currency))
            return
        priced = quote.priced
        pieces = sum(line.quantity for line in self._order.draft.lines)
        manual = sum(
            off.minor for line in priced.lines for off in line.discounts if off.code == MANUAL
        )
        rows = [
            Amount(
                lambda: self.tr("Subtotal · %n item(s)", "", pieces),
                formats.money(priced.subtotal, currency),
            )
        ]
        if priced.discount - manual:
            off = formats.money(manual - priced.discount, currency)
            rows.append(Amount(lambda: self.tr("Promotions"), off, ink="ok"))
        if manual:
            rows.append(Amount(words.manual_discount, formats.money(-manual, currency), ink="ok"))
        shipping = self._answers.shipping_minor
        if self._order.draft.delivery or shipping:
            shipping -= taken(priced.shipping)
            rows.append(Amount(lambda: self.tr("Delivery"), lambda: words.cost(shipping, currency)))
        if priced.rounding_minor:
            rounding = formats.money(priced.rounding_minor, currency)
            rows.append(Amount(lambda: self.tr("Rounding"), rounding))
        if len(quote.rates) == 1:
            rate = quote.rates[0]
            tax = formats.money(priced.tax, currency)
            rows.append(Amount(lambda: words.included_tax(rate), tax, meta=True))
        elif priced.tax:
            tax = formats.money(priced.tax, currency)
            rows.append(Amount(lambda: self.tr("incl. tax"), tax, meta=True))
        self.totals.show_rows(rows, formats.money(priced.total, currency))

    def show_reading(self, reading: bool) -> None:
        if reading:
            self.main.say(lambda: self.tr("Place order"))
        else:
            self.main.say(lambda: self.tr("Confirm order"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line to read aloud."""

    what: Words
    told: str


class ReadBackCard(Card):
    """Five lines for the agent to speak before F12 places the order."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Read back to the customer"), spacing=12)
        self._made: list[QWidget] = []
        self._hint = text_label(
            lambda: self.tr("F12 or Enter places the order, Esc goes back."),
            size=Size.SECONDARY,
            ink="text2",
            wrap=True,
        )
        self.body.addWidget(self._hint)
        self.put_on()

    @property
    def lines(self) -> Sequence[str]:
        return [str(made.property("told")) for made in self._made]

    def show_lines(self, lines: Sequence[Spoken]) -> None:
        for gone in self._made:
            self.body.removeWidget(gone)
            discard(gone)
        self._made = [_spoken(line) for line in lines]
        for at, made in enumerate(self._made):
            self.body.insertWidget(1 + at, made)
        announce(self, ". ".join(line.told for line in lines))


def _spoken(line: Spoken) -> QWidget:
    made = QWidget()
    made.setProperty("told", line.told)
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(1)
    whole.addWidget(text_label(line.what, size=Size.META, ink="text2"))
    whole.addWidget(text_label(line.told, size=Size.STRONG, weight=fonts.MEDIUM, wrap=True))
    return made


def read_back(
    order: OpenOrder, answers: Answers, tender: str, ways_told: Sequence[str]
) -> list[Spoken]:
    """Items, promise, address, total, payment: in the order in which it is said."""
    translate = words.translate
    items = ", ".join(f"{line.quantity} × {line.name}" for line in order.draft.lines)
    address = order.address()
    sent = any(placed.line.method is Method.SHIP for placed in answers.lines)
    if sent and address is not None:
        where = ", ".join(part for part in (address.street, address.city, address.postcode) if part)
    else:
        where = translate("orders", "Nothing is sent")
    total = answers.quote.priced.total if answers.quote else 0
    return [
        Spoken(lambda: translate("orders", "Items"), items),
        Spoken(lambda: translate("orders", "When and where"), " + ".join(ways_told)),
        Spoken(lambda: translate("orders", "Address"), where),
        Spoken(lambda: translate("orders", "Total"), formats.money(total, answers.currency)),
        Spoken(lambda: translate("orders", "Payment"), tender),
    ]


class ResultStrip(Dressed, QWidget):
    """The number of the order that was just placed, until the next one begins."""

    opened = Signal()
    printed = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = ""
        self._told = text_label("", weight=fonts.SEMIBOLD, elide=True)
        self.copy = IconButton("copy", lambda: self.tr("Copy the number"))
        self.open = Button(lambda: self.tr("Open order"), key="F9", height=30)
        self.print = Button(lambda: self.tr("Print"), icon="printer", key="Ctrl+P", height=30)
        self.next = Button(lambda: self.tr("New order"), key="F2", height=30)
        self.copy.setFixedHeight(30)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 5, 8, 5)
        line.setSpacing(8)
        line.addWidget(IconLabel("circle-check", size=18, ink="ok"))
        line.addWidget(self._told, 1)
        for part in (self.copy, self.open, self.print, self.next):
            line.addWidget(part)
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(self.opened)
        self.print.clicked.connect(self.printed)
        self.next.clicked.connect(self.again)
        self.hide()
        self.put_on()

    def text(self) -> str:
        return self._told.text()

    def tell(self, number: str, total: str, name: str, *, queued: bool) -> None:
        self.number = number

        def told() -> str:
            parts = [self.tr("{number} placed").format(number=number), total, name]
            if queued:
                parts.append(self.tr("kept here, sent when the server is back"))
            return " · ".join(part for part in parts if part)

        self._told.set_ink("ok")
        self._told.say(told)
        self.show()
        announce(self, self._told.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens().of(Status.OK)
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=8, fill=colours.bg, edge=colours.solid)
