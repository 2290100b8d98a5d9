"""Where is this SKU, how much of it can be promised, and when does more come: one view, live."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.catalog.lookup import Product
from app.kit.changes import ChangeSet
from app.kit.ids import ID_LENGTH
from app.stock.queries import Arrival, SkuStock, Way, find_products, sku_stock
from ui.kit import (
    Action,
    ActionSet,
    Backend,
    Card,
    Cell,
    Chip,
    Column,
    EntryBox,
    FiveStates,
    Page,
    PagedTable,
    Row,
    Status,
    Wanted,
    formats,
    text_label,
)
from ui.kit.actions import ENTRY, QT_TRANSLATE_NOOP, REFRESH
from ui.kit.sounds import Sound, Sounds
from ui.stock.header import SkuHeader, title_of
from ui.stock.places import PlacesTable

SCAN = Action("stock.scan", QT_TRANSLATE_NOOP("Action", "Scan"), ENTRY)
SHOW = Action("stock.show", QT_TRANSLATE_NOOP("Action", "Show"), key="Enter")
STEP = Action("stock.step", QT_TRANSLATE_NOOP("Action", "Place"), key="↑↓")
AGAIN = Action("stock.again", QT_TRANSLATE_NOOP("Action", "Refresh"), REFRESH)

PERMISSION = "stock.read"
ENTITIES = ("stock_cells", "purchase_orders", "purchase_lines", "transfers", "transfer_lines")
LOOK_MS = 1_000  # ages are told in seconds
ON_THE_WAY_WIDE = 504


class StockPage(Page):
    """`site_id` is this desk's own place; `now` tells µs UTC."""

    def __init__(
        self, backend: Backend, *, site_id: str, now: Callable[[], int], sounds: Sounds
    ) -> None:
        super().__init__(backend)
        self._now, self._sounds = now, sounds
        self._shown = ""  # product id
        self._typed = ""
        self._asked = 0
        self.stock: SkuStock | None = None
        self.hits: Sequence[Product] = ()
        self.entry_box = EntryBox(
            lambda: self.tr("Item"), lambda: self.tr("Scan item — or type a code or name")
        )
        self.entry_box.setMaximumWidth(560)
        self.entry_box.submitted.connect(self._submitted)
        self.entry_box.edited.connect(self._edited)
        self.entry_box.row_key.connect(self._row_key)
        self.header = SkuHeader()
        self.places = PlacesTable(site_id)
        self.found = PagedTable(lambda: self.tr("Items found"), self._hit_columns(), self._hit_rows)
        self.found.opened.connect(self.show_product)
        self.coming = PagedTable(
            lambda: self.tr("On the way"),
            [
                Column(lambda: self.tr("Date"), 92),
                Column(lambda: self.tr("From and to")),
                Column(lambda: self.tr("Quantity"), 84, right=True),
            ],
            self._coming_rows,
            row_height=52,
        )
        self.old = Chip(Status.WARN, icon="clock")
        self.count = text_label("", ink="text2")
        self.states = FiveStates(
            self._sku_view(),
            empty=lambda: self.tr("Scan an item, or type its code or name."),
            empty_icon="scan-barcode",
        )
        self._views = QStackedLayout()
        self._views.addWidget(self.states)
        self._views.addWidget(self._hit_view())
        line = QHBoxLayout()
        line.addWidget(self.entry_box, 3)
        line.addStretch(2)
        self.body.addLayout(line)
        self.body.addLayout(self._views, 1)
        self.acts = ActionSet(
            self,
            {
                SCAN: self.focus_entry,
                STEP: self._step_down,
                SHOW: self._show,
                AGAIN: self.refresh,
            },
        )
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._aged)
        backend.status.connect(self._linked)
        self.put_on()
        self.states.ready(0)

    # ------------------------------------------------------------------ built

    def _sku_view(self) -> QWidget:
        whole = QWidget()
        whole.setProperty("ground", "none")
        body = QVBoxLayout(whole)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.header)
        places = Card(lambda: self.tr("Places"), margins=0, spacing=4)
        if places.heading is not None:
            places.heading.setContentsMargins(16, 12, 16, 4)
            places.heading.insertWidget(1, self.count)
            places.heading.addWidget(self.old)
        places.body.addWidget(self.places, 1)
        self._nothing = FiveStates(
            self.coming,
            empty=lambda: self.tr("Nothing is on the way."),
            empty_icon="truck",
        )
        coming = Card(lambda: self.tr("On the way"), margins=0, spacing=4)
        if coming.heading is not None:
            coming.heading.setContentsMargins(16, 12, 16, 4)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self._nothing)
        coming.body.addLayout(frame, 1)
        coming.setMaximumWidth(ON_THE_WAY_WIDE)
        coming.setMinimumWidth(330)
        coming.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(places, 3)
        line.addWidget(coming, 2)
        body.addLayout(line, 1)
        return whole

    def _hit_view(self) -> QWidget:
        card = Card(lambda: self.tr("Which item?"), margins=0, spacing=4)
        if card.heading is not None:
            card.heading.setContentsMargins(16, 12, 16, 4)
        frame = QVBoxLayout()
        frame.setContentsMargins(1, 0, 1, 1)
        frame.addWidget(self.found)
        card.body.addLayout(frame, 1)
        return card

    def _hit_columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Item")),
            Column(lambda: self.tr("SKU"), 160),
            Column(lambda: self.tr("GTIN"), 160),
            Column(lambda: self.tr("Price"), 140, right=True),
        ]

    # ------------------------------------------------------------------ the page

    def title(self) -> str:
        return self.tr("Stock")

    def subtitle(self) -> str:
        return self.tr("One SKU, all places")

    def open(self, what: object) -> None:
        """A product id, a SKU or a GTIN."""
        told = str(what)
        if len(told) == ID_LENGTH:
            self.show_product(told)
        else:
            self._submitted(told)

    def on_shown(self) -> None:
        if not self.backend.may(PERMISSION):
            self.states.forbidden(lambda: self.tr("A manager can grant it."))
            return
        self._look.start()
        self._linked(self.backend.sync_status())
        self.refresh()

    def hideEvent(self, event: Any) -> None:
        self._look.stop()
        super().hideEvent(event)

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(*ENTITIES, "products"):
            self.refresh()

    def on_escape(self) -> bool:
        """From the hits back to the SKU that was shown."""
        if self._views.currentIndex() == 0:
            return False
        self._views.setCurrentIndex(0)
        return True

    def refresh(self) -> None:
        if self._shown and self.backend.may(PERMISSION):
            self._ask_stock(self._shown)

    # ------------------------------------------------------------------ which SKU

    def _submitted(self, text: str) -> None:
        if self._views.currentIndex() == 1 and (not text or text == self._typed):
            self._show()
            return
        if not text or not self.backend.may(PERMISSION):
            return
        self._typed = text
        self.backend.ask(find_products, text, then=self._hits_came, failed=self._failed)

    def _edited(self, text: str) -> None:
        if not text and self._views.currentIndex() == 1:
            self.on_escape()

    def _hits_came(self, hits: Sequence[Product]) -> None:
        self.hits = hits
        if len(hits) == 1:
            self._sounds.play(Sound.OK)
            self.show_product(hits[0].id)
        elif hits:
            self.found.reload()
            self.found.select(hits[0].id)
            self._views.setCurrentIndex(1)
        else:
            self._not_found(self._typed)

    def _not_found(self, typed: str) -> None:
        self._sounds.play(Sound.BAD)
        self.strip.tell(
            lambda: self.tr("No item is called “{typed}”.").format(typed=typed[:60]),
            status=Status.BAD,
            for_ms=8_000,
        )
        if self.entry_box is not None:
            self.entry_box.edit.selectAll()

    def show_product(self, product_id: str) -> None:
        self._shown = product_id
        self.strip.hide()
        self._views.setCurrentIndex(0)
        if self.entry_box is not None:
            self.entry_box.clear()
        self.focus_entry()
        if self.stock is None or self.stock.product.id != product_id:
            self.states.loading()
        self._ask_stock(product_id)

    def _ask_stock(self, product_id: str) -> None:
        self._asked += 1
        asked = self._asked

        def came(stock: SkuStock | None) -> None:
            if asked == self._asked:  # a newer question is on its way otherwise
                self._stock_came(stock)

        self.backend.ask(sku_stock, product_id, then=came, failed=self._failed, owner=self)

    def _stock_came(self, stock: SkuStock | None) -> None:
        if stock is None:
            self._shown = ""
            self._not_found(self._typed)
            self.states.ready(1 if self.stock is not None else 0)
            return
        self.stock = stock
        self.header.show_stock(stock)
        self.places.show_stock(stock, self._age())
        self.coming.reload()
        self._nothing.ready(len(stock.arrivals))
        self._count_places()
        self.states.ready(1)

    def _failed(self, _trouble: BaseException) -> None:
        self.states.failed(
            lambda: self.tr("The stock of this item could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "stock",
        )

    # ------------------------------------------------------------------ keys

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(key)
        if by is not None:
            table = self.found if self._views.currentIndex() == 1 else self.places.table
            table.step(by)

    def _step_down(self) -> None:
        self._row_key("down")

    def _show(self) -> None:
        if self._views.currentIndex() == 1 and self.found.selected_id:
            self.show_product(self.found.selected_id)

    # ------------------------------------------------------------------ age

    def _age(self) -> float | None:
        return self.backend.sync_status().age_s

    def _aged(self) -> None:
        self.places.show_age(self._age())
        self._count_places()

    def _count_places(self) -> None:
        if self.stock is None:
            return
        carried = sum(place.carried for place in self.stock.places)
        self.count.say(lambda: self.tr("%n place(s), sorted by need", "", carried))
        age = self._age()
        self.old.setVisible(age is None or age > formats.OLD_S)
        if age is None:
            self.old.tell(Status.WARN, lambda: self.tr("Age unknown"), icon="clock")
        else:
            told = formats.age(age)
            self.old.tell(
                Status.WARN,
                lambda: self.tr("Other places: {age} old").format(age=told),
                icon="clock",
            )

    def _linked(self, status: Any) -> None:
        if status.state != "offline" or status.age_s is None:
            self.states.online()
        else:
            now = self._now()
            self.states.offline(int(now - status.age_s * 1e6), now)

    # ------------------------------------------------------------------ rows

    def _hit_rows(self, wanted: Wanted) -> None:
        wanted.deliver([_hit(product) for product in self.hits], None)

    def _coming_rows(self, wanted: Wanted) -> None:
        arrivals = self.stock.arrivals if self.stock else ()
        wanted.deliver([self._arrival(arrival) for arrival in arrivals], None)

    def _arrival(self, arrival: Arrival) -> Row:
        bought = arrival.way is Way.PURCHASE
        late = arrival.eta is not None and arrival.eta < self._now()
        day = formats.short_day(arrival.eta) if arrival.eta is not None else self.tr("no date")
        kind = self.tr("Purchase order") if bought else self.tr("Transfer")
        if bought and not arrival.confirmed:
            kind = self.tr("Purchase order, not confirmed")
        route = self.tr("{source} to {place}")
        return Row(
            f"{arrival.document_id}/{arrival.site_id}",
            (
                Cell(
                    day,
                    detail=self.tr("late") if late else "",
                    detail_ink="bad",
                    bold=True,
                ),
                Cell(
                    route.format(source=arrival.source, place=arrival.site_name),
                    detail=" · ".join(filter(None, (kind, arrival.number))),
                    icon="truck" if bought else "arrow-left-right",
                ),
                Cell(formats.signed_qty(arrival.quantity), bold=True),
            ),
        )

    def retranslate(self) -> None:
        super().retranslate()
        self.places.retell()
        self.coming.reload()
        if self.stock is not None:
            self.header.show_stock(self.stock)
            self._count_places()


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
