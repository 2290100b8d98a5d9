"""The assumptions of one part: a table, the formula they go into, and three fields for one row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.insights.benefit.inputs import Input, Part, Source, Triple, in_order
from ui.insights.benefit import words
from ui.insights.words import translate
from ui.kit import (
    SEMIBOLD,
    Card,
    Cell,
    Column,
    Field,
    LinkButton,
    PagedTable,
    Row,
    Segments,
    Size,
    Wanted,
    Words,
    formats,
    row,
    text_label,
)

INKS = {Source.STANDARD: "text3", Source.OWN: "primary", Source.MEASURED: "ok"}


class AssumptionsCard(Card):
    """`told(key, low, base, high)` when somebody wrote a figure; `forgot(key)` to the standard."""

    told = Signal(str, object)
    forgot = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: translate("benefit", "Assumptions, a year"), spacing=10)
        self._inputs: Sequence[Input] = ()
        self.parts = Segments(
            lambda: translate("benefit", "Part"),
            [(one.value, lambda one=one: words.part(one)) for one in Part],  # type: ignore[misc]
        )
        self.table = PagedTable(
            lambda: translate("benefit", "Assumptions"), _columns(), self._fetch, row_height=34
        )
        self.formula = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.name = text_label("", weight=SEMIBOLD, elide=True)
        self.standard = LinkButton(lambda: translate("benefit", "Back to the standard"))
        self.fields = [_Field(one, self) for one in _field_names()]
        self.message = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.parts.chosen.connect(lambda _part: self._other_part())
        self.table.chosen.connect(lambda _key: self._show_row())
        self.table.opened.connect(lambda _key: self.edit())
        self.standard.clicked.connect(lambda: self.forgot.emit(self.table.selected_id))
        for field in self.fields:
            field.returnPressed.connect(self._commit)
            field.left.connect(self.table.setFocus)
        self._build()
        self.put_on()

    def _build(self) -> None:
        self.body.addWidget(self.parts)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.name, None, self.standard))
        self._editor = QWidget()
        kept = self._editor.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the table above does not jump
        self._editor.setSizePolicy(kept)
        grid = QGridLayout(self._editor)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for at, (field, words_of) in enumerate(zip(self.fields, _field_names(), strict=True)):
            label = text_label(words_of, size=Size.SECONDARY, ink="text2")
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
            grid.setColumnStretch(at, 1)
        self.body.addWidget(self._editor)
        self.body.addWidget(self.message)
        self.body.addWidget(self.formula)

    # ------------------------------------------------------------------ what is shown

    def show_inputs(self, inputs: Sequence[Input]) -> None:
        self._inputs = inputs
        self.table.reload()
        self.formula.say(words.formula(self.part))
        self._show_row()

    @property
    def part(self) -> Part:
        return Part(self.parts.value)

    @property
    def chosen(self) -> Input | None:
        return next((one for one in self._inputs if one.key == self.table.selected_id), None)

    def go_to(self, key: str) -> None:
        """The row of a figure, on whichever part it stands."""
        found = next((one for one in self._inputs if one.key == key), None)
        if found is not None:
            self.show_part(found.part)
            self.table.select(key)
            self._show_row()
            self.table.setFocus()

    def show_part(self, part: Part) -> None:
        self.parts.choose(part.value)
        self._other_part()

    def edit(self) -> None:
        told = self.chosen
        if told is not None and told.source is not Source.MEASURED:
            self.fields[1].setFocus()
            self.fields[1].selectAll()

    def retranslate(self) -> None:
        super().retranslate()
        self.show_inputs(self._inputs)

    def _other_part(self) -> None:
        self.show_inputs(self._inputs)
        if not self.table.selected_id or self.chosen is None or self.chosen.part != self.part:
            self.table.step(0)

    def _fetch(self, wanted: Wanted) -> None:
        wanted.deliver([_row(one) for one in self._inputs if one.part == self.part], None)

    def _show_row(self) -> None:
        told = self.chosen
        self._editor.setVisible(told is not None and told.source is not Source.MEASURED)
        self.standard.setVisible(told is not None and told.source is Source.OWN)
        self.name.say(words.name(told.key) if told else "")
        self._say("")
        if told is None:
            return
        for field, value in zip(self.fields, (told.low, told.base, told.high), strict=True):
            field.setText(words.typed(value, told.unit))
        if told.source is Source.MEASURED:
            self._say(translate("benefit", "Counted, so it is not assumed any more."))

    # ------------------------------------------------------------------ what is written

    def _commit(self) -> None:
        told = self.chosen
        if told is None:
            return
        try:
            low, base, high = (words.read(field.text(), told.unit) for field in self.fields)
        except formats.Unreadable as unreadable:
            self._say(unreadable.hint, ink="bad")
            return
        if not in_order(told.unit, (low, base, high)):
            self._say(
                translate("benefit", "Low may not be above usual, nor usual above high."), ink="bad"
            )
            return
        self.told.emit(told.key, _triple(low, base, high))
        self.table.setFocus()

    def _say(self, message: str, *, ink: str = "text2") -> None:
        self.message.set_ink(ink)
        self.message.say(message)
        self.message.setVisible(bool(message))


class _Field(Field):
    """Esc leaves it as it was."""

    left = Signal()

    def __init__(self, name: Words, parent: QWidget) -> None:
        super().__init__(name, parent=parent)
        self.setMaxLength(20)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _triple(low: int, base: int, high: int) -> Triple:
    return low, base, high


def _field_names() -> list[Words]:
    return [
        lambda: translate("benefit", "Low"),
        lambda: translate("benefit", "Usual"),
        lambda: translate("benefit", "High"),
    ]


def _columns() -> list[Column]:
    figures = [Column(told, 98, right=True) for told in _field_names()]
    return [
        Column(lambda: translate("benefit", "Figure")),
        *figures,
        Column(lambda: translate("benefit", "Source"), 134),
    ]


def _row(told: Input) -> Row:
    known = told.source is Source.MEASURED
    ends = [
        Cell("" if known else words.figure(value, told.unit), ink="text2")
        for value in (told.low, told.high)
    ]
    middle = Cell(words.figure(told.base, told.unit), bold=True)
    source = Cell(words.source(told), ink=INKS[told.source])
    return Row(told.key, (Cell(words.name(told.key)), ends[0], middle, ends[1], source))
