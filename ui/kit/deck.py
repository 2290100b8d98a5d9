"""Which of several is seen here: one, in all the room there is. What changes in it stays in it.

Qt's own stack asks each hidden one how tall it wants to be whenever a word changes in any, and
passes the change on up to the window: with fourteen screens made that was half of all it did.
"""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.dress import Dressed, Switch, follow
from ui.kit.laying import InTurns


class Deck(Dressed, QWidget):
    """Takes the room it is given: no card of it makes it larger.

    A switch of theme or language is followed at once by the card that is seen, by another when it
    is shown or when its turn comes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._shown: QWidget | None = None
        self._behind: dict[QWidget, list[Switch]] = {}
        self._turns = InTurns(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.put_on()

    @property
    def shown(self) -> QWidget | None:
        return self._shown

    def add(self, card: QWidget) -> None:
        """It is not seen before it is shown."""
        card.hide()  # first: it would be seen as soon as this is
        card.setParent(self)
        self._cards.append(card)

    def show_card(self, card: QWidget) -> None:
        self._catch_up(card)
        before, self._shown = self._shown, card
        card.setGeometry(self.rect())
        if before is card:
            return
        had_focus = before is not None and _has_focus(before)
        self.setUpdatesEnabled(False)  # nothing is painted of the moment without either
        if before is not None:
            before.hide()
        card.show()
        self.setUpdatesEnabled(True)
        if had_focus:  # or it would be beside the deck now, and Enter press what stands there
            (card.focusWidget() or card).setFocus()

    def count(self) -> int:
        return len(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._shown is not None:
            self._shown.setGeometry(self.rect())

    def parts_to_follow(self, switch: Switch, parts: Iterable[QWidget]) -> Iterable[QWidget]:
        for card in self._cards:
            if card is not self._shown:
                behind = self._behind.setdefault(card, [])
                if switch not in behind:
                    behind.append(switch)
        self._turns.do(partial(self._catch_up, card) for card in tuple(self._behind))
        return [self._shown] if self._shown is not None else []

    def _catch_up(self, card: QWidget) -> None:
        for switch in self._behind.pop(card, ()):
            follow(card, switch)


def _has_focus(card: QWidget) -> bool:
    focus = card.window().focusWidget()
    return focus is not None and (focus is card or card.isAncestorOf(focus))
