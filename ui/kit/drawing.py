"""How is each kind of plot put on paper: axes, grid, bars, courses, points, direct labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen

from ui.kit import fonts
from ui.kit.fonts import Size
from ui.kit.plots import (
    BAR,
    Bars,
    Distances,
    Flag,
    Line,
    Plot,
    Scatter,
    Stacks,
    Threshold,
    Tick,
    nice_ticks,
    reach,
)
from ui.kit.theme import Status, tokens

RUNNING, MUTED = 0.45, 0.30
SHAPES = {Status.WARN: "t", Status.BAD: "d"}  # circle, triangle, diamond: told without colour too
MANY = 2_000  # points: a wide pen takes 1.4 s over 100 k of them, a fine one 40 ms
FEW_ROWS = 5  # fewer names stand at the top, at the same height
NAME_ROOM = 124  # px of a row's name; longer ones are elided, the table has them whole


@dataclass(frozen=True, slots=True)
class Sheet:
    """`pg` is pyqtgraph, which ui/kit/charts.py alone imports; `item` the paper."""

    pg: Any
    item: Any


def pen_of(colour: QColor, width: float = 2, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Its width is in pixels whatever the units of the chart."""
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


def dress_axis(axis: Any) -> None:
    worn = tokens()
    axis.setPen(QPen(Qt.PenStyle.NoPen))
    axis.setTextPen(QColor(worn.text3))
    axis.setTickFont(fonts.font(Size.META))
    axis.setStyle(tickLength=0, tickAlpha=0, hideOverlappingLabels=False)
    axis.setTicks([[]])


def _grid(sheet: Sheet, values: list[float], figure: Callable[[float], str]) -> None:
    """Lines across at round values, and their figures at the left."""
    for value in values:
        line = sheet.pg.InfiniteLine(value, angle=0, pen=pen_of(QColor(tokens().grid), 1))
        line.setZValue(-10)
        sheet.item.addItem(line, ignoreBounds=True)
    _names_left(sheet, [(value, figure(value)) for value in values], Size.META)


def _below(sheet: Sheet, ticks: Any) -> None:
    sheet.item.getAxis("bottom").setTicks([list(ticks)])


def _range(sheet: Sheet, left: float, right: float, low: float, high: float) -> None:
    sheet.item.setRange(xRange=(left, right), yRange=(low, high), padding=0, disableAutoRange=True)


def _solid(status: Status, alpha: float = 1) -> QColor:
    made = QColor(tokens().of(status).solid)
    made.setAlphaF(alpha)
    return made


def _words(
    sheet: Sheet,
    text: str,
    spot: tuple[float, float],
    *,
    anchor: tuple[float, float] = (0.5, 1),
    ink: str = "text",
    bold: bool = True,
) -> None:
    made = sheet.pg.TextItem(text, color=tokens().ink(ink), anchor=anchor)
    made.setFont(fonts.font(Size.SECONDARY, fonts.SEMIBOLD if bold else fonts.REGULAR))
    made.setPos(*spot)
    made.setZValue(20)
    sheet.item.addItem(made, ignoreBounds=True)


def _across(sheet: Sheet, threshold: Threshold, *, at: float | None = None) -> None:
    """A dashed line at the value: along the bottom axis when `at` is none, else upright."""
    pen = pen_of(_solid(threshold.status), 1.6, Qt.PenStyle.DashLine)
    sheet.item.addItem(sheet.pg.InfiniteLine(threshold.value, angle=0, pen=pen), ignoreBounds=True)
    if threshold.words and at is not None:
        spot = (at, threshold.value)
        _words(sheet, threshold.words, spot, anchor=(0, 1), ink=threshold.status.value)


def _flag(sheet: Sheet, flag: Flag, left: float, right: float) -> None:
    """Centred over its place, but never out of the sheet."""
    share = (flag.x - left) / ((right - left) or 1)
    anchor = (0.0 if share < 0.2 else 1.0 if share > 0.8 else 0.5, 1.0)
    _words(sheet, flag.words, (flag.x, flag.y), anchor=anchor, ink=flag.status or "text")


def _row_names(sheet: Sheet, names: list[str]) -> None:
    sheet.item.getAxis("left").setTextPen(QColor(tokens().text))
    metrics = QFontMetricsF(fonts.font(Size.SECONDARY))
    ticks: list[Tick] = [
        (at, metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAME_ROOM))
        for at, name in enumerate(names)
    ]
    _names_left(sheet, ticks, Size.SECONDARY)


