"""The frame: screens by key, scans to the current one, lock and switch, sign-in by PIN."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk.printing import PERHAPS_PRINTED, SUBJECT_UNKNOWN, PrintJob, PrintState
from app.kit.changes import ChangeSet
from app.kit.errors import Refusal, Unreachable
from app.ports.printer import NO_PRINTER
from tests.ui.audit import audit_settled
from tests.ui.conftest import (
    DEWI,
    NOON,
    Dressing,
    FakeClock,
    FakeOutcome,
    FakeStatus,
    InstantDesk,
    answered,
    failing,
)
from ui.kit.actions import COMMIT, Action, ActionSet
from ui.kit.backend import Backend
from ui.kit.entry import EntryBox
from ui.kit.i18n import PSEUDO
from ui.kit.page import Page, PageSpec
from ui.kit.session import Session
from ui.kit.sounds import Sounds
from ui.kit.theme import ThemeChoice
from ui.settings.page import SettingsPage
from ui.shell import Door, Kept, KnownUser, MainWindow, Place
from ui.shell.printchip import PrintChip

PAY = Action("t.pay", "Pay", COMMIT)
AGUS = Session("agus", "Agus Salim", "Store clerk", "actor-agus", "id", frozenset({"pickup"}))
HOUR = 3_600_000_000


class Screen(Page):
    """A screen that notes what the shell tells it."""

    def __init__(self, backend: Backend, name: str) -> None:
        super().__init__(backend)
        self.name = name
        self.heard: list[object] = []
        self.box = self.entry_box = EntryBox("Entry")
        self.acts = ActionSet(self, {PAY: self.commit})
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.name

    def on_scan(self, code: str) -> None:
        self.heard.append(("scan", code))

    def on_changed(self, changes: ChangeSet) -> None:
        self.heard.append(("changed", sorted(changes)))

    def open(self, what: object) -> None:
        self.heard.append(("open", what))

    def on_handed_off(self) -> None:
        self.heard.append("handed off")

    def commit(self) -> None:
        self.heard.append("commit")


def front(window: MainWindow) -> Screen:
    assert isinstance(window.page, Screen)
    return window.page


PEOPLE = [
    KnownUser("dewi", "Dewi Anggraini", "Call center", "101", "BADGE-1", NOON - HOUR),
    KnownUser("agus", "Agus Salim", "Store clerk", "202", "BADGE-2", NOON - 30 * HOUR),
    KnownUser("budi", "Budi Santoso", "Store clerk", "303", needs_server=True),
]


class Gate:
    """Two people with PINs; counts tries like the desk does."""

    def __init__(self) -> None:
        self.tries = 5
        self.pending: Future[Any] | None = None

    def verify(self, user_id: str, pin: str) -> "Future[Any]":
        if self.pending is not None:
            return self.pending
        if (user_id, pin) in {("dewi", "123456"), ("agus", "222222")}:
            return answered(user_id)
        self.tries -= 1
        return failing(Refusal("wrong_pin", tries_left=self.tries, wait_s=0))


class Papers:
    """A print queue of earlier days; notes what is tried again and tells what a test says."""

    def __init__(self) -> None:
        self.earlier: list[PrintJob] = []
        self.asked = 0
        self.tried: list[str] = []
        self.pending: Future[Any] = Future()
        self._changed: list[Callable[[PrintJob], None]] = []

    def jobs(self) -> "Future[list[PrintJob]]":
        self.asked += 1
        return answered(self.earlier)

    def retry(self, job_id: str) -> "Future[Any]":
        self.tried.append(job_id)
        return self.pending

    def retry_kept(self) -> "Future[Any]":
        self.tried.append("all")
        return self.pending

    def on_changed(self, callback: Callable[[PrintJob], None]) -> None:
        self._changed.append(callback)

    def tell(self, *jobs: PrintJob) -> None:
        for callback in self._changed:
            for job in jobs:
                callback(job)

    def answer(self, *jobs: PrintJob) -> None:
        """The printer is done with what was tried."""
        self.tell(*jobs)
        pending, self.pending = self.pending, Future()
        pending.set_result(list(jobs))


def paper(number: int, reason: str = "", folder: Path | None = None) -> PrintJob:
    """Printed without a reason; else kept, as a file if there is a folder."""
    return PrintJob(
        job_id=f"job-{number}",
        kind="pickup_slip",
        subject_id="order",
        language="en",
        copies=1,
        state=PrintState.KEPT if reason else PrintState.SENT,
        reason=reason,
        path=folder / f"slip-{number}.txt" if folder else None,
        at=NOON + number,
    )


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def window(
    desk_app: Dressing, desk: InstantDesk, clock: FakeClock, gate: Gate, papers: Papers, qtbot
) -> Iterator[MainWindow]:
    clock.step_ms = 80  # fingers, not a scanner
    backend = Backend(desk)
    sounds = Sounds(on=False)
    pages = [
        PageSpec("orders", "Orders", "phone-call", lambda b: Screen(b, "Orders")),
        PageSpec("pickup", "Pickup", "shopping-bag", lambda b: Screen(b, "Pickup"), "pickup"),
        PageSpec("admin", "Admin", "users", lambda b: Screen(b, "Admin"), "admin"),
        PageSpec(
            "settings",
            "Settings",
            "settings",
            lambda b: SettingsPage(
                b, desk_app.theme, desk_app.languages, sounds, lambda k, v: None
            ),
            at_bottom=True,
        ),
    ]
    door = Door(
        users=lambda: answered(PEOPLE),
        verify_pin=gate.verify,
        admit=lambda user_id, _answer: DEWI if user_id == "dewi" else AGUS,
        kept=lambda _user: answered([Kept("pause", "2 parked orders", "kept under Dewi")]),
        demo_pins=[("Dewi Anggraini", "123456")],
    )
    made = MainWindow(
        desk_app.app,
        backend,
        pages,
        door=door,
        place=Place("Grand Indonesia", "JKT01-3", "1.0"),
        clock=clock,
        languages=desk_app.languages,
        sounds=sounds,
        papers=papers,
    )
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: made.sign_in.people.user_id == "dewi")
    yield made
    desk_app.app.removeEventFilter(made.ears)


def type_pin(window: MainWindow, pin: str, qtbot) -> None:
    for digit in pin:
        QTest.keyClicks(window.sign_in.pin, digit)
    QTest.keyClick(window.sign_in.pin, Qt.Key.Key_Return)


@pytest.fixture
def signed_in(window: MainWindow, qtbot) -> MainWindow:
    type_pin(window, "123456", qtbot)
    qtbot.waitUntil(lambda: not window.is_locked())
    return window


def test_a_pin_lets_its_owner_in_with_seven_keys(signed_in: MainWindow) -> None:
    assert front(signed_in).isVisible()
    assert signed_in.top.title.text() == "Orders"
    assert signed_in.top.person.accessibleName() == "Signed in: Dewi Anggraini, Call center"


def test_the_entry_box_has_the_focus_on_every_screen(signed_in: MainWindow, qtbot) -> None:
    qtbot.waitUntil(front(signed_in).box.edit.hasFocus)
    QTest.keyClick(signed_in, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert signed_in.top.title.text() == "Pickup"
    assert front(signed_in).box.edit.hasFocus()


def test_f3_comes_back_to_the_entry_box(signed_in: MainWindow, qtbot) -> None:
    signed_in.top.pill.setFocus()
    QTest.keyClick(signed_in, Qt.Key.Key_F3)
    assert front(signed_in).box.edit.hasFocus()


def test_a_wrong_pin_tells_the_tries_left(window: MainWindow, qtbot) -> None:
    type_pin(window, "999999", qtbot)
    qtbot.waitUntil(lambda: "4" in window.sign_in._tries_left.text())
    assert window.is_locked()
    assert not window.sign_in.pin.is_full()
    assert window.sign_in._tries_left.text() == "Wrong PIN, 4 tries left"


def test_after_the_last_wrong_pin_it_tells_how_long_to_wait(
    window: MainWindow, gate: Gate, qtbot
) -> None:
    """Time alone ends the wait: nobody is named who could."""
    gate.tries = 2
    type_pin(window, "999999", qtbot)
    qtbot.waitUntil(lambda: "1" in window.sign_in._tries_left.text())
    gate.pending = failing(Refusal("pin_wait", seconds=30))
    type_pin(window, "999999", qtbot)
    qtbot.waitUntil(window.sign_in.strip.isVisible)
    assert "30" in window.sign_in.strip.text()
    assert window.sign_in._tries_left.text() == ""
    gate.pending = None
    type_pin(window, "123456", qtbot)
    qtbot.waitUntil(lambda: not window.is_locked())


def test_a_growing_wait_is_kept(window: MainWindow, gate: Gate, qtbot) -> None:
    gate.pending = failing(Refusal("wrong_pin", tries_left=2, wait_s=30))
    type_pin(window, "999999", qtbot)
    qtbot.waitUntil(lambda: "wait 30 s" in window.sign_in._tries_left.text())
    window.sign_in._ticked()
    assert "wait 29 s" in window.sign_in._tries_left.text()


def test_a_second_enter_asks_once(window: MainWindow, gate: Gate, qtbot) -> None:
    gate.pending = Future()
    asked: list[str] = []

    def noted(user_id: str, pin: str) -> "Future[Any]":
        asked.append(pin)
        return gate.verify(user_id, pin)

    window.sign_in._door = Door(
        window.sign_in._door.users,
        noted,
        window.sign_in._door.admit,
    )
    type_pin(window, "123456", qtbot)
    window.sign_in.pin.enter()
    assert asked == ["123456"]
    gate.pending.set_result("dewi")
    qtbot.waitUntil(lambda: not window.is_locked())


@pytest.mark.parametrize("trouble", [Unreachable("gone"), Refusal("never_signed_in_here")])
def test_other_troubles_are_worded(window: MainWindow, gate: Gate, qtbot, trouble) -> None:
    gate.pending = failing(trouble)
    type_pin(window, "123456", qtbot)
    qtbot.waitUntil(window.sign_in.strip.isVisible)
    assert "never_signed" not in window.sign_in.strip.text()


def test_a_name_is_found_by_typing_it(window: MainWindow, qtbot) -> None:
    QTest.keyClicks(window.sign_in.pin, "a")
    QTest.keyClicks(window.sign_in.entry_box.edit, "gu")
    QTest.keyClick(window.sign_in.entry_box.edit, Qt.Key.Key_Return)
    assert window.sign_in.people.user_id == "agus"
    assert window.sign_in.pin.hasFocus()


def test_a_badge_chooses_its_owner(window: MainWindow, qtbot) -> None:
    window.scans.scanned.emit("BADGE-2")
    assert window.sign_in.people.user_id == "agus"
    window.scans.scanned.emit("BADGE-9")
    assert window.sign_in.strip.isVisible()


def test_offline_only_those_known_here_may_be_chosen(window: MainWindow, desk, qtbot) -> None:
    desk.tell_status(FakeStatus("offline", NOON - 4 * HOUR, 10))
    window.sign_in.welcome()
    qtbot.waitUntil(lambda: window.sign_in.aside._since.text() == "Offline since 08:00")
    qtbot.wait(5)
    for _ in range(5):
        window.sign_in.people.step(1)
    assert window.sign_in.people.user_id == "agus"
    assert window.sign_in.aside._until.text() == "You can sell until Wed 25 Nov, 08:00."


def test_the_lock_hides_the_work_and_shows_counts_only(signed_in: MainWindow, qtbot) -> None:
    QTest.keyClick(signed_in, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert signed_in.is_locked()
    assert not front(signed_in).isVisible()
    qtbot.waitUntil(signed_in.sign_in.aside._kept.isVisible)
    QTest.keyClick(signed_in, Qt.Key.Key_F12)
    assert front(signed_in).heard == []


def test_the_same_person_carries_on(signed_in: MainWindow, qtbot) -> None:
    front(signed_in).box.set_text("TR-2")
    signed_in.lock()
    type_pin(signed_in, "123456", qtbot)
    qtbot.waitUntil(lambda: not signed_in.is_locked())
    assert front(signed_in).box.text() == "TR-2"
    assert "handed off" not in front(signed_in).heard


def test_another_person_parks_the_work_and_sees_their_screens(
    signed_in: MainWindow, desk_app: Dressing, qtbot
) -> None:
    orders = front(signed_in)
    signed_in.switch_person()
    assert signed_in.sign_in.people.user_id == ""
    QTest.keyClicks(signed_in.sign_in.entry_box.edit, "agus")
    QTest.keyClick(signed_in.sign_in.entry_box.edit, Qt.Key.Key_Return)
    type_pin(signed_in, "222222", qtbot)
    qtbot.waitUntil(lambda: not signed_in.is_locked())
    assert "handed off" in orders.heard
    assert not signed_in.rail.buttons["admin"].isVisible()
    assert desk_app.languages.language == "id"


def test_a_scan_goes_to_the_screen_in_front(signed_in: MainWindow, clock: FakeClock) -> None:
    clock.step_ms = 4
    for letter in "8991234567890":
        QTest.keyClicks(front(signed_in).box.edit, letter)
    QTest.keyClick(front(signed_in).box.edit, Qt.Key.Key_Return)
    assert front(signed_in).heard == [("scan", "8991234567890")]


def test_commit_reaches_only_the_screen_in_front(signed_in: MainWindow, qtbot) -> None:
    orders = front(signed_in)
    signed_in.show_page("pickup", "an order")
    QTest.keyClick(signed_in, Qt.Key.Key_F12)
    assert orders.heard == []
    assert front(signed_in).heard == [("open", "an order"), "commit"]


def test_changes_reach_hidden_screens_when_they_come_back(
    signed_in: MainWindow, desk: InstantDesk, qtbot
) -> None:
    orders = front(signed_in)
    signed_in.show_page("pickup")
    desk.tell_changed(ChangeSet({"orders": ["1"]}))
    desk.tell_changed(ChangeSet({"stock": ["2"]}))
    qtbot.waitUntil(lambda: len(front(signed_in).heard) == 2)
    assert orders.heard == []
    signed_in.show_page("orders")
    assert orders.heard == [("changed", ["orders", "stock"])]


def test_a_refusal_is_told_on_the_screens_strip(signed_in: MainWindow, desk, qtbot) -> None:
    desk.outcomes = [FakeOutcome("refused", refusal=Refusal("forbidden"))]
    signed_in._backend.run("x")
    qtbot.waitUntil(front(signed_in).strip.isVisible)
    assert front(signed_in).strip.text() == "Your role may not do this. A manager can."


@pytest.mark.parametrize("trouble", [Unreachable("gone"), KeyError("secret")])
def test_trouble_is_told_without_raw_text(signed_in: MainWindow, desk, qtbot, trouble) -> None:
    desk.outcomes = [trouble]
    signed_in._backend.run("x")
    qtbot.waitUntil(front(signed_in).strip.isVisible)
    assert "secret" not in front(signed_in).strip.text()


def test_f1_shows_what_can_be_pressed_here(signed_in: MainWindow, qtbot) -> None:
    QTest.keyClick(signed_in, Qt.Key.Key_F1)
    sheet = signed_in.sheet
    assert sheet.isVisible()
    assert {"Pay", "Lock", "Go to screen: Pickup"} <= set(sheet.shown())
    QTest.keyClicks(sheet.search.edit, "lo")
    qtbot.waitUntil(lambda: sheet.shown() == ["Lock"])
    QTest.keyClick(sheet.search.edit, Qt.Key.Key_Escape)
    QTest.keyClick(sheet.search.edit, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert front(signed_in).box.edit.hasFocus()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (FakeStatus(), "Online · 2 s"),
        (FakeStatus("syncing", queued=12), "Syncing 12"),
        (FakeStatus("offline", NOON, 3), "Offline 12:00 · 3 queued"),
        (FakeStatus("offline", NOON, 3, need_you=1), "Offline 12:00 · 3 queued"),
        (FakeStatus("online", need_you=2), "2 need you"),
        (FakeStatus("read_only"), "Read only"),
        (FakeStatus(little_room=True), "Disk nearly full"),
        (FakeStatus(clock_off_s=-7_300), "Clock 2 h off"),
        (FakeStatus("offline", NOON, little_room=True), "Offline 12:00 · disk nearly full"),
    ],
)
def test_the_pill_tells_the_link_in_words(signed_in, desk, qtbot, status, words) -> None:
    desk.tell_status(status)
    qtbot.waitUntil(lambda: signed_in.top.pill.text() == words)
    assert signed_in.top.pill.accessibleName() == f"Sync: {words}"


def print_chip(window: MainWindow) -> PrintChip:
    assert window.top.printing is not None
    return window.top.printing


AWAY = "printer_refused"


@pytest.mark.parametrize(
    ("jobs", "words", "status"),
    [
        ([], "", "idle"),
        ([paper(1)], "Printed", "ok"),
        ([paper(1, AWAY)], "Printer away, 1 kept", "warn"),
        ([paper(1, AWAY), paper(2, AWAY)], "Printer away, 2 kept", "warn"),
        ([paper(1), paper(2, AWAY)], "Printer away, 1 kept", "warn"),
        ([paper(1, PERHAPS_PRINTED)], "1 perhaps printed", "warn"),
        (
            [paper(1, AWAY), paper(2, AWAY), paper(3, PERHAPS_PRINTED)],
            "Printer away, 2 kept · 1 perhaps printed",
            "warn",
        ),
        ([paper(1, NO_PRINTER)], "No printer, 1 kept as file", "idle"),
        ([paper(n, NO_PRINTER) for n in range(3)], "No printer, 3 kept as files", "idle"),
        ([paper(1, AWAY), paper(2, NO_PRINTER)], "No printer, 2 kept as files", "idle"),
        ([paper(1, NO_PRINTER), paper(2, AWAY)], "Printer away, 2 kept", "warn"),
        ([paper(1, SUBJECT_UNKNOWN)], "", "idle"),
    ],
)
def test_the_print_chip_tells_in_words_what_came_out(
    signed_in: MainWindow, papers: Papers, qtbot, jobs: list[PrintJob], words: str, status: str
) -> None:
    chip = print_chip(signed_in)
    papers.tell(*jobs)
    qtbot.waitUntil(lambda: chip.text() == words)
    assert chip.isVisible() == bool(words)
    assert chip.accessibleName() == f"Printing: {words}"
    assert chip._told.status == status


def test_what_was_printed_is_told_for_a_moment(
    signed_in: MainWindow, papers: Papers, qtbot
) -> None:
    chip = print_chip(signed_in)
    chip._printed.setInterval(30)
    papers.tell(paper(1))
    qtbot.waitUntil(chip.isVisible)
    qtbot.waitUntil(lambda: not chip.isVisible())


def test_papers_that_earlier_days_kept_are_asked_for_once(
    window: MainWindow, papers: Papers, qtbot
) -> None:
    papers.earlier = [paper(3), paper(2, AWAY), paper(1, PERHAPS_PRINTED)]
    assert papers.asked == 0
    for _ in range(2):
        type_pin(window, "123456", qtbot)
        qtbot.waitUntil(lambda: not window.is_locked())
        window.lock()
    qtbot.waitUntil(lambda: print_chip(window).text() == "Printer away, 1 kept · 1 perhaps printed")
    assert papers.asked == 1


def test_what_the_printer_told_meanwhile_is_newer_than_the_answer(
    window: MainWindow, papers: Papers, qtbot
) -> None:
    papers.earlier = [paper(2, PERHAPS_PRINTED), paper(1, AWAY)]
    papers.tell(paper(2))
    type_pin(window, "123456", qtbot)
    chip = print_chip(window)
    qtbot.waitUntil(lambda: chip.text() == "Printed")
    chip._printed.setInterval(0)  # starts it anew
    qtbot.waitUntil(lambda: chip.text() == "Printer away, 1 kept")


@pytest.mark.parametrize("how", ["mouse", Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_pressed_the_print_chip_tries_again_and_goes_when_all_is_printed(
    signed_in: MainWindow, papers: Papers, qtbot, how: object
) -> None:
    chip = print_chip(signed_in)
    papers.tell(paper(1, AWAY), paper(2, AWAY))
    qtbot.waitUntil(chip.isVisible)
    for _ in range(2):  # a second press of the same hand asks nothing more
        if isinstance(how, Qt.Key):
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(chip, how)
        else:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert papers.tried == ["all"]
    assert chip.text() == "Printer away, 2 kept"
    chip._printed.setInterval(30)
    papers.answer(paper(1), paper(2))
    qtbot.waitUntil(lambda: chip.text() == "Printed")
    qtbot.waitUntil(lambda: not chip.isVisible())


def test_a_printer_that_is_still_away_can_be_tried_again(
    signed_in: MainWindow, papers: Papers, qtbot
) -> None:
    chip = print_chip(signed_in)
    papers.tell(paper(1, AWAY), paper(2, AWAY))
    qtbot.waitUntil(chip.isVisible)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    papers.answer(paper(1, AWAY))
    qtbot.waitUntil(lambda: not chip._trying)
    assert chip.text() == "Printer away, 2 kept"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert papers.tried == ["all", "all"]


def test_what_is_perhaps_printed_comes_out_one_a_press_the_oldest_first(
    signed_in: MainWindow, papers: Papers, qtbot
) -> None:
    chip = print_chip(signed_in)
    papers.tell(paper(2, PERHAPS_PRINTED), paper(1, PERHAPS_PRINTED))
    qtbot.waitUntil(lambda: chip.text() == "2 perhaps printed")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    papers.answer(paper(1))
    qtbot.waitUntil(lambda: chip.text() == "Printed")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert papers.tried == ["job-1"]
    chip._printed.setInterval(0)  # starts it anew
    qtbot.waitUntil(lambda: chip.text() == "1 perhaps printed")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert papers.tried == ["job-1", "job-2"]


def test_a_paper_that_the_queue_does_not_know_is_told_no_longer(
    signed_in: MainWindow, papers: Papers, qtbot
) -> None:
    chip = print_chip(signed_in)
    papers.tell(paper(1, AWAY))
    qtbot.waitUntil(chip.isVisible)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    papers.answer()
    qtbot.waitUntil(lambda: not chip.isVisible())


def test_the_print_chip_says_what_pressing_does_and_where_the_newest_file_is(
    signed_in: MainWindow, papers: Papers, tmp_path: Path, qtbot
) -> None:
    chip = print_chip(signed_in)
    papers.tell(paper(2, AWAY, tmp_path), paper(1, AWAY, tmp_path))
    qtbot.waitUntil(chip.isVisible)
    told = f"Press to print again what is kept; the newest is in {tmp_path / 'slip-2.txt'}."
    assert chip.accessibleDescription() == told
    assert chip.toolTip() == f"Printer away, 2 kept\n{told}"
    perhaps = [replace(paper(n, PERHAPS_PRINTED, tmp_path), path=None) for n in (1, 2)]
    papers.tell(*perhaps)
    qtbot.waitUntil(lambda: chip.accessibleDescription() == "Press to print the oldest once more.")


@pytest.mark.parametrize("language", ["en", "id", PSEUDO])
def test_beside_a_long_pill_the_print_chip_shows_its_number_alone(
    signed_in: MainWindow, desk_app: Dressing, desk, papers: Papers, qtbot, language: str
) -> None:
    desk_app.languages.speak(language)
    chip, top = print_chip(signed_in), signed_in.top
    top.finder.show()
    papers.tell(paper(1, AWAY), paper(2, PERHAPS_PRINTED))
    qtbot.waitUntil(chip.isVisible)
    assert chip.drawn() == chip.text()
    top.title.say("Good afternoon, Dewi Anggraini")
    desk.tell_status(FakeStatus("offline", NOON, 3, little_room=True))
    qtbot.waitUntil(lambda: chip.drawn() == "1 · 1?")
    audit_settled(signed_in, qtbot)
    assert top.person.geometry().right() < top.width()
    top.title.say("Orders")
    desk.tell_status(FakeStatus())
    qtbot.waitUntil(lambda: chip.drawn() == chip.text())
    audit_settled(signed_in, qtbot)


def test_settings_switch_at_once_and_are_kept(desk_app: Dressing, backend: Backend, qtbot) -> None:
    kept: list[tuple[str, str]] = []
    page = SettingsPage(
        backend,
        desk_app.theme,
        desk_app.languages,
        Sounds(on=False),
        lambda key, value: kept.append((key, value)),
    )
    qtbot.addWidget(page)
    page.show()
    for control in (page.languages, page.themes, page.sound):
        QTest.keyClick(control, Qt.Key.Key_Right)
    assert kept == [("language", "id"), ("theme", "dark"), ("sounds", "on")]
    assert desk_app.languages.language == "id"
    assert desk_app.theme.choice == ThemeChoice.DARK


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "id", PSEUDO])
def test_frame_sign_in_and_settings_pass_the_audit(
    signed_in: MainWindow, desk_app: Dressing, desk, qtbot, language: str, size: tuple[int, int]
) -> None:
    desk_app.languages.speak(language)
    signed_in.resize(*size)
    audit_settled(signed_in, qtbot)
    signed_in.show_page("settings")
    audit_settled(signed_in, qtbot)
    signed_in.show_shortcuts()
    audit_settled(signed_in, qtbot)
    signed_in.sheet.dismiss()
    desk.tell_status(FakeStatus("offline", NOON - HOUR, 3))
    signed_in.lock()
    audit_settled(signed_in, qtbot)
