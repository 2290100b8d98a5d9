"""Something is to be seen before anything is loaded; a refusal is told where it is looked for."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.kit.errors import Refusal
from app.kit.later import Later
from tests.ui.conftest import Dressing
from ui.joining import Joining
from ui.kit.qt_types import Making
from ui.notice import Notice
from ui.start import Start

AWAY = "http://127.0.0.1:9"  # nobody serves there
Begin = Callable[[str], Start]


@pytest.mark.parametrize(
    ("begun", "spared"),
    [
        ("ui.start", "sqlalchemy"),
        ("ui.start", "app.desk.desk"),
        ("ui.main", "ui.screens"),
        ("ui.main", "httpx"),
        ("ui.main", "joserfc"),
        ("ui.main", "keyring"),
        ("ui.main", "jinja2"),
        ("ui.main", "app.features"),
        ("ui.main", "numpy"),
        ("ui.main", "app.sync.line"),
        ("ui.main", "app.desk.mirror"),
        ("ui.main", "sqlalchemy.dialects.postgresql"),
    ],
)
def test_what_is_not_needed_yet_is_not_loaded(begun: str, spared: str) -> None:
    told = f"import sys, {begun}; sys.exit('{spared}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_no_source_is_read_and_kept_to_look_for_the_name_of_qt() -> None:
    told = (
        "import sys, linecache, ui.main;"
        "files = [kept for name, kept in linecache.cache.items() if name.endswith('.py')];"
        "sys.exit(any(any(kept[2:3]) for kept in files))"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


STARTED = """
import os
import sys
from importlib import import_module
from pathlib import Path
import ui.start
from ui.before import application
from ui.kit.qt_types import OF_WINDOW

def left():
    modules = [import_module(f"PySide6.{name}") for name in OF_WINDOW]
    return sum(len(set(dir(module)) - set(vars(module))) for module in modules)

def load_screens():
    print(before > 300, left(), "ui.screens" in sys.modules, flush=True)
    os._exit(0)

ui.start.load_screens = load_screens
app = application()
before = left()
start = ui.start.Start(app, Path(sys.argv[1]), "http://127.0.0.1:9")
app.exec()
"""


def test_no_lane_makes_a_type_of_qt_while_the_window_is_used(tmp_path: Path) -> None:
    told = [sys.executable, "-c", STARTED, str(tmp_path / "desk")]
    done = subprocess.run(told, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True", "0", "False"]


@pytest.fixture
def begin(desk_app: Dressing, tmp_path: Path, qtbot: QtBot) -> Iterator[Begin]:
    made: list[Start] = []

    def start(server: str) -> Start:
        made.append(Start(desk_app.app, tmp_path / "desk", server))
        assert made[-1].opening.isVisible()
        qtbot.waitUntil(lambda: not made[-1].opening.isVisible(), timeout=20_000)
        return made[-1]

    yield start
    for one in made:
        for window in one.windows:
            if isinstance(window, QWidget):
                window.close()
                window.deleteLater()
        one.close()
        one.dress.take_off()


def test_a_desk_that_joined_nobody_asks_for_its_code(begin: Begin) -> None:
    start = begin(AWAY)
    (joining,) = start.windows
    assert isinstance(joining, Joining)
    assert joining.isVisible()
    assert start.trouble is None


def test_it_closes_long_after_all_types_were_made(begin: Begin, qtbot: QtBot) -> None:
    making = begin(AWAY).opening.findChild(Making)
    assert making is not None
    qtbot.waitUntil(lambda: not making.isActive())
    qtbot.wait(50)  # what was to be deleted is


def test_a_refusal_is_told_in_a_window_and_kept(begin: Begin) -> None:
    start = begin("no address")
    (notice,) = start.windows
    assert isinstance(notice, Notice)
    assert notice.isVisible()
    assert "no address" in " ".join(label.text() for label in notice.findChildren(QLabel))
    assert isinstance(start.trouble, Refusal)
    assert start.trouble.code == "server_address"


def test_later_is_what_it_stands_for() -> None:
    assert Later("json").dumps([1]) == "[1]"
    with pytest.raises(AttributeError):
        _ = Later("json").nothing
