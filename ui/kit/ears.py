"""What do hands do: the keys, clicks and wheels of the whole application, before any widget.

One filter for all who listen, and it looks at the kind of event by its class: a screen that is
shown sends a thousand other events, and Python was called twice for each, a fifth of its time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent, QWheelEvent

OF_HANDS = frozenset((QKeyEvent, QMouseEvent, QTouchEvent, QWheelEvent))
Hear: TypeAlias = Callable[[QObject, QEvent], bool]  # True: nobody else gets it


class Ears(QObject):
    """Whoever came last hears first."""

    def __init__(self, app: QCoreApplication, window: QObject | None = None) -> None:
        """Hears for as long as its window is there."""
        super().__init__(window or app)
        self._app = app
        self._listeners: list[Hear] = []
        app.installEventFilter(self)

    def listen(self, hear: Hear) -> None:
        self._listeners.insert(0, hear)

    @contextmanager
    def closed(self) -> Iterator[None]:
        """While a screen is made no key comes."""
        self._app.removeEventFilter(self)
        try:
            yield
        finally:
            self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) not in OF_HANDS:
            return False
        return any(hear(watched, event) for hear in self._listeners)
