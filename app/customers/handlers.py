"""Make a customer known, correct the record, and show it to a store that serves them."""

from typing import Any

import sqlalchemy as sa

from app.customers.commands import CreateCustomer, EditCustomer, NewAddress, NewCustomer
from app.customers.model import clean_name, refuse_card_number, reversed_phone, to_e164
from app.customers.tables import customer_addresses, customer_pii, customers
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

_addresses_of = sa.select(customer_addresses.c.id).where(
    customer_addresses.c.customer_id == sa.bindparam("customer")
)


def create_customer(uow: UnitOfWork, command: CreateCustomer) -> dict[str, Any]:
    if uow.row(customers, command.customer_id) is not None:
        raise Refusal("customer_exists", customer=command.customer_id)
    newcomer = NewCustomer(
        customer_id=command.customer_id,
        name=command.name,
        phone=command.phone,
        email=command.email,
        language=command.language,
        address=command.address,
    )
    welcome(uow, newcomer, site_id=uow.actor.site_id)
    return {"customer_id": command.customer_id}


def edit_customer(uow: UnitOfWork, command: EditCustomer) -> dict[str, Any]:
    customer_id = command.customer_id
    _known(uow, customer_id)
    changed: dict[str, Any] = {}
    if command.name is not None:
        changed["name"] = clean_name(command.name)
    if command.phone is not None:
        changed |= _phone(command.phone)
    if command.email is not None:
        changed["email"] = _email(command.email)
    if changed:
        uow.update(customer_pii, customer_id, **changed)
    if command.language is not None:
        uow.update(customers, customer_id, language=command.language)
    if command.address is not None:
        keep_address(uow, customer_id, command.address)
    return {"customer_id": customer_id}


def welcome(uow: UnitOfWork, newcomer: NewCustomer, *, site_id: str) -> None:
    """Write a new customer; one whom another act made known in the meantime stays as known."""
    customer_id = newcomer.customer_id
    if uow.row(customers, customer_id) is not None:
        return
    person = {
        "id": customer_id,
        "name": clean_name(newcomer.name),
        **_phone(newcomer.phone),
        "email": _email(newcomer.email),
    }
    stores = [f"customers:store:{site_id}"] if site_id else []
    uow.insert(
        customers,
        {
            "id": customer_id,
            "language": newcomer.language,
            "created_at": uow.now,
            "audience": " ".join(["customers:care", *stores]),
        },
    )
    uow.insert(customer_pii, person)
    if newcomer.address is not None:
        keep_address(uow, customer_id, newcomer.address)


def keep_address(uow: UnitOfWork, customer_id: str, address: NewAddress) -> str:
    """Write or correct an address; its id. Refusal when the id belongs to somebody else."""
    refuse_card_number(f"{address.street} {address.label}")
    told = {
        "label": address.label.strip(),
        "street": address.street.strip(),
        "city": address.city.strip(),
        "province": address.province.strip(),
        "postcode": address.postcode.strip(),
    }
    if not told["street"]:
        raise Refusal("address_empty")
    known = uow.row(customer_addresses, address.address_id)
    if known is None:
        first = not uow.all(_addresses_of, customer=customer_id)
        owner = {"id": address.address_id, "customer_id": customer_id, "preferred": first}
        uow.insert(customer_addresses, {**owner, **told})
    elif known["customer_id"] == customer_id:
        uow.update(customer_addresses, address.address_id, **told)
    else:
        raise Refusal("address_of_another")
    return address.address_id


def require_address(uow: UnitOfWork, customer_id: str, address_id: str) -> None:
    known = uow.row(customer_addresses, address_id)
    if known is None or known["customer_id"] != customer_id:
        raise Refusal("address_unknown", address=address_id)


def require_customer(uow: UnitOfWork, customer_id: str) -> None:
    _known(uow, customer_id)


def count_order(uow: UnitOfWork, customer_id: str, total_minor: int) -> None:
    uow.add(customers, customer_id, orders_count=1, spent_minor=total_minor)


def show_customer(uow: UnitOfWork, customer_id: str, *buckets: str) -> None:
    """Let more readers see a customer: the rows that follow them are sent to these whole."""
    customer = uow.row(customers, customer_id)
    if customer is None:
        return  # a desk may hold an order without its customer
    audience = customer["audience"].split()
    if fresh := [bucket for bucket in buckets if bucket not in audience]:
        uow.update(customers, customer_id, audience=" ".join([*audience, *fresh]))
        uow.touch_followers(customers, customer_id)


def _known(uow: UnitOfWork, customer_id: str) -> None:
    if uow.row(customers, customer_id) is None:
        raise Refusal("customer_unknown", customer=customer_id)


def _phone(typed: str) -> dict[str, str]:
    phone = to_e164(typed)
    return {"phone": phone, "phone_reversed": reversed_phone(phone)}


def _email(typed: str) -> str:
    email = typed.strip()
    name, at, host = email.partition("@")
    if email and (not name or not at or "." not in host or any(sign.isspace() for sign in email)):
        raise Refusal("email_unclear")
    return email.lower()
