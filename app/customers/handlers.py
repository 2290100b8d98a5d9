"""Make a customer known, correct the record, and show it to a store that serves them."""

from typing import Any

import sqlalchemy as sa

from app.customers.addresses import keep_address
from app.customers.changes import fresh_values
from app.customers.commands import CreateCustomer, EditCustomer, NewCustomer, WatchCustomer
from app.customers.elsewhere import may_be_sent
from app.customers.group import group_of, record_of
from app.customers.model import clean_card, clean_email, clean_name, reversed_phone, to_e164
from app.customers.states import LANGUAGES, Field
from app.customers.tables import customer_pii, customers
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork

_card_holder = sa.select(customer_pii.c.id).where(
    customer_pii.c.card == sa.bindparam("card"), customer_pii.c.id != sa.bindparam("customer")
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
    """An edit of somebody who was merged corrects the one who survived."""
    customer_id = record_of(uow, command.customer_id)
    person = uow.row(customer_pii, customer_id)
    customer = uow.row(customers, customer_id)
    if person is None or customer is None:
        raise Refusal("customer_unknown", customer=customer_id)
    taken = fresh_values(uow, customer_id, {**customer, **person}, command.changes, _clean)
    if card := taken.get(Field.CARD.value):
        _require_free(uow, customer_id, card)
    if Field.PHONE in taken:
        taken["phone_reversed"] = reversed_phone(taken["phone"])
    if language := taken.pop(Field.LANGUAGE.value, None):
        uow.update(customers, customer_id, language=language)
    if taken:
        uow.update(customer_pii, customer_id, **taken)
    return {"customer_id": customer_id}


def watch_customer(uow: UnitOfWork, command: WatchCustomer) -> dict[str, Any]:
    """Only the server can show a customer to a desk; on the desk there is nothing to do yet.

    Refusals: customer_unknown; customer_not_told, where a store did not name them.
    """
    if uow.on_server:
        require_customer(uow, command.customer_id)
        if not may_be_sent(uow.db, command.customer_id, command.told, uow.actor.device_id):
            raise Refusal("customer_not_told")
        show_customer(uow, command.customer_id, f"device:{uow.actor.device_id}")
    return {"customer_id": command.customer_id}


def welcome(uow: UnitOfWork, newcomer: NewCustomer, *, site_id: str) -> None:
    """Write a new customer; one whom another act made known in the meantime stays as known."""
    customer_id = newcomer.customer_id
    if uow.row(customers, customer_id) is not None:
        return
    phone = to_e164(newcomer.phone)
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
    uow.insert(
        customer_pii,
        {
            "id": customer_id,
            "name": clean_name(newcomer.name),
            "phone": phone,
            "phone_reversed": reversed_phone(phone),
            "email": clean_email(newcomer.email),
        },
    )
    if newcomer.address is not None:
        keep_address(uow, customer_id, newcomer.address)
    if uow.on_server:
        # A server from an older copy may have heard of them first: a call that another desk
        # promised. It went to nobody then.
        uow.touch_followers(customers, customer_id)


def require_customer(uow: UnitOfWork, customer_id: str) -> None:
    """Refusals: customer_unknown, customer_erased."""
    record_of(uow, customer_id)


def count_order(uow: UnitOfWork, customer_id: str, total_minor: int) -> None:
    uow.add(customers, customer_id, orders_count=1, spent_minor=total_minor)


def show_customer(uow: UnitOfWork, customer_id: str, *buckets: str) -> None:
    """Let more readers see a customer: the rows that follow them are sent to these whole.

    All who turned out to be the same go with them, or the pointer would lead nowhere.
    """
    if not buckets:
        return
    for member in group_of(uow.db, customer_id):
        customer = uow.row(customers, member)
        if customer is None:
            continue  # a desk may hold an order without its customer
        audience = customer["audience"].split()
        if fresh := [bucket for bucket in buckets if bucket not in audience]:
            uow.update(customers, member, audience=" ".join([*audience, *fresh]))
            uow.touch_followers(customers, member)


def _clean(field: str, value: str) -> str:
    match Field(field):
        case Field.NAME:
            return clean_name(value)
        case Field.PHONE:
            return to_e164(value) if value.strip() else ""
        case Field.EMAIL:
            return clean_email(value)
        case Field.CARD:
            return clean_card(value)
        case Field.LANGUAGE:
            if value not in LANGUAGES:
                raise Refusal("language_unknown", language=value)
            return value


def _require_free(uow: UnitOfWork, customer_id: str, card: str) -> None:
    if uow.one(_card_holder, card=card, customer=customer_id) is not None:
        raise Refusal("card_of_another")
