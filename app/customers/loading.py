"""Take over a retailer's customers, and count what they bought before."""

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from msgspec import field

from app.customers.commands import KeepToken
from app.customers.group import record_of
from app.customers.model import (
    MAX_NOTE,
    clean_line,
    clean_name,
    refuse_card_number,
    reversed_phone,
    to_e164,
)
from app.customers.states import Channel, ContactKind, How, Purpose
from app.customers.tables import (
    customer_addresses,
    customer_consents,
    customer_contacts,
    customer_notes,
    customer_pii,
    customer_tokens,
    customers,
)
from app.identity.roles import require
from app.kit.actor import SYSTEM
from app.kit.commands import Command, Part
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

# Top-level fields that tell who a person is: redacted from a body once it was applied.
PERSONAL = frozenset({"people", "addresses", "contacts", "notes", "tokens"})
AUDIENCE = "customers:care"

_count = (
    customers.update()
    .where(customers.c.id == sa.bindparam("row_id"))
    .values(
        orders_count=customers.c.orders_count + sa.bindparam("by_orders", type_=sa.BigInteger),
        spent_minor=customers.c.spent_minor + sa.bindparam("by_spent", type_=sa.BigInteger),
    )
)


class KnownCustomer(Part, frozen=True, kw_only=True):
    id: str
    tier: str = ""
    language: str = "id"
    created_at: int


class KnownPerson(Part, frozen=True, kw_only=True):
    """Who that customer is; `phone` in international form, or empty when there is none."""

    id: str  # the customer's
    name: str
    phone: str = ""
    email: str = ""
    card: str = ""


class KnownContact(Part, frozen=True, kw_only=True):
    """A further phone, in international form, or mail."""

    id: str
    customer_id: str
    kind: ContactKind
    value: str
    label: str = ""


class KnownConsent(Part, frozen=True, kw_only=True):
    id: str
    customer_id: str
    channel: Channel
    purpose: Purpose
    given: bool
    how: How
    at: int


class KnownNote(Part, frozen=True, kw_only=True):
    id: str
    customer_id: str
    body: str
    pinned: bool = False
    author_id: str
    at: int


class KnownToken(Part, frozen=True, kw_only=True):
    id: str
    customer_id: str
    brand: str
    last4: str
    expires: str


class KnownAddress(Part, frozen=True, kw_only=True):
    id: str
    customer_id: str
    label: str = ""
    street: str
    rt: str = ""
    rw: str = ""
    kelurahan: str = ""
    kecamatan: str = ""
    city: str
    province: str = ""
    postcode: str = ""
    preferred: bool = True


class LoadCustomers(Command, frozen=True, kw_only=True):
    """Fact of the server alone; up to about a thousand customers a command."""

    customers: list[KnownCustomer]
    people: list[KnownPerson]
    addresses: list[KnownAddress] = field(default_factory=list)
    contacts: list[KnownContact] = field(default_factory=list)
    consents: list[KnownConsent] = field(default_factory=list)
    notes: list[KnownNote] = field(default_factory=list)
    tokens: list[KnownToken] = field(default_factory=list)


def load_customers(uow: UnitOfWork, command: LoadCustomers) -> dict[str, Any]:
    """Refusals: those of clean_name, to_e164 and refuse_card_number."""
    require(uow.actor, "system")
    uow.insert(customers, *map(_customer_row, command.customers))
    uow.insert(customer_pii, *map(_person_row, command.people))
    uow.insert(customer_addresses, *map(_address_row, command.addresses))
    uow.insert(customer_contacts, *map(_contact_row, command.contacts))
    uow.insert(customer_consents, *map(_consent_row, command.consents))
    uow.insert(customer_notes, *map(_note_row, command.notes))
    uow.insert(customer_tokens, *map(_token_row, command.tokens))
    return {"customers": len(command.customers)}


def keep_token(uow: UnitOfWork, command: KeepToken) -> dict[str, Any]:
    """What the provider lets be shown of a card it stored; one that it told before is replaced."""
    require(uow.actor, "system")
    known = KnownToken(
        id=command.token_id,
        customer_id=record_of(uow, command.customer_id),
        brand=command.brand,
        last4=command.last4,
        expires=command.expires,
    )
    row = _token_row(known)
    if uow.row(customer_tokens, command.token_id) is None:
        uow.insert(customer_tokens, row)
    else:
        uow.update(customer_tokens, row.pop("id"), **row)
    return {"token_id": command.token_id}


def count_past_orders(uow: UnitOfWork, bought: Mapping[str, tuple[int, int]]) -> None:
    """Customer id → (orders, minor units spent), added to what is counted already."""
    if not bought:
        return
    rows = [
        {"row_id": customer_id, "by_orders": orders, "by_spent": spent}
        for customer_id, (orders, spent) in bought.items()
    ]
    uow.db.execute(_count, rows)
    uow.touch(customers, bought)


def _customer_row(known: KnownCustomer) -> dict[str, Any]:
    return {
        "id": known.id,
        "tier": known.tier,
        "language": known.language,
        "created_at": known.created_at,
        "orders_count": 0,
        "spent_minor": 0,
        "audience": AUDIENCE,
    }


def _person_row(person: KnownPerson) -> dict[str, Any]:
    phone = to_e164(person.phone) if person.phone else ""
    return {
        "id": person.id,
        "name": clean_name(person.name),
        "phone": phone,
        "phone_reversed": reversed_phone(phone),
        "email": person.email.strip().lower(),
        "card": person.card,
    }


def _contact_row(contact: KnownContact) -> dict[str, Any]:
    phone = contact.kind is ContactKind.PHONE
    value = to_e164(contact.value) if phone else contact.value.strip().lower()
    return {
        "id": contact.id,
        "customer_id": contact.customer_id,
        "kind": contact.kind.value,
        "value": value,
        "value_reversed": reversed_phone(value) if phone else "",
        "label": contact.label,
    }


def _consent_row(consent: KnownConsent) -> dict[str, Any]:
    return {
        "id": consent.id,
        "customer_id": consent.customer_id,
        "channel": consent.channel.value,
        "purpose": consent.purpose.value,
        "given": consent.given,
        "how": consent.how.value,
        "user_id": SYSTEM.user_id,
        "at": consent.at,
    }


def _note_row(note: KnownNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "customer_id": note.customer_id,
        "body": clean_line(note.body, MAX_NOTE),
        "pinned": note.pinned,
        "author_id": note.author_id,
        "at": note.at,
    }


def _token_row(token: KnownToken) -> dict[str, Any]:
    """Refusal('token_unclear') for anything but the last four digits: a card number is no token."""
    if not re.fullmatch(r"[0-9]{4}", token.last4) or not re.fullmatch(
        r"(0[1-9]|1[0-2])/[0-9]{2}", token.expires
    ):
        raise Refusal("token_unclear")
    return {
        "id": token.id,
        "customer_id": token.customer_id,
        "brand": clean_line(token.brand),
        "last4": token.last4,
        "expires": token.expires,
    }


def _address_row(address: KnownAddress) -> dict[str, Any]:
    refuse_card_number(f"{address.street} {address.label}")
    return {
        "id": address.id,
        "customer_id": address.customer_id,
        "label": address.label,
        "street": address.street,
        "rt": address.rt,
        "rw": address.rw,
        "kelurahan": address.kelurahan,
        "kecamatan": address.kecamatan,
        "city": address.city,
        "province": address.province,
        "postcode": address.postcode,
        "preferred": address.preferred,
    }
