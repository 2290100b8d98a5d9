"""Who calls: customers by phone digits, name or mail, and the card of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.model import search_digits
from app.customers.tables import customer_addresses, customer_pii, customers
from app.storage.search import match_words

FOUND = 20  # half a screen; whoever has more hits types another digit


@dataclass(frozen=True, slots=True)
class CustomerHit:
    customer_id: str
    name: str
    phone: str
    email: str
    tier: str
    orders_count: int


@dataclass(frozen=True, slots=True)
class Address:
    address_id: str
    label: str
    street: str
    city: str
    province: str
    postcode: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class CustomerCard:
    customer_id: str
    name: str
    phone: str
    email: str
    tier: str
    language: str
    created_at: int
    orders_count: int
    spent_minor: int
    addresses: tuple[Address, ...]


_person, _customer = customer_pii.c, customers.c
_hit = (
    sa.select(
        _person.id,
        _person.name,
        _person.phone,
        _person.email,
        sa.func.coalesce(_customer.tier, ""),
        sa.func.coalesce(_customer.orders_count, 0),
    )
    .select_from(customer_pii.outerjoin(customers, _customer.id == _person.id))
    .where(_person.erased_at.is_(None))
    .limit(FOUND)
)
# Ranges instead of LIKE, so that the index on the column serves them on both databases.
_by_phone = _hit.where(
    _person.phone_reversed >= sa.bindparam("low"), _person.phone_reversed < sa.bindparam("high")
).order_by(_person.phone_reversed, _person.id)
_by_email = _hit.where(_person.email == sa.bindparam("email")).order_by(_person.id)
_by_email_start = _hit.where(
    _person.email.startswith(sa.bindparam("email"), autoescape=False)
).order_by(_person.email, _person.id)
_by_ids = _hit.where(_person.id.in_(sa.bindparam("ids", expanding=True))).order_by(
    _person.name, _person.id
)
_card = (
    sa.select(
        _customer.id,
        _person.name,
        _person.phone,
        _person.email,
        _customer.tier,
        _customer.language,
        _customer.created_at,
        _customer.orders_count,
        _customer.spent_minor,
    )
    .join(customer_pii, _person.id == _customer.id)
    .where(_customer.id == sa.bindparam("customer"))
)
_addresses = (
    sa.select(
        *(
            customer_addresses.c[name if name != "address_id" else "id"]
            for name in Address.__dataclass_fields__
        )
    )
    .where(customer_addresses.c.customer_id == sa.bindparam("customer"))
    .order_by(customer_addresses.c.preferred.desc(), customer_addresses.c.id)
)
_postcode = sa.select(customer_addresses.c.postcode).where(
    customer_addresses.c.id == sa.bindparam("address")
)
_names = sa.select(_person.id, _person.name).where(
    _person.id.in_(sa.bindparam("ids", expanding=True))
)
_contact = (
    sa.select(_person.email, _customer.language)
    .join(customers, _customer.id == _person.id)
    .where(_person.id == sa.bindparam("customer"), _person.erased_at.is_(None))
)


def find(db: Connection, text: str) -> list[CustomerHit]:
    """At most 20. Digits match the end of a phone number, `@` a mail from its start, else names."""
    typed = text.strip()
    if not typed:
        return []
    if digits := search_digits(typed):
        return _hits(db, _by_phone, low=digits, high=_next(digits))
    if "@" in typed:
        email = typed.lower()
        return _hits(db, _by_email, email=email) or _hits(db, _by_email_start, email=email)
    return _hits(db, _by_ids, ids=match_words(db, customer_pii.name, typed))


def card(db: Connection, customer_id: str) -> CustomerCard | None:
    """Recent orders stand in orders.queries.recent_of: orders are above customers."""
    row = db.execute(_card, {"customer": customer_id}).first()
    if row is None:
        return None
    return CustomerCard(*row, addresses=addresses_of(db, customer_id))


def addresses_of(db: Connection, customer_id: str) -> tuple[Address, ...]:
    return tuple(Address(*row) for row in db.execute(_addresses, {"customer": customer_id}))


def postcode_of(db: Connection, address_id: str) -> str:
    return db.execute(_postcode, {"address": address_id}).scalar() or ""


def names_of(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    found = db.execute(_names, {"ids": sorted(set(ids))})
    return {row[0]: row[1] for row in found}


def mail_of(db: Connection, customer_id: str) -> tuple[str, str]:
    """(address, language); an empty address when there is none or the person was erased."""
    row = db.execute(_contact, {"customer": customer_id}).first()
    return (row[0], row[1]) if row else ("", "")


def _next(digits: str) -> str:
    """The first text behind all that begin with `digits`, in any collation."""
    kept = digits.rstrip("9")
    return kept[:-1] + str(int(kept[-1]) + 1) if kept else "a"


def _hits(
    db: Connection, statement: sa.Select[Any], **values: str | list[str]
) -> list[CustomerHit]:
    return [CustomerHit(*row) for row in db.execute(statement, values)]
