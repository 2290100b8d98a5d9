"""A task is read in words, settled with a note by keys alone, and never lost on the way."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.states import CaseKind
from app.cases.tables import cases
from app.desk.desk import SyncStatus
from tests.ui.audit import audit_settled
from tests.ui.cases.conftest import OpenTasks
from tests.ui.cases.scene import LinkedCounter, doubt, everything, order_of, tell
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import SHIRT
from ui.cases.asking import MINE, SETTLED
from ui.cases.page import InboxPage
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.sounds import Sound
from ui.kit.theme import ThemeChoice

K = Qt.Key
SIZES = [(1204, 630), (1364, 810)]  # the page inside a window of 1280 × 720 and 1440 × 900


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def shows(page: InboxPage, case_id: str) -> bool:
    return page.view.entry is not None and page.view.entry.id == case_id


def test_a_note_and_f12_settle_the_task_and_bring_the_next_one(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks, heard: Heard
) -> None:
    first = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    second = tell(counter, CaseKind.COLLECTED_TWICE, "fulfillments")
    page = open_tasks()
    assert page.table.rows.ids() == [second, first]
    assert page.subtitle() == "2 open tasks"
    type_("Shelf counted, it is there")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [first])
    qtbot.waitUntil(lambda: shows(page, first))
    settled = counter.only(cases, id=second)
    assert (settled["state"], settled["resolution"]) == ("resolved", "Shelf counted, it is there")
    assert page.entry.text() == ""
    assert heard.played == [Sound.OK]
    press(K.Key_F6)  # what was settled
    qtbot.waitUntil(lambda: shows(page, second))
    assert page.which.value == SETTLED
    assert "Shelf counted" in page.card.outcome.words.text()
    assert "Agus Salim" in page.card.outcome.words.text()
    assert page.card.next.isHidden()
    type_("again")
    press(K.Key_F12)
    assert page.strip.text() == "This is settled already."


def test_offline_it_is_refused_in_words_and_the_note_stays(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks
) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_tasks()
    counter.reached = False
    type_("Both customers called")
    press(K.Key_F12)
    qtbot.waitUntil(lambda: "needs the server" in page.strip.text())
    assert page.entry.text() == "Both customers called"
    assert counter.only(cases, id=case_id)["state"] == "open"


def test_without_a_note_nothing_is_settled(counter: LinkedCounter, open_tasks: OpenTasks) -> None:
    case_id = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_tasks()
    press(K.Key_F12)
    assert "few words" in page.strip.text()
    assert counter.only(cases, id=case_id)["state"] == "open"
    type_("x")
    press(K.Key_Return)
    assert "F12" in page.strip.text()


def test_what_does_not_fit_here_is_told_and_left_to_the_server(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks
) -> None:
    counter.order("Dina", (SHIRT, 1))
    doubt(counter, "overpaid")
    page = open_tasks()
    assert page.card.about.text() == "JKT01-3-000001 · Order"
    assert "more than is to be paid" in page.card.happened.words.text()
    assert "Agus Salim" in page.card.made.text()
    type_("done")
    press(K.Key_F12)
    assert "the server decides" in page.strip.text()
    assert page.subtitle() == "1 open task"


def test_each_kind_says_what_happened_with_its_facts(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks
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
    page = open_tasks()
    for case_id, parts in zip(told, expected, strict=True):
        page.open(case_id)
        qtbot.waitUntil(partial(shows, page, case_id))
        happened = page.card.happened.words.text()
        for part in parts:
            assert part in happened
        assert not {"{", "–"} & set(happened)
        assert page.card.kept.words.text()
        assert page.card.next.words.text()
        assert page.card.about.text()


def test_a_parcel_without_its_order_in_the_evidence_is_told_by_number(
    counter: LinkedCounter, open_tasks: OpenTasks
) -> None:
    parcel = counter.order("Dina", (SHIRT, 1))
    tell(counter, CaseKind.AWKWARD_FACT, "fulfillments", parcel, code="still_to_pick", left=2)
    page = open_tasks()
    assert page.card.about.text().startswith("JKT01-3-")
    assert "2 still to pick" in page.card.happened.words.text()


def test_a_scanned_number_chooses_its_task_and_leaves_the_note(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks, heard: Heard
) -> None:
    first = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000713")
    page = open_tasks()
    type_("called")
    page.on_scan("jkt01-3-000712")
    qtbot.waitUntil(lambda: shows(page, first))
    page.on_scan("<b>" + "9" * 500)
    assert heard.played == [Sound.OK, Sound.BAD]
    assert len(page.strip.text()) < 120
    assert page.entry.text() == "called"


def test_arrows_step_through_the_tasks(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks
) -> None:
    ids = everything(counter)[::-1]
    page = open_tasks()
    assert page.table.rows.ids() == ids
    press(K.Key_Down, K.Key_Down)
    qtbot.waitUntil(lambda: shows(page, ids[2]))
    press(K.Key_Up)
    qtbot.waitUntil(lambda: shows(page, ids[1]))


def test_a_new_case_appears_and_the_chosen_one_stays(
    qtbot: QtBot, counter: LinkedCounter, open_tasks: OpenTasks, desk_backend: Backend
) -> None:
    first = tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_tasks()
    second = tell(counter, CaseKind.COLLECTED_TWICE, "fulfillments")
    press(K.Key_F5)
    qtbot.waitUntil(lambda: page.table.rows.ids() == [second, first])
    assert shows(page, first)


def test_nothing_to_do_is_said(open_tasks: OpenTasks) -> None:
    page = open_tasks()
    assert page.states.state == "message"
    assert page.states.message.text() == "All clear: nothing needs a person here."
    press(K.Key_F12)
    assert page.strip.text() == "Choose a task first."


def test_offline_the_list_tells_how_old_it_is(
    counter: LinkedCounter, open_tasks: OpenTasks, clock: FakeClock
) -> None:
    tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    page = open_tasks()
    counter.link = SyncStatus("offline", clock.at, 3, 0, 840.0)
    page.on_shown()
    assert "14 min" in page.states.strip.text()


def test_a_role_without_the_right_sees_who_grants_it(
    counter: LinkedCounter, open_tasks: OpenTasks, desk_backend: Backend
) -> None:
    tell(counter, CaseKind.NUMBER_CLASH, number="JKT01-3-000712")
    desk_backend.sign_in(Session("x", "Rina", "auditor", None, "en", frozenset()))
    page = open_tasks()
    assert page.states.message.text() == "Your role does not show this."
    assert page.which.value == MINE


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: LinkedCounter,
    open_tasks: OpenTasks,
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
    page = open_tasks()
    counter.link = SyncStatus("offline", clock.at, 3, 1, 840.0)
    page.on_shown()
    for size in SIZES:
        page.resize(*size)
        for case_id in (told[0], told[3], told[8], told[9], page.table.rows.ids()[0]):
            page.open(case_id)
            qtbot.waitUntil(partial(shows, page, case_id))
            audit_settled(page, qtbot)
    press(K.Key_F6)  # nothing was settled yet
    qtbot.waitUntil(lambda: page.states.state == "message")
    audit_settled(page, qtbot)
