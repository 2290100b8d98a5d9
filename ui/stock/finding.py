"""Which item is meant: one for a whole code, else a list of those whose names begin so."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.catalog.lookup import Product
from app.catalog.search import find_goods
from ui.kit import Backend, Card, Cell, Column, PagedTable, Row, Wanted, formats
from ui.stock.header import title_of


class FoundItems(Card):
    """`look_for` ends in one of its signals."""

    chosen = Signal(str)  # product id: the only one, or the one that was opened in the list
    several = Signal()
    nothing = Signal(str)  # what was typed
    failed = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__(lambda: self.tr("Which item?"), margins=0, spacing=4)
        self._backend = backend
        self.typed = ""
        self.hits: Sequence[Product] = ()
        self.table = PagedTable(
            lambda: self.tr("Items found"),
            [
                Column(lambda: self.tr("Item")),
                Column(lambda: self.tr("SKU"), 160),
                Column(lambda: self.tr("GTIN"), 160),
                Column(lambda: self.tr("Price"), 140, right=True),
            ],
            self._rows,
        )
        self.table.opened.connect(self.chosen)
        if self.heading is not None:
            self.heading.setContentsMargins(16, 12, 16, 4)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self.table)
        self.body.addLayout(frame, 1)
        self.put_on()

    def look_for(self, text: str) -> None:
        self.typed = text
        self._backend.ask(
            find_goods,
            text,
            then=self._came,
            failed=lambda _trouble: self.failed.emit(),
            owner=self,
        )

    def take(self) -> None:
        """Enter: the selected one."""
        if self.table.selected_id:
            self.chosen.emit(self.table.selected_id)

    def _came(self, hits: Sequence[Product]) -> None:
        self.hits = hits
        if len(hits) == 1:
            self.chosen.emit(hits[0].id)
        elif hits:
            self.table.reload()
            self.table.select(hits[0].id)
            self.several.emit()
        else:
            self.nothing.emit(self.typed)

    def _rows(self, wanted: Wanted) -> None:
        wanted.deliver([_hit(product) for product in self.hits], None)


def _hit(product: Product) -> Row:
    return Row(
        product.id,
        (
            Cell(title_of(product), bold=True, icon="tag"),
            Cell(product.sku),
            Cell(product.gtin, ink="text2"),
            Cell(formats.money(product.price_minor, product.currency)),
        ),
    )
