"""What the counter shows: live, offline, in both themes and languages, and when it says no."""

from functools import partial

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk.desk import SyncStatus
from app.fulfillment.board import ScannedNothing, ScannedOther, meaning
from app.fulfillment.commands import HandOver, Proof
from app.fulfillment.queries import Column
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.orders.holds import hold
from app.orders.reasons import HoldReason
from app.storage.outbox import outbox
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import Hands, Heard, OpenPage
from tests.ui.pickup.counter import (
    BELT,
    CHINO,
    COLLEAGUE,
    GI,
    PIM,
    SHIRT,
    SOCKS,
    Counter,
)
from tests.ui.pickup.work import make_ready, pick_some
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice
from ui.pickup.board import BOARD, COLLECTED
from ui.pickup.page import PickupPage

SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900


def shows(page: PickupPage, parcel: str) -> bool:
    card = page.view.card
    return card is not None and card.fulfillment_id == parcel


def test_a_wrong_item_is_told_with_the_order_that_wants_it(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, heard: Heard
) -> None:
    mine = counter.order("Dina", (SHIRT, 1), due_min=5)
    counter.order("Yoga", (BELT, 1), due_min=50)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, mine))
    hands.scan("BL-014")
    qtbot.waitUntil(lambda: not page.strip.isHidden())
    assert "JKT01-3-000002" in page.strip.text()
    assert heard.played == [Sound.BAD]
    hands.scan("TR-220")
    qtbot.waitUntil(lambda: "JKT01" not in page.strip.text())
    hands.scan("SH-101")
    qtbot.waitUntil(lambda: page.view.all_picked)
    hands.scan("SH-101")  # one too many
    qtbot.waitUntil(lambda: heard.played[-1] is Sound.BAD)
    assert counter.only(fulfillment_lines, fulfillment_id=mine)["picked"] == 1


def test_a_colleagues_claim_does_not_move_what_is_in_hand(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    first = counter.order("Budi", (SHIRT, 1), due_min=10)
    second = counter.order("Rina", (SHIRT, 2), due_min=20)
    page = open_page()
    qtbot.waitUntil(lambda: shows(page, first))
    page.board.step(1)
    qtbot.waitUntil(lambda: shows(page, second))
    pick_some(counter, first, SHIRT, COLLEAGUE)
    counter.order("Late comer", (SHIRT, 1), due_min=1)
    qtbot.waitUntil(lambda: page.board.columns[Column.PICKING].ids() == [first])
    qtbot.waitUntil(lambda: len(page.board.columns[Column.TO_PICK].ids()) == 2)
    assert shows(page, second)
    pick_some(counter, second, SHIRT, COLLEAGUE)
    qtbot.waitUntil(lambda: page.view.card is not None and page.view.card.picked == 1)
    assert not page.view.mine
    assert "Dewi" in page.board.columns[Column.PICKING].model.faces[0].meta


def test_another_screen_opens_a_parcel_by_the_number_of_its_order(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    counter.order("Budi", (SHIRT, 1), due_min=10, number="JKT01-3-000001")
    second = counter.order("Rina", (SHIRT, 2), due_min=20)
    page = open_page()
    page.open("JKT01-3-000002")
    qtbot.waitUntil(lambda: shows(page, second))


def test_what_was_handed_over_here_says_so_until_the_server_knows(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = make_ready(counter, counter.order("Zul", (SHIRT, 1), code="Z00L01"), "B-07")
    counter.do(HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True))
    page = open_page()
    hands = Hands(page)
    page.which.choose(COLLECTED)
    page.which.chosen.emit(COLLECTED)
    assert page.board.ended.rows.ids() == [parcel]
    hands.scan("JKT01-3-000001")
    qtbot.waitUntil(lambda: shows(page, parcel))
    assert "12:00" in page.view.unsent.text()
    assert not page.view.unsent.isHidden()
    hands.key(Qt.Key.Key_F12)  # a second time: nothing to hand over
    assert counter.only(fulfillments, id=parcel)["state"] == "closed"


def test_f12_says_what_left(qtbot: QtBot, counter: Counter, open_page: OpenPage) -> None:
    """So the server can book it whatever it did with the parcel meanwhile."""
    parcel = make_ready(counter, counter.order("Zul", (SHIRT, 2), code="Z00L01"), "B-07")
    line = counter.only(fulfillment_lines, fulfillment_id=parcel)
    page = open_page()
    hands = Hands(page)
    hands.scan("Z00L01")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "closed")
    sent = msgspec.json.decode(counter.only(outbox, kind="pickup.hand_over")["body"])
    assert sent["lines"] == [{"line_id": line["line_id"], "quantity": 2}]


def test_offline_the_board_tells_how_old_it_is_and_goes_on(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, clock: FakeClock
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    page = open_page()
    qtbot.waitUntil(lambda: shows(page, parcel))
    counter.link = SyncStatus("offline", clock.at, 3, 0, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    assert "14 min" in page.board.states.strip.text()
    hands = Hands(page)
    hands.scan("SH-101")
    qtbot.waitUntil(lambda: page.view.all_picked)
    hands.scan("A-04")
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "ready")


def test_a_held_order_stays_and_says_why(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = make_ready(counter, counter.order("Maria", (SHIRT, 1), code="MAR1A7"), "B-07")
    order_id = counter.only(fulfillments, id=parcel)["order_id"]
    counter.acting(lambda uow: hold(uow, order_id, HoldReason.FRAUD_CHECK))
    page = open_page()
    hands = Hands(page)
    hands.scan("MAR1A7")
    qtbot.waitUntil(lambda: page.view.checks.code_checked)
    assert "fraud" in page.view.hold.text()
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: "hold" in page.strip.text().lower())
    assert counter.only(fulfillments, id=parcel)["state"] == "ready"


def test_an_unknown_bin_is_refused_in_words(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.scan("SH-101")
    qtbot.waitUntil(lambda: page.view.all_picked)
    hands.scan("Z-99")
    qtbot.waitUntil(lambda: "Z-99" in page.strip.text())
    assert counter.only(fulfillments, id=parcel)["state"] == "in_progress"


def test_a_name_that_fits_two_orders_asks_which(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    one = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1)), "B-07")
    two = make_ready(counter, counter.order("Maria Susanti", (SOCKS, 1)), "B-02")
    page = open_page()
    hands = Hands(page)
    hands.type("maria")
    hands.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.view.choice.isHidden())
    wanted = page.view.choice.list.options[1].value
    hands.key(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: shows(page, wanted))
    assert wanted in (one, two)
    assert not page.view.checks.code_checked


