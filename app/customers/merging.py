"""Two records of one person become one by a pointer, and part again exactly within 30 days."""

from typing import Any

import sqlalchemy as sa

from app.customers.commands import KeepApart, MergeCustomers, UndoMerge
from app.customers.group import group_of, record_of
from app.customers.handlers import show_customer
from app.customers.states import MERGED_FIELDS
from app.customers.tables import customer_merges, customer_pairs, customer_pii, customers
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.storage.uow import UnitOfWork

UNDO_FOR = 30 * DAY

_merge = customer_merges.c
_later = (
    sa.select(_merge.id)
    .where(
        _merge.survivor_id == sa.bindparam("survivor"),
        _merge.undone_at.is_(None),
        sa.tuple_(_merge.merged_at, _merge.id) > sa.tuple_(sa.bindparam("at"), sa.bindparam("id")),
    )
    .limit(1)
)
# Which column goes with which: a phone is found by its digits backwards.
_COLUMNS = {"phone": ("phone", "phone_reversed"), "language": (), "tier": ()}
_OF_CUSTOMER = ("language", "tier")


def merge_customers(uow: UnitOfWork, command: MergeCustomers) -> dict[str, Any]:
    """Nothing is rewritten: the absorbed record points to the survivor, and is read with it.

    Values that the survivor takes change places, so that none is lost and an undo swaps them back.
    Refusals: merge_with_self, merged_already, field_unknown, and those of record_of.
    """
    survivor, absorbed = command.survivor_id, command.absorbed_id
    if survivor == absorbed:
        raise Refusal("merge_with_self")
    for each in sorted((survivor, absorbed)):  # two that merge them crosswise wait for each other
        uow.row(customers, each, lock=True)
    for each in (survivor, absorbed):
        if record_of(uow, each) != each:
            raise Refusal("merged_already", customer=each)
    if unknown := sorted(set(command.take) - set(MERGED_FIELDS)):
        raise Refusal("field_unknown", field=unknown[0])
    swapped = [name for name in MERGED_FIELDS if name in command.take]
    _swap(uow, survivor, absorbed, swapped)
    merge_id = uow.new_id("merge")
    uow.insert(
        customer_merges,
        {
            "id": merge_id,
            "survivor_id": survivor,
            "absorbed_id": absorbed,
            "swapped": " ".join(swapped),
            "merged_by": uow.actor.user_id,
            "merged_at": uow.now,
        },
    )
    uow.update(customers, absorbed, merged_into=survivor)
    _share_readers(uow, survivor)
    return {"merge_id": merge_id, "customer_id": survivor}


def undo_merge(uow: UnitOfWork, command: UndoMerge) -> dict[str, Any]:
    """Refusals: merge_unknown, merge_undone, merge_too_old, merge_later, customer_erased."""
    merge = uow.row(customer_merges, command.merge_id, lock=True)
    if merge is None:
        raise Refusal("merge_unknown")
    if merge["undone_at"] is not None:
        raise Refusal("merge_undone")
    if uow.now - merge["merged_at"] > UNDO_FOR:
        raise Refusal("merge_too_old", days=UNDO_FOR // DAY)
    survivor, absorbed = merge["survivor_id"], merge["absorbed_id"]
    # Values went through many hands: the last swap is taken back first.
    later = uow.one(_later, survivor=survivor, at=merge["merged_at"], id=merge["id"])
    if record_of(uow, survivor) != survivor or later is not None:
        raise Refusal("merge_later")
    _swap(uow, survivor, absorbed, merge["swapped"].split())
    uow.update(customers, absorbed, merged_into=None)
    uow.update(customer_merges, command.merge_id, undone_by=uow.actor.user_id, undone_at=uow.now)
    return {"customer_id": survivor, "other_id": absorbed}


def keep_apart(uow: UnitOfWork, command: KeepApart) -> dict[str, Any]:
    first, second = sorted((record_of(uow, command.first_id), record_of(uow, command.second_id)))
    pair_id = derived_id(first, "apart", second)
    if first != second and uow.row(customer_pairs, pair_id) is None:
        uow.insert(
            customer_pairs,
            {
                "id": pair_id,
                "first_id": first,
                "second_id": second,
                "told_by": uow.actor.user_id,
                "told_at": uow.now,
            },
        )
    return {"pair_id": pair_id}


def _swap(uow: UnitOfWork, one: str, other: str, names: list[str]) -> None:
    for table, columns in (
        (customers, [name for name in names if name in _OF_CUSTOMER]),
        (customer_pii, [c for name in names for c in _COLUMNS.get(name, (name,))]),
    ):
        left, right = uow.row(table, one), uow.row(table, other)
        if columns and left is not None and right is not None:
            uow.update(table, one, **{name: right[name] for name in columns})
            uow.update(table, other, **{name: left[name] for name in columns})


def _share_readers(uow: UnitOfWork, survivor: str) -> None:
    """Whoever may read one of them reads them all; an undo takes no reader away."""
    readers: dict[str, None] = {}
    for member in group_of(uow.db, survivor):
        row = uow.row(customers, member)
        readers |= dict.fromkeys(row["audience"].split() if row else ())
    show_customer(uow, survivor, *readers)
