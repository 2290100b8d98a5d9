"""How do kit widgets follow a switch of theme or language: by two hooks, `dress`, `retranslate`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

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

    _on = False  # both may be asked for while __init__ still runs

    def put_on(self) -> None:
        self._on = True
        self.dress()
        self.retranslate()

    def dress(self) -> None:
        """Fonts, icons and colours that the palette does not carry."""

    def retranslate(self) -> None:
        """Every wording that comes from tr()."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._on and event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.updateGeometry()
            self.update()


def dress_all() -> None:
    """The theme was switched: everything that exists wears the new one."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, Dressed) and widget._on:
            widget.dress()
            widget.update()
