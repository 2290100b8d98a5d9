"""Who is perhaps the same person: one phone, one mail, or one name at one postcode."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.group import group_of, survivors_of
from app.customers.merging import UNDO_FOR
from app.customers.queries import CustomerHit, hits_of
from app.customers.tables import (
    customer_addresses,
    customer_contacts,
    customer_merges,
    customer_pairs,
    customer_pii,
)
from app.kit.clock import Instant
from app.storage.search import asked_for, matching

MOST = 5  # more than that is a shared phone, not a person
NAMESAKES = 500  # are looked at; of the most usual names there are more


class Alike(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Duplicate:
    hit: CustomerHit
    alike: Alike


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that can still be undone."""

    merge_id: str
    name: str
    merged_by: str
    merged_at: int


_person, _contact, _address = customer_pii.c, customer_contacts.c, customer_addresses.c
_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_own = sa.select(_person.id, _person.name, _person.phone, _person.email).where(_person.id.in_(_ids))
_further = sa.select(_contact.value).where(_contact.customer_id.in_(_ids), _contact.value != "")
_postcodes = sa.select(_address.postcode).where(
    _address.customer_id.in_(_ids), _address.postcode != "", sa.not_(_address.removed)
)
_values: sa.BindParameter[str] = sa.bindparam("values", expanding=True)
_same_phone = (
    sa.select(_person.id)
    .where(_person.phone_reversed.in_(_values))
    .order_by(_person.id)
    .limit(MOST)
)
_same_email = (
    sa.select(_person.id).where(_person.email.in_(_values)).order_by(_person.id).limit(MOST)
)
_same_further = (
    sa.select(_contact.customer_id)
    .where(_contact.value.in_(_values))
    .order_by(_contact.id)
    .limit(MOST)
)
_apart = sa.select(customer_pairs.c.first_id, customer_pairs.c.second_id).where(
    sa.or_(customer_pairs.c.first_id.in_(_ids), customer_pairs.c.second_id.in_(_ids))
)
_merges = (
    sa.select(
        customer_merges.c.id,
        _person.name,
        customer_merges.c.merged_by,
        customer_merges.c.merged_at,
    )
    .join(customer_pii, _person.id == customer_merges.c.absorbed_id)
    .where(
        customer_merges.c.survivor_id == sa.bindparam("customer"),
        customer_merges.c.undone_at.is_(None),
        customer_merges.c.merged_at > sa.bindparam("after"),
    )
    .order_by(customer_merges.c.merged_at.desc(), customer_merges.c.id.desc())
    .limit(1)
)


@cache
def _same_name(dialect: str) -> sa.Select[Any]:
    """By the words of the name: of a million customers 500 live at one postcode."""
    with_words = matching(dialect, customer_pii.name)
    return (
        sa.select(_person.id)
        .select_from(with_words.join(customer_pii, _person.id == with_words.c.id))
        .join(customer_addresses, _address.customer_id == _person.id)
        .where(
            _address.postcode.in_(_values),
            sa.func.lower(_person.name) == sa.func.lower(sa.bindparam("name")),
            _person.erased_at.is_(None),
        )
        .distinct()
        .order_by(_person.id)
        .limit(MOST)
    )


def duplicates_of(db: Connection, customer_id: str) -> tuple[Duplicate, ...]:
    """The surest first; nobody who was told apart before."""
    members = group_of(db, customer_id)
    asked = {"ids": list(members)}
    own = db.execute(_own, asked).all()
    phones = {row.phone for row in own} - {""}
    emails = {row.email for row in own} - {""}
    for value in db.execute(_further, asked).scalars():
        (emails if "@" in value else phones).add(value)
    postcodes = sorted(set(db.execute(_postcodes, asked).scalars()))
    alike: dict[str, Alike] = {}
    backwards = sorted("".join(reversed(phone.lstrip("+"))) for phone in phones)
    for kind, statement, values in (
        (Alike.PHONE, _same_phone, backwards),
        (Alike.PHONE, _same_further, sorted(phones)),
        (Alike.EMAIL, _same_email, sorted(emails)),
        (Alike.EMAIL, _same_further, sorted(emails)),
    ):
        for found in db.execute(statement, {"values": values}).scalars() if values else ():
            alike.setdefault(found, kind)
    name = next((row.name for row in own if row.id == members[0]), "")
    if postcodes and (asked_words := asked_for(db, customer_pii.name, name, NAMESAKES, whole=True)):
        named = {"values": postcodes, "name": name, **asked_words}
        for found in db.execute(_same_name(db.dialect.name), named).scalars():
            alike.setdefault(found, Alike.NAME)
    return _others(db, members, alike)


def last_merge(db: Connection, customer_id: str, now: Instant) -> Merged | None:
    """The merge that an undo would take back: the newest one, while it is not too old."""
    row = db.execute(_merges, {"customer": customer_id, "after": now - UNDO_FOR}).first()
    return Merged(*row) if row else None


def _others(
    db: Connection, members: tuple[str, ...], alike: dict[str, Alike]
) -> tuple[Duplicate, ...]:
    survivors = survivors_of(db, alike)
    apart = {each for pair in db.execute(_apart, {"ids": list(members)}) for each in pair}
    kinds: dict[str, Alike] = {}
    for found, kind in alike.items():
        kinds.setdefault(survivors[found], kind)
    wanted = [each for each in kinds if each not in members and each not in apart]
    return tuple(Duplicate(hit, kinds[hit.customer_id]) for hit in hits_of(db, wanted))[:MOST]
