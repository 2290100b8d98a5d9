"""One order on the screen, as an agent or a clerk works with it: by keys, by scans, live."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.customers.commands import AddAddress, CallBack, NewAddress
from app.customers.tables import customer_addresses
from app.fulfillment.commands import Claim, HandOver, Pick, Proof
from app.kit.actor import SYSTEM
from app.kit.changes import ChangeSet
from app.notify.resending import ResendMessage
from app.notify.sending import MarkSent
from app.notify.tables import messages
from app.orders.commands import (
    Appease,
    CancelLines,
    ChangeOrder,
    HoldOrder,
    LineQuantity,
    ReleaseHold,
)
from app.orders.notes import AddNote
from app.orders.reasons import AppeaseReason, CancelReason, HoldReason, HoldScope, RefundTo
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.orders.units import tell
from app.payments.states import TenderKind
from app.storage.outbox import outbox
from tests.support.shop import CLERK, MANAGER
from tests.ui.audit import audit_settled
from tests.ui.conftest import FakeStatus
from tests.ui.orders_detail.conftest import DEWI, FRAME, RINA, SIZES, make_page, session
from tests.ui.orders_detail.scene import CHINO, JACKET, NUMBER, OTHER, SHIRT, SITI, SOCKS
from ui.kit.theme import ThemeChoice
from ui.orders.detail import acts
from ui.orders.detail.tab_rows import HOLDS, MESSAGES, NOTES, RAW

SH, SK, TR, JK = range(4)
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Fingers(QObject):
    """Counts key presses, and sees that nobody uses a mouse."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.pressed = 0
        app.installEventFilter(self)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.pressed += 1
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)
        QApplication.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        assert event.type() != QEvent.Type.MouseButtonPress, "by keys alone"
        return False


@pytest.fixture
def fingers(desk_app, page):
    page.activateWindow()
    made = Fingers(desk_app.app)
    yield made
    desk_app.app.removeEventFilter(made)


@pytest.fixture
def by_manager(backend, page):
    backend.sign_in(RINA)
    page.on_shown()
    return page


def items(page):
    return [row.part.line.sku for row in page.view.lines.items]


def settled(qtbot, page, held):
    qtbot.waitUntil(held)
    qtbot.wait(10)


def possible(page, act):
    return next(told for told in page.view.still.shown if told.id == act)


# ---------------------------------------------------------------- what is seen


def test_lines_stand_by_fulfillment_order_with_promise_now_and_difference(page):
    groups = page.view.lines.groups
    assert [row.title() for row in groups] == [
        "1  Pick up, Grand Indonesia",
        "2  Home, from Cikarang DC",
        "3  Home, when it arrives",
    ]
    assert items(page) == [SHIRT, SOCKS, CHINO, JACKET]
    told = [row.accessibleName() for row in groups]
    assert "Ready" in told[0]
    assert "early" in told[0]
    assert "To pick" in told[1]
    assert "On time" in told[1]
    assert "Backorder" in told[2]
    assert "2 days late" in told[2]
    shirt = page.view.lines.items[SH]
    assert shirt.told() == ("In bin A-11", "1 × 499.000", "Rp 499.000")


def test_the_header_tells_status_money_and_who_took_it(page):
    header = page.view.header
    shown = [chip.text() for chip in header.chips if chip.isVisible()]
    assert shown == ["2 of 5 ready", "Paid", "Needs a person"]
    assert header.number.text() == NUMBER
    assert "by phone with Agus Wibowo" in header.how.text()
    assert header.total.text() == "Rp 3.312.000"


def test_a_clerk_sees_no_whole_phone_number_and_an_agent_does(page, backend):
    assert "3456" not in page.view.header.how.text()
    backend.sign_in(DEWI)
    page.on_shown()
    assert "3456" in page.view.header.how.text()


