"""Which keys work here: the bar of key caps under every screen."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit import fonts, paint
from ui.kit.actions import Action, ActionSet
from ui.kit.card import Bar
from ui.kit.dress import Words
from ui.kit.fonts import Size
from ui.kit.text import text_label
from ui.kit.theme import tokens

TALL = 34
MARGIN = 20
GAP = 20  # between two hints
NEAR = 6  # between a cap and its words


@dataclass(frozen=True, slots=True)
class Hint:
    """A cap and its words, and where they stand."""

    action: Action
    words: str
    left: float
    cap: float
    wide: float

    @property
    def right(self) -> float:
        return self.left + self.wide


class KeyBar(Bar):
    """The page's caps on the left, a note and F1 on the right. Caps that do not fit stay away.

    The caps are painted: as widgets they were made anew for each screen that is shown, which took
    half of what showing it took.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.TopEdge, parent)
        self.setFixedHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._acts: ActionSet | None = None
        self._hints: list[Hint] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 1, MARGIN, 0)
        line.setSpacing(GAP)
        line.addStretch(1)
        self.note = text_label("", size=Size.SECONDARY, ink="text2")
        line.addWidget(self.note)
        self._sheet = text_label(
            lambda: self.tr("F1  all shortcuts"), size=Size.SECONDARY, ink="text2"
        )
        line.addWidget(self._sheet)
        self.put_on()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is seen, from the left."""
        return tuple(self._hints)

    def show_actions(self, acts: ActionSet | None) -> None:
        if self._acts is not None:
            self._acts.changed.disconnect(self.update)
        self._acts = acts
        if acts is not None:
            acts.changed.connect(self.update)
        self._fit()

    def say(self, note: Words) -> None:
        self.note.say(note)
        self._fit()

    def retranslate(self) -> None:
        self._sheet.retranslate()  # first: its width is part of ours
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        taken = self.note.sizeHint().width() + self._sheet.sizeHint().width() + 2 * GAP
        self._hints = []
        left = float(MARGIN)
        for action in self._acts.declared() if self._acts is not None else ():
            if not (action.in_bar and action.shown_key):
                continue
            hint = _hint(action, left)
            if hint.right + GAP > self.width() - MARGIN - taken:
                break
            self._hints.append(hint)
            left = hint.right + GAP
        told = (f"{hint.action.shown_key} {hint.words}" for hint in self._hints)
        self.setAccessibleName(", ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for hint in self._hints:
            open_now = self._acts is not None and self._acts.is_open(hint.action)
            top = (TALL - paint.CAP_HEIGHT) / 2
            paint.key_cap(painter, QPointF(hint.left, top), hint.action.shown_key)
            paint.words(
                painter,
                QRectF(hint.left + hint.cap + NEAR, 1, hint.wide, TALL - 1),
                hint.words,
                colour=tokens().ink("text2" if open_now else "text3"),
                size=Size.SECONDARY,
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hint = self._at(event)
        if hint is not None and self._acts is not None:
            self._acts[hint.action].trigger()

    def _at(self, event: QMouseEvent) -> Hint | None:
        x = event.position().x()
        return next((hint for hint in self._hints if hint.left <= x <= hint.right), None)


def _hint(action: Action, left: float) -> Hint:
    words = action.cap_words()
    cap = paint.cap_width(action.shown_key)
    _, metrics = fonts.measured(Size.SECONDARY, fonts.REGULAR)
    return Hint(action, words, left, cap, cap + NEAR + metrics.horizontalAdvance(words))
