"""Pictures of every screen, as the demo shows it: light and dark, English and Indonesian, two sizes.

`python -m tests.pictures [FOLDER]` plays the demo's main job offscreen and writes PNG files.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.demo.stage import EmbeddedServer
from app.desk.desk import Desk
from ui.demo import ServerSwitch
from ui.kit.theme import ThemeChoice
from ui.main import Window

SIZES = ((1440, 900), (1280, 720))
LANGUAGES = ("en", "id")
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
HOME = Path(__file__).parent.parent / "docs" / "guide"


class Photographer:
    """One demo, one window; each screen is brought into a telling state and taken in all variants."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.home = home
        self.server = EmbeddedServer(folder / "server", size="small")
        self.server.start()
        self.desk = Desk(folder / "desk", self.server.url)
        self.desk.enrol(self.server.keys["enrol_codes"]["JKT01 counter"], "counter")
        self.desk.start()
        if not self.desk.wait_caught_up(60):
            raise RuntimeError("the desk did not sync")
        self.app = QApplication([])
        self.window = Window(
            self.app,
            self.desk,
            demo_people=self.server.keys["people"],
            top_slot=ServerSwitch(self.server, self.desk.elsewhere),
        )
        self.main = self.window.main
        self.main.resize(*SIZES[0])
        self.main.show()

    def close(self) -> None:
        self.main.close()
        self.desk.close()
        self.server.stop()

    def take(self, name: str) -> None:
        for width, height in SIZES:
            for language in LANGUAGES:
                for theme in THEMES:
                    self.window.languages.speak(language)
                    self.window.theme.choose(theme)
                    self.main.resize(width, height)
                    wait(250)
                    small = "" if (width, height) == SIZES[0] else f"-{width}"
                    file = self.home / f"{name}-{language}-{theme.value}{small}.png"
                    self.main.grab().save(str(file))
        self.window.languages.speak("en")
        self.window.theme.choose(ThemeChoice.LIGHT)
        self.main.resize(*SIZES[0])
        wait(150)

    def sign_in(self, role: str) -> None:
        site = self.window.here.site
        people = self.server.keys["people"]
        wanted = [
            p for p in people if p["role"] == role and (site is None or p["site"] == site.code)
        ]
        person = (wanted or [p for p in people if p["role"] == role])[0]
        wait(400)
        self.press(Qt.Key.Key_F3)
        self.type(person["name"], enter=True)
        wait(300)
        self.type(person["pin"])
        self.press(Qt.Key.Key_Return)
        until(lambda: not self.main.is_locked())
        wait(500)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifier)
        wait(80)

    def type(self, text: str, *, enter: bool = False) -> None:
        for letter in text:
            QTest.keyClick(self.focus(), letter)
            wait(45)  # slower than a scanner
        if enter:
            wait(300)
            self.press(Qt.Key.Key_Return)
        wait(400)

    def focus(self) -> QWidget:
        return self.main.focusWidget() or self.main


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(held: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not held():
        if time.monotonic() > end:
            raise RuntimeError("the screen did not come")
        wait(50)


def main(home: Path) -> int:
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        photographer = Photographer(Path(folder), home)
        try:
            play(photographer)
        finally:
            photographer.close()
    return 0


def play(photographer: Photographer) -> None:
    """Sign in, sell, pick, take back, look at stock: with a picture at each place."""
    wait(600)
    photographer.take("sign-in")
    photographer.sign_in("manager")
    photographer.take("order-empty")
    photographer.main.show_page("stock")
    wait(400)
    photographer.type("TR", enter=True)
    wait(600)
    photographer.take("stock")
    photographer.main.show_page("pickup")
    wait(600)
    photographer.take("pickup")
    photographer.main.show_page("returns")
    wait(600)
    photographer.take("returns")
    photographer.main.show_page("settings")
    wait(300)
    photographer.take("settings")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME))