def test_where_is_my_order_is_read_aloud_in_the_customers_language(page, fingers):
    sentence = page.view.header.sentence
    assert sentence.text().startswith("“Linen Shirt White and Cotton Socks 3-pack are ready")
    assert "Rain Jacket Olive is on order" in sentence.text()
    assert sentence.text().endswith("All is paid.”")
    fingers.key(K.Key_R, CTRL)
    assert "sudah siap diambil di Grand Indonesia" in sentence.text()
    assert "Semua sudah lunas." in sentence.text()


def test_the_timeline_tells_each_act_once_newest_first(page):
    told = [entry.text() for entry in page.view.timeline.entries]
    assert told[-1].startswith("Placed by phone · Agus Wibowo")
    ready = next(text for text in told if text.startswith("Ready"))
    picked = next(text for text in told if text.startswith("Picked"))
    assert "Linen Shirt White, Cotton Socks 3-pack" in picked, "one walk is told once"
    assert told.index(ready) < told.index(picked)
    assert any("Waits for goods: Rain Jacket Olive" in text for text in told)
    assert any("Not there in time, customer asked: Rain Jacket Olive" in text for text in told)
    assert any(text.startswith("Paid Rp 3.312.000, Card") for text in told)


def test_the_timeline_says_why_a_return_by_mail_is_no_longer_awaited(qtbot, page, scene):
    with scene.shop.acting(CLERK) as uow:
        tell(uow, scene.order_id, "end_return", reason="R-CAR01-1-000001")
    page.show_order(scene.order_id)
    ended = "No longer awaited by mail: it came over the counter · R-CAR01-1-000001 · Agus Wibowo"
    entries = page.view.timeline.entries
    qtbot.waitUntil(lambda: entries[0].text() == ended)


def test_the_ledger_adds_up_to_nothing_owed(page):
    texts = page.view.tabs.sheets["payment"].texts()
    assert texts[0].endswith("Order placed · Rp 3.312.000")
    assert "VISA 4242" in texts[1]
    assert texts[-1] == "Now, all is settled · Rp 0 · Rp 3.312.000 · Rp 0"


def test_raw_events_are_for_the_manager(page, backend):
    values = [value for value, _ in page.view.tabs.segments._options]
    assert RAW not in values
    backend.sign_in(RINA)
    page.on_shown()
    page.view.tabs.show_tab(RAW)
    texts = page.view.tabs.sheets[RAW].texts()
    assert any("stage, picked → ready · SH-100 · 1 · Agus Wibowo · till-1" in t for t in texts)


def test_what_is_closed_says_why(page):
    assert possible(page, "order.goodwill").detail == "your role may not; a manager can"
    assert possible(page, "order.delivery").detail == ("2 of 4 lines · the rest already in its bin")
    assert possible(page, "order.cancel").open


# ---------------------------------------------------------------- the entry box


def test_a_scanned_item_selects_its_line(page):
    page.on_scan("8991234500224")
    assert page.view.chosen()[1].line.sku == CHINO
    page.on_scan("sk-005")
    assert page.view.chosen()[1].line.sku == SOCKS


def test_an_order_number_opens_another_order(qtbot, page, scene):
    page.on_scan(OTHER)
    settled(qtbot, page, lambda: page.detail.order_id == scene.other_id)
    assert page.view.header.number.text() == OTHER


def test_a_pickup_code_opens_the_order_that_waits_here(qtbot, page, scene):
    page.open(scene.other_id)
    settled(qtbot, page, lambda: page.detail.order_id == scene.other_id)
    page.on_scan("A1B2C3")
    settled(qtbot, page, lambda: page.detail.order_id == scene.order_id)


def test_an_order_that_is_not_here_is_fetched_from_the_server(qtbot, page, detail_desk, scene):
    detail_desk.elsewhere["PIM02-1-000001"] = "unknown-yet"
    page.on_scan("PIM02-1-000001")
    qtbot.waitUntil(lambda: detail_desk.fetched == ["PIM02-1-000001"])
    page.on_changed(ChangeSet({"orders": ["unknown-yet"]}))
    assert page.detail.order_id == scene.order_id, "until its rows are here the old one stays"
    detail_desk.away = True
    page.on_scan("PIM02-1-000002")
    qtbot.waitUntil(lambda: "server is away" in page.strip.text())


