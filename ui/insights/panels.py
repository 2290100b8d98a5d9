"""The cards of the dashboard: a chart with its twin, or why there is none; and the risk table."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.insights.risks import Risk, Step
from app.insights.stock_health import Health
from ui.insights import words
from ui.insights.words import HEALTH_STATUS, translate
from ui.kit import (
    SEMIBOLD,
    Card,
    Cell,
    Column,
    LinkButton,
    PagedTable,
    Row,
    Size,
    Wanted,
    Words,
    formats,
    paint,
    text_label,
    tokens,
)
from ui.kit.charts import Chart
from ui.kit.plots import Plot

MOST_SHOWN = 40  # rows of the risk table; the rest is behind "All"
NONE = "–"


class Panel(Card):
    """A chart under its title; `note` stands at the right, a message where a chart would lie."""

    drilled = Signal(str)

    def __init__(self, title: Words, *, note: Words = "") -> None:
        super().__init__(title, note=note, margins=14, spacing=4, elide=True)
        self.chart = Chart(title)
        self.chart.drilled.connect(self.drilled)
        self._message = text_label("", ink="text2", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self._message)
        take_share(self)
        self.put_on()

    @property
    def message(self) -> str:
        """Why there is no chart; empty while there is one."""
        return self._message.text() if self._stack.currentIndex() else ""

    def show_plot(self, plot: Plot, *, note: str = "", empty: str = "") -> None:
        """`empty` is told instead of a chart without elements."""
        if plot.count() == 0:
            self.tell(empty)
            return
        self._note(note)
        self._stack.setCurrentWidget(self.chart)
        if plot != self.chart.plot:  # most figures stand from one look to the next
            self.chart.show_plot(plot)

    def tell(self, message: str) -> None:
        self._note("")
        self._message.say(message)
        self._stack.setCurrentWidget(self._message)

    def take_focus(self) -> None:
        self.chart.take_focus()

    def can_focus(self) -> bool:
        return not self.message

    def _note(self, note: str) -> None:
        if self.note is not None:
            self.note.say(note)
            self.note.setVisible(bool(note))


def take_share(panel: QWidget) -> None:
    """Rows and columns are shared by the board alone, whatever a panel holds."""
    panel.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    panel.setMinimumSize(150, 150)


class Legend(QWidget):
    """What the colours of the stacks mean."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for one in HEALTH_STATUS:
            line.addWidget(_Key(one))


class _Key(QWidget):
    def __init__(self, health: Health) -> None:
        super().__init__()
        self._status = HEALTH_STATUS[health]
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 0, 0)
        line.addWidget(text_label(lambda: words.health(health), size=Size.SECONDARY, ink="text2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        top = (self.height() - 9) / 2
        fill = tokens().of(self._status).solid
        paint.box(QPainter(self), QRectF(0, top, 9, 9), radius=2, fill=fill)


class RiskPanel(Card):
    """What runs out before more comes, with what to do about it."""

    opened = Signal(str)  # product id
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margins=0, spacing=0)
        self._risks: Sequence[Risk] = ()
        self._one_site = True
        self.table = PagedTable(
            lambda: translate("insights", "Stock-out risk"),
            risk_columns(),
            self._fetch,
            row_height=36,
        )
        self.table.opened.connect(self._opened)
        self.all = LinkButton("")
        self.all.clicked.connect(self.all_wanted)
        self._message = text_label("", ink="text2", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._build()
        self.put_on()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 2)
        head.setSpacing(8)
        title = text_label(
            lambda: translate("insights", "Stock-out risk"), size=Size.STRONG, weight=SEMIBOLD
        )
        detail = text_label(
            lambda: translate("insights", "run out before the next delivery"),
            size=Size.SECONDARY,
            ink="text2",
            elide=True,
        )
        head.addWidget(title)
        head.addWidget(detail, 1)
        head.addWidget(self.all)
        whole: QVBoxLayout = self.body
        whole.addLayout(head)
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._message)
        take_share(self)

    @property
    def message(self) -> str:
        return self._message.text() if self._stack.currentIndex() else ""

    def show_risks(self, risks: Sequence[Risk], *, one_site: bool) -> None:
        self._risks, self._one_site = risks, one_site
        self.all.say(translate("insights", "All {n}").format(n=formats.qty(len(risks))))
        self.all.setVisible(bool(risks))
        if risks:
            self._stack.setCurrentWidget(self.table)
            self.table.reload()
        else:
            self.tell(translate("insights", "Nothing runs out before more comes."))

    def tell(self, message: str) -> None:
        self.all.hide()
        self._message.say(message)
        self._stack.setCurrentWidget(self._message)

    def take_focus(self) -> None:
        if not self.table.selected_id:
            self.table.step(0)
        self.table.setFocus()

    def can_focus(self) -> bool:
        return not self.message

    def as_table(self) -> list[tuple[str, ...]]:
        head = tuple(str(self.table.rows.headerData(at, Qt.Orientation.Horizontal)) for at in _ALL)
        return [head, *(tuple(cell.text for cell in _cells(risk)) for risk in self._risks)]

    def _fetch(self, wanted: Wanted) -> None:
        wanted.deliver([risk_row(risk, self._one_site) for risk in self._risks[:MOST_SHOWN]], None)

    def _opened(self, key: str) -> None:
        found = next(risk for risk in self._risks if key == f"{risk.product_id}/{risk.site_id}")
        self.opened.emit(words.leads_to(found))


_ALL = range(5)
CHANCE_AT = 3  # beside the days it lasts


def risk_columns() -> list[Column]:
    return [
        Column(lambda: translate("insights", "Product")),
        Column(lambda: translate("insights", "ATP"), 44, right=True),
        Column(lambda: translate("insights", "Cover"), 58, right=True),
        Column(lambda: translate("insights", "Inbound"), 96),
        Column(lambda: translate("insights", "Next step"), 98),
    ]


def all_risk_columns() -> list[Column]:
    """Of the list behind the card, which has room for how sure it is."""
    chance = Column(lambda: translate("insights", "Asked in vain"), 104, right=True)
    return [*risk_columns()[:CHANCE_AT], chance, *risk_columns()[CHANCE_AT:]]


def all_risks_row(risk: Risk) -> Row:
    told = risk_row(risk, one_site=False)
    chance = Cell(formats.percent(risk.chance / 100))
    return Row(told.id, (*told.cells[:CHANCE_AT], chance, *told.cells[CHANCE_AT:]))


def risk_row(risk: Risk, one_site: bool) -> Row:
    """Of several places the name says which."""
    cells = list(_cells(risk))
    if not one_site:
        cells[0] = Cell(f"{risk.name} · {risk.site}")
    return Row(f"{risk.product_id}/{risk.site_id}", tuple(cells))


def _cells(risk: Risk) -> tuple[Cell, ...]:
    ink = "bad" if risk.cover < 20 else "warn"
    cover = translate("insights", "{n} d").format(n=formats.decimal(risk.cover / 10))
    inbound = NONE
    if risk.inbound_at is not None:
        inbound = f"{formats.short_day(risk.inbound_at)} · {formats.qty(risk.inbound)}"
    watch = risk.step is Step.WATCH
    return (
        Cell(risk.name),
        Cell(formats.qty(risk.atp), bold=True),
        Cell(cover, ink=ink, bold=True),
        Cell(inbound, ink="text2"),
        Cell(words.step(risk), ink="text2" if watch else "primary", bold=True),
    )
