"""Start a desk: something to see at once, then its window, then the screens in it.

Whatever takes long to load is loaded on a lane; nothing of it may be imported here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

import ui.imports  # noqa: F401  first
from app.desk.lanes import Lane
from app.kit import heap
from app.kit.errors import Refusal
from ui.before import Dress, application, load_screens
from ui.kit import refusals
from ui.kit.backend import Pending
from ui.kit.qt_types import Making
from ui.notice import Notice
from ui.opening import Opening

if TYPE_CHECKING:
    from app.desk.desk import Desk


class Start:
    """From the first paint to the desk's own windows, or to the word that refuses it."""

    def __init__(self, app: QApplication, profile: Path, server: str) -> None:
        heap.hold_off()
        self._app, self._server = app, server
        self.dress = Dress(app)
        self.windows: list[object] = []  # held, or they would be gone
        self.trouble: BaseException | None = None
        self.opening = Opening()
        self.opening.came.connect(self._came)
        self.opening.show()
        self._lane = Lane("opening")
        # Painted first: two threads that load at once would both be slow
        self._loading: Pending[Desk] | None = None
        self._making: Making | None = None
        self._profile = profile
        QTimer.singleShot(0, self.opening, self._load)

    def _load(self) -> None:
        self._loading = self._lane.run(_desk_of, self._profile, self._server)
        self._loading.add_done_callback(self.opening.settle)

    def _came(self, done: "Pending[Desk]") -> None:
        try:
            from ui.main import open_desk

            self.windows += open_desk(self._app, done.result(), self._server, self.dress)
        except Refusal as refusal:
            self.trouble = refusal
            code, facts = refusal.code, refusal.facts
            self._show(Notice(lambda: refusals.told(code, facts)))
        except BaseException as trouble:  # raised where the program was started
            self.trouble = trouble
            self._app.exit(1)
        heap.stands()
        self.opening.close()
        self._making = Making(self.opening, lambda: self._lane.run(load_screens))

    def _show(self, window: QWidget) -> None:
        self.windows.append(window)
        window.show()

    def close(self) -> None:
        heap.stands()
        if self._making is not None:
            self._making.stop()
        self._lane.close()
        if self._loading is not None and self._loading.exception() is None:
            self._loading.result().close()


def run_desk(profile: Path, server: str) -> int:
    """Open the desk of a profile, which joins its server first if it never did; the exit code.

    A refusal is told in a window before it is raised: who clicks an icon sees no terminal.
    """
    app = application()
    start = Start(app, profile, server)
    try:
        code = app.exec()
    finally:
        start.close()
    if start.trouble is not None:
        raise start.trouble
    return code


def _desk_of(profile: Path, server: str) -> "Desk":
    import ui.main  # noqa: F401  what the window needs, so that it need not wait
    from app.desk.desk import Desk

    return Desk(profile, server)
