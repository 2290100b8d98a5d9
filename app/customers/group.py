"""Who is who after merges: the record that survived, and all that turned out to be the same."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.tables import customer_pii, customers
from app.kit.errors import Refusal
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

_pointers = sa.select(customers.c.id, customers.c.merged_into).where(
    customers.c.id.in_(sa.bindparam("ids", expanding=True)), customers.c.merged_into.is_not(None)
)
_absorbed = (
    sa.select(customers.c.id)
    .where(customers.c.merged_into.in_(sa.bindparam("ids", expanding=True)))
    .order_by(customers.c.id)
)


def survivors_of(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Each id → the one whose record is read for it; themselves when they were never merged."""
    found = {customer_id: customer_id for customer_id in ids}
    asked = set(found)
    while asked:
        merged = prepared(db, _pointers).rows(db, {"ids": sorted(asked)})
        pointers = {row[0]: row[1] for row in merged}
        for customer_id, now in found.items():
            found[customer_id] = pointers.get(now, now)
        asked = set(pointers.values())
    return found


def survivor_of(db: Connection, customer_id: str) -> str:
    return survivors_of(db, [customer_id])[customer_id]


def group_of(db: Connection, customer_id: str) -> tuple[str, ...]:
    """The survivor first, then all who were merged into them."""
    found = [survivor_of(db, customer_id)]
    fresh = list(found)
    while fresh:
        fresh = [row[0] for row in prepared(db, _absorbed).rows(db, {"ids": fresh})]
        found.extend(fresh)
    return tuple(found)


def record_of(uow: UnitOfWork, customer_id: str) -> str:
    """Whose record an act on this customer changes. Refusals: customer_unknown, customer_erased."""
    survivor = survivor_of(uow.db, customer_id)
    person = uow.row(customer_pii, survivor)
    if person is None or uow.row(customers, survivor) is None:
        raise Refusal("customer_unknown", customer=customer_id)
    if person["erased_at"] is not None:
        raise Refusal("customer_erased", customer=survivor)
    return survivor
