"""Is it sent, what waits and why, and where the line breaks: told in one sentence each, by keys."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import Connection

from app.desk.desk import SyncStatus
from app.desk.mirror import queue
from app.kit.changes import ChangeSet
from app.kit.clock import DAY, MINUTE, SECOND
from app.storage.outbox import desk_state, outbox, outbox_archive
from app.sync.core import ROWS_DIFFER
from app.sync.line import Found, Step
from app.sync.taking import Arriving
from app.sync.transport import NOT_TRUSTED
from tests.ui.audit import audit_settled
from tests.ui.cases.scene import LinkedCounter, doubt
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.counter import DEWI, SHIRT, TILL
from tests.ui.syncing.conftest import OpenSync, Questions, TheLine
from ui.kit.backend import Backend
from ui.kit.theme import ThemeChoice
from ui.syncing import words
from ui.syncing.page import CAME, HELD, WAITING, SyncPage

K = Qt.Key


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def queued(counter: LinkedCounter) -> None:
    """Two orders of Agus and one act of Dewi wait; the last may be refused."""
    for name in ("Maria Gunawan", "Dina", "Siti"):
        counter.order(name, (SHIRT, 1))
        counter.clock.at += 7 * MINUTE
    doubt(counter, "credit_too_low")

    def of_dewi(db: Connection) -> None:
        db.execute(outbox.update().where(outbox.c.client_seq == 1).values(user_id=DEWI))

    counter.desk.write(of_dewi).result()


def cells(page: SyncPage) -> list[list[str]]:
    rows = [page.table.rows.row_at(at) for at in range(page.table.rows.rowCount())]
    return [[cell.text for cell in row.cells] for row in rows if row]


def test_all_is_sent_and_the_news_are_fresh(open_sync: OpenSync) -> None:
    page = open_sync()
    assert page.sentence.text() == "All is sent, and what you see is 2 s old."
    assert page.states.message.text() == "Nothing waits: all is sent."
    assert page.facts.words()["Database"].endswith("MB")
    assert "Room on the drive" in page.facts.words()


def test_the_queue_of_both_people_says_why_it_waits(
    qtbot: QtBot, counter: LinkedCounter, clock: FakeClock, open_sync: OpenSync
) -> None:
    queued(counter)
    since = clock.at - 20 * MINUTE
    counter.link = SyncStatus("offline", since, 3, 0, 1_200.0, "ConnectError")
    page = open_sync()
    assert "away since 12:01" in page.sentence.text()
    assert "Kept here until it answers: 3 things." in page.sentence.text()
    assert [row[0] for row in cells(page)] == [
        "Order · JKT01-3-000001",
        "Order · JKT01-3-000002",
        "Order · JKT01-3-000003",
    ]
    assert [row[1] for row in cells(page)] == ["Dewi Anggraini", "Agus Salim", "Agus Salim"]
    first, last = page.table.rows.row_at(0), page.table.rows.row_at(2)
    assert first is not None
    assert last is not None
    assert first.cells[0].detail == "the server is away"
    assert first.cells[2].detail == "21 min"
    assert last.cells[0].detail.startswith("may be refused: The store credit is too low")
    facts = page.facts.words()
    assert (facts["Dewi Anggraini"], facts["Agus Salim"]) == ("1 thing", "2 things")
    assert facts["Waits for longest"] == "21 min"


def test_what_was_tried_in_vain_tells_the_next_try(
    counter: LinkedCounter, clock: FakeClock, open_sync: OpenSync, desk_backend: Backend
) -> None:
    queued(counter)
    page = open_sync()
    tried = partial(SyncStatus, "offline", clock.at, 3, 0, 1_200.0, "ConnectError")
    for status, said in (
        (tried(), "Kept here until it answers: 3 things."),
        (tried(tries=3, next_try=clock.at + 9 * SECOND), "3 things. Try 3, next at 12:21:09."),
        (tried(tries=3, next_try=clock.at), "3 things. Try 4 is under way."),
        (SyncStatus("syncing", clock.at, 3, 0, 2.0), "On the way to the server: 3 things."),
    ):
        counter.link = status
        desk_backend.status.emit(status)
        assert page.sentence.text().endswith(said)


def test_what_is_done_meanwhile_appears(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync, desk_backend: Backend
) -> None:
    page = open_sync()
    counter.order("Maria Gunawan", (SHIRT, 1))
    qtbot.waitUntil(lambda: len(cells(page)) == 1)
    counter.link = SyncStatus("syncing", counter.clock.at, 1, 0, 2.0)
    desk_backend.status.emit(counter.link)
    assert page.sentence.text() == "On the way to the server: 1 thing."


def test_who_opens_it_asks_the_queue_once(
    qtbot: QtBot, open_sync: OpenSync, questions: Questions, desk_backend: Backend
) -> None:
    page = open_sync()
    page.hide()
    questions.asked.clear()
    page.show()
    page.on_changed(ChangeSet())
    page.on_shown()
    desk_backend.status.emit(desk_backend.sync_status())
    assert questions.asked.count(queue) == 1
    qtbot.wait(1)
    page.on_changed(ChangeSet())
    assert questions.asked.count(queue) == 2, "news of another turn"


def test_what_came_and_what_is_held_are_one_key_away(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync
) -> None:
    counter.order("Maria Gunawan", (SHIRT, 1))

    def acknowledged(db: Connection) -> None:
        row = dict(db.execute(outbox.select()).mappings().one())
        kept = {name: row[name] for name in row if name in outbox_archive.c}
        told = {"status": "accepted_with_exception", "receipt": "", "acked_at": counter.clock.at}
        db.execute(outbox_archive.insert(), {**kept, **told})
        db.execute(outbox.delete())
        buckets = f"catalogue stock:network device:{TILL}"
        db.execute(desk_state.update().values(buckets=buckets, epoch=1, seq=412))

    counter.desk.write(acknowledged).result()
    page = open_sync()
    press(K.Key_F6)
    assert page.which.value == CAME
    qtbot.waitUntil(lambda: [row[:2] for row in cells(page)] == [["Order", "Taken, with a task"]])
    press(K.Key_F6)
    assert page.which.value == HELD
    held = {row[0]: row[2] for row in cells(page)}
    assert list(held) == ["Products and prices", "Stock of all places", "This desk"]
    assert int(held["Products and prices"]) >= 5
    qtbot.waitUntil(lambda: page.facts.words().get("Read up to") == "1/412")
    press(K.Key_F6)
    assert page.which.value == WAITING


def test_a_good_line_is_told_step_by_step(qtbot: QtBot, open_sync: OpenSync, line: TheLine) -> None:
    page = open_sync()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: page.card.told.text() == "The line is fine.")
    assert line.asked == list(Step)
    assert page.card.rows[Step.TRIP].answer.text() == "38 ms"
    press(K.Key_F12)
    qtbot.waitUntil(lambda: line.asked == [*Step, *Step])


def test_the_first_step_that_fails_ends_the_test_and_says_what_to_do(
    qtbot: QtBot, open_sync: OpenSync, line: TheLine
) -> None:
    line.answers[Step.OURS] = Found(Step.OURS, "HTTP 302 that is not our server's")
    page = open_sync()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: not page.card.is_running and bool(page.card.found))
    assert line.asked[-1] is Step.OURS
    assert "sign-in page of the Wi-Fi" in page.card.rows[Step.OURS].wrong.text()
    assert page.card.rows[Step.TRIP].answer.text() == ""
    assert "is kept" in page.card.told.text()


def test_a_wrong_clock_is_told_and_breaks_no_line(
    qtbot: QtBot, open_sync: OpenSync, line: TheLine
) -> None:
    line.answers[Step.CLOCK] = Found(Step.CLOCK, "clock_wrong", -DAY // 1_000_000)
    page = open_sync()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: Step.TRIP in page.card.found and not page.card.is_running)
    assert "86.400 s off" in page.card.rows[Step.CLOCK].wrong.text()


def test_send_now_asks_the_server_at_once(open_sync: OpenSync, line: TheLine) -> None:
    page = open_sync()
    press(K.Key_F9)
    assert line.sent == 1
    assert page.strip.text() == "The server is asked now."


def test_the_report_names_no_person(
    qtbot: QtBot, counter: LinkedCounter, open_sync: OpenSync, line: TheLine
) -> None:
    queued(counter)
    page = open_sync()
    press(K.Key_F12)
    qtbot.waitUntil(lambda: Step.TRIP in page.card.found)
    QTest.keyClick(
        page, K.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    told = QGuiApplication.clipboard().text()
    assert "waiting 3, of 2 people" in told
    assert "order.place 3" in told
    assert "line trip ok 38" in told
    for name in ("Maria", "Dina", "Siti", "Agus", "Dewi", "+62"):
        assert name not in told
    assert "without names" in page.strip.text()


def test_a_desk_that_only_reads_says_why(counter: LinkedCounter, open_sync: OpenSync) -> None:
    counter.link = SyncStatus("read_only", counter.clock.at, 0, 0, None, "revoked")
    page = open_sync()
    assert page.sentence.text() == "The server lets this desk in no more. Ask the office."


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_break_has_its_own_words(desk_app: Dressing, language: str) -> None:
    desk_app.languages.speak(language)
    sentences = {words.found(Found(Step.REACH, code, 7, "gerai.example")) for code in words._WRONG}
    assert len(sentences) == len(words._WRONG) - 1  # two codes say that the desk is taken off
    assert not any("{" in one for one in sentences)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "id", "pseudo"])
def test_the_page_passes_the_audit(
    qtbot: QtBot,
    counter: LinkedCounter,
    clock: FakeClock,
    open_sync: OpenSync,
    line: TheLine,
    desk_app: Dressing,
    theme: str,
    language: str,
) -> None:
    desk_app.theme.choose(ThemeChoice(theme))
    desk_app.languages.speak(language)
    queued(counter)
    counter.link = SyncStatus("offline", clock.at - 20 * MINUTE, 3, 0, 1_200.0, "ConnectError")
    counter.link = replace(counter.link, tries=3, next_try=clock.at + 9 * SECOND)
    page = open_sync()
    for size in ((1204, 630), (1364, 810)):
        page.resize(*size)
        audit_settled(page, qtbot)
        line.answers[Step.SECURE] = Found(Step.SECURE, "certificate_wrong")
        press(K.Key_F12)
        qtbot.waitUntil(lambda: not page.card.is_running and bool(page.card.found))
        audit_settled(page, qtbot)
    press(K.Key_F6)
    qtbot.waitUntil(lambda: page.states.state == "message")
    audit_settled(page, qtbot)


@pytest.mark.parametrize(
    ("arriving", "said"),
    [
        (Arriving(12 << 20), "fetched anew: 12 MB so far. Go on working."),
        (Arriving(30 << 20, whole=True), "at the next quiet moment. Go on working."),
    ],
)
def test_a_shop_on_its_way_is_said(
    counter: LinkedCounter, open_sync: OpenSync, arriving: Arriving, said: str
) -> None:
    counter.link = SyncStatus("online", counter.clock.at, 2, 0, 2.0, arriving=arriving)
    assert said in open_sync().sentence.text()


@pytest.mark.parametrize(
    ("state", "trouble", "said"),
    [("offline", NOT_TRUSTED, "cannot prove it"), ("online", ROWS_DIFFER, "fetched anew")],
)
def test_what_is_not_a_mere_broken_line_is_said(
    counter: LinkedCounter, open_sync: OpenSync, state: str, trouble: str, said: str
) -> None:
    counter.link = SyncStatus(state, counter.clock.at, 0, 0, 2.0, trouble)
    assert said in open_sync().sentence.text()
