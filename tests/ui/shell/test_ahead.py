"""Screens are made before they are wanted, one a turn, and never under somebody's fingers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeClock
from tests.ui.shell.conftest import SCREENS, front
from ui.shell import MainWindow
from ui.shell.ahead import LOOK_MS, QUIET_MS, Ahead


class Making:
    def __init__(self, count: int) -> None:
        self.left = count
        self.made = 0

    def __call__(self) -> bool:
        if not self.left:
            return False
        self.left -= 1
        self.made += 1
        return True


@pytest.fixture
def making() -> Making:
    return Making(3)


@pytest.fixture
def ahead(qapp, clock: FakeClock, making: Making):
    made = Ahead(making, lambda: clock.ms, qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_all_is_made_while_nobody_touches_anything(ahead, clock, making, qtbot) -> None:
    clock.ms = QUIET_MS
    ahead.begin()
    qtbot.waitUntil(lambda: making.left == 0)
    qtbot.waitUntil(lambda: not ahead.goes_on)
    assert making.made == 3


def test_nothing_is_made_while_somebody_types(ahead, clock, making, qtbot) -> None:
    clock.ms = QUIET_MS - 1
    ahead.begin()
    qtbot.wait(3 * LOOK_MS)
    assert making.made == 0
    clock.ms = QUIET_MS
    qtbot.waitUntil(lambda: making.made > 0)


def test_who_signs_in_next_may_want_others(ahead, clock, making, qtbot) -> None:
    clock.ms = QUIET_MS
    ahead.begin()
    qtbot.waitUntil(lambda: not ahead.goes_on)
    making.left = 1
    ahead.begin()
    qtbot.waitUntil(lambda: making.made == 4)


def test_made_screens_stay_behind_the_one_in_front(window: MainWindow, qtbot: QtBot) -> None:
    before = front(window)
    while window.make_next():
        pass
    assert window.pages.count() == len(SCREENS)
    assert front(window) is before
    assert QApplication.focusWidget() is before.box.edit


def test_a_scanner_is_heard_after_a_screen_was_made(window: MainWindow, clock: FakeClock) -> None:
    assert window.make_next()
    clock.step_ms = 5
    QTest.keyClicks(front(window).box.edit, "8991234567890")
    QTest.keyClick(front(window).box.edit, Qt.Key.Key_Return)
    assert front(window).heard == [("scan", "8991234567890")]
