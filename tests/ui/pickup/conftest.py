"""The pickup counter as tests use it: a real desk, its page, and fingers that count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.counter import AGUS, CLERK, GI, TILL, Counter, open_counter
from ui.kit.backend import Backend
from ui.kit.session import Session
from ui.kit.sounds import Sound, Sounds
from ui.pickup.page import PickupPage

RIGHTS = frozenset({"pick", "pickup", "payment.take", "drawer", "stock.read"})
AGUS_HERE = Session(AGUS, "Agus Salim", "clerk", CLERK, "en", RIGHTS)


class Heard(Sounds):
    """Plays nothing and remembers what would have been heard."""

    def __init__(self) -> None:
        super().__init__(on=False)
        self.played: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.played.append(sound)


@dataclass
class Hands:
    """Keys go to whatever has the focus; typed data is counted apart. There is no mouse."""

    page: PickupPage
    overhead: list[str] = field(default_factory=list)
    scans: int = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.overhead.append(key.name)
        if modifiers is not None:
            self.overhead.append(str(modifiers.name))
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def scan(self, code: str) -> None:
        """As the shell's scan filter gives it to the page."""
        self.scans += 1
        self.page.on_scan(code)


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock) as made:
        yield made


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def printed() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def desk_backend(desk_app: Dressing, counter: Counter) -> Iterator[Backend]:
    made = Backend(counter)
    made.sign_in(AGUS_HERE)
    yield made
    made.close()


OpenPage = Callable[[], PickupPage]


@pytest.fixture
def open_page(
    qtbot: QtBot,
    desk_backend: Backend,
    counter: Counter,
    clock: FakeClock,
    heard: Heard,
    printed: list[tuple[str, str]],
) -> OpenPage:
    """Opens the page on what the shop looks like now, 1280 × 720 less the shell's bars."""

    def opened() -> PickupPage:
        page = PickupPage(
            desk_backend,
            site_id=GI,
            site_name="Grand Indonesia",
            device_id=TILL,
            now=clock.now,
            sounds=heard,
            print_document=lambda kind, subject: printed.append((kind, subject)),
        )
        qtbot.addWidget(page)
        desk_backend.changed.connect(page.on_changed)
        page.resize(1204, 630)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        qtbot.waitUntil(lambda: page.shown is not None)
        qtbot.waitUntil(lambda: page.view.card is not None or not page.board.ranked())
        return page

    return opened
