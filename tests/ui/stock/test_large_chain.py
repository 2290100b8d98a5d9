"""Of places whose cells are not held here the screen shows what can be promised, and no more."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.stock.network import number_places, write_spread
from app.stock.packed import Spread
from app.stock.tables import stock_cells
from app.storage.uow import UnitOfWork
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import BEKASI, CHINO, DC, GI, PIM
from tests.ui.stock.conftest import SIZES, OpenStock
from tests.ui.stock.scene import Stockroom, press, sell_for
from ui.kit.theme import ThemeChoice
from ui.stock.page import StockPage

K = Qt.Key


@pytest.fixture
def large(room: Stockroom) -> Stockroom:
    """A desk that holds its own place's cells and the packed row of the rest."""

    def pack(uow: UnitOfWork) -> None:
        others = stock_cells.c.site_id != GI
        uow.db.execute(sa.delete(stock_cells).where(others))
        number_places(uow, [GI, PIM, BEKASI, DC])
        write_spread(uow, CHINO, Spread({0: 99, 1: 4, 3: 150}))

    sell_for(room, 28)
    room.acting(pack)
    return room


def _show(qtbot: QtBot, page: StockPage) -> None:
    page.open(CHINO)
    qtbot.waitUntil(lambda: page.stock is not None and page.stock.product.id == CHINO)


def _cells(page: StockPage, site_id: str) -> list[str]:
    rows = page.places.table.rows
    row = rows.row_at(list(rows.ids()).index(site_id))
    assert row is not None
    return [cell.text for cell in row.cells]


def test_other_places_tell_what_can_be_promised_there(
    qtbot: QtBot, large: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    _show(qtbot, page)
    assert _cells(page, PIM)[1:5] == ["–", "–", "–", "4"]
    assert _cells(page, BEKASI)[4] == "–"
    own = _cells(page, GI)
    assert own[1] != "–"
    assert own[4] != "99"  # by its cell, not by the row
    assert page.header.on_hand.number.text() == "–"
    total = sum(place.atp for place in page.stock.places) if page.stock else 0
    assert page.header.atp.number.text() == str(total)


def test_what_is_behind_another_places_figure_is_said_not_to_be_here(
    qtbot: QtBot, large: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    _show(qtbot, page)
    page.places.table.select(PIM)
    press(K.Key_Return)
    assert page.strip.text().startswith("Only that place")
    assert page.sku.beside is not page.sku.explain
    page.places.table.select(GI)
    press(K.Key_Return)
    assert page.sku.beside is page.sku.explain


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_readable_in_every_dress(
    qtbot: QtBot,
    large: Stockroom,
    open_room: OpenStock,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    page = open_room()
    _show(qtbot, page)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
