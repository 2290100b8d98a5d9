"""What is taken instead: other sizes by a digit, other goods by a scan, and what each costs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.catalog.lookup import Product
from app.catalog.search import Found, find_products
from app.kit.clock import Instant
from app.orders.states import Method
from app.returns.commands import NewItem
from app.returns.exchanging import ExchangePrice, Instead, exchange_price, variants
from app.returns.queries import ReturnCard, ReturnLine
from ui.kit import Backend, Card, Option, OptionList, Size, TextLabel, discard, formats, text_label
from ui.returns.chosen import Chosen

NOTHING = ExchangePrice((), 0, agreed=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the basket; `place` is where it is picked up when it is not here."""

    product: Product
    quantity: int
    swaps: str = ""
    site_id: str | None = None
    place: str = ""

    def told(self) -> NewItem:
        method = Method.PICKUP if self.site_id else Method.CARRY_OUT
        return NewItem(
            product_id=self.product.id,
            quantity=self.quantity,
            unit_minor=self.product.price_minor,
            method=method,
            site_id=self.site_id,
            swaps=self.swaps,
        )

    @property
    def name(self) -> str:
        parts = (self.product.name, self.product.size)
        return " · ".join(part for at, part in enumerate(parts) if at == 0 or part not in parts[0])


class ExchangeCard(Card):
    """Asks the sizes of the line that is asked about, keeps the basket and its price."""

    changed = Signal()
    settled = Signal()  # something was chosen: on to the money
    scolded = Signal(object)

    def __init__(self, backend: Backend, *, site_id: str, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("Exchange instead"), key="F6", spacing=8)
        self._backend, self._site_id, self._now = backend, site_id, now
        self.items: list[Item] = []
        self.price = NOTHING
        self.active = False  # scans are goods taken, not goods back
        self._line: ReturnLine | None = None
        self._found: Sequence[Instead] = ()
        self._asked = 0
        self._priced = 0
        self.sizes = OptionList(lambda: self.tr("Sizes to take instead"))
        self.sizes.settled.connect(self._size_chosen)
        self._hint = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self._basket = QVBoxLayout()
        self._basket.setSpacing(2)
        self._rows: list[TextLabel] = []
        self.body.addWidget(self.sizes)
        self.body.addLayout(self._basket)
        self.body.addWidget(self._hint)
        self.put_on()

    # ------------------------------------------------------------------ telling

    def clear(self) -> None:
        self.items, self.price, self.active = [], NOTHING, False
        self._line, self._found = None, ()
        self._asked += 1
        self._priced += 1
        self._tell()

    def look_at(self, line: ReturnLine | None) -> None:
        """Another line is asked about: its sizes are offered."""
        if line is not None and self._line is not None and line.line_id == self._line.line_id:
            self._line = line
            return
        self._line, self._found = line, ()
        self._asked += 1
        self._tell()
        if line is not None and line.style:
            self._backend.ask(
                variants,
                line.sold.product_id,
                self._site_id,
                then=partial(self._know, self._asked),
                owner=self,
            )

    def keep_to(self, chosen: Chosen) -> None:
        """A line that does not come back any more is not swapped either."""
        kept = []
        for item in self.items:
            choice = chosen.of(item.swaps) if item.swaps else None
            if not item.swaps:
                kept.append(item)
            elif choice is not None:
                kept.append(replace(item, quantity=choice.quantity))
        if kept != self.items:
            self.items = kept

    @property
    def swapped(self) -> dict[str, int]:
        return {item.swaps: item.quantity for item in self.items if item.swaps}

    def told(self) -> list[NewItem]:
        return [item.told() for item in self.items]

    def ask_price(self, card: ReturnCard) -> None:
        """`changed` when it is known."""
        self._priced += 1
        if not self.items:
            self.price = NOTHING
            self._tell()
            return
        paid: Mapping[str, int] = {
            line_id: card.line(line_id).worth_minor(count)
            for line_id, count in self.swapped.items()
        }
        self._backend.ask(
            exchange_price,
            self.told(),
            paid,
            site_id=self._site_id,
            currency=card.currency,
            now=Instant(self._now()),
            customer_id=card.customer_id,
            then=partial(self._know_price, self._priced),
            owner=self,
        )

    def open(self) -> bool:
        """F6: from now on scans are taken; False when it closes again."""
        self.active = not self.active
        self._tell()
        return self.active

    def take_scan(self, code: str) -> None:
        self._backend.ask(find_products, code[:200], then=partial(self._scanned, code), owner=self)

    def drop_last(self) -> None:
        if self.items:
            self.items.pop()
            self._moved()

    # ------------------------------------------------------------------ answers

    def _know(self, asked: int, found: Sequence[Instead]) -> None:
        if asked == self._asked:
            self._found = found
            self._tell()

    def _know_price(self, asked: int, price: ExchangePrice) -> None:
        if asked == self._priced and len(price.lines) == len(self.items):
            self.price = price
            self._tell()
            self.changed.emit()

    def _size_chosen(self, value: str) -> None:
        """The same size again takes it out."""
        line = self._line
        found = next((one for one in self._found if one.product.id == value), None)
        if line is None or found is None:
            return
        before = next((item for item in self.items if item.swaps == line.line_id), None)
        self.items = [item for item in self.items if item.swaps != line.line_id]
        if before is None or before.product.id != value:
            place = found.free_here <= 0
            self.items.append(
                Item(
                    found.product,
                    1,
                    line.line_id,
                    found.other_id if place else None,
                    found.other_name if place else "",
                )
            )
        self._moved()
        self.settled.emit()

    def _scanned(self, code: str, found: Found) -> None:
        if not found.exact:
            self.scolded.emit(lambda: self.tr("No item “{code}” is sold.").format(code=code[:40]))
            return
        (product,) = found.products
        for at, item in enumerate(self.items):
            if item.product.id == product.id and not item.swaps:
                self.items[at] = replace(item, quantity=item.quantity + 1)
                break
        else:
            self.items.append(Item(product, 1))
        self._moved()

    def _moved(self) -> None:
        self.price = NOTHING
        self._tell()
        self.changed.emit()

    # ------------------------------------------------------------------ showing

    def retranslate(self) -> None:
        self._tell()

    def _tell(self) -> None:
        swapped = {item.product.id for item in self.items if item.swaps}
        self.sizes.offer([self._option(one) for one in self._found], value="")
        self.sizes.choose(next(iter(swapped), ""))
        self.sizes.setVisible(bool(self._found))
        self._show_basket()
        hint = self._words()
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))

    def _option(self, one: Instead) -> Option:
        product = one.product
        title = " · ".join(filter(None, (product.colour, product.size))) or product.name
        if one.free_here > 0:
            detail, why = self.tr("{n} here").format(n=formats.qty(one.free_here)), ""
        elif one.other_free:
            told = self.tr("{n} at {site}, picked up there")
            detail = told.format(n=formats.qty(one.other_free), site=one.other_name)
            why = ""
        else:
            detail = why = self.tr("none anywhere")
        return Option(product.id, title, detail, self._right(one), "", why)

    def _right(self, one: Instead) -> str:
        line = self._line
        if line is None:
            return ""
        if one.product.price_minor >= line.paid_each_minor:  # like for like at what was paid
            return self.tr("Even")
        return formats.money(one.product.price_minor, one.product.currency)

    def _show_basket(self) -> None:
        others = [item for item in self.items if not item.swaps]
        while len(self._rows) > len(others):
            discard(self._rows.pop())
        while len(self._rows) < len(others):
            label = text_label("", elide=True)
            self._rows.append(label)
            self._basket.addWidget(label)
        for label, item in zip(self._rows, others, strict=True):
            label.say(f"{item.quantity} × {item.name}")

    def _words(self) -> str:
        if self.active:
            return self.tr("Scan what is taken instead. F6 again ends it.")
        if not self.items and not self._found:
            return self.tr("Another size by its digit, other goods by F6 and a scan.")
        return ""
