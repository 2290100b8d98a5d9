"""The stock of a SKU: found by few keys, live, with an honest age, readable in every language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.desk import SyncStatus
from app.kit.clock import DAY
from app.stock.tables import purchase_lines, purchase_orders, transfer_lines, transfers
from app.storage.uow import UnitOfWork
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import AGUS_HERE, Heard
from tests.ui.pickup.counter import BEKASI, CHINO, DC, GI, PIM, SHIRT, Counter, open_counter
from tests.ui.stock.scene import fresh_ids
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice
from ui.stock.page import StockPage

SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
K = Qt.Key


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock) as made:
        yield made


@pytest.fixture
def desk_backend(desk_app: Dressing, counter: Counter) -> Iterator[Backend]:
    made = Backend(counter)
    made.sign_in(AGUS_HERE)
    yield made
    made.close()


OpenStock = Callable[[], StockPage]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def open_stock(qtbot: QtBot, desk_backend: Backend, clock: FakeClock, heard: Heard) -> OpenStock:
    def opened() -> StockPage:
        page = StockPage(desk_backend, site_id=GI, now=clock.now, sounds=heard, new_id=fresh_ids())
        qtbot.addWidget(page)
        desk_backend.changed.connect(page.on_changed)
        page.resize(*SIZES[0])
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        return page

    return opened


def press(*keys: K) -> int:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)
    return len(keys)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def shows(page: StockPage, product_id: str) -> bool:
    return page.stock is not None and page.stock.product.id == product_id


def _on_the_way(uow: UnitOfWork) -> None:
    uow.insert(
        purchase_orders,
        {
            "id": "p" * 32,
            "number": "PO-0412",
            "supplier": "PT Tekstil Nusantara",
            "site_id": DC,
            "state": "ordered",
            "eta": uow.now + 4 * DAY,
        },
    )
    uow.insert(
        purchase_lines,
        {"id": "l" * 32, "purchase_id": "p" * 32, "product_id": CHINO, "ordered": 80},
    )
    uow.insert(
        transfers,
        {
            "id": "t" * 32,
            "number": "TF-0931",
            "from_site_id": DC,
            "to_site_id": BEKASI,
            "state": "sent",
            "eta": uow.now - DAY,
        },
    )
    uow.insert(
        transfer_lines,
        {"id": "m" * 32, "transfer_id": "t" * 32, "product_id": CHINO, "sent": 12},
    )


def test_t7_one_key_after_the_code_shows_every_place(
    qtbot: QtBot, counter: Counter, open_stock: OpenStock, heard: Heard
) -> None:
    counter.order("Budi", (CHINO, 3), site_id=BEKASI)
    page = open_stock()
    type_("tr-220")
    overhead = press(K.Key_Return)
    qtbot.waitUntil(lambda: shows(page, CHINO))
    assert overhead <= 3
    assert page.places.table.rows.ids() == [BEKASI, GI, PIM, DC]  # by need
    assert page.header.atp.number.text() == "190"
    assert page.header.leased.isHidden()
    assert page.entry_box is not None
    assert page.entry_box.text() == ""
    assert heard.played == [Sound.OK]


def test_a_name_that_fits_several_is_chosen_by_arrow_and_enter(
    qtbot: QtBot, open_stock: OpenStock
) -> None:
    page = open_stock()
    type_("c")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: len(page.found.hits) == 3)
    press(K.Key_Down, K.Key_Return)
    qtbot.waitUntil(lambda: shows(page, CHINO))
    type_("c")
    press(K.Key_Return)
    qtbot.waitUntil(page.found.isVisible)
    press(K.Key_Escape)
    assert not page.found.isVisible()


def test_a_change_elsewhere_flashes_the_cells_and_keeps_the_selection(
    qtbot: QtBot, counter: Counter, open_stock: OpenStock
) -> None:
    page = open_stock()
    page.open(SHIRT)
    qtbot.waitUntil(lambda: shows(page, SHIRT))
    page.places.table.select(PIM)
    assert page.places.fresh() == set()
    counter.order("Budi", (SHIRT, 2), site_id=PIM)
    qtbot.waitUntil(lambda: (PIM, "atp") in page.places.fresh())
    assert page.places.fresh() == {(PIM, "reserved"), (PIM, "atp")}
    assert page.places.table.selected_id == PIM
    qtbot.waitUntil(lambda: page.places.fresh() == set(), timeout=2_000)


def test_figures_of_other_places_are_as_old_as_the_servers_last_word(
    qtbot: QtBot, counter: Counter, open_stock: OpenStock, clock: FakeClock
) -> None:
    page = open_stock()
    page.open("TR-220")
    qtbot.waitUntil(lambda: shows(page, CHINO))
    rows = page.places.table.rows
    ages = {row_id: rows.row_at(at).cells[-1] for at, row_id in enumerate(rows.ids())}  # type: ignore[union-attr]
    assert ages[GI].text == "here"
    assert (ages[PIM].text, ages[PIM].ink) == ("2 s", "text2")
    assert page.old.isHidden()
    counter.link = SyncStatus("offline", clock.at, 2, 0, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    qtbot.waitUntil(lambda: not page.old.isHidden(), timeout=3_000)
    place = rows.place_of(PIM)
    assert place is not None
    told = rows.row_at(place)
    assert told is not None
    assert (told.cells[-1].text, told.cells[-1].ink) == ("14 min", "warn")
    assert "14 min" in page.states.strip.text()


def test_what_is_on_the_way_has_dates_and_says_when_it_is_late(
    qtbot: QtBot, counter: Counter, open_stock: OpenStock
) -> None:
    counter.acting(_on_the_way)
    page = open_stock()
    page.open("TR-220")
    qtbot.waitUntil(lambda: shows(page, CHINO))
    page.places.table.select(BEKASI)
    page.focus_entry()
    press(K.Key_Right, K.Key_Right, K.Key_Return)  # reserved, ATP, transit
    (late,) = page.sku.explain.table.rows.ids()
    told = page.sku.explain.table.rows.row_at(0)
    assert told is not None
    assert (told.cells[1].detail, told.cells[2].text) == ("late", "+12")
    press(K.Key_Escape)
    page.places.table.select(DC)
    press(K.Key_Right, K.Key_Return)
    told = page.sku.explain.table.rows.row_at(0)
    assert told is not None
    assert (told.cells[0].text, told.cells[1].text) == ("PT Tekstil Nusantara", "26 Nov")
    assert late == "t" * 32


@pytest.mark.parametrize("typed", ["4006381333931", "💥", "<xx>", "9" * 4000, "'--"])
def test_an_unknown_item_is_told_kindly(
    qtbot: QtBot, open_stock: OpenStock, heard: Heard, typed: str
) -> None:
    page = open_stock()
    page.on_scan(typed)
    qtbot.waitUntil(lambda: not page.strip.isHidden())
    assert len(page.strip.text()) < 120
    assert heard.played == [Sound.BAD]
    assert page.stock is None


def test_who_may_not_read_stock_is_told_who_grants_it(
    desk_backend: Backend, open_stock: OpenStock
) -> None:
    desk_backend.sign_in(Session("x", "X", "admin", None, "en", frozenset()))
    page = open_stock()
    page.on_scan("TR-220")
    assert page.states.state == "message"
    assert page.stock is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: Counter,
    open_stock: OpenStock,
    desk_app: Dressing,
    clock: FakeClock,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    counter.acting(_on_the_way)
    page = open_stock()
    audit_settled(page, qtbot)
    page.open("TR-220")
    qtbot.waitUntil(lambda: shows(page, CHINO))
    counter.link = SyncStatus("offline", clock.at, 2, 0, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
    type_("c")
    press(K.Key_Return)
    qtbot.waitUntil(page.found.isVisible)
    audit_settled(page, qtbot)
