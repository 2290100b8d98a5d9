"""Take over a retailer's customers, and count what they bought before."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from msgspec import field

from app.customers.model import clean_name, refuse_card_number, reversed_phone, to_e164
from app.customers.tables import customer_addresses, customer_pii, customers
from app.identity.roles import require
from app.kit.commands import Command, Part
from app.storage.uow import UnitOfWork

# Top-level fields that tell who a person is: redacted from a body once it was applied.
PERSONAL = frozenset({"people", "addresses"})
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


class KnownAddress(Part, frozen=True, kw_only=True):
    id: str
    customer_id: str
    label: str = ""
    street: str
    city: str
    province: str = ""
    postcode: str = ""
    preferred: bool = True


class LoadCustomers(Command, frozen=True, kw_only=True):
    """Fact of the server alone; up to about a thousand customers a command."""

    customers: list[KnownCustomer]
    people: list[KnownPerson]
    addresses: list[KnownAddress] = field(default_factory=list)


def load_customers(uow: UnitOfWork, command: LoadCustomers) -> dict[str, Any]:
    """Refusals: those of clean_name, to_e164 and refuse_card_number."""
    require(uow.actor, "system")
    uow.insert(customers, *map(_customer_row, command.customers))
    uow.insert(customer_pii, *map(_person_row, command.people))
    uow.insert(customer_addresses, *map(_address_row, command.addresses))
    return {"customers": len(command.customers)}


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
    }


def _address_row(address: KnownAddress) -> dict[str, Any]:
    refuse_card_number(f"{address.street} {address.label}")
    return {
        "id": address.id,
        "customer_id": address.customer_id,
        "label": address.label,
        "street": address.street,
        "city": address.city,
        "province": address.province,
        "postcode": address.postcode,
        "preferred": address.preferred,
    }
