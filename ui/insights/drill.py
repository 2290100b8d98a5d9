"""The list behind an element of a chart: which rows, told by chips, opened with Enter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.insights.dashboard import Dashboard, age_bounds
from app.insights.lists import (
    OrderFilter,
    OrderPage,
    OrderRow,
    SkuFilter,
    SkuPage,
    SkuRow,
    Which,
    order_list,
    sku_list,
)
from app.insights.risks import Risk
from app.insights.stock_health import Health, StockPicture
from ui.insights import words
from ui.insights.board import panel_name
from ui.insights.panels import all_risk_columns, all_risks_row
from ui.insights.words import STATE_STATUS, translate
from ui.kit import (
    SEMIBOLD,
    Backend,
    Card,
    Cell,
    Chip,
    Column,
    FiveStates,
    LinkButton,
    PagedTable,
    Row,
    RowLater,
    Size,
    Status,
    Wanted,
    discard,
    formats,
    text_label,
)

Filter = OrderFilter | SkuFilter | tuple[Risk, ...]
MOST_EXPORTED = 5_000


@dataclass(frozen=True, slots=True)
class Drill:
    """`chips` say in words what `filter` asks for."""

    panel: str
    chips: tuple[str, ...]
    filter: Filter


def drill_of(panel: str, element: str, board: Dashboard, picture: StockPicture) -> "Drill | None":
    """What lies behind an element of a panel; None where nothing does."""
    window, scope = board.window, board.scope
    place, period = words.scope(scope), words.days(window)
    whole = partial(OrderFilter, scope=scope, start=window.start, end=window.end)
    match panel:
        case "sales":
            bar = board.sales[int(element)]
            chip = f"{formats.clock(bar.start)}–{formats.clock(bar.end)}"
            day = formats.weekday(bar.start)
            when = [day, chip] if window.days == 1 else [day]
            wanted = OrderFilter(Which.PLACED, scope, bar.start, bar.end)
            return Drill(panel, (place, *when), wanted)
        case "ages":
            return _aged(panel, int(element), board)
        case "tile/old":
            return _aged(panel, len(board.ages) - 1, board)
        case "health":
            row, _, health = element.partition("/")
            category = picture.categories[int(row)].category
            told = (place, words.category(category), words.health(Health(health)))
            return Drill(panel, told, SkuFilter(scope, category, Health(health)))
        case "stores":
            name = next((s.name for s in board.stores if s.site_id == element), "")
            missed = translate("insights", "Not found")
            return Drill(panel, (name, period, missed), whole(Which.MISSED, site_id=element))
        case "tile/fill":
            missed = translate("insights", "Not found")
            return Drill(panel, (place, period, missed), whole(Which.MISSED))
        case "tile/in_time":
            late = translate("insights", "Late")
            return Drill(panel, (place, period, late), whole(Which.LATE))
        case "tile/returned":
            return Drill(panel, (place, period), whole(Which.RETURNED))
        case "tile/saved" if scope.sales:
            against = translate("insights", "Against five fixed rules")
            return Drill(panel, (place, period, against), whole(Which.COMPARED))
        case "reasons":
            chips = (place, period, words.reason(element))
            return Drill(panel, chips, whole(Which.RETURNED, reason=element))
        case "tile/risk":
            return Drill(panel, (place,), picture.risks)
    return None


def _aged(panel: str, at: int, board: Dashboard) -> Drill:
    start, end = age_bounds(at, board.window.now)
    told = (words.scope(board.scope), translate("insights", "Open"), words.ages()[at])
    return Drill(panel, told, OrderFilter(Which.OPEN, board.scope, start, end))


class DrillView(Card):
    """`order_opened`, `product_opened` with the row's id; `left` to go back up."""

    order_opened = Signal(str)
    product_opened = Signal(str)
    left = Signal()

    def __init__(self, backend: Backend, *, now: Callable[[], int], zone: str, care: bool) -> None:
        super().__init__(margins=0, spacing=0)
        self._backend, self._now, self._zone, self._care = backend, now, zone, care
        self.drill: Drill | None = None
        self._opens: dict[str, str] = {}
        self.back = LinkButton(
            lambda: translate("insights", "Back"), icon="arrow-left", key="Alt+↑"
        )
        self.back.clicked.connect(self.left)
        self._name = text_label("", size=Size.STRONG, weight=SEMIBOLD)
        self._note = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._place = QVBoxLayout()
        self.table: PagedTable | None = None
        self.states: FiveStates | None = None
        self._build()
        self.put_on()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 16, 6)
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self._name)
        head.addLayout(self._chips)
        head.addWidget(self._note, 1)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._place.setContentsMargins(0, 0, 0, 0)
        whole: QVBoxLayout = self.body
        whole.addLayout(head)
        whole.addLayout(self._place, 1)

    def show_drill(self, drill: Drill) -> None:
        self.drill = drill
        self._tell_head(drill)
        if self.states is not None:
            self._place.removeWidget(self.states)
            discard(self.states)
        self.table = PagedTable(
            lambda: panel_name(drill.panel), _columns(drill.filter), self._fetch
        )
        self.table.opened.connect(self._row_opened)
        self.states = FiveStates(
            self.table, empty=lambda: translate("insights", "No rows of this on this desk.")
        )
        self.table.rows.loaded.connect(self._loaded)
        self._place.addWidget(self.states)
        self.states.loading()
        self.table.reload()
        self.table.setFocus()

    def retell(self) -> None:
        if self.drill is not None:
            self.show_drill(self.drill)

    def _tell_head(self, drill: Drill) -> None:
        self._name.say(lambda: panel_name(drill.panel))
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QWidget):
                discard(widget)
        for told in drill.chips:
            self._chips.addWidget(Chip(Status.INFO, told, icon="filter"))
        alone = isinstance(drill.filter, OrderFilter) and not self._care
        many = alone and len(drill.filter.scope.site_ids) > 1  # type: ignore[union-attr]
        here = translate("insights", "Orders on this desk; other stores have their own.")
        self._note.say(here if many else "")

    def _loaded(self, count: int) -> None:
        if self.states is None or self.table is None:
            return
        self.states.ready(count)
        if count and not self.table.selected_id:
            self.table.step(0)
            self.table.setFocus()

    def reload(self) -> None:
        if self.table is not None:
            self.table.reload()

    # ------------------------------------------------------------------ rows

    def _fetch(self, wanted: Wanted) -> None:
        assert self.drill is not None
        told = self.drill.filter
        if isinstance(told, OrderFilter):
            self._backend.report(
                order_list,
                told,
                wanted.cursor,
                wanted.limit,
                then=partial(self._orders_came, wanted),
                failed=partial(self._failed, wanted),
                owner=self,
            )
        elif isinstance(told, SkuFilter):
            self._backend.report(
                sku_list,
                told,
                wanted.cursor,
                wanted.limit,
                self._now(),
                self._zone,
                then=partial(self._skus_came, wanted),
                failed=partial(self._failed, wanted),
                owner=self,
            )
        else:
            rows = [all_risks_row(risk) for risk in told]
            opens = zip(rows, told, strict=True)
            self._opens |= {row.id: words.leads_to(risk) for row, risk in opens}
            wanted.deliver(rows, None)

    def _orders_came(self, wanted: Wanted, page: OrderPage) -> None:
        self._opens |= {row.key: row.order_id for row in page.rows}
        assert self.drill is not None
        row_of = _compared_row if _is_compared(self.drill.filter) else _order_row
        wanted.deliver([RowLater(row.key, partial(row_of, row)) for row in page.rows], page.next)

    def _skus_came(self, wanted: Wanted, page: SkuPage) -> None:
        self._opens |= {row.key: row.product_id for row in page.rows}
        wanted.deliver([RowLater(row.key, partial(_sku_row, row)) for row in page.rows], page.next)

    def _failed(self, wanted: Wanted, trouble: BaseException) -> None:
        wanted.fail()
        if self.states is not None:
            self.states.failed(
                lambda: translate("insights", "The list could not be read."),
                lambda: translate("insights", "Nothing was changed."),
                self.reload,
                type(trouble).__name__,
            )

    def _row_opened(self, key: str) -> None:
        target = self._opens.get(key, "")
        if self.drill is None or not target:
            return
        if isinstance(self.drill.filter, OrderFilter):
            self.order_opened.emit(target)
        else:
            self.product_opened.emit(target)

    def all_rows(self) -> Callable[[Any], list[tuple[str, ...]]]:
        """Head and all rows, also those that were not scrolled to: for a lane to find and tell."""
        assert self.drill is not None
        assert self.table is not None
        told, now, zone = self.drill.filter, self._now(), self._zone
        head = tuple(
            str(self.table.rows.headerData(at, Qt.Orientation.Horizontal))
            for at in range(self.table.rows.columnCount())
        )

        def find(reader: Any) -> list[tuple[str, ...]]:
            rows = _rows(reader, told, now, zone)
            return [head, *(tuple(cell.text for cell in row.cells) for row in rows)]

        return find


