"""What more is known of the chosen row: stock by store, last steps of an order, a customer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.customers.model import masked_email, masked_phone
from app.desk.lookup import Preview
from app.orders.queries import OrderCard
from app.orders.states import Units
from app.stock.queries import SkuStock
from ui.kit import formats
from ui.kit.card import discard
from ui.kit.chip import Chip
from ui.kit.dress import Dressed
from ui.kit.fonts import SEMIBOLD, Size
from ui.kit.text import text_label
from ui.kit.theme import Status
from ui.shell.hits import called, orders_count
from ui.shell.lens import Lens

translate = QCoreApplication.translate  # lupdate knows the name `translate`
MOST = 6  # lines; the screen itself has the rest
WIDE = 340


@dataclass(frozen=True, slots=True)
class Shown:
    """`lines`: (what, figure)."""

    title: str
    detail: str
    heading: str
    lines: Sequence[tuple[str, str]]
    chip: tuple[Status, str, str] | None = None


class PreviewPane(Dressed, QWidget):
    """Beside the list; it has nothing to choose and takes no focus."""

    def __init__(self, lens: Lens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens = lens
        self._found: Preview | None = None
        self.setFixedWidth(WIDE)
        self.title = text_label("", size=Size.TITLE, weight=SEMIBOLD, wrap=True)
        self.detail = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.chip = Chip(Status.IDLE)
        self.heading = text_label("", size=Size.SECONDARY, weight=SEMIBOLD, ink="text2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 6, 4, 6)
        whole.setSpacing(6)
        for part in (self.title, self.detail, self.chip, self.heading):
            whole.addWidget(part)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self.put_on()

    def lines(self) -> list[tuple[str, str]]:
        shown = self._shown()
        return list(shown.lines) if shown else []

    def show_found(self, found: Preview | None) -> None:
        self._found = found
        self.retranslate()

    def retranslate(self) -> None:
        shown = self._shown()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                discard(widget)
        self.chip.setVisible(shown is not None and shown.chip is not None)
        self.title.say(shown.title if shown else translate("omnibox", "Nothing more to show."))
        self.detail.say(shown.detail if shown else "")
        self.detail.setVisible(bool(shown and shown.detail))
        self.heading.say(shown.heading if shown else "")
        self.heading.setVisible(bool(shown and shown.lines))
        if shown is None:
            return
        if shown.chip is not None:
            status, told, icon = shown.chip
            self.chip.tell(status, told, icon=icon or None)
        for at, (what, figure) in enumerate(shown.lines[:MOST]):
            self._grid.addWidget(text_label(what, elide=True), at, 0)
            right = text_label(figure, weight=SEMIBOLD)
            right.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(right, at, 1)

    def _shown(self) -> Shown | None:
        found = self._found
        if found is None:
            return None
        if found.stock is not None:
            return _stock(found.stock)
        if found.order is not None:
            return self._order(found.order)
        return self._customer(found) if found.customer is not None else None

    def _order(self, order: OrderCard) -> Shown:
        head = order.head
        told = self._lens.order_status(head.status)
        now = self._lens.now()
        steps = [
            (step_words(event.target), formats.moment(event.at, now))
            for event in reversed(order.events)
            if event.target in set(Units)
        ]
        return Shown(
            head.number,
            " · ".join(
                filter(None, (head.customer_name, formats.money(head.total_minor, head.currency)))
            ),
            translate("omnibox", "Last steps"),
            list(dict.fromkeys(steps)),
            (told.status, told.words, told.icon),
        )

    def _customer(self, found: Preview) -> Shown | None:
        card = found.customer
        if card is None:
            return None
        lines = [(head.number, self._lens.order_status(head.status).words) for head in found.recent]
        reached = (masked_phone(card.phone), masked_email(card.email))
        return Shown(
            card.name,
            "\n".join(filter(None, (*reached, orders_count(card.orders_count)))),
            translate("omnibox", "Recent orders"),
            lines,
        )


def _stock(stock: SkuStock) -> Shown:
    product = stock.product
    carried = [place for place in stock.places if place.carried]
    best = sorted(carried, key=lambda place: (-place.atp, place.name))
    return Shown(
        called(product.name, product.colour, product.size),
        f"{product.sku} · {formats.money(product.price_minor, product.currency)}",
        translate("omnibox", "Can be promised"),
        [(place.name, formats.qty(place.atp)) for place in best],
    )


def step_words(target: str) -> str:
    return {
        Units.UNALLOCATED: translate("omnibox", "Looks for a place"),
        Units.BACKORDERED: translate("omnibox", "Backorder"),
        Units.ALLOCATED: translate("omnibox", "Place found"),
        Units.RELEASED: translate("omnibox", "Given to the store"),
        Units.PICKED: translate("omnibox", "Picked"),
        Units.READY: translate("omnibox", "Ready"),
        Units.PACKED: translate("omnibox", "Packed"),
        Units.IN_TRANSIT: translate("omnibox", "On its way"),
        Units.COLLECTED: translate("omnibox", "Collected"),
        Units.DELIVERED: translate("omnibox", "Delivered"),
        Units.CANCELLED: translate("omnibox", "Cancelled"),
    }[Units(target)]
