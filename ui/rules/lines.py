"""The lines of a rule's sentence: words and choices that wrap, the changed ones blue."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.routing.rules.model import Rule
from ui.kit import MEDIUM, SEMIBOLD, Dressed, FlowLayout, Size, discard, text_label
from ui.rules import reading
from ui.rules.choice import HEIGHT, Choice
from ui.rules.slots import Group, Keys, Slot, changes
from ui.rules.words import Names, part_words, slot_words

LEAD = 76  # the longest first word of a line, in both languages


class Lines(Dressed, QWidget):
    """`asked` tells the slot to choose for, or the line that shall have one condition more."""

    asked = Signal(object, object)  # Slot | Group, the choice under which the list opens

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[Choice] = []
        self._rule: Rule | None = None
        self._before: Rule | None = None
        self._names = Names()
        self._editable = False
        self._made: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, LEAD)
        self._grid.setColumnStretch(1, 1)
        self.put_on()

    def show_rule(
        self, rule: Rule | None, before: Rule | None, names: Names, *, editable: bool
    ) -> None:
        """Fresh figures and another rule alike; the choice that had the focus keeps it."""
        focused = next((at for at, one in enumerate(self.choices) if one.hasFocus()), None)
        same = self._rule is not None and rule is not None and self._rule.id == rule.id
        self._rule, self._before, self._names, self._editable = rule, before, names, editable
        self._fill()
        if same and focused is not None and self.choices:
            self.choices[min(focused, len(self.choices) - 1)].setFocus()

    def take_focus(self) -> None:
        if self.choices and self.choices[0].isEnabled():
            self.choices[0].setFocus()

    def choice_of(self, slot: Slot) -> Choice | None:
        return next((one for one in self.choices if one.slot and one.slot.at == slot.at), None)

    def adder_of(self, group: Group) -> Choice | None:
        return next((one for one in self.choices if one.line is group), None)

    def retranslate(self) -> None:
        self._fill()

    def _fill(self) -> None:
        for widget in self._made:
            self._grid.removeWidget(widget)
            discard(widget)
        self._made, self.choices = [], []
        if self._rule is not None:
            for at, line in enumerate(reading.lines(self._rule, self._before)):
                self._add_line(at, line)

    def _add_line(self, at: int, line: reading.Line) -> None:
        holder = QWidget(self)
        flow = FlowLayout(holder)
        self._made.append(holder)
        if line.lead:
            lead = text_label(line.lead, weight=SEMIBOLD, ink="text2")
            lead.setFixedHeight(HEIGHT)
            self._grid.addWidget(lead, at, 0, Qt.AlignmentFlag.AlignTop)
            self._made.append(lead)
        self._grid.addWidget(holder, at, int(bool(line.lead)), 1, 1 if line.lead else 2)
        for piece in line.pieces:
            if isinstance(piece, Slot):
                self._add_slot(flow, piece)
            else:
                flow.addWidget(_words(piece))
        for slot in line.gone:
            told = self.tr("no longer: {value}")
            flow.addWidget(_words(told.format(value=self._was(slot)), was=True))
        if line.adds and self._editable:
            self._adopt(flow, Choice(lambda: self.tr("Add a condition"), "", line=line.group))

    def _add_slot(self, flow: FlowLayout, slot: Slot) -> None:
        assert self._rule is not None
        keys, before = slot.read(self._rule), self._keys_before(slot)
        differs = self._before is not None and before != keys
        choice = Choice(
            lambda: part_words(slot.part),
            lambda: slot_words(slot, keys, self._names),
            slot=slot,
            changed=differs,
        )
        choice.setEnabled(self._editable)
        self._adopt(flow, choice)
        if differs and before:
            flow.addWidget(_words(self.tr("was {value}").format(value=self._was(slot)), was=True))

    def _adopt(self, flow: FlowLayout, choice: Choice) -> None:
        flow.addWidget(choice)
        choice.walked.connect(lambda by: self._walk(choice, by))
        choice.clicked.connect(lambda: self.asked.emit(choice.slot or choice.line, choice))
        self.choices.append(choice)

    def _walk(self, choice: Choice, by: int) -> None:
        at = self.choices.index(choice) + by
        if 0 <= at < len(self.choices):
            self.choices[at].setFocus()

    def _keys_before(self, slot: Slot) -> Keys:
        """An unchanged slot was what it is."""
        assert self._rule is not None
        if self._before is None:
            return slot.read(self._rule)
        told = [one for one in changes(self._rule, self._before) if one.at == slot.at]
        return told[0].read(self._before) if told else slot.read(self._rule)

    def _was(self, slot: Slot) -> str:
        return slot_words(slot, slot.read(self._before), self._names) if self._before else ""


def _words(told: str, *, was: bool = False) -> QWidget:
    label = text_label(
        told,
        size=Size.SECONDARY if was else Size.BODY,
        weight=MEDIUM,
        ink="text3" if was else "text2",
    )
    label.setFixedHeight(HEIGHT)
    return label
