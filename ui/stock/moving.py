"""Ask one place to send some of a SKU to another: from and to suggested, how many, F12."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from app.stock.adjusting import MOST_UNITS
from app.stock.model import KEPT_DAYS
from app.stock.queries import PlaceStock, SkuStock
from app.stock.receiving import ReceivedLine
from app.stock.transferring import RequestTransfer
from ui.kit import (
    BOLD,
    Card,
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

MOST_OFFERED = 4  # places that can give; a digit chooses


def spare(place: PlaceStock) -> int:
    """What it can give without its own customers going without."""
    return max(0, place.atp - _wanted(place))


def need(place: PlaceStock) -> int:
    return max(1, _wanted(place) - place.atp - place.in_transit - place.inbound)


def givers(stock: SkuStock, target: str) -> Sequence[PlaceStock]:
    """Who has most to spare comes first; a place that has none is not asked."""
    others = [one for one in stock.places if one.site_id != target and one.atp > 0]
    return sorted(others, key=lambda one: (-spare(one), -one.atp, one.name))


def suggested(stock: SkuStock, selected: str, own: str, *, bound: bool) -> tuple[str, str]:
    """(from, to): to the selected place from who has most to spare.

    `bound`: only the own place asks and is asked, so another selected place sends to it, if it can.
    """
    target = own if bound else selected
    best = [one.site_id for one in givers(stock, target)]
    source = selected if selected in best else next(iter(best), "")
    return source, target


def _wanted(place: PlaceStock) -> int:
    """What it keeps when it gives, and should have when it is in need."""
    return ceil(KEPT_DAYS * place.demand.ahead) if place.demand else 0


class TransferCard(Card):
    """`begin` with the selected place; the page gives it what is typed or counted."""

    closed = Signal()
    weighed = Signal()  # what can be asked for has changed

    def __init__(self, book: QAction, own: str) -> None:
        super().__init__(lambda: self.tr("Transfer"), margins=16, spacing=10)
        self._own = own
        self._stock: SkuStock | None = None
        self._bound = True
        self.source, self.target, self.quantity = "", "", 0
        self.figure = text_label("", size=Size.KPI, weight=BOLD)
        self.told = text_label("", ink="text2", wrap=True)
        self.sources = OptionList(lambda: self.tr("From"), columns=1)
        self.sources.chosen.connect(self._give_from)
        self.sources.settled.connect(lambda _site: self.weighed.emit())
        self.main = MainButton(self._main_words, icon=BOOK.icon)
        self.main.bind(book, BOOK.shown_key)
        self.shut = IconButton("x", lambda: self.tr("Without a transfer"))
        self.shut.clicked.connect(self.closed)
        if self.heading is not None:
            self.heading.addWidget(self.shut)
        self.body.addLayout(row(self.figure, None))
        self.body.addWidget(self.told)
        self.body.addWidget(self.sources)
        self.body.addStretch(1)
        self.body.addWidget(self.main)
        self.put_on()

    @property
    def ready(self) -> bool:
        return bool(self.source and self.target and self.quantity)

    def begin(
        self,
        stock: SkuStock,
        selected: str,
        *,
        bound: bool,
        source: str = "",
        target: str = "",
        units: int = 0,
    ) -> None:
        self._stock, self._bound = stock, bound
        asked = (source, target) if source and target else None
        self.source, self.target = asked or suggested(stock, selected, self._own, bound=bound)
        self.quantity = units or self._suggested_units()
        self._show()

    def follow(self, stock: SkuStock) -> None:
        """Fresh figures while it is open."""
        self._stock = stock
        self._show()

    def turn(self) -> None:
        """The other way round."""
        self.source, self.target = self.target, self.source
        self._show()

    def count_by(self, by: int) -> None:
        self.set_quantity(self.quantity + by)

    def set_quantity(self, quantity: int) -> None:
        if 1 <= quantity <= MOST_UNITS:
            self.quantity = quantity
            self._told_anew()

    def command(self, transfer_id: str) -> RequestTransfer:
        product = self._stock.product.id if self._stock else ""
        return RequestTransfer(
            transfer_id=transfer_id,
            from_site_id=self.source,
            to_site_id=self.target,
            lines=[ReceivedLine(product_id=product, quantity=self.quantity)],
        )

    def _suggested_units(self) -> int:
        giver, taker = self._place(self.source), self._place(self.target)
        if giver is None or taker is None:
            return 1
        return max(1, min(need(taker), spare(giver) or 1))

    def _place(self, site_id: str) -> PlaceStock | None:
        return self._stock.place(site_id) if self._stock else None

    def _give_from(self, site_id: str) -> None:
        if site_id and site_id != self.source:
            self.source = site_id
            self._told_anew()

    def _show(self) -> None:
        if self._stock is None:
            return
        offered = list(givers(self._stock, self.target))[:MOST_OFFERED]
        if self._bound and self.target != self._own:
            offered = [one for one in offered if one.site_id == self._own]
        options = [
            Option(one.site_id, one.name, detail=lambda one=one: self._spared(one))  # type: ignore[misc]
            for one in offered
        ]
        self.sources.offer(options, self.source)
        self._told_anew()

    def _spared(self, place: PlaceStock) -> str:
        return self.tr("{n} to spare").format(n=formats.qty(spare(place)))

    def _told_anew(self) -> None:
        self.retranslate()
        self.weighed.emit()

    def _main_words(self) -> str:
        return self.tr("Ask for {n}").format(n=formats.qty(self.quantity))

    def retranslate(self) -> None:
        super().retranslate()
        giver, taker = self._place(self.source), self._place(self.target)
        if taker is None:
            return
        self.figure.say(formats.qty(self.quantity))
        if giver is None:
            self.told.say(self.tr("No other place has any to spare."))
        else:
            told = self.tr("{giver} → {taker}: {have} can be promised there, {here} here")
            self.told.say(
                told.format(
                    giver=giver.name,
                    taker=taker.name,
                    have=formats.qty(giver.atp),
                    here=formats.qty(taker.atp),
                )
            )
        self.main.say(self._main_words)
