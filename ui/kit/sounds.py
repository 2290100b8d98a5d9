"""What does the desk sound like: a beep for taken, a low double beep for not taken."""

import sys
from enum import StrEnum

from PySide6.QtCore import QObject, QProcess, QStandardPaths
from PySide6.QtWidgets import QApplication

import resources


class Sound(StrEnum):
    OK = "ok"
    BAD = "bad"


# Essentials has no QtMultimedia; each system brings a player of its own.
PLAYERS = ("afplay",) if sys.platform == "darwin" else ("pw-play", "paplay", "aplay")


class Sounds(QObject):
    """Sound is never alone: whoever plays it shows the same thing."""

    def __init__(self, *, on: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = on
        found = (QStandardPaths.findExecutable(name) for name in PLAYERS)
        self._player = next((path for path in found if path), "")

    def play(self, sound: Sound) -> None:
        if not self.on:
            return
        file = str(resources.path(f"sounds/{sound}.wav"))
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415 - exists only there

            winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif not self._player or not QProcess.startDetached(self._player, [file])[0]:
            QApplication.beep()
