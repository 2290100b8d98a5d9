"""The dashboard on one page of paper: A4 across, in the light theme whatever the screen wears.

The page is drawn in parts, each when it is asked for: a screen that is in use draws one a turn.
Parts are pictures, which any thread may put on paper.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPicture, QRegion
from PySide6.QtWidgets import QWidget

from ui.insights import words
from ui.insights.board import Board, panel_name
from ui.insights.panels import Panel
from ui.insights.tiles import Reading
from ui.insights.words import translate
from ui.kit import BOLD, REGULAR, SEMIBOLD, Size, formats, paint, tokens
from ui.kit.charts import Chart
from ui.kit.theme import painted_in

DPI = 96  # one unit of the page is a pixel of the screen, so that sizes and widths fit both
PAGE = QSize(1123, 794)  # A4 across at 96 dpi
EDGE, GAP = 36, 12
TILES_AT, TILE_TALL = 92, 78
UPPER_AT, LOWER_AT, ROW_TALL = 184, 478, 282
ROWS = 8  # of the risk table
UPPER = (("sales", 0.40), ("health", 0.34), ("ages", 0.26))
LOWER = (("stores", 0.26), ("pickups", 0.19), ("reasons", 0.19))
RISK_SHARE = 0.36
# where each begins, how wide it is, whether it ends at the right
RISK_COLUMNS = (
    (0.0, 0.42, False),
    (0.42, 0.1, True),
    (0.53, 0.12, True),
    (0.67, 0.17, False),
    (0.84, 0.16, False),
)


def parts_of(board: Board, *, place: str, now: int) -> Iterator[QPicture]:
    yield drawn(partial(_words, board=board, place=place, now=now))
    for key, area in _places().items():
        yield drawn(partial(_chart, area=area, board=board, key=key))


def save_pdf(path: Path, title: str, parts: Iterable[QPicture]) -> Path:
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("Gerai")
    painter = QPainter(writer)
    try:
        for part in parts:
            part.play(painter)
    finally:
        painter.end()
    return path


def drawn(draw: Callable[[QPainter], None]) -> QPicture:
    made = QPicture()
    painter = QPainter(made)
    try:
        with painted_in("light"):
            draw(painter)
    finally:
        painter.end()
    return made


def _places() -> dict[str, QRectF]:
    """Where on the page each chart stands."""
    wide, left, found = PAGE.width() - 2 * EDGE, float(EDGE), {}
    for key, share in UPPER:
        width = (wide - 2 * GAP) * share
        found[key] = QRectF(left, UPPER_AT, width, ROW_TALL)
        left += width + GAP
    left = EDGE + (wide - 3 * GAP) * RISK_SHARE + GAP
    for key, share in LOWER:
        width = (wide - 3 * GAP) * share
        found[key] = QRectF(left, LOWER_AT, width, ROW_TALL)
        left += width + GAP
    return found


def _words(painter: QPainter, board: Board, place: str, now: int) -> None:
    """All but the charts."""
    wide = PAGE.width() - 2 * EDGE
    shown = board.dashboard
    scope = words.scope(shown.scope) if shown else ""
    title = f"{translate('insights', 'Insights')} · {scope}"
    head(painter, title, words.days(shown.window) if shown else "", place=place, now=now)
    tile_wide = (wide - 4 * GAP) / 5
    for at, (key, one) in enumerate(board.tiles.items()):
        area = QRectF(EDGE + at * (tile_wide + GAP), TILES_AT, tile_wide, TILE_TALL)
        tile(painter, area, panel_name(f"tile/{key}"), one.reading)
    risk_wide = (wide - 3 * GAP) * RISK_SHARE
    _risks(painter, QRectF(EDGE, LOWER_AT, risk_wide, ROW_TALL), board)


def line(
    painter: QPainter,
    area: QRectF,
    told: str,
    *,
    size: int = Size.SECONDARY,
    weight: QFont.Weight = REGULAR,
    ink: str = "text",
    right: bool = False,
) -> float:
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    colour = tokens().ink(ink)
    return paint.words(painter, area, told, colour=colour, size=size, weight=weight, align=align)


def head(painter: QPainter, title: str, below: str, *, place: str, now: int) -> None:
    """Of any page: what it is, of when or what for, and where and when it was printed."""
    wide = PAGE.width() - 2 * EDGE
    line(painter, QRectF(EDGE, 28, wide, 28), title, size=Size.PERSON, weight=SEMIBOLD)
    line(painter, QRectF(EDGE, 58, wide, 20), below, size=Size.BODY, ink="text2")
    told = translate("insights", "{place}, {time}").format(
        place=place, time=f"{formats.day(now)} {formats.clock(now)}"
    )
    line(painter, QRectF(EDGE, 58, wide, 20), told, ink="text2", right=True)


def tile(painter: QPainter, area: QRectF, name: str, reading: Reading) -> None:
    paint.box(painter, area, radius=8, edge=tokens().border)
    inner = area.adjusted(10, 6, -10, -6)
    ink = reading.status.value if reading.status is not None else "text2"
    line(painter, QRectF(inner.x(), inner.y(), inner.width(), 16), name, ink="text2")
    middle = QRectF(inner.x(), inner.y() + 18, inner.width(), 28)
    taken = line(painter, middle, reading.value, size=22, weight=BOLD, ink=ink)
    unit = middle.adjusted(taken + 5, 4, 0, 0)
    line(painter, unit, reading.unit, ink="text2")
    sign = {"arrow-up": "↑ ", "arrow-down": "↓ "}.get(reading.change_icon, "")
    told = "  ".join(part for part in (sign + reading.change, reading.note) if part.strip())
    line(painter, QRectF(inner.x(), inner.y() + 48, inner.width(), 16), told, size=Size.META)


def card(painter: QPainter, area: QRectF, name: str) -> QRectF:
    """A card with its title; the room that is left."""
    paint.box(painter, area, radius=8, edge=tokens().border)
    head = QRectF(area.x() + 12, area.y() + 8, area.width() - 24, 18)
    line(painter, head, name, size=Size.BODY, weight=SEMIBOLD)
    return area.adjusted(8, 30, -8, -8)


def _chart(painter: QPainter, area: QRectF, board: Board, key: str) -> None:
    chart(painter, area, panel_name(key), board.panels[key])


def chart(painter: QPainter, area: QRectF, name: str, panel: Panel) -> None:
    room = card(painter, area, name)
    plot = panel.chart.plot
    if panel.message or plot is None:
        line(painter, QRectF(room.x() + 4, room.y(), room.width() - 8, 20), panel.message)
        return
    copy = Chart(name)  # of its own: the one on the screen stays as it is
    copy.resize(room.size().toSize())
    copy.show_plot(plot)
    copy.ensurePolished()
    painter.save()
    painter.translate(room.topLeft())
    copy.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.restore()
    copy.deleteLater()


def _risks(painter: QPainter, area: QRectF, board: Board) -> None:
    room = card(painter, area, panel_name("tile/risk"))
    if not board.risk.can_focus():
        line(painter, QRectF(room.x() + 4, room.y(), room.width() - 8, 20), board.risk.message)
        return
    told = board.risk.as_table()
    for at, row in enumerate(told[: ROWS + 1]):
        for (start, share, right), text in zip(RISK_COLUMNS, row, strict=True):
            cell = QRectF(
                room.x() + 4 + start * (room.width() - 8),
                room.y() + at * 26,
                share * (room.width() - 8),
                24,
            )
            ink = "text2" if at == 0 else "text"
            line(painter, cell, text, size=Size.META, ink=ink, right=right)
