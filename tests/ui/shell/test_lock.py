"""A desk that nobody minds locks itself, says so before, and a badge brings the next person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeClock
from tests.ui.shell.conftest import Hands, box, front
from ui.shell import MainWindow

K = Qt.Key


def pass_by(window: MainWindow, clock: FakeClock, seconds: int) -> None:
    clock.ms += seconds * 1_000
    window.watch.look()


def test_t11_locking_takes_two_keys(window: MainWindow, hands: Hands) -> None:
    hands.ctrl(K.Key_L)
    assert window.is_locked()
    assert hands.overhead == 2


def test_t11_a_badge_alone_asks_its_owner_for_the_pin(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.sign_in.knows_badge("BADGE-1"))
    window.scans.scanned.emit("BADGE-1")
    assert window.is_locked()
    assert window.sign_in.people.user_id == "dewi"
    assert window.sign_in.pin.hasFocus()
    assert hands.overhead == 0
    QTest.keyClicks(window.sign_in.pin, "123456")
    QTest.keyClick(window.sign_in.pin, K.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked())
    assert window.top.person.accessibleName().startswith("Signed in: Dewi")


def test_a_code_that_is_no_badge_stays_a_code(window: MainWindow) -> None:
    window.scans.scanned.emit("8991234567890")
    assert front(window).heard == [("scan", "8991234567890")]


@pytest.mark.parametrize("seconds", [60, 120])
def test_an_unattended_desk_warns_and_then_locks_with_its_text_kept(
    window: MainWindow, clock: FakeClock, hands: Hands, qtbot: QtBot, seconds: int
) -> None:
    hands.type("TR-2")
    qtbot.waitUntil(lambda: front(window).box.text() == "TR-2")
    window.watch.idle_after(seconds)
    pass_by(window, clock, seconds // 2 - 1)
    assert not front(window).strip.isVisible()
    pass_by(window, clock, 2)
    assert "Any key keeps it open" in front(window).strip.text()
    assert not window.is_locked()
    pass_by(window, clock, seconds // 2)
    assert window.is_locked()
    assert front(window).box.text() == "TR-2"
    assert not front(window).strip.isVisibleTo(front(window))


def test_a_key_keeps_it_open(window: MainWindow, clock: FakeClock, hands: Hands) -> None:
    window.watch.idle_after(120)
    pass_by(window, clock, 70)
    assert front(window).strip.isVisible()
    hands.key(K.Key_Left)
    assert not front(window).strip.isVisible()
    pass_by(window, clock, 100)
    assert not window.is_locked()


def test_what_the_screen_says_is_not_talked_over(window: MainWindow, clock: FakeClock) -> None:
    front(window).strip.tell("Nothing was changed.")
    window.watch.idle_after(120)
    pass_by(window, clock, 70)
    assert front(window).strip.text() == "Nothing was changed."


def test_the_omnibox_is_gone_when_the_desk_locks_itself(
    window: MainWindow, clock: FakeClock, hands: Hands
) -> None:
    window.watch.idle_after(60)
    hands.ctrl(K.Key_K)
    pass_by(window, clock, 61)
    assert window.is_locked()
    assert not box(window).isVisible()


def test_a_desk_that_never_locks_itself_stays_open(window: MainWindow, clock: FakeClock) -> None:
    pass_by(window, clock, 10_000)
    assert not window.is_locked()
