"""One SKU over all places: its equation, its places, its line, its ledger, and what is behind."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.stock.queries import PlaceStock, SkuStock
from app.stock.rules import AdjustReason
from ui.kit import Backend, Card, Chip, Dressed, Status, charts, formats, text_label
from ui.stock.adjust import AdjustCard
from ui.stock.chart import ONE, ChartCard
from ui.stock.explain import ExplainCard
from ui.stock.header import SkuHeader
from ui.stock.ledger import LedgerCard
from ui.stock.moving import TransferCard
from ui.stock.places import OF_CELLS, PlacesTable

RIGHT_WIDE, RIGHT_NARROW = 504, 392
ROOMY = 1_250  # px of the view from which the right column has its full width


class SkuView(Dressed, QWidget):
    """`show_stock` brings fresh figures and keeps what is open beside the places."""

    wanted = Signal(str, object)  # page id, what to show there
    count_wanted = Signal(str)  # count id
    weighed = Signal()  # what F12 would do has changed
    left = Signal()  # something beside the places was closed
    not_held = Signal()  # asked what is behind a figure of which this desk has but the sum

    def __init__(
        self, backend: Backend, *, site_id: str, now: Callable[[], int], book: QAction
    ) -> None:
        super().__init__()
        self._backend, self._now = backend, now
        self.stock: SkuStock | None = None
        self.reasons: Sequence[AdjustReason] = ()
        self._one_place = False
        self._charts = False
        self.header = SkuHeader()
        self._here = site_id
        self.places = PlacesTable(site_id)
        self.places.asked.connect(self.explain_figure)
        self.places.table.chosen.connect(self._place_chosen)
        self.old = Chip(Status.WARN, icon="clock")
        self.count = text_label("", ink="text2")
        self.chart = ChartCard()
        self.chart.scope.chosen.connect(self._scoped)
        self.ledger = LedgerCard(backend, now)
        self.ledger.wanted.connect(self.wanted)
        self.ledger.count_wanted.connect(self.count_wanted)
        self.explain = ExplainCard(backend, now)
        self.explain.wanted.connect(self.wanted)
        self.explain.closed.connect(self.close_beside)
        self.adjust = AdjustCard(book)
        self.adjust.closed.connect(self.close_beside)
        self.adjust.weighed.connect(self.weighed)
        self.transfer = TransferCard(book, site_id)
        self.transfer.closed.connect(self.close_beside)
        self.transfer.weighed.connect(self.weighed)
        self._build()
        self.put_on()

    def _build(self) -> None:
        places = Card(lambda: self.tr("Places"), margins=0, spacing=4)
        if places.heading is not None:
            places.heading.setContentsMargins(16, 12, 16, 4)
            places.heading.insertWidget(1, self.count)
            places.heading.addWidget(self.old)
        places.body.addWidget(self.places, 1)
        self._right = QWidget()
        self._right.setFixedWidth(RIGHT_NARROW)
        self._beside = QStackedLayout(self._right)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chart, 3)
        column.addWidget(self.ledger, 2)
        for part in (whole, self.explain, self.adjust, self.transfer):
            self._beside.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(places, 1)
        line.addWidget(self._right)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.header)
        body.addLayout(line, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setFixedWidth(RIGHT_WIDE if self.width() >= ROOMY else RIGHT_NARROW)
        super().resizeEvent(event)

    # ------------------------------------------------------------------ figures

    def show_stock(self, stock: SkuStock, age_s: float | None) -> None:
        before, self.stock = self.stock, stock
        another = before is None or before.product.id != stock.product.id
        if another:
            self.close_beside()
        self.header.show_stock(stock)
        self.places.show_stock(stock, age_s)
        if not self.places.table.selected_id and stock.places:
            self.places.table.select(stock.places[0].site_id)
        self._tell_age(age_s)
        self._draw()
        if another or before != stock:
            self._show_ledger()
        self._refresh_beside()

    def place(self) -> PlaceStock | None:
        return self.stock.place(self.places.table.selected_id) if self.stock else None

    def show_age(self, age_s: float | None) -> None:
        self.places.show_age(age_s)
        self._tell_age(age_s)

    def _tell_age(self, age_s: float | None) -> None:
        if self.stock is None:
            return
        carried = sum(place.carried for place in self.stock.places)
        partly = self.stock.partly
        self.count.say(lambda: self._counted(carried, partly))
        self.old.setVisible(age_s is None or age_s > formats.OLD_S)
        if age_s is None:
            self.old.tell(Status.WARN, lambda: self.tr("Age unknown"), icon="clock")
        else:
            told = formats.age(age_s)
            words = lambda: self.tr("Other places: {age} old").format(age=told)  # noqa: E731
            self.old.tell(Status.WARN, words, icon="clock")

    def _counted(self, carried: int, partly: bool) -> str:
        if partly:
            return self.tr("%n place(s); of others only what can be promised", "", carried)
        return self.tr("%n place(s), sorted by need", "", carried)

    # ------------------------------------------------------------------ one place or all

    def turn_scope(self) -> None:
        self._one_place = not self._one_place
        self._rescoped()

    def _scoped(self, scope: str) -> None:
        self._one_place = scope == ONE
        self._rescoped()

    def _rescoped(self) -> None:
        self._draw()
        self._show_ledger()

    def _place_chosen(self, _site_id: str) -> None:
        self._draw()
        if self._one_place:
            self._show_ledger()

    def _scope_site(self) -> str:
        """Of places that are not held here nobody knows the days: then it is always this one."""
        if self.stock is not None and self.stock.partly:
            return self._here
        return self.places.table.selected_id if self._one_place else ""

    def _draw(self) -> None:
        """Charts are loaded by the lane of slow questions before the first one is drawn."""
        if self.stock is None:
            return
        if not self._charts:
            charts.fetch(self._backend, self._charts_loaded, owner=self)
            return
        place = self.stock.place(self._scope_site()) or self.place()
        name = place.name if place else ""
        self.chart.show_stock(self.stock, self._scope_site(), name, self._now())

    def _charts_loaded(self) -> None:
        if not self._charts:
            self._charts = True
            self._draw()

    def _show_ledger(self) -> None:
        if self.stock is not None:
            self.ledger.movements.reasons = self.reasons
            self.ledger.show_product(self.stock.product.id, self._scope_site())

    # ------------------------------------------------------------------ beside the places

    @property
    def beside(self) -> QWidget | None:
        """The explanation or the correction that is open; else what holds chart and ledger."""
        return self._beside.currentWidget()

    @property
    def adjusting(self) -> bool:
        return self.beside is self.adjust

    @property
    def transferring(self) -> bool:
        return self.beside is self.transfer

    def explain_here(self) -> None:
        if self.places.table.selected_id:
            self.explain_figure(self.places.table.selected_id, self.places.figure)

    def explain_figure(self, site_id: str, figure: str) -> None:
        place = self.stock.place(site_id) if self.stock else None
        if self.stock is None:
            return
        if place is not None and place.copied is not None and figure in (*OF_CELLS, "atp"):
            self.not_held.emit()
            return
        self._beside.setCurrentWidget(self.explain)
        self.explain.show_figure(self.stock, site_id, figure)
        self.explain.table.setFocus()
        self.weighed.emit()

    def begin_adjust(self, by: int) -> None:
        place = self.place()
        if self.stock is None or place is None:
            return
        self._beside.setCurrentWidget(self.adjust)
        self.adjust.begin(self.stock, place, by, self.reasons)
        self.weighed.emit()

    def begin_transfer(
        self, *, bound: bool, source: str = "", target: str = "", units: int = 0
    ) -> None:
        """From and to as suggested unless told. `bound`: to or from the own place alone."""
        place = self.place()
        if self.stock is None or place is None:
            return
        self._beside.setCurrentWidget(self.transfer)
        self.transfer.begin(
            self.stock, place.site_id, bound=bound, source=source, target=target, units=units
        )
        self.weighed.emit()

    def close_beside(self) -> bool:
        """Back to chart and ledger; True when something else was open."""
        if self._beside.currentIndex() == 0:
            return False
        self._beside.setCurrentIndex(0)
        self.weighed.emit()
        self.left.emit()
        return True

    def _refresh_beside(self) -> None:
        if self.stock is None:
            return
        if self.beside is self.explain:
            self.explain.show_figure(self.stock, self.explain.site_id, self.explain.figure)
        elif self.adjusting:
            self.adjust.follow(self.stock)
        elif self.transferring:
            self.transfer.follow(self.stock)

    def retranslate(self) -> None:
        self.places.retell()
        if self.stock is not None:
            self.header.show_stock(self.stock)
