"""The inbox as tests use it: a real desk, its page, and a link."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import ui.orders.detail.refused  # noqa: F401  its wordings, as all screens are loaded together
from app.identity.roles import RIGHTS, may
from tests.ui.cases.scene import LinkedCounter, linked
from tests.ui.conftest import Dressing, FakeClock
from tests.ui.pickup.conftest import Heard
from tests.ui.pickup.counter import AGUS, CLERK, open_counter
from ui.cases.page import InboxPage
from ui.kit.backend import Backend
from ui.kit.session import Session

HIS_RIGHTS = frozenset(permission for permission in RIGHTS if may("clerk", permission))
AGUS_HERE = Session(AGUS, "Agus Salim", "clerk", CLERK, "en", HIS_RIGHTS)


@pytest.fixture
def counter(tmp_path: Path, clock: FakeClock) -> Iterator[LinkedCounter]:
    with open_counter(tmp_path, clock) as made:
        yield linked(made)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk_backend(desk_app: Dressing, counter: LinkedCounter) -> Iterator[Backend]:
    made = Backend(counter)
    made.sign_in(AGUS_HERE)
    yield made
    made.close()


OpenInbox = Callable[[], InboxPage]


@pytest.fixture
def open_inbox(qtbot: QtBot, desk_backend: Backend, clock: FakeClock, heard: Heard) -> OpenInbox:
    """The page in a window of 1280 × 720 less the shell's bars, once its list is here."""

    def opened() -> InboxPage:
        page = InboxPage(desk_backend, now=clock.now, sounds=heard)
        qtbot.addWidget(page)
        desk_backend.changed.connect(page.on_changed)
        page.resize(1204, 630)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        page.focus_entry()
        qtbot.waitUntil(lambda: page.states.state == "message" or page.view.entry is not None)
        return page

    return opened
