"""Was that typed or scanned: keys that come faster than fingers are one code."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.kit.ears import Ears

# The fastest typist in the KLM table takes 80 ms per key, a slow scanner 10 ms; 35 ms is far from
# both, and 40 ms of holding stays below the 50 ms in which a key must be seen.
GAP_MS = 35
HOLD_MS = 40
SHORTEST = 6  # an EAN-8 has 8, the shop's bin codes 6

ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class _Key:
    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class ScanFilter(QObject):
    """With a configured `prefix` nothing typed is ever held.

    `now_ms` is a monotonic clock; keys wait at most HOLD_MS, then go where they were going.
    """

    scanned = Signal(str)

    def __init__(
        self,
        ears: Ears,
        now_ms: Callable[[], int],
        *,
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        super().__init__(ears)
        self._now_ms = now_ms
        self._prefix = prefix
        self._suffix = suffix
        self._held: list[_Key] = []
        self._target: QWidget | None = None
        self._last_ms = 0
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOLD_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.release)
        ears.listen(self.hear)

    def hear(self, watched: QObject, event: QEvent) -> bool:
        # The window sees each real key before its focus widget does; only the widget counts.
        if event.type() != QEvent.Type.KeyPress or self._replaying:
            return False
        if not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        return self._pressed(watched, event)

    def _pressed(self, widget: QWidget, event: QKeyEvent) -> bool:
        now = self._now_ms()
        if self._held and (now - self._last_ms > GAP_MS or self._target is not widget):
            self.release()
        if event.key() in ENDS and self._held:
            return self._ended()
        if not self._may_be_scanned(event):
            self.release()
            return False
        if self._prefix and not self._held and not self._prefix.startswith(event.text()):
            return False
        self._held.append(_Key(event.key(), event.modifiers(), event.text()))
        self._target = widget
        self._last_ms = now
        self._timer.start()
        return True

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        return (
            len(event.text()) == 1
            and event.text().isprintable()
            and not event.isAutoRepeat()
            and not event.modifiers() & ~TYPING
        )

    def _ended(self) -> bool:
        code = "".join(key.text for key in self._held)
        if len(code) < SHORTEST or not code.startswith(self._prefix):
            self.release()
            return False
        self._drop()
        self.scanned.emit(code.removeprefix(self._prefix).removesuffix(self._suffix))
        return True

    def release(self) -> None:
        """Give the held keys to the widget they were meant for."""
        held, target = self._held, self._target
        self._drop()
        if target is None or not isValid(target):
            return
        self._replaying = True
        for key in held:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key.key, key.modifiers, key.text)
                QCoreApplication.sendEvent(target, event)
        self._replaying = False

    def _drop(self) -> None:
        self._timer.stop()
        self._held = []
        self._target = None