def test_nonsense_gets_a_sentence(qtbot, page):
    page.on_scan("zzzz qqqq")
    qtbot.waitUntil(lambda: "no order and no item" in page.strip.text())
    page.on_scan("=x")
    assert page.strip.text()
    assert page.detail is not None


def test_an_item_of_another_order_is_added_only_when_somebody_says_so(qtbot, page):
    page.on_scan("TR-1")
    qtbot.waitUntil(lambda: "not in this order" in page.strip.text())
    assert page.acting.panel is None


# ---------------------------------------------------------------- cancel


def test_t9_a_line_is_cancelled_with_its_refund_by_four_keys(
    qtbot, page, fingers, detail_desk, scene
):
    page.on_scan(CHINO)
    fingers.key(K.Key_Delete)
    fingers.key(K.Key_1)
    qtbot.waitUntil(page.acting.ready)
    assert page.acting.main.text() == "Cancel, refund Rp 1.380.000"
    fingers.key(K.Key_F12)
    assert fingers.pressed <= 5
    assert not detail_desk.commands(), "ten seconds to take it back"
    assert "cancels in 10 s" in page.strip.text()
    page.acting.send_now()
    qtbot.waitUntil(lambda: "Cancelled: Rp 1.380.000" in page.strip.text())
    assert detail_desk.commands() == [
        CancelLines(
            order_id=scene.order_id,
            lines=[LineQuantity(line_id=scene.line_ids[TR], quantity=2)],
            reason=CancelReason.CUSTOMER_REQUEST,
        )
    ]
    assert scene.shop.only(order_lines, id=scene.line_ids[TR])["cancelled"] == 2
    assert scene.shop.only(orders, id=scene.order_id)["refunded_minor"] == 1_380_000
    settled(qtbot, page, lambda: page.view.groups[-1].stand == "cancelled")
    assert page.view.tabs.sheets["payment"].texts()[-1].startswith("Now, all is settled")
    scene.shop.check()


def test_a_cancellation_is_taken_back_within_ten_seconds(qtbot, page, fingers, detail_desk):
    page.on_scan(CHINO)
    for key in (K.Key_Delete, K.Key_2):
        fingers.key(key)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    fingers.key(K.Key_Z, CTRL)
    assert "Nothing was cancelled" in page.strip.text()
    page.hide()
    assert not detail_desk.commands()


def test_the_strip_counts_down_and_sends_at_its_end(qtbot, page, fingers, detail_desk):
    page.on_scan(CHINO)
    for key in (K.Key_Delete, K.Key_3):
        fingers.key(key)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    for left in range(9, 0, -1):
        page.acting.deferred.timer.timeout.emit()
        assert f"cancels in {left} s" in page.strip.text()
        assert not detail_desk.commands()
    page.acting.deferred.timer.timeout.emit()
    assert len(detail_desk.commands()) == 1


@pytest.mark.parametrize("leave", ["hide", "other order", "person", "close"])
def test_whoever_leaves_meant_it(qtbot, page, fingers, detail_desk, scene, leave):
    page.on_scan(CHINO)
    for key in (K.Key_Delete, K.Key_1):
        fingers.key(key)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    {
        "hide": page.hide,
        "other order": lambda: page.open(scene.other_id),
        "person": page.on_handed_off,
        "close": page.close,
    }[leave]()
    assert [type(command) for command in detail_desk.commands()] == [CancelLines]


def test_plus_and_minus_choose_how_many_and_del_again_the_whole_order(qtbot, page, fingers):
    page.on_scan(CHINO)
    fingers.key(K.Key_Delete)
    fingers.key(K.Key_Minus)
    assert page.acting.cancelling.wanted() == {page.detail.card.lines[TR].line_id: 1}
    fingers.key(K.Key_Delete)
    assert sum(page.acting.cancelling.wanted().values()) == 5
    fingers.key(K.Key_Escape)
    fingers.key(K.Key_Escape)
    assert page.acting.panel is None


