"""Whom do we serve: the customer as known, and where to send."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.customers.model import masked_email, masked_phone
from app.customers.queries import Address
from ui.kit import fonts, formats
from ui.kit.card import Card, column
from ui.kit.chip import Avatar, KeyCap
from ui.kit.dress import Dressed, Words
from ui.kit.fonts import Size
from ui.kit.options import Option, OptionList
from ui.kit.text import IconLabel, TextLabel, text_label
from ui.orders import words
from ui.orders.order import OpenOrder

FULL_VIEW = ("agent", "manager")  # clerks see masked numbers (ux.md 3.4)
OTHER, CHANGE = "other", "change"


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
