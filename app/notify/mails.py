"""What does a mail say: one template per event and language, and a message with safe headers."""

from collections.abc import Callable
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

import resources
from app.customers.queries import mail_of
from app.fulfillment.papers import ParcelOnPaper, parcels_on_paper
from app.fulfillment.passes import pass_for
from app.fulfillment.states import ShortReason
from app.kit.clock import Instant, as_datetime
from app.notify.news import news_of
from app.notify.papers import (
    due_at_store,
    due_by_link,
    groups_of,
    items_of,
    live_charges,
    live_clawed,
    live_tax,
    live_total,
    parcel_items,
    taken_of,
    words_for,
)
from app.notify.queries import Message, pickup_code_of
from app.notify.states import MessageKind
from app.notify.words import Words, known_language, one_line
from app.orders.queries import OrderCard, order_card
from app.orders.states import Method, Units
from app.payments.links import wanted_links
from app.payments.papers import money_back_at
from app.places.papers import place_on_paper
from app.ports.mailer import Undeliverable
from app.returns.papers import return_at

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_SHORT = frozenset(reason.value for reason in ShortReason)
Facts = dict[str, Any]
PICTURE = "pickup-pass"  # by this name the page shows the picture that comes with it


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the shop's name and the address that mails come from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


class Moot(Exception):
    """There is nothing to tell any more. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_mail(
    db: Connection, message: Message, sender: Sender, *, now: Instant, key: str = ""
) -> EmailMessage:
    """The mail of one message, from what the database knows now. `key` signs pickup passes.

    Its Message-ID is derived from the message's id, so that a second try is the same mail.
    Raises Moot when nobody is to be told, Undeliverable for an address that no mail can have.
    """
    address, _ = mail_of(db, message.customer_id)
    order = order_card(db, message.order_id)
    if not address:
        raise Moot("no_address")
    if order is None:
        raise Moot("order_unknown")
    language = known_language(message.language)
    name = one_line(order.head.customer_name)
    words = words_for(db, order, language)
    facts = {"shop": sender.name, "name": name, "order": order, "head": order.head, "w": words}
    facts |= _FACTS[MessageKind(message.kind)](db, order, message, words)
    token = ""
    parcel = facts.get("parcel")
    if isinstance(parcel, ParcelOnPaper) and key:
        token = pass_for(parcel.id, order.head.number, parcel.site_id, now, key)
    facts["picture"] = PICTURE if token else ""
    subject, text = _split(_render(f"{message.kind}.{language}.txt.j2", facts))
    page = _render(f"{message.kind}.{language}.html.j2", facts | {"subject": subject})
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(one_line(sender.name), addr_spec=sender.address)
    mail["To"] = _receiver(name, address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(as_datetime(now))
    mail["Message-ID"] = f"<{message.message_id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    if token:
        _draw(mail, token)
    mail["Content-Language"] = language  # after the bodies, which would take it for their own
    return mail


# --- what each kind tells ----------------------------------------------------------------------


def _as_it_stands(db: Connection, order: OrderCard, _message: Message, words: Words) -> Facts:
    groups = groups_of(db, order, words)
    return {
        "groups": groups,
        "charges": live_charges(order),
        "clawed": live_clawed(order),
        "total": live_total(order),
        "tax": live_tax(order),
        "paid": taken_of(order.payments),
        "due_store": due_at_store(order.payments),
        "due_link": due_by_link(order.payments),
        "pickup": any(group.method == "pickup" for group in groups),
    }


def _pay_link(db: Connection, order: OrderCard, _message: Message, _words: Words) -> Facts:
    links = [wanted for wanted in wanted_links(db, order.head.order_id) if "://" in wanted.link]
    if not links:
        raise Moot("nothing_to_pay")
    return {"links": links}


def _ready(db: Connection, order: OrderCard, message: Message, words: Words) -> Facts:
    waiting = [parcel for parcel in parcels_on_paper(db, order.head.order_id) if parcel.ready_at]
    parcel = _of_act(waiting, "ready_at", message.made_at)
    if parcel is None or parcel.closed_at:
        raise Moot("collected_or_put_back")
    place = place_on_paper(db, parcel.site_id)
    return {
        "parcel": parcel,
        "items": parcel_items(order, parcel),
        "place": place,
        "code": pickup_code_of(db, order.head.order_id),
        "due": due_at_store(order.payments),
        "w": Words(words.language, words.currency, place.time_zone if place else words.zone),
    }


def _collected(db: Connection, order: OrderCard, message: Message, words: Words) -> Facts:
    gone = [
        parcel
        for parcel in parcels_on_paper(db, order.head.order_id)
        if parcel.closed_at and parcel.method != Method.TO_STORE.value
    ]
    parcel = _of_act(gone, "closed_at", message.made_at)
    if parcel is None:
        raise Moot("not_collected")
    place = place_on_paper(db, parcel.site_id)
    return {
        "items": parcel_items(order, parcel),
        "place": place,
        "at": parcel.closed_at,
        "paid": taken_of(order.payments),
        "w": Words(words.language, words.currency, place.time_zone if place else words.zone),
    }


def _cancelled(db: Connection, order: OrderCard, message: Message, words: Words) -> Facts:
    fallen = [
        event
        for event in order.events
        if event.at == message.made_at and event.target == Units.CANCELLED.value
    ]
    if not fallen:
        raise Moot("nothing_cancelled")
    return {
        "items": items_of(order, ((event.line_id, event.quantity) for event in fallen)),
        "short": all(event.reason in _SHORT for event in fallen),
        "groups": groups_of(db, order, words),
    }


def _news(db: Connection, order: OrderCard, message: Message, words: Words) -> Facts:
    told = news_of(db, order, message.made_at, words)
    if not (told.moved or told.later or told.missing):
        raise Moot("nothing_new")
    return {"news": told}


def _refunded(db: Connection, order: OrderCard, message: Message, _words: Words) -> Facts:
    back = money_back_at(db, order.head.order_id, message.made_at)
    if not back:
        raise Moot("nothing_refunded")
    returned = return_at(db, order.head.order_id, message.made_at)
    return {
        "back": back,
        "total": sum(part.amount_minor for part in back),
        "returned": returned,
        "items": items_of(order, ((line.line_id, line.quantity) for line in returned.lines))
        if returned
        else (),
    }


_FACTS: dict[MessageKind, Callable[[Connection, OrderCard, Message, Words], Facts]] = {
    MessageKind.CONFIRMED: _as_it_stands,
    MessageKind.CHANGED: _as_it_stands,
    MessageKind.PAY_LINK: _pay_link,
    MessageKind.READY: _ready,
    MessageKind.COLLECTED: _collected,
    MessageKind.CANCELLED: _cancelled,
    MessageKind.REFUNDED: _refunded,
    MessageKind.NEWS: _news,
}


def _of_act(parcels: list[ParcelOnPaper], column: str, at: int) -> ParcelOnPaper | None:
    """The parcel that the message's own act moved (same instant), else the one moved last."""
    told = sorted(
        parcels, key=lambda parcel: (getattr(parcel, column) == at, getattr(parcel, column))
    )
    return told[-1] if told else None


# --- templates ---------------------------------------------------------------------------------


@cache
def _templates() -> "ImmutableSandboxedEnvironment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.path("mail")),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    is_markup = hasattr(value, "__html__")
    return one_line(value) if isinstance(value, str) and not is_markup else value


def _draw(mail: EmailMessage, token: str) -> None:
    """The pass as a picture inside the mail: nothing is fetched from anywhere to see it."""
    import segno

    page = mail.get_body(("html",))
    assert isinstance(page, EmailMessage)
    drawn = BytesIO()
    segno.make(token, micro=False, error="m").save(drawn, kind="png", scale=5, border=4)
    page.add_related(drawn.getvalue(), "image", "png", cid=f"<{PICTURE}>", filename="pickup.png")


def _render(name: str, facts: Facts) -> str:
    return _templates().get_template(name).render(facts)


def _split(text: str) -> tuple[str, str]:
    """The first line of a plain-text template is the subject, the rest the letter."""
    subject, _, letter = text.lstrip().partition("\n")
    return one_line(subject), letter.strip() + "\n"


def _receiver(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        return Address(name, addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError) as error:  # CR and LF are ValueErrors
        raise Undeliverable("address_unclear") from error
