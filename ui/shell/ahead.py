"""What can be made before it is wanted: one thing a turn, while nobody touches anything."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.kit import heap

LOOK_MS = 100  # between two things what somebody does now comes first
QUIET_MS = 400  # fingers that pause for longer than this are thinking


class Ahead(QObject):
    """`make_next` makes one thing and tells whether there was one; `quiet_ms` as of Watch."""

    def __init__(
        self, make_next: Callable[[], bool], quiet_ms: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._make_next = make_next
        self._quiet_ms = quiet_ms
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._timer.start()

    @property
    def goes_on(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        if self._quiet_ms() >= QUIET_MS and not self._make_next():
            self._timer.stop()
            heap.stands()
