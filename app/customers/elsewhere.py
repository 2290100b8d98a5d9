"""Whom may a desk learn of from the server: a store nobody whom it could not name."""

from contextlib import suppress

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.model import masked_name, masked_phone, reversed_phone, to_e164
from app.customers.queries import find, hits_of
from app.customers.tables import customer_pii
from app.identity.queries import is_care
from app.kit.errors import Refusal

MOST = 6  # a group of the omnibox

_person = customer_pii.c
_whole = (
    sa.select(_person.id)
    .where(
        sa.or_(
            _person.phone_reversed == sa.bindparam("phone"),
            _person.email == sa.bindparam("email"),
            _person.card == sa.bindparam("card"),
        ),
        _person.erased_at.is_(None),
    )
    .order_by(_person.id)
    .limit(MOST)
)


class FoundCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """Enough to choose by; `name` is masked unless the asking desk may hold everybody."""

    customer_id: str
    name: str
    phone: str
    orders_count: int


def find_customers(db: Connection, text: str, *, care: bool) -> list[FoundCustomer]:
    """For a phone desk as on a desk; for a store only by a whole phone, mail or loyalty card."""
    hits = find(db, text)[:MOST] if care else hits_of(db, _by_whole(db, text))
    return [
        FoundCustomer(
            customer_id=hit.customer_id,
            name=hit.name if care else masked_name(hit.name),
            phone=masked_phone(hit.phone),
            orders_count=hit.orders_count,
        )
        for hit in hits
    ]


def may_be_sent(db: Connection, customer_id: str, told: str, device_id: str) -> bool:
    """A phone desk may hold everybody; a store whom it can name by a whole phone, mail or card."""
    return is_care(db, device_id) or customer_id in _by_whole(db, told)


def _by_whole(db: Connection, text: str) -> list[str]:
    asked = {"phone": "-", "email": "-", "card": text.strip().upper() or "-"}  # nobody has "-"
    if "@" in text:
        asked["email"] = text.strip().lower()
    else:
        with suppress(Refusal):  # a card then, or nobody
            asked["phone"] = reversed_phone(to_e164(text))
    return list(db.execute(_whole, asked).scalars())
