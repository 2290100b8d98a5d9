"""Who and where is new: inline forms in which Enter moves on and nothing typed is lost."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.customers.commands import NewAddress
from app.customers.model import clean_name, search_digits, to_e164
from app.kit.errors import Refusal
from app.orders.drafts import DraftAddress, Newcomer
from app.places.lookup import Area, area_of
from ui.kit import fonts, refusals
from ui.kit.backend import Backend
from ui.kit.dress import Dressed, Words
from ui.kit.entry import Field
from ui.kit.fonts import Size
from ui.kit.strip import announce
from ui.kit.text import text_label


class AddressFields(Dressed, QWidget):
    """Postcode, which tells city and province, then the street; Enter moves on."""

    given_up = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._area: Area | None = None
        self._looked_up = ""
        self.postcode = Field(lambda: self.tr("Postcode"))
        self.street = Field(lambda: self.tr("Street and number"))
        self.city = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        self.trouble = text_label("", size=Size.SECONDARY, ink="bad", wrap=True)
        self.trouble.hide()
        self.postcode.textEdited.connect(self._look_up)
        self.postcode.returnPressed.connect(self._postcode_entered)
        self.street.returnPressed.connect(self.finish)

    def _look_up(self, text: str) -> None:
        self._looked_up = text

        def answered(area: Area | None) -> None:
            if text == self._looked_up:
                self._area = area
                self._tell_area()

        self._backend.ask(area_of, text, then=answered, owner=self)

    def _tell_area(self) -> None:
        area = self._area
        if area is not None:
            self.city.say(", ".join(part for part in (area.city, area.province) if part))
        elif len(self._looked_up.strip()) >= 5:
            self.city.say(lambda: self.tr("This postcode is not known; nothing is sent there."))
        else:
            self.city.say("")

    def _postcode_entered(self) -> None:
        self.street.setFocus()

    def finish(self) -> None:
        raise NotImplementedError

    def clear_address(self) -> None:
        self.postcode.clear()
        self.street.clear()
        self._area, self._looked_up = None, ""
        self.city.say("")
        self.refuse(None)

    def address(self) -> DraftAddress | None:
        """None without a street; Refusal is left to the handler for what only it can know."""
        street = self.street.text().strip()
        if not street:
            return None
        area = self._area
        return DraftAddress(
            address_id="",
            street=street,
            postcode=self.postcode.text().strip(),
            city=area.city if area else "",
            province=area.province if area else "",
        )

    def refuse(self, refusal: Refusal | None) -> None:
        self.trouble.setVisible(refusal is not None)
        if refusal is not None:
            code, facts = refusal.code, dict(refusal.facts)
            self.trouble.say(lambda: refusals.told(code, facts))
            announce(self, self.trouble.text())


class NewcomerFace(AddressFields):
    """An inline form; what was typed stays until it is right."""

    filled = Signal(object)  # Newcomer, ids still open

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.phone = Field(lambda: self.tr("Phone"))
        self.name = Field(lambda: self.tr("Name"))
        self.mail = Field(lambda: self.tr("Mail (not needed)"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(
            text_label(lambda: self.tr("New customer"), size=Size.STRONG, weight=fonts.SEMIBOLD)
        )
        rows: Sequence[tuple[Words, Field]] = (
            (lambda: self.tr("Phone"), self.phone),
            (lambda: self.tr("Name"), self.name),
            (lambda: self.tr("Postcode"), self.postcode),
            (lambda: self.tr("Street and number"), self.street),
            (lambda: self.tr("Mail (not needed)"), self.mail),
        )
        for told, field in rows:
            whole.addWidget(text_label(told, size=Size.SECONDARY, ink="text2"))
            whole.addWidget(field)
            if field is self.postcode:
                whole.addWidget(self.city)
        whole.addWidget(self.trouble)
        whole.addWidget(
            text_label(
                lambda: self.tr("Enter goes on, Esc goes back. Without a street: pickup only."),
                size=Size.SECONDARY,
                ink="text2",
                wrap=True,
            )
        )
        self.phone.returnPressed.connect(self.name.setFocus)
        self.name.returnPressed.connect(self._name_entered)
        self.mail.returnPressed.connect(self.finish)
        self.put_on()

    def begin(self, typed: str) -> None:
        """`typed` found nobody: digits are the phone, anything else the name."""
        self.clear_address()
        number = search_digits(typed) is not None
        self.phone.setText(typed if number else "")
        self.name.setText("" if number else typed)
        self.mail.clear()

    def first(self) -> Field:
        return self.name if self.phone.text() else self.phone

    def _name_entered(self) -> None:
        try:
            clean_name(self.name.text())
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.refuse(None)
        self.postcode.setFocus()

    def finish(self) -> None:
        """The first field that is wrong takes the focus; nothing typed is lost."""
        newcomer = self._read(self.name, clean_name, self.name.text())
        phone = self._read(self.phone, to_e164, self.phone.text()) if newcomer else None
        if newcomer is None or phone is None:
            return
        self.refuse(None)
        self.filled.emit(
            Newcomer(
                customer_id="",
                name=newcomer,
                phone=phone,
                email=self.mail.text().strip(),
                address=self.address(),
            )
        )

    def _read(self, field: Field, rule: Callable[[str], str], text: str) -> str | None:
        try:
            return rule(text)
        except Refusal as refusal:
            self.refuse(refusal)
            field.setFocus()
            field.selectAll()
            return None


class AddressFace(AddressFields):
    """Another place for this order."""

    filled = Signal(object)  # DraftAddress

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        title = text_label(lambda: self.tr("Send to"), size=Size.STRONG, weight=fonts.SEMIBOLD)
        whole.addWidget(title)
        whole.addWidget(text_label(lambda: self.tr("Postcode"), size=Size.SECONDARY, ink="text2"))
        whole.addWidget(self.postcode)
        whole.addWidget(self.city)
        whole.addWidget(
            text_label(lambda: self.tr("Street and number"), size=Size.SECONDARY, ink="text2")
        )
        whole.addWidget(self.street)
        whole.addWidget(self.trouble)
        self.put_on()

    def begin(self) -> None:
        self.clear_address()

    def finish(self) -> None:
        told = self.address()
        if told is None:
            self.refuse(Refusal("address_empty"))
        else:
            self.refuse(None)
            self.filled.emit(told)


def new_address(told: DraftAddress) -> NewAddress:
    return NewAddress(
        address_id=told.address_id,
        street=told.street,
        city=told.city,
        province=told.province,
        postcode=told.postcode,
    )
