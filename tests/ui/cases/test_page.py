"""What needs a person is read in words and settled by keys alone, and never lost on the way."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.states import CaseKind
from app.cases.tables import cases
from app.desk.desk import SyncStatus
from app.kit.clock import HOUR
from app.orders.tables import holds
from tests.ui.audit import audit_settled
from tests.ui.cases.conftest import OpenInbox
from tests.ui.cases.scene import LinkedCounter, doubt, everything, order_of, tell
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import DEWI, SHIRT
from ui.cases import ways
from ui.cases.asking import ALL, DUE, MINE, OTHERS, SETTLED
from ui.cases.page import InboxPage
from ui.kit import Button
from ui.kit.backend import Backend
from ui.kit.dress import say
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, held)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def shows(page: InboxPage, case_id: str) -> bool:
    return page.view.entry is not None and page.view.entry.id == case_id


def state_of(counter: LinkedCounter, case_id: str) -> tuple[Any, ...]:
    case = counter.only(cases, id=case_id)
    return case["state"], case["resolution"], case["note"]


def changed_price(counter: LinkedCounter) -> tuple[str, str]:
    """(case, order) of an order that was told for less than it costs now."""
    order = order_of(counter, counter.order("Maria Gunawan", (SHIRT, 1)))
    told: dict[str, Any] = {"told": 499_000, "computed": 529_000, "honoured": 499_000}
    return tell(counter, CaseKind.PRICE_CHANGED, subject_id=order, **told), order


# --- settling -----------------------------------------------------------------------------------


def test_enter_takes_the_usual_way_and_brings_the_next_one(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox, heard: Heard
) -> None:
    first, _ = changed_price(counter)
    second = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000713")
    page = open_inbox()
    assert page.table.rows.ids() == [first, second]
    assert page.subtitle() == "2 open tasks"
    assert QApplication.focusWidget() is page.view.choices
    press(K.Key_Return)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [second])
    qtbot.waitUntil(lambda: shows(page, second))
    assert state_of(counter, first) == ("resolved", "keep", "")
    assert heard.played == [Sound.OK]
    assert page.strip.text() == "Settled: Keep the price"


def test_what_changed_nothing_is_taken_back_by_ctrl_z(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id, _ = changed_price(counter)
    page = open_inbox()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.strip.offers_undo)
    press(K.Key_Z, held=CTRL)
    qtbot.waitUntil(lambda: state_of(counter, case_id) == ("open", "", ""))
    qtbot.waitUntil(lambda: shows(page, case_id))


def test_a_digit_chooses_and_f12_does_it(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id, order = changed_price(counter)
    page = open_inbox()
    assert page.view.grid.words()[1] == [
        "Total",
        "Rp 499.000",
        "Rp 529.000 +30.000",
        "Rp 499.000",
    ]
    press(K.Key_2)
    assert state_of(counter, case_id)[0] == "open"
    assert page.view.grid.words()[1][3] == "on hold"
    assert page.main.accessibleName() == "Ask first"
    press(K.Key_F3)
    type_("she calls back at five")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, case_id)[0] == "resolved")
    assert state_of(counter, case_id)[1:] == ("hold", "she calls back at five")
    held = counter.only(holds, order_id=order)
    assert (held["open"], held["note"]) == (True, "she calls back at five")
    qtbot.waitUntil(lambda: page.entry.text() == "")
    assert page.strip.text() == "Settled: Ask first"
    assert not page.strip.offers_undo


def test_otherwise_needs_a_note(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    press(K.Key_2, K.Key_F12)
    assert "few words" in page.strip.text()
    assert state_of(counter, case_id)[0] == "open"
    type_("Both customers called")
    press(K.Key_Return)
    assert "F12" in page.strip.text()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, case_id)[0] == "resolved")
    assert state_of(counter, case_id)[1:] == ("noted", "Both customers called")
    press(*[K.Key_F6] * 4)  # what was settled
    assert page.which.value == SETTLED
    qtbot.waitUntil(lambda: shows(page, case_id))
    assert page.view.outcome.text() == "Otherwise\nBoth customers called"
    assert page.view.choices.isHidden()
    assert page.main.isHidden()
    press(K.Key_F12)
    assert page.strip.text() == "This is settled already."
    press(K.Key_F6, K.Key_F6)
    assert page.main.isVisible()


def test_offline_it_is_refused_in_words_and_the_note_stays(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    counter.reached = False
    press(K.Key_F3)
    type_("Both customers called")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "needs the server" in page.strip.text())
    assert page.entry.text() == "Both customers called"
    assert state_of(counter, case_id)[0] == "open"


def test_what_cannot_be_done_says_why_and_stays(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    order = order_of(counter, counter.order("Maria Gunawan", (SHIRT, 1)))
    told: dict[str, Any] = {"code": "overpaid", "told": 400_000, "due": 349_000}
    case_id = tell(counter, CaseKind.AWKWARD_FACT, subject_id=order, **told)
    page = open_inbox()
    press(K.Key_F12)  # give it back: nobody ever paid it
    qtbot.waitUntil(lambda: "Nothing is too much any more" in page.strip.text())
    assert state_of(counter, case_id)[0] == "open"


def test_trying_again_is_left_to_the_server(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(
        counter, CaseKind.QUARANTINED, "commands", code="handler_failed", kind="order.place"
    )
    page = open_inbox()
    assert page.main.accessibleName() == "Try again"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "the answer comes here" in page.strip.text())
    assert state_of(counter, case_id)[0] == "open"


def test_a_refused_order_is_not_dropped_by_the_usual_key(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    """Its customer has a number and may have paid."""
    told = {"code": "product_unknown", "kind": "order.place"}
    case_id = tell(counter, CaseKind.REFUSED, "commands", **told)
    page = open_inbox()
    assert [way.value for way in page.view.choices.options] == ["retry", "keep", "noted"]
    left = page.view.choices.options[1]
    assert say(left.detail) == (
        "Nothing stands behind the number that the customer has. What was typed is kept."
    )
    assert page.view.entry is not None
    assert ways.need(page.view.entry, "keep").words == "Call first"
    assert ways.need(page.view.entry, "retry").words == "No call needed"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "the answer comes here" in page.strip.text())
    assert state_of(counter, case_id)[0] == "open"


def test_what_happened_is_never_told_as_undone(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    told = {"code": "handler_failed", "kind": "pickup.hand_over"}
    tell(counter, CaseKind.QUARANTINED, "commands", **told)
    page = open_inbox()
    left = page.view.choices.options[1]
    assert say(left.title) == "Leave it unbooked"
    assert say(left.detail).startswith("It happened all the same, but it is never booked.")
    press(K.Key_2)
    assert page.view.grid.words()[1] == ["Hand-over", "done", "not booked", "not booked"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(CaseKind.AWKWARD_FACT, "order_unknown"), (CaseKind.QUARANTINED, "user_unknown")],
)
def test_a_hand_over_that_waits_for_its_order_stays_a_task_when_the_order_is_left(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox, kind: CaseKind, code: str
) -> None:
    whole = tell(
        counter, CaseKind.QUARANTINED, "commands", code="handler_failed", kind="order.place"
    )
    told = {"code": code, "kind": "pickup.hand_over"}
    part = tell(counter, kind, "commands", "p" * 32, **told)
    counter.acting(lambda uow: uow.update(cases, part, part_of=whole))
    page = open_inbox()
    qtbot.waitUntil(lambda: shows(page, whole))
    assert say(page.view.choices.options[1].detail).endswith("What happened after it stays a task.")
    press(K.Key_2)
    assert page.view.grid.words()[2][3] == "a task of its own"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [part])


# --- opening again ------------------------------------------------------------------------------


def click(qtbot: QtBot, button: Button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_changed_nothing_is_opened_again_later(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    assert page.reopening.isHidden()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, case_id)[0] == "resolved")
    press(*[K.Key_F6] * 4)
    assert page.which.value == SETTLED
    qtbot.waitUntil(lambda: shows(page, case_id))
    assert page.reopening.isVisible()
    click(qtbot, page.reopening)
    qtbot.waitUntil(lambda: state_of(counter, case_id) == ("open", "", ""))
    qtbot.waitUntil(lambda: page.strip.text() == "It is open again.")
    qtbot.waitUntil(lambda: page.table.rows.ids() == [])
    press(K.Key_F6, K.Key_F6)
    assert page.which.value == MINE
    qtbot.waitUntil(lambda: shows(page, case_id))
    assert page.reopening.isHidden()


def test_what_moved_goods_or_money_is_not_opened_again(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id, _ = changed_price(counter)
    page = open_inbox()
    press(K.Key_2, K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, case_id)[1] == "hold")
    press(*[K.Key_F6] * 4)
    qtbot.waitUntil(lambda: shows(page, case_id))
    assert page.reopening.isHidden()


# --- handing on ---------------------------------------------------------------------------------


def test_a_case_is_given_to_somebody_and_taken_back(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    press(K.Key_F4)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.hand.people)
    assert [one.title for one in page.hand.people.options] == ["Dewi Anggraini"]
    press(K.Key_1)
    qtbot.waitUntil(lambda: counter.only(cases, id=case_id)["assigned_to"] == DEWI)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [])
    press(K.Key_F6)
    assert page.which.value == OTHERS
    qtbot.waitUntil(lambda: shows(page, case_id))
    assert page.view.chip.text() == "Dewi Anggraini"
    row = page.table.rows.row_at(0)
    assert row is not None
    assert row.cells[1].detail == "Dewi Anggraini"
    press(K.Key_Z, held=CTRL)
    qtbot.waitUntil(lambda: counter.only(cases, id=case_id)["assigned_to"] is None)


def test_what_is_due_and_all_that_is_open_are_some_keys_away(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox, clock: FakeClock
) -> None:
    """Who is owed money waits four hours at most; two orders of one number a week."""
    owed = tell(counter, CaseKind.MONEY_AFTER_CANCEL, amount=349_000)
    late = tell(counter, CaseKind.PAYMENT_DECLINED, code="credit_too_low", amount=1_000)
    counter.acting(lambda uow: uow.update(cases, late, opened_at=clock.at - 5 * HOUR))
    other = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000713")
    counter.acting(lambda uow: uow.update(cases, other, assigned_to=DEWI))
    clock.at += 3 * HOUR
    page = open_inbox()
    press(K.Key_F6, K.Key_F6)
    assert page.which.value == DUE
    qtbot.waitUntil(lambda: page.table.rows.ids() == [late, owed])
    rows = [page.table.rows.row_at(at) for at in range(2)]
    when = [row.cells[1].detail for row in rows if row]
    assert when[0] == "late"
    assert when[1].startswith("by ")
    press(K.Key_F6)
    assert page.which.value == ALL
    qtbot.waitUntil(lambda: page.table.rows.ids() == [late, owed, other])


def test_what_was_given_away_may_be_nobodys_again(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    press(K.Key_F4)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.hand.people)
    press(K.Key_Escape)
    assert page.hand.isHidden()
    press(K.Key_F4)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.hand.people)
    press(K.Key_1)
    qtbot.waitUntil(lambda: counter.only(cases, id=case_id)["assigned_to"] == DEWI)
    press(K.Key_F6)
    qtbot.waitUntil(lambda: shows(page, case_id))
    press(K.Key_F4)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.hand.people)
    press(K.Key_2)
    qtbot.waitUntil(lambda: counter.only(cases, id=case_id)["assigned_to"] is None)


# --- what is told -------------------------------------------------------------------------------


def test_what_does_not_fit_here_is_told_and_left_to_the_server(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    counter.order("Dina", (SHIRT, 1))
    doubt(counter, "overpaid")
    page = open_inbox()
    qtbot.waitUntil(lambda: "Agus Salim" in page.view.about.text())
    assert page.view.about.text().startswith("JKT01-3-000001 · Order")
    assert "more than is to be paid" in page.view.happened.text()
    press(K.Key_F12)
    assert "the server decides" in page.strip.text()
    assert page.subtitle() == "1 open task"


def test_each_kind_says_what_happened_and_has_a_way_out(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    expected = (
        ("told Rp 499.000", "it is Rp 529.000"),
        ("2 × Linen Shirt Navy M", "took the last ones along"),
        ("handed over twice; the first time 22 Nov 2026 12:0",),
        ("1 line came back a second time", "Rp 349.000"),
        ("JKT01-3-000001",),
        ("access had ended",),
        ("Rp 150.000 was to be paid by store credit",),
        ("Rp 349.000 came in for a pay link",),
        ("Rp 349.000 still unpaid", "while the order was on hold"),
        ("the fault is ours",),
        ("nothing left to cancel",),
    )
    told = everything(counter)
    page = open_inbox()
    for case_id, parts in zip(told, expected, strict=True):
        page.open(case_id)
        qtbot.waitUntil(partial(shows, page, case_id))
        happened = page.view.happened.text()
        for part in parts:
            assert part in happened
        assert not {"{", "–"} & set(happened)
        assert page.kept.words.text()
        assert page.view.about.text()
        ways = page.view.choices.options
        assert len(ways) >= 2
        assert all(str(way.detail) and "{" not in str(way.detail) for way in ways)
        assert page.view.choice == ways[0].value


def test_what_waits_for_a_command_is_told_with_it(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    counter.order("Dina", (SHIRT, 1))
    whole = tell(
        counter, CaseKind.QUARANTINED, "commands", code="handler_failed", kind="order.place"
    )
    part = tell(
        counter, CaseKind.REFUSED, "commands", "p" * 32, code="order_unknown", kind="order.note"
    )
    counter.acting(lambda uow: uow.update(cases, part, part_of=whole))
    page = open_inbox()
    qtbot.waitUntil(lambda: page.table.rows.ids() == [whole])
    names = [line[0] for line in page.view.grid.words()]
    assert names == ["What", "Order", "Note on an order"]
    press(K.Key_2, K.Key_F12)
    qtbot.waitUntil(lambda: state_of(counter, part)[:2] == ("resolved", "keep"))


def test_an_order_that_another_desk_made_is_told_by_its_number_and_figures(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    case_id = tell(
        counter,
        CaseKind.REFUSED,
        "commands",
        code="product_unknown",
        kind="order.place",
        number="JKT02-1-000031",
        said={"lines": 2, "told_total_minor": 698_000, "tenders": 698_000, "of_tomorrow": 1},
    )
    page = open_inbox()
    assert page.view.about.text().startswith("JKT02-1-000031 · Order")
    assert [line[:2] for line in page.view.grid.words()[2:]] == [
        ["Items", "2"],
        ["Total", "Rp 698.000"],
        ["Paid with it", "Rp 698.000"],
    ]
    page.on_scan("JKT02-1-000031")
    assert page.table.selected_id == case_id


def test_a_parcel_without_its_order_in_the_evidence_is_told_by_number(
    counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    tell(counter, CaseKind.AWKWARD_FACT, "fulfillments", parcel, code="still_to_pick", left=2)
    page = open_inbox()
    assert page.view.about.text().startswith("JKT01-3-")
    assert page.about.customer.text() == "Dina"
    assert "2 still to pick" in page.view.happened.text()


def test_f9_opens_the_order(qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox) -> None:
    _, order = changed_price(counter)
    page = open_inbox()
    with qtbot.waitSignal(page.wanted) as led:
        press(K.Key_F9)
    assert led.args == ["order", order]


def test_a_scanned_number_chooses_its_task_and_leaves_the_note(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox, heard: Heard
) -> None:
    first = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    second = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000713")
    page = open_inbox()
    press(K.Key_F3)
    type_("called")
    page.on_scan("jkt01-3-000713")
    qtbot.waitUntil(lambda: shows(page, second))
    page.on_scan("<b>" + "9" * 500)
    assert heard.played == [Sound.OK, Sound.BAD]
    assert len(page.strip.text()) < 120
    assert page.entry.text() == "called"
    page.entry.clear()
    type_("JKT01-3-000712")  # typed, it is looked for as well
    press(K.Key_Return)
    qtbot.waitUntil(lambda: shows(page, first))
    assert page.entry.text() == ""


def test_arrows_step_through_the_tasks(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox
) -> None:
    everything(counter)
    page = open_inbox()
    ids = list(page.table.rows.ids())
    press(K.Key_Down, K.Key_Down)
    qtbot.waitUntil(lambda: shows(page, ids[2]))
    press(K.Key_Up)
    qtbot.waitUntil(lambda: shows(page, ids[1]))


def test_the_most_urgent_come_first(counter: LinkedCounter, open_inbox: OpenInbox) -> None:
    everything(counter)
    page = open_inbox()
    shown = [counter.only(cases, id=one) for one in page.table.rows.ids()]
    assert shown == sorted(shown, key=lambda case: (case["urgency"], case["opened_at"]))
    assert {case["kind"] for case in shown[-2:]} == {"price_changed", "number_clash"}


def test_a_new_case_appears_and_the_chosen_one_stays(
    qtbot: QtBot, counter: LinkedCounter, open_inbox: OpenInbox, desk_backend: Backend
) -> None:
    first = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    second = tell(counter, CaseKind.COLLECTED_TWICE, "fulfillments")
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [second, first])
    assert shows(page, first)


# --- the five states ----------------------------------------------------------------------------


def test_nothing_to_do_is_said(open_inbox: OpenInbox) -> None:
    page = open_inbox()
    assert page.states.state == "message"
    assert page.states.message.text() == "All clear: nothing needs a person here."
    press(K.Key_F12)
    assert page.strip.text() == "Choose a task first."


def test_offline_the_list_tells_how_old_it_is(
    counter: LinkedCounter, open_inbox: OpenInbox, clock: FakeClock
) -> None:
    tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_inbox()
    counter.link = SyncStatus("offline", clock.at, 3, 0, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    assert "14 min" in page.states.strip.text()


def test_a_role_without_the_right_sees_who_grants_it(
    counter: LinkedCounter, open_inbox: OpenInbox, desk_backend: Backend
) -> None:
    tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    desk_backend.sign_in(Session("x", "Rina", "auditor", None, "en", frozenset()))
    page = open_inbox()
    assert page.states.message.text() == "Your role does not show this."
    assert page.which.value == MINE


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: LinkedCounter,
    open_inbox: OpenInbox,
    desk_app: Dressing,
    clock: FakeClock,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    told = everything(counter)
    order_of(counter, counter.order("Dina", (SHIRT, 1)))
    doubt(counter, "replay_failed")
    page = open_inbox()
    counter.link = SyncStatus("offline", clock.at, 3, 1, 840.0)
    page.on_linked(page.backend.sync_status())
    page.on_shown()
    for size in SIZES:
        page.resize(*size)
        for case_id in (told[0], told[1], told[5], told[8], told[9], page.table.rows.ids()[0]):
            page.open(case_id)
            qtbot.waitUntil(partial(shows, page, case_id))
            audit_settled(page, qtbot)
    page.open(told[0])
    qtbot.waitUntil(partial(shows, page, told[0]))
    press(K.Key_F4)
    qtbot.waitUntil(lambda: not page.hand.isHidden())
    audit_settled(page, qtbot)
    press(K.Key_Escape, *[K.Key_F6] * 4)  # nothing was settled yet
    qtbot.waitUntil(lambda: page.states.state == "message")
    audit_settled(page, qtbot)
