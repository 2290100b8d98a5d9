"""Which keys work here: the bar of key caps under every screen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.actions import Action, ActionSet
from ui.kit.card import Bar, discard
from ui.kit.chip import KeyCap
from ui.kit.dress import Words
from ui.kit.fonts import Size
from ui.kit.text import text_label


class KeyHint(QWidget):
    """A cap and its words; a click does what the key does."""

    def __init__(self, action: Action, acts: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._acts = acts
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(KeyCap(action.shown_key))
        self._words = text_label(action.cap_words, size=Size.SECONDARY, ink="text2")
        line.addWidget(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def follow(self) -> None:
        self._words.set_ink("text2" if self._acts.is_open(self._action) else "text3")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._acts[self._action].trigger()


class KeyBar(Bar):
    """34 px: the page's caps on the left, a note and F1 on the right. Caps that do not fit hide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.TopEdge, parent)
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._acts: ActionSet | None = None
        self._hints: list[KeyHint] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 1, 20, 0)
        line.setSpacing(20)
        self._caps = QHBoxLayout()
        self._caps.setSpacing(20)
        line.addLayout(self._caps)
        line.addStretch(1)
        self.note = text_label("", size=Size.SECONDARY, ink="text2")
        line.addWidget(self.note)
        self._sheet = text_label(
            lambda: self.tr("F1  all shortcuts"), size=Size.SECONDARY, ink="text2"
        )
        line.addWidget(self._sheet)
        self.put_on()

    def show_actions(self, acts: ActionSet | None) -> None:
        if self._acts is not None:
            self._acts.changed.disconnect(self._follow)
        for hint in self._hints:
            self._caps.removeWidget(hint)
            discard(hint)
        self._hints = []
        self._acts = acts
        if acts is not None:
            shown = [a for a in acts.declared() if a.in_bar and a.shown_key]
            self._hints = [KeyHint(action, acts) for action in shown]
            acts.changed.connect(self._follow)
        for hint in self._hints:
            self._caps.addWidget(hint)
        self._follow()

    def say(self, note: Words) -> None:
        self.note.say(note)

    def retranslate(self) -> None:
        self._fit()

    def _follow(self) -> None:
        for hint in self._hints:
            hint.follow()
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A hint's words are another length in another language, and told after ours."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        right = self.note.sizeHint().width() + self._sheet.sizeHint().width() + 80
        room = self.width() - right
        for hint in self._hints:
            need = hint.sizeHint().width() + 20
            hint.setVisible(need <= room)
            room -= need
