"""The demo's own controls: the shop in the making, and a switch for its server."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit import Button, Size, text_label
from ui.kit.backend import Pending

STAGES = {
    "plan": QCoreApplication.translate("DemoOpening", "Planning the shop"),
    "places": QCoreApplication.translate("DemoOpening", "Opening stores"),
    "rules": QCoreApplication.translate("DemoOpening", "Writing rules"),
    "staff": QCoreApplication.translate("DemoOpening", "Hiring people"),
    "products": QCoreApplication.translate("DemoOpening", "Filling the catalogue"),
    "customers": QCoreApplication.translate("DemoOpening", "Meeting customers"),
    "stock": QCoreApplication.translate("DemoOpening", "Filling the shelves"),
    "sales": QCoreApplication.translate("DemoOpening", "Selling for two years"),
    "inbound": QCoreApplication.translate("DemoOpening", "Ordering goods"),
    "sync": QCoreApplication.translate("DemoOpening", "Bringing it to this desk"),
}


class Runs(Protocol):
    """The embedded server as the controls see it."""

    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class DemoOpening(QWidget):
    """What is shown while the demo shop is made."""

    told = Signal(str, float)  # stage, share done
    opened = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gerai")
        self.setObjectName("demoOpening")
        self.setMinimumSize(520, 200)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        self.title = text_label(lambda: self.tr("Opening the demo shop"), size=Size.TITLE)
        self.stage = text_label("", ink="text2")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        for part in (self.title, self.stage, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        self.told.connect(self._told)

    def _told(self, stage: str, share: float) -> None:
        self.stage.say(QCoreApplication.translate("DemoOpening", STAGES.get(stage, stage)))
        self.bar.setValue(round(share * 1000))


class ServerSwitch(QWidget):
    """Stop server / start server, in the top bar of the demo's window."""

    settled = Signal()

    def __init__(self, server: Runs, later: Callable[[Callable[[], None]], Pending[None]]) -> None:
        """`later` runs work off the window's thread."""
        super().__init__()
        self._server = server
        self._later = later
        self.button = Button(self._words, icon="server", kind="quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._switch)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.button)
        self.settled.connect(self._settled)

    def _words(self) -> str:
        return self.tr("Stop server") if self._server.running else self.tr("Start server")

    def _switch(self) -> None:
        self.button.setEnabled(False)
        work = self._server.stop if self._server.running else self._server.start
        self._later(work).add_done_callback(lambda _done: self.settled.emit())

    def _settled(self) -> None:
        self.button.setEnabled(True)
        self.button.retranslate()
