"""All types of Qt, made by the window's thread before another thread asks for one.

PySide makes a type when it is first asked for. A lane that makes some, by importing a screen, while
the window paints and makes others ends the process: shiboken's table of types changes under its
hands (met once; provoked, 6 of 40 processes died, and none of those that had made all before).
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from time import monotonic
from types import ModuleType

from PySide6.QtCore import QObject, QTimer

OF_WINDOW = ("QtCore", "QtGui", "QtWidgets")
TURN = 0.006  # s; all of them take 0.11 s


class Making(QTimer):
    """Makes them, some in each turn of the window, then calls `then`; not if `owner` is gone."""

    def __init__(
        self, owner: QObject, then: Callable[[], object], modules: Sequence[str] = OF_WINDOW
    ) -> None:
        super().__init__(owner, interval=0)
        self._names, self._then = _names(modules), then
        self.timeout.connect(self._some)
        self.start()

    def _some(self) -> None:
        ends = monotonic() + TURN
        for module, name in self._names:
            getattr(module, name, None)
            if monotonic() > ends:
                return
        self.stop()  # it goes with its owner
        self._then()


def _names(modules: Sequence[str]) -> Iterator[tuple[ModuleType, str]]:
    for told in modules:
        module = import_module(f"PySide6.{told}")
        yield from ((module, name) for name in dir(module))