def test_what_is_picked_is_cancelled_with_a_second_person_not_in_ten_seconds(
    qtbot, page, fingers, detail_desk, scene
):
    page.on_scan(SHIRT)
    fingers.key(K.Key_Delete)
    fingers.key(K.Key_1)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(page.approval.isVisible)
    assert not page.acting.deferred.waits
    qtbot.waitUntil(lambda: page.approval._person() is not None)
    fingers.type("246810")
    fingers.key(K.Key_Return)
    qtbot.waitUntil(lambda: "Cancelled" in page.strip.text())
    sent = detail_desk.commands()[-1]
    assert sent.approval.approver_id == MANAGER.user_id
    assert scene.shop.only(order_lines, id=scene.line_ids[SH])["cancelled"] == 1
    assert page.acting.panel is None
    entries = page.view.timeline.entries
    qtbot.waitUntil(lambda: any("approved by manager" in entry.text() for entry in entries))


def test_a_manager_cancels_what_is_picked_alone(qtbot, by_manager, fingers, detail_desk, scene):
    by_manager.on_scan(SHIRT)
    fingers.key(K.Key_Delete)
    fingers.key(K.Key_7)
    qtbot.waitUntil(by_manager.acting.ready)
    fingers.key(K.Key_F12)
    by_manager.acting.send_now()
    assert scene.shop.only(order_lines, id=scene.line_ids[SH])["cancelled"] == 1


# ---------------------------------------------------------------- hold


def test_hold_and_release_by_keys(qtbot, page, fingers, detail_desk, scene):
    fingers.key(K.Key_F8)
    fingers.key(K.Key_2)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: bool(page.detail.card.open_holds))
    assert detail_desk.commands()[0] == HoldOrder(
        order_id=scene.order_id, reason=HoldReason.BAD_ADDRESS
    )
    assert "On hold" in [chip.text() for chip in page.view.header.chips]
    fingers.key(K.Key_F8)
    fingers.key(K.Key_1)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: not page.detail.card.open_holds)
    assert isinstance(detail_desk.commands()[1], ReleaseHold)
    page.view.tabs.show_tab(HOLDS)
    assert "The address is not right" in page.view.tabs.sheets[HOLDS].texts()[0]


def test_a_hold_of_the_manager_says_who_may_release_it(qtbot, page, fingers, scene):
    scene.shop.perform(HoldOrder(order_id=scene.order_id, reason=HoldReason.FRAUD_CHECK), MANAGER)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.detail.card.open_holds))
    fingers.key(K.Key_F8)
    fingers.key(K.Key_1)
    assert not page.acting.ready()
    assert "Only Store manager may release it." in page.acting.holding.who.text()


def test_one_line_waits_and_the_rest_goes_on(qtbot, page, fingers, detail_desk, scene):
    page.on_scan(CHINO)
    fingers.key(K.Key_F8)
    fingers.key(K.Key_8)
    fingers.key(K.Key_F8)
    fingers.key(K.Key_F8)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: bool(page.detail.card.open_holds))
    (held,) = detail_desk.commands()
    assert (held.scope, held.subject_id) == (HoldScope.LINE, scene.line_ids[TR])


# ---------------------------------------------------------------- calling back


def test_the_customer_of_the_order_is_promised_a_call(qtbot, page, fingers, detail_desk, scene):
    fingers.key(K.Key_B, CTRL)
    fingers.type("+30")
    fingers.key(K.Key_F12)  # what about is still open
    assert detail_desk.commands() == []
    fingers.key(K.Key_Return)
    fingers.type("Size M")
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: page.acting.panel is None)
    (promised,) = detail_desk.commands()
    assert isinstance(promised, CallBack)
    assert (promised.customer_id, promised.order_id) == (SITI, scene.order_id)
    assert promised.for_user == page.backend.session.user_id


# ---------------------------------------------------------------- goodwill


