"""A window over a real desk whose screens only note what they are asked to show."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.orders.search import Found
from tests.ui.conftest import Dressing, FakeClock, answered
from tests.ui.pickup.counter import AGUS, CLERK, GI, Counter, open_counter
from ui.kit.actions import COMMIT, PARK, Action, ActionSet
from ui.kit.backend import Backend
from ui.kit.entry import EntryBox
from ui.kit.page import Page, PageSpec
from ui.kit.session import Session
from ui.kit.sounds import Sounds
from ui.orders.words import status
from ui.shell import Door, KnownUser, MainWindow, Place
from ui.shell.lens import Lens
from ui.shell.omnibox import Omnibox

RIGHTS = frozenset({"order.read", "order.place", "stock.read", "case.resolve"})
AGUS_HERE = Session(AGUS, "Agus Salim", "clerk", CLERK, "en", RIGHTS)
DEWI_HERE = Session("dewi", "Dewi Anggraini", "clerk", CLERK, "en", RIGHTS)
PAY = Action("t.pay", "Pay", COMMIT)
PARKED = Action("t.park", "Park", PARK)
SCREENS = ("home", "orders", "pickup", "returns", "customers", "stock", "cases", "order", "sync")


class Screen(Page):
    """Notes what the shell tells it."""

    def __init__(self, backend: Backend, name: str) -> None:
        super().__init__(backend)
        self.name = name
        self.heard: list[object] = []
        self.box = self.entry_box = EntryBox("Entry")
        self.acts = ActionSet(self, {PAY: self.commit, PARKED: self.park})
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.name

    def on_scan(self, code: str) -> None:
        self.heard.append(("scan", code))

    def open(self, what: object) -> None:
        self.heard.append(("open", what))

    def commit(self) -> None:
        self.heard.append("commit")

    def park(self) -> None:
        self.heard.append("park")


@dataclass
class Server:
    """What the server would answer; `waits` keeps the caller waiting until the test tells."""

    found: Found = field(default_factory=lambda: Found(orders=[], customers=[]))
    trouble: BaseException | None = None
    asked: list[str] = field(default_factory=list)
    fetched: list[tuple[str, ...]] = field(default_factory=list)

    def search(self, text: str) -> "Future[Found]":
        self.asked.append(text)
        return self._answer(self.found)

    def order(self, number: str) -> "Future[Any]":
        self.fetched.append((number,))
        return self._answer(number)

    def customer(self, customer_id: str) -> "Future[Any]":
        self.fetched.append((customer_id,))
        return self._answer(customer_id)

    def _answer(self, value: Any) -> "Future[Any]":
        made: Future[Any] = Future()
        if self.trouble is not None:
            made.set_exception(self.trouble)
        else:
            made.set_result(value)
        return made


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock) as made:
        yield made


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def window(
    desk_app: Dressing, counter: Counter, clock: FakeClock, server: Server, qtbot: QtBot
) -> Iterator[MainWindow]:
    """Signed in as Agus, on the first screen."""
    clock.step_ms = 80  # fingers, not a scanner
    backend = Backend(counter)
    known = [
        KnownUser(AGUS, "Agus Salim", "clerk", "202", "BADGE-2"),
        KnownUser("dewi", "Dewi", "clerk", "101", "BADGE-1"),
    ]
    door = Door(
        users=lambda: answered(known),
        verify_pin=lambda user_id, _pin: answered(user_id),
        admit=lambda user_id, _answer: AGUS_HERE if user_id == AGUS else DEWI_HERE,
    )
    pages = [
        PageSpec(name, name.title(), "house", partial(Screen, name=name.title()))
        for name in SCREENS
    ]
    made = MainWindow(
        desk_app.app,
        backend,
        pages,
        door=door,
        place=Place("Grand Indonesia", "JKT01-3", "1.0"),
        clock=clock,
        languages=desk_app.languages,
        sounds=Sounds(on=False),
        inbox="cases",
        sync="sync",
        lens=Lens(
            site_id=GI,
            now=clock.now,
            order_status=status,
            search_server=server.search,
            fetch_order=server.order,
            fetch_customer=server.customer,
        ),
    )
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.sign_in.granted.emit(AGUS_HERE)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is front(made).box.edit)
    yield made
    backend.close()
    desk_app.app.removeEventFilter(made.ears)


def front(window: MainWindow) -> Screen:
    assert isinstance(window.page, Screen)
    return window.page


def box(window: MainWindow) -> Omnibox:
    assert window.omnibox is not None
    return window.omnibox


@dataclass
class Hands:
    """Keys go to whatever has the focus, counted as ux.md section 4 counts; typed data apart."""

    overhead: int = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.overhead += 1 if modifiers is None else 1 + bin(modifiers.value).count("1")
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def ctrl(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)


@pytest.fixture
def hands() -> Hands:
    return Hands()
