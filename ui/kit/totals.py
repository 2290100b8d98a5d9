"""What does it cost: rows of words and amounts, a rule, and the one big figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import fonts
from ui.kit.card import discard
from ui.kit.dress import Words
from ui.kit.fonts import Size
from ui.kit.text import Line, TextLabel, text_label


@dataclass(frozen=True, slots=True)
class Amount:
    """One row; `ink` "ok" or "bad" colours it, `note` explains below, `meta` is under the rule."""

    words: Words
    amount: Words
    ink: str = "text"
    note: Words = ""
    meta: bool = False


class TotalsPanel(QWidget):
    """Rows that are rewritten in place, so that a changing basket does not flicker."""

    def __init__(self, total: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        whole.addLayout(self._rows)
        whole.addWidget(Line())
        self._under = QVBoxLayout()
        whole.addLayout(self._under)
        line = QHBoxLayout()
        self.total_words = text_label(total, size=Size.STRONG, weight=fonts.SEMIBOLD)
        self.total = text_label("", size=Size.TOTAL, weight=fonts.BOLD)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.total_words)
        line.addStretch(1)
        line.addWidget(self.total)
        whole.addLayout(line)
        self._shown: list[_Row] = []

    def show_rows(self, rows: Sequence[Amount], total: str) -> None:
        """`meta` rows (tax included) stand under the rule, the others above it."""
        while len(self._shown) > len(rows):
            gone = self._shown.pop()
            discard(gone)
        while len(self._shown) < len(rows):
            self._shown.append(_Row(self))
        for widget, amount in zip(self._shown, rows, strict=True):
            (self._under if amount.meta else self._rows).addWidget(widget)
            widget.show_amount(amount)
            widget.show()
        self.total.say(total)


class _Row(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._words = text_label("", ink="text2", wrap=True)
        self._amount = text_label("", weight=fonts.MEDIUM)
        self._note: TextLabel = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        line.addWidget(self._words, 1)
        line.addWidget(self._amount, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(line)
        whole.addWidget(self._note)

    def show_amount(self, amount: Amount) -> None:
        self._words.say(amount.words)
        self._amount.say(amount.amount)
        self._amount.set_ink("text2" if amount.meta and amount.ink == "text" else amount.ink)
        self._note.say(amount.note)
        self._note.setVisible(bool(amount.note))
