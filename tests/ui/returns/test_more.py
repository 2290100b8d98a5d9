"""The rest of the returns desk by keys: a manager's PIN, other goods, no receipt, by mail."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cases.tables import cases
from app.kit.clock import DAY, Instant
from app.orders.tables import orders
from app.payments.tables import credits
from app.returns.commands import ExchangeItems, FailRefund, ReturnBlind
from app.returns.states import Reason
from app.returns.tables import blind_returns, return_lines, return_refunds, return_rules, returns
from tests.returns.goods import check
from tests.ui.audit import audit_settled
from tests.ui.conftest import FakeStatus
from tests.ui.returns.conftest import FRAME, SIZES, make_page
from tests.ui.returns.scene import NUMBER, SITI
from tests.ui.returns.test_page import BT, SH, TR, answer, opened, settle
from ui.kit.theme import ThemeChoice

Key = Qt.Key


@pytest.fixture
def keys(qtbot, page):
    """Presses on whatever has the focus, as fingers do."""
    page.activateWindow()
    page.entry_box.emptied.connect(page.on_escape)  # as the shell does

    def press(*wanted):
        for key in wanted:
            widget = QApplication.focusWidget()
            assert widget is not None
            if isinstance(key, str):
                QTest.keyClicks(widget, key)
            else:
                QTest.keyClick(widget, key)
            qtbot.wait(5)

    return press


@pytest.fixture
def lenient(scene):
    with scene.shop.acting() as uow:
        uow.update(
            return_rules, "r30", without_receipt=True, lowest_days=30, unit_limit=3, limit_days=90
        )


def ticked(qtbot, page, code="TR-220"):
    opened(qtbot, page)
    page.on_scan(code)


# ---------------------------------------------------------------- a second person


def test_past_its_window_a_manager_says_yes_with_a_pin(qtbot, page, keys, scene):
    ticked(qtbot, page, "BT-310")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return)
    assert "asks a manager" in page.money._note_words.text()
    keys(Key.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    keys("123456", Key.Key_Return)
    qtbot.waitUntil(lambda: page.card is None)
    back = scene.shop.only(returns, site_id="menteng")
    assert (back["approved_by"], back["refund_minor"]) == ("manager", 350_000)
    check(scene.shop)


def test_without_a_yes_nothing_is_booked_and_the_choices_stay(qtbot, page, keys, scene):
    ticked(qtbot, page, "BT-310")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    page.approval.dismiss()
    assert not scene.shop.rows(returns, site_id="menteng")
    assert page.main.isEnabled()
    assert scene.line_ids[BT] in page.chosen


# ---------------------------------------------------------------- other goods


def test_another_size_is_even_by_three_keys_more(qtbot, page, keys, counter, scene):
    ticked(qtbot, page)
    keys(Key.Key_1, Key.Key_Return, Key.Key_F6)
    assert [option.title for option in page.exchange.sizes.options] == ["34", "33"]
    keys(Key.Key_1)
    qtbot.waitUntil(page.main.isEnabled)
    keys(Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    (sent,) = (command for command, _ in counter.ran)
    assert isinstance(sent, ExchangeItems)
    assert (sent.told_refund_minor, sent.told_total_minor, sent.tenders) == (0, 621_000, [])
    assert scene.shop.cell("menteng", "TR-222")["available"] == 2
    assert "Exchanged, even" in page.strip.text()
    assert [kind for kind, _ in counter.printed] == ["return_receipt", "order_confirmation"]
    check(scene.shop)


def test_a_size_that_is_elsewhere_is_picked_up_there(qtbot, page, keys, counter):
    ticked(qtbot, page)
    keys(Key.Key_1, Key.Key_Return, Key.Key_F6, Key.Key_2, Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    (item,) = counter.ran[0][0].items
    assert (item.site_id, item.method.value) == ("pim", "pickup")
    assert counter.ran[0][0].pickup_code == "K7M4PX"


def test_dearer_goods_are_paid_by_card_with_its_code(qtbot, page, keys, counter, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_F6)
    page.on_scan("JK-220")
    qtbot.waitUntil(lambda: page.money.to_pay_minor == 791_000)
    keys(Key.Key_F6, Key.Key_F7)
    page.money.top_up.kinds.choose("terminal")
    page.money.top_up._moved()
    assert not page.main.isEnabled(), "its approval code is not told yet"
    page.money.top_up.code.setFocus()
    keys("A1B2C3", Key.Key_Return, Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    (tender,) = counter.ran[0][0].tenders
    assert (tender.amount_minor, tender.reference) == (791_000, "A1B2C3")
    new = [row for row in scene.shop.rows(orders) if row["id"] != scene.order_id]
    assert new[0]["paid_minor"] == 1_290_000
    check(scene.shop)


def test_of_cheaper_goods_the_rest_goes_back(qtbot, page, keys, counter, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_F6)
    page.on_scan("SK-005")
    page.on_scan("SK-005")
    qtbot.waitUntil(lambda: page.exchange.price.total_minor == 250_000)
    keys(Key.Key_F6, Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    assert counter.ran[0][0].told_refund_minor == 249_000
    check(scene.shop)


def test_exchange_asks_first_what_comes_back_and_knows_what_is_sold(qtbot, page, keys):
    opened(qtbot, page)
    keys(Key.Key_F6)
    assert "Tick what comes back" in page.strip.text()
    page.on_scan("SH-100")
    answer(page)
    keys(Key.Key_F6)
    page.on_scan("<b>nothing</b>")
    qtbot.waitUntil(lambda: "is sold" in page.strip.text())
    page.entry_box.emptied.emit()  # Esc
    assert not page.exchange.active


def test_a_size_chosen_twice_is_taken_out_again(qtbot, page, keys):
    ticked(qtbot, page)
    keys(Key.Key_1, Key.Key_Return, Key.Key_F6, Key.Key_1)
    assert page.exchange.swapped
    page.exchange.sizes.setFocus()
    keys(Key.Key_1)
    assert not page.exchange.swapped
    assert page.money.to_pay_minor == 0


# ---------------------------------------------------------------- without a receipt


def test_an_item_without_receipt_finds_its_sale_and_is_ticked(qtbot, page, keys, scene):
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2)
    assert len(page.blind.sales.options) == 2, "one sale, and none of these"
    keys(Key.Key_1)
    qtbot.waitUntil(lambda: page.card is not None)
    assert scene.line_ids[SH] in page.chosen


def test_a_phone_narrows_the_sales(qtbot, page):
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2)
    page.entry_box.submitted.emit("99999999")
    qtbot.waitUntil(lambda: len(page.blind.sales.options) == 1)
    page.entry_box.submitted.emit("4242")
    qtbot.waitUntil(lambda: len(page.blind.sales.options) == 2)


def test_no_receipt_is_store_credit_for_a_person_by_keys(
    qtbot, page, keys, counter, scene, lenient
):
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2 and page.blind.item is not None)
    keys(Key.Key_2, Key.Key_5, Key.Key_Return, "081234567890", Key.Key_Return)
    qtbot.waitUntil(lambda: page.blind.customer is not None)
    qtbot.waitUntil(lambda: "2 more of 3" in page.blind._who.text())
    assert not page.main.isEnabled(), "nobody looked at a document"
    keys(Key.Key_Right, Key.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    keys("123456", Key.Key_Return)
    qtbot.waitUntil(lambda: bool(scene.shop.rows(blind_returns)))
    sent = counter.ran[-1][0]
    assert isinstance(sent, ReturnBlind)
    assert (sent.customer_id, sent.lines[0].reason) == (SITI, Reason.FAULTY)
    given = scene.shop.only(credits, id=SITI)["balance_minor"]
    assert given == 1_290_000 + 499_000
    assert counter.printed[0][0] == "return_receipt"
    check(scene.shop)


def test_a_lower_price_of_another_store_is_the_one_that_is_given(
    qtbot, page, keys, counter, lenient
):
    counter.lowest = 450_000
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2)
    qtbot.waitUntil(lambda: page.blind.item is not None)
    assert page.blind.item.unit_minor == 450_000


def test_somebody_new_is_asked_for_a_name(qtbot, page, keys, lenient):
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2 and page.blind.item is not None)
    keys(Key.Key_F4, Key.Key_5, Key.Key_Return, "0813", Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.strip.text()))
    page.blind.phone.clear()
    keys("081399988877", Key.Key_Return)
    qtbot.waitUntil(page.blind.name.hasFocus)
    assert "name" in str(page.blind.why_not())
    keys("Budi", Key.Key_Return, Key.Key_Right)
    assert page.main.isEnabled()
    command = page.blind.command()
    assert command.new_customer.name == "Budi"


def test_without_the_server_no_receipt_is_closed_and_says_so(qtbot, page, keys, counter, lenient):
    counter.tell_status(FakeStatus("offline"))
    qtbot.waitUntil(page.away.isVisible)
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2 and page.blind.item is not None)
    keys(Key.Key_F4)
    assert "server is needed" in page.money._note_words.text()
    assert not page.main.isEnabled()


def test_what_needs_its_receipt_says_so(qtbot, page, keys):
    page.on_scan("8991234500101")
    qtbot.waitUntil(lambda: page.views.currentIndex() == 2 and page.blind.item is not None)
    keys(Key.Key_F4)
    assert "with its receipt only" in page.strip.text()


# ---------------------------------------------------------------- by mail, and what waits


def test_a_return_by_phone_gets_its_number_and_a_slip(qtbot, page, keys, counter, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_F8)
    qtbot.waitUntil(lambda: bool(counter.printed))
    back = scene.shop.only(returns, site_id="menteng")
    assert (back["state"], back["refund_minor"]) == ("approved", 0)
    assert counter.printed == [("return_slip", back["id"])]
    assert back["number"] in page.strip.text()


def announced(qtbot, page, keys):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_F8)
    qtbot.waitUntil(lambda: page.card is None)


def test_the_slip_opens_its_order_and_short_and_over_are_told(qtbot, page, keys, counter, scene):
    announced(qtbot, page, keys)
    page.on_scan(scene.shop.only(returns, site_id="menteng")["number"])
    qtbot.waitUntil(lambda: page.card is not None)
    assert "1 announced, 0 here" in page.bench.mail.text()
    page.on_scan("TR-220")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    assert "1 short, 1 over" in page.strip.text()
    back = scene.shop.only(returns, site_id="menteng")
    assert back["state"] == "settled", "the card is still to be paid"
    counts = {row["line_id"]: (row["expected"], row["quantity"]) for row in _lines(scene, back)}
    assert counts == {scene.line_ids[SH]: (1, 0), scene.line_ids[TR]: (0, 1)}
    check(scene.shop)


def _lines(scene, back):
    return scene.shop.rows(return_lines, return_id=back["id"])


def test_other_goods_at_a_counter_leave_what_is_on_its_way(qtbot, page, keys, scene):
    announced(qtbot, page, keys)
    ticked(qtbot, page, "TR-220")
    assert "1 announced, 0 here" in page.bench.mail.text()
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    settle(qtbot, page)
    back = scene.shop.rows(returns, site_id="menteng")
    mailed, brought = sorted(back, key=lambda row: row["taken_at"])
    assert (mailed["state"], brought["state"]) == ("approved", "settled")
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)  # both refunds of one order are over the limit
    keys("123456", Key.Key_Return)
    settle(qtbot, page)
    assert scene.shop.only(returns, id=mailed["id"])["state"] == "settled", "the box has its grant"
    check(scene.shop)


def test_a_parcel_received_from_the_list_is_its_return_whatever_is_in_it(qtbot, page, keys, scene):
    announced(qtbot, page, keys)
    keys(Key.Key_F8)
    qtbot.waitUntil(lambda: len(page.waiting.steps.options) == 3)
    page.waiting.steps.setFocus()
    keys(Key.Key_1)
    qtbot.waitUntil(lambda: page.card is not None)
    page.on_scan("TR-220")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    qtbot.waitUntil(lambda: page.card is None)
    assert "1 short, 1 over" in page.strip.text()


def test_what_was_let_pass_by_mail_asks_for_its_yes_in_an_exchange(qtbot, page, keys, scene):
    """The exchange is no return by mail at the handler: F12 says beforehand who has to allow it."""
    announced(qtbot, page, keys)
    scene.shop.now = Instant(scene.shop.now + 40 * DAY)
    ticked(qtbot, page, "SH-100")
    answer(page)
    assert "asks a manager" not in page.money._note_words.text()
    keys(Key.Key_F6)
    page.on_scan("8991234500316")
    qtbot.waitUntil(lambda: bool(page.exchange.items))
    assert "Past its window" in page.money._note_words.text()


def test_what_is_on_its_way_is_moved_by_digits(qtbot, page, keys, scene):
    announced(qtbot, page, keys)
    keys(Key.Key_F8)
    qtbot.waitUntil(lambda: len(page.waiting.steps.options) == 3)
    page.waiting.steps.setFocus()
    keys(Key.Key_2)
    assert scene.shop.only(returns, site_id="menteng")["state"] == "in_transit"
    qtbot.waitUntil(lambda: len(page.waiting.steps.options) == 2)
    page.waiting.steps.setFocus()
    keys(Key.Key_2, Key.Key_Return)
    assert "Say why" in page.strip.text()
    keys("Keeps it", Key.Key_Return)
    back = scene.shop.only(returns, site_id="menteng")
    assert (back["state"], back["note"]) == ("cancelled", "Keeps it")
    qtbot.waitUntil(lambda: page.waiting.table.selected_id != back["id"])


def offered(page):
    return [option.value for option in page.waiting.steps.options]


def test_a_refund_that_cannot_be_paid_is_settled_as_credit(qtbot, page, keys, counter, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    settle(qtbot, page)
    back = scene.shop.only(returns, site_id="menteng")
    keys(Key.Key_F8)
    qtbot.waitUntil(lambda: offered(page) == ["paid", "fail"])
    page.waiting.steps.setFocus()
    keys(Key.Key_2, "Card expired", Key.Key_Return)
    assert isinstance(counter.ran[-1][0], FailRefund)
    assert scene.shop.only(returns, id=back["id"])["state"] == "manual_refund"
    assert scene.shop.rows(cases)
    qtbot.waitUntil(lambda: offered(page) == ["store_credit", "cash"])
    page.waiting.steps.setFocus()
    keys(Key.Key_1)
    qtbot.waitUntil(page.approval.isVisible)
    keys("123456", Key.Key_Return)
    qtbot.waitUntil(lambda: scene.shop.only(returns, id=back["id"])["state"] == "closed")
    check(scene.shop)


def test_a_row_of_what_waits_is_opened_from_elsewhere(qtbot, page, keys, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    settle(qtbot, page)
    back = scene.shop.only(returns, site_id="menteng")
    refund = scene.shop.only(return_refunds, return_id=back["id"], state="pending")
    page.open(("waiting", refund["id"]))
    qtbot.waitUntil(lambda: offered(page) == ["paid", "fail"])
    assert page.waiting.table.selected_id == refund["id"]


def test_a_refund_that_the_provider_paid_waits_no_longer(qtbot, page, keys, counter, scene):
    ticked(qtbot, page, "SH-100")
    keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_F12)
    settle(qtbot, page)
    back = scene.shop.only(returns, site_id="menteng")
    keys(Key.Key_F8)
    qtbot.waitUntil(lambda: offered(page) == ["paid", "fail"])
    page.waiting.steps.setFocus()
    keys(Key.Key_1)
    qtbot.waitUntil(lambda: scene.shop.only(returns, id=back["id"])["state"] == "closed")
    qtbot.waitUntil(lambda: back["number"] in page.strip.text())
    qtbot.waitUntil(lambda: not offered(page))
    check(scene.shop)


def test_nothing_that_waits_says_so(qtbot, page, keys):
    keys(Key.Key_F8)
    qtbot.waitUntil(lambda: page.views.currentIndex() == 3)
    assert not page.waiting.steps.isVisible()
    page.focus_entry()
    page.entry_box.emptied.emit()  # Esc
    assert page.views.currentIndex() == 0


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_the_new_parts_is_cut_or_nameless(
    qtbot, desk_app, backend, counter, any_language, theme, size, lenient
):
    desk_app.theme.choose(ThemeChoice(theme))
    page = make_page(backend, counter)
    qtbot.addWidget(page)
    page.resize(size[0] - FRAME[0], size[1] - FRAME[1])
    page.show()
    qtbot.waitExposed(page)
    ticked(qtbot, page)
    answer(page)
    page._exchange_pressed()
    page.exchange.sizes.settled.emit("TR-222")
    page.on_scan("JK-220")
    audit_settled(page, qtbot)
    page.clear()
    page.on_scan("8991234500101")
    audit_settled(page, qtbot)
    page.blind.start()
    audit_settled(page, qtbot)
    page.clear()
    page.on_scan(NUMBER)
    page.on_scan("SH-100")
    page.detail.reasons.settled.emit("faulty")
    page._mail_pressed()
    page._mail_pressed()
    audit_settled(page, qtbot)
