"""One of several by its digit: another way, another address, or one of the items that fit."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal

from app.catalog.lookup import Product
from app.customers.queries import Address
from app.desk.order.detail import OrderDetail
from app.desk.order.ways import Way
from ui.kit import Option, OptionList, formats
from ui.orders.detail import change_words
from ui.orders.detail.finder import product_options

OTHER = "other"


class Choices(OptionList):
    """Hidden until one of the `offer_` methods; `closed` follows each choice."""

    way = Signal(object)
    address = Signal(str)
    elsewhere = Signal()
    product = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("What it can be"))
        self._answers: dict[str, Callable[[], None]] = {}
        self.settled.connect(self._settle)
        self.hide()

    def offer_ways(self, ways: Sequence[Way], detail: OrderDetail, now: int) -> None:
        """What shipping costs is told where the order has no charge for it yet."""
        charged = detail.card.charges_minor > 0
        options = [
            Option(
                way.key,
                change_words.way(way, now),
                detail.sites.get(way.site_id, ""),
                formats.money(way.cost_minor) if way.cost_minor and not charged else "",
                change_words.way_icon(way.method),
            )
            for way in ways
        ]
        self._open(options, [partial(self.way.emit, way) for way in ways])

    def offer_addresses(self, addresses: Sequence[Address]) -> None:
        options = [
            Option(
                address.address_id,
                address.street,
                " ".join(filter(None, (address.city, address.postcode))),
                icon="map-pin",
            )
            for address in addresses
        ]
        answers = [partial(self.address.emit, address.address_id) for address in addresses]
        other = Option(OTHER, lambda: self.tr("Another address"), icon="plus")
        self._open([*options, other], [*answers, self.elsewhere.emit])

    def offer_products(self, products: Sequence[Product], currency: str) -> None:
        answers = [partial(self.product.emit, product) for product in products]
        self._open(product_options(products, currency), answers)

    def close_up(self) -> None:
        had_focus = self.hasFocus()
        self._answers = {}
        self.offer([], value="")
        self.hide()
        if had_focus:
            self.closed.emit()

    def _open(self, options: Sequence[Option], answers: Sequence[Callable[[], None]]) -> None:
        values = (option.value for option in options)
        self._answers = dict(zip(values, answers, strict=True))
        self.offer(options, value="")
        self.show()
        self.setFocus()

    def _settle(self, value: str) -> None:
        answer = self._answers[value]
        self.close_up()
        answer()
