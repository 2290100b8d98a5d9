"""Demand, cover, the line ahead, the ledger, and what is behind each figure: by keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.kit.clock import MINUTE
from app.stock.adjusting import AdjustStock
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from tests.ui.pickup.counter import BEKASI, CHINO, GI, PIM, SHIRT
from tests.ui.stock.conftest import SIZES, OpenStock
from tests.ui.stock.scene import K, Stockroom, press, sell_for, type_
from ui.kit.theme import ThemeChoice
from ui.stock.page import StockPage


def show(qtbot: QtBot, page: StockPage, product_id: str) -> None:
    page.open(product_id)
    qtbot.waitUntil(lambda: page.stock is not None and page.stock.product.id == product_id)
    qtbot.waitUntil(lambda: page.sku.chart.chart.plot is not None)
    qtbot.waitUntil(lambda: page.sku.ledger.table.rows.rowCount() > 0)


def top(page: StockPage) -> str:
    """What the ledger tells first."""
    row = page.sku.ledger.table.rows.row_at(0)
    return row.cells[1].text if row else ""


def told(page: StockPage, site_id: str, column: int) -> str:
    rows = page.places.table.rows
    place = rows.place_of(site_id)
    row = rows.row_at(place) if place is not None else None
    assert row is not None
    return row.cells[column].text


def test_demand_and_cover_are_told_and_the_neediest_place_is_first(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    sell_for(room, 28, a_day=2)
    page = open_room()
    show(qtbot, page, CHINO)
    assert page.header.sold.number.text() == "4,0"  # two places, two each
    assert page.header.cover.number.text() == "51 d"  # 193 by the forecast 3.7 a day
    assert told(page, GI, 7) == "9 d"
    assert told(page, PIM, 7) == "17 d"
    assert told(page, BEKASI, 7) == "–"  # nobody buys there
    assert page.places.table.rows.ids()[:2] == [GI, PIM]


def test_the_line_ahead_runs_out_on_a_day_and_receipts_are_in_it(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    sell_for(room, 28, a_day=2)
    page = open_room()
    show(qtbot, page, CHINO)
    page.places.table.select(GI)
    press(K.Key_F4)
    plot = page.sku.chart.chart.plot
    assert plot is not None
    assert "Runs out 2 Dec" in plot.summary  # 18 of 20 at 1.9 a day, from 22 Nov
    assert len(page.sku.chart.chart.as_table()) == 29 + 1
    press(K.Key_F4)
    assert "Lasts longer" not in page.sku.chart.told.text()


def test_less_than_a_week_draws_no_line_ahead(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    sell_for(room, 6)
    page = open_room()
    show(qtbot, page, CHINO)
    assert "needs 7 days" in page.sku.chart.told.text()
    assert page.header.sold.number.text() == "–"
    assert told(page, GI, 7) == "–"


def test_the_chart_is_a_table_too(qtbot: QtBot, room: Stockroom, open_room: OpenStock) -> None:
    sell_for(room, 28)
    page = open_room()
    show(qtbot, page, CHINO)
    press(K.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.sku.chart.chart.is_table
    press(K.Key_T, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not page.sku.chart.chart.is_table


def test_the_ledger_tells_who_why_and_on_which_document(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    show(qtbot, page, CHINO)
    done: list[dict[str, object]] = []
    room.clock.at += MINUTE
    lost = AdjustStock(site_id=GI, product_id=CHINO, quantity=-2, reason="damaged")
    page.run(lost, done.append)
    qtbot.waitUntil(lambda: bool(done))
    ledger = page.sku.ledger
    qtbot.waitUntil(lambda: ledger.movements.known != {} and "Adjusted" in top(page))
    row = ledger.table.rows.row_at(0)
    assert row is not None
    assert row.cells[1].text == "Adjusted: Damaged"
    assert row.cells[1].detail == "A-JKT01-3-000001 · Grand Indonesia · Rina Wijaya"
    assert (row.cells[2].text, row.cells[3].text) == ("−2", "205")


def test_enter_on_reserved_lists_the_orders_and_enter_opens_one(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    room.order("Budi Santoso", (CHINO, 3))
    room.order("Maria Gunawan", (CHINO, 1), site_id=PIM)
    page = open_room()
    show(qtbot, page, CHINO)
    page.places.table.select(GI)
    opened: list[tuple[str, object]] = []
    page.wanted.connect(lambda where, what: opened.append((where, what)))
    overhead = press(K.Key_Return)
    qtbot.waitUntil(lambda: len(page.sku.explain.rows) == 1)
    assert overhead == 1
    (claim,) = page.sku.explain.rows
    assert (claim.customer_name, claim.quantity, claim.picked) == ("Budi Santoso", 3, False)
    assert claim.promise_to is not None
    press(K.Key_Down, K.Key_Return)
    assert opened == [("order", claim.order_id)]
    press(K.Key_Escape)
    assert page.sku.beside is not page.sku.explain
    assert page.entry.edit.hasFocus()


def test_each_figure_of_the_equation_explains_itself(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    room.order("Budi Santoso", (CHINO, 3))
    page = open_room()
    show(qtbot, page, CHINO)
    page.places.table.select(GI)
    press(K.Key_Right, K.Key_Return)  # from reserved to ATP
    rows = page.sku.explain.table.rows
    figures = [rows.row_at(at).cells[2].text for at in range(rows.rowCount())]  # type: ignore[union-attr]
    assert figures == ["20", "− 3", "− 2", "= 15"]
    press(K.Key_Escape, K.Key_Left, K.Key_Left, K.Key_Return)  # on hand
    qtbot.waitUntil(lambda: rows.row_at(0).cells[0].text == "Received")  # type: ignore[union-attr]


def test_without_the_server_the_ledger_says_that_it_is_not_whole(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    room.cut()
    page = open_room()
    show(qtbot, page, CHINO)
    note = page.sku.ledger.note
    assert note is not None
    assert note.text() == "only what is not sent yet"


def test_a_change_elsewhere_flashes_while_the_explanation_stays_open(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    room.order("Budi Santoso", (SHIRT, 3))
    page = open_room()
    show(qtbot, page, SHIRT)
    page.places.table.select(GI)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: len(page.sku.explain.rows) == 1)
    room.order("Maria Gunawan", (SHIRT, 1))
    qtbot.waitUntil(lambda: len(page.sku.explain.rows) == 2)
    assert page.sku.beside is page.sku.explain


def test_where_it_may_not_be_shown_nothing_is_explained(
    qtbot: QtBot, room: Stockroom, open_room: OpenStock
) -> None:
    page = open_room()
    type_("nothing of that name")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: not page.strip.isHidden())
    press(K.Key_Escape)
    press(K.Key_Return, K.Key_F4, K.Key_Minus, K.Key_F12)
    assert page.stock is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_each_part_passes_the_audit(
    qtbot: QtBot,
    room: Stockroom,
    open_room: OpenStock,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    sell_for(room, 28, a_day=2)
    room.order("Budi Santoso", (CHINO, 3))
    page = open_room()
    show(qtbot, page, CHINO)
    page.places.table.select(GI)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
        press(K.Key_Return)
        qtbot.waitUntil(lambda: len(page.sku.explain.rows) == 1)
        audit_settled(page, qtbot)
        press(K.Key_Escape, K.Key_Minus)
        audit_settled(page, qtbot)
        press(K.Key_Escape)
