"""Who else has this order open: said to the server while it is shown here, and heard from it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.identity.presence import EVERY
from app.sync.wire import Beside, Colleague
from ui.kit import SEMIBOLD, Backend, Dressed, Size, text_label
from ui.kit.backend import Pending
from ui.kit.chip import Avatar
from ui.orders.detail.finder import AWAY

SOON_MS = 300  # who leafs through orders is at none of them, and what is shown comes first


class BeAt(Protocol):
    """As app.desk.Desk.be_at."""

    def __call__(self, user_id: str, order_id: str, *, changing: bool) -> Pending[Beside]: ...


class Colleagues(QObject):
    """Says where this person is when that changes, and again from time to time.

    Nobody waits for it and nobody hears of its failures: without the server nobody is told of.
    """

    told = Signal(list)  # of Colleague

    def __init__(self, backend: Backend, be_at: BeAt, parent: QObject) -> None:
        super().__init__(parent)
        self._backend, self._be_at = backend, be_at
        self._said = ("", "", False)  # user, order, changing
        self._asked = 0
        self._again = QTimer(self)
        self._again.setInterval(EVERY // 1_000)
        self._again.timeout.connect(self.say)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.say)

    def at(self, order_id: str, *, changing: bool) -> None:
        session = self._backend.session
        now = (session.user_id if session else "", order_id, changing)
        if session is None or now == self._said:
            return
        if now[1] != self._said[1]:
            self.told.emit([])
        self._said = now
        self._again.start()
        self._soon.start()

    def leave(self) -> None:
        user_id, order_id, _ = self._said
        if not order_id:
            return
        self._again.stop()
        self._soon.stop()
        self._said = (user_id, "", False)
        self.say()
        self.told.emit([])

    def say(self) -> None:
        self._asked += 1
        if self._backend.sync_status().state in AWAY:
            self.told.emit([])
            return
        asked = self._asked
        user_id, order_id, changing = self._said
        self._backend.when(
            self._be_at(user_id, order_id, changing=changing),
            lambda beside: self._heard(asked, beside.colleagues),
            lambda _trouble: self._heard(asked, []),
            owner=self,
        )

    def _heard(self, asked: int, colleagues: Sequence[Colleague]) -> None:
        if asked == self._asked and self._said[1]:
            self.told.emit(list(colleagues))


class ColleagueMark(Dressed, QWidget):
    """The disc of the first of them, and who is here in words; unseen when nobody is."""

    def __init__(self) -> None:
        super().__init__()
        self._colleagues: Sequence[Colleague] = ()
        self.avatar = Avatar(side=24)
        self.words = text_label("", size=Size.SECONDARY, weight=SEMIBOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.avatar)
        row.addWidget(self.words)
        self.hide()
        self.put_on()

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """Whoever changes the order is named first."""
        self._colleagues = sorted(colleagues, key=lambda one: not one.changing)
        self.setVisible(bool(colleagues))
        self.retranslate()

    def text(self) -> str:
        return self.words.text() if self._colleagues else ""

    def retranslate(self) -> None:
        if not self._colleagues:
            return
        first = self._colleagues[0]
        self.avatar.show_name(first.name)
        self.words.set_ink("text" if first.changing else "text2")
        self.words.say(self._sentence(first.changing).format(name=first.name))

    def _sentence(self, changing: bool) -> str:
        others = len(self._colleagues) - 1
        if changing and others:
            return self.tr("{name} is changing it (+%n)", "", others)
        if changing:
            return self.tr("{name} is changing it")
        if others:
            return self.tr("{name} is here (+%n)", "", others)
        return self.tr("{name} is here")