def _names_left(sheet: Sheet, ticks: Sequence[Tick], size: int) -> None:
    """As wide as its words from the start: the axis learns it from its first painting only."""
    axis = sheet.item.getAxis("left")
    metrics = QFontMetricsF(fonts.font(size))
    axis.setTickFont(fonts.font(size))
    widest = max((metrics.horizontalAdvance(told) for _, told in ticks), default=0)
    axis.setWidth(round(widest) + 10)
    axis.setTicks([list(ticks)])


# ---------------------------------------------------------------------- one drawing per plot


@singledispatch
def draw(plot: Plot, sheet: Sheet) -> None:
    raise NotImplementedError(type(plot))


@draw.register
def _line(plot: Line, sheet: Sheet) -> None:
    if not len(plot.xs):
        return
    marks = [threshold.value for threshold in plot.thresholds]
    ahead_x = [x for x, _ in plot.projection]
    ahead_y = [y for _, y in plot.projection]
    left, right = plot.xs[0], max((plot.xs[-1], *ahead_x))
    high = reach((max(plot.ys), *ahead_y, *marks))
    low = min((0, min(plot.ys), *ahead_y, *marks))
    _range(sheet, left, right if right > left else left + 1, low, high)
    _grid(sheet, nice_ticks(low, high, whole=True), plot.figure)
    _below(sheet, plot.ticks)
    wide = 2 if plot.count() <= MANY else 1
    course = sheet.pg.PlotDataItem(plot.xs, plot.ys, pen=pen_of(_solid(Status.INFO), wide))
    sheet.item.addItem(course)
    # After adding: clipToView given to plot() can crash; 100 k points 18-22 ms become 8
    course.setDownsampling(auto=True, method="peak")
    course.setClipToView(True)
    if plot.projection:
        pen = pen_of(_solid(Status.INFO, 0.8), style=Qt.PenStyle.DashLine)
        sheet.item.addItem(sheet.pg.PlotDataItem(ahead_x, ahead_y, pen=pen))
    for threshold in plot.thresholds:
        _across(sheet, threshold, at=left)
    for at in plot.marked:
        told = plot.element(at)
        _points(sheet, [(plot.xs[at], plot.ys[at])], told.status)
    for flag in plot.flags:
        _points(sheet, [(flag.x, flag.y)], flag.status or Status.INFO)
        _flag(sheet, flag, left, right)


def _points(sheet: Sheet, points: list[tuple[float, float]], status: Status, size: int = 9) -> None:
    edge = pen_of(QColor(tokens().surface), 1)
    made = sheet.pg.ScatterPlotItem(
        [x for x, _ in points],
        [y for _, y in points],
        size=size,
        pen=edge,
        brush=_solid(status),
        symbol=SHAPES.get(status, "o"),
    )
    made.setZValue(10)
    sheet.item.addItem(made)


@draw.register
def _bars(plot: Bars, sheet: Sheet) -> None:
    xs = [it.x for it in plot.elements] + [x for x, _ in plot.compared] or [0]
    high = reach([it.y for it in plot.elements] + [y for _, y in plot.compared])
    if plot.counted or plot.flags:
        high *= 1.06
    left, right = min(xs) - 0.6, max(xs) + 0.6
    _range(sheet, left, right, 0, high)
    _grid(sheet, nice_ticks(0, high, whole=True), plot.figure)
    _below(sheet, plot.ticks)
    bars = sheet.pg.BarGraphItem(
        x=[it.x for it in plot.elements],
        height=[it.y for it in plot.elements],
        width=BAR,
        pen=QPen(Qt.PenStyle.NoPen),
        brushes=[_solid(it.status, RUNNING if it.running else 1) for it in plot.elements],
    )
    sheet.item.addItem(bars)
    if plot.compared:
        pen = pen_of(_solid(Status.IDLE))
        xs, ys = [x for x, _ in plot.compared], [y for _, y in plot.compared]
        sheet.item.addItem(sheet.pg.PlotDataItem(xs, ys, pen=pen))
    if plot.counted:
        for it in plot.elements:
            _words(sheet, it.told, (it.x, it.y))
    for flag in plot.flags:
        _flag(sheet, flag, left, right)


