"""Which colours does the desk wear: exact tokens, and Fusion's palette of them.

There is no style sheet: with one, Qt looks for rules at each widget and each time a part of a
screen finds its place, which was two thirds of what opening a screen cost.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.kit.dress import dress_all


class Status(StrEnum):
    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    HOLD = "hold"
    IDLE = "idle"


class ThemeChoice(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


# A label takes the ink of what it stands on: a window, a list, a button
INKS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_STATUSES = frozenset(status.value for status in Status)


@dataclass(frozen=True, slots=True)
class StatusColours:
    fg: str
    bg: str
    solid: str
    icon: str


@dataclass(frozen=True, slots=True)
class Tokens:
    dark: bool
    bg: str
    surface: str
    raised: str
    sunken: str
    border: str
    outline: str
    text: str
    text2: str
    text3: str
    grid: str
    primary: str
    primary_hover: str
    primary_press: str
    on_primary: str
    primary_soft: str
    primary_text: str
    focus: str
    sel: str
    sel_text: str
    rail: str
    rail_active: str
    rail_text: str
    rail_on: str
    status: Mapping[Status, StatusColours]

    def of(self, status: Status | str) -> StatusColours:
        return self.status[Status(status)]

    def ink(self, name: str) -> QColor:
        """A text colour by its label name: text, text2, text3, primary, on_primary or a status."""
        if name in _STATUSES:
            return QColor(self.status[Status(name)].fg)
        if name == "primary":
            return QColor(self.primary_text)
        return QColor(getattr(self, name))


def load(name: str) -> Tokens:
    told = tomllib.loads(resources.path(f"theme/{name}.toml").read_text(encoding="utf-8"))
    told["status"] = {Status(key): StatusColours(**told["status"][key]) for key in Status}
    return Tokens(**told)


# Process-wide like QGuiApplication.palette(): a widget painted in one theme beside another
# painted in the second one is never wanted.
_worn: Tokens = load("light")


def tokens() -> Tokens:
    return _worn


@contextmanager
def painted_in(name: str) -> Iterator[None]:
    """Paint in another theme's tokens, for paper: what is drawn inside, at once, wears `name`."""
    global _worn
    before, _worn = _worn, load(name)
    try:
        yield
    finally:
        _worn = before


class Theme(QObject):
    """Dresses the application, now and at each change."""

    changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.AUTO) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._wear()

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._wear()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice == ThemeChoice.AUTO:
            self._wear()

    def _wear(self) -> None:
        global _worn
        _worn = load(self._file())
        self._app.setPalette(palette(_worn))
        dress_all()
        self.changed.emit(_worn)

    def _file(self) -> str:
        if self._choice != ThemeChoice.AUTO:
            return self._choice.value
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"


def palette(worn: Tokens) -> QPalette:
    """Fusion's roles from the tokens; disabled text stays readable at text3."""
    roles = {
        QPalette.ColorRole.Window: worn.bg,
        QPalette.ColorRole.WindowText: worn.text,
        QPalette.ColorRole.Base: worn.surface,
        QPalette.ColorRole.AlternateBase: worn.raised,
        QPalette.ColorRole.Text: worn.text,
        QPalette.ColorRole.Button: worn.surface,
        QPalette.ColorRole.ButtonText: worn.text,
        QPalette.ColorRole.BrightText: worn.on_primary,
        QPalette.ColorRole.Highlight: worn.sel,
        QPalette.ColorRole.HighlightedText: worn.sel_text,
        QPalette.ColorRole.Accent: worn.primary,
        QPalette.ColorRole.Link: worn.primary_text,
        QPalette.ColorRole.LinkVisited: worn.primary_text,
        QPalette.ColorRole.PlaceholderText: worn.text3,
        QPalette.ColorRole.ToolTipBase: worn.raised,
        QPalette.ColorRole.ToolTipText: worn.text,
        QPalette.ColorRole.Light: worn.raised,
        QPalette.ColorRole.Midlight: worn.border,
        QPalette.ColorRole.Mid: worn.outline,
        QPalette.ColorRole.Dark: worn.outline,
        QPalette.ColorRole.Shadow: worn.border,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in INKS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(worn.text3))
    return made


@cache
def inked(colour: str) -> QPalette:
    """Words in this colour, also where they are disabled, on whatever they stand."""
    made = QPalette()
    for role in INKS:
        made.setColor(role, QColor(colour))
    return made
