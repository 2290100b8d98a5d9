"""Is somebody there, and did they mean the search: what only the whole application sees."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.ears import Ears

SIGNS_OF_LIFE = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)
LOOK_MS = 1_000
WARN_S = 60  # ux.md 6.11: a timeout warns before and can be extended


class Watch(QObject):
    """Tells that nobody is there, and shortly before, that it will.

    `now_ms` is a monotonic clock.
    """

    drowsed = Signal(int)  # seconds until `idled`; any key or move keeps it away
    woke = Signal()
    idled = Signal()

    def __init__(self, ears: Ears, now_ms: Callable[[], int]) -> None:
        super().__init__(ears)
        self._now_ms = now_ms
        self._idle_s = 0
        self._seen_ms = now_ms()
        self._drowsy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        ears.listen(self.hear)

    def idle_after(self, seconds: int) -> None:
        """0: never."""
        self._idle_s = seconds
        self._seen()
        if seconds:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        if not self._idle_s:
            return
        left = self._idle_s - self.quiet_ms() // 1_000
        if left <= 0:
            self._seen()
            self.idled.emit()
        elif left <= min(WARN_S, self._idle_s // 2) and not self._drowsy:
            self._drowsy = True
            self.drowsed.emit(left)

    def quiet_ms(self) -> int:
        """For how long nobody has touched anything."""
        return self._now_ms() - self._seen_ms

    def _seen(self) -> None:
        self._seen_ms = self._now_ms()
        if self._drowsy:
            self._drowsy = False
            self.woke.emit()

    def hear(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in SIGNS_OF_LIFE:
            self._seen()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return _is_ours(event)
        return False


def _is_ours(event: QKeyEvent) -> bool:
    """Line edits on Linux keep Ctrl+K to delete to the end of the line; here it is the search."""
    ours = event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if ours:
        event.ignore()
    return ours
