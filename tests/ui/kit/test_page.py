"""A screen hears how the link stands when it comes to the front, and then as long as it is seen."""

from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeStatus
from ui.kit.backend import Backend, SyncStatus
from ui.kit.page import Page


class Listener(Page):
    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.heard: list[str] = []
        self.put_on()

    def title(self) -> str:
        return "Listener"

    def on_linked(self, status: SyncStatus) -> None:
        self.heard.append(status.state)


def test_only_a_screen_that_is_seen_hears_of_the_link(qtbot: QtBot, backend: Backend) -> None:
    page = Listener(backend)
    qtbot.addWidget(page)
    backend.status.emit(FakeStatus())
    assert page.heard == []
    page.show()
    assert len(page.heard) == 1, "it catches up"
    backend.status.emit(FakeStatus())
    assert len(page.heard) == 2
    page.hide()
    backend.status.emit(FakeStatus())
    assert len(page.heard) == 2
