"""What is not there is answered by key, and what waits for a place is listed with its time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.tables import cases
from app.fulfillment.commands import ShortPick
from app.fulfillment.states import ShortNext, ShortReason
from app.kit.clock import HOUR
from app.orders.tables import order_lines
from tests.ui.audit import audit_settled
from tests.ui.cases.conftest import OpenTasks
from tests.ui.cases.scene import LinkedCounter, order_of
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import SHIRT
from ui.cases.page import WAITING, InboxPage
from ui.kit.theme import ThemeChoice

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, held)


@pytest.fixture
def missing(counter: LinkedCounter) -> str:
    """The order of a shirt that its clerk could not find, promised for too soon to go elsewhere."""
    parcel = counter.order("Maria Gunawan", (SHIRT, 1))
    line = counter.only(order_lines, order_id=order_of(counter, parcel))
    counter.clock.at += 12 * HOUR
    counter.do(
        ShortPick(
            fulfillment_id=parcel,
            line_id=line["id"],
            quantity=1,
            reason=ShortReason.NOT_FOUND,
            then=ShortNext.RE_SOURCE,
        )
    )
    return str(line["order_id"])


def shown(page: InboxPage) -> bool:
    return page.view.entry is not None and not page.card.answers.isHidden()


def test_money_back_is_two_keys(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_tasks: OpenTasks
) -> None:
    page = open_tasks()
    qtbot.waitUntil(lambda: shown(page))
    assert [option.value for option in page.card.answers.options] == [
        "wait",
        "elsewhere",
        "refund",
        "substitute",
    ]
    press(K.Key_3, CTRL)
    qtbot.waitUntil(lambda: counter.only(cases)["state"] == "resolved")
    assert counter.only(order_lines, order_id=missing)["cancelled"] == 1
    press(K.Key_F6)
    qtbot.waitUntil(lambda: page.view.entry is not None)
    qtbot.waitUntil(lambda: "the money goes back" in page.card.outcome.words.text())


def test_nobody_waits_for_what_does_not_come(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_tasks: OpenTasks
) -> None:
    page = open_tasks()
    qtbot.waitUntil(lambda: shown(page))
    press(K.Key_1, CTRL)
    qtbot.waitUntil(lambda: "Nobody knows when it comes" in page.strip.text())
    assert counter.only(cases)["state"] == "open"


def test_another_item_leads_to_the_order(qtbot: QtBot, missing: str, open_tasks: OpenTasks) -> None:
    page = open_tasks()
    qtbot.waitUntil(lambda: shown(page))
    with qtbot.waitSignal(page.wanted) as led:
        press(K.Key_4, CTRL)
    assert led.args == ["order", missing]


def test_what_waits_is_listed_and_enter_opens_its_order(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_tasks: OpenTasks
) -> None:
    page = open_tasks()
    line = counter.only(order_lines, order_id=missing)["id"]
    press(K.Key_F6)
    press(K.Key_F6)
    assert page.which.value == WAITING
    qtbot.waitUntil(lambda: page.table.selected_id == line)
    with qtbot.waitSignal(page.wanted) as led:
        press(K.Key_Return)
    assert led.args == ["order", missing]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_clipped(
    qtbot: QtBot,
    desk_app: Dressing,
    missing: str,
    open_tasks: OpenTasks,
    language: str,
    theme: str,
) -> None:
    page = open_tasks()
    qtbot.waitUntil(lambda: shown(page))
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    audit_settled(page, qtbot)
    press(K.Key_F6)
    press(K.Key_F6)
    audit_settled(page, qtbot)