def test_put_back_returns_a_parcel_to_the_shelf(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = make_ready(counter, counter.order("Maria", (SHIRT, 1)), "B-07")
    page = open_page()
    qtbot.waitUntil(lambda: shows(page, parcel))
    page.view.ask_put_back()
    Hands(page).key(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: counter.only(fulfillments, id=parcel)["state"] == "open")
    assert counter.only(fulfillment_lines, fulfillment_id=parcel)["picked"] == 0


@pytest.mark.parametrize("typed", ["💥🙂", "<b>x</b>", "9" * 3000, "'; DROP TABLE orders; --", "%"])
def test_strange_input_is_answered_and_loses_nothing(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, typed: str
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    page = open_page()
    qtbot.waitUntil(lambda: shows(page, parcel))
    Hands(page).scan(typed)
    qtbot.waitUntil(lambda: not page.strip.isHidden())
    assert len(page.strip.text()) < 120
    assert shows(page, parcel)


def test_meaning_knows_items_of_nobody_and_nonsense(counter: Counter) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    told = counter.desk.ask(meaning, GI, "tr-220", parcel, now=0).result()
    assert told == ScannedOther("Chino Trousers Sand · 32", ())
    assert counter.desk.ask(meaning, GI, "nobody", parcel, now=0).result() == ScannedNothing()
    other = counter.order("Yoga", (CHINO, 1), site_id=PIM)  # another place's work
    assert counter.desk.ask(meaning, GI, "TR-220", "", now=0).result() == told
    assert counter.rows(fulfillments, id=other)


def test_role_without_the_right_cannot_claim(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    page = open_page()
    qtbot.waitUntil(lambda: shows(page, parcel))
    assert page.acts is not None
    page.acts.permit(lambda permission: permission != "pick")
    QTest.keyClick(page.entry.edit, Qt.Key.Key_F9)
    assert counter.only(fulfillments, id=parcel)["state"] == "open"
    assert not page.view.next.isEnabled()


def _busy(counter: Counter) -> dict[str, str]:
    pay = counter.order("Tono Hartono Wijayakusuma", (SHIRT, 1), code="T0N012", paid=False)
    picking = counter.order("Dina Marlina", (SHIRT, 1), (SOCKS, 3), due_min=25)
    pick_some(counter, picking, SHIRT, COLLEAGUE)
    gone = make_ready(counter, counter.order("Zul", (SHIRT, 1)), "A-04")
    counter.do(HandOver(fulfillment_id=gone, proof=Proof.ID, code_checked=True))
    counter.order("Budi", (BELT, 1), due_min=-5)
    return {"pay": make_ready(counter, pay, "B-02"), "picking": picking, "gone": gone}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: Counter,
    open_page: OpenPage,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    parcels = _busy(counter)
    page = open_page()
    for size in SIZES:
        page.resize(*size)
        for parcel in parcels.values():
            page.select(parcel)
            qtbot.waitUntil(partial(shows, page, parcel))
            _audit(qtbot, page)
        page.select(parcels["picking"])
        qtbot.waitUntil(lambda: shows(page, parcels["picking"]))
        page.view.ask_short()
        _audit(qtbot, page)
        page.view.choice.leave()
        page.select(parcels["pay"])
        qtbot.waitUntil(lambda: shows(page, parcels["pay"]))
        page.view.checks.ask_collector()
        page.view.till.press()
        _audit(qtbot, page)
        page.board.show_list(COLLECTED)
        _audit(qtbot, page)
        page.board.show_list(BOARD)


def _audit(qtbot: QtBot, page: PickupPage) -> None:
    audit_settled(page, qtbot)
