"""The benefit on one page of paper: five figures, what they hang on, every assumption."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPicture

from app.insights.benefit.inputs import Input, Part
from ui.insights.benefit import words
from ui.insights.benefit.view import BenefitView
from ui.insights.paper import (
    EDGE,
    GAP,
    PAGE,
    TILE_TALL,
    TILES_AT,
    card,
    chart,
    drawn,
    head,
    line,
    tile,
)
from ui.insights.words import translate
from ui.kit import SEMIBOLD, Size, say

BELOW = TILES_AT + TILE_TALL + GAP
TALL = 794 - BELOW - 32  # to the foot of the page
TORNADO = 0.36
ROW = 13.4  # 38 assumptions and four heads in two columns
PARTS = ((Part.PICKUP, Part.RETURN), (Part.SHIP, Part.COST))


def benefit_parts(view: BenefitView, *, scope: str, place: str, now: int) -> Iterator[QPicture]:
    """Each when it is asked for, as the dashboard's."""
    wide = (PAGE.width() - 2 * EDGE) * TORNADO
    hangs = translate("benefit", "What it hangs on")
    room = QRectF(EDGE, BELOW, wide, TALL)
    left = EDGE + wide + GAP
    rest = QRectF(left, BELOW, PAGE.width() - EDGE - left, TALL)
    yield drawn(partial(_top, view=view, scope=scope, place=place, now=now))
    yield drawn(partial(chart, area=room, name=hangs, panel=view.tornado))
    yield drawn(partial(_assumptions, area=rest, view=view))


def _top(painter: QPainter, view: BenefitView, scope: str, place: str, now: int) -> None:
    title = f"{translate('benefit', 'Benefit')} · {scope}"
    note = translate("benefit", "What half of the futures bring, and nine in ten")
    head(painter, title, note, place=place, now=now)
    _tiles(painter, view)


def _tiles(painter: QPainter, view: BenefitView) -> None:
    each = (PAGE.width() - 2 * EDGE - 4 * GAP) / len(view.tiles)
    for at, one in enumerate(view.tiles.values()):
        area = QRectF(EDGE + at * (each + GAP), TILES_AT, each, TILE_TALL)
        tile(painter, area, say(one.name), one.reading)


def _assumptions(painter: QPainter, area: QRectF, view: BenefitView) -> None:
    room = card(painter, area, translate("benefit", "Assumptions, a year"))
    inputs = view.told.inputs if view.told is not None else ()
    wide = (room.width() - 2 * GAP) / 2
    for at, parts in enumerate(PARTS):
        top = room.y()
        for part in parts:
            here = QRectF(room.x() + 6 + at * (wide + GAP), top, wide, ROW)
            line(painter, here, words.part(part), size=Size.META, weight=SEMIBOLD)
            for one in inputs:
                if one.part is part:
                    here = here.translated(0, ROW)
                    _row(painter, here, one)
            top = here.y() + ROW * 1.7


def _row(painter: QPainter, area: QRectF, told: Input) -> None:
    line(painter, area, words.name(told.key), size=Size.META, ink="text2")
    shown = words.figure(told.base, told.unit)
    if told.low < told.high:
        ends = words.figure(told.low, told.unit), words.figure(told.high, told.unit)
        shown = translate("benefit", "{usual} ({low} to {high})").format(
            usual=shown, low=ends[0], high=ends[1]
        )
    line(painter, area, shown, size=Size.META, right=True)