def test_goodwill_in_percent_goes_back_as_paid(qtbot, by_manager, fingers, detail_desk, scene):
    fingers.key(K.Key_F7)
    fingers.type("5%")
    fingers.key(K.Key_Return)
    fingers.key(K.Key_1)
    assert by_manager.acting.main.text() == "Give Rp 165.600"
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: bool(by_manager.detail.given))
    assert "Rp 165.600 given back" in by_manager.strip.text()
    assert detail_desk.commands() == [
        Appease(
            order_id=scene.order_id,
            reason=AppeaseReason.LATE,
            told_minor=165_600,
            hundredths=500,
            refund_to=RefundTo.ORIGINAL,
        )
    ]
    assert scene.shop.only(orders, id=scene.order_id)["refunded_minor"] == 165_600
    texts = by_manager.view.tabs.sheets["payment"].texts()
    assert any("Goodwill, Came late" in text for text in texts)
    assert texts[-1].startswith("Now, all is settled")


def test_goodwill_over_the_limit_asks_a_second_person(qtbot, by_manager, fingers, detail_desk):
    fingers.key(K.Key_F7)
    fingers.type("600.000")
    fingers.key(K.Key_Return)
    fingers.key(K.Key_5)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(by_manager.approval.isVisible)


@pytest.mark.parametrize(
    ("typed", "said"), [("abc", "Write an amount"), ("9.000.000", "At most Rp 3.312.000")]
)
def test_a_goodwill_that_cannot_be_says_why(by_manager, fingers, typed, said):
    fingers.key(K.Key_F7)
    fingers.type(typed)
    assert said in by_manager.acting.goodwill.trouble.text()
    assert not by_manager.acting.ready()


def test_a_clerk_may_give_no_goodwill(page, fingers):
    page.acting.give()
    assert "your role may not" in page.strip.text()
    assert page.acting.panel is None


# ---------------------------------------------------------------- change


def test_fewer_of_a_line_and_the_difference_goes_back(qtbot, page, fingers, detail_desk, scene):
    page.on_scan(CHINO)
    fingers.key(K.Key_Return)
    fingers.key(K.Key_Minus)
    qtbot.waitUntil(page.acting.ready)
    assert page.acting.main.text() == "Change, refund Rp 690.000"
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: page.view.header.total.text() == "Rp 2.622.000")
    assert page.strip.text() == "Changed."
    (sent,) = detail_desk.commands()
    assert isinstance(sent, ChangeOrder)
    assert sent.told_difference_minor == -690_000
    assert scene.shop.only(order_lines, id=scene.line_ids[TR])["cancelled"] == 1
    assert page.view.header.total_words.text() == "Total, was Rp 3.312.000"


def test_an_added_item_is_collected_by_link(qtbot, page, fingers, detail_desk, scene):
    page.on_scan(CHINO)
    fingers.key(K.Key_Return)
    fingers.type("2*TR-1")
    fingers.key(K.Key_Return)
    qtbot.waitUntil(page.acting.ready)
    assert page.acting.main.text() == "Change, collect Rp 1.242.000"
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: len(page.detail.card.lines) == 5)
    (sent,) = detail_desk.commands()
    (tender,) = sent.tenders
    assert (tender.kind, tender.amount_minor) == (TenderKind.PAY_LINK, 1_242_000)
    (added,) = sent.edits.added
    assert (added.quantity, added.method) == (2, Method.SHIP)
    assert "Rp 1.242.000 to pay" in [chip.text() for chip in page.view.header.chips]
    ledger = page.view.tabs.sheets["payment"].texts()
    assert any("Items added · Rp 1.242.000" in text for text in ledger)
    scene.shop.check()


def test_another_store_is_chosen_by_its_digit(qtbot, page, fingers, detail_desk, scene):
    page.on_scan(CHINO)
    fingers.key(K.Key_F6)
    qtbot.waitUntil(lambda: bool(page.acting.changing.options.options))
    fingers.key(K.Key_1)
    qtbot.waitUntil(page.acting.ready)
    assert page.entry_box.edit.hasFocus(), "the next item can be scanned at once"
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: "Changed." in page.strip.text())
    line = scene.shop.only(order_lines, id=scene.line_ids[TR])
    assert line["method"] == Method.PICKUP.value


