"""Where do they live: addresses in the Indonesian form; the postcode fills city and province."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.customers.queries import Address
from app.customers.states import AddressField
from app.places.lookup import Area, area_of
from ui.customers import words
from ui.customers.rows import SmallButton, labelled
from ui.kit import (
    SEMIBOLD,
    Backend,
    Button,
    Card,
    Dressed,
    Field,
    IconLabel,
    LinkButton,
    Size,
    column,
    discard,
    text_label,
)

# Row, column, width in the form's grid.
_FORM = {
    AddressField.LABEL: (0, 0, 2),
    AddressField.POSTCODE: (1, 0, 1),
    AddressField.CITY: (1, 1, 1),
    AddressField.PROVINCE: (2, 0, 2),
    AddressField.STREET: (3, 0, 2),
    AddressField.RT: (4, 0, 1),
    AddressField.RW: (4, 1, 1),
    AddressField.KELURAHAN: (5, 0, 1),
    AddressField.KECAMATAN: (5, 1, 1),
}


class AddressForm(Dressed, QWidget):
    """Enter moves on, and saves on the last field; Esc gives up."""

    saved = Signal(object)  # {AddressField: typed}
    given_up = Signal()
    removed = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._looked_up = ""
        self._filled: dict[AddressField, str] = {}
        self.fields = {each: Field(partial(words.field, each.value)) for each in _FORM}
        self.save = Button(lambda: self.tr("Save"), icon="check", key="Enter", height=32)
        self.remove = Button(lambda: self.tr("Remove"), kind="danger", height=32)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for each, (row, at, wide) in _FORM.items():
            self.fields[each].setMinimumHeight(30)
            grid.addLayout(
                labelled(partial(words.field, each.value), self.fields[each]), row, at, 1, wide
            )
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(grid)
        whole.addLayout(buttons)
        order = list(_FORM)
        for each, following in pairwise(order):
            self.fields[each].returnPressed.connect(self.fields[following].setFocus)
        self.fields[order[-1]].returnPressed.connect(self._save)
        self.fields[AddressField.POSTCODE].textChanged.connect(self._look_up)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self.removed)
        self.put_on()

    def begin(self, address: Address | None) -> None:
        self._filled = {}
        for each, field in self.fields.items():
            field.setText(getattr(address, each.value) if address else "")
        self.remove.setVisible(address is not None)
        self.fields[AddressField.LABEL].setFocus()

    def values(self) -> dict[AddressField, str]:
        return {each: field.text().strip() for each, field in self.fields.items()}

    def _look_up(self, typed: str) -> None:
        postcode = typed.strip()
        if len(postcode) == 5 and postcode.isdecimal() and postcode != self._looked_up:
            self._looked_up = postcode
            self._backend.ask(area_of, postcode, then=self._found)

    def _found(self, area: Area | None) -> None:
        """What somebody typed into city or province themselves stays."""
        if area is None:
            return
        for each, told in ((AddressField.CITY, area.city), (AddressField.PROVINCE, area.province)):
            if self.fields[each].text().strip() in ("", self._filled.get(each, "")):
                self.fields[each].setText(told)
                self._filled[each] = told

    def _save(self) -> None:
        self.saved.emit(self.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class AddressesCard(Card):
    """The default first; one of them, or a new one, may stand open as a form."""

    saved = Signal(object, object)  # Address | None, {AddressField: typed}
    preferred = Signal(object)
    removed = Signal(object)
    show_asked = Signal(object)
    closed = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__(lambda: self.tr("Addresses"), key="F4", spacing=8)
        self.form = AddressForm(backend)
        self.form.hide()
        self.add = LinkButton(lambda: self.tr("Another address"), icon="plus")
        self.rows: list[QWidget] = []
        self._addresses: tuple[Address, ...] = ()
        self._edited: Address | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.body.addWidget(self.form)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self.ask)
        self.form.given_up.connect(self.close_form)
        self.form.saved.connect(self._save)
        self.form.removed.connect(lambda: self.removed.emit(self._edited))
        self.put_on()

    @property
    def is_open(self) -> bool:
        return self.form.isVisibleTo(self)

    def ask(self) -> None:
        """A new address."""
        self._open(None)

    def _open(self, address: Address | None) -> None:
        self._edited = address
        for part in (self.add, *self.rows):
            part.hide()
        self.form.show()
        self.form.begin(address)

    def close_form(self) -> None:
        """The cursor goes on where it was: left alone it would stand on the next button."""
        if not self.is_open:
            return
        self.form.hide()
        for part in (self.add, *self.rows):
            part.show()
        self.closed.emit()

    def show_addresses(
        self,
        seen: tuple[Address, ...],
        raw: tuple[Address, ...],
        waiting: frozenset[str],
        *,
        may: bool,
    ) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            discard(row)
        self._addresses = raw
        self.rows = [
            self._row(shown, own, own.address_id in waiting, may)
            for shown, own in zip(seen, raw, strict=True)
        ]
        for row in self.rows:
            self._list.addWidget(row)
            row.setVisible(not self.is_open)
        self.add.setVisible(may and not self.is_open)

    def _row(self, shown: Address, own: Address, waits: bool, may: bool) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon = IconLabel("star" if own.preferred else "map-pin", size=16)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        label = shown.label or self.tr("Address")
        title = text_label(label, weight=SEMIBOLD, elide=True)
        where = text_label(shown.line, size=Size.SECONDARY, ink="text2", wrap=True)
        line.addLayout(column(title, where, spacing=1, stretch=False), 1)
        if own.preferred:
            default = text_label(lambda: self.tr("default"), size=Size.SECONDARY, ink="text2")
            line.addWidget(default, 0, Qt.AlignmentFlag.AlignTop)
        if waits:
            cloud = IconLabel("cloud-off", size=16, ink="warn")
            cloud.setToolTip(self.tr("Kept here; the server does not have it yet"))
            line.addWidget(cloud, 0, Qt.AlignmentFlag.AlignTop)
        if may and not own.preferred:
            star = SmallButton("star", lambda: self.tr("Make it the default"))
            star.clicked.connect(lambda: self.preferred.emit(own))
            line.addWidget(star, 0, Qt.AlignmentFlag.AlignTop)
        if may:
            told = self.tr("Edit the address {label}").format(label=label)
            pencil = SmallButton("pencil", lambda: told)
            pencil.clicked.connect(lambda: self.show_asked.emit(partial(self._open, own)))
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _save(self, typed: dict[AddressField, str]) -> None:
        self.saved.emit(self._edited, typed)
