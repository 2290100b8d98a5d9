"""What is being bought: the entry box, the rows, what takes money off, and what to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.identity.roles import covers
from app.orders.by_hand import request
from app.orders.drafts import DraftLine
from app.pricing.model import PricedLine
from ui.kit import formats
from ui.kit.card import Card
from ui.kit.entry import EntryBox
from ui.kit.paged import Cell, Column, Row
from ui.kit.states import Message
from ui.orders import words
from ui.orders.answers import Answers
from ui.orders.hits import Hit, HitList
from ui.orders.offers import OfferLines, codes_off
from ui.orders.order import OpenOrder
from ui.orders.reasons import reason_hits
from ui.orders.reasons import told as told_reason
from ui.orders.table import BasketTable
from ui.orders.ways import method_of


class BasketCard(Card):
    """The centre column. `chose`: a product, `resumed`: a parked order, `reasoned`: why a price."""

    chose = Signal(str)
    resumed = Signal(str)
    reasoned = Signal(str)

    def __init__(self, order: OpenOrder, answers: Answers) -> None:
        super().__init__(margins=0, spacing=0)
        self._order = order
        self._answers = answers
        self._products: dict[str, Product] = {}
        self.entry = EntryBox(
            lambda: self.tr("Scan or type an item"),
            lambda: self.tr("Scan, or type code or name — 2*TR-220 adds two"),
        )
        self.table = BasketTable(
            lambda: self.tr("Basket"),
            [
                Column(lambda: "", 42),
                Column(lambda: self.tr("Item")),
                Column(lambda: self.tr("Availability"), 180),
                Column(lambda: self.tr("Qty"), 62),
                Column(lambda: self.tr("Total"), 124, right=True),
            ],
        )
        self.offers = OfferLines()
        self.products = HitList(lambda: self.tr("Products found"))
        self.parked = HitList(lambda: self.tr("Parked orders"))
        self.reasons = HitList(lambda: self.tr("Reasons for the price"))
        self.empty = Message()
        self._lists = _page(16, self.products, self.parked, self.reasons)
        self._rows = _page(0, self.table, self.offers, grow=self.table)
        self._build()
        self.products.taken.connect(self.chose)
        self.parked.taken.connect(self.resumed)
        self.reasons.taken.connect(self.reasoned)
        answers.known.connect(self.show_order)
        self.put_on()
        self.show_order()

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(15, 10, 15, 10)
        top.addWidget(self.entry)
        self.body.addLayout(top)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        for part in (self._rows, self._lists, self.empty):
            self._stack.addWidget(part)

    # ------------------------------------------------------------------ what is shown

    @property
    def open_list(self) -> HitList | None:
        lists = (self.products, self.parked, self.reasons)
        return next((found for found in lists if found.is_open), None)

    def close_list(self) -> bool:
        found = self.open_list
        if found is None:
            return False
        found.close_list()
        self._turn()
        return True

    def offer_products(self, found: Sequence[Product]) -> None:
        self.parked.close_list()
        self._products = {product.id: product for product in found}
        self.products.offer([_product_hit(product) for product in found])
        self._turn()

    def product(self, product_id: str) -> Product | None:
        return self._products.get(product_id)

    def offer_parked(self, hits: Sequence[Hit]) -> None:
        self.products.close_list()
        self.parked.offer(hits)
        self._turn()

    def offer_reasons(self) -> None:
        self.products.close_list()
        self.parked.close_list()
        self.reasons.offer(reason_hits())
        self._turn()

    @property
    def chosen_reason(self) -> str:
        return self.reasons.current.id if self.reasons.current else ""

    def _turn(self) -> None:
        if self.open_list is not None:
            self._stack.setCurrentWidget(self._lists)
        elif self._order.draft.lines:
            self._stack.setCurrentWidget(self._rows)
        else:
            self._stack.setCurrentWidget(self.empty)

    def show_order(self) -> None:
        lines = self._order.draft.lines
        known = self.table.selected_id
        self.table.show_rows(
            [self._row(at, line) for at, line in enumerate(lines, start=1)],
            amber={line.key for line in lines if self.needs_approval(line)},
        )
        if lines and known not in {line.key for line in lines}:
            self.table.select(lines[-1].key)
        self.offers.show_quote(self._answers.quote if lines else None)
        self._turn()

    def retranslate(self) -> None:
        self.empty.tell(
            "scan-barcode",
            lambda: self.tr("The basket is empty."),
            more=lambda: self.tr("Scan an item, or type its code or name. F8 shows parked orders."),
        )
        if self.reasons.is_open:
            self.reasons.offer(reason_hits())
        if self._on:
            self.show_order()

    # ------------------------------------------------------------------ rows

    def _row(self, at: int, line: DraftLine) -> Row:
        told = self._chip(line)
        total, off = self._amounts(line)
        name = " · ".join(part for part in (line.name, line.variant) if part)
        return Row(
            line.key,
            (
                Cell(str(at), ink="text2"),
                Cell(
                    name,
                    detail=self._detail(line),
                    detail_ink="warn" if self.needs_approval(line) else "text2",
                    bold=True,
                ),
                Cell(told.words, icon=told.icon, chip=told.status),
                Cell(formats.qty(line.quantity)),
                Cell(
                    total,
                    detail=formats.money(-off, self._answers.currency) if off else "",
                    detail_ink="ok",
                    bold=True,
                ),
            ),
        )

    def _chip(self, line: DraftLine) -> words.Told:
        way = self._answers.way
        method = method_of(line.delivery) or (way.method.value if way else "")
        site = self._answers.site
        return words.availability(
            self._answers.availability.get(line.product_id),
            line.quantity,
            here=site.name if site and self._answers.counter else "",
            carried=method == "carry_out",
        )

    def _detail(self, line: DraftLine) -> str:
        unit = line.unit_minor if line.override_minor is None else line.override_minor
        each = self.tr("each {price}").format(price=formats.money(unit, self._answers.currency))
        approval = self.tr("needs approval") if self.needs_approval(line) else ""
        quote = self._answers.quote
        off = codes_off(quote, self._priced(line)) if quote else ""
        why = told_reason(line.override_reason) if line.override_minor is not None else ""
        parts = (approval, line.sku, each, off, why, words.method(method_of(line.delivery)))
        return " · ".join(part for part in (*parts, line.note) if part)

    def _priced(self, line: DraftLine) -> list[PricedLine]:
        """Over all the places a row comes from."""
        quote = self._answers.quote
        keys = [placed.key for placed in self._answers.lines]
        done = quote.priced.lines if quote else ()
        return [one for key, one in zip(keys, done, strict=False) if key == line.key]

    def _amounts(self, line: DraftLine) -> tuple[str, int]:
        """Total and discount."""
        mine = self._priced(line)
        if not mine:
            return "…", 0
        total = formats.money(sum(done.total for done in mine), self._answers.currency)
        return total, sum(done.discount for done in mine)

    def needs_approval(self, line: DraftLine) -> bool:
        """By the role of whoever is at the desk; the handler judges the same by the same rule."""
        asked, actor = request(line, line.unit_minor), self._order.actor
        return bool(asked and actor and not covers(actor.role, *asked))


def _page(margin: int, *parts: QWidget, grow: QWidget | None = None) -> QWidget:
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(margin, 0, margin, 0)
    whole.setSpacing(0)
    for part in parts:
        whole.addWidget(part, 1000 if part is grow else 0)
    whole.addStretch(1)
    return made


def _product_hit(product: Product) -> Hit:
    variant = " · ".join(part for part in (product.colour, product.size) if part)
    name = " · ".join(part for part in (product.name, variant) if part)
    price = formats.money(product.price_minor, product.currency)
    return Hit(product.id, name, product.sku, price)
