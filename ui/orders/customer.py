"""Who is it for: find the caller, make a new customer in the flow, show the one who was found."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.customers.model import clean_name, masked_email, masked_phone, search_digits, to_e164
from app.customers.queries import Address, CustomerHit
from app.kit.errors import Refusal
from app.orders.capture import Caller, caller, find_callers
from app.orders.drafts import DraftAddress, Newcomer
from app.orders.queries import OrderHead
from app.places.lookup import Area, area_of
from ui.kit import fonts, formats, refusals
from ui.kit.backend import Backend
from ui.kit.card import Card, column, discard
from ui.kit.chip import Avatar, Chip, KeyCap
from ui.kit.dress import Dressed, Words
from ui.kit.entry import Field
from ui.kit.fonts import Size
from ui.kit.options import Option, OptionList
from ui.kit.strip import announce
from ui.kit.text import IconLabel, TextLabel, text_label
from ui.orders import words
from ui.orders.hits import Hit, HitList
from ui.orders.order import OpenOrder

FULL_VIEW = ("agent", "manager")  # clerks see masked numbers (ux.md 3.4)
OTHER, CHANGE = "other", "change"


class CustomerCard(Card):
    """One card, four faces: search, new customer, the customer, and where to send."""

    done = Signal()  # who is known: on to the items
    shown = Signal()  # another face

    def __init__(self, backend: Backend, order: OpenOrder) -> None:
        super().__init__(spacing=10)
        self._backend = backend
        self._order = order
        self.search = SearchFace(backend)
        self.form = NewcomerFace(backend)
        self.known = KnownFace(order)
        self.where = WhereFace(order)
        self.street = AddressFace(backend)
        self._faces = (self.search, self.form, self.known, self.where, self.street)
        for face in self._faces:
            self.body.addWidget(face)
        self.search.found.connect(self.take)
        self.search.nobody.connect(self._newcomer)
        self.search.skipped.connect(self._skip)
        self.form.filled.connect(self._welcome)
        self.form.given_up.connect(self.ask)
        self.where.chosen.connect(self._where)
        self.street.filled.connect(self._elsewhere)
        self.street.given_up.connect(self.show_customer)
        order.edited.connect(self._follow)
        self.put_on()
        self.show_customer()

    # ------------------------------------------------------------------ faces

    def _show(self, face: QWidget) -> None:
        for other in self._faces:
            other.setVisible(other is face)
        self.shown.emit()

    @property
    def face(self) -> QWidget:
        return next((face for face in self._faces if face.isVisibleTo(self)), self.search)

    def ask(self) -> None:
        """F2, F4 with nobody there: the cursor waits for a phone number or a name."""
        self._show(self.search)
        self.search.field.setFocus()
        self.search.field.selectAll()

    def who_or_where(self) -> None:
        """F4: find somebody; once known, where to send or somebody else."""
        if not self._order.has_customer:
            self.ask()
            return
        self.where.offer()
        self._show(self.where)
        self.where.options.setFocus()

    def show_customer(self) -> None:
        self._show(self.known if self._order.has_customer else self.search)

    def _follow(self) -> None:
        self.known.show_order()
        if self.face in (self.search, self.known):
            self.show_customer()

    def close_face(self) -> bool:
        """Esc: back to what is known, without a change."""
        if self.face in (self.form, self.where, self.street):
            self.show_customer()
            return True
        if self.search.hits.is_open:
            self.search.hits.close_list()
            return True
        return False

    # ------------------------------------------------------------------ who

    def take(self, customer_id: str) -> None:
        self._backend.ask(caller, customer_id, then=self._taken)

    def _taken(self, found: Caller | None) -> None:
        if found is None:
            self.search.tell("customer_missing", {})
            return
        self._order.choose_customer(found)
        self.search.reset()
        self.show_customer()
        self.done.emit()

    def _skip(self) -> None:
        self.show_customer()
        self.done.emit()

    def _newcomer(self, typed: str) -> None:
        self.form.begin(typed)
        self._show(self.form)
        self.form.first().setFocus()

    def _welcome(self, newcomer: Newcomer) -> None:
        new_id = self._order.new_id
        address = newcomer.address
        told = Newcomer(
            customer_id=new_id(),
            name=newcomer.name,
            phone=newcomer.phone,
            email=newcomer.email,
            address=_with_id(address, new_id()) if address else None,
        )
        self._order.welcome(told)
        self.search.reset()
        self.show_customer()
        self.done.emit()

    # ------------------------------------------------------------------ where

    def _where(self, value: str) -> None:
        if value == CHANGE:
            self.search.reset()
            self.ask()
        elif value == OTHER:
            self.street.begin()
            self._show(self.street)
            self.street.postcode.setFocus()
        else:
            self._order.edit(address_id=value, new_address=None)
            self.show_customer()
            self.done.emit()

    def _elsewhere(self, address: DraftAddress) -> None:
        told = _with_id(address, self._order.new_id())
        newcomer = self._order.draft.newcomer
        if newcomer is not None:
            self._order.welcome(
                Newcomer(
                    customer_id=newcomer.customer_id,
                    name=newcomer.name,
                    phone=newcomer.phone,
                    email=newcomer.email,
                    address=told,
                )
            )
        else:
            self._order.edit(new_address=told)
        self.show_customer()
        self.done.emit()


class SearchFace(Dressed, QWidget):
    """The customer field. Enter waits for the answer to what was typed, then takes the top hit."""

    found = Signal(str)
    nobody = Signal(str)
    skipped = Signal()
    focused = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._generation = 0
        self._answered = True
        self._enter = False
        self.field = Field(
            lambda: self.tr("Customer"),
            placeholder=lambda: self.tr("Phone, name, mail or order"),
        )
        self.hits = HitList(lambda: self.tr("Customers found"))
        self.note = text_label("", size=Size.SECONDARY, ink="text2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(
            text_label(lambda: self.tr("Customer"), size=Size.STRONG, weight=fonts.SEMIBOLD)
        )
        head.addStretch(1)
        head.addWidget(KeyCap("F4"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.field)
        whole.addWidget(self.hits)
        whole.addWidget(self.note)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._entered)
        self.field.installEventFilter(self)
        self.hits.taken.connect(self.found)
        self.put_on()
        self.reset()

    def reset(self) -> None:
        self._generation += 1
        self._answered, self._enter = True, False
        self.field.clear()
        self.hits.close_list()
        self._hint()

    def _hint(self) -> None:
        self.note.set_ink("text2")
        self.note.say(lambda: self.tr("At least 4 digits, or a name. Enter takes the first."))

    def tell(self, code: str, facts: dict[str, object]) -> None:
        self.note.set_ink("bad")
        self.note.say(lambda: refusals.told(code, facts))
        announce(self, self.note.text())

    def _edited(self, text: str) -> None:
        self._generation += 1
        self._enter = False
        if not text.strip():
            self._answered = True
            self.hits.close_list()
            self._hint()
            return
        generation = self._generation
        self._answered = False

        def answered(found: Sequence[CustomerHit]) -> None:
            if generation == self._generation:
                self._show(found)

        self._backend.ask(find_callers, text, then=answered, owner=self)

    def _show(self, found: Sequence[CustomerHit]) -> None:
        self._answered = True
        self.hits.offer([_customer_hit(hit, self._masked()) for hit in found])
        if found:
            self._hint()
        else:
            self.note.set_ink("text2")
            self.note.say(lambda: self.tr("Nobody found. Enter makes a new customer."))
        if self._enter:
            self._enter = False
            self._decide()

    def _masked(self) -> bool:
        return _is_masked(self._backend)

    def _entered(self) -> None:
        if not self.field.text().strip():
            self.skipped.emit()
        elif self._answered:
            self._decide()
        else:
            self._enter = True

    def _decide(self) -> None:
        if not self.hits.take():
            self.nobody.emit(self.field.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and self.hits.is_open:
                self.hits.step(by)
                return True
        return False


class _AddressFields(Dressed, QWidget):
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


class NewcomerFace(_AddressFields):
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


class AddressFace(_AddressFields):
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


class WhereFace(Dressed, QWidget):
    """F4 on a known customer: digits choose the address, a new one, or somebody else."""

    chosen = Signal(str)

    def __init__(self, order: OpenOrder) -> None:
        super().__init__()
        self._order = order
        self.options = OptionList(lambda: self.tr("Where to"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        title = text_label(lambda: self.tr("Where to"), size=Size.STRONG, weight=fonts.SEMIBOLD)
        whole.addWidget(title)
        whole.addWidget(self.options)
        self.options.settled.connect(self.chosen)
        self.put_on()

    def offer(self) -> None:
        known: Sequence[Address] = self._order.caller.card.addresses if self._order.caller else ()
        options = [
            Option(a.address_id, a.street, f"{a.city} {a.postcode}", icon="map-pin")
            for a in known[:6]
        ]
        options.append(
            Option(
                OTHER,
                lambda: self.tr("Another address"),
                lambda: self.tr("For this order"),
                icon="plus",
            )
        )
        options.append(
            Option(
                CHANGE,
                lambda: self.tr("Another customer"),
                lambda: self.tr("The basket stays"),
                icon="users",
            )
        )
        now = self._order.address()
        self.options.offer(options, now.address_id if now else "")


class KnownFace(Dressed, QWidget):
    """The customer as known: figures, address, mail."""

    def __init__(self, order: OpenOrder) -> None:
        super().__init__()
        self._order = order
        self.avatar = Avatar(side=44)
        self.name = text_label("", size=Size.TITLE, weight=fonts.SEMIBOLD, elide=True)
        self.phone = text_label("", ink="text2")
        self.figures = Figures()
        self.street = text_label("", wrap=True)
        self.mail = text_label("", elide=True)
        names = column(self.name, self.phone, spacing=2)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(names, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.figures)
        whole.addLayout(_iconed("map-pin", self.street, KeyCap("F4")))
        self._mail_row = QWidget()
        self._mail_row.setLayout(_iconed("mail", self.mail))
        whole.addWidget(self._mail_row)
        self.put_on()

    def retranslate(self) -> None:
        self.show_order()

    def show_order(self) -> None:
        order = self._order
        card = order.caller.card if order.caller else None
        newcomer = order.draft.newcomer
        self.avatar.show_name(order.name)
        self.name.say(order.name)
        phone = newcomer.phone if newcomer else card.phone if card else ""
        actor = order.actor
        open_view = actor is None or actor.role in FULL_VIEW or newcomer is not None
        self.phone.say(words.phone(phone) if open_view else masked_phone(phone))
        mail = newcomer.email if newcomer else masked_email(card.email) if card else ""
        self.mail.say(mail)
        self._mail_row.setVisible(bool(mail))
        address = order.address()
        if address is None:
            self.street.say(lambda: self.tr("No address: pickup only"))
        else:
            told = (address.street, address.city, address.postcode)
            self.street.say(", ".join(part for part in told if part))
        self.figures.setVisible(card is not None)
        if card is not None:
            self.figures.show_figures(card.orders_count, card.spent_minor)


class Figures(Dressed, QWidget):
    """Orders and money spent, as the desk's own rows count them."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = Card(margins=10, raised=True)
        self.orders = text_label("", weight=fonts.SEMIBOLD)
        self.spent = text_label("", weight=fonts.SEMIBOLD)
        line = QHBoxLayout()
        line.setSpacing(24)
        for figure, told in (
            (self.orders, lambda: self.tr("orders")),
            (self.spent, lambda: self.tr("spent")),
        ):
            line.addLayout(column(figure, _meta(told), spacing=0))
        line.addStretch(1)
        self._frame.body.addLayout(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        self.put_on()

    def show_figures(self, count: int, spent_minor: int) -> None:
        self.orders.say(formats.qty(count))
        self.spent.say(lambda: formats.short_money(spent_minor))


class RecentCard(Card):
    """The last orders of the customer, each with its derived status."""

    opened = Signal(str)

    def __init__(self, order: OpenOrder) -> None:
        super().__init__(lambda: self.tr("Recent orders"), spacing=10)
        self._order = order
        self._shown: tuple[OrderHead, ...] = ()
        self._made: list[QWidget] = []
        order.edited.connect(self.show_order)
        self.put_on()
        self.show_order()

    def retranslate(self) -> None:
        self._shown = ()
        if self._on:
            self.show_order()

    def show_order(self) -> None:
        recent = self._order.caller.recent if self._order.caller else ()
        self.setVisible(bool(recent))
        if recent == self._shown:
            return
        self._shown = recent
        for gone in self._made:
            self.body.removeWidget(gone)
            discard(gone)
        self._made = [_recent(head) for head in recent]
        for made in self._made:
            self.body.addWidget(made)


def _recent(head: OrderHead) -> QWidget:
    made = QWidget()
    told = words.status(head.status)
    number = text_label(head.number, weight=fonts.SEMIBOLD, elide=True)
    when = f"{formats.short_day(head.placed_at)} · {formats.money(head.total_minor, head.currency)}"
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    detail = text_label(when, size=Size.SECONDARY, ink="text2", elide=True)
    line.addLayout(column(number, detail, spacing=1), 1)
    line.addWidget(
        Chip(told.status, told.words, icon=told.icon or None), 0, Qt.AlignmentFlag.AlignVCenter
    )
    return made


def _customer_hit(hit: CustomerHit, masked: bool) -> Hit:
    phone = masked_phone(hit.phone) if masked else words.phone(hit.phone)
    return Hit(hit.customer_id, hit.name, phone, words.orders_count(hit.orders_count))


def _is_masked(backend: Backend) -> bool:
    actor = backend.session.actor if backend.session else None
    return getattr(actor, "role", "agent") not in FULL_VIEW


def _with_id(address: DraftAddress, address_id: str) -> DraftAddress:
    return DraftAddress(
        address_id=address_id,
        street=address.street,
        postcode=address.postcode,
        city=address.city,
        province=address.province,
    )


def _iconed(icon: str, label: TextLabel, cap: QWidget | None = None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(IconLabel(icon, size=16), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label, 1)
    if cap is not None:
        line.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    return line


def _meta(told: Words) -> TextLabel:
    return text_label(told, size=Size.META, ink="text2")
