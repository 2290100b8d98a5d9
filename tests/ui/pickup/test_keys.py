"""The counter's tasks by keys alone, and how many it takes (ux.md section 4)."""

from functools import partial

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.orders.tables import order_lines
from app.payments.tables import drawers, payments
from app.stock.ledger import cell_id
from app.stock.tables import stock_cells
from tests.ui.pickup.conftest import Hands, Heard, OpenPage
from tests.ui.pickup.counter import BEKASI, BELT, CHINO, GI, PIM, SHIRT, SOCKS, Counter, gtin_of
from tests.ui.pickup.work import make_ready
from ui.kit.sounds import Sound
from ui.pickup.acts import BAG_LABEL, SLIP
from ui.pickup.page import PickupPage

K = Qt.Key


def shows(page: PickupPage, parcel: str) -> bool:
    card = page.view.card
    return card is not None and card.fulfillment_id == parcel


def state_of(counter: Counter, parcel: str) -> str:
    return str(counter.only(fulfillments, id=parcel)["state"])


def test_t3_two_keys_hand_over_after_the_code_was_scanned(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, printed: list[tuple[str, str]]
) -> None:
    other = make_ready(counter, counter.order("Kevin Lim", (SOCKS, 1)), "A-04")
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1), code="MAR1A7"), "B-07")
    page = open_page()
    hands = Hands(page)
    hands.scan("mar1a7")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    assert page.view.bin.text() == "B-07"
    hands.key(K.Key_Space)
    hands.key(K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "closed")
    qtbot.waitUntil(lambda: printed == [(SLIP, parcel)])
    assert len(hands.overhead) <= 2, hands.overhead
    assert counter.only(fulfillments, id=parcel)["proof"] == "id"
    assert state_of(counter, other) == "ready"


def test_t4_one_key_picks_three_lines_and_stages_them(
    qtbot: QtBot,
    counter: Counter,
    open_page: OpenPage,
    heard: Heard,
    printed: list[tuple[str, str]],
) -> None:
    parcel = counter.order("Dina Marlina", (SHIRT, 1), (SOCKS, 1), (BELT, 1), due_min=20)
    counter.order("Yoga Pratama", (CHINO, 1), due_min=50)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))  # the most urgent one is in hand
    hands.key(K.Key_F9)
    qtbot.waitUntil(lambda: page.view.mine)
    for product_id in (SHIRT, SOCKS, BELT):
        hands.scan(gtin_of(product_id))
    qtbot.waitUntil(lambda: page.view.all_picked)
    assert page.entry.edit.placeholderText() == "Scan a bin"
    hands.scan("b-02")
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "ready")
    assert counter.only(fulfillments, id=parcel)["bin_code"] == "B-02"
    assert hands.scans == 4
    assert len(hands.overhead) <= 2, hands.overhead
    assert Sound.BAD not in heard.played
    qtbot.waitUntil(lambda: page.view.bin.text() == "B-02")
    qtbot.waitUntil(lambda: printed == [(BAG_LABEL, parcel)])


def test_t6_three_keys_mark_a_missing_item_and_say_what_next(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (SHIRT, 1), (BELT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.key(K.Key_F9)
    qtbot.waitUntil(lambda: page.view.mine)
    hands.scan("SH-101")
    qtbot.waitUntil(lambda: page.view.lines.marked_line is not None)
    qtbot.waitUntil(lambda: getattr(page.view.lines.marked_line, "product_id", "") == BELT)
    hands.overhead.clear()
    hands.key(K.Key_Minus)
    hands.key(K.Key_1)  # not found
    hands.key(K.Key_1)  # another store
    assert len(hands.overhead) <= 3
    qtbot.waitUntil(
        lambda: (
            counter.only(fulfillment_lines, fulfillment_id=parcel, product_id=BELT)["short"] == 1
        )
    )
    belt = counter.only(order_lines, product_id=BELT)
    assert belt["site_id"] in (PIM, BEKASI)
    assert belt["released"] == 1
    assert counter.only(stock_cells, id=cell_id(GI, BELT))["available"] == 0
    qtbot.waitUntil(lambda: page.view.all_picked)  # the rest goes on
    assert page.entry.edit.hasFocus()


def test_a_short_unit_can_be_cancelled_and_its_promise_falls(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (SHIRT, 1), (BELT, 1), paid=False)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.scan("SH-101")  # picking claims it as well
    qtbot.waitUntil(lambda: getattr(page.view.lines.marked_line, "product_id", "") == BELT)
    for key in (K.Key_Minus, K.Key_2, K.Key_3):  # damaged, cancel
        hands.key(key)
    qtbot.waitUntil(lambda: counter.only(order_lines, product_id=BELT)["cancelled"] == 1)
    assert counter.only(stock_cells, id=cell_id(GI, BELT))["damaged"] == 1
    (promise,) = counter.rows(payments, state="pending")
    assert promise["amount_minor"] == 349_000


def test_esc_leaves_a_question_and_nothing_was_done(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (BELT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.key(K.Key_Minus)
    assert not page.view.choice.isHidden()
    hands.key(K.Key_Escape)
    assert page.view.choice.isHidden()
    assert page.entry.edit.hasFocus()
    assert state_of(counter, parcel) == "open"


def test_an_order_to_pay_here_goes_only_when_it_is_paid_in_cash(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, heard: Heard
) -> None:
    drawer = counter.drawer()
    parcel = counter.order("Tono Hartono", (SHIRT, 1), code="T0N012", paid=False)
    make_ready(counter, parcel, "B-02")
    page = open_page()
    hands = Hands(page)
    hands.scan("T0N012")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    hands.key(K.Key_Space)
    hands.key(K.Key_F12)
    assert heard.played[-1] is Sound.BAD
    assert state_of(counter, parcel) == "ready"
    hands.key(K.Key_F7)
    hands.type("400.000")
    hands.key(K.Key_Return)
    assert "51.000" in page.view.till.hint.text()  # the change to give back
    hands.key(K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "closed")
    assert counter.only(drawers, id=drawer)["in_minor"] == 349_000
    assert counter.only(payments, state="captured")["kind"] == "cash"


def test_without_an_open_drawer_the_terminal_takes_it(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Tono Hartono", (SHIRT, 1), code="T0N012", paid=False)
    make_ready(counter, parcel, "B-02")
    page = open_page()
    hands = Hands(page)
    hands.scan("T0N012")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    hands.key(K.Key_F7)
    assert page.view.till.kinds.value == "terminal"
    hands.key(K.Key_Return)
    assert page.view.till.due == 349_000  # an empty approval code takes nothing
    hands.type("821934")
    for key in (K.Key_Return, K.Key_Space, K.Key_F12):
        hands.key(key)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "closed")
    assert counter.only(payments, state="captured")["reference"] == "821934"


def test_someone_else_may_collect_by_name(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1), code="MAR1A7"), "B-07")
    page = open_page()
    hands = Hands(page)
    hands.scan("MAR1A7")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    hands.key(K.Key_F4)
    hands.key(K.Key_F12)  # without a name nothing goes
    assert state_of(counter, parcel) == "ready"
    hands.type("Budi <b>")
    for key in (K.Key_Return, K.Key_Space, K.Key_F12):
        hands.key(key)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "closed")
    assert counter.only(fulfillments, id=parcel)["proof"] == "proxy"


def test_ctrl_z_takes_the_last_pick_back(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (SOCKS, 2))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.scan("SK-005")
    hands.scan("SK-005")
    qtbot.waitUntil(lambda: page.view.all_picked)
    hands.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counter.only(fulfillment_lines, fulfillment_id=parcel)["picked"] == 1)
    qtbot.waitUntil(lambda: not page.view.all_picked)


