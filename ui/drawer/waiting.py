"""What of this computer's work has not reached the server, before its day is closed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout

from app.desk.closing import Act
from ui.cases.kinds import command_words
from ui.kit import Button, Card, Chip, Size, Status, formats, text_label
from ui.kit.card import discard

MOST = 8  # rows; the closing paper names them all


class WaitingCard(Card):
    """Hidden while nothing waits. `send` asks to send now."""

    def __init__(self, send: Callable[[], None], *, key: str, now: Callable[[], int]) -> None:
        super().__init__(lambda: self.tr("Not sent yet"), spacing=10)
        self._now = now
        self.acts: Sequence[Act] = ()
        self.chip = Chip(Status.WARN)
        if self.heading is not None:
            self.heading.addWidget(self.chip)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._more = text_label("", size=Size.SECONDARY, ink="text2")
        self.send = Button(lambda: self.tr("Send now"), icon="refresh-cw", key=key)
        self.send.clicked.connect(send)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._more)
        self.body.addWidget(self.send)
        self.hide()

    def show_acts(self, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.chip.tell(Status.WARN, lambda: formats.qty(len(self.acts)), icon="cloud-off")
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                discard(widget)
        for at, act in enumerate(acts[:MOST]):
            self._row(at, act)
        self._more.setVisible(len(acts) > MOST)
        self._more.say(lambda: self.tr("and %n more", "", len(self.acts) - MOST))
        self.setVisible(bool(acts))

    def _row(self, at: int, act: Act) -> None:
        self._grid.addWidget(text_label(lambda: command_words(act.kind)), at, 0)
        self._grid.addWidget(text_label(act.number, ink="text2"), at, 1)
        when = text_label(
            lambda: formats.moment(act.at, self._now()), size=Size.SECONDARY, ink="text2"
        )
        self._grid.addWidget(when, at, 2)
