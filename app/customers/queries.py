"""Who calls: customers by phone digits, name, mail or card, and the card of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.customers.consents import may_tell
from app.customers.group import group_of, survivor_of, survivors_of
from app.customers.model import clean_card, search_digits
from app.customers.states import Channel, ContactKind, Purpose
from app.customers.tables import (
    customer_addresses,
    customer_contacts,
    customer_pii,
    customer_tokens,
    customers,
)
from app.kit.errors import Refusal
from app.storage.prepared import prepared
from app.storage.search import asked_for, match_words, matching

FOUND = 20  # half a screen; whoever has more hits types another digit
AT_ONCE = 500  # ids of one IN list, as in the feed


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
    rt: str
    rw: str
    kelurahan: str
    kecamatan: str
    city: str
    province: str
    postcode: str
    preferred: bool

    @property
    def line(self) -> str:
        """`Jl. Melati 3, RT 003/RW 007, Karet, Setiabudi, Jakarta 12920`: as it is written here."""
        numbers = f"RT {self.rt}/RW {self.rw}" if self.rt and self.rw else ""
        place = f"{self.city} {self.postcode}".strip()
        told = (self.street, numbers, self.kelurahan, self.kecamatan, place)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Contact:
    """`contact_id` is a row's, or the customer's own when it stands in their record."""

    contact_id: str
    kind: ContactKind
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Token:
    brand: str
    last4: str
    expires: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """`contacts` are the further ones; figures and rows are those of all who were merged."""

    customer_id: str
    name: str
    phone: str
    email: str
    card: str
    tier: str
    language: str
    created_at: int
    orders_count: int
    spent_minor: int
    erased_at: int | None
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...] = ()
    tokens: tuple[Token, ...] = ()


_person, _customer, _contact = customer_pii.c, customers.c, customer_contacts.c
_found = sa.select(_person.id.label("id")).where(_person.erased_at.is_(None)).limit(FOUND)
# Ranges instead of LIKE, so that the index on the column serves them on both databases.
_low: sa.BindParameter[str] = sa.bindparam("low")
_high: sa.BindParameter[str] = sa.bindparam("high")
_own_phones = (
    sa.select(_person.id, sa.literal(0).label("rank"), _person.phone_reversed.label("number"))
    .where(_person.erased_at.is_(None))
    .where(_person.phone_reversed >= _low, _person.phone_reversed < _high)
    .order_by(_person.phone_reversed, _person.id)
    .limit(FOUND)
)
_further_phones = (
    sa.select(_contact.customer_id, sa.literal(1), _contact.value_reversed)
    .where(_contact.value_reversed >= _low, _contact.value_reversed < _high)
    .order_by(_contact.value_reversed, _contact.id)
    .limit(FOUND)
)
_numbers = sa.union_all(
    *(sa.select(part.subquery()) for part in (_own_phones, _further_phones))
).subquery("numbers")
_by_email = _found.where(_person.email == sa.bindparam("email")).order_by(_person.id)
_by_further_email = (
    sa.select(_contact.customer_id)
    .where(_contact.value == sa.bindparam("email"))
    .order_by(_contact.id)
    .limit(FOUND)
)
_by_card = _found.where(_person.card == sa.bindparam("card")).order_by(_person.id)
_tier = sa.func.coalesce(_customer.tier, "").label("tier")
_orders_count = sa.func.coalesce(_customer.orders_count, 0).label("orders_count")
_told = (_person.id, _person.name, _person.phone, _person.email, _tier, _orders_count)
_TOLD = ("id", "name", "phone", "email", "tier", "orders_count")
_hits = (
    sa.select(*_told, _customer.merged_into)
    .select_from(customer_pii.outerjoin(customers, _customer.id == _person.id))
    .where(_person.id.in_(sa.bindparam("ids", expanding=True)), _person.erased_at.is_(None))
    .order_by(_person.name, _person.id)
)
_by_phone = (
    sa.select(*_told, _customer.merged_into)
    .select_from(
        _numbers.join(customer_pii, _person.id == _numbers.c.id).outerjoin(
            customers, _customer.id == _person.id
        )
    )
    .where(_person.erased_at.is_(None))
    .order_by(_numbers.c.rank, _numbers.c.number, _numbers.c.id)
)


@cache
def _by_name(dialect: str) -> sa.Select[Any]:
    """The first by name of those with such words, and only of them what else is told."""
    with_words = matching(dialect, customer_pii.name)
    first = (
        sa.select(_person.id, _person.name, _person.phone, _person.email)
        .select_from(with_words.join(customer_pii, _person.id == with_words.c.id))
        .where(_person.erased_at.is_(None))
        .order_by(_person.name, _person.id)
        .limit(FOUND)
        .subquery()
    )
    return (
        sa.select(*first.c, _tier, _orders_count, _customer.merged_into)
        .select_from(first.outerjoin(customers, _customer.id == first.c.id))
        .order_by(first.c.name, first.c.id)
    )


_card = (
    sa.select(
        _customer.id,
        _person.name,
        _person.phone,
        _person.email,
        _person.card,
        _customer.tier,
        _customer.language,
        _customer.created_at,
        _customer.orders_count,
        _customer.spent_minor,
        _person.erased_at,
    )
    .join(customer_pii, _person.id == _customer.id)
    .where(_customer.id.in_(sa.bindparam("ids", expanding=True)))
)
_of_group: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_addresses = (
    sa.select(
        customer_addresses.c.customer_id,
        *(
            customer_addresses.c[name if name != "address_id" else "id"]
            for name in Address.__dataclass_fields__
        ),
    )
    .where(customer_addresses.c.customer_id.in_(_of_group), sa.not_(customer_addresses.c.removed))
    .order_by(customer_addresses.c.preferred.desc(), customer_addresses.c.id)
)
_contacts = (
    sa.select(_contact.id, _contact.kind, _contact.value, _contact.label)
    .where(_contact.customer_id.in_(_of_group), _contact.value != "")
    .order_by(_contact.id)
)
_tokens = (
    sa.select(customer_tokens.c.brand, customer_tokens.c.last4, customer_tokens.c.expires)
    .where(customer_tokens.c.customer_id.in_(_of_group), customer_tokens.c.last4 != "")
    .order_by(customer_tokens.c.id)
)
_postcode = sa.select(customer_addresses.c.postcode).where(
    customer_addresses.c.id == sa.bindparam("address")
)
_postcodes = sa.select(customer_addresses.c.id, customer_addresses.c.postcode).where(
    customer_addresses.c.id.in_(sa.bindparam("ids", expanding=True))
)
_names = sa.select(_person.id, _person.name).where(_person.id.in_(_of_group))
_reach = (
    sa.select(_person.email, _customer.language)
    .join(customers, _customer.id == _person.id)
    .where(_person.id == sa.bindparam("customer"), _person.erased_at.is_(None))
)


def find(db: Connection, text: str) -> list[CustomerHit]:
    """At most 20. Digits match the end of a phone number, `@` a mail from its start, else names.

    Who was merged is found under any of their names and numbers, once.
    """
    typed = text.strip()
    return _found_by(db, typed)[:FOUND] if typed else []


def find_card(db: Connection, scanned: str) -> str | None:
    """The customer with this loyalty card."""
    try:
        card = clean_card(scanned)
    except Refusal:
        return None
    found = db.execute(_by_card, {"card": card}).scalar() if card else None
    return survivor_of(db, found) if found else None


def hits_of(db: Connection, ids: Sequence[str], *, by_name: bool = False) -> list[CustomerHit]:
    """Who was found, as the one they are now, in the order given or by name."""
    wanted = list(dict.fromkeys(ids))
    rows = db.execute(_hits, {"ids": wanted}).all()
    if len(rows) < len(wanted) or any(row.merged_into is not None for row in rows):
        survivors = survivors_of(db, wanted)
        wanted = list(dict.fromkeys(survivors[each] for each in wanted))
        rows = db.execute(_hits, {"ids": wanted}).all()
    found = [CustomerHit(*row[:-1]) for row in rows]
    if not by_name:
        place = {customer_id: at for at, customer_id in enumerate(wanted)}
        found.sort(key=lambda hit: place[hit.customer_id])
    return found


def card(db: Connection, customer_id: str) -> CustomerCard | None:
    """Recent orders stand in orders.queries.recent_of: orders are above customers."""
    members = group_of(db, customer_id)
    rows = {row[0]: row for row in db.execute(_card, {"ids": list(members)})}
    row = rows.get(members[0])
    if row is None:
        return None
    known = CustomerCard(*row, addresses=addresses_of(db, customer_id))
    return replace(
        known,
        created_at=min(each.created_at for each in rows.values()),
        orders_count=sum(each.orders_count for each in rows.values()),
        spent_minor=sum(each.spent_minor for each in rows.values()),
        contacts=(*_further(rows, members), *_rows_of(db, members, known)),
        tokens=tuple(Token(*token) for token in db.execute(_tokens, {"ids": list(members)})),
    )


def addresses_of(db: Connection, customer_id: str) -> tuple[Address, ...]:
    """The default first; of two defaults that a merge brought together, the survivor's."""
    members = group_of(db, customer_id)
    found = db.execute(_addresses, {"ids": list(members)})
    rows = sorted(found, key=lambda row: (not row.preferred, members.index(row[0])))
    return tuple(
        replace(Address(*row[1:]), preferred=row.preferred and at == 0)
        for at, row in enumerate(rows)
    )


