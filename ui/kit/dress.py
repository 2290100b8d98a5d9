"""How do kit widgets follow a switch of theme or language: by two hooks, `dress`, `retranslate`."""

from collections.abc import Callable, Iterable, Mapping
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

    def parts_to_follow(self, switch: "Switch", parts: Iterable[QWidget]) -> Iterable[QWidget]:
        """Which of its parts have to follow now; who puts some off sees to it later."""
        return parts


Switch: TypeAlias = Callable[[Dressed], None]
Tree: TypeAlias = Mapping[QWidget | None, Iterable[QWidget]]  # parts by what they stand in


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
    _follow(widget, switch, _tree())


def _all_follow(switch: Switch) -> None:
    tree = _tree()
    for window in tree.get(None, ()):
        _follow(window, switch, tree)


def _follow(widget: QWidget, switch: Switch, tree: Tree) -> None:
    parts = tree.get(widget, ())
    if isinstance(widget, Dressed):
        if widget._on:
            switch(widget)
        parts = widget.parts_to_follow(switch, parts)
    for part in parts:
        _follow(part, switch, tree)


def _tree() -> Tree:
    """Not by children(): that makes Python know each layout, action and timer, and at the first
    time their types with all of their enums, 30 ms."""
    tree: dict[QWidget | None, list[QWidget]] = {}
    for widget in QApplication.allWidgets():
        tree.setdefault(widget.parentWidget(), []).append(widget)
    return tree


def _dress(widget: Dressed) -> None:
    widget.dress()
    widget.update()


def _retranslate(widget: Dressed) -> None:
    widget.retranslate()
    widget.updateGeometry()
    widget.update()
