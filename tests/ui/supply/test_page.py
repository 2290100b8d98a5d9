"""A delivery is received by scan, told late by keys, and whoever waits for it is told once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kit.clock import DAY, HOUR, Instant
from app.kit.ids import derived_id
from app.orders.tables import order_events, order_lines
from app.stock.tables import purchase_lines, purchase_orders
from app.storage.uow import UnitOfWork
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import GI, SHIRT, SOCKS, open_counter
from tests.ui.stock.scene import CLERK, MANAGER, Stockroom, stockroom
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice
from ui.supply.days import read_day
from ui.supply.page import DELAY, SupplyPage

K = Qt.Key
SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
PO = derived_id("supply", "po")
OpenSupply = Callable[..., SupplyPage]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    QTest.keyClick(target, K.Key_Return)


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Stockroom]:
    """A purchase comes in two hours; two shirts more are sold than lie here."""
    with open_counter(tmp_path, clock) as counter:
        made = stockroom(counter)
        eta = clock.at + 2 * HOUR

        def purchase(uow: UnitOfWork) -> None:
            told = {"number": "PO-118", "supplier": "Batik Nusantara", "site_id": GI}
            row = {"id": PO, "state": "confirmed", "eta": eta, **told}
            uow.insert(purchase_orders, row)
            for product, units in ((SHIRT, 6), (SOCKS, 10)):
                line = {"purchase_id": PO, "product_id": product, "ordered": units}
                uow.insert(purchase_lines, {"id": uow.new_id("line"), **line})

        made.acting(purchase)
        made.stock(GI, SHIRT, 1)  # and none of them is protected
        left = made.available(SHIRT)
        made.order("Dina Putri", (SHIRT, left - 1))
        made.order("Maria Gunawan", (SHIRT, 3))
        yield made


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def backend(desk_app: Dressing, room: Stockroom) -> Iterator[Backend]:
    made = Backend(room)
    yield made
    made.close()


@pytest.fixture
def open_supply(qtbot: QtBot, backend: Backend, clock: FakeClock, heard: Heard) -> OpenSupply:
    numbers = iter(range(1_000))

    def opened(who: Session = MANAGER) -> SupplyPage:
        backend.sign_in(who)
        page = SupplyPage(
            backend,
            site_id=GI,
            now=clock.now,
            sounds=heard,
            new_id=lambda: derived_id("receipt", "test", next(numbers)),
        )
        qtbot.addWidget(page)
        backend.changed.connect(page.on_changed)
        backend.refused.connect(page.on_refused)
        page.resize(*SIZES[0])
        assert page.acts is not None
        page.acts.permit(backend.may)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        return page

    return opened


def settled(page: SupplyPage) -> bool:
    return page.purchase is not None and page.lines.rows.rowCount() > 0


def test_goods_are_scanned_in_and_whoever_waits_has_them(
    qtbot: QtBot, room: Stockroom, open_supply: OpenSupply, heard: Heard
) -> None:
    page = open_supply(CLERK)
    qtbot.waitUntil(lambda: settled(page))
    before = room.available(SHIRT)
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    type_("=6")
    assert page.count.units == 6
    type_("SK-005")
    qtbot.waitUntil(lambda: page.count.units == 7)
    assert "Book 7" in page.main.text()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.count.units == 0)
    assert room.available(SHIRT) == before + 6
    assert room.only(purchase_orders)["state"] == "partly_received"
    assert sum(row["backordered"] for row in room.rows(order_lines)) == 0
    assert heard.played[-1] is Sound.OK


def test_what_no_item_is_called_is_said_and_counts_nothing(
    qtbot: QtBot, open_supply: OpenSupply, heard: Heard
) -> None:
    page = open_supply(CLERK)
    qtbot.waitUntil(lambda: settled(page))
    type_("nothing")
    qtbot.waitUntil(lambda: "No item is called" in page.strip.text())
    assert page.count.units == 0
    assert heard.played == [Sound.BAD]
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    press(K.Key_Escape)
    assert page.on_escape()
    assert page.count.units == 0


def test_a_later_day_lists_broken_promises_and_f12_tells_each_once(
    qtbot: QtBot, room: Stockroom, open_supply: OpenSupply
) -> None:
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    press(K.Key_F6)
    assert page.mode.value == DELAY
    type_("4")
    qtbot.waitUntil(lambda: page.headline.text() == "PO-118 delayed 4 days: 1 order")
    assert "worst" in page.about.text()
    assert page.main.text() == "Tell 1 customer"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "told, each once" in page.strip.text())
    qtbot.waitUntil(lambda: page.headline.text() == "PO-118 breaks no promise.")
    press(K.Key_F12)
    moved = room.rows(order_events, act="re_promise")
    assert len(moved) == 1
    line = room.only(order_lines, id=moved[0]["line_id"])
    assert line["promise_to"] == room.only(purchase_orders)["eta"]


def test_a_word_that_is_no_day_is_asked_again(qtbot: QtBot, open_supply: OpenSupply) -> None:
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    press(K.Key_F6)
    type_("soon")
    assert page.strip.text() == "Write 4 for four days later, or a day: 28/11."


def test_a_role_without_the_right_sees_who_grants_it(open_supply: OpenSupply) -> None:
    page = open_supply(Session("x", "Rina", "auditor", None, "en", frozenset()))
    assert page.states.message.text() == "Your role does not show this."


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot, open_supply: OpenSupply, desk_app: Dressing, theme: str, language: str
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    page = open_supply()
    qtbot.waitUntil(lambda: settled(page))
    type_("SH-101")
    qtbot.waitUntil(lambda: page.count.units == 1)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)
    press(K.Key_F6)
    type_("4")
    qtbot.waitUntil(lambda: page.waiting.rows.rowCount() == 1)
    for size in SIZES:
        page.resize(*size)
        audit_settled(page, qtbot)


NOW = Instant(1_789_999_980_000_000)  # 21 September 2026, in the evening


@pytest.mark.parametrize(
    ("typed", "days"), [("4", 4), ("+4", 4), ("22/9", 1), ("1/10/2026", 10), ("20.9", 364)]
)
def test_a_day_is_read_as_people_write_it(typed: str, days: int) -> None:
    assert read_day(typed, now=NOW, base=NOW) == NOW + days * DAY


@pytest.mark.parametrize("typed", ["", "soon", "31/2", "-4", "+", "1/13"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, now=NOW, base=NOW) is None
