"""The sync screen as tests use it: a real desk's queue, and a line that answers as a test says."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.kit.errors import Unreachable
from app.sync.heard import HeardDesk, HeardDesks
from app.sync.line import Found, Step
from tests.ui.cases.scene import LinkedCounter, linked
from tests.ui.conftest import Dressing, FakeClock, answered, failing
from tests.ui.pickup.counter import AGUS, CLERK, open_counter
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.syncing.page import DeskLine, SyncPage

GOOD = {
    Step.NAME: Found(Step.NAME, told="10.0.3.7"),
    Step.REACH: Found(Step.REACH, told="gerai.example:443"),
    Step.SECURE: Found(Step.SECURE, told="TLSv1.3"),
    Step.OURS: Found(Step.OURS, told="9f3e11ab"),
    Step.KNOWN: Found(Step.KNOWN, told="ok"),
    Step.CLOCK: Found(Step.CLOCK, figure=2),
    Step.TRIP: Found(Step.TRIP, figure=38),
}


@dataclass
class TheLine:
    """`answers` by step; `asked` in the order in which they were tried."""

    answers: dict[Step, Found] = field(default_factory=lambda: dict(GOOD))
    asked: list[Step] = field(default_factory=list)
    sent: int = 0
    desks: tuple[HeardDesk, ...] = ()
    away: bool = False

    def roll(self) -> "Future[Any]":
        if self.away:
            return failing(Unreachable("ConnectError"))
        return answered(HeardDesks(desks=list(self.desks)))

    def look(self, step: Step) -> "Future[Any]":
        self.asked.append(step)
        return answered(self.answers[step])

    def send(self) -> None:
        self.sent += 1


class Questions:
    """The same desk; `asked` are the questions that a screen put to it."""

    def __init__(self, desk: LinkedCounter) -> None:
        self._desk = desk
        self.asked: list[Callable[..., Any]] = []

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.asked.append(query)
        return self._desk.ask(query, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)


@pytest.fixture
def questions(counter: LinkedCounter) -> Questions:
    return Questions(counter)


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[LinkedCounter]:
    with open_counter(tmp_path, clock) as made:
        yield linked(made)


@pytest.fixture
def line() -> TheLine:
    return TheLine()


OpenSync = Callable[[], SyncPage]


@pytest.fixture
def desk_backend(desk_app: Dressing, questions: Questions) -> Iterator[Backend]:
    made = Backend(questions)
    made.sign_in(Session(AGUS, "Agus Salim", "clerk", CLERK, "en", frozenset()))
    yield made
    made.close()


@pytest.fixture
def open_sync(
    qtbot: QtBot, desk_backend: Backend, counter: LinkedCounter, clock: FakeClock, line: TheLine
) -> OpenSync:
    def opened() -> SyncPage:
        page = SyncPage(
            desk_backend,
            now=clock.now,
            line=DeskLine(line.look, line.send, counter.desk.room, line.roll),
            version="0.1.0",
        )
        qtbot.addWidget(page)
        desk_backend.changed.connect(page.on_changed)
        page.resize(1204, 630)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        qtbot.waitUntil(lambda: "Database" in page.facts.words() or page._room is not None)
        qtbot.waitUntil(lambda: page.states.state != "loading")
        return page

    return opened
