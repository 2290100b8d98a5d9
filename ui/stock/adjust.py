"""Correct the figure of one place: how many more or fewer, why, and what is booked by F12."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from app.stock.adjusting import MOST_NOTE, MOST_UNITS, AdjustStock
from app.stock.queries import PlaceStock, SkuStock
from app.stock.rules import AdjustReason
from app.stock.states import Way
from ui.kit import (
    BOLD,
    Card,
    Field,
    IconButton,
    MainButton,
    Option,
    OptionList,
    Size,
    formats,
    row,
    text_label,
)
from ui.stock.acts import BOOK
from ui.stock.words import reason_name


class AdjustCard(Card):
    """`begin` with ±1; the page gives it what is typed, counted or chosen."""

    closed = Signal()
    weighed = Signal()  # what can be booked has changed
    reasoned = Signal()  # a reason was settled: F12 is next

    def __init__(self, book: QAction) -> None:
        super().__init__(lambda: self.tr("Adjust"), margins=16, spacing=10)
        self._stock: SkuStock | None = None
        self._place: PlaceStock | None = None
        self._reasons: Sequence[AdjustReason] = ()
        self.quantity = 0
        self.figure = text_label("", size=Size.KPI, weight=BOLD)
        self.told = text_label("", ink="text2", wrap=True)
        self.reasons = OptionList(lambda: self.tr("Reason"), columns=2, tiles=True)
        self.reasons.settled.connect(lambda _code: self.reasoned.emit())
        self.reasons.chosen.connect(lambda _code: self._offer())
        self.remark = Field(
            lambda: self.tr("Note"), placeholder=lambda: self.tr("Note, if it needs one")
        )
        self.remark.setMaxLength(MOST_NOTE)
        self.main = MainButton(self._main_words, icon=BOOK.icon)
        self.main.bind(book, BOOK.shown_key)
        self.shut = IconButton("x", lambda: self.tr("Without a correction"))
        self.shut.clicked.connect(self.closed)
        if self.heading is not None:
            self.heading.addWidget(self.shut)
        self.body.addLayout(row(self.figure, None))
        for part in (self.told, self.reasons, self.remark):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.main)
        self.put_on()

    @property
    def site_id(self) -> str:
        return self._place.site_id if self._place else ""

    def begin(
        self,
        stock: SkuStock,
        place: PlaceStock,
        quantity: int,
        reasons: Sequence[AdjustReason],
    ) -> None:
        self._stock, self._place, self._reasons = stock, place, reasons
        self.quantity = quantity
        self.remark.clear()
        self.reasons.choose("")
        self._show()

    def follow(self, stock: SkuStock) -> None:
        """Fresh figures while it is open."""
        self._stock = stock
        self._place = stock.place(self.site_id) or self._place
        self._show()

    def count_by(self, by: int) -> None:
        """Over nought: a correction of nothing is none."""
        moved = self.quantity + by
        self.set_quantity(moved if moved else moved + by)

    def set_quantity(self, quantity: int) -> None:
        if quantity and abs(quantity) <= MOST_UNITS:
            self.quantity = quantity
            self._show()

    def command(self) -> AdjustStock | None:
        """None while the reason is missing."""
        if self._stock is None or self._place is None or not self.reasons.value:
            return None
        return AdjustStock(
            site_id=self._place.site_id,
            product_id=self._stock.product.id,
            quantity=self.quantity,
            reason=self.reasons.value,
            note=self.remark.text().strip(),
        )

    def _show(self) -> None:
        if self._place is None:
            return
        way = Way.FOUND if self.quantity > 0 else Way.LOST
        offered = [reason for reason in self._reasons if reason.way is way]
        self.reasons.offer(
            [Option(one.code, lambda one=one: reason_name(one)) for one in offered]  # type: ignore[misc]
        )
        self._offer()

    def _offer(self) -> None:
        self.retranslate()
        self.weighed.emit()

    def _main_words(self) -> str:
        return self.tr("Book {n}").format(n=formats.signed_qty(self.quantity))

    def retranslate(self) -> None:
        super().retranslate()
        if self._place is None:
            return
        self.figure.say(formats.signed_qty(self.quantity))
        told = self.tr("{place}: {before} on hand, then {after}")
        self.told.say(
            told.format(
                place=self._place.name,
                before=formats.qty(self._place.on_hand),
                after=formats.qty(self._place.on_hand + self.quantity),
            )
        )
        self.main.say(self._main_words)
