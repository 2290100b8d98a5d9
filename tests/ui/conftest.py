"""What tests of screens may ask for: a dressed application, a desk that answers, typing clocks."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.errors import Refusal
from tests.desk.conftest import house, template
from ui.kit import fonts, formats
from ui.kit.backend import Backend
from ui.kit.i18n import Languages
from ui.kit.session import Session
from ui.kit.theme import Theme, ThemeChoice

__all__ = ["house", "template"]  # for screens that stand before a real server
NOON = Instant(1_795_323_600_000_000)  # 22 Nov 2026 12:00 in Jakarta


@dataclass
class FakeClock:
    """Stands still until told; `step_ms` makes every reading later, as fingers are."""

    at: int = NOON
    ms: int = 0
    step_ms: int = 0

    def now(self) -> Instant:
        return Instant(self.at)

    def monotonic_ms(self) -> int:
        self.ms += self.step_ms
        return self.ms


@dataclass(frozen=True)
class FakeStatus:
    state: str = "online"
    since: int = NOON
    queued: int = 0
    need_you: int = 0
    age_s: float | None = 2.0
    trouble: str = ""
    little_room: bool = False
    clock_off_s: int = 0
    tries: int = 0
    next_try: int = 0


@dataclass(frozen=True)
class FakeOutcome:
    status: str = "ok"
    result: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None
    changes: ChangeSet = field(default_factory=ChangeSet)


def answered(value: Any) -> "Future[Any]":
    made: Future[Any] = Future()
    made.set_result(value)
    return made


def failing(trouble: BaseException) -> "Future[Any]":
    made: Future[Any] = Future()
    made.set_exception(trouble)
    return made


class InstantDesk:
    """A desk whose lanes answer at once; `outcomes` are given out in turn, questions are run."""

    def __init__(self, reader: object = None) -> None:
        self.reader = reader
        self.ran: list[tuple[object, object]] = []
        self.run_under: list[str] = []
        self.approvals: list[object] = []
        self.outcomes: list[FakeOutcome | BaseException] = []
        self.link = FakeStatus()
        self._changed: list[Callable[[ChangeSet], None]] = []
        self._status: list[Callable[[Any], None]] = []

    def run(self, command: object, actor: object, *, command_id: str = "") -> "Future[Any]":
        self.ran.append((command, actor))
        self.run_under.append(command_id)
        outcome = self.outcomes.pop(0) if self.outcomes else FakeOutcome()
        return failing(outcome) if isinstance(outcome, BaseException) else answered(outcome)

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        try:
            return answered(query(self.reader, *args, **kwargs))
        except Exception as trouble:  # a lane keeps whatever its job raised
            return failing(trouble)

    report = write = ask

    def approve(self, approver_id: str, pin: str, **told: Any) -> "Future[Any]":
        """Gives out `approvals` in turn: an approval, or the trouble with it."""
        answer = self.approvals.pop(0)
        return failing(answer) if isinstance(answer, BaseException) else answered(answer)

    def fetch(self, path: str, kind: type[Any], **query: str) -> "Future[Any]":
        return answered(None)

    def on_changed(self, callback: Callable[[ChangeSet], None]) -> None:
        self._changed.append(callback)

    def on_status(self, callback: Callable[[Any], None]) -> None:
        self._status.append(callback)

    def status(self) -> FakeStatus:
        return self.link

    def tell_changed(self, changes: ChangeSet) -> None:
        for callback in self._changed:
            callback(changes)

    def tell_status(self, status: FakeStatus) -> None:
        self.link = status
        for callback in self._status:
            callback(status)


EVERYTHING = type("Everything", (frozenset,), {"__contains__": lambda _self, _item: True})()
DEWI = Session("dewi", "Dewi Anggraini", "Call center", "actor-dewi", "en", EVERYTHING)


@dataclass(frozen=True)
class Dressing:
    """The application's looks and language, which a test may switch; put back afterwards."""

    app: QApplication
    theme: Theme
    languages: Languages


@pytest.fixture(scope="session")
def dressing(qapp: QApplication) -> Dressing:
    fonts.install(qapp)
    return Dressing(qapp, Theme(qapp, ThemeChoice.LIGHT), Languages(qapp, "en"))


@pytest.fixture
def desk_app(dressing: Dressing) -> Iterator[Dressing]:
    """The application as the desk dresses it, light and English at the start."""
    formats.use_zone("Asia/Jakarta")  # a whole window of another test chose its own
    yield dressing
    dressing.theme.choose(ThemeChoice.LIGHT)
    dressing.languages.speak("en")


@pytest.fixture(params=["light", "dark"])
def each_theme(desk_app: Dressing, request: pytest.FixtureRequest) -> str:
    desk_app.theme.choose(ThemeChoice(request.param))
    return str(request.param)


@pytest.fixture(params=["en", "id"])
def each_language(desk_app: Dressing, request: pytest.FixtureRequest) -> str:
    desk_app.languages.speak(request.param)
    return str(request.param)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk() -> InstantDesk:
    return InstantDesk()


@pytest.fixture
def backend(desk_app: Dressing, desk: InstantDesk) -> Iterator[Backend]:
    """Signed in as Dewi, who may everything."""
    made = Backend(desk)
    made.sign_in(DEWI)
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of every window that it cannot pass on size hints."""
    mute = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
    for item in items:
        if "/ui/" in item.nodeid:
            item.add_marker(mute)
