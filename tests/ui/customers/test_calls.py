"""Somebody is promised a call, by keys: when, about what, who; and later what became of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.customers.commands import CallBack
from app.kit.clock import HOUR, MINUTE
from tests.ui.conftest import NOON
from tests.ui.customers.conftest import SITI, Open, Stage
from tests.ui.customers.test_page import AUDITOR
from tests.ui.orders.conftest import AGENT, CLERK
from ui.kit.text import TextLabel

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


def promised(desk: Stage, about: str = "Size M", due_at: int = NOON + HOUR, **told: str) -> str:
    command = CallBack(customer_id=SITI, about=about, due_at=due_at, **told)
    outcome = desk.desk.run(command, AGENT).result(20)
    assert outcome.ok, outcome.refusal
    desk.settle()
    return str(outcome.result["callback_id"])


def on_top(desk: Stage) -> list[str]:
    """What the card tells of each promise, first line by first line."""
    card = desk.page.calls
    items = (card._list.itemAt(at) for at in range(card._list.count()))
    rows = (item.widget() for item in items if item is not None)
    return [row.findChildren(TextLabel)[0].text() for row in rows if row is not None]


def test_a_call_is_promised_without_leaving_the_keys(stage: Open) -> None:
    desk = stage()
    desk.open()
    assert not desk.page.calls.isVisibleTo(desk.page)
    desk.key(K.Key_B, CTRL)
    desk.data("+30")
    assert "in 30 min" in desk.page.calls.promise.when.echo.text()
    desk.enter()
    desk.data("Is size M there?")
    desk.enter()
    assert desk.queued() == ["customer.call_back"]
    assert desk.told() == "You will be reminded."
    assert [line.split(" · ")[1] for line in on_top(desk)] == ["Is size M there?"]
    assert not desk.page.calls.is_open
    assert desk.page.entry_box is not None
    assert desk.page.entry_box.text() == ""


def test_a_card_number_is_refused_and_the_form_stands_to_be_mended(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(K.Key_B, CTRL)
    desk.data("+30")
    desk.enter()
    desk.data("4242 4242 4242 4242")
    desk.enter()
    assert desk.queued() == []
    assert desk.page.calls.is_open
    desk.page.calls.promise.about.clear()
    desk.data("Size M")
    desk.enter()
    assert desk.queued() == ["customer.call_back"]


def test_enter_held_promises_once(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(K.Key_B, CTRL)
    desk.data("+30")
    desk.enter()
    desk.data("Size M")
    for _ in range(5):
        QTest.keyClick(desk.page.calls.promise.about, K.Key_Return)
    desk.settle()
    assert desk.queued() == ["customer.call_back"]


def test_a_time_that_cannot_be_read_says_how_to_write_it(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(K.Key_B, CTRL)
    desk.data("besok pagi")
    assert "tomorrow 9" in desk.page.calls.promise.when.echo.text()
    desk.enter()
    desk.data("Size M")
    desk.enter()  # the cursor goes to what is missing
    assert desk.queued() == []
    assert desk.page.calls.promise.when.field.hasFocus()
    desk.key(K.Key_Escape)
    assert not desk.page.calls.isVisibleTo(desk.page)


def test_it_is_about_the_order_chosen_in_the_timeline(stage: Open) -> None:
    desk = stage()
    desk.open()
    desk.key(K.Key_Down)
    desk.key(K.Key_Down)
    order = desk.page.history.order_id
    assert order
    desk.key(K.Key_B, CTRL)
    desk.data("+30")
    desk.enter()
    desk.data("Size M")
    desk.enter()
    assert desk.page.told is not None
    assert [call.order_id for call in desk.page.told.callbacks] == [order]


def test_reached_is_two_keys_and_stands_in_the_timeline(stage: Open) -> None:
    desk = stage()
    promised(desk)
    desk.open()
    desk.key(K.Key_D, CTRL)
    desk.enter()
    assert desk.queued() == ["customer.call_back", "customer.end_call"]
    assert on_top(desk) == []
    assert desk.timeline()[0] == "Called back: reached"


def test_without_an_answer_it_comes_again_in_half_an_hour(stage: Open) -> None:
    desk = stage()
    promised(desk)
    desk.open()
    desk.key(K.Key_D, CTRL)
    desk.key(K.Key_Right)
    desk.enter()
    assert desk.timeline()[0] == "Called back: no answer"
    assert desk.page.told is not None
    (again,) = desk.page.told.callbacks
    assert again.due_at - NOON in range(30 * MINUTE - MINUTE, 31 * MINUTE)
    assert again.about == "Size M"


def test_another_time_and_another_colleague(stage: Open) -> None:
    desk = stage()
    call = promised(desk, for_user=AGENT.user_id)
    desk.open(SITI)
    desk.key(K.Key_T, CTRL)
    desk.data("besok 9")
    desk.enter()
    desk.key(K.Key_H, CTRL)
    desk.data("nobody")
    assert "Type more" in desk.page.calls.answer.match.text()
    desk.enter()
    assert desk.page.calls.is_open
    for _ in "nobody":
        desk.key(K.Key_Backspace)
    desk.enter()  # anyone of the call centre
    assert desk.queued()[1:] == ["customer.move_call", "customer.hand_call"]
    assert desk.page.told is not None
    (now,) = desk.page.told.callbacks
    assert (now.callback_id, now.for_user) == (call, "")
    assert now.due_at > NOON + 12 * HOUR


def test_the_one_that_was_opened_from_home_takes_the_keys(stage: Open) -> None:
    desk = stage()
    promised(desk, "First")
    later = promised(desk, "Second", NOON + 3 * HOUR)
    desk.page.open(("callback", later, SITI))
    desk.settle()
    assert [line.split(" · ")[1] for line in on_top(desk)] == ["Second", "First"]
    desk.key(K.Key_D, CTRL)
    desk.enter()
    assert [line.split(" · ")[1] for line in on_top(desk)] == ["First"]


def test_a_clerk_may_promise_without_the_server_and_an_auditor_may_not(stage: Open) -> None:
    desk = stage(CLERK, link="offline")
    desk.open()
    desk.key(K.Key_B, CTRL)
    assert desk.page.calls.is_open
    reader = stage(AUDITOR)
    reader.open()
    reader.key(K.Key_B, CTRL)
    assert not reader.page.calls.is_open
