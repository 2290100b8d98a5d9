"""What there is before a desk: the application, its looks, and what can be loaded meanwhile."""

import signal
import sys

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

import ui.imports  # noqa: F401  first
from app import VERSION
from app.kit import heap, threads
from ui.kit import fonts
from ui.kit.i18n import LANGUAGES, Languages, read_catalogues
from ui.kit.theme import Theme


class Dress:
    """Looks and language of what is shown before a desk tells its own."""

    def __init__(self, app: QApplication) -> None:
        fonts.install(app)
        indonesian = QLocale.system().language() is QLocale.Language.Indonesian
        self._theme = Theme(app)
        self._languages = Languages(app, "id" if indonesian else "en")

    def take_off(self) -> None:
        """The window brings its own."""
        self._theme.deleteLater()
        self._languages.speak("en")
        self._languages.deleteLater()


def application() -> QApplication:
    heap.in_one_place()
    threads.hand_over_often()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Gerai")
    app.setApplicationVersion(VERSION)
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    awake = QTimer(app)  # Python sees Ctrl+C only between two of its own instructions
    awake.timeout.connect(lambda: None)
    awake.start(500)
    return app


def load_screens() -> None:
    """And what carries out the first command, and the languages of those who may sign in."""
    import ui.screens  # noqa: F401

    for language in LANGUAGES:
        read_catalogues(language)
    heap.stands()