def test_parcels_go_to_another_address_of_the_customer(qtbot, page, fingers, detail_desk, scene):
    office = NewAddress(
        address_id="o" * 32,
        street="Jl. Thamrin 9",
        city="Jakarta",
        province="DKI",
        postcode="10340",
    )
    scene.shop.perform(AddAddress(customer_id=SITI, address=office), CLERK)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.detail.customer.addresses) == 2)
    fingers.key(K.Key_F4)
    fingers.key(K.Key_1)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: "Changed." in page.strip.text())
    assert scene.shop.only(orders, id=scene.order_id)["address_id"] == office.address_id


def test_parcels_go_to_an_address_that_nobody_knew(qtbot, page, fingers, scene):
    fingers.key(K.Key_F4)
    fingers.key(K.Key_1)  # the only other one: another address
    street = page.acting.changing.street
    qtbot.waitUntil(street.postcode.hasFocus)
    fingers.key(K.Key_Escape)
    assert street.isHidden()
    assert page.acting.is_changing(), "Esc leaves the form, not the change"
    fingers.key(K.Key_F4)
    fingers.key(K.Key_1)
    fingers.type("40115")
    fingers.key(K.Key_Return)
    fingers.key(K.Key_Return)
    assert not page.acting.ready(), "without a street there is nothing to change"
    assert street.trouble.text() == "A street is needed."
    fingers.type("Jl. Braga 5")
    qtbot.waitUntil(lambda: "Bandung" in street.city.text())
    fingers.key(K.Key_Return)
    qtbot.waitUntil(page.acting.ready)
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: "Changed." in page.strip.text())
    address_id = scene.shop.only(orders, id=scene.order_id)["address_id"]
    kept = scene.shop.only(customer_addresses, id=address_id)
    assert (kept["street"], kept["city"], kept["postcode"]) == ("Jl. Braga 5", "Bandung", "40115")
    assert kept["customer_id"] == SITI


def test_of_several_items_a_digit_chooses(qtbot, page, fingers):
    page.on_scan(CHINO)
    fingers.key(K.Key_Return)
    fingers.type("s")
    fingers.key(K.Key_Return)
    options = page.acting.changing.options
    qtbot.waitUntil(lambda: len(options.options) > 1)
    fingers.key(K.Key_1)
    qtbot.waitUntil(page.acting.ready)
    assert len(page.acting.changing.staging.added) == 1


def test_staged_edits_are_taken_back_one_by_one(qtbot, page, fingers):
    page.on_scan(CHINO)
    fingers.key(K.Key_Return)
    fingers.key(K.Key_Plus)
    fingers.key(K.Key_Plus)
    staging = page.acting.changing.staging
    assert list(staging.quantities.values()) == [4]
    fingers.key(K.Key_Z, CTRL)
    assert list(staging.quantities.values()) == [3]
    fingers.key(K.Key_Z, CTRL)
    assert not staging
    assert not page.acting.ready()


def test_an_edit_that_the_bucket_forbids_says_why_and_is_not_kept(qtbot, page, fingers):
    page.on_scan(SHIRT)
    fingers.key(K.Key_Return)
    fingers.key(K.Key_Minus)
    panel = page.acting.changing
    qtbot.waitUntil(panel.trouble.isVisible)
    assert "already in its bin" in panel.trouble.text()
    assert not panel.staging
    fingers.key(K.Key_F6)
    assert panel.trouble.text() == "Already in its bin."


