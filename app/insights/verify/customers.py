"""Does every pointer of a merge lead to somebody, by one merge that stands (X5)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.tables import customer_callbacks, customer_merges, customers
from app.insights.verify.check import EVERYWHERE, Check, Violation, found, stream, violation

_other = customers.alias("other")
_customer, _merge = customers.c, customer_merges.c
_stands = _merge.undone_at.is_(None)
# A desk may hold the absorbed one without who survived only if nobody showed it both.
_lost = (
    sa.select(_customer.id.label("customer"), _customer.merged_into)
    .select_from(customers.outerjoin(_other, _other.c.id == _customer.merged_into))
    .where(_customer.merged_into.is_not(None), _other.c.id.is_(None))
)
_unexplained = (
    sa.select(_customer.id.label("customer"), sa.func.count(_merge.id).label("merges"))
    .select_from(
        customers.outerjoin(
            customer_merges,
            sa.and_(
                _merge.absorbed_id == _customer.id,
                _merge.survivor_id == _customer.merged_into,
                _stands,
            ),
        )
    )
    .where(_customer.merged_into.is_not(None))
    .group_by(_customer.id)
    .having(sa.func.count(_merge.id) != 1)
)
_unfollowed = (
    sa.select(_merge.id.label("merge"), _merge.absorbed_id.label("customer"))
    .select_from(customer_merges.join(customers, _customer.id == _merge.absorbed_id))
    .where(
        _stands,
        sa.or_(_customer.merged_into.is_(None), _customer.merged_into != _merge.survivor_id),
    )
)
_pointers = sa.select(_customer.id, _customer.merged_into).where(_customer.merged_into.is_not(None))


_call = customer_callbacks.c
_first = customer_callbacks.alias("first")
# What an erased customer's calls tell is emptied; who ended them and when stays.
_half_ended = sa.select(_call.id.label("callback")).where(
    sa.or_(
        _call.done_at.is_(None) != _call.done_by.is_(None),
        sa.and_(_call.done_at.is_(None), _call.outcome != ""),
        sa.and_(_call.done_at.is_not(None), (_call.outcome == "") != (_call.about == "")),
    )
)
_beside_nothing = (
    sa.select(_call.id.label("callback"), _call.beside_id)
    .select_from(customer_callbacks.outerjoin(_first, _first.c.id == _call.beside_id))
    .where(_call.beside_id.is_not(None), _first.c.done_at.is_(None))
)


def calls(db: Connection) -> Iterator[Violation]:
    yield from found(db, _half_ended, code="half_ended")
    yield from found(db, _beside_nothing, code="beside_nothing")


def pointers(db: Connection) -> Iterator[Violation]:
    yield from found(db, _lost, code="nobody")
    yield from found(db, _unexplained, code="no_merge")
    yield from found(db, _unfollowed, code="not_pointed")
    yield from _circles(db)


def _circles(db: Connection) -> Iterator[Violation]:
    """Merges are few: their pointers fit into memory."""
    leads = {row["id"]: row["merged_into"] for row in stream(db, _pointers)}
    for customer_id, first in leads.items():
        seen, now = {customer_id}, first
        while now in leads and now not in seen:
            seen.add(now)
            now = leads[now]
        if now in seen:
            yield violation(customer=customer_id, code="circle")


CHECKS = (
    Check(
        "X5",
        "who was merged points to a customer, by one merge that stands",
        EVERYWHERE,
        pointers,
        (customers.name, customer_merges.name),
    ),
    Check(
        "X6",
        "a call was ended by somebody with an outcome, or is still to be made",
        EVERYWHERE,
        calls,
        (customer_callbacks.name,),
    ),
)
