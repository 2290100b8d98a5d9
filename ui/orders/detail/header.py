"""Which order is this, how does it stand, and what can be read to the customer about it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.customers.model import masked_phone
from app.desk.order.detail import OrderDetail
from app.desk.order.ledger import ledger_of
from ui.kit import (
    BOLD,
    SEMIBOLD,
    Chip,
    Dressed,
    FlowLayout,
    IconLabel,
    Segments,
    Size,
    Status,
    column,
    formats,
    text_label,
    tokens,
)
from ui.orders import words as orders_words
from ui.orders.detail import words
from ui.orders.detail.aloud import LANGUAGES, aloud
from ui.orders.detail.colleagues import ColleagueMark


class OrderHeader(Dressed, QWidget):
    """Number, chips, who and how much; below it the sentence to read aloud."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._detail: OrderDetail | None = None
        self._now = 0
        self._open_view = True
        self.language = "en"
        self.number = text_label("", size=Size.PERSON, weight=BOLD)
        self.chips = [Chip() for _ in range(5)]
        self.colleagues = ColleagueMark()
        self.person = text_label("", weight=SEMIBOLD, elide=True)
        self.how = text_label("", ink="text2", elide=True)
        self.total_words = text_label("", size=Size.SECONDARY, ink="text2")
        self.total = text_label("", size=Size.TOTAL, weight=BOLD)
        for label in (self.total_words, self.total):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sentence = text_label("", size=Size.ENTRY, weight=SEMIBOLD, wrap=True)
        self.tongue = Segments(
            lambda: self.tr("Language to read aloud in"),
            [(code, code.upper()) for code in LANGUAGES],
            stretch=False,
        )
        self.tongue.chosen.connect(self._speak)
        self._build()
        self.put_on()

    def _build(self) -> None:
        chips = FlowLayout(gap=8)
        chips.extend([self.number, *self.chips, self.colleagues])
        holder = QWidget()
        holder.setLayout(chips)
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(self.person)
        named.addWidget(self.how, 1)
        left = column(holder, spacing=4, stretch=False)
        left.addLayout(named)
        right = column(self.total_words, self.total, spacing=0, stretch=False)
        top = QHBoxLayout()
        top.setContentsMargins(18, 12, 18, 10)
        top.setSpacing(16)
        top.addLayout(left, 1)
        top.addLayout(right)
        self.band = Band()
        line = QHBoxLayout(self.band)
        line.setContentsMargins(18, 6, 14, 6)
        line.setSpacing(12)
        line.addWidget(IconLabel("message-circle", size=18, ink="primary"))
        line.addWidget(self.sentence, 1)
        read = text_label(
            lambda: self.tr("Read aloud"), size=Size.SECONDARY, weight=SEMIBOLD, ink="primary"
        )
        line.addWidget(read)
        line.addWidget(self.tongue)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.band)

    def show_detail(self, detail: OrderDetail, now: int, *, open_view: bool) -> None:
        """`open_view`: this role may see the whole phone number."""
        fresh = self._detail is None or self._detail.order_id != detail.order_id
        self._detail, self._now, self._open_view = detail, now, open_view
        if fresh:
            told = detail.card.language[:2]
            self.language = told if told in LANGUAGES else LANGUAGES[0]
            self.tongue.choose(self.language)
        self.retranslate()

    def speak_next(self) -> None:
        self.tongue.step()

    def _speak(self, language: str) -> None:
        self.language = language
        self.retranslate()
        self.language_chosen.emit(language)

    def text(self) -> str:
        parts = [self.number.text(), *(chip.text() for chip in self.chips), self.sentence.text()]
        return ", ".join(filter(None, parts))

    def retranslate(self) -> None:
        detail = self._detail
        if detail is None:
            return
        head, customer = detail.card.head, detail.customer
        self.number.say(head.number)
        self._show_chips(detail)
        self.person.say(head.customer_name or self.tr("No customer"))
        phone = customer.phone if customer else ""
        shown = orders_words.phone(phone) if self._open_view else masked_phone(phone)
        taken = words.channel(
            head.channel,
            detail.people.get(detail.taken.placed_by, ""),
            head.placed_at,
            self._now,
        )
        tier = customer.tier.title() if customer and customer.tier else ""
        self.how.say(" · ".join(filter(None, (tier, shown if phone else "", taken))))
        total, owed = head.total_minor, detail.card.owed_minor
        was = self.tr("Total, was {amount}").format(amount=formats.money(total, detail.currency))
        self.total_words.say(self.tr("Total") if owed == total else was)
        self.total.say(formats.money(owed, detail.currency))
        self.sentence.say(f"“{aloud(detail, self.language, self._now)}”")

    def _show_chips(self, detail: OrderDetail) -> None:
        ledger = ledger_of(detail)
        told = [
            words.status(detail),
            words.paid(ledger.owed_minor, ledger.promised_minor, detail.currency),
        ]
        held = detail.card.open_holds
        if held:
            told.append(orders_words.Told(Status.HOLD, self.tr("On hold"), "pause"))
        if detail.unsent:
            count = detail.unsent  # lupdate reads a plain name as the number, no attribute
            unsent = self.tr("%n not sent yet", "", count)
            told.append(orders_words.Told(Status.WARN, unsent, "cloud-off"))
        if any(case.state == "open" for case in detail.cases):
            told.append(orders_words.Told(Status.WARN, self.tr("Needs a person")))
        for chip, one in zip(self.chips, told, strict=False):
            chip.tell(one.status, one.words, icon=one.icon or None)
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < len(told))


class Band(Dressed, QWidget):
    """The soft ground under the sentence, round at the lower corners of its card."""

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        shape = QPainterPath()
        shape.addRoundedRect(area.adjusted(0, -12, 0, -1), 9, 9)
        painter.setClipRect(area)
        painter.fillPath(shape, QColor(worn.primary_soft))
        painter.fillRect(QRectF(1, 0, self.width() - 2, 1), QColor(worn.border))
