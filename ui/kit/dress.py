"""How do kit widgets follow a switch of theme or language: two hooks on Qt's own events."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

# Data is a str; wording is a function that asks tr() anew, so that a live language switch reaches
# it: `Card(title=lambda: self.tr("Delivery"))`.
Words: TypeAlias = str | Callable[[], str]

if TYPE_CHECKING:
    _Host = QWidget
else:
    _Host = object  # PySide6 allows one Qt base per class, so this stays a plain mixin


def say(words: Words) -> str:
    return words if isinstance(words, str) else words()


class Dressed(_Host):
    """Mixin before the Qt base: override `dress`, `retranslate`; __init__ ends with `put_on()`."""

    _on = False  # Qt tells of style changes while __init__ still runs

    def put_on(self) -> None:
        self._on = True
        self.dress()
        self.retranslate()

    def dress(self) -> None:
        """Fonts, icons and colours that neither palette nor style sheet carries."""

    def retranslate(self) -> None:
        """Every wording that comes from tr()."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._on:
            return
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.updateGeometry()
            self.update()
        elif event.type() == QEvent.Type.StyleChange:
            self.dress()
            self.update()
