"""Nothing that was typed is lost: kill, lock, another person, the server away."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.kit.actor import Actor
from app.orders.drafts import open_draft, parked_drafts, save_draft
from app.orders.states import Method
from tests.ui.conftest import NOON
from tests.ui.orders.conftest import AGENT, CLERK, MANAGER, TILL, OfflineDesk, Open, session_of
from ui.orders.order import SAVE_MS


def test_an_edit_is_on_disk_within_half_a_second(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    assert SAVE_MS <= 400
    QTest.qWait(SAVE_MS + 80)
    desk.settle()
    kept = desk.desk.ask(open_draft, "dewi").result(5)
    assert kept is not None
    assert [line.sku for line in kept.draft.lines] == ["SH-100"]


def test_a_killed_desk_opens_with_what_was_in_hand(
    stage: Open, open_desk: Callable[..., OfflineDesk]
) -> None:
    first = stage()
    first.key(Qt.Key.Key_F2)
    first.data("4567890")
    first.enter()
    first.item("2*SH-100")
    first.key(Qt.Key.Key_F6)
    first.choose_way("ship")
    delivery = first.page.order.draft.delivery
    assert delivery.startswith("ship")
    QTest.qWait(SAVE_MS + 80)
    first.settle()
    first.backend.close()
    first.desk.close()
    again = stage(desk=open_desk(furnished=False))
    assert again.rows() == [("SH-100", 2)]
    assert again.page.order.name == "Siti Rahmawati"
    assert again.page.order.draft.delivery == delivery
    assert "Recovered from 12:00" in again.told()


def test_each_person_keeps_their_own_draft(stage: Open) -> None:
    desk = stage(CLERK)
    desk.item("SH-100")
    desk.page.on_handed_off()
    desk.backend.sign_in(session_of(MANAGER))
    desk.page.on_shown()
    desk.settle()
    assert desk.rows() == []
    desk.item("TR-221")
    desk.page.on_handed_off()
    desk.backend.sign_in(session_of(CLERK))
    desk.page.on_shown()
    desk.settle()
    assert desk.rows() == [("SH-100", 1)]


def test_a_placed_order_is_no_draft_any_more(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Right)
    desk.enter()
    desk.data("APP1")
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    assert len(desk.orders()) == 1
    assert desk.desk.ask(open_draft, "rina").result(5) is None
    assert "JKT01-1-000001" in desk.page.result.text()
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.printed == [desk.orders()[0]["id"]]


def test_a_draft_that_was_placed_before_a_kill_is_not_offered_again(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Right)
    desk.enter()
    desk.data("APP1")
    desk.enter()
    draft = desk.page.order.draft
    desk.key(Qt.Key.Key_F12)
    assert len(desk.orders()) == 1
    # the kill came between placing and forgetting
    desk.desk.write(save_draft, draft, user_id="rina", title="", now=NOON).result(5)
    assert desk.desk.ask(open_draft, "rina").result(5) is None
    assert desk.desk.ask(parked_drafts).result(5) == []


def test_f2_parks_what_is_in_hand(stage: Open) -> None:
    desk = stage()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F2)
    assert desk.rows() == []
    assert len(desk.desk.ask(parked_drafts).result(5)) == 1
    assert desk.page.customer.search.field.hasFocus()


def test_a_refused_order_stays_in_hand(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Right)
    desk.enter()
    desk.data("4111111111111111")
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    assert not desk.orders()
    assert "card number" in desk.told()
    assert desk.rows() == [("SH-100", 1)]


def test_offline_says_so_and_marks_the_promise_provisional(stage: Open) -> None:
    desk = stage(AGENT, link="offline")
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    assert "Offline since" in desk.page.offline.text()
    details = [str(option.detail) for option in desk.page.delivery.options.options]
    assert all("provisional" in detail for detail in details)
    desk.key(Qt.Key.Key_F6)
    desk.enter()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    (order,) = desk.orders()
    assert order["number"] == "CAR01-3-000001"
    assert "sent when the server is back" in desk.page.result.text()


def test_f12_says_what_is_missing_and_goes_there(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F12)
    assert "nothing in the basket" in desk.told()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F12)
    assert "How does it get there" in desk.told()
    assert desk.page.delivery.options.hasFocus()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    assert "Whose order" in desk.told()
    assert desk.page.customer.search.field.hasFocus()
    assert not desk.orders()


def test_money_in_hand_is_never_taken_by_default(stage: Open) -> None:
    desk = stage(MANAGER)
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_1)
    desk.page.focus_entry()
    desk.key(Qt.Key.Key_F12)
    assert "How is it paid" in desk.told()
    assert desk.page.payment.kinds.hasFocus()
    assert not desk.orders()


def test_a_tender_that_no_longer_fits_is_asked_again(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.key(Qt.Key.Key_F6)
    desk.choose_way("pickup")
    desk.key(Qt.Key.Key_Right)
    desk.enter()
    assert desk.page.order.draft.tender == "at_store"
    desk.key(Qt.Key.Key_F6)
    desk.choose_way("ship")
    assert desk.page.order.draft.delivery.startswith("ship")
    desk.key(Qt.Key.Key_F12)
    assert "How is it paid" in desk.told()
    assert not desk.orders()


def test_a_new_customer_without_items_is_parked_and_not_lost(stage: Open) -> None:
    desk = stage()
    desk.key(Qt.Key.Key_F2)
    desk.data("081299988877")
    desk.enter()
    for told in ("Wayan", "10220", "Jl. Melati 3"):
        desk.data(told)
        desk.enter()
    assert desk.page.order.name == "Wayan"
    desk.key(Qt.Key.Key_F2)
    (kept,) = desk.desk.ask(parked_drafts).result(5)
    assert kept.title == "Wayan"


def test_who_may_not_take_money_may_not_give_goods_away(stage: Open) -> None:
    agent_at_a_till = Actor(user_id="dewi", role="agent", device_id=TILL, site_id="gi")
    desk = stage(agent_at_a_till)
    desk.item("SH-100")
    assert [way.method for way in desk.page.answers.offered] == [Method.PICKUP, Method.PICKUP]
    assert desk.page.payment.allowed == ["pay_link", "at_store"]
