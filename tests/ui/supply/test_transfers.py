"""A transfer is sent as it was found and received as it was counted, by scan and F12."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.stock.receiving import ReceivedLine
from app.stock.tables import transfer_lines, transfers
from app.stock.transferring import RequestTransfer, SendTransfer, request_transfer, send_transfer
from app.storage.uow import UnitOfWork
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import GI, PIM, SHIRT
from tests.ui.stock.scene import CLERK, MANAGER, Stockroom
from tests.ui.supply.conftest import SIZES, K, OpenSupply, press, type_
from ui.kit.theme import ThemeChoice
from ui.supply.acts import SEND
from ui.supply.page import SupplyPage

T = "t" * 32


def ask(room: Stockroom, source: str, target: str, units: int, *, sent: bool = False) -> None:
    lines = [ReceivedLine(product_id=SHIRT, quantity=units)]

    def work(uow: UnitOfWork) -> None:
        ends = {"from_site_id": source, "to_site_id": target}
        told = RequestTransfer(transfer_id=T, number="T-7", lines=lines, **ends)
        request_transfer(uow, told)
        if sent:
            send_transfer(uow, SendTransfer(transfer_id=T, lines=lines))

    room.acting(work)


def choose(qtbot: QtBot, page: SupplyPage) -> None:
    qtbot.waitUntil(lambda: page.table.rows.place_of(T) is not None)
    page.open(T)
    page.focus_entry()
    qtbot.waitUntil(lambda: page.transfer is not None and page.lines.rows.rowCount() > 0)


def control(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)


def test_what_comes_is_counted_and_what_lacks_is_told(
    qtbot: QtBot,
    room: Stockroom,
    open_supply: OpenSupply,
) -> None:
    room.stock(PIM, SHIRT, 6)
    ask(room, PIM, GI, 3, sent=True)
    before = room.available(SHIRT)
    page = open_supply(CLERK)
    choose(qtbot, page)
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    type_("=2")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: room.only(transfers)["state"] == "received")
    assert room.only(transfer_lines)["received"] == 2
    assert room.available(SHIRT) >= before
    qtbot.waitUntil(lambda: page.table.rows.place_of(T) is None)


def test_fewer_are_sent_with_a_reason(
    qtbot: QtBot,
    room: Stockroom,
    open_supply: OpenSupply,
    printed: list[tuple[str, str]],
) -> None:
    room.stock(GI, SHIRT, 6)
    ask(room, GI, PIM, 3)
    page = open_supply(MANAGER)
    press(K.Key_F6, K.Key_F6)
    assert page.mode.value == SEND
    choose(qtbot, page)
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    press(K.Key_F12)
    assert room.only(transfers)["state"] == "requested"
    control(K.Key_P)
    assert printed == [("transfer_note", T)]
    control(K.Key_B)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: room.only(transfers)["state"] == "sent")
    assert room.only(transfers)["less_because"] == "not_found"
    assert room.only(transfer_lines)["sent"] == 1


def test_what_cannot_be_sent_is_cancelled(
    qtbot: QtBot,
    room: Stockroom,
    open_supply: OpenSupply,
) -> None:
    room.stock(GI, SHIRT, 6)
    ask(room, GI, PIM, 3)
    page = open_supply(MANAGER)
    press(K.Key_F6, K.Key_F6)
    choose(qtbot, page)
    control(K.Key_Backspace)
    QTest.mouseClick(page.strip.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.only(transfers)["state"] == "cancelled")


def test_a_clerk_does_not_send(qtbot: QtBot, room: Stockroom, open_supply: OpenSupply) -> None:
    room.stock(GI, SHIRT, 6)
    ask(room, GI, PIM, 1)
    page = open_supply(CLERK)
    press(K.Key_F6, K.Key_F6)
    choose(qtbot, page)
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    press(K.Key_F12)
    assert room.only(transfers)["state"] == "requested"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_it_stands_in_every_dress(
    qtbot: QtBot,
    room: Stockroom,
    open_supply: OpenSupply,
    desk_app: Dressing,
    size: tuple[int, int],
    language: str,
    choice: ThemeChoice,
) -> None:
    desk_app.theme.choose(choice)
    desk_app.languages.speak(language)
    room.stock(GI, SHIRT, 6)
    ask(room, GI, PIM, 3)
    page = open_supply(MANAGER)
    page.resize(*size)
    press(K.Key_F6, K.Key_F6)
    choose(qtbot, page)
    type_("SH-101")
    audit_settled(page, qtbot)


def test_what_home_sends_here_is_opened_as_it_is_to_be_done(
    qtbot: QtBot, room: Stockroom, open_supply: OpenSupply
) -> None:
    room.stock(GI, SHIRT, 6)
    ask(room, GI, PIM, 3)
    page = open_supply(MANAGER)
    page.open((SEND, T))
    assert page.mode.value == SEND
    qtbot.waitUntil(lambda: page.transfer is not None and page.lines.rows.rowCount() > 0)
    assert page.table.selected_id == T
