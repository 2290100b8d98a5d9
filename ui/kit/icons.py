"""How does an icon look here: Lucide drawings recoloured, cached per colour, size and DPR."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, dpr: float) -> QPixmap:
    svg = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * dpr)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made


def pixmap(name: str, colour: QColor | str, size: int = 18, dpr: float = 1.0) -> QPixmap:
    """`name` is a file of resources/icons without its ending. Raises FileNotFoundError."""
    return _pixmap(name, QColor(colour).name(), size, dpr)


def icon(name: str, colour: QColor | str, size: int = 18) -> QIcon:
    made = QIcon()
    for dpr in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, dpr))
    return made


def paint(
    painter: QPainter, name: str, colour: QColor | str, x: float, y: float, size: int
) -> None:
    device = painter.device()
    dpr = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(round(x), round(y), pixmap(name, colour, size, dpr))