@draw.register
def _stacks(plot: Stacks, sheet: Sheet) -> None:
    _range(sheet, 0, plot.whole, -0.5, max(len(plot.names), FEW_ROWS) - 0.5)
    _row_names(sheet, list(plot.names))
    told = {plot.figure(value): value for value in (plot.whole / 2, plot.whole, 0)}
    _below(sheet, [(value, words) for words, value in told.items()])
    worn = tokens()
    seam = pen_of(QColor(worn.surface))
    areas = [plot.area(at) for at in range(plot.count())]
    healthy = [it.status is Status.OK for it in plot.elements]
    muted = [MUTED if ok else 1 for ok in healthy]
    bars = sheet.pg.BarGraphItem(
        x0=[area.left for area in areas],
        y0=[area.low for area in areas],
        width=[area.right - area.left for area in areas],
        height=[area.high - area.low for area in areas],
        pen=seam,
        brushes=[_solid(it.status, by) for it, by in zip(plot.elements, muted, strict=True)],
    )
    sheet.item.addItem(bars)
    for it, area, ok in zip(plot.elements, areas, healthy, strict=True):
        if plot.whole and (area.right - area.left) / plot.whole >= 0.08:
            ink = "text" if ok else _ink_on(_solid(it.status))
            _words(sheet, it.told, area.middle, anchor=(0.5, 0.5), ink=ink)


def _ink_on(ground: QColor) -> str:
    """The text colour, or its opposite, whichever is read on the ground."""
    bright = 0.299 * ground.redF() + 0.587 * ground.greenF() + 0.114 * ground.blueF()
    dark_ink = bright > 0.5
    worn = tokens()
    if worn.dark:
        return "on_primary" if dark_ink else "text"
    return "text" if dark_ink else "on_primary"


@draw.register
def _distances(plot: Distances, sheet: Sheet) -> None:
    values = [it.x for it in plot.elements] + [plot.target.value]
    spread = max(max(values) - min(values), 1)
    below, beyond = min(values) < plot.target.value, max(values) > plot.target.value
    left = min(values) - spread * (0.7 if below else 0.15)  # room for the figures of the ends
    right = max(values) + spread * (0.7 if beyond else 0.15)
    _range(sheet, left, right, -0.6, max(len(plot.elements), FEW_ROWS) - 0.4)
    _row_names(sheet, [it.label for it in plot.elements])
    ticks = [at for at in nice_ticks(left, right, most=3) if abs(at - plot.target.value) > 1e-6]
    shown = sorted({*ticks, plot.target.value})
    _below(sheet, [(value, plot.figure(value)) for value in shown])
    pen = pen_of(_solid(plot.target.status), 1.6, Qt.PenStyle.DashLine)
    sheet.item.addItem(
        sheet.pg.InfiniteLine(plot.target.value, angle=90, pen=pen), ignoreBounds=True
    )
    for it in plot.elements:
        pen = pen_of(_solid(it.status), 3 if it.own else 2)
        sheet.item.addItem(sheet.pg.PlotDataItem([plot.target.value, it.x], [it.y, it.y], pen=pen))
        _points(sheet, [(it.x, it.y)], it.status, 13 if it.own else 10)
        after = it.x >= plot.target.value
        told = f"  {it.told}" if after else f"{it.told}  "
        anchor = (0, 0.5) if after else (1, 0.5)
        _words(sheet, told, (it.x, it.y), anchor=anchor, bold=it.own)


@draw.register
def _scatter(plot: Scatter, sheet: Sheet) -> None:
    xs = [x for x, _ in plot.ticks] + [it.x for it in plot.elements] or [0]
    high = reach([it.y for it in plot.elements] + [plot.target.value])
    spread = (max(xs) - min(xs)) or 1
    left, right = min(xs) - spread * 0.05, max(xs) + spread * 0.05
    _range(sheet, left, right, 0, high)
    _grid(sheet, nice_ticks(0, high, whole=True), plot.figure)
    _below(sheet, plot.ticks)
    for status in dict.fromkeys(it.status for it in plot.elements):
        points = [(it.x, it.y) for it in plot.elements if it.status is status]
        _points(sheet, points, status, 8)
    _across(sheet, plot.target, at=left)
