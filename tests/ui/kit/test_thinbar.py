"""The thin bar shows how far down one is, and takes one there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Dressing
from ui.kit.card import scrolled
from ui.kit.theme import tokens
from ui.kit.thinbar import EDGE, WIDE, ThinBar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(desk_app: Dressing, qtbot) -> ThinBar:
    """200 px for a tenth of 1,000: a handle as short as it gets, at the top."""
    made = ThinBar(Qt.Orientation.Vertical)
    qtbot.addWidget(made)
    made.setRange(0, 900)
    made.setPageStep(100)
    made.resize(WIDE, 200 + 2 * EDGE)
    made.show()
    return made


def drag(bar: ThinBar, start: int, end: int) -> None:
    QTest.mousePress(bar, LEFT, pos=QPoint(5, start))
    QTest.mouseMove(bar, QPoint(5, end))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(5, end))


def test_the_handle_is_drawn_where_one_is(bar: ThinBar) -> None:
    ink, upper, lower = tokens().outline.upper(), QPoint(5, 20), QPoint(5, 190)
    seen = bar.grab().toImage()
    assert seen.pixelColor(upper).name().upper() == ink
    assert seen.pixelColor(lower).name().upper() != ink
    bar.setValue(900)
    seen = bar.grab().toImage()
    assert seen.pixelColor(upper).name().upper() != ink
    assert seen.pixelColor(lower).name().upper() == ink


def test_drawn_to_its_end_it_shows_the_last(bar: ThinBar) -> None:
    drag(bar, 10, 100)
    assert 0 < bar.value() < 900
    drag(bar, 110, 400)
    assert bar.value() == 900
    drag(bar, 190, -50)
    assert bar.value() == 0


def test_beside_the_handle_it_goes_by_pages(bar: ThinBar) -> None:
    QTest.mouseClick(bar, LEFT, pos=QPoint(5, 190))
    assert bar.value() == 100
    QTest.mouseClick(bar, LEFT, pos=QPoint(5, 3))
    assert bar.value() == 0


def test_a_move_without_a_press_moves_nothing(bar: ThinBar) -> None:
    QTest.mouseMove(bar, QPoint(5, 150))
    QTest.mouseClick(bar, Qt.MouseButton.RightButton, pos=QPoint(5, 190))
    assert bar.value() == 0


def test_an_area_that_scrolls_has_one_and_shows_what_lies_under_it(
    desk_app: Dressing, qtbot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    content = QWidget()
    content.setMinimumHeight(500)
    area = scrolled(content, holder)
    area.resize(200, 100)
    holder.show()
    assert isinstance(area.verticalScrollBar(), ThinBar)
    assert area.grab().toImage().pixelColor(20, 20).name().upper() == tokens().bg
