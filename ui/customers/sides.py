"""What else is known: how they pay, what they allow, and what colleagues noted."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.customers.consents import Consent
from app.customers.notes import Note
from app.customers.states import Channel, Purpose
from app.insights.customer import Overview
from ui.customers import words
from ui.customers.rows import SmallButton
from ui.kit import (
    REGULAR,
    SEMIBOLD,
    Button,
    Card,
    IconLabel,
    Size,
    column,
    discard,
    formats,
    text_label,
)
from ui.kit.text import tip


class PaysCard(Card):
    """Stored cards by their last four digits, and store credit with what moved it."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Pays with"), spacing=6)
        self._made: list[QWidget] = []
        self.put_on()

    def show_money(self, told: Overview) -> None:
        for gone in self._made:
            self.body.removeWidget(gone)
            discard(gone)
        self._made = [
            _line(
                "credit-card",
                f"{token.brand} •• {token.last4}",
                self.tr("to {month}").format(month=token.expires),
            )
            for token in told.card.tokens
        ]
        credit = formats.money(told.credit_minor)
        self._made.append(_line("wallet", self.tr("Store credit"), credit, strong=True))
        self._made += [
            _line(
                "",
                f"{entry.number} · {formats.short_day(entry.at)}",
                formats.money(entry.amount_minor),
                small=True,
            )
            for entry in told.credit
        ]
        for made in self._made:
            self.body.addWidget(made)


class ConsentCard(Card):
    """A grid of yes and no; a click asks for the other answer."""

    answered = Signal(object, object, bool)  # Channel, Purpose, given

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Consent"), spacing=8)
        self.cells: dict[tuple[Channel, Purpose], Button] = {}
        self.clouds: dict[tuple[Channel, Purpose], IconLabel] = {}
        self._held: Mapping[tuple[Channel, Purpose], Consent] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        for at, purpose in enumerate(Purpose, start=1):
            head = text_label(
                partial(words.purpose, purpose.value), size=Size.SECONDARY, ink="text2"
            )
            grid.addWidget(head, 0, at)
        for row, channel in enumerate(Channel, start=1):
            grid.addWidget(text_label(partial(words.channel, channel.value)), row, 0)
            for at, purpose in enumerate(Purpose, start=1):
                grid.addWidget(self._cell(channel, purpose), row, at)
        self.body.addLayout(grid)
        self.put_on()

    def _cell(self, channel: Channel, purpose: Purpose) -> QWidget:
        place = channel, purpose
        button = Button(partial(self._answer, place), kind="quiet", height=28)
        button.clicked.connect(partial(self._flip, place))
        cloud = IconLabel("cloud-off", size=16, ink="warn")
        cloud.hide()
        self.cells[place], self.clouds[place] = button, cloud
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(button)
        line.addWidget(cloud)
        line.addStretch(1)
        return made

    def show_consents(self, told: Overview, *, may: bool) -> None:
        self._held = {(held.channel, held.purpose): held for held in told.consents}
        for place, button in self.cells.items():
            held = self._held[place]
            button.show_icon("check" if held.given else "x")
            button.say(partial(self._answer, place))
            button.setAccessibleName(self._spoken(place))
            button.setToolTip(tip(self._since(held)))
            button.setEnabled(may and told.card.erased_at is None)
            self.clouds[place].setVisible(held.consent_id in told.waiting)

    def _answer(self, place: tuple[Channel, Purpose]) -> str:
        held = self._held.get(place)
        return words.yes_no(given=held is not None and held.given)

    def _spoken(self, place: tuple[Channel, Purpose]) -> str:
        channel, purpose = place
        told = (words.channel(channel), words.purpose(purpose), self._answer(place))
        return ", ".join(told)

    def _since(self, held: Consent) -> str:
        if not held.at:
            return self.tr("Nothing was said yet")
        return f"{formats.day(held.at)} {formats.clock(held.at)}, {words.how(held.how)}"

    def _flip(self, place: tuple[Channel, Purpose]) -> None:
        self.answered.emit(*place, not self._held[place].given)


class NotesCard(Card):
    """The pinned ones first; new ones come from the entry box, after a semicolon."""

    pinned = Signal(str, bool)  # note id, whether it shall stay on top

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Notes"), spacing=10)
        self.pins: dict[str, SmallButton] = {}
        self._made: list[QWidget] = []
        self._hint = text_label(
            lambda: self.tr("Type ; and the note into the entry box"),
            size=Size.SECONDARY,
            ink="text2",
            wrap=True,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)
        self.body.addWidget(self._hint)
        self.put_on()

    def show_notes(self, told: Overview, people: Mapping[str, str], *, may: bool) -> None:
        for gone in self._made:
            self._list.removeWidget(gone)
            discard(gone)
        self.pins = {}
        self._made = [self._row(note, told, people, may) for note in told.notes[:8]]
        for made in self._made:
            self._list.addWidget(made)
        self._hint.setVisible(may)

    def _row(self, note: Note, told: Overview, people: Mapping[str, str], may: bool) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon = IconLabel("pin" if note.pinned else "sticky-note", size=16)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        who = f"{people.get(note.author_id, '')}, {formats.short_day(note.at)}".removeprefix(", ")
        body = text_label(note.body, wrap=True)
        line.addLayout(
            column(body, text_label(who, size=Size.SECONDARY, ink="text2"), spacing=1), 1
        )
        if note.note_id in told.waiting:
            line.addWidget(
                IconLabel("cloud-off", size=16, ink="warn"), 0, Qt.AlignmentFlag.AlignTop
            )
        if may:
            pin = SmallButton("pin", partial(self._pin_words, note.pinned))
            pin.clicked.connect(partial(self.pinned.emit, note.note_id, not note.pinned))
            self.pins[note.note_id] = pin
            line.addWidget(pin, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _pin_words(self, pinned: bool) -> str:
        return self.tr("No longer on top") if pinned else self.tr("Keep on top")


def _line(
    icon: str, left: str, right: str, *, strong: bool = False, small: bool = False
) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    if icon:
        line.addWidget(IconLabel(icon, size=16), 0, Qt.AlignmentFlag.AlignVCenter)
    else:
        line.addSpacing(26)
    size = Size.SECONDARY if small else Size.BODY
    ink = "text2" if small else "text"
    line.addWidget(text_label(left, size=size, ink=ink, elide=True), 1)
    weight = SEMIBOLD if strong else REGULAR
    line.addWidget(text_label(right, size=size, weight=weight, ink="text" if strong else "text2"))
    return made
