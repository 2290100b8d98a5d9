"""An act is declared once; keys clash at once, and enablement is told everywhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Dressing
from ui.kit.actions import COMMIT, ENTRY, Action, ActionSet, check
from ui.kit.buttons import Button
from ui.kit.i18n import PSEUDO
from ui.kit.statusbar import KeyBar

PAY = Action("t.pay", "Pay", COMMIT, permission="pay", move="pay")
SCAN = Action("t.scan", "Scan", ENTRY)
SEEN = Action("t.seen", "ID seen", key="Space")


@pytest.fixture
def host(desk_app: Dressing, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_two_acts_on_one_key_are_refused(host: QWidget) -> None:
    with pytest.raises(ValueError, match="F12"):
        ActionSet(host, {PAY: print, Action("t.other", "Other", ("F12",)): print})


@pytest.mark.parametrize("key", ["F10", "F11", "a", "7"])
def test_letters_and_system_keys_are_never_commands(key: str) -> None:
    with pytest.raises(ValueError, match="never"):
        Action("t.bad", "Bad", (key,))


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValueError, match="no such key"):
        check([Action("t.bad", "Bad", ("Strg+Q",))])


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_each_key_of_an_act_triggers_it(host: QWidget, key: Qt.Key) -> None:
    done: list[str] = []
    ActionSet(host, {PAY: lambda: done.append("paid")})
    control = Qt.KeyboardModifier.ControlModifier
    plain = Qt.KeyboardModifier.NoModifier
    QTest.keyClick(host, key, plain if key == Qt.Key.Key_F12 else control)
    assert done == ["paid"]


def test_a_hidden_screens_keys_sleep(host: QWidget, qtbot) -> None:
    done: list[str] = []
    screen = QWidget(host)
    ActionSet(screen, {PAY: lambda: done.append("paid")})
    screen.hide()
    QTest.keyClick(host, Qt.Key.Key_F12)
    assert done == []


def test_role_and_state_table_close_an_act(host: QWidget) -> None:
    acts = ActionSet(host, {PAY: print, SCAN: print})
    acts.permit(lambda permission: permission != "pay")
    assert not acts.is_open(PAY)
    assert acts.is_open(SCAN)
    acts.permit(lambda _permission: True)
    acts.open_moves({"refund"})
    assert not acts.is_open(PAY)
    acts.open_moves({"pay"})
    assert acts.is_open(PAY)


def test_a_button_follows_its_act_and_says_why_not(host: QWidget) -> None:
    done: list[str] = []
    acts = ActionSet(host, {PAY: lambda: done.append("paid")})
    button = Button("Pay", parent=host)
    button.bind(acts[PAY], PAY.shown_key)
    button.click()
    acts.enable(PAY, False, "The basket is empty.")
    button.click()
    assert done == ["paid"]
    assert button.toolTip() == "The basket is empty."
    assert acts.why_not(PAY) == "The basket is empty."


def test_the_bar_shows_every_key_that_fits(host: QWidget, qtbot) -> None:
    bar = KeyBar(host)
    bar.show()
    bar.resize(1200, 34)
    bar.show_actions(ActionSet(host, {PAY: print, SCAN: print, SEEN: print}))
    assert [hint.words for hint in bar.hints] == ["Pay", "Scan", "ID seen"]
    assert bar.accessibleName() == "F12 Pay, F3 Scan, Space ID seen"
    bar.resize(260, 34)
    assert len(bar.hints) < 3


def test_another_screens_keys_take_their_place(host: QWidget, qtbot) -> None:
    bar = KeyBar(host)
    bar.resize(1200, 34)
    bar.show_actions(ActionSet(host, {PAY: print, SCAN: print}))
    bar.show_actions(ActionSet(host, {SEEN: print}))
    assert [hint.words for hint in bar.hints] == ["ID seen"]
    bar.show_actions(None)
    assert bar.hints == ()


def test_words_that_became_longer_push_the_last_key_out(
    host: QWidget, desk_app: Dressing, qtbot
) -> None:
    bar = KeyBar(host)
    bar.show_actions(ActionSet(host, {PAY: print, SCAN: print, SEEN: print}))
    bar.show()
    while len(bar.hints) < 3:
        bar.resize(bar.width() + 1, 34)
    desk_app.languages.speak(PSEUDO)
    qtbot.waitUntil(lambda: len(bar.hints) < 3)
    desk_app.languages.speak("en")
    qtbot.waitUntil(lambda: len(bar.hints) == 3)


def test_a_click_on_a_cap_does_what_the_key_does(host: QWidget, qtbot) -> None:
    done: list[str] = []
    bar = KeyBar(host)
    bar.resize(900, 34)
    bar.show_actions(ActionSet(host, {SCAN: print, SEEN: lambda: done.append("seen")}))
    seen = bar.hints[1]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(seen.left) + 4, 17))
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(seen.right) + 40, 17))
    assert done == ["seen"]
