"""What is being bought: the entry box, the rows, what takes money off, and what to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.orders.drafts import DraftLine
from app.pricing.model import MANUAL
from ui.kit import fonts, formats
from ui.kit.card import Card, discard
from ui.kit.entry import EntryBox
from ui.kit.paged import Cell, Column, Row
from ui.kit.states import Message
from ui.kit.text import IconLabel, TextLabel, text_label
from ui.orders import words
from ui.orders.answers import Answers
from ui.orders.hits import Hit, HitList
from ui.orders.order import OpenOrder
from ui.orders.table import BasketTable


class BasketCard(Card):
    """The centre column. `chose` tells the product of the list, `resumed` the parked order."""

    chose = Signal(str)
    resumed = Signal(str)

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
                Column(lambda: self.tr("Availability"), 198),
                Column(lambda: self.tr("Qty"), 62),
                Column(lambda: self.tr("Total"), 130, right=True),
            ],
        )
        self.promotions = PromotionLines()
        self.products = HitList(lambda: self.tr("Products found"))
        self.parked = HitList(lambda: self.tr("Parked orders"))
        self.empty = Message()
        self._lists = _page(16, self.products, self.parked)
        self._rows = _page(0, self.table, self.promotions, grow=self.table)
        self._build()
        self.products.taken.connect(self.chose)
        self.parked.taken.connect(self.resumed)
        order.edited.connect(self.show_order)
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
        return next((found for found in (self.products, self.parked) if found.is_open), None)

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
        self.table.show_rows([self._row(at, line) for at, line in enumerate(lines, start=1)])
        if lines and known not in {line.key for line in lines}:
            self.table.select(lines[-1].key)
        self._show_promotions()
        self._turn()

    def retranslate(self) -> None:
        self.empty.tell(
            "scan-barcode",
            lambda: self.tr("The basket is empty."),
            more=lambda: self.tr("Scan an item, or type its code or name. F8 shows parked orders."),
        )
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
                Cell(name, detail=self._detail(line), bold=True),
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
        method = line.method or (way.method.value if way else "")
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
        return " · ".join(
            part for part in (line.sku, each, words.method(line.method), line.note) if part
        )

    def _amounts(self, line: DraftLine) -> tuple[str, int]:
        """Total and discount, over all the places a row comes from."""
        priced = self._answers.quote
        keys = [placed.key for placed in self._answers.lines]
        mine = [
            done
            for key, done in zip(keys, priced.priced.lines if priced else (), strict=False)
            if key == line.key
        ]
        if not mine:
            return "…", 0
        total = formats.money(sum(done.total for done in mine), self._answers.currency)
        return total, sum(done.discount for done in mine)

    def _show_promotions(self) -> None:
        quote = self._answers.quote
        if quote is None or not self._order.draft.lines:
            self.promotions.show_lines([], [])
            return
        off: dict[tuple[str, str], int] = {}
        for line in quote.priced.lines:
            for applied in line.discounts:
                code = "" if applied.code == MANUAL else applied.code
                name = words.manual_discount() if applied.code == MANUAL else applied.name
                off[code, name] = off.get((code, name), 0) + applied.minor
        currency = self._answers.currency
        self.promotions.show_lines(
            [(code, name, formats.money(-minor, currency)) for (code, name), minor in off.items()],
            [words.near_miss(miss, currency) for miss in quote.priced.near_misses],
        )


class PromotionLines(QWidget):
    """Under the rows: what takes money off by its name, and what almost does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 4, 16, 4)
        self._lines.setSpacing(2)
        self._shown: tuple[object, object] = ([], [])
        self._made: list[QWidget] = []

    def show_lines(self, applied: list[tuple[str, str, str]], near: list[str]) -> None:
        if (applied, near) == self._shown:
            return
        self._shown = (applied, near)
        for gone in self._made:
            self._lines.removeWidget(gone)
            discard(gone)
        self._made = [self._applied(*line) for line in applied]
        self._made += [self._near(line) for line in near]
        for made in self._made:
            self._lines.addWidget(made)

    def _applied(self, code: str, name: str, amount: str) -> QWidget:
        told = [text_label(code, weight=fonts.SEMIBOLD)] if code else []
        told.append(text_label(f"— {name}" if code else name, elide=True))
        return _line(
            "badge-percent", "ok", told, text_label(amount, weight=fonts.SEMIBOLD, ink="ok")
        )

    def _near(self, told: str) -> QWidget:
        return _line("tag", "text2", [text_label(told, ink="text2", elide=True)], text_label(""))


def _line(icon: str, ink: str, told: list[TextLabel], amount: TextLabel) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 7, 0, 7)
    line.setSpacing(8)
    line.addWidget(IconLabel(icon, size=18, ink=ink))
    for at, label in enumerate(told):
        line.addWidget(label, 1 if at == len(told) - 1 else 0)
    line.addWidget(amount)
    return made


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
