"""What of a customer is seen by roles that do not look after persons: enough to recognise."""

from dataclasses import replace

from app.customers.model import masked_email, masked_phone, masked_street
from app.customers.queries import Address, Contact, CustomerCard, CustomerHit
from app.customers.states import ContactKind

_DOTS = "•••"


def masked_card(card: CustomerCard) -> CustomerCard:
    """Name, city and figures stay; notes are for whoever serves, and stay too."""
    return replace(
        card,
        phone=masked_phone(card.phone),
        email=masked_email(card.email),
        card=_tail(card.card),
        contacts=tuple(_contact(contact) for contact in card.contacts),
        addresses=tuple(_address(address) for address in card.addresses),
    )


def masked_hit(hit: CustomerHit) -> CustomerHit:
    return replace(hit, phone=masked_phone(hit.phone), email=masked_email(hit.email))


def _contact(contact: Contact) -> Contact:
    mask = masked_phone if contact.kind is ContactKind.PHONE else masked_email
    return replace(contact, value=mask(contact.value))


def _address(address: Address) -> Address:
    return replace(
        address,
        street=masked_street(address.street),
        rt=_hidden(address.rt),
        rw=_hidden(address.rw),
        kelurahan=_hidden(address.kelurahan),
        kecamatan=_hidden(address.kecamatan),
        postcode=_hidden(address.postcode),
    )


def _hidden(told: str) -> str:
    return _DOTS if told else ""


def _tail(card: str) -> str:
    return f"{_DOTS}{card[-4:]}" if card else ""
