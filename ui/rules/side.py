"""The left column: the rules by priority, or the versions; where one is looked for and added."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout

from ui.kit import ActionSet, Button, Card, EntryBox, KeyCap, Line
from ui.rules.acts import ADD, VERSIONS
from ui.rules.listing import Entry, Listing

WIDE = 304
RULES, SETS = range(2)


class Side(Card):
    def __init__(self, acts: ActionSet) -> None:
        super().__init__(lambda: self.tr("Sourcing"), note=" ", margins=0, spacing=0)
        self.setFixedWidth(WIDE)
        self._count = 0
        self.entry = EntryBox(
            lambda: self.tr("Find a rule"), lambda: self.tr("Find a rule"), icon="search"
        )
        self.rules = Listing(lambda: self.tr("Rules by priority"))
        self.versions = Listing(lambda: self.tr("Versions, the newest first"))
        self._views = QStackedLayout()
        self.add = Button(ADD.words, icon=ADD.icon)
        self.add.bind(acts[ADD], ADD.shown_key)
        self.turn_button = Button(VERSIONS.words, icon=VERSIONS.icon, kind="quiet")
        self.turn_button.bind(acts[VERSIONS], "")
        assert self.heading is not None
        self.heading.setContentsMargins(16, 8, 12, 6)
        self._caps = KeyCap("Ctrl ↑↓")
        self.heading.addWidget(self._caps)
        box = QHBoxLayout()
        box.setContentsMargins(12, 0, 12, 10)
        box.addWidget(self.entry)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 6)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.turn_button)
        self.body.addLayout(box)
        self.body.addWidget(Line())
        self.body.addLayout(self._views, 1)  # first: a stack without a parent opens windows
        for part in (self.rules, self.versions):
            self._views.addWidget(part)
        self.body.addWidget(Line())
        self.body.addLayout(foot)
        self.put_on()

    @property
    def shows_versions(self) -> bool:
        return self._views.currentIndex() == SETS

    def turn(self) -> None:
        self._views.setCurrentIndex(RULES if self.shows_versions else SETS)
        self.retranslate()

    def step(self, by: int) -> None:
        (self.versions if self.shows_versions else self.rules).step(by)

    def show_rules(self, entries: Sequence[Entry], chosen: str, *, editable: bool) -> None:
        self._count = sum(1 for entry in entries if entry.number)
        self.rules.drags = editable
        self.rules.show_entries(entries, chosen)
        self.retranslate()

    def show_versions(self, entries: Sequence[Entry], chosen: str) -> None:
        self.versions.show_entries(entries, chosen)

    def _title(self) -> str:
        return self.tr("Versions") if self.shows_versions else self.tr("Sourcing")

    def _note(self) -> str:
        return "" if self.shows_versions else self.tr("%n rule(s)", "", self._count)

    def retranslate(self) -> None:
        super().retranslate()
        if self.title is not None and self.note is not None:
            self.title.say(self._title)
            self.note.say(self._note)
            words = VERSIONS.words if not self.shows_versions else lambda: self.tr("Rules")
            self.turn_button.say(words)
            self._caps.setVisible(self.rules.drags and not self.shows_versions)