def _rows(reader: Any, told: Filter, now: int, zone: str) -> Iterable[Row]:
    if isinstance(told, OrderFilter):
        row_of = _compared_row if _is_compared(told) else _order_row
        return map(row_of, order_list(reader, told, None, MOST_EXPORTED).rows)
    if isinstance(told, SkuFilter):
        return map(_sku_row, sku_list(reader, told, None, MOST_EXPORTED, now, zone).rows)
    return map(all_risks_row, told)


def _columns(told: Filter) -> list[Column]:
    if _is_compared(told):
        return _compared_columns()
    if isinstance(told, OrderFilter):
        return _order_columns()
    return _sku_columns() if isinstance(told, SkuFilter) else all_risk_columns()


def _is_compared(told: Filter) -> bool:
    return isinstance(told, OrderFilter) and told.which is Which.COMPARED


def _compared_columns() -> list[Column]:
    return [
        Column(lambda: translate("insights", "Order"), 150),
        Column(lambda: translate("insights", "Customer")),
        Column(lambda: translate("insights", "Store"), 170),
        Column(lambda: translate("insights", "Cost"), 120, right=True),
        Column(lambda: translate("insights", "By fixed rules"), 140, right=True),
        Column(lambda: translate("insights", "Saved"), 120, right=True),
        Column(lambda: translate("insights", "When"), 150, right=True),
    ]


