"""An act that may still be taken back: it is given away after ten seconds, or at once on leaving.

Until then nothing was done, and the screen says no more than that it will be.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.kit import Status, Strip

SECONDS = 10  # ux.md 3.6


class Deferred(QObject):
    """One act at a time: a second one sends the first."""

    def __init__(self, strip: Strip, parent: QObject) -> None:
        super().__init__(parent)
        self._strip = strip
        self._send: Callable[[], None] | None = None
        self._words: Callable[[int], str] = str
        self._left = 0
        self.timer = QTimer(self)
        self.timer.setInterval(1_000)
        self.timer.timeout.connect(self._tick)

    @property
    def waits(self) -> bool:
        return self._send is not None

    def put_off(self, words: Callable[[int], str], send: Callable[[], None]) -> None:
        """`words(seconds left)` is told beside the undo."""
        self.send_now()
        self._send, self._words, self._left = send, words, SECONDS
        self._tell()
        self.timer.start()

    def send_now(self) -> None:
        send, self._send = self._send, None
        self.timer.stop()
        if send is not None:
            self._strip.hide()
            send()

    def take_back(self) -> bool:
        """True when there was something to take back."""
        waited, self._send = self._send is not None, None
        self.timer.stop()
        if waited:
            self._strip.hide()
        return waited

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.send_now()
        else:
            self._tell()

    def _tell(self) -> None:
        self._strip.tell(
            lambda: self._words(self._left),
            status=Status.WARN,
            action=lambda: self.tr("Undo (Ctrl+Z)"),
            then=self.undone,
            closable=False,
        )

    def undone(self) -> None:
        if self.take_back():
            self._strip.tell(
                lambda: self.tr("Taken back. Nothing was cancelled."),
                status=Status.INFO,
                for_ms=4_000,
            )
