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
from tests.ui.cases.conftest import OpenInbox
from tests.ui.cases.scene import LinkedCounter, order_of
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import SHIRT
from ui.cases.page import WAITING, InboxPage
from ui.kit.theme import ThemeChoice

K = Qt.Key


def press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


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
    return page.view.entry is not None and not page.view.choices.isHidden()


def test_money_back_is_two_keys(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_inbox: OpenInbox
) -> None:
    page = open_inbox()
    qtbot.waitUntil(lambda: shown(page))
    # Nobody knows when it comes: waiting is no way out.
    ways = [option.value for option in page.view.choices.options]
    assert ways == ["elsewhere", "refund", "keep", "noted"]
    press(K.Key_2)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: counter.only(cases)["state"] == "resolved")
    assert counter.only(order_lines, order_id=missing)["cancelled"] == 1
    for _ in range(4):
        press(K.Key_F6)
    qtbot.waitUntil(lambda: page.view.outcome.text() == "Money back")


def test_what_is_still_missing_is_never_let_go(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_inbox: OpenInbox
) -> None:
    page = open_inbox()
    qtbot.waitUntil(lambda: shown(page))
    press(K.Key_3)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "It is still missing" in page.strip.text())
    assert counter.only(cases)["state"] == "open"


def test_another_item_is_taken_on_the_order(
    qtbot: QtBot, missing: str, open_inbox: OpenInbox
) -> None:
    page = open_inbox()
    qtbot.waitUntil(lambda: shown(page))
    with qtbot.waitSignal(page.wanted) as led:
        press(K.Key_F9)
    assert led.args == ["order", missing]


def test_what_waits_is_listed_and_enter_opens_its_order(
    qtbot: QtBot, counter: LinkedCounter, missing: str, open_inbox: OpenInbox
) -> None:
    page = open_inbox()
    line = counter.only(order_lines, order_id=missing)["id"]
    for _ in range(5):
        press(K.Key_F6)
    assert page.which.value == WAITING
    qtbot.waitUntil(lambda: page.waiting.table.selected_id == line)
    with qtbot.waitSignal(page.wanted) as led:
        press(K.Key_Return)
    assert led.args == ["order", missing]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_clipped(
    qtbot: QtBot,
    desk_app: Dressing,
    missing: str,
    open_inbox: OpenInbox,
    language: str,
    theme: str,
) -> None:
    page = open_inbox()
    qtbot.waitUntil(lambda: shown(page))
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    audit_settled(page, qtbot)
    for _ in range(5):
        press(K.Key_F6)
    audit_settled(page, qtbot)
