"""The home screen as tests use it: a real desk with goods and orders, and its page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.counter import AGUS, CLERK, GI, Counter, open_counter
from ui.home.page import HomePage
from ui.kit.backend import Backend
from ui.kit.session import Session

RIGHTS = frozenset({"order.place", "order.read", "pick", "pickup", "case.resolve", "stock.read"})


def person(role: str) -> Session:
    return Session(AGUS, "Agus Salim", role, CLERK, "en", RIGHTS)


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[Counter]:
    with open_counter(tmp_path, clock) as made:
        yield made


@pytest.fixture
def desk_backend(desk_app: Dressing, counter: Counter) -> Iterator[Backend]:
    made = Backend(counter)
    made.sign_in(person("clerk"))
    yield made
    made.close()


OpenHome = Callable[..., HomePage]
Wants = list[tuple[str, object]]


@pytest.fixture
def wants() -> Wants:
    """Where the screen asked to go."""
    return []


@pytest.fixture
def open_home(qtbot: QtBot, desk_backend: Backend, clock: FakeClock, wants: Wants) -> OpenHome:
    """The page in a window of 1280 × 720 less the shell's bars, once its list is here."""

    def opened(role: str = "clerk") -> HomePage:
        desk_backend.sign_in(person(role))
        page = HomePage(desk_backend, site_id=GI, zone="Asia/Jakarta", now=clock.now)
        qtbot.addWidget(page)
        page.wanted.connect(lambda page_id, what: wants.append((page_id, what)))
        desk_backend.changed.connect(page.on_changed)
        page.resize(1204, 630)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        with qtbot.waitSignal(page.table.rows.loaded):
            page.on_shown()
        page.focus_entry()
        return page

    return opened
