"""Where is it: one row per place with its figures, what just changed, and the sum of all."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.stock.queries import PlaceStock, SkuStock
from ui.kit import SEMIBOLD, Cell, Column, Dressed, PagedTable, Row, Wanted, formats, paint, tokens
from ui.kit.dress import Words
from ui.kit.paged import Fetch
from ui.kit.theme import Status
from ui.stock.words import days_words

FLASH_MS = 600  # ux.md 3.10: long enough to be seen, short enough not to distract
FIGURES = ("on_hand", "reserved", "safety", "atp", "in_transit", "inbound")
EXPLAINED = ("on_hand", "reserved", "atp", "in_transit", "inbound")
OF_CELLS = ("on_hand", "reserved", "safety")  # known where this desk holds the cell itself
COVER = len(FIGURES) + 1  # its column
ENOUGH = 28  # days of cover: four weeks fill the bar
SHORT, SOON = 3, 10  # days of cover below which a place is in need, or will be
LOW = 3  # units that can still be promised; below that the next customer may be refused
NONE = "–"


class FiguresTable(PagedTable):
    """Marks the cells that changed while they are fresh, the figure walked to, and draws cover."""

    def __init__(self, name: Words, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__(name, columns, fetch)
        self.fresh: set[tuple[str, int]] = set()
        self.covers: Mapping[str, float | None] = {}
        self.column = FIGURES.index("reserved") + 1  # of the figure walked to

    def draw_cell(
        self, painter: QPainter, at: int, column: int, cell: Cell, area: QRectF, *, selected: bool
    ) -> None:
        super().draw_cell(painter, at, column, cell, area, selected=selected)
        row = self.rows.row_at(at)
        if row is None:
            return
        inside = area.adjusted(2, 6, -2, -6)
        if (row.id, column) in self.fresh:
            glow = QColor(tokens().primary)
            glow.setAlphaF(0.28)
            paint.box(painter, inside, radius=6, fill=glow, edge=tokens().focus)
        elif row.id == self.selected_id and column == self.column:
            paint.box(painter, inside, radius=6, edge=tokens().focus)
        cover = self.covers.get(row.id)
        if column == COVER and cover is not None:
            _cover_bar(painter, area, cover)


def _cover_bar(painter: QPainter, area: QRectF, cover: float) -> None:
    """How much of four weeks is covered, left of the figure."""
    worn = tokens()
    track = QRectF(area.x() + 6, area.center().y() - 3, 34, 6)
    paint.box(painter, track, radius=3, fill=worn.grid)
    status = cover_status(cover) or Status.OK
    if (wide := track.width() * min(1.0, cover / ENOUGH)) >= 1:
        filled = QRectF(track.x(), track.y(), max(6.0, wide), 6)
        paint.box(painter, filled, radius=3, fill=worn.of(status).solid)


def cover_status(cover: float | None) -> Status | None:
    if cover is None or cover >= SOON:
        return None
    return Status.BAD if cover < SHORT else Status.WARN


class Totals(Dressed, QWidget):
    """The sums under the columns of the table above it."""

    def __init__(self, table: PagedTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._counts: Sequence[str] = ()
        self.setFixedHeight(42)
        table.horizontalHeader().sectionResized.connect(self._resized)
        self.put_on()

    def text(self) -> str:
        return " ".join((self.tr("All places"), *self._counts))

    def show_counts(self, counts: Sequence[str]) -> None:
        self._counts = counts
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(self.text())

    def _resized(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(1, 0, -1, 0), QColor(worn.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(worn.border))
        header = self._table.horizontalHeader()
        for column, told in enumerate((self.tr("All places"), *self._counts)):
            left, wide = header.sectionViewportPosition(column), header.sectionSize(column)
            room = QRectF(left, 0, wide, self.height())
            room = room.adjusted(16 if column == 0 else 8, 0, -8, 0)
            align = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            paint.words(painter, room, told, colour=worn.text, weight=SEMIBOLD, align=align)


class PlacesTable(QWidget):
    """Rows by need. `show_stock` keeps the selection and marks what changed since the last time.

    `asked` is (site id, figure): somebody wants to know what is behind it.
    """

    asked = Signal(str, str)

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._stock: SkuStock | None = None
        self._age_s: float | None = None
        self.table = FiguresTable(lambda: self.tr("Places"), self._columns(), self._fetch)
        self.table.clicked.connect(self._clicked)
        self.table.opened.connect(lambda site: self.asked.emit(site, self.figure))
        self.totals = Totals(self.table)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(FLASH_MS)
        self._calm.timeout.connect(self._calmed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.totals)

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Place")),
            Column(lambda: self.tr("On hand"), 70, right=True),
            Column(lambda: self.tr("Reserved"), 80, right=True),
            Column(lambda: self.tr("Safety"), 60, right=True),
            Column(lambda: self.tr("ATP"), 48, right=True),
            Column(lambda: self.tr("Transit"), 58, right=True),
            Column(lambda: self.tr("Inbound"), 104, right=True),
            Column(lambda: self.tr("Cover"), 90, right=True),
            Column(lambda: self.tr("Age"), 72, right=True),
        ]

    @property
    def figure(self) -> str:
        return FIGURES[self.table.column - 1]

    def walk(self, by: int) -> None:
        """To the next figure that can be explained."""
        at = EXPLAINED.index(self.figure) + by
        figure = EXPLAINED[max(0, min(len(EXPLAINED) - 1, at))]
        self.table.column = FIGURES.index(figure) + 1
        self.table.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if 0 < index.column() <= len(FIGURES) and FIGURES[index.column() - 1] in EXPLAINED:
            self.table.column = index.column()
            self.table.viewport().update()

    def fresh(self) -> set[tuple[str, str]]:
        """(site id, figure) of the cells that are marked now."""
        return {(site, FIGURES[column - 1]) for site, column in self.table.fresh}

    def show_stock(self, stock: SkuStock, age_s: float | None) -> None:
        before, self._stock, self._age_s = self._stock, stock, age_s
        self.table.fresh = _changed(before, stock)
        self.table.covers = {place.site_id: place.cover for place in stock.places}
        self.table.reload()
        self._sum(stock)
        if self.table.fresh:
            self._calm.start()

    def show_age(self, age_s: float | None) -> None:
        """The figures are as old as the last word of the server."""
        before, self._age_s = self._age_words(), age_s
        if self._stock is not None and self._age_words() != before:
            self.table.rows.replace(self._row(place) for place in self._stock.places)

    def retell(self) -> None:
        """Wording in cells is made with the rows: make them anew."""
        if self._stock is not None:
            self.table.reload()
            self._sum(self._stock)

    def _fetch(self, wanted: Wanted) -> None:
        places = self._stock.places if self._stock else ()
        wanted.deliver([self._row(place) for place in places], None)

    def _sum(self, stock: SkuStock) -> None:
        counts = [
            NONE if stock.partly and figure in OF_CELLS else formats.qty(stock.total(figure))
            for figure in FIGURES
        ]
        self.totals.show_counts([*counts, days_words(stock.cover)])

    def _row(self, place: PlaceStock) -> Row:
        own = place.site_id == self._here
        store = "store" if place.kind == "store" else "warehouse"
        old = self._age_s is None or self._age_s > formats.OLD_S
        counts = [_count(place, name) for name in ("on_hand", "reserved", "safety")]
        cover = cover_status(place.cover)
        ink = "bad" if place.atp <= 0 else "warn" if place.atp < LOW else ""
        atp = Cell(formats.qty(place.atp), bold=True, ink=ink) if place.carried else Cell(NONE)
        inbound = formats.qty(place.inbound) if place.inbound else NONE
        if place.inbound and place.inbound_at is not None:
            inbound = f"{inbound} · {formats.short_day(place.inbound_at)}"
        age = Cell(self.tr("here"), ink="text2")
        if not own:
            age = Cell(self._age_words(), ink="warn" if old else "text2", bold=old)
        return Row(
            place.site_id,
            (
                Cell(place.name, icon=store, bold=own),
                *counts,
                atp,
                _count(place, "in_transit"),
                Cell(inbound, ink="" if place.inbound else "text3"),
                Cell(
                    days_words(place.cover),
                    ink=cover.value if cover else "" if place.cover is not None else "text3",
                    bold=cover is not None,
                ),
                age,
            ),
        )

    def _age_words(self) -> str:
        return self.tr("unknown") if self._age_s is None else formats.age(self._age_s)

    def _calmed(self) -> None:
        self.table.fresh = set()
        self.table.viewport().update()


def _count(place: PlaceStock, name: str) -> Cell:
    count = getattr(place, name)
    if count or (place.carried and name == "on_hand" and place.copied is None):
        blue = name == "reserved"  # it has orders behind it
        return Cell(formats.qty(count), ink="primary" if blue else "", bold=blue)
    return Cell(NONE, ink="text3")


def _changed(before: SkuStock | None, now: SkuStock) -> set[tuple[str, int]]:
    """Cells of the same SKU that differ; another SKU is all new and marks nothing."""
    if before is None or before.product.id != now.product.id:
        return set()
    known: Mapping[str, PlaceStock] = {place.site_id: place for place in before.places}
    return {
        (place.site_id, column)
        for place in now.places
        for column, figure in enumerate(FIGURES, start=1)
        if place.site_id in known
        and getattr(place, figure) != getattr(known[place.site_id], figure)
    }
