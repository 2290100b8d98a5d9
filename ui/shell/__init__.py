"""The frame around all screens. It takes them as PageSpecs and imports none."""

from ui.shell.aside import Kept
from ui.shell.people import KnownUser
from ui.shell.signin import Door, Place
from ui.shell.window import MainWindow

__all__ = ["Door", "Kept", "KnownUser", "MainWindow", "Place"]
