"""A window in a process of its own, timed from its start: `python -m tests.bench.window …`.

`bare`: a PySide6 window with one field. `first`: the real one, until a key is taken at sign-in.
`work`: the real one at work, see tests/bench/work.py; `basket`: the same, where orders are typed.
Each prints one line of JSON.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.support.installed import environment

AWAY = "http://127.0.0.1:9"  # nobody serves there: a desk that is alone
PATIENCE_S = 60.0


def launch(*arguments: str) -> dict[str, Any]:
    """What the process told; its times count from before it was started."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.bench.window", str(time.monotonic()), *arguments]
    done = subprocess.run(
        command,
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


class Painted(QObject):
    """When a window was painted for the first time, on this process's clocks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.told: tuple[float, float] | None = None
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and self.told is None:
            self.told = clocks()
        return False


def clocks() -> tuple[float, float]:
    """(monotonic seconds, CPU-seconds of this process)"""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.monotonic(), used.ru_utime + used.ru_stime


def until(happened: Callable[[], object]) -> None:
    """Let Qt work until it did; an error when that takes too long."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(str(happened))
        QApplication.processEvents()
        time.sleep(0.001)


def memory_mib() -> float:
    """What is resident."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def bare(begun: float) -> dict[str, Any]:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.resize(1280, 720)
    painted = Painted(window)
    window.show()
    until(lambda: painted.told)
    QTest.keyClick(field, Qt.Key.Key_A)
    app.processEvents()
    return _times(begun, painted.told, clocks()) | {"memory": memory_mib()}


def first(begun: float, folder: str) -> dict[str, Any]:
    """As `gerai desk` does it, until the PIN takes a key."""
    from ui.before import application  # noqa: PLC0415  a bare window knows nothing of a desk
    from ui.start import Start  # noqa: PLC0415

    app = application()
    start = Start(app, Path(folder), AWAY)
    painted = Painted(start.opening)
    until(lambda: painted.told)
    until(lambda: start.trouble or len(start.windows) > 1)
    if start.trouble is not None:
        raise start.trouble
    window: Any = start.windows[-1]
    sign_in = window.main.sign_in
    until(lambda: sign_in.people.user_id)
    QTest.keyClick(sign_in.pin, Qt.Key.Key_1)
    app.processEvents()
    told = _times(begun, painted.told, clocks()) | {"memory": memory_mib()}
    window.main.close()
    window.backend.close()
    start.close()
    return told


def _times(
    begun: float, painted: tuple[float, float] | None, usable: tuple[float, float]
) -> dict[str, Any]:
    assert painted is not None
    return {
        "paint_ms": (painted[0] - begun) * 1e3,
        "paint_cpu_ms": painted[1] * 1e3,
        "usable_ms": (usable[0] - begun) * 1e3,
        "usable_cpu_ms": usable[1] * 1e3,
    }


def _main(begun: str, what: str, *arguments: str) -> None:
    if what == "bare":
        told = bare(float(begun))
    elif what == "first":
        told = first(float(begun), *arguments)
    elif what == "basket":
        from tests.bench.basket import basket  # noqa: PLC0415  as below

        told = basket(*arguments)
    else:
        from tests.bench.work import work  # noqa: PLC0415  a bare window knows nothing of a desk

        told = work(*arguments)
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
