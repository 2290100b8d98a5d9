"""How does a shown widget take in much at once: laid out once for all of it, drawn in turns.

Qt lays a widget out anew for each part in it that comes or goes, up to the window: seven panels of
a dashboard cost 180 ms that way. What is drawn in one turn keeps a key from its answer.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


@contextmanager
def laid_out_once(widget: QWidget) -> Iterator[None]:
    """What changes within is put in its place in the next turn, before anything is painted."""
    layout = widget.layout()
    if layout is None or not layout.isEnabled():  # within another one
        yield
        return
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)


class InTurns(QObject):
    """Does one thing a turn, in order; keys and painting come between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def do(self, things: Iterable[Callable[[], object]]) -> None:
        """In place of what was not done yet: it was of older figures."""
        self._left = deque(things)
        self._timer.start()

    @property
    def goes_on(self) -> bool:
        return bool(self._left)

    def _next(self) -> None:
        if self._left:
            self._left.popleft()()
        if not self._left:
            self._timer.stop()
