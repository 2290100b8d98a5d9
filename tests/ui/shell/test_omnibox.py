"""Anything is found and opened by a few keys, here first, and nothing below hears them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.customers.elsewhere import FoundCustomer
from app.fulfillment.tables import fulfillments
from app.kit.changes import ChangeSet
from app.kit.errors import Refusal, Unreachable
from app.orders.search import Found, FoundOrder
from app.orders.tables import orders
from tests.ui.audit import audit_settled
from tests.ui.conftest import NOON, Dressing, FakeClock, FakeStatus
from tests.ui.pickup.counter import CHINO, SHIRT, SOCKS, Counter
from tests.ui.shell.conftest import Hands, Server, box, front
from ui.kit.theme import ThemeChoice
from ui.shell import MainWindow
from ui.shell.hits import HitKind

K = Qt.Key


def titles(window: MainWindow) -> list[str]:
    return [hit.title for hit in box(window).results.hits]


def kinds(window: MainWindow) -> set[HitKind]:
    return {hit.kind for hit in box(window).results.hits}


def order_of(counter: Counter, parcel: str) -> str:
    return str(counter.only(fulfillments, id=parcel)["order_id"])


def test_t7_stock_of_a_sku_takes_three_keys_besides_its_code(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    hands.type("TR-220")
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: window.top.title.text() == "Stock")
    assert front(window).heard == [("open", CHINO)]
    assert hands.overhead == 3


def test_enter_before_the_answer_means_what_the_text_will_find(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    order = order_of(counter, counter.order("Maria Gunawan", (SHIRT, 1)))
    hands.ctrl(K.Key_K)
    hands.type("#jkt01-3-000001")
    hands.key(K.Key_Return)  # nothing has been answered yet: the loop has not turned
    qtbot.waitUntil(lambda: window.top.title.text() == "Order")
    assert front(window).heard == [("open", order)]


def test_a_name_finds_the_person_masked_with_the_last_order(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type("mari")
    qtbot.waitUntil(lambda: {HitKind.CUSTOMER, HitKind.ORDER} <= kinds(window))
    person = box(window).results.hits[0]
    assert (person.title, person.detail) == ("Maria Gunawan", "+62•••••••7801")
    assert person.right == "JKT01-3-000001"
    order = next(hit for hit in box(window).results.hits if hit.kind is HitKind.ORDER)
    assert order.chip is not None
    assert (order.number, order.chip[1]) == ("JKT01-3-000001", "Picking")


@pytest.mark.parametrize("text", ["7801", "345678 01", "0812-3456-7801", "+6281234567801"])
def test_the_end_of_a_phone_number_finds_its_owner(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot, text: str
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type(text)
    qtbot.waitUntil(lambda: "Maria Gunawan" in titles(window))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("@mar", HitKind.CUSTOMER), ("#000001", HitKind.ORDER), ("/lin", HitKind.PRODUCT)],
)
def test_a_prefix_asks_for_one_kind(
    window: MainWindow,
    counter: Counter,
    hands: Hands,
    qtbot: QtBot,
    text: str,
    kind: HitKind,
) -> None:
    counter.order("Maria Lindawati", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type(text)
    qtbot.waitUntil(lambda: kinds(window) == {kind})


def test_a_slip_of_the_fingers_is_forgiven_and_said(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type("gunwaan")
    qtbot.waitUntil(lambda: "Maria Gunawan" in titles(window))
    assert box(window).results.groups[0].words == "Customers · nearly so called"


def test_what_can_be_done_here_is_found_and_done(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    hands.type(">par")
    qtbot.waitUntil(lambda: titles(window) == ["Park"])
    hands.key(K.Key_Return)
    assert front(window).heard == ["park"]
    assert front(window).box.edit.hasFocus()
    hands.ctrl(K.Key_K)
    hands.type("go to pick")
    qtbot.waitUntil(lambda: "Go to Pickup" in titles(window))
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: window.top.title.text() == "Pickup")


def test_ctrl_enter_puts_it_into_the_order_in_hand(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type("SK-005")
    hands.ctrl(K.Key_Return)
    qtbot.waitUntil(lambda: window.top.title.text() == "Orders")
    hands.ctrl(K.Key_K)
    hands.type("maria")
    hands.ctrl(K.Key_Return)
    qtbot.waitUntil(lambda: len(front(window).heard) == 2)
    customer = counter.only(orders, number="JKT01-3-000001")["customer_id"]
    assert front(window).heard == [
        ("open", ("product", SOCKS, 1)),
        ("open", ("customer", customer)),
    ]


def test_the_screen_below_hears_none_of_the_keys(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    hands.type("x")
    for key in (K.Key_F12, K.Key_F8, K.Key_Delete, K.Key_Space):
        hands.key(key)
    hands.ctrl(K.Key_Return)
    hands.ctrl(K.Key_2)
    hands.key(K.Key_Escape)
    assert front(window).heard == []
    assert window.top.title.text() == "Home"
    assert front(window).box.edit.hasFocus()
    assert front(window).box.text() == ""


def test_arrows_choose_and_tab_shows_more(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    hands.ctrl(K.Key_K)
    hands.type("mar")
    qtbot.waitUntil(lambda: HitKind.ORDER in kinds(window))
    hands.key(K.Key_Tab)
    preview = box(window).preview
    qtbot.waitUntil(lambda: preview.title.text() == "Maria Gunawan")
    assert preview.lines() == [("JKT01-3-000001", "Picking")]
    assert "+62•••••••7801" in preview.detail.text()
    hands.key(K.Key_Down)
    qtbot.waitUntil(lambda: preview.title.text() == "JKT01-3-000001")
    assert ("Given to the store", "12:00") in preview.lines()
    hands.key(K.Key_Tab)
    assert not preview.isVisible()


def test_the_preview_of_a_product_tells_where_it_is(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    hands.type("SH-101")
    qtbot.waitUntil(lambda: titles(window) == ["Linen Shirt Navy · M"])
    (hit,) = box(window).results.hits
    assert (hit.right, hit.right_detail) == ("18 here", "193 in all")
    hands.key(K.Key_Tab)
    qtbot.waitUntil(lambda: len(box(window).preview.lines()) == 4)
    assert box(window).preview.lines()[0] == ("DC Cikarang", "140")


# ---------------------------------------------------------------- the server


FAR = FoundOrder(
    order_id="f" * 32, number="BDG01-1-000009", placed_at=NOON, total_minor=1, currency="IDR"
)


def test_what_is_not_here_is_asked_of_the_server_by_itself(
    window: MainWindow, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    server.found = Found(orders=[FAR], customers=[])
    hands.ctrl(K.Key_K)
    hands.type("BDG01-1-000009")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.FAR_ORDER})
    assert server.asked == ["BDG01-1-000009"]


def test_an_opened_order_of_the_server_is_shown_once_it_came(
    window: MainWindow, counter: Counter, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    server.found = Found(orders=[FAR], customers=[])
    hands.ctrl(K.Key_K)
    hands.type("BDG01-1-000009")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.FAR_ORDER})
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: server.fetched == [("BDG01-1-000009",)])
    assert box(window).isVisible()
    counter.acting(
        lambda uow: uow.insert(
            orders, {"id": FAR.order_id, "number": FAR.number, "state": "placed", "site_id": "x",
                     "device_id": "x", "currency": "IDR", "placed_by": "x", "placed_at": NOON}
        )
    )  # fmt: skip
    window._backend.changed.emit(ChangeSet({"orders": [FAR.order_id]}))
    qtbot.waitUntil(lambda: window.top.title.text() == "Order")
    assert front(window).heard == [("open", FAR.order_id)]


def test_a_customer_of_the_server_is_fetched_when_opened(
    window: MainWindow, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    found = FoundCustomer(customer_id="c" * 32, name="S•••", phone="+62•••7890", orders_count=2)
    server.found = Found(orders=[], customers=[found])
    hands.ctrl(K.Key_K)
    hands.type("@081234567890")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.FAR_CUSTOMER})
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: server.fetched == [("c" * 32,)])


def test_a_refused_fetch_is_told_in_words(
    window: MainWindow, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    server.found = Found(orders=[FAR], customers=[])
    hands.ctrl(K.Key_K)
    hands.type("BDG01-1-000009")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.FAR_ORDER})
    server.trouble = Refusal("needs_server", kind="order.watch")
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: "needs_server" not in box(window).message.text())
    qtbot.waitUntil(lambda: "Fetching" not in box(window).message.text())


def test_nothing_anywhere_is_said(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    hands.ctrl(K.Key_K)
    hands.type("zzz999")
    said = "Nothing is called so, here or at the server."
    qtbot.waitUntil(lambda: box(window).message.text() == said)


def test_a_server_that_does_not_answer_is_said(
    window: MainWindow, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    server.trouble = Unreachable("gone")
    hands.ctrl(K.Key_K)
    hands.type("zzz999")
    said = "Nothing here, and the server does not answer."
    qtbot.waitUntil(lambda: box(window).message.text() == said)


def test_offline_only_this_copy_is_searched_and_it_says_so(
    window: MainWindow, counter: Counter, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    counter.link = FakeStatus("offline", NOON)  # type: ignore[assignment]
    hands.ctrl(K.Key_K)
    hands.type("zzz999")
    qtbot.waitUntil(lambda: "the server is away" in box(window).message.text())
    assert box(window).local.isVisible()
    qtbot.wait(300)
    assert server.asked == []


def test_typing_on_forgets_what_was_asked_of_the_server(
    window: MainWindow, server: Server, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    hands.type("zzz999")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.ASK_SERVER})
    hands.type("8")
    qtbot.waitUntil(lambda: server.asked == ["zzz9998"])


# ---------------------------------------------------------------- around it


def test_a_scan_while_it_is_open_is_what_to_look_for(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    window.scans.scanned.emit("TR-220")
    qtbot.waitUntil(lambda: window.top.title.text() == "Stock")
    assert front(window).heard == [("open", CHINO)]


def test_a_role_without_orders_finds_goods_and_acts_alone(
    window: MainWindow, counter: Counter, hands: Hands, qtbot: QtBot
) -> None:
    counter.order("Linda", (SHIRT, 1))
    session = window._backend.session
    assert session is not None
    window._backend.sign_in(
        type(session)(session.user_id, "A", "x", session.actor, "en", frozenset({"stock.read"}))
    )
    hands.ctrl(K.Key_K)
    hands.type("lin")
    qtbot.waitUntil(lambda: kinds(window) == {HitKind.PRODUCT})
    hands.ctrl(K.Key_Return)  # may not place orders
    assert box(window).isVisible()


def test_locking_closes_it(window: MainWindow, hands: Hands) -> None:
    hands.ctrl(K.Key_K)
    hands.ctrl(K.Key_L)
    assert window.is_locked()
    assert not box(window).isVisible()


def test_the_same_key_closes_it_again(window: MainWindow, hands: Hands) -> None:
    hands.ctrl(K.Key_K)
    assert box(window).isVisible()
    hands.ctrl(K.Key_K)
    assert not box(window).isVisible()
    assert front(window).box.edit.hasFocus()


def test_the_field_and_a_click_beside_it_open_and_close_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(window.top.finder, Qt.MouseButton.LeftButton)
    assert box(window).isVisible()
    qtbot.mouseClick(box(window), Qt.MouseButton.LeftButton, pos=box(window).rect().bottomLeft())
    assert not box(window).isVisible()


def test_the_bell_counts_what_needs_somebody_and_opens_the_inbox(
    window: MainWindow, counter: Counter, qtbot: QtBot
) -> None:
    assert window.top.bell.accessibleName() == "Nothing needs you"
    window._backend.status.emit(FakeStatus(need_you=3))
    assert window.top.bell.accessibleName() == "3 things to settle"
    qtbot.mouseClick(window.top.bell, Qt.MouseButton.LeftButton)
    assert window.top.title.text() == "Cases"


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "' OR 1", '"', "NEAR(", "💥", "x" * 3_000, "#", "@@"]
)
def test_nonsense_is_answered_calmly(
    window: MainWindow, hands: Hands, qtbot: QtBot, text: str
) -> None:
    hands.ctrl(K.Key_K)
    box(window).search.edit.setText(text)
    box(window).search.edited.emit(text)
    hands.key(K.Key_Return)
    qtbot.waitUntil(lambda: box(window).asking.settled)
    assert box(window).isVisible()
    assert front(window).heard == []


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_it_passes_the_audit(
    window: MainWindow,
    counter: Counter,
    desk_app: Dressing,
    hands: Hands,
    qtbot: QtBot,
    each_language: str,
    each_theme: str,
    size: tuple[int, int],
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))
    window.resize(*size)
    desk_app.languages.speak(each_language)
    desk_app.theme.choose(ThemeChoice(each_theme))
    hands.ctrl(K.Key_K)
    hands.type("ma")
    qtbot.waitUntil(lambda: HitKind.ORDER in kinds(window))
    audit_settled(window, qtbot)
    hands.key(K.Key_Tab)
    qtbot.waitUntil(lambda: box(window).preview.lines() != [])
    audit_settled(window, qtbot)


def test_the_focus_never_leaves_the_box(
    window: MainWindow, clock: FakeClock, hands: Hands, qtbot: QtBot
) -> None:
    hands.ctrl(K.Key_K)
    for key in (K.Key_Tab, K.Key_Down, K.Key_Up, K.Key_Backtab, K.Key_F3):
        hands.key(key)
    assert QApplication.focusWidget() is box(window).search.edit
