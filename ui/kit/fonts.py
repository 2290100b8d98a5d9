"""Which letters does the desk write with: Inter in pixel sizes, tabular digits, a user scale."""

from enum import IntEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

import resources

FAMILIES = ["Inter", "Noto Sans", "Noto Sans CJK JP", "DejaVu Sans"]
FACES = ("Regular", "Medium", "SemiBold", "Bold")


class Size(IntEnum):
    """Pixel sizes before the user's scale."""

    META = 11
    SECONDARY = 12
    BODY = 13
    STRONG = 14
    ENTRY = 15
    TITLE = 16
    PERSON = 20
    TOTAL = 24
    KPI = 26
    CLOCK = 44


REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold

_scale = 1.0


def font(size: int = Size.BODY, weight: QFont.Weight = REGULAR) -> QFont:
    """One of its own: whoever gets it may change it."""
    return QFont(measured(size, weight)[0])


def _font(size: int, weight: QFont.Weight) -> QFont:
    made = QFont(FAMILIES)
    made.setPixelSize(max(9, round(size * _scale)))
    made.setWeight(weight)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)  # prices and quantities stand in columns
    return made


@cache
def measured(size: int, weight: QFont.Weight) -> tuple[QFont, QFontMetricsF]:
    """A font to draw with and its measure, made once: a list draws a hundred words a frame."""
    made = _font(size, weight)
    return made, QFontMetricsF(made)


def install(app: QApplication, scale: float = 1.0) -> None:
    """Load the bundled faces and make Inter 13 the application's font. Raises if one is missing."""
    global _scale
    _scale = scale
    measured.cache_clear()
    for face in FACES:
        if QFontDatabase.addApplicationFont(str(resources.path(f"fonts/Inter-{face}.ttf"))) < 0:
            raise FileNotFoundError(f"fonts/Inter-{face}.ttf")
    app.setFont(font())
