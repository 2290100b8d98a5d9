"""The drawer is opened with a float and closed with a count, by keys, on a real desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.documents import Document, facts_of, paper_of
from app.identity.model import Grant, hash_pin, sign_grant
from app.identity.signing import new_key, public_part
from app.identity.tables import grants, users
from app.kit.clock import DAY, HOUR, after
from app.kit.ids import derived_id
from app.orders.tables import orders
from app.payments.commands import CloseDrawer, TakePayment, TenderTaken
from app.payments.drawers import drawer_view
from app.payments.states import TenderKind
from app.payments.tables import drawers
from app.storage.outbox import desk_state
from app.storage.uow import UnitOfWork
from tests.ui.audit import audit_settled
from tests.ui.cases.scene import order_of
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.counter import AGUS, CLERK, GI, SHIRT, TILL, Counter, open_counter
from ui.drawer.page import DrawerPage
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.theme import Status, ThemeChoice

K = Qt.Key
PIN, RINA = "246810", derived_id("counter", "user", "rina")
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
Asked = list[tuple[str, ...]]


@pytest.fixture
def asked() -> Asked:
    """What the page asked of the desk: ("send",) and ("print", kind, subject)."""
    return []


@pytest.fixture
def open_page(
    qtbot: QtBot, desk_backend: Backend, clock: FakeClock, asked: Asked
) -> OpenDrawerPage:
    def opened() -> DrawerPage:
        page = DrawerPage(
            desk_backend,
            site_id=GI,
            device_id=TILL,
            currency="IDR",
            now=clock.now,
            send_now=lambda: asked.append(("send",)),
            print_out=lambda kind, subject: asked.append(("print", kind, subject)),
        )
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
    assert page.standing.chip.text() == "Closed"
    assert page.main.text() == "Open the drawer"
    type_("500.000")
    assert page.verdict.text() == "Rp 500.000"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is not None)
    row = counter.only(drawers, device_id=TILL)
    assert (row["state"], row["float_minor"], row["site_id"]) == ("open", 500_000, GI)
    counter.sent()
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.main.text() == "Close the drawer")
    assert "by Agus Salim" in page.standing.since.text()
    assert page.entry.text() == ""
    assert QApplication.focusWidget() is page.entry.edit


def test_the_difference_is_seen_before_it_is_final(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage
) -> None:
    drawer_id = counter.drawer()
    sell_for_cash(counter, drawer_id)
    page = open_page()
    assert page.standing.totals.total.text() == "Rp 849.000"
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
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, clock: FakeClock, asked: Asked
) -> None:
    drawer_id = counter.drawer()
    counter.sent()
    page = open_page()
    clock.at += 8 * HOUR
    type_("450.000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    assert asked == [("print", "drawer_closing", drawer_id)]
    assert page.strip.text() == "The drawer is closed. Rp 50.000 is missing."
    assert page.strip._status is Status.BAD
    row = counter.only(drawers, id=drawer_id)
    assert (row["state"], row["counted_minor"]) == ("closed", 450_000)
    assert "Rp 450.000 was counted" in page.standing.since.text()
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
    counter.sent()
    page = open_page()
    desk_backend.changed.disconnect(page.on_changed)
    counter.do(CloseDrawer(drawer_id=drawer_id, counted_minor=500_000))
    type_("500000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    assert "moved this on already" in page.strip.text()
    assert counter.only(drawers, id=drawer_id)["counted_minor"] == 500_000


def trust_rina(counter: Counter) -> None:
    """The manager has signed in on this desk: her grant and the hash of her PIN are here."""
    private, now = new_key(), counter.clock.now()
    grant = Grant(
        user_id=RINA, device_id=TILL, role="manager", issued_at=now, expires_at=after(now, DAY)
    )
    rina = {"id": RINA, "name": "Rina Wati", "role": "manager", "site_id": GI, "active": True}

    def work(uow: UnitOfWork) -> None:
        uow.db.execute(desk_state.update(), {"server_key": public_part(private)})
        uow.insert(users, rina | {"pin_hash": hash_pin(PIN)})
        uow.db.execute(grants.insert(), {"user_id": RINA, "token": sign_grant(grant, private)})

    counter.acting(work)


def count_it(qtbot: QtBot, page: DrawerPage, typed: str) -> None:
    type_(typed)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is not None and page.drawer.counted_minor is not None)
    qtbot.waitUntil(lambda: page.strip.text().startswith("Counted"))  # the act has answered, too


def test_a_day_with_something_unsent_keeps_its_count_and_stays_open(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, asked: Asked
) -> None:
    drawer_id = counter.drawer()
    sell_for_cash(counter, drawer_id)
    page = open_page()
    assert page.waiting.isVisible()
    assert page.main.text() == "Keep the count"
    count_it(qtbot, page, "849.000")
    row = counter.only(drawers, id=drawer_id)
    assert (row["state"], row["counted_minor"]) == ("counted", 849_000)
    assert page.strip.text().startswith("Counted: It agrees. Not all is sent yet")
    assert page.standing.chip.text() == "Counted"
    press(K.Key_F9)
    assert asked == [("send",)]
    counter.sent()
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.strip.text() == "All is sent. F12 closes the drawer.")
    assert not page.waiting.isVisible()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    row = counter.only(drawers, id=drawer_id)
    assert (row["state"], row["unsent"], row["approved_by"]) == ("closed", "", None)


def test_a_manager_lets_the_day_end_and_the_paper_names_what_waits(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, asked: Asked
) -> None:
    trust_rina(counter)
    drawer_id = counter.drawer()
    sell_for_cash(counter, drawer_id)
    page = open_page()
    count_it(qtbot, page, "849.000")
    press(K.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    qtbot.waitUntil(lambda: page.approval.approver == "Rina Wati")
    press(K.Key_Escape)  # a no: it stays counted, and can be asked for again
    qtbot.waitUntil(lambda: not page.approval.isVisible())
    assert counter.only(drawers, id=drawer_id)["state"] == "counted"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.approval.isVisible() and page.approval.approver == "Rina Wati")
    type_(PIN)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: page.drawer is None)
    row = counter.only(drawers, id=drawer_id)
    assert (row["state"], row["approved_by"], len(row["unsent"].split())) == ("closed", RINA, 3)
    assert asked == [("print", "drawer_closing", drawer_id)]
    facts = counter.desk.ask(facts_of, Document.DRAWER_CLOSING, drawer_id, "en").result()
    assert facts is not None
    paper = paper_of(Document.DRAWER_CLOSING, facts, now=counter.clock.now()).text()
    assert "NOT SENT WHEN CLOSED: 3" in paper
    number = counter.only(orders)["number"]
    assert f"Order {number}" in paper
    assert f"Payment {number}" in paper
    assert "Let pass by Rina Wati" in paper


def test_cash_after_the_count_opens_the_drawer_again(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage
) -> None:
    drawer_id = counter.drawer()
    page = open_page()
    count_it(qtbot, page, "500.000")
    sell_for_cash(counter, drawer_id)
    qtbot.waitUntil(lambda: page.drawer is not None and page.drawer.counted_minor is None)
    assert page.standing.chip.text() == "Open"
    assert counter.only(drawers, id=drawer_id)["state"] == "open"


def test_what_is_done_meanwhile_cannot_slip_under_the_closing(
    qtbot: QtBot, counter: Counter, open_page: OpenDrawerPage, desk_backend: Backend
) -> None:
    drawer_id = counter.drawer()
    counter.sent()
    page = open_page()
    desk_backend.changed.disconnect(page.on_changed)
    counter.order("Dina", (SHIRT, 1))
    type_("500.000")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "not sent than was shown" in page.strip.text())
    assert counter.only(drawers, id=drawer_id)["state"] == "open"
    qtbot.waitUntil(page.waiting.isVisible)


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
    for number in range(12):
        counter.order(f"Dina {number}", (SHIRT, 1))
    press(K.Key_F5)
    qtbot.waitUntil(lambda: len(page.waiting.acts) == 13)
    for typed in ("", "1,250.00", "450.000"):
        look(typed)
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is not None and page.drawer.counted_minor is not None)
    look("")
    counter.sent()
    press(K.Key_F5)
    qtbot.waitUntil(lambda: not page.waiting.acts)
    look("")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.drawer is None)
    look("")
