"""A desk's first run: it joins its server by a one-time code, and fetches its shop."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.kit.errors import Refusal, Unreachable
from ui.kit import (
    REGULAR,
    SEMIBOLD,
    Button,
    Field,
    MainButton,
    Size,
    Status,
    Strip,
    Words,
    formats,
    refusals,
    text_label,
)
from ui.kit.backend import Arriving, Pending

Ask = Callable[[], Pending[object]]
WATCH_MS = 500


class Joining(QWidget):
    """Keys alone do: the code and Enter; F5 only asks whether the server answers.

    `test` asks the server anything, `join(code)` enrols, `bring` waits for the first sync, of which
    `arriving` tells how far it has come.
    """

    joined = Signal()
    _arrived = Signal(object)

    def __init__(
        self,
        server: str,
        *,
        test: Ask,
        join: Callable[[str], Pending[object]],
        bring: Ask,
        arriving: Callable[[], Arriving],
    ) -> None:
        super().__init__()
        self._server, self._test, self._join, self._bring = server, test, join, bring
        self._arriving = arriving
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._tell_arriving)
        self._retry: Callable[[], None] = self.ask_server
        self.setObjectName("joining")
        self.setMinimumSize(560, 390)  # a sentence of three lines, in either language
        self.code = Field(lambda: self.tr("Enrolment code"), placeholder="K7M4-PXQ2-9TRB")
        self.code.setMaxLength(64)
        self.code.returnPressed.connect(self.join)
        self.tested = Button(lambda: self.tr("Test the connection"), icon="server", key="F5")
        self.tested.clicked.connect(self.ask_server)
        self.button = MainButton(lambda: self.tr("Join the server"), key="Enter")
        self.button.clicked.connect(self.join)
        self.strip = Strip()
        self._arrived.connect(lambda deliver: deliver(), Qt.ConnectionType.QueuedConnection)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        column.addWidget(
            text_label(lambda: self.tr("Join this desk"), size=Size.TITLE, weight=SEMIBOLD)
        )
        about = text_label(
            lambda: self.tr(
                "The office gives each desk a code that works once. It tells the server where "
                "this desk stands."
            ),
            ink="text2",
            weight=REGULAR,
            wrap=True,
        )
        column.addWidget(about)
        column.addWidget(
            text_label(lambda: self.tr("Server: {address}").format(address=self._server), wrap=True)
        )
        label = text_label(lambda: self.tr("Enrolment code"), weight=SEMIBOLD)
        label.setBuddy(self.code)
        column.addWidget(label)
        column.addWidget(self.code)
        column.addWidget(self.strip)
        column.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.tested)
        line.addStretch(1)
        line.addWidget(self.button)
        column.addLayout(line)
        self.code.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5 and self.tested.isEnabled():
            self._retry()
        else:
            super().keyPressEvent(event)

    # --- acts ----------------------------------------------------------------------------------

    def ask_server(self) -> None:
        """Does our server answer under the address this desk was given?"""
        self._begin(lambda: self.tr("Asking the server…"))
        self._when(self._test(), self._answers)

    def join(self) -> None:
        if not self.button.isEnabled():
            return  # a second Enter would send a code that the first has just used up
        code = self.code.text().strip()
        if not code:
            self.strip.tell(
                lambda: self.tr("Type the code from the office first."), status=Status.WARN
            )
            self.code.setFocus()
            return
        self._begin(lambda: self.tr("Joining…"))
        self._when(self._join(code), self.bring)

    def bring(self) -> None:
        """The desk has joined; its shop is still on the way."""
        self._retry = self.bring
        self.code.setEnabled(False)
        self._begin(self._arriving_words)
        self._watch.start()
        self._when(self._bring(), self.joined.emit)

    def _tell_arriving(self) -> None:
        """Only what is new: a screen reader says each."""
        if self._arriving_words() != self.strip.text():
            self.strip.tell(self._arriving_words, status=Status.INFO, closable=False)

    def _arriving_words(self) -> str:
        arriving = self._arriving()
        if arriving.whole:
            return self.tr("The shop is here and is put in order.")
        if arriving.size:
            told = self.tr(
                "Bringing the shop to this desk: {size} so far. Where the line breaks it goes on."
            )
            return told.format(size=formats.megabytes(arriving.size))
        return self.tr("Bringing the shop to this desk. The first time takes a while.")

    # --- what came of them ---------------------------------------------------------------------

    def _begin(self, words: Words) -> None:
        self.button.setEnabled(False)
        self.tested.setEnabled(False)
        self.strip.tell(words, status=Status.INFO, closable=False)

    def _when(self, pending: Pending[object], then: Callable[[], None]) -> None:
        pending.add_done_callback(lambda done: self._arrived.emit(partial(self._came, done, then)))

    def _came(self, done: Pending[object], then: Callable[[], None]) -> None:
        trouble = done.exception()
        self._watch.stop()
        self.tested.setEnabled(True)
        self.button.setEnabled(self.code.isEnabled())
        if trouble is None:
            then()
            return
        self.strip.tell(lambda: self._trouble_words(trouble), status=Status.BAD)
        if self.code.isEnabled():
            self.code.setFocus()
            self.code.selectAll()

    def _answers(self) -> None:
        self.strip.tell(
            lambda: self.tr("The server answers. Type the code and press Enter."),
            status=Status.OK,
        )
        self.code.setFocus()

    def _trouble_words(self, trouble: BaseException) -> str:
        if isinstance(trouble, Refusal):
            return refusals.told(trouble.code, trouble.facts)
        if isinstance(trouble, Unreachable):
            told = (
                self.tr(
                    "No answer from {address}. Nothing was changed and the code was not used up. "
                    "Check the network, then press F5."
                )
                if self.code.isEnabled()
                else self.tr(
                    "No answer from {address}. This desk has joined, and what has come of the shop "
                    "stays here. Check the network, then press F5."
                )
            )
            return told.format(address=self._server)
        return self.tr("That did not work, and nothing was changed. Press F5 to try again.")
