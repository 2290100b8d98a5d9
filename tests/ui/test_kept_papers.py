"""What an earlier day could not print is told by the window; a press on the chip prints it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.adapters.key_stores import FileKeyStore
from app.desk.desk import Desk
from app.desk.printing import PrintJob, PrintState, keep_job
from app.ports.printer import Paper, Strip
from tests.ui.conftest import DEWI, NOON, Dressing
from ui.main import Window

AWAY = "http://127.0.0.1:9"  # nobody serves there
SLIP = Paper("slip", (Strip("Batik shirt"),))
JOB = PrintJob("job-1", "pickup_slip", "o", "en", 1, PrintState.KEPT, "paper out", None, NOON)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, AWAY, key_store=FileKeyStore(tmp_path))
    desk.write(keep_job, JOB, msgspec.json.encode(SLIP).decode()).result()
    yield desk
    desk.close()


@pytest.fixture
def window(desk: Desk, desk_app: Dressing) -> Iterator[Window]:
    made = Window(desk_app.app, desk)
    yield made
    assert made.main.ahead is not None
    made.main.ahead.stop()
    made.backend.close()
    desk_app.app.removeEventFilter(made.main.ears)
    for part in (made.main, made.theme, made.languages):
        part.deleteLater()


def test_a_press_prints_what_an_earlier_day_kept(desk: Desk, window: Window, qtbot: QtBot) -> None:
    window.main.show()
    window.main.sign_in.granted.emit(DEWI)
    chip = window.main.top.printing
    assert chip is not None
    qtbot.waitUntil(lambda: chip.text() == "Printer away, 1 kept", timeout=10_000)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chip.text() == "Printed", timeout=10_000)
    (job,) = desk.printing.jobs().result()
    assert job.state == PrintState.SENT
    assert job.path is not None
    assert "Batik shirt" in job.path.read_text()
