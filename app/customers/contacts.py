"""On which phones and mails a customer is reached: one of each preferred, any number beside it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.customers.commands import AddContact, EditContact, PreferContact
from app.customers.group import group_of, record_of
from app.customers.model import clean_email, clean_line, reversed_phone, to_e164
from app.customers.states import ContactKind
from app.customers.tables import customer_contacts, customer_pii
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

MOST = 12  # of one customer: more is a mistake or a reseller

_contact = customer_contacts.c
_of_group = sa.select(_contact.kind, _contact.value).where(
    _contact.customer_id.in_(sa.bindparam("ids", expanding=True)), _contact.value != ""
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: in a row of its own, or in the record of one who was merged."""

    table: sa.Table
    row_id: str
    value: str


def add_contact(uow: UnitOfWork, command: AddContact) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    if uow.row(customer_contacts, command.contact_id) is not None:
        raise Refusal("contact_exists")
    value = clean_value(command.kind, command.value)
    if not value:
        raise Refusal("contact_empty")
    known = _values(uow, customer_id)
    if (command.kind.value, value) in known:
        raise Refusal("contact_exists")
    if len(known) >= MOST:
        raise Refusal("contacts_too_many", most=MOST)
    person = uow.row(customer_pii, customer_id)
    if person is not None and not person[command.kind.value]:
        uow.update(customer_pii, customer_id, **columns_of(command.kind, value))
        return {"contact_id": customer_id}
    uow.insert(
        customer_contacts,
        {
            "id": command.contact_id,
            "customer_id": customer_id,
            "kind": command.kind.value,
            "label": clean_line(command.label),
            **_row_values(command.kind, value),
        },
    )
    return {"contact_id": command.contact_id}


def edit_contact(uow: UnitOfWork, command: EditContact) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    place = _find(uow, customer_id, command.contact_id, command.kind)
    value = clean_value(command.kind, command.value)
    if place.value != value:
        if place.value != command.seen:
            raise Refusal("field_changed", field=command.kind.value)
        _write(uow, place, command.kind, value)
    return {"contact_id": command.contact_id}


def prefer_contact(uow: UnitOfWork, command: PreferContact) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    other = _find(uow, customer_id, command.contact_id, command.kind)
    preferred = _find(uow, customer_id, customer_id, command.kind)
    if not other.value:
        raise Refusal("contact_unknown")
    _write(uow, preferred, command.kind, other.value)
    _write(uow, other, command.kind, preferred.value)
    return {"contact_id": command.contact_id}


def clean_value(kind: ContactKind, text: str) -> str:
    """Refusals: phone_invalid, email_unclear."""
    if kind is ContactKind.EMAIL:
        return clean_email(text)
    return to_e164(text) if text.strip() else ""


def columns_of(kind: ContactKind, value: str) -> dict[str, str]:
    """The columns of the customer's own row that keep a preferred value."""
    if kind is ContactKind.EMAIL:
        return {"email": value}
    return {"phone": value, "phone_reversed": reversed_phone(value)}


def _row_values(kind: ContactKind, value: str) -> dict[str, str]:
    backwards = reversed_phone(value) if kind is ContactKind.PHONE else ""
    return {"value": value, "value_reversed": backwards}


def _find(uow: UnitOfWork, customer_id: str, contact_id: str, kind: ContactKind) -> _Place:
    members = group_of(uow.db, customer_id)
    if contact_id in members:
        person = uow.row(customer_pii, contact_id)
        if person is not None:
            return _Place(customer_pii, contact_id, person[kind.value])
    row = uow.row(customer_contacts, contact_id)
    if row is None or row["customer_id"] not in members or row["kind"] != kind.value:
        raise Refusal("contact_unknown")
    return _Place(customer_contacts, contact_id, row["value"])


def _write(uow: UnitOfWork, place: _Place, kind: ContactKind, value: str) -> None:
    own = place.table is customer_pii
    uow.update(
        place.table, place.row_id, **(columns_of(kind, value) if own else _row_values(kind, value))
    )


def _values(uow: UnitOfWork, customer_id: str) -> set[tuple[str, str]]:
    members = list(group_of(uow.db, customer_id))
    found = {(row[0], row[1]) for row in uow.db.execute(_of_group, {"ids": members})}
    for member in members:
        person = uow.row(customer_pii, member)
        if person is not None:
            found |= {(kind.value, person[kind.value]) for kind in ContactKind}
    return {(kind, value) for kind, value in found if value}