def _compared_row(row: OrderRow) -> Row:
    saved = row.theirs_minor - row.ours_minor
    return Row(
        row.key,
        (
            Cell(row.number, bold=True),
            Cell(row.customer or "–"),
            Cell(row.site, ink="text2"),
            Cell(formats.money(row.ours_minor, row.currency)),
            Cell(formats.money(row.theirs_minor, row.currency)),
            Cell(
                formats.money(saved, row.currency),
                bold=True,
                ink="bad" if saved < 0 else "ok" if saved else "",
            ),
            Cell(f"{formats.short_day(row.at)} {formats.clock(row.at)}", ink="text2"),
        ),
    )


def _order_columns() -> list[Column]:
    return [
        Column(lambda: translate("insights", "Order"), 150),
        Column(lambda: translate("insights", "Customer")),
        Column(lambda: translate("insights", "State"), 130),
        Column(lambda: translate("insights", "Channel"), 100),
        Column(lambda: translate("insights", "Store"), 170),
        Column(lambda: translate("insights", "Total"), 130, right=True),
        Column(lambda: translate("insights", "When"), 150, right=True),
    ]


def _order_row(row: OrderRow) -> Row:
    return Row(
        row.key,
        (
            Cell(row.number, bold=True),
            Cell(row.customer or "–"),
            Cell(words.state(row.state), chip=STATE_STATUS.get(row.state, Status.IDLE)),
            Cell(words.channel(row.channel), ink="text2"),
            Cell(row.site, ink="text2"),
            Cell(formats.money(row.total_minor, row.currency), bold=True),
            Cell(f"{formats.short_day(row.at)} {formats.clock(row.at)}", ink="text2"),
        ),
    )


def _sku_columns() -> list[Column]:
    return [
        Column(lambda: translate("insights", "SKU"), 150),
        Column(lambda: translate("insights", "Product")),
        Column(lambda: translate("insights", "Store"), 180),
        Column(lambda: translate("insights", "ATP"), 80, right=True),
        Column(lambda: translate("insights", "Safety"), 80, right=True),
        Column(lambda: translate("insights", "Sold in 28 d"), 120, right=True),
    ]


def _sku_row(row: SkuRow) -> Row:
    return Row(
        row.key,
        (
            Cell(row.sku, bold=True),
            Cell(row.name),
            Cell(row.site, ink="text2"),
            Cell(formats.qty(row.atp), bold=True, ink="bad" if row.atp <= 0 else ""),
            Cell(formats.qty(row.safety)),
            Cell(formats.qty(row.sold)),
        ),
    )
