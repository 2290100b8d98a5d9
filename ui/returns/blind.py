"""An item without a receipt: who bought it here lately, else store credit at the lowest price."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.customers.commands import NewCustomer
from app.customers.model import to_e164
from app.customers.queries import CustomerHit, find
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.returns.blind import BlindItem, Lowest, blind_item
from app.returns.candidates import Candidate
from app.returns.commands import BlindLine, ReturnBlind
from app.returns.model import default_disposition
from app.returns.states import Grade, Reason
from ui.kit import (
    SEMIBOLD,
    Backend,
    Dressed,
    Field,
    Option,
    OptionList,
    Segments,
    Size,
    Words,
    formats,
    scrolled,
    text_label,
)
from ui.kit.refusals import told as refusal_words
from ui.returns import words
from ui.returns.detail import Tiles

NONE_OF_THESE = "blind"
LOWEST = "/v1/returns/lowest"
MOST = 99


class BlindView(Dressed, QWidget):
    """Two steps in one place: the sales it may come from, and the line without a receipt."""

    sale_chosen = Signal(str)  # order id
    changed = Signal()
    scolded = Signal(object)
    finished = Signal()

    def __init__(
        self,
        backend: Backend,
        *,
        site_id: str,
        now: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._backend, self._site_id, self._now, self._new_id = backend, site_id, now, new_id
        self.code = ""
        self._product_id = ""
        self._asked = 0
        self._wanted = False
        self.item: BlindItem | None = None
        self.customer: CustomerHit | None = None
        self.quantity = 1
        self.reason: Reason | None = None
        self.grade: Grade | None = None
        self.sales = OptionList(lambda: self.tr("Sales it may come from"))
        self.sales.settled.connect(self._sale_settled)
        self.steps = QStackedWidget()
        self._name = text_label("", size=Size.ENTRY, weight=SEMIBOLD)
        self._price = text_label("", ink="text2", wrap=True)
        self.reasons = Tiles(
            lambda: self.tr("Why is it coming back?"),
            [words.reason_option(r) for r in Reason],
            3,
        )
        self.grades = Tiles(
            lambda: self.tr("What state is it in?"),
            [words.grade_option(g) for g in Grade],
            4,
        )
        self.phone = Field(
            lambda: self.tr("Phone of the customer"),
            placeholder=lambda: self.tr("Phone number, then Enter"),
        )
        self.name = Field(
            lambda: self.tr("Name of the customer"), placeholder=lambda: self.tr("Full name")
        )
        self.seen = Segments(
            lambda: self.tr("Identity document"),
            [
                ("no", lambda: self.tr("Not seen yet")),
                ("yes", lambda: self.tr("Document seen")),
            ],
            "no",
        )
        self._who = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self._build()
        self._connect()
        self.put_on()

    def _build(self) -> None:
        pick = QWidget()
        column = QVBoxLayout(pick)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(8)
        column.addWidget(
            text_label(
                lambda: self.tr(
                    "Which sale does it come from? Type a phone number or the last 4 of a card "
                    "to narrow it."
                ),
                ink="text2",
                wrap=True,
            )
        )
        column.addWidget(self.sales)
        column.addStretch(1)
        form = QWidget()
        line = QVBoxLayout(form)
        line.setContentsMargins(16, 4, 16, 16)
        line.setSpacing(8)
        parts: list[QWidget] = [
            self._name,
            self._price,
            text_label(lambda: self.tr("Why is it coming back?"), weight=SEMIBOLD),
            self.reasons,
            text_label(lambda: self.tr("What state is it in?"), weight=SEMIBOLD),
            self.grades,
            text_label(lambda: self.tr("Who brings it?"), weight=SEMIBOLD),
            self.phone,
            self.name,
            self._who,
            self.seen,
        ]
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        self.steps.addWidget(scrolled(pick))
        self.steps.addWidget(scrolled(form))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)

    def _connect(self) -> None:
        self.reasons.settled.connect(self._reasoned)
        self.grades.settled.connect(self._graded)
        self.phone.returnPressed.connect(self._phone_told)
        self.phone.textEdited.connect(self._phone_edited)
        self.name.textEdited.connect(self._moved)
        self.name.returnPressed.connect(self.seen.setFocus)
        self.seen.chosen.connect(self._moved)

    # ------------------------------------------------------------------ the sales

    def offer(self, product_id: str, code: str, found: Sequence[Candidate]) -> None:
        if product_id != self._product_id:
            self.clear()
        self._product_id, self.code = product_id, code
        options = [
            Option(
                one.order_id,
                one.number,
                " · ".join(filter(None, (one.customer_name, formats.day(one.placed_at)))),
                formats.money(one.paid_each_minor, one.currency),
                "receipt-text",
            )
            for one in found[:8]
        ]
        options.append(
            Option(
                NONE_OF_THESE,
                lambda: self.tr("None of these, without a receipt"),
                lambda: self.tr("lowest price, store credit only, ID needed"),
                "",
                "circle-question-mark",
            )
        )
        self.sales.offer(options, value="")
        self.steps.setCurrentIndex(0)
        self._ask_item()
        self.sales.setFocus()

    @property
    def is_blind(self) -> bool:
        return self.steps.currentIndex() == 1

    def clear(self) -> None:
        self.code = self._product_id = ""
        self._wanted = False
        self._asked += 1
        self.item, self.customer = None, None
        self.quantity, self.reason, self.grade = 1, None, None
        self.reasons.choose("")
        self.grades.choose("")
        self.phone.clear()
        self.name.clear()
        self.seen.choose("no")
        self.steps.setCurrentIndex(0)

    def _sale_settled(self, value: str) -> None:
        if value != NONE_OF_THESE:
            self.sale_chosen.emit(value)
            return
        self.start()

    def start(self) -> None:
        """The line without a receipt: the first open question has the focus."""
        self._wanted = self.item is None  # its price is still under way
        if self.item is None:
            return
        if self.item.why_not:
            facts = {"name": self.item.product.name, "rule": self.item.rule}
            self.scolded.emit(partial(refusal_words, self.item.why_not, facts))
            return
        self.steps.setCurrentIndex(1)
        self._tell()
        self.changed.emit()
        self.reasons.setFocus()

    # ------------------------------------------------------------------ the line

    def _ask_item(self) -> None:
        self._asked += 1
        self._backend.ask(
            blind_item,
            self._product_id,
            self.customer.customer_id if self.customer else None,
            Instant(self._now()),
            then=partial(self._know_item, self._asked),
            owner=self,
        )

    def _know_item(self, asked: int, item: BlindItem | None) -> None:
        """The server knows the sales of every store: its lowest price is what will be given."""
        if item is None or item.why_not:
            self._show_item(asked, item)
            return
        self._backend.fetch(
            LOWEST,
            Lowest,
            then=partial(self._know_lowest, asked, item),
            failed=lambda _away: self._show_item(asked, item),
            owner=self,
            product=item.product.id,
        )

    def _know_lowest(self, asked: int, item: BlindItem, told: Lowest) -> None:
        if told.unit_minor is not None:
            item = replace(item, unit_minor=min(item.unit_minor, told.unit_minor))
        self._show_item(asked, item)

    def _show_item(self, asked: int, item: BlindItem | None) -> None:
        if asked == self._asked:
            self.item = item
            self._tell()
            self.changed.emit()
            if self._wanted:
                self.start()

    def add(self, by: int) -> None:
        if 1 <= self.quantity + by <= MOST:
            self.quantity += by
            self._tell()
            self.changed.emit()

    def _reasoned(self, value: str) -> None:
        self.reason = Reason(value)
        self._moved()
        self.grades.setFocus()

    def _graded(self, value: str) -> None:
        self.grade = Grade(value)
        self._moved()
        self.phone.setFocus()

    def _phone_edited(self, _text: str) -> None:
        if self.customer is not None:
            self.customer = None
            self._ask_item()
        self._moved()

    def _phone_told(self) -> None:
        try:
            number = to_e164(self.phone.text())
        except Refusal as refusal:
            self.scolded.emit(partial(refusal_words, refusal.code, refusal.facts))
            return
        self._backend.ask(find, number, then=partial(self._people, number), owner=self)

    def _people(self, number: str, found: Sequence[CustomerHit]) -> None:
        """Somebody we know is not asked for the name; their limits count from here on."""
        self.customer = next((one for one in found if one.phone == number), None)
        if self.customer is not None:
            self.name.setText(self.customer.name)
            self._ask_item()
            self.seen.setFocus()
        else:
            self.name.setFocus()
        self._moved()

    def _moved(self, _value: str = "") -> None:
        self._tell()
        self.changed.emit()

    # ------------------------------------------------------------------ the command

    @property
    def credit_minor(self) -> int:
        return self.quantity * self.item.unit_minor if self.item and self.is_blind else 0

    def why_not(self) -> Words:
        """What is still to be said, empty when F12 may be pressed."""
        item = self.item
        if item is None:
            return ""
        if self.reason is None:
            return self.tr("Why does {name} come back?").format(name=item.product.name)
        if self.grade is None:
            return self.tr("In which state is {name}?").format(name=item.product.name)
        if self.quantity > item.allowed:
            facts = {"limit": item.limit, "days": item.limit_days, "name": item.product.name}
            return refusal_words("return_person_limit", facts)
        if self.customer is None and not (self.phone.text().strip() and self.name.text().strip()):
            return self.tr("Store credit needs a phone number and a name.")
        if self.seen.value != "yes":
            return self.tr("Look at an identity document first.")
        return ""

    def command(self) -> ReturnBlind | None:
        item, reason, grade = self.item, self.reason, self.grade
        if item is None or reason is None or grade is None or self.why_not():
            return None
        known = self.customer.customer_id if self.customer else None
        newcomer = NewCustomer(
            customer_id=self._new_id(), name=self.name.text(), phone=self.phone.text()
        )
        return ReturnBlind(
            site_id=self._site_id,
            lines=[
                BlindLine(
                    product_id=item.product.id,
                    quantity=self.quantity,
                    unit_minor=item.unit_minor,
                    reason=reason,
                    grade=grade,
                    disposition=default_disposition(grade, item.product.category),
                )
            ],
            told_refund_minor=self.credit_minor,
            id_seen=True,
            customer_id=known,
            new_customer=None if known else newcomer,
        )

    # ------------------------------------------------------------------ showing

    def retranslate(self) -> None:
        self._tell()

    def _tell(self) -> None:
        item = self.item
        if item is None:
            return
        self._name.say(f"{self.quantity} × {item.product.name}")
        price = formats.money(item.unit_minor, item.product.currency)
        told = self.tr(
            "{price} is the lowest price of {n} days · rule {code} · + and − change how many"
        )
        self._price.say(told.format(price=price, n=item.lowest_days, code=item.rule))
        self._who.say(self._who_words(item))
        self._who.setVisible(bool(self._who_words(item)))

    def _who_words(self, item: BlindItem) -> str:
        if item.limit == 0 or self.customer is None:
            return ""
        told = self.tr("{name} may bring back {n} more of {all} units in {days} days")
        return told.format(
            name=self.customer.name,
            n=min(item.allowed, item.limit),
            all=item.limit,
            days=item.limit_days,
        )