def postcode_of(db: Connection, address_id: str) -> str:
    return prepared(db, _postcode).scalar(db, {"address": address_id}) or ""


def postcodes_of(db: Connection, address_ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(address_ids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        found.update((row[0], row[1]) for row in db.execute(_postcodes, {"ids": part}))
    return found


def names_of(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Under the names they have now; "" for somebody who was erased."""
    survivors = survivors_of(db, ids)
    rows = db.execute(_names, {"ids": sorted(set(survivors.values()))})
    found = {row[0]: row[1] for row in rows}
    return {each: found[now] for each, now in survivors.items() if now in found}


def mail_of(db: Connection, customer_id: str) -> tuple[str, str]:
    """(address, language) for mails about what was bought; an empty address when there is none,
    when the customer wants no mail, or when the person was erased."""
    survivor = survivor_of(db, customer_id)
    row = next(iter(prepared(db, _reach).rows(db, {"customer": survivor})), None)
    if row is None or not may_tell(db, survivor, Channel.MAIL, Purpose.SERVICE):
        return "", row[1] if row else ""
    return row[0], row[1]


def _found_by(db: Connection, typed: str) -> list[CustomerHit]:
    if digits := search_digits(typed):
        span = {"low": digits, "high": _next(digits)}
        return _now(db, prepared(db, _by_phone).read(db, span))
    if "@" in typed:
        email = typed.lower()
        exact = [*_ids(db, _by_email, email=email), *_ids(db, _by_further_email, email=email)]
        if exact:
            return hits_of(db, exact)
        # By its words, not by LIKE: the index of words answers on both databases.
        begun = hits_of(db, match_words(db, customer_pii.name, email), by_name=True)
        return [hit for hit in begun if hit.email.startswith(email)]
    if found := find_card(db, typed):
        return hits_of(db, [found])
    asked = asked_for(db, customer_pii.name, typed)
    statement = _by_name(db.dialect.name)
    return _now(db, prepared(db, statement).read(db, asked), by_name=True) if asked else []


def _now(db: Connection, rows: Sequence[RowMapping], *, by_name: bool = False) -> list[CustomerHit]:
    """Each once, and who was merged as the one they are now."""
    if any(row["merged_into"] is not None for row in rows):
        return hits_of(db, [row["id"] for row in rows], by_name=by_name)
    return list({row["id"]: _hit(row) for row in rows}.values())


def _hit(row: RowMapping) -> CustomerHit:
    customer_id, name, phone, email, tier, orders_count = (row[name] for name in _TOLD)
    return CustomerHit(customer_id, name, phone, email, tier, orders_count)


def _next(digits: str) -> str:
    """The first text behind all that begin with `digits`, in any collation."""
    kept = digits.rstrip("9")
    return kept[:-1] + str(int(kept[-1]) + 1) if kept else "a"


def _ids(db: Connection, statement: sa.Select[Any], **values: str) -> list[str]:
    return list(db.execute(statement, values).scalars())


def _further(rows: dict[str, Any], members: Sequence[str]) -> list[Contact]:
    """What stands in the records of those who were merged, unless it is the same."""
    mine = rows[members[0]]
    return [
        Contact(member, kind, getattr(rows[member], kind.value), "")
        for member in members[1:]
        if member in rows
        for kind in ContactKind
        if getattr(rows[member], kind.value) not in ("", getattr(mine, kind.value))
    ]


def _rows_of(db: Connection, members: Sequence[str], known: CustomerCard) -> list[Contact]:
    found = db.execute(_contacts, {"ids": list(members)})
    return [
        Contact(row[0], ContactKind(row[1]), row[2], row[3])
        for row in found
        if row[2] not in (known.phone, known.email)
    ]