def test_somebody_else_was_faster_and_nothing_is_changed(qtbot, page, fingers, scene):
    page.on_scan(CHINO)
    fingers.key(K.Key_Return)
    fingers.key(K.Key_Minus)
    qtbot.waitUntil(page.acting.ready)
    scene.shop.perform(
        CancelLines(
            order_id=scene.order_id,
            lines=[LineQuantity(line_id=scene.line_ids[JK], quantity=1)],
            reason=CancelReason.TOO_LATE,
        ),
        CLERK,
    )
    fingers.key(K.Key_F12)
    qtbot.waitUntil(lambda: "Somebody changed this order" in page.strip.text())
    assert scene.shop.only(order_lines, id=scene.line_ids[TR])["cancelled"] == 0


# ---------------------------------------------------------------- notes, mails, next step


def test_a_note_is_for_everybody(qtbot, page, detail_desk, scene):
    page.view.tabs.show_tab(NOTES)
    page.view.tabs.field.setText("Call after 17:00")
    page.view.tabs.field.setFocus()
    QTest.keyClick(page.view.tabs.field, K.Key_Return)
    qtbot.waitUntil(lambda: len(page.detail.notes) == 1)
    assert detail_desk.commands() == [AddNote(order_id=scene.order_id, text="Call after 17:00")]
    assert "Agus Wibowo · Call after 17:00" in page.view.tabs.sheets[NOTES].texts()[0]
    assert page.view.tabs.field.text() == ""


def test_a_card_number_is_no_note(qtbot, page):
    page.view.tabs.show_tab(NOTES)
    page.view.tabs.field.setText("4111 1111 1111 1111")
    QTest.keyClick(page.view.tabs.field, K.Key_Return)
    qtbot.waitUntil(page.strip.isVisible)
    assert page.detail.notes == ()


def test_a_mail_is_sent_once_more(qtbot, page, detail_desk, scene):
    first = scene.shop.rows(messages, order_id=scene.order_id)[0]
    scene.shop.perform(MarkSent(message_id=first["id"]), SYSTEM)
    page.refresh()
    qtbot.waitUntil(lambda: any(m.state == "sent" for m in page.detail.messages))
    page.view.tabs.show_tab(MESSAGES)
    page.view.tabs.act.click()
    qtbot.waitUntil(lambda: len(page.detail.messages) == 3)
    assert detail_desk.commands() == [ResendMessage(message_id=first["id"])]


def test_f9_leads_where_the_next_step_is_done(qtbot, page, fingers, scene):
    wanted = []
    page.wanted.connect(lambda where, what: wanted.append((where, what)))
    assert page.next_button.text() == "Hand over"
    fingers.key(K.Key_F9)
    fingers.key(K.Key_F2)
    assert wanted == [("pickup", NUMBER), ("orders", ("clone", scene.order_id))]


def test_who_has_no_pickup_board_is_not_sent_there(page, backend):
    backend.sign_in(DEWI)
    page.on_shown()
    assert not page.acts.is_open(acts.NEXT_STEP)
    assert page.acts.why_not(acts.NEXT_STEP) == "Your role does not do this."


def test_the_confirmation_is_printed(page, fingers, detail_desk, scene):
    fingers.key(K.Key_P, CTRL)
    assert detail_desk.printed == [("order_confirmation", scene.order_id)]


def test_tabs_are_turned_by_keys(page, fingers):
    fingers.key(K.Key_PageDown, CTRL)
    assert page.view.tabs.segments.value == NOTES
    fingers.key(K.Key_PageUp, CTRL)
    assert page.view.tabs.segments.value == "payment"


# ---------------------------------------------------------------- live, and the five states


def test_somebody_else_moves_the_order_and_the_screen_follows(qtbot, page, scene, detail_desk):
    page.on_scan(CHINO)
    chosen = page.view.lines.current
    parcel = scene.parcel(Method.SHIP)
    scene.shop.perform(Claim(fulfillment_id=parcel), MANAGER)
    scene.shop.perform(Pick(fulfillment_id=parcel, line_id=scene.line_ids[TR], quantity=1), MANAGER)
    page.on_changed(ChangeSet({"order_lines": [scene.line_ids[TR]]}))
    qtbot.waitUntil(lambda: "1 of 2 picked" in page.view.lines.items[TR].told()[0])
    assert page.view.lines.current == chosen, "the current line stays"


