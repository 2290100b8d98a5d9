"""A page as the window opens it: joined to its backend, in front, with the keys in its hands."""

from pytestqt.qtbot import QtBot

from ui.kit import Page
from ui.kit.backend import Backend


def open_page(qtbot: QtBot, page: Page, backend: Backend, size: tuple[int, int]) -> None:
    """The test has signed somebody in at the backend."""
    qtbot.addWidget(page)
    backend.changed.connect(page.on_changed)
    backend.refused.connect(page.on_refused)
    page.resize(*size)
    assert page.acts is not None
    page.acts.permit(backend.may)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.on_shown()
    page.focus_entry()
