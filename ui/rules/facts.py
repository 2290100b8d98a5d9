"""A small table of what is known about something: words at the left, figures at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.kit import SEMIBOLD, Card, Size, discard, text_label
from ui.kit.text import TextLabel


class Facts(Card):
    def __init__(self) -> None:
        super().__init__(margins=12, raised=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._made: list[TextLabel] = []
        self._told: Sequence[tuple[str, str]] = ()
        self.body.addLayout(self._grid)
        self.put_on()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self.setVisible(bool(facts))
        if tuple(facts) == tuple(self._told):
            return
        self._told = tuple(facts)
        for label in self._made:
            self._grid.removeWidget(label)
            discard(label)
        self._made = []
        for at, (words, value) in enumerate(facts):
            left = text_label(words, size=Size.SECONDARY, ink="text2")
            right = text_label(value, size=Size.SECONDARY, weight=SEMIBOLD)
            self._grid.addWidget(left, at, 0)
            self._grid.addWidget(right, at, 1, Qt.AlignmentFlag.AlignRight)
            self._made += [left, right]
