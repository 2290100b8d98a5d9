"""Goods are asked for from the place that has most to spare, by two keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.stock.tables import transfer_lines, transfers
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import CHINO, GI, PIM
from tests.ui.stock.conftest import SIZES, OpenStock
from tests.ui.stock.scene import CLERK, INVENTORY, K, Stockroom, press, type_
from tests.ui.stock.test_figures import show
from ui.kit.theme import ThemeChoice
from ui.stock.moving import suggested
from ui.stock.page import StockPage


def ready(qtbot: QtBot, page: StockPage, site_id: str = GI) -> None:
    show(qtbot, page, CHINO)
    page.places.table.select(site_id)
    page.focus_entry()


def test_f6_suggests_who_gives_and_f12_asks(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    assert press(K.Key_F6) == 1
    card = page.sku.transfer
    assert page.sku.beside is card
    assert card.target == GI
    assert page.stock is not None
    others = [place for place in page.stock.places if place.site_id != GI]
    assert card.source == max(others, key=lambda one: one.atp).site_id
    type_("4")
    press(K.Key_Return, K.Key_Plus, K.Key_F12)
    qtbot.waitUntil(lambda: "T-JKT01-3-000001" in page.strip.text())
    asked, line = room.only(transfers), room.only(transfer_lines)
    assert (asked["state"], asked["to_site_id"], line["asked"]) == ("requested", GI, 5)
    assert page.sku.beside is not card


def test_what_was_asked_for_is_taken_back_by_one_key(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_F6, K.Key_F12)
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    press(K.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.only(transfers)["state"] == "cancelled")


def test_another_place_sends_to_the_own_store_and_f6_turns_it(
    qtbot: QtBot, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page, PIM)
    press(K.Key_F6)
    assert (page.sku.transfer.source, page.sku.transfer.target) == (PIM, GI)
    press(K.Key_F6)
    assert (page.sku.transfer.source, page.sku.transfer.target) == (GI, PIM)


def test_a_place_that_has_none_is_not_asked(qtbot: QtBot, open_room: OpenStock) -> None:
    """Who has some to spare is, for the own store."""
    page = open_room()
    ready(qtbot, page, PIM)
    assert page.stock is not None
    places = [
        replace(place, on_hand=0) if place.site_id == PIM else place for place in page.stock.places
    ]
    bare = replace(page.stock, places=tuple(places))
    source, target = suggested(bare, PIM, GI, bound=True)
    assert target == GI
    assert source not in ("", PIM, GI)


def test_who_looks_after_all_sends_to_the_selected_place(
    qtbot: QtBot, open_room: OpenStock
) -> None:
    page = open_room(INVENTORY)
    ready(qtbot, page, PIM)
    press(K.Key_F6)
    assert page.sku.transfer.target == PIM


def test_the_dashboards_step_opens_it_filled_in(qtbot: QtBot, open_room: OpenStock) -> None:
    page = open_room()
    page.open(f"transfer/{CHINO}/{PIM}/{GI}/3")
    qtbot.waitUntil(lambda: page.sku.transferring)
    card = page.sku.transfer
    assert (card.source, card.target, card.quantity) == (PIM, GI, 3)


def test_more_than_can_be_spared_is_said(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    ready(qtbot, page)
    press(K.Key_F6)
    type_("9999")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "can be spared" in page.strip.text())
    assert not room.rows(transfers)


@pytest.mark.parametrize("why", ["no server", "no right"])
def test_it_is_closed_without_server_or_right(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock, why: str
) -> None:
    if why == "no server":
        room.cut()
    page = open_room(CLERK if why == "no right" else INVENTORY)
    ready(qtbot, page)
    press(K.Key_F6)
    assert not page.sku.transferring


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_it_stands_in_every_dress(
    qtbot: QtBot,
    open_room: OpenStock,
    desk_app: Dressing,
    size: tuple[int, int],
    language: str,
    choice: ThemeChoice,
) -> None:
    desk_app.theme.choose(choice)
    desk_app.languages.speak(language)
    page = open_room()
    page.resize(*size)
    ready(qtbot, page)
    press(K.Key_F6)
    audit_settled(page, qtbot)
