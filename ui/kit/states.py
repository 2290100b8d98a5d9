"""What does a list show when it has nothing to show: empty, loading, offline, error, no right."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.kit import fonts, formats, paint
from ui.kit.buttons import Button, LinkButton
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.strip import Strip
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status, tokens

SKELETON_MS = 300  # ux.md 2.5: faster answers never flicker
SLOW_MS = 3_000


class Message(Dressed, QWidget):
    """Icon 40, one sentence, what was kept, and at most two acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(8)
        self._icon = IconLabel("inbox", size=40, ink="text3")
        self._words = text_label("", size=Size.STRONG, weight=fonts.SEMIBOLD, wrap=True)
        self._more = text_label("", ink="text2", wrap=True)
        for label in (self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._act = Button("")
        self._copy = LinkButton(lambda: self.tr("Copy reference"), icon="copy")
        self._act.clicked.connect(self._acted)
        self._copy.clicked.connect(self._copied)
        self._then: Callable[[], None] | None = None
        self._reference = ""
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._act)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        whole.addStretch(2)
        whole.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self._words)
        whole.addWidget(self._more)
        whole.addSpacing(4)
        whole.addLayout(buttons)
        whole.addStretch(3)
        self.put_on()

    def text(self) -> str:
        return self._words.text()

    def tell(
        self,
        icon: str,
        words: Words,
        *,
        more: Words = "",
        act: Words = "",
        then: Callable[[], None] | None = None,
        reference: str = "",
        ink: str = "text3",
    ) -> None:
        self._icon.show_icon(icon, ink)
        self._words.say(words)
        self._more.say(more)
        self._more.setVisible(bool(more))
        self._act.say(act)
        self._act.setVisible(bool(act) and then is not None)
        self._copy.setVisible(bool(reference))
        self._then, self._reference = then, reference

    def _acted(self) -> None:
        if self._then is not None:
            self._then()

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._reference)


class Skeleton(Dressed, QWidget):
    """Grey bars where the rows will stand, at the rows' height."""

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self.slow = text_label(
            lambda: self.tr("The server is slow; working from this computer's copy."),
            size=Size.SECONDARY,
            ink="text2",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.addStretch(1)
        whole.addWidget(self.slow, 0, Qt.AlignmentFlag.AlignHCenter)
        self.slow.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = tokens().sunken
        for at in range(max(1, self.height() // self._row_height)):
            top = at * self._row_height + self._row_height / 2 - 6
            wide = (self.width() - 32) * (0.42 if at % 2 else 0.5)
            paint.box(painter, QRectF(16, top, wide, 12), radius=4, fill=fill)
            paint.box(painter, QRectF(self.width() - 96, top, 80, 12), radius=4, fill=fill)


class FiveStates(Dressed, QWidget):
    """Wraps a list. Call loading(), then ready(count), failed(…) or forbidden(…)."""

    def __init__(
        self,
        content: QWidget,
        *,
        empty: Words,
        empty_icon: str = "inbox",
        empty_act: Words = "",
        empty_then: Callable[[], None] | None = None,
        row_height: int = 42,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty = (empty_icon, empty, empty_act, empty_then)
        self.content = content
        self._row_height = row_height
        self._blank = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self._whole = whole
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)  # first: a stack without a parent opens windows
        for part in (content, self._blank):
            self._stack.addWidget(part)
        self._wait = _timer(self, SKELETON_MS, self._show_skeleton)
        self._slow = _timer(self, SLOW_MS, self._show_slow)

    @cached_property
    def strip(self) -> Strip:
        """Above the list, when it is older than the server's."""
        made = Strip()
        self._whole.insertWidget(0, made)
        return made

    @cached_property
    def message(self) -> Message:
        """Made when there is something to tell: most lists never have."""
        made = Message()
        self._stack.addWidget(made)
        return made

    @cached_property
    def skeleton(self) -> Skeleton:
        made = Skeleton(self._row_height)
        self._stack.addWidget(made)
        return made

    @property
    def state(self) -> str:
        """ "content" | "loading" | "message" | "blank": which part is seen."""
        seen = self._stack.currentWidget()
        if seen is self.content:
            return "content"
        if seen is self._blank:
            return "blank"
        return "loading" if isinstance(seen, Skeleton) else "message"

    def loading(self) -> None:
        """Old rows stay while they are there; a skeleton comes after 300 ms where nothing was."""
        if self.state != "content":
            self._stack.setCurrentWidget(self._blank)
        self._wait.start()
        self._slow.start()

    def ready(self, count: int) -> None:
        self._settle()
        if count:
            self._stack.setCurrentWidget(self.content)
            return
        icon, words, act, then = self._empty
        self.message.tell(icon, words, act=act, then=then)
        self._stack.setCurrentWidget(self.message)

    def failed(self, words: Words, kept: Words, retry: Callable[[], None], reference: str) -> None:
        """What failed, what was kept, and a reference for the help desk; no exception text."""
        self._settle()
        self.message.tell(
            "octagon-x",
            words,
            more=kept,
            act=lambda: self.tr("Try again"),
            then=retry,
            reference=reference,
            ink="bad",
        )
        self._stack.setCurrentWidget(self.message)

    def forbidden(self, who_grants: Words) -> None:
        self._settle()
        self.message.tell("lock", lambda: self.tr("Your role does not show this."), more=who_grants)
        self._stack.setCurrentWidget(self.message)

    def offline(self, as_of: int, now: int) -> None:
        """The data stays; the strip says how old it is. Both in µs UTC."""

        def words() -> str:
            told = self.tr("As of {time}, {age} old")
            return told.format(time=formats.clock(as_of), age=formats.age((now - as_of) / 1e6))

        self.strip.tell(words, status=Status.WARN, closable=False)

    def online(self) -> None:
        if "strip" in self.__dict__:
            self.strip.hide()

    def linked(self, state: str, age_s: float | None, now: int) -> None:
        """As the sync status tells it: offline the data is as old as the server's last word."""
        if state != "offline" or age_s is None:
            self.online()
        else:
            self.offline(int(now - age_s * 1e6), now)

    def _settle(self) -> None:
        self._wait.stop()
        self._slow.stop()
        if "skeleton" in self.__dict__:
            self.skeleton.slow.hide()

    def _show_skeleton(self) -> None:
        if self._stack.currentWidget() is not self.content:
            self._stack.setCurrentWidget(self.skeleton)

    def _show_slow(self) -> None:
        self.skeleton.slow.show()


def _timer(owner: QWidget, after_ms: int, then: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(after_ms)
    made.timeout.connect(then)
    return made
