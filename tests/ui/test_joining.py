"""A first run, a second start, a demo that fails: told in windows, and done by keys alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.kit.errors import Refusal, Unreachable
from app.sync.taking import NOTHING, Arriving
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing, answered, failing
from ui.demo import STAGES, DemoOpening, ServerSwitch
from ui.joining import Joining
from ui.kit import refusals
from ui.notice import Notice

SERVER = "https://gerai.example:8443"


@dataclass
class Gate:
    """What the desk would answer."""

    codes: list[str] = field(default_factory=list)
    tests: int = 0
    server: BaseException | None = None
    refusal: BaseException | None = None
    sync: BaseException | None = None
    waits: "Future[Any] | None" = None  # the shop is still on its way
    came: Arriving = NOTHING

    def test(self) -> "Future[Any]":
        self.tests += 1
        return _answer(self.server)

    def join(self, code: str) -> "Future[Any]":
        self.codes.append(code)
        return _answer(self.refusal)

    def bring(self) -> "Future[Any]":
        return _answer(self.sync) if self.waits is None else self.waits


def _answer(trouble: BaseException | None) -> "Future[Any]":
    return answered(None) if trouble is None else failing(trouble)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def window(desk_app: Dressing, qtbot: Any, gate: Gate) -> Iterator[Joining]:
    made = Joining(
        SERVER,
        test=gate.test,
        join=gate.join,
        bring=gate.bring,
        arriving=lambda: gate.came,
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def test_code_and_enter_join_the_desk(window: Joining, qtbot: Any, gate: Gate) -> None:
    qtbot.keyClicks(window.focusWidget(), " K7M4-PXQ2-9TRB ")
    with qtbot.waitSignal(window.joined):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert gate.codes == ["K7M4-PXQ2-9TRB"]


def test_f5_asks_the_server_and_the_answer_can_be_read(
    window: Joining, qtbot: Any, gate: Gate
) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "The server answers" in window.strip.text())
    gate.server = Unreachable("ConnectError")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: f"No answer from {SERVER}" in window.strip.text())
    assert "ConnectError" not in window.strip.text()
    assert gate.tests == 2


def test_a_used_code_is_told_and_stays_to_be_corrected(
    window: Joining, qtbot: Any, gate: Gate
) -> None:
    gate.refusal = Refusal("code_unknown")
    qtbot.keyClicks(window.code, "OLD")
    qtbot.keyClick(window.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "was used before" in window.strip.text())
    assert window.code.text() == "OLD"
    gate.refusal = None
    qtbot.keyClicks(window.code, "NEW")  # over what is selected
    with qtbot.waitSignal(window.joined):
        qtbot.keyClick(window.code, Qt.Key.Key_Return)
    assert gate.codes == ["OLD", "NEW"]


def test_enter_held_down_sends_the_code_once(window: Joining, qtbot: Any, gate: Gate) -> None:
    qtbot.keyClicks(window.code, "CODE")
    with qtbot.waitSignal(window.joined):
        for _ in range(5):
            qtbot.keyClick(window.code, Qt.Key.Key_Return)
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert (gate.codes, gate.tests) == (["CODE"], 0)


def test_nothing_typed_is_nothing_sent(window: Joining, qtbot: Any, gate: Gate) -> None:
    qtbot.keyClick(window.code, Qt.Key.Key_Return)
    assert "Type the code" in window.strip.text()
    assert gate.codes == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_trouble_is_too_long_for_the_window(
    desk_app: Dressing, window: Joining, qtbot: Any, gate: Gate, language: str
) -> None:
    desk_app.languages.speak(language)
    gate.server = gate.sync = Unreachable("cut")
    window.ask_server()
    qtbot.waitUntil(window.button.isEnabled)
    audit_settled(window, qtbot)
    window.bring()
    qtbot.waitUntil(window.tested.isEnabled)
    audit_settled(window, qtbot)


def test_a_first_sync_that_breaks_off_is_tried_again_without_the_code(
    window: Joining, qtbot: Any, gate: Gate
) -> None:
    gate.sync = Unreachable("cut")
    qtbot.keyClicks(window.code, "CODE")
    qtbot.keyClick(window.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No answer" in window.strip.text())
    assert "This desk has joined" in window.strip.text()
    gate.sync = None
    with qtbot.waitSignal(window.joined):
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert gate.codes == ["CODE"]


def test_whoever_waits_for_the_shop_sees_it_come(window: Joining, qtbot: Any, gate: Gate) -> None:
    gate.waits = Future()
    qtbot.keyClicks(window.code, "CODE")
    qtbot.keyClick(window.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "takes a while" in window.strip.text())
    gate.came = Arriving(3 << 20)
    qtbot.waitUntil(lambda: "3 MB so far" in window.strip.text())
    gate.came = Arriving(9 << 20, whole=True)
    qtbot.waitUntil(lambda: "put in order" in window.strip.text())
    with qtbot.waitSignal(window.joined):
        gate.waits.set_result(None)


def test_every_part_can_be_reached_by_tab_and_has_a_name(window: Joining, qtbot: Any) -> None:
    reached = set()
    for _ in range(6):
        at = window.focusWidget()
        assert at.accessibleName()
        reached.add(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert {window.code, window.tested, window.button} <= reached


def test_it_speaks_indonesian_too(desk_app: Dressing, window: Joining, qtbot: Any) -> None:
    desk_app.languages.speak("id")
    qtbot.waitUntil(lambda: window.code.accessibleName() == "Kode pendaftaran")


def test_a_second_start_is_refused_in_a_window(desk_app: Dressing, qtbot: Any) -> None:
    refusal = Refusal("profile_in_use", folder="/home/siti/gerai")
    notice = Notice(lambda: refusals.told(refusal.code, refusal.facts))
    qtbot.addWidget(notice)
    notice.show()
    assert "open already" in notice.words.text()
    desk_app.languages.speak("id")
    qtbot.waitUntil(lambda: "sudah terbuka" in notice.words.text())
    qtbot.keyClick(notice, Qt.Key.Key_Return)
    assert not notice.isVisible()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Refusal("server_ended", why="out of memory", log="server.log"), "out of memory"),
        (Refusal("profile_in_use", folder="demo"), "open already"),
        (Unreachable("the first sync did not end"), "took too long"),
        (KeyError("enrol_codes"), "What was made is kept"),
    ],
)
def test_a_demo_that_does_not_start_says_why(
    desk_app: Dressing, qtbot: Any, trouble: BaseException, words: str
) -> None:
    opening = DemoOpening()
    qtbot.addWidget(opening)
    opening.show()
    opening.settle(failing(trouble))
    qtbot.waitUntil(lambda: words in opening.stage.text())
    assert not opening.bar.isVisible()
    assert "did not open" in opening.title.text()


def test_the_opening_tells_each_stage_in_the_language_of_the_moment(
    desk_app: Dressing, qtbot: Any
) -> None:
    opening = DemoOpening()
    qtbot.addWidget(opening)
    for stage, english in STAGES.items():
        opening.told.emit(stage, 0.5)
        assert opening.stage.text() == english
    desk_app.languages.speak("id")
    opening.told.emit("staff", 0.5)
    assert opening.stage.text() == "Merekrut karyawan"
    with qtbot.waitSignal(opening.opened):
        opening.settle(answered(None))


class Server:
    running = True
    trouble: BaseException | None = None

    def start(self) -> None:
        if self.trouble:
            raise self.trouble
        self.running = True

    def stop(self) -> None:
        self.running = False


def later(work: Callable[[], None]) -> "Future[Any]":
    try:
        work()
    except Exception as trouble:
        return failing(trouble)
    return answered(None)


def test_the_switch_stops_and_starts_the_server_and_tells_when_it_did_not(
    desk_app: Dressing, qtbot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server()
    switch = ServerSwitch(server, later)
    qtbot.addWidget(switch)
    assert switch.button.accessibleName() == "Stop server"
    switch.button.click()
    assert switch.button.accessibleName() == "Start server"
    server.trouble = Refusal("server_ended", why="x", log="y")
    switch.button.click()
    assert "ended" in switch.button.accessibleName()
    server.trouble = None
    switch.button.click()
    assert switch.button.accessibleName() == "Stop server"
