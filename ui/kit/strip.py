"""What must be told without a dialog: an inline strip, with an act and a way to go away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import fonts, paint
from ui.kit.buttons import Button, IconButton
from ui.kit.dress import Dressed, Words, say
from ui.kit.text import IconLabel, text_label
from ui.kit.theme import Status, tokens

UNDO_MS = 8_000  # ux.md 3.5: a removed line may come back for 8 s


class Strip(Dressed, QWidget):
    """Hidden until `tell`. A new message replaces the old one; the latest word counts."""

    offered = Signal()  # an undo began or ended to be offered

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = Status.WARN
        self._act: Callable[[], None] | None = None
        self._undoes = False
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.setSpacing(8)
        self._icon = IconLabel("triangle-alert", size=16)
        self._words = text_label("", weight=fonts.MEDIUM, wrap=True)
        self._button = Button("", kind="plain", height=28)
        self._button.clicked.connect(self._acted)
        self._close = IconButton("x", lambda: self.tr("Close this message"))
        self._close.setFixedHeight(28)
        self._close.clicked.connect(self.hide)
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setMinimumHeight(40)
        self.hide()
        self.put_on()

    def text(self) -> str:
        return self._words.text()

    def tell(
        self,
        words: Words,
        *,
        status: Status | str = Status.WARN,
        action: Words = "",
        then: Callable[[], None] | None = None,
        for_ms: int = 0,
        closable: bool = True,
    ) -> None:
        """Show it; `action` is a button that calls `then`; `for_ms` 0 stays until closed."""
        self._status = Status(status)
        self._icon.show_icon(tokens().of(self._status).icon, self._status.value)
        self._words.set_ink(self._status.value)
        self._words.say(words)
        self._act = then
        self._undoes = False
        self._button.setVisible(bool(action) and then is not None)
        self._button.say(action)
        self._close.setVisible(closable)
        self._timer.stop()
        if for_ms:
            self._timer.start(for_ms)
        self.show()
        self.update()
        announce(self, say(words))

    def undo(
        self,
        words: Words,
        then: Callable[[], None],
        status: Status | str = Status.INFO,
        for_ms: int = UNDO_MS,
    ) -> None:
        """What was just done, with a button that takes it back; Ctrl+Z is the page's."""
        self.tell(words, status=status, action=lambda: self.tr("Undo"), then=then, for_ms=for_ms)
        self._undoes = True
        self.offered.emit()

    @property
    def offers_undo(self) -> bool:
        return self._undoes and not self.isHidden()

    def take_back(self) -> None:
        if self.offers_undo:
            self._acted()

    def _acted(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def hideEvent(self, event: QEvent) -> None:
        self._timer.stop()
        if self._undoes and self.isHidden():  # not with its page, which may come back in time
            self._undoes = False
            self.offered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens().of(self._status)
        area = QRectF(self.rect())
        paint.box(QPainter(self), area, radius=8, fill=colours.bg, edge=colours.solid)


def announce(widget: QWidget, words: str) -> None:
    """Tell a screen reader what the eye sees change."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
