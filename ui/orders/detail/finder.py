"""Which order is meant by a number, receipt, pickup code or phone: here, or at the server."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.catalog.lookup import Product
from app.desk.order.finding import FoundItems, Meaning, meaning
from app.kit.errors import Refusal
from app.returns.queries import Hit
from ui.kit import Backend, Option, Status, Strip, Words, formats, refusals
from ui.kit.backend import Pending
from ui.kit.sounds import Sound, Sounds

# The id of the order that the server sends to this desk now; None when it knows none.
FetchOrder = Callable[[str], Pending[str | None]]
AWAY = frozenset({"offline", "read_only"})


class Finder(QObject):
    """Asks this desk first, then the server. What is not taken is told in the strip."""

    opened = Signal(str)  # order id
    awaited = Signal(str)  # order id that the server sends in a moment
    offered = Signal(object)  # several orders to choose from
    items = Signal(str, object)  # what was typed, and the products it may mean

    def __init__(
        self,
        backend: Backend,
        strip: Strip,
        *,
        site_id: str,
        fetch_order: FetchOrder,
        sounds: Sounds,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._backend, self._strip, self._sounds = backend, strip, sounds
        self._site_id, self._fetch_order = site_id, fetch_order
        self._asked = 0

    def look_for(self, text: str) -> None:
        self._asked += 1
        self._backend.ask(
            meaning, self._site_id, text, then=partial(self._found, self._asked, text), owner=self
        )

    def _found(self, asked: int, text: str, found: Meaning) -> None:
        if asked != self._asked:
            return
        if isinstance(found, FoundItems):
            if found.products:
                self.items.emit(text, found.products)
            else:
                self.bad(partial(self._nothing, text))
        elif len(found.hits) == 1:
            self.opened.emit(found.hits[0].order_id)
        elif found.hits:
            self.offered.emit(found.hits)
        elif found.number and self._backend.sync_status().state not in AWAY:
            self.ask_server(found.number)
        elif found.number:
            self._not_here(found.number)
        else:
            self.bad(partial(self._nothing, text))

    def ask_server(self, number: str) -> None:
        self._strip.tell(
            lambda: self.tr("Asking the server for {number}…").format(number=number),
            status=Status.INFO,
        )
        self._backend.when(
            self._fetch_order(number),
            then=partial(self._fetched, number),
            failed=partial(self._fetch_failed, number),
            owner=self,
        )

    def _fetched(self, number: str, order_id: str | None) -> None:
        if order_id is None:
            self.bad(lambda: self.tr("The server knows no {number}.").format(number=number))
            return
        self.awaited.emit(order_id)

    def _fetch_failed(self, number: str, trouble: BaseException) -> None:
        if isinstance(trouble, Refusal):
            self.bad(partial(refusals.told, trouble.code, trouble.facts))
        else:
            self._not_here(number)

    def _not_here(self, number: str) -> None:
        self._sounds.play(Sound.BAD)
        self._strip.tell(
            lambda: self.tr("{number} is not on this desk, and the server is away.").format(
                number=number
            ),
            status=Status.WARN,
            action=lambda: self.tr("Try again"),
            then=partial(self.ask_server, number),
        )

    def bad(
        self,
        words: Callable[[], str],
        *,
        action: Words = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        self._sounds.play(Sound.BAD)
        self._strip.tell(words, status=Status.BAD, action=action, then=then)

    def _nothing(self, text: str) -> str:
        return self.tr("“{text}” is no order and no item here.").format(text=text[:40])


def hit_options(hits: Sequence[Hit]) -> list[Option]:
    return [
        Option(
            hit.order_id,
            hit.number,
            " · ".join(
                filter(None, (hit.customer_name, formats.day(hit.placed_at), hit.site_name))
            ),
            formats.money(hit.total_minor, hit.currency),
            "receipt-text",
        )
        for hit in hits
    ]


def product_options(products: Sequence[Product], currency: str) -> list[Option]:
    return [
        Option(
            product.id,
            " · ".join(filter(None, (product.name, product.colour, product.size))),
            product.sku,
            formats.money(product.price_minor, currency),
            "shirt",
        )
        for product in products
    ]
