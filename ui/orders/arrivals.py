"""What comes from elsewhere: a customer, a product, an old order once more, a scanned number."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.catalog.lookup import Product, products_of
from app.kit.errors import Refusal
from app.orders.capture import Caller, caller
from app.orders.clone import Basket, clone_basket
from app.orders.model import parse_number
from ui.kit.backend import Backend
from ui.kit.strip import Strip
from ui.kit.theme import Status
from ui.orders.customer import CustomerCard
from ui.orders.items import Items
from ui.orders.order import OpenOrder
from ui.orders.parking import Shelf


class Arrivals(QObject):
    """Nothing in hand is lost: another customer's basket is parked before a new one begins."""

    wanted = Signal(str, object)
    refused = Signal(str, object)
    cleared = Signal()

    def __init__(
        self,
        backend: Backend,
        order: OpenOrder,
        items: Items,
        customer: CustomerCard,
        shelf: Shelf,
        strip: Strip,
    ) -> None:
        super().__init__()
        self._backend = backend
        self._order = order
        self._items = items
        self._customer = customer
        self._shelf = shelf
        self._strip = strip

    def open(self, what: object) -> None:
        match what:
            case ("customer", str(customer_id)):
                self._backend.ask(caller, customer_id, then=self._for_customer, owner=self)
            case ("product", str(product_id), int(quantity)):
                add = partial(self._add, product_id, quantity)
                self._backend.ask(products_of, [product_id], then=add, owner=self)
            case ("parked", str(draft_id)):
                self._shelf.resume(draft_id)
            case ("clone", str(order_id)):
                self._backend.ask(
                    clone_basket, order_id, then=self._clone, failed=self._failed, owner=self
                )

    def offer_order(self, code: str) -> bool:
        """True when the scan is the number of an order, which can then be opened."""
        try:
            number = str(parse_number(code))
        except Refusal:
            return False
        self._strip.tell(
            lambda: self.tr("Open order {number}?").format(number=number),
            status=Status.INFO,
            action=lambda: self.tr("Open"),
            then=lambda: self.wanted.emit("order", number),
        )
        return True

    def _for_customer(self, found: Caller | None) -> None:
        if found is None:
            self.refused.emit("customer_missing", {})
            return
        other = self._order.draft.customer_id not in ("", found.card.customer_id)
        if other or self._order.draft.newcomer is not None:
            self._begin()
        self._customer.accept(found)

    def _add(self, product_id: str, quantity: int, found: dict[str, Product]) -> None:
        product = found.get(product_id)
        if product is None or not product.active:
            self.refused.emit("product_unknown", {})
        else:
            self._items.add(product, quantity)

    def _clone(self, basket: Basket) -> None:
        self._begin()
        ids = [line.product_id for line in basket.lines]
        self._backend.ask(
            products_of, ids, then=partial(self._fill, basket), failed=self._failed, owner=self
        )
        if basket.customer_id:
            self._backend.ask(caller, basket.customer_id, then=self._known, owner=self)

    def _known(self, found: Caller | None) -> None:
        if found is not None:
            self._customer.accept(found)

    def _fill(self, basket: Basket, products: dict[str, Product]) -> None:
        gone = [line.name for line in basket.lines if not line.active]
        for line in basket.lines:
            if line.active and (product := products.get(line.product_id)):
                self._items.add(product, line.quantity)
        number, names = basket.number, ", ".join(gone)
        self._strip.tell(
            lambda: (
                self.tr("As {number}, at today's prices. No longer sold: {names}")
                if gone
                else self.tr("As {number}, at today's prices.")
            ).format(number=number, names=names),
            status=Status.WARN if gone else Status.INFO,
            for_ms=0 if gone else 8_000,
        )

    def _begin(self) -> None:
        self._shelf.clear_hands()
        self.cleared.emit()

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, Refusal):
            raise trouble
        self.refused.emit(trouble.code, trouble.facts)
