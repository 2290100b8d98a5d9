"""Who is it: name, tier, how to reach them, and what they bought so far."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.customers.queries import Contact, CustomerCard
from app.customers.states import LANGUAGES, ContactKind, Field
from app.insights.customer import Figures, Overview
from ui.customers import words
from ui.customers.rows import AddRow, EditRow
from ui.kit import (
    SEMIBOLD,
    Avatar,
    Card,
    Chip,
    IconLabel,
    LinkButton,
    Segments,
    Size,
    Status,
    column,
    discard,
    formats,
    text_label,
)
from ui.orders.words import phone


class FiguresBox(Card):
    """Orders, spent, returned, collected: four figures in a row."""

    def __init__(self) -> None:
        super().__init__(margins=10, raised=True)
        self.figures = [text_label("", weight=SEMIBOLD) for _ in range(4)]
        told = (
            lambda: self.tr("orders"),
            lambda: self.tr("spent"),
            lambda: self.tr("returned"),
            lambda: self.tr("collected"),
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        for figure, name in zip(self.figures, told, strict=True):
            meta = text_label(name, size=Size.META, ink="text2")
            line.addLayout(column(figure, meta, spacing=0, stretch=False))
        self.body.addLayout(line)
        self.put_on()

    def show_figures(self, told: Figures) -> None:
        self.figures[0].say(formats.qty(told.orders))
        self.figures[1].say(lambda: formats.short_money(told.spent_minor))
        for label, share in ((self.figures[2], told.returned), (self.figures[3], told.collected)):
            label.say("–" if share is None else formats.percent(share / 10_000))


class PersonCard(Card):
    """Every value of the record can be edited where it stands."""

    changed = Signal(str, str)  # field, what was typed
    contact_changed = Signal(object, str)  # Contact, what was typed
    contact_preferred = Signal(object)
    contact_added = Signal(object, str)  # ContactKind, what was typed
    show_asked = Signal(object)  # what to do once the values are shown

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.avatar = Avatar(side=40)
        self.name = EditRow(lambda: words.field("name"), strong=True)
        self.tier = Chip()
        self.since = text_label("", size=Size.SECONDARY, ink="text2", elide=True)
        self.figures = FiguresBox()
        self.hidden = LinkButton(lambda: self.tr("Show"), icon="eye", key="Ctrl+E")
        self._masked = text_label(
            lambda: self.tr("Phones, mails and streets are hidden"),
            size=Size.SECONDARY,
            ink="text2",
            wrap=True,
        )
        self.phone = EditRow(lambda: words.field("phone"), icon="phone")
        self.email = EditRow(lambda: words.field("email"), icon="mail")
        self.card = EditRow(lambda: words.field("card"), icon="id-card")
        self.language = Segments(lambda: words.field("language"), _languages())
        self.more_phone = AddRow(lambda: self.tr("Phone"), lambda: self.tr("Another phone"))
        self.more_email = AddRow(lambda: self.tr("E-mail"), lambda: self.tr("Another e-mail"))
        self.contacts: list[EditRow] = []
        self._further = QVBoxLayout()
        self._shown: CustomerCard | None = None
        self._build()
        self._connect()
        self.put_on()

    def _build(self) -> None:
        tiers = QHBoxLayout()
        tiers.setSpacing(8)
        tiers.addWidget(self.tier)
        tiers.addWidget(self.since, 1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addLayout(tiers)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        self._veil = QWidget()
        veil = QHBoxLayout(self._veil)
        veil.setContentsMargins(0, 0, 0, 0)
        veil.addWidget(IconLabel("eye-off", size=16), 0, Qt.AlignmentFlag.AlignVCenter)
        veil.addWidget(self._masked, 1)
        veil.addWidget(self.hidden)
        self._further.setSpacing(0)
        self._adders = QWidget()
        adders = QHBoxLayout(self._adders)
        adders.setContentsMargins(0, 0, 0, 0)
        adders.setSpacing(4)
        adders.addWidget(self.more_phone)
        adders.addWidget(self.more_email)
        adders.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.figures)
        self.body.addWidget(self._veil)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for row in (self.phone, self.email):
            rows.addWidget(row)
        rows.addLayout(self._further)
        rows.addWidget(self.card)
        self.body.addLayout(rows)
        self.body.addWidget(self._adders)
        self.body.addWidget(self.language)

    def _connect(self) -> None:
        for field, row in self._own():
            row.saved.connect(partial(self.changed.emit, field.value))
            row.asked.connect(partial(self.show_asked.emit, row.edit))
        self.hidden.clicked.connect(lambda: self.show_asked.emit(self.focus_phone))
        self.language.chosen.connect(partial(self.changed.emit, Field.LANGUAGE.value))
        self.more_phone.typed.connect(partial(self.contact_added.emit, ContactKind.PHONE))
        self.more_email.typed.connect(partial(self.contact_added.emit, ContactKind.EMAIL))

    def _own(self) -> tuple[tuple[Field, EditRow], ...]:
        return (
            (Field.NAME, self.name),
            (Field.PHONE, self.phone),
            (Field.EMAIL, self.email),
            (Field.CARD, self.card),
        )

    def focus_phone(self) -> None:
        self.phone.pencil.setFocus()

    def close_fields(self) -> bool:
        """Esc: what was being typed is given up. True when there was anything."""
        opened = [row for row in (*(row for _, row in self._own()), *self.contacts) if row.is_open]
        for row in opened:
            row.close_field()
        return bool(opened)

    def show_person(self, seen: CustomerCard, told: Overview, *, masked: bool, may: bool) -> None:
        """`seen` is what this role sees, `told.card` what an edit starts from."""
        self._shown = told.card
        erased = told.card.erased_at is not None
        self.avatar.show_name(seen.name)
        for field, row in self._own():
            raw, shown = getattr(told.card, field.value), getattr(seen, field.value)
            row.show_value(
                partial(_value, field, shown, masked=masked),
                raw,
                waits=field.value in told.waiting,
                editable=may and not erased,
            )
        self.card.setVisible(bool(seen.card) or may)
        self.email.setVisible(bool(seen.email) or may)
        self.tier.setVisible(bool(seen.tier))
        self.tier.tell(
            Status.WARN if seen.tier == "gold" else Status.IDLE,
            lambda: words.tier(seen.tier),
            icon="star",
        )
        self.since.say(lambda: self.tr("since {day}").format(day=formats.day(seen.created_at)))
        self.figures.show_figures(told.figures)
        self._veil.setVisible(masked and not erased)
        self.language.choose(seen.language if seen.language in LANGUAGES else LANGUAGES[0])
        self.language.setEnabled(may and not erased)
        self._adders.setVisible(may and not erased)
        self._show_contacts(seen.contacts, told, masked=masked, may=may)

    def _show_contacts(
        self, seen: Sequence[Contact], told: Overview, *, masked: bool, may: bool
    ) -> None:
        for row in self.contacts:
            self._further.removeWidget(row)
            discard(row)
        self.contacts = []
        for contact, shown in zip(told.card.contacts, seen, strict=True):
            row = EditRow(
                partial(words.field, contact.kind.value),
                icon=words.contact_icon(contact.kind),
                meta=contact.label,
                can_prefer=may,
            )
            kind = Field(contact.kind.value)
            row.show_value(
                partial(_value, kind, shown.value, masked=masked),
                contact.value,
                waits=contact.contact_id in told.waiting,
                editable=may,
            )
            row.saved.connect(partial(self.contact_changed.emit, contact))
            row.asked.connect(partial(self.show_asked.emit, row.edit))
            row.preferred.connect(partial(self.contact_preferred.emit, contact))
            self._further.addWidget(row)
            self.contacts.append(row)


def _value(field: Field, shown: str, *, masked: bool) -> str:
    if field is Field.NAME:
        return words.name(shown)
    if not shown:
        return "–"
    return phone(shown) if field is Field.PHONE and not masked else shown


def _languages() -> list[tuple[str, str]]:
    return [(each, words.language(each)) for each in LANGUAGES]
