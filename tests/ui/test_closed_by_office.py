"""A desk that the office closed says so in one sentence, and shows nothing of the shop any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.adapters.key_stores import FileKeyStore
from app.desk.desk import Desk
from tests.ui.audit import audit_settled
from tests.ui.conftest import Dressing
from ui.main import Window, closed_by_office

AWAY = "http://127.0.0.1:9"  # nobody serves there


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, AWAY, key_store=FileKeyStore(tmp_path))
    yield desk
    desk.close()


@pytest.fixture
def window(desk: Desk, desk_app: Dressing) -> Iterator[Window]:
    """As a desk opens it; nothing of it may look at the keys of the next test."""
    made = Window(desk_app.app, desk)
    yield made
    made.backend.close()
    desk_app.app.removeEventFilter(made.main.ears)
    for part in (made.main, made.theme, made.languages):
        part.deleteLater()


def test_the_window_of_the_shop_gives_way_to_the_sentence(
    desk: Desk, window: Window, qtbot: QtBot
) -> None:
    window.main.show()
    desk.elsewhere(desk._forget).result(10)
    qtbot.waitUntil(lambda: window.closed_by_office is not None)
    notice = window.closed_by_office
    assert notice is not None
    assert notice.isVisible()
    assert not window.main.isVisible()
    assert "is deleted" in notice.words.text()
    QTest.keyClick(notice, Qt.Key.Key_Return)
    assert not notice.isVisible()


@pytest.mark.usefixtures("each_language", "each_theme")
def test_it_passes_the_audit(desk_app: Dressing, qtbot: QtBot) -> None:
    notice = closed_by_office()
    qtbot.addWidget(notice)
    notice.show()
    audit_settled(notice, qtbot)
