"""Which of several is seen here: one, in all the room there is. What changes in it stays in it.

Qt's own stack asks each hidden one how tall it wants to be whenever a word changes in any, and passes
the change on up to the window: with fourteen screens made that was half of all that the window did.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Deck(QWidget):
    """Takes the room it is given: no card of it makes it larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._shown: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> QWidget | None:
        return self._shown

    def add(self, card: QWidget) -> None:
        """It is not seen before it is shown."""
        card.hide()  # first: it would be seen as soon as this is
        card.setParent(self)
        self._cards.append(card)

    def show_card(self, card: QWidget) -> None:
        before, self._shown = self._shown, card
        card.setGeometry(self.rect())
        if before is card:
            return
        self.setUpdatesEnabled(False)  # nothing is painted of the moment without either
        if before is not None:
            before.hide()
        card.show()
        self.setUpdatesEnabled(True)

    def count(self) -> int:
        return len(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._shown is not None:
            self._shown.setGeometry(self.rect())
