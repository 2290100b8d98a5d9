"""How do kit widgets follow a switch of theme or language: by two hooks, `dress`, `retranslate`."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

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

    def parts_to_follow(self, switch: "Switch") -> Iterable[QWidget]:
        """What within has to follow now; who puts some of it off sees to it later."""
        return parts_of(self)


Switch: TypeAlias = Callable[[Dressed], None]


def dress_all() -> None:
    """The theme was switched: everything that exists wears the new one."""
    _all_follow(_dress)


def retranslate_all() -> None:
    """The language was switched.

    One walk: an event handler of each of 3,000 widgets was called some 20,000 times for other
    events, most of them while a screen is made.
    """
    _all_follow(_retranslate)


def follow(widget: QWidget, switch: Switch) -> None:
    """It and what is within follow, the outer ones first: they may give the inner ones words."""
    dressed = widget if isinstance(widget, Dressed) else None
    if dressed is not None and dressed._on:
        switch(dressed)
    for part in parts_of(widget) if dressed is None else dressed.parts_to_follow(switch):
        follow(part, switch)


def parts_of(widget: QWidget) -> list[QWidget]:
    return [part for part in widget.children() if isinstance(part, QWidget)]


def _all_follow(switch: Switch) -> None:
    for window in QApplication.topLevelWidgets():
        follow(window, switch)


def _dress(widget: Dressed) -> None:
    widget.dress()
    widget.update()


def _retranslate(widget: Dressed) -> None:
    widget.retranslate()
    widget.updateGeometry()
    widget.update()
