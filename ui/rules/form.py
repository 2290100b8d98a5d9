"""The chosen rule: its name, its sentence, what is known about it, and what lint says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.routing.rules.board import Board
from app.routing.rules.flaws import Finding
from app.routing.rules.model import Rule
from ui.kit import SEMIBOLD, Card, Field, IconLabel, Line, LinkButton, Size, text_label
from ui.rules.chooser import Chooser
from ui.rules.facts import Facts
from ui.rules.lines import Lines
from ui.rules.offers import Offer, offers
from ui.rules.slots import NOTHING, Group, Keys, Part, Slot, addable, changes
from ui.rules.telling import finding_words
from ui.rules.words import Names, applies, part_words, plain


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule with what it is compared with, and what may be done to it."""

    rule: Rule
    number: int
    before: Rule | None  # None: new since then
    compared: int  # the version that it is compared with; 0: with none
    board: Board
    names: Names
    findings: Sequence[tuple[Finding, int]]  # with the number of their rule, 0 for the whole set
    editable: bool
    facts: Sequence[tuple[str, str]]


class RuleForm(Card):
    """`changed` tells the rule as it is meant now; `pointed` the rule that a finding is about."""

    changed = Signal(object)
    pointed = Signal(str)

    def __init__(self, chooser: Chooser) -> None:
        super().__init__(margins=0, spacing=0)
        self._shown: Shown | None = None
        self._asked: Slot | Group | None = None
        self._chooser = chooser
        chooser.settled.connect(self._settled)
        chooser.left.connect(self._refocus)
        self.number = text_label("", size=Size.STRONG, weight=SEMIBOLD)
        self.name_box = Field(lambda: self.tr("Name of the rule"))
        self.name_box.setMaximumWidth(420)
        self.name_box.editingFinished.connect(self._named)
        self.differs = text_label("", size=Size.SECONDARY, weight=SEMIBOLD, ink="primary")
        self.lines = Lines()
        self.lines.asked.connect(self._ask)
        self.facts = Facts()
        self.icon = IconLabel("circle-check", size=16, ink="ok")
        self.applies = text_label("", ink="text2", elide=True)
        self.finding = LinkButton("", icon="triangle-alert")
        self.finding.clicked.connect(self._point)
        self._build()
        self.put_on()

    def _build(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(16, 10, 16, 4)
        heading.setSpacing(12)
        heading.addWidget(self.number)
        heading.addWidget(self.name_box, 1)
        heading.addStretch(1)
        heading.addWidget(self.differs)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 4, 16, 12)
        middle.setSpacing(16)
        sentences = QVBoxLayout()
        sentences.addWidget(self.lines)
        sentences.addStretch(1)
        middle.addLayout(sentences, 1)
        middle.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 4)
        foot.setSpacing(8)
        foot.addWidget(self.icon)
        foot.addWidget(self.applies, 1)
        foot.addWidget(self.finding)
        for part in (heading, middle):
            self.body.addLayout(part)
        self.body.addStretch(1)
        self.body.addWidget(Line())
        self.body.addLayout(foot)

    def show_rule(self, shown: Shown | None) -> None:
        self._shown = shown
        if shown is None:
            self.lines.show_rule(None, None, Names(), editable=False)
        else:
            self.lines.show_rule(
                shown.rule,
                shown.before if shown.compared else None,
                shown.names,
                editable=shown.editable,
            )
        self.retranslate()

    # ------------------------------------------------------------------ chosen

    def _ask(self, about: Slot | Group, under: QWidget) -> None:
        """The values of a slot, or the conditions that a line could have besides."""
        shown = self._shown
        if shown is None:
            return
        self._asked = about
        if isinstance(about, Slot):
            told = offers(about, shown.board, shown.names)
            keys = about.read(shown.rule)
            self._chooser.open(about.part, told, keys, several=about.several, under=under)
        else:
            parts = [slot.part for slot in addable(shown.rule, about)]
            there = [Offer(part.value, part_words(part)) for part in parts]
            self._chooser.open(Part.VERB, there, NOTHING, several=False, under=under)

    def _settled(self, keys: Keys) -> None:
        shown, asked = self._shown, self._asked
        if shown is None or asked is None:
            return
        if isinstance(asked, Slot):
            self._refocus()
            self.changed.emit(self._renamed(shown, asked.write(shown.rule, keys)))
            return
        slot = next(slot for slot in addable(shown.rule, asked) if slot.part.value in keys)
        under = self.lines.adder_of(asked)
        if under is not None:
            self._ask(slot, under)

    def _renamed(self, shown: Shown, rule: Rule) -> Rule:
        """A rule that is called as its sentence says goes on being called so."""
        if shown.rule.name not in ("", plain(shown.rule, shown.names)):
            return rule
        return replace(rule, name=plain(rule, shown.names))

    def _refocus(self) -> None:
        """Back to the choice that the list was opened from."""
        asked = self._asked
        found = None
        if isinstance(asked, Slot):
            found = self.lines.choice_of(asked) or self.lines.adder_of(asked.group)
        elif asked is not None:
            found = self.lines.adder_of(asked)
        if found is not None:
            found.setFocus()

    def _named(self) -> None:
        shown = self._shown
        if shown is None or not shown.editable:
            return
        told = self.name_box.text().strip() or plain(shown.rule, shown.names)
        if told != shown.rule.name:
            self.changed.emit(replace(shown.rule, name=told))

    def _point(self) -> None:
        if self._shown and self._shown.findings and self._shown.findings[0][0].rule_id:
            self.pointed.emit(self._shown.findings[0][0].rule_id)

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        super().retranslate()
        shown = self._shown
        for part in (self.number, self.name_box, self.differs, self.icon, self.applies):
            part.setVisible(shown is not None)
        self.finding.setVisible(shown is not None and bool(shown.findings))
        self.facts.show_facts(shown.facts if shown else ())
        if shown is None:
            return
        self.number.say(self.tr("Rule {n}").format(n=shown.number))
        if not self.name_box.hasFocus():
            self.name_box.setText(shown.rule.name)
        self.name_box.setReadOnly(not shown.editable)
        self.differs.say(self._differs_words(shown))
        self.applies.say(applies(shown.rule, shown.names))
        grave = bool(shown.findings)
        self.icon.show_icon("circle-check", "text3" if grave else "ok")
        if grave:
            finding, number = shown.findings[0]
            more = len(shown.findings) - 1
            told = finding_words(finding, shown.names, number)
            self.finding.say(f"{told} (+{more})" if more else told)

    def _differs_words(self, shown: Shown) -> str:
        if not shown.compared:
            return ""
        if shown.before is None:
            return self.tr("new since v{n}").format(n=shown.compared)
        count = len(changes(shown.rule, shown.before)) + (shown.rule.on != shown.before.on)
        if not count:
            return ""
        told = self.tr("%n value(s) changed since v{version}", "", count)
        return told.format(version=shown.compared)