def test_arrows_walk_the_cards_through_all_columns(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    first = counter.order("Budi", (SHIRT, 1), due_min=10)
    second = counter.order("Rina", (SHIRT, 1), due_min=20)
    ready = make_ready(counter, counter.order("Maria", (SHIRT, 1)), "B-07")
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, first))
    for key, parcel in ((K.Key_Down, second), (K.Key_Down, ready), (K.Key_Up, second)):
        hands.key(key)
        qtbot.waitUntil(partial(shows, page, parcel))


def test_a_hand_over_by_mistake_is_undone_with_one_chord(
    qtbot: QtBot, counter: Counter, open_page: OpenPage, printed: list[tuple[str, str]]
) -> None:
    parcel = make_ready(counter, counter.order("Maria Gunawan", (SHIRT, 1), code="MAR1A7"), "B-07")
    page = open_page()
    hands = Hands(page)
    hands.scan("mar1a7")
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.checks.code_checked)
    hands.key(K.Key_Space)
    hands.key(K.Key_F12)
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    assert state_of(counter, parcel) == "closed"
    hands.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "ready")
    qtbot.waitUntil(lambda: "Money stays taken" in page.strip.text())
    assert not page.strip.offers_undo


def test_a_parcel_staged_by_mistake_waits_for_its_bin_again(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (SHIRT, 1), due_min=20)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    hands.key(K.Key_F9)
    qtbot.waitUntil(lambda: page.view.mine)
    hands.scan(gtin_of(SHIRT))
    qtbot.waitUntil(lambda: page.view.all_picked)
    hands.scan("b-02")
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    hands.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state_of(counter, parcel) == "in_progress")
    assert counter.only(fulfillments, id=parcel)["bin_code"] == ""


def test_a_unit_told_short_by_mistake_is_found_with_one_chord(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    """Also when it was all of the parcel, which was gone with it."""
    parcel = counter.order("Dina Marlina", (BELT, 1), due_min=20)
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    for key in (K.Key_Minus, K.Key_1, K.Key_1):  # not found, another store
        hands.key(key)
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    assert state_of(counter, parcel) == "cancelled"
    assert counter.only(stock_cells, id=cell_id(GI, BELT))["available"] == 0
    hands.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Found after all" in page.strip.text())
    assert not page.strip.offers_undo
    assert state_of(counter, parcel) == "in_progress"
    cell = counter.only(stock_cells, id=cell_id(GI, BELT))
    assert (cell["available"], cell["reserved"]) == (20, 1)
    qtbot.waitUntil(lambda: shows(page, parcel) and page.view.mine)
    hands.scan(gtin_of(BELT))
    qtbot.waitUntil(lambda: page.view.all_picked)


def test_what_was_cancelled_as_short_is_not_offered_to_be_undone(
    qtbot: QtBot, counter: Counter, open_page: OpenPage
) -> None:
    parcel = counter.order("Dina Marlina", (SHIRT, 1), (BELT, 1))
    page = open_page()
    hands = Hands(page)
    qtbot.waitUntil(lambda: shows(page, parcel))
    for key in (K.Key_Minus, K.Key_1, K.Key_3):  # not found, cancel
        hands.key(key)
    qtbot.waitUntil(lambda: "Marked as short" in page.strip.text())
    assert not page.strip.offers_undo
