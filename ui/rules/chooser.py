"""The list that opens under a choice: values to take, and a box to type another or to find one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit import Dressed, Field, Size, formats, paint, text_label, tokens
from ui.rules.offers import SEARCHED, TYPED, Offer, read_typed, typed_hint
from ui.rules.picks import Picks
from ui.rules.slots import Keys, Part

ARROWS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chooser(Dressed, QWidget):
    """Lies over the page and is no window: it goes with Esc, with a choice, or when left.

    `settled` tells the keys. Of several, each is switched; Enter in the empty box ends it.
    """

    settled = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._part = Part.VERB
        self._offers: Sequence[Offer] = ()
        self._keys: Keys = frozenset()
        self._several = False
        self.field = Field(self._field_words, placeholder=self._field_words)
        self.field.textEdited.connect(self._filter)
        self.field.installEventFilter(self)
        self.picks = Picks(lambda: self.tr("Choices"))
        self.picks.taken.connect(self._taken)
        self.picks.done.connect(self._settle)
        self.hint = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.setSpacing(6)
        for part in (self.field, self.picks, self.hint):
            whole.addWidget(part)
        self.hide()
        self.put_on()

    def open(
        self, part: Part, offers: Sequence[Offer], keys: Keys, *, several: bool, under: QWidget
    ) -> None:
        self._part, self._offers, self._keys, self._several = part, offers, keys, several
        boxed = part in TYPED or part in SEARCHED
        self.field.clear()
        self.field.setVisible(boxed)
        self.picks.show_offers(offers, keys, several=several, digits=not boxed)
        self._say_hint()
        self.retranslate()
        self._place(under)
        self.show()
        self.raise_()
        (self.field if boxed else self.picks).setFocus()

    def _place(self, under: QWidget) -> None:
        """Below the choice, or above it where there is no room, and never past the edge."""
        host = self._host
        self.adjustSize()
        at = under.mapTo(host, QPoint(0, under.height() + 4))
        if at.y() + self.height() > host.height() - 8:
            above = under.mapTo(host, QPoint(0, -4)).y() - self.height()
            at.setY(above if above > 8 else max(8, host.height() - self.height() - 8))
        at.setX(max(8, min(at.x(), host.width() - self.width() - 8)))
        self.move(at)

    def close_it(self) -> bool:
        """True when it was open."""
        was = self.isVisible()
        if was:
            self.hide()
            self.left.emit()
        return was

    def _field_words(self) -> str:
        return typed_hint(self._part)

    def _say_hint(self, words: str = "", *, bad: bool = False) -> None:
        several = self.tr("Enter switches, Enter in the empty box ends")
        if self._several and self._part not in SEARCHED:
            several = self.tr("Space switches, Enter ends")
        told = words or (several if self._several else "")
        self.hint.setVisible(bool(told))
        self.hint.say(told)
        self.hint.set_ink("bad" if bad else "text2")

    # ------------------------------------------------------------------ taken

    def _taken(self, key: str) -> None:
        if not self._several:
            self._keys = frozenset({key} if key else ())
            self._settle()
            return
        self._keys ^= {key}
        self.field.clear()
        self.picks.show_offers(
            self._offers, self._keys, several=True, digits=self._part not in SEARCHED
        )

    def _settle(self) -> None:
        self.hide()
        self.settled.emit(self._keys)

    def _filter(self, text: str) -> None:
        self._say_hint()
        if self._part in SEARCHED:
            wanted = text.casefold().strip()
            found = [offer for offer in self._offers if wanted in offer.words.casefold()]
            self.picks.show_offers(found, self._keys, several=self._several, digits=False)

    def _entered(self) -> None:
        text = self.field.text().strip()
        if text and self._part in TYPED:
            try:
                key = read_typed(self._part, text)
            except formats.Unreadable as why:
                self._say_hint(str(why), bad=True)
                self.field.selectAll()
                return
            self._keys = frozenset({key})
            self._settle()
        elif not text and self._several:
            self._settle()
        elif self.picks.current is not None:
            self._taken(self.picks.current)

    # ------------------------------------------------------------------ keys and looks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ARROWS:
                self.picks.step(ARROWS[Qt.Key(event.key())])
                return True
            if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._entered()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        paint.box(
            QPainter(self), QRectF(self.rect()), radius=10, fill=worn.surface, edge=worn.outline
        )
