"""The demo's own controls: the shop in the making, and a switch for its server."""

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.kit.errors import Refusal, Unreachable
from ui.kit import Button, Size, refusals, text_label
from ui.kit.actions import QT_TRANSLATE_NOOP
from ui.kit.backend import Pending

log = logging.getLogger("gerai.demo")
STAGES = {
    "plan": QT_TRANSLATE_NOOP("DemoOpening", "Planning the shop"),
    "places": QT_TRANSLATE_NOOP("DemoOpening", "Opening stores"),
    "rules": QT_TRANSLATE_NOOP("DemoOpening", "Writing rules"),
    "staff": QT_TRANSLATE_NOOP("DemoOpening", "Hiring people"),
    "products": QT_TRANSLATE_NOOP("DemoOpening", "Filling the catalogue"),
    "customers": QT_TRANSLATE_NOOP("DemoOpening", "Meeting customers"),
    "stock": QT_TRANSLATE_NOOP("DemoOpening", "Filling the shelves"),
    "sales": QT_TRANSLATE_NOOP("DemoOpening", "Selling for two years"),
    "inbound": QT_TRANSLATE_NOOP("DemoOpening", "Ordering goods"),
    "forecast": QT_TRANSLATE_NOOP("DemoOpening", "Looking ahead"),
    "sync": QT_TRANSLATE_NOOP("DemoOpening", "Bringing it to this desk"),
}


class Runs(Protocol):
    """The embedded server as the controls see it."""

    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class DemoOpening(QWidget):
    """What is shown while the demo shop is made, and why it could not be made."""

    told = Signal(str, float)  # stage, share done
    opened = Signal()
    failed = Signal(object)  # what went wrong

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gerai")
        self.setObjectName("demoOpening")
        self.setMinimumSize(520, 200)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        self.title = text_label(lambda: self.tr("Opening the demo shop"), size=Size.TITLE)
        self.stage = text_label("", ink="text2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        for part in (self.title, self.stage, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        self.told.connect(self._told)
        self.failed.connect(self._failed)

    def settle(self, done: Pending[None]) -> None:
        """The shop is there, or is not; may be called by any thread."""
        trouble = done.exception()
        if trouble is None:
            self.opened.emit()
        else:
            self.failed.emit(trouble)

    def _failed(self, trouble: BaseException) -> None:
        self.bar.hide()
        self.title.say(lambda: self.tr("The demo shop did not open"))
        self.stage.set_ink("bad")
        self.stage.say(lambda: self._trouble_words(trouble))

    def _trouble_words(self, trouble: BaseException) -> str:
        if isinstance(trouble, Refusal):
            return refusals.told(trouble.code, trouble.facts)
        if not isinstance(trouble, Unreachable):
            log.error("the demo did not start", exc_info=trouble)
        return self.tr(
            "It took too long, or something is missing. What was made is kept. "
            "Close this window and start the demo again."
        )

    def _told(self, stage: str, share: float) -> None:
        self.stage.say(QCoreApplication.translate("DemoOpening", STAGES.get(stage, stage)))
        self.bar.setValue(round(share * 1000))


class ServerSwitch(QWidget):
    """Stop server / start server, in the top bar of the demo's window."""

    settled = Signal(object)  # what went wrong, or None

    def __init__(self, server: Runs, later: Callable[[Callable[[], None]], Pending[None]]) -> None:
        """`later` runs work off the window's thread."""
        super().__init__()
        self._server = server
        self._later = later
        self._failed = False
        self.button = Button(self._words, icon="server", kind="quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._switch)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.button)
        self.settled.connect(self._settled)

    def _words(self) -> str:
        if self._failed:
            return self.tr("Server ended – start again")
        return self.tr("Stop server") if self._server.running else self.tr("Start server")

    def _switch(self) -> None:
        self.button.setEnabled(False)
        work = self._server.stop if self._server.running else self._server.start
        self._later(work).add_done_callback(lambda done: self.settled.emit(done.exception()))

    def _settled(self, trouble: BaseException | None) -> None:
        if trouble is not None:
            log.error("the demo's server did not follow", exc_info=trouble)
        self._failed = trouble is not None
        self.button.setEnabled(True)
        self.button.retranslate()
