"""How is a plot drawn and walked through: the only module that knows pyqtgraph."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.kit import heap
from ui.kit import fonts, paint
from ui.kit.backend import Backend
from ui.kit.drawing import Sheet, draw, dress_axis, pen_of
from ui.kit.dress import Dressed, Words, say
from ui.kit.fonts import Size
from ui.kit.paged import Cell, Column, PagedTable, Row, Wanted
from ui.kit.plots import Line, Plot, Stacks
from ui.kit.qt_types import OF_WINDOW, Making
from ui.kit.strip import announce
from ui.kit.theme import tokens

QT = (*OF_WINDOW, "QtSvg", "QtTest")  # what pyqtgraph walks through
NEAR = 24  # px from an element at which a pointer means it
STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)} | {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def load() -> Any:
    """pyqtgraph, 0.7 s and 48 MiB at its first use: `fetch` it before the first chart."""
    import pyqtgraph  # noqa: PLC0415  never at start

    pyqtgraph.setConfigOptions(antialias=True)
    return pyqtgraph


def fetch(backend: Backend, then: Callable[[], None], owner: QObject) -> None:
    """Have a lane load pyqtgraph, then call `then`; the window goes on meanwhile."""

    def loaded(_nothing: None) -> None:
        then()

    Making(owner, lambda: backend.report(_load, then=loaded, owner=owner), QT)


def _load(_db: object) -> None:
    load()
    heap.stands()  # 200 modules more that no walk need look at again


class Chart(Dressed, QWidget):
    """A plot with its table twin. Arrows step through elements and pass on what they do not use.

    `drilled` carries the id of the element that Enter or a click opened.
    """

    drilled = Signal(str)

    def __init__(self, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._plot: Plot | None = None
        self._paper: Any = None
        self._view: Any = None
        self._ring: Any = None
        self._current = -1
        self._faded = False
        self._table: PagedTable | None = None
        self._readout = _ReadOut(self)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(4, 4, 4, 4)
        self._sheet = QWidget()
        self._room = QVBoxLayout(self._sheet)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._sheet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 96)
        self.put_on()

    # ------------------------------------------------------------------ showing

    @property
    def plot(self) -> Plot | None:
        return self._plot

    @property
    def current_id(self) -> str:
        here = self._plot is not None and 0 <= self._current < self._plot.count()
        return self._plot.element(self._current).id if self._plot and here else ""

    def show_plot(self, plot: Plot) -> None:
        """Draw it anew, without a transition; the element walked to keeps its place by id."""
        kept = self.current_id
        self._plot = plot
        self._current = -1
        if kept and not isinstance(plot, Line):
            ids = [plot.element(at).id for at in range(plot.count())]
            self._current = ids.index(kept) if kept in ids else -1
        self._draw()
        self.retranslate()
        if self._table is not None and self.is_table:
            self._table.reload()

    def as_table(self) -> list[tuple[str, ...]]:
        """Head and rows, as the table twin and an export tell them."""
        if self._plot is None:
            return []
        rows = [self._plot.row(at) for at in range(self._plot.count())]
        return [tuple(self._plot.head), *rows]

    @property
    def is_table(self) -> bool:
        return self._table is not None and self._stack.currentWidget() is self._table

    def turn(self) -> None:
        """Ctrl+T: the same figures as a table, and back."""
        if self._plot is None:
            return
        walking = self.is_table or self.hasFocus()
        if self.is_table:
            self._stack.setCurrentWidget(self._sheet)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        else:
            self._readout.hide()
            table = self._table or self._make_table(len(self._plot.head))
            table.reload()
            self._stack.setCurrentWidget(table)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if walking:
            self.take_focus()

    def take_focus(self) -> None:
        (self._table if self._table is not None and self.is_table else self).setFocus()

    def _make_table(self, columns: int) -> PagedTable:
        heads = [
            Column(lambda at=at: self._head(at), 0, right=at == columns - 1)  # type: ignore[misc]
            for at in range(columns)
        ]
        made = PagedTable(lambda: say(self._name), heads, self._fetch, row_height=32)
        made.opened.connect(self._opened)
        self._table = made
        self._stack.addWidget(made)
        return made

    def _head(self, at: int) -> str:
        return self._plot.head[at] if self._plot and at < len(self._plot.head) else ""

    def _fetch(self, wanted: Wanted) -> None:
        if self._plot is None:
            return
        first = wanted.cursor if isinstance(wanted.cursor, int) else 0
        last = min(first + wanted.limit, self._plot.count())
        rows = [
            Row(str(at), tuple(Cell(text) for text in self._plot.row(at)))
            for at in range(first, last)
        ]
        wanted.deliver(rows, last if last < self._plot.count() else None)

    def _opened(self, place: str) -> None:
        self._open(int(place))

    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))
        self.setAccessibleDescription(self._plot.summary if self._plot else "")
        if self._table is not None:
            self._table.retranslate()

    def dress(self) -> None:
        """A chart that nobody sees wears the new theme when it is shown."""
        if self.isVisible():
            self._draw()
        else:
            self._faded = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._faded:
            self._faded = False
            self._draw()

    # ------------------------------------------------------------------ drawing

    def _draw(self) -> None:
        if self._plot is None:
            return
        self._readout.hide()
        if self._view is None:
            self._paper = _Paper(load())
            self._view = self._paper.view
            self._room.addWidget(self._view)
            self._view.scene().sigMouseMoved.connect(self._pointed)
            self._view.scene().sigMouseClicked.connect(self._clicked)
        # A view without a background paints the window's; the card's own is what "none" means
        self._view.setBackground(QColor(tokens().surface))
        item = self._paper
        item.clear()
        self._ring = None
        for side in ("left", "bottom"):
            dress_axis(item.getAxis(side))
        item.box.invertY(self._plot.upright)
        draw(self._plot, Sheet(load(), item))
        if self.hasFocus():
            self._mark()

    def _mark(self) -> None:
        """A ring round the element walked to."""
        if self._plot is None or self._view is None or self._current < 0:
            return
        item = self._paper
        self._unmark()
        area = self._plot.area(self._current)
        pen = pen_of(QColor(tokens().focus))
        if area.left == area.right:
            self._ring = load().ScatterPlotItem(
                [area.left], [area.low], size=16, pen=pen, brush=None, symbol="o"
            )
        else:
            self._ring = load().BarGraphItem(
                x0=[area.left],
                y0=[area.low],
                width=area.right - area.left,
                height=area.high - area.low,
                pen=pen,
                brush=QColor(0, 0, 0, 0),
            )
        self._ring.setZValue(50)
        item.addItem(self._ring, ignoreBounds=True)

    def _unmark(self) -> None:
        if self._ring is not None:
            self._paper.removeItem(self._ring)
            self._ring = None

    def _tell(self, at: int) -> None:
        assert self._plot is not None
        area = self._plot.area(at)
        box = self._paper.box
        high = area.low if self._plot.upright else area.high
        spot = box.mapViewToScene(QPointF(area.middle[0], high))
        corner = self._view.mapTo(self, self._view.mapFromScene(spot))
        self._readout.say_at(" · ".join(self._plot.row(at)), corner.x(), corner.y())

    def hideEvent(self, event: QHideEvent) -> None:
        self._readout.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._readout.hide()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            paint.focus_ring(QPainter(self), QRectF(self.rect()))

    # ------------------------------------------------------------------ walking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            to = self._step(*STEPS[key])
            if to is not None:
                self.walk_to(to)
                return
        elif _opens(event) and self._current >= 0:
            self._open(self._current)
            return
        event.ignore()

    def walk_to(self, at: int) -> None:
        assert self._plot is not None
        self._current = at
        self._mark()
        self._tell(at)
        announce(self, ", ".join(self._plot.row(at)))

    def _step(self, across: int, down: int) -> int | None:
        """The element an arrow leads to; None where it leads out of the chart."""
        if self._plot is None or not self._plot.count():
            return None
        along = down if self._plot.upright else across
        if isinstance(self._plot, Stacks):
            return self._step_stack(self._plot, across, down)
        if not along:
            return None
        to = 0 if self._current < 0 else self._current + along
        return to if 0 <= to < self._plot.count() else None

    def _step_stack(self, plot: Stacks, across: int, down: int) -> int | None:
        if self._current < 0:
            return 0
        row = plot.element(self._current).y
        if across:
            to = self._current + across
            inside = 0 <= to < plot.count() and plot.element(to).y == row
            return to if inside else None
        ats = [at for at in range(plot.count()) if plot.element(at).y == row + down]
        place = plot.element(self._current).x
        return min(ats, key=lambda at: abs(plot.element(at).x - place), default=None)

    def focusInEvent(self, event: Any) -> None:
        if self._current >= 0 and self._view is not None:
            self._mark()
            self._tell(self._current)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        self._readout.hide()
        self._unmark()
        self.update()

    def _open(self, at: int) -> None:
        if self._plot is not None and self._plot.element(at).id:
            self.drilled.emit(self._plot.element(at).id)

    def _under(self, spot: QPointF) -> int | None:
        """The element at a place of the scene, if it is near enough to be meant."""
        if self._plot is None:
            return None
        box = self._paper.box
        if not box.sceneBoundingRect().contains(spot):
            return None
        here = box.mapSceneToView(spot)
        across, down = (1 / max(abs(size), 1e-12) for size in box.viewPixelSize())
        at = self._plot.nearest(here.x(), here.y(), across, down)
        if at is None:
            return None
        area = self._plot.area(at)
        far = max(area.left - here.x(), here.x() - area.right, 0) * across
        return at if far <= NEAR else None

    def _pointed(self, spot: QPointF) -> None:
        at = self._under(spot)
        if at is None:
            self._readout.hide()
        else:
            self._tell(at)

    def _clicked(self, event: Any) -> None:
        at = self._under(event.scenePos())
        if at is not None:
            self._current = at
            self._mark()
            self._open(at)


class _ReadOut(Dressed, QWidget):
    """What one element says, beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def text(self) -> str:
        return self._words

    def say_at(self, words: str, x: int, y: int) -> None:
        """Above the place, or beside it where there is no room above; never outside the chart."""
        self._words = words
        metrics = QFontMetricsF(fonts.font(Size.SECONDARY, fonts.SEMIBOLD))
        room = self._home.rect()
        self.resize(min(round(metrics.horizontalAdvance(words)) + 20, room.width()), 26)
        left = max(0, min(x - self.width() // 2, room.width() - self.width()))
        top = y - self.height() - 8
        self.move(left, top if top >= 0 else min(y + 10, room.height() - self.height()))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        area = QRectF(self.rect())
        painter = QPainter(self)
        paint.box(painter, area, radius=6, fill=worn.raised, edge=worn.outline)
        paint.words(
            painter,
            area.adjusted(8, 0, -8, 0),
            self._words,
            colour=worn.text,
            size=Size.SECONDARY,
            weight=fonts.SEMIBOLD,
            align=Qt.AlignmentFlag.AlignHCenter,
        )


def _opens(event: QKeyEvent) -> bool:
    """Enter, but not Ctrl+Enter, which commits a screen."""
    enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier


class _Paper:
    """A view box with two axes: background none, no frame, no menu, no dragging, no wheel.

    Not a PlotItem: that one makes menus and forms for each chart that nobody opens here.
    """

    def __init__(self, pg: Any) -> None:
        self.view = pg.GraphicsView(background=None)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._items: list[Any] = []
        self._axes = {side: pg.AxisItem(side) for side in ("left", "bottom")}
        sheet = pg.GraphicsLayout(border=None)
        sheet.addItem(self._axes["left"], 0, 0)
        sheet.addItem(self.box, 0, 1)
        sheet.addItem(self._axes["bottom"], 1, 1)
        sheet.layout.setSpacing(0)
        # half a tick's words at the top and the right
        sheet.layout.setContentsMargins(0, 6, 12, 0)
        for axis in self._axes.values():
            axis.linkToView(self.box)
        self.view.setCentralItem(sheet)

    def getAxis(self, side: str) -> Any:
        return self._axes[side]

    def addItem(self, item: Any, ignoreBounds: bool = True) -> None:
        """The range is told, not found: no item bounds it. Held here, for the box holds none."""
        self._items.append(item)
        self.box.addItem(item, ignoreBounds=True)

    def removeItem(self, item: Any) -> None:
        self._items.remove(item)
        self.box.removeItem(item)

    def clear(self) -> None:
        for item in self._items:
            self.box.removeItem(item)
        self._items.clear()

    def setRange(self, **told: Any) -> None:
        self.box.setRange(**told)
