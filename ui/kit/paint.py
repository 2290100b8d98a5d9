"""How are the small shapes drawn that widgets and row delegates share: boxes, chips, key caps."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.kit import fonts, icons
from ui.kit.fonts import Size
from ui.kit.theme import Status, Tokens, tokens

CHIP_HEIGHT = 22
CAP_HEIGHT = 18
CHIP_ICON = 14
ALIGNED = {  # or-ing Qt's flags anew for each word costs as much as measuring it
    align: align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    for align in (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    )
}


def box(
    painter: QPainter,
    area: QRectF,
    *,
    radius: float,
    fill: QColor | str | None = None,
    edge: QColor | str | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose edge lies inside `area`, sharp at whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2
    painter.setPen(QPen(QColor(edge), width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    inner = area.adjusted(half, half, -half, -half) if edge is not None else area
    painter.drawRoundedRect(inner, radius, radius)


def words(
    painter: QPainter,
    area: QRectF,
    text: str,
    *,
    colour: QColor | str,
    size: int = Size.BODY,
    weight: QFont.Weight = fonts.REGULAR,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line, elided to the area, centred upright. Returns the width it took."""
    font, metrics = fonts.measured(size, weight)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    told, width = text, metrics.horizontalAdvance(text)
    if width > area.width():
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        width = metrics.horizontalAdvance(told)
    painter.drawText(area, ALIGNED[align], told)
    return width


def chip_width(text: str, *, icon: bool = True) -> float:
    _, metrics = fonts.measured(Size.SECONDARY, fonts.SEMIBOLD)
    return 9 + (CHIP_ICON + 5 if icon else 0) + metrics.horizontalAdvance(text) + 10


def chip(
    painter: QPainter,
    at: QPointF,
    status: Status | str,
    text: str,
    *,
    icon: str | None = None,
    on_selection: bool = False,
    room: float | None = None,
) -> float:
    """A status chip with its top left at `at`; returns its width. `icon=""` leaves it out."""
    colours = tokens().of(status)
    name = colours.icon if icon is None else icon
    width = chip_width(text, icon=bool(name))
    if room is not None:
        width = min(width, room)
    edge = QColor(colours.fg)
    edge.setAlphaF(0.35)
    box(
        painter,
        QRectF(at.x(), at.y(), width, CHIP_HEIGHT),
        radius=CHIP_HEIGHT / 2,
        fill=colours.bg,
        edge=edge if on_selection or _alike(colours.bg) else None,
    )
    left = at.x() + 9
    if name:
        icons.paint(
            painter, name, colours.fg, left, at.y() + (CHIP_HEIGHT - CHIP_ICON) / 2, CHIP_ICON
        )
        left += CHIP_ICON + 5
    area = QRectF(left, at.y(), at.x() + width - 8 - left, CHIP_HEIGHT)
    words(painter, area, text, colour=colours.fg, size=Size.SECONDARY, weight=fonts.SEMIBOLD)
    return width


def _alike(background: str) -> bool:
    """High contrast draws every chip's edge: its grounds are all nearly black."""
    return tokens().bg == "#000000" and bool(background)


def cap_width(key: str) -> float:
    metrics = QFontMetricsF(fonts.font(Size.META, fonts.SEMIBOLD))
    return max(22.0, metrics.horizontalAdvance(key) + 12)


def key_cap(
    painter: QPainter, at: QPointF, key: str, *, on_primary: bool = False, active: bool = False
) -> float:
    worn: Tokens = tokens()
    width = cap_width(key)
    edge = QColor(worn.on_primary if on_primary else worn.primary if active else worn.border)
    if on_primary:
        edge.setAlphaF(0.6)
    ink = worn.on_primary if on_primary else worn.primary_text if active else worn.text2
    area = QRectF(at.x(), at.y(), width, CAP_HEIGHT)
    box(painter, area, radius=4, fill=None if on_primary else worn.raised, edge=edge)
    words(
        painter,
        area,
        key,
        colour=ink,
        size=Size.META,
        weight=fonts.SEMIBOLD,
        align=Qt.AlignmentFlag.AlignHCenter,
    )
    return width


def focus_ring(painter: QPainter, area: QRectF, radius: float = 8) -> None:
    box(painter, area, radius=radius, edge=tokens().focus, width=2)
