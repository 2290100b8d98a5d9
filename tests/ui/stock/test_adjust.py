"""A figure is corrected by few keys, with a reason, within the limit, never without the server."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.stock.adjusting import AdjustStock
from app.stock.tables import stock_adjustments
from tests.ui.pickup.counter import CHINO, GI, PIM
from tests.ui.stock.conftest import OpenStock
from tests.ui.stock.scene import CLERK, INVENTORY, K, Stockroom, press, type_
from tests.ui.stock.test_figures import show
from ui.stock.page import StockPage


def ready(qtbot: QtBot, page: StockPage, site_id: str = GI) -> None:
    show(qtbot, page, CHINO)
    page.places.table.select(site_id)
    page.focus_entry()


def test_one_less_is_four_keys(qtbot: QtBot, room: Stockroom, open_room: OpenStock) -> None:
    page = open_room()
    ready(qtbot, page)
    overhead = press(K.Key_Minus)
    page.sku.adjust.reasons.setFocus()
    overhead += press(K.Key_2, K.Key_F12)  # damaged
    qtbot.waitUntil(lambda: room.available(CHINO) == 19)
    document = room.only(stock_adjustments)
    assert overhead == 3
    assert (document["quantity"], document["reason"]) == (-1, "damaged")
    assert document["number"] == "A-JKT01-3-000001"
    qtbot.waitUntil(lambda: "A-JKT01-3-000001" in page.strip.text())
    assert page.sku.beside is not page.sku.adjust


def test_a_slip_is_taken_back_by_one_key(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_Minus)
    page.sku.adjust.reasons.setFocus()
    press(K.Key_1, K.Key_F12)
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    assert room.available(CHINO) == 19
    page.focus_entry()
    press(K.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.available(CHINO) == 20)
    qtbot.waitUntil(lambda: "undone" in page.strip.text())


@pytest.mark.parametrize(
    ("first", "typed", "quantity"),
    [(K.Key_Minus, "3", -3), (K.Key_Minus, "+3", 3), (K.Key_Plus, "3", 3), (K.Key_Plus, "-3", -3)],
)
def test_a_number_keeps_its_direction_unless_it_tells_one(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, first: K, typed: str, quantity: int
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(first)
    page.entry.set_text(typed)
    press(K.Key_Return)
    assert page.sku.adjust.quantity == quantity
    press(K.Key_1)
    command = page.sku.adjust.command()
    assert isinstance(command, AdjustStock)
    assert (command.quantity, command.reason) == (quantity, "lost" if quantity < 0 else "found")


def test_plus_and_minus_step_over_nought(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_Minus, K.Key_Plus)
    assert page.sku.adjust.quantity == 1
    press(K.Key_Minus)
    assert page.sku.adjust.quantity == -1


def test_without_a_reason_nothing_is_booked(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_Minus, K.Key_F12)
    assert not page.sku.adjust.main.isEnabled()
    press(K.Key_Escape)
    assert page.sku.beside is not page.sku.adjust
    assert room.rows(stock_adjustments) == []


@pytest.mark.parametrize("typed", ["12,5", "1.2.3", "abc", "💥", "99999999999999999999999"])
def test_what_is_no_number_changes_nothing(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, typed: str
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_Minus)
    page.entry.set_text(typed)
    press(K.Key_Return)
    assert page.sku.adjust.quantity == -1
    assert not page.strip.isHidden()


def test_more_than_the_limit_asks_a_second_person(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_Plus)
    type_("21")
    press(K.Key_Return, K.Key_1, K.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    assert room.available(CHINO) == 20


def test_the_stock_of_another_place_is_not_the_managers(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page, PIM)
    press(K.Key_Plus)
    page.sku.adjust.reasons.setFocus()
    press(K.Key_1, K.Key_F12)
    qtbot.waitUntil(lambda: "another place" in page.strip.text())
    assert room.rows(stock_adjustments) == []


def test_who_looks_after_all_stock_corrects_it_there(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room(INVENTORY)
    ready(qtbot, page, PIM)
    press(K.Key_Plus)
    page.sku.adjust.reasons.setFocus()
    press(K.Key_1, K.Key_F12)
    qtbot.waitUntil(lambda: room.available(CHINO, PIM) == 35)


def test_a_clerk_is_told_who_corrects(qtbot: QtBot, room: Stockroom, open_room: OpenStock) -> None:
    page = open_room(CLERK)
    ready(qtbot, page)
    press(K.Key_Minus)
    assert "manager" in page.strip.text()
    assert page.sku.beside is not page.sku.adjust
    assert not page.to_adjust.isEnabled()


def test_without_the_server_it_waits(qtbot: QtBot, room: Stockroom, open_room: OpenStock) -> None:
    room.cut()
    page = open_room()
    ready(qtbot, page)
    assert not page.to_adjust.isEnabled()
    assert "server" in page.to_adjust.toolTip()