def test_handed_over_goods_are_told_and_a_return_is_next(qtbot, page, scene):
    scene.shop.perform(
        HandOver(fulfillment_id=scene.parcel(Method.PICKUP), proof=Proof.ID, code_checked=True),
        CLERK,
    )
    page.on_changed(ChangeSet({"fulfillments": ["x"]}))
    qtbot.waitUntil(lambda: any(group.stand == "collected" for group in page.view.groups))
    assert page.next_button.text() == "Settle the task"


def test_offline_says_how_old_it_is(page, backend, detail_desk):
    detail_desk.tell_status(FakeStatus(state="offline", since=detail_desk.shop.now))
    page.on_linked(detail_desk.status())
    assert page.states.strip.isVisible()
    backend.sign_in(RINA)
    page.on_shown()
    assert possible(page, "order.goodwill").detail == "needs the server, which is away"
    assert possible(page, "order.cancel").open, "it queues"
    detail_desk.tell_status(FakeStatus())
    page.on_linked(FakeStatus())
    assert not page.states.strip.isVisible()


def test_what_the_server_has_not_heard_of_is_told(qtbot, page, scene):
    event = page.detail.events[0]
    row = dict.fromkeys((column.name for column in outbox.columns), "") | {
        "client_seq": 1,
        "command_id": event.command_id,
        "body": "{}",
        "v": 1,
        "occurred_at": 1,
        "fact": False,
        "mono_ms": 0,
    }
    with scene.shop.engine.begin() as db:
        db.execute(outbox.insert(), row)
    page.refresh()
    told = page.view.header.chips
    qtbot.waitUntil(lambda: "1 not sent yet" in [chip.text() for chip in told])
    with scene.shop.engine.begin() as db:
        db.execute(outbox.delete())
    page.on_linked(FakeStatus())
    qtbot.waitUntil(lambda: page.detail.unsent == 0)


def test_nothing_is_open_at_first(qtbot, backend, detail_desk):
    made = make_page(backend, detail_desk)
    qtbot.addWidget(made)
    assert "order number" in made.states.message.text()
    made.show_order("nobody")
    qtbot.waitUntil(lambda: "not on this computer" in made.strip.text())


def test_without_the_right_it_says_who_has_it(qtbot, backend, detail_desk, scene):
    backend.sign_in(session(type(CLERK)("x", "admin", "till-1", "menteng"), "Admin"))
    made = make_page(backend, detail_desk)
    qtbot.addWidget(made)
    made.open(scene.order_id)
    assert made.detail is None
    assert made.states.state == "message"


def test_a_question_that_fails_can_be_asked_again(qtbot, backend, detail_desk, scene):
    made = make_page(backend, detail_desk)
    qtbot.addWidget(made)
    made._failed(made._asked, scene.order_id, OSError("gone"))
    assert "could not be read" in made.states.message.text()


# ---------------------------------------------------------------- looks


def test_every_state_of_the_screen_is_readable(qtbot, page, desk_app, any_language, backend):
    backend.sign_in(RINA)
    page.on_shown()
    for size in SIZES:
        page.resize(size[0] - FRAME[0], size[1] - FRAME[1])
        for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            desk_app.theme.choose(theme)
            audit_settled(page, qtbot)
        for tab in (NOTES, MESSAGES, HOLDS, RAW):
            page.view.tabs.show_tab(tab)
            audit_settled(page, qtbot)
        page.view.tabs.show_tab("payment")


@pytest.mark.parametrize("act", ["cancel", "hold", "give", "change"])
def test_every_act_is_readable(qtbot, page, any_language, backend, act):
    backend.sign_in(RINA)
    page.on_shown()
    page.resize(SIZES[0][0] - FRAME[0], SIZES[0][1] - FRAME[1])
    page.on_scan(CHINO)
    getattr(page.acting, act)()
    if act == "change":
        page.acting.changing.add_units(1)
    audit_settled(page, qtbot)
