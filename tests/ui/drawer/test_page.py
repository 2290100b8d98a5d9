"""The drawer is opened with a float and closed with a count, by keys, on a real desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kit.clock import HOUR
from app.payments.commands import CloseDrawer, TakePayment, TenderTaken
from app.payments.drawers import drawer_view
from app.payments.states import TenderKind
from app.payments.tables import drawers
from tests.ui.audit import audit_settled
from tests.ui.cases.scene import order_of
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.counter import AGUS, CLERK, GI, SHIRT, TILL, Counter, open_counter
from ui.drawer.page import DrawerPage
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.theme import Status, ThemeChoice

K = Qt.Key
SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900
AGUS_HERE = Session(AGUS, "Agus Salim", "clerk", CLERK, "en", frozenset({"drawer"}))


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


OpenDrawerPage = Callable[[], DrawerPage]


@pytest.fixture
def open_page(qtbot: QtBot, desk_backend: Backend, clock: FakeClock) -> OpenDrawerPage:
    def opened() -> DrawerPage:
        page = DrawerPage(desk_backend, site_id=GI, device_id=TILL, currency="IDR", now=clock.now)
        qtbot.addWidget(page)
        desk_backend.changed.connect(page.on_changed)
        page.resize(*SIZES[0])
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        qtbot.waitUntil(lambda: page.known or page.states.state == "message")
        return page

    return opened


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def sell_for_cash(counter: Counter, drawer_id: str) -> None:
    order_id = order_of(counter, counter.order("Dina", (SHIRT, 1), paid=False))
    cash = TenderTaken(kind=TenderKind.CASH, amount_minor=349_000, drawer_id=drawer_id)
    counter.do(TakePayment(order_id=order_id, tenders=[cash]))


def test_a_float_and_f12_open_the_drawer(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage
) -> None:
    page = open_page()
    assert page.chip.text() == "Closed"
    assert page.main.text() == "Open the drawer"
    type_("500.000")
    assert page.verdict.text() == "Rp 500.000"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is not None)
    row = counter.only(drawers, device_id=TILL)
    assert (row["state"], row["float_minor"], row["site_id"]) == ("open", 500_000, GI)
    assert page.main.text() == "Close the drawer"
    assert "by Agus Salim" in page.since.text()
    assert page.entry.text() == ""
    assert QApplication.focusWidget() is page.entry.edit


def test_the_difference_is_seen_before_it_is_final(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage
) -> None:
    drawer_id = counter.drawer()
    sell_for_cash(counter, drawer_id)
    page = open_page()
    assert page.totals.total.text() == "Rp 849.000"
    type_("799000")
    assert page.verdict.text() == "Rp 50.000 is missing."
    assert page.verdict.ink == "bad"
    press(K.Key_Escape)
    type_("850.000")
    assert page.verdict.text() == "Rp 1.000 too much."
    assert page.verdict.ink == "warn"
    press(K.Key_Escape)
    type_("849.000")
    assert page.verdict.text() == "It agrees."
    assert page.verdict.ink == "ok"
    assert counter.only(drawers, id=drawer_id)["state"] == "open"


def test_closing_tells_the_difference_and_keeps_it_on_the_page(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, clock: FakeClock
) -> None:
    drawer_id = counter.drawer()
    page = open_page()
    clock.at += 8 * HOUR
    type_("450.000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    assert page.strip.text() == "The drawer is closed. Rp 50.000 is missing."
    assert page.strip._status is Status.BAD
    row = counter.only(drawers, id=drawer_id)
    assert (row["state"], row["counted_minor"]) == ("closed", 450_000)
    assert "Rp 450.000 was counted" in page.since.text()
    view = counter.desk.ask(drawer_view, TILL).result()
    assert view.last is not None
    assert view.last.difference_minor == -50_000


def test_cash_that_comes_in_while_counting_moves_the_difference(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage
) -> None:
    drawer_id = counter.drawer()
    page = open_page()
    type_("849.000")
    assert page.verdict.text() == "Rp 349.000 too much."
    sell_for_cash(counter, drawer_id)
    qtbot.waitUntil(lambda: page.verdict.text() == "It agrees.")
    assert page.entry.text() == "849.000"


@pytest.mark.parametrize(
    "typed", ["", "1,250.00", "-5", "💥", "9" * 40, "<b>1</b>", "'; DROP TABLE drawers; --"]
)
def test_what_is_no_amount_is_answered_and_closes_nothing(
    counter: Counter, open_page: OpenDrawerPage, typed: str
) -> None:
    drawer_id = counter.drawer()
    page = open_page()
    page.entry.set_text(typed)
    press(K.Key_F12)
    assert page.strip.text()
    assert len(page.strip.text()) < 120
    assert counter.only(drawers, id=drawer_id)["state"] == "open"
    assert page.entry.text() == typed.strip()


def test_a_drawer_closed_elsewhere_meanwhile_is_told_and_shown(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, desk_backend: Backend
) -> None:
    drawer_id = counter.drawer()
    page = open_page()
    desk_backend.changed.disconnect(page.on_changed)
    counter.do(CloseDrawer(drawer_id=drawer_id, counted_minor=500_000))
    type_("500000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    assert "moved this on already" in page.strip.text()
    assert counter.only(drawers, id=drawer_id)["counted_minor"] == 500_000


def test_enter_asks_for_f12(open_page: OpenDrawerPage) -> None:
    page = open_page()
    type_("0")
    press(K.Key_Return)
    assert page.strip.text() == "F12 opens it."
    assert page.drawer is None


def test_a_role_without_the_right_sees_who_grants_it(
    open_page: OpenDrawerPage, desk_backend: Backend
) -> None:
    desk_backend.sign_in(Session("x", "Rina", "agent", None, "en", frozenset()))
    page = open_page()
    assert page.states.message.text() == "Your role does not show this."
    press(K.Key_F12)  # nothing is known here, so nothing can be opened
    assert page.drawer is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: Counter,
    open_page: OpenDrawerPage,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    page = open_page()

    def look(typed: str) -> None:
        page.entry.set_text(typed)
        page.entry.edited.emit(typed)
        for size in SIZES:
            page.resize(*size)
            audit_settled(page, qtbot)

    look("")
    look("500.000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is not None)
    for typed in ("", "1,250.00", "450.000"):
        look(typed)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    look("")
