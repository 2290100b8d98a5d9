"""Which value shall stay: both records side by side, before two become one."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.customers.masks import masked_card
from app.customers.states import MERGED_FIELDS
from app.insights.customer import Overview
from ui.customers import words
from ui.customers.acts import MERGE
from ui.kit import (
    SEMIBOLD,
    ActionSet,
    Button,
    Card,
    MainButton,
    Segments,
    Size,
    discard,
    formats,
    text_label,
)
from ui.orders.words import orders_count, phone

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Pair:
    """Who stays, and who is merged into them."""

    mine: Overview
    theirs: Overview


class MergePanel(Card):
    """F12 merges, Esc leaves it. Only fields with two different values ask."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Are these the same person?"), spacing=12)
        self.pair: Pair | None = None
        self.choices: dict[str, Segments] = {}
        self.main = MainButton(MERGE.words, icon="merge")
        self.leave = Button(lambda: self.tr("Not now"), key="Esc")
        self._grid: QWidget | None = None
        self._follows = text_label("", ink="text2", wrap=True)
        self._undo = text_label(
            lambda: self.tr(
                "Orders, returns and notes keep where they came from. It can be undone for 30 days."
            ),
            size=Size.SECONDARY,
            ink="text2",
            wrap=True,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.main, 1)
        self.leave.setFixedHeight(48)
        self.body.addWidget(self._follows)
        self.body.addWidget(self._undo)
        self.body.addStretch(1)
        self.body.addLayout(buttons)
        self.leave.clicked.connect(self.given_up)
        self.put_on()

    def bind(self, acts: ActionSet) -> None:
        self.main.bind(acts[MERGE], MERGE.shown_key)

    @property
    def taken(self) -> list[str]:
        """The fields whose value is the other one's."""
        return [name for name, asked in self.choices.items() if asked.value == THEIRS]

    def show_pair(self, pair: Pair, *, masked: bool) -> None:
        self.pair = pair
        if self._grid is not None:
            self.body.removeWidget(self._grid)
            discard(self._grid)
        self._grid = self._table(pair, masked=masked)
        self.body.insertWidget(1, self._grid)
        other = pair.theirs
        self._follows.say(lambda: self._told(other))
        first = next(iter(self.choices.values()), None)
        (first or self.main).setFocus()

    def _table(self, pair: Pair, *, masked: bool) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.choices = {}
        stays = text_label(lambda: self.tr("Stays"), size=Size.SECONDARY, ink="text2")
        goes = text_label(lambda: self.tr("Comes in"), size=Size.SECONDARY, ink="text2")
        heads = QHBoxLayout()
        heads.addWidget(stays, 1, Qt.AlignmentFlag.AlignHCenter)
        heads.addWidget(goes, 1, Qt.AlignmentFlag.AlignHCenter)
        grid.addLayout(heads, 0, 1)
        mine, theirs = pair.mine.card, pair.theirs.card
        seen = (masked_card(mine), masked_card(theirs)) if masked else (mine, theirs)
        for row, name in enumerate(MERGED_FIELDS, start=1):
            grid.addWidget(text_label(partial(words.field, name), ink="text2"), row, 0)
            left, right = (_shown(name, getattr(card, name), masked=masked) for card in seen)
            if getattr(mine, name) == getattr(theirs, name):
                grid.addWidget(text_label(left, weight=SEMIBOLD, elide=True), row, 1)
                continue
            # An empty value never wins by itself: what is known stays known.
            better = THEIRS if not getattr(mine, name) else MINE
            asked = Segments(partial(words.field, name), [(MINE, left), (THEIRS, right)], better)
            self.choices[name] = asked
            grid.addWidget(asked, row, 1)
        return made

    def _told(self, other: Overview) -> str:
        addresses, notes = len(other.card.addresses), len(other.notes)
        parts = [orders_count(other.card.orders_count)]
        if addresses:
            parts.append(self.tr("%n address(es)", "", addresses))
        if notes:
            parts.append(self.tr("%n note(s)", "", notes))
        if other.credit_minor:
            credit = formats.money(other.credit_minor)
            parts.append(self.tr("{amount} store credit").format(amount=credit))
        return self.tr("Comes along: {what}.").format(what=", ".join(parts))


def _shown(name: str, value: str, *, masked: bool) -> str:
    if name == "tier":
        return words.tier(value)
    if name == "language":
        return words.language(value)
    if not value:
        return "–"
    return phone(value) if name == "phone" and not masked else value
