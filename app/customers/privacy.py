"""Who saw, took out or erased what identifies a person; and the erasing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.commands import ShowCustomer
from app.customers.facts import CustomerErased
from app.customers.group import group_of, record_of, survivor_of
from app.customers.states import Disclosure
from app.customers.tables import PERSONAL, customer_disclosures, customer_pii
from app.identity.approval import Approval
from app.identity.authority import authorise
from app.kit.clock import MINUTE, Instant
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.storage.uow import UnitOfWork
from app.storage.words import forget_words

EXPORT_FOR = 10 * MINUTE  # as long as an approval lasts


class EraseCustomer(Command, frozen=True, kw_only=True):
    """At the person's own request; figures of orders stay, for the books and the tax office."""

    customer_id: str
    approval: Approval | None = None


class ExportCustomer(Command, frozen=True, kw_only=True):
    """All that is held on a person, for that person: the desk may fetch it for ten minutes."""

    customer_id: str
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One line for the auditor."""

    act: Disclosure
    customer_id: str
    user_id: str
    device_id: str
    approved_by: str
    at: int


_log = customer_disclosures.c
_of_customers = (
    sa.select(_log.act, _log.customer_id, _log.user_id, _log.device_id, _log.approved_by, _log.at)
    .where(_log.customer_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(_log.at.desc(), _log.id.desc())
)
_export = sa.select(_log.customer_id).where(
    _log.id == sa.bindparam("id"),
    _log.act == Disclosure.EXPORT.value,
    _log.device_id == sa.bindparam("device"),
    _log.at > sa.bindparam("after"),
)


def show_personal(uow: UnitOfWork, command: ShowCustomer) -> dict[str, Any]:
    _note(uow, survivor_of(uow.db, command.customer_id), Disclosure.SHOW)
    return {"customer_id": command.customer_id}


def erase_customer(uow: UnitOfWork, command: EraseCustomer) -> dict[str, Any]:
    """Empties every personal field of all who are this person; the date is the tombstone.

    Refusals: customer_unknown, customer_erased, needs_approval, and what slices above still need
    them for: erase_order_open, erase_money_owed, erase_credit_left.
    """
    customer_id = record_of(uow, command.customer_id)
    approved_by = _second_person(uow, "customer.erase", command.approval)
    members = group_of(uow.db, customer_id)
    uow.emit(CustomerErased(members))
    for member in members:
        _empty(uow, member)
        uow.update(customer_pii, member, erased_at=uow.now)
    forget_words(uow.db, customer_pii.name)
    uow.forgotten.update(members)
    _note(uow, customer_id, Disclosure.ERASE, approved_by)
    return {"customer_id": customer_id}


def export_customer(uow: UnitOfWork, command: ExportCustomer) -> dict[str, Any]:
    customer_id = record_of(uow, command.customer_id)
    approved_by = _second_person(uow, "customer.export", command.approval)
    return {"export_id": _note(uow, customer_id, Disclosure.EXPORT, approved_by)}


def disclosures_of(db: Connection, customer_id: str) -> Sequence[Shown]:
    """Newest first; on a desk only what is still on its way to the server."""
    found = db.execute(_of_customers, {"ids": list(group_of(db, customer_id))})
    return [Shown(Disclosure(row[0]), *row[1:]) for row in found]


def exported_customer(db: Connection, export_id: str, device_id: str, now: Instant) -> str:
    """Whom this device may take out now. Refusal('export_unknown') when nobody allowed it."""
    asked = {"id": export_id, "device": device_id, "after": now - EXPORT_FOR}
    customer_id = db.execute(_export, asked).scalar()
    if customer_id is None:
        raise Refusal("export_unknown")
    return str(customer_id)


def _second_person(uow: UnitOfWork, permission: str, approval: Approval | None) -> str:
    """Nobody does this alone, an admin neither (domain.md section 7)."""
    approved_by = authorise(uow, permission, 0, approval=approval, cumulative=False)
    if not approved_by and not uow.actor.is_system:
        raise Refusal("needs_second_person", permission=permission)
    return approved_by


def _note(uow: UnitOfWork, customer_id: str, act: Disclosure, approved_by: str = "") -> str:
    row_id = uow.new_id("disclosure")
    uow.insert(
        customer_disclosures,
        {
            "id": row_id,
            "customer_id": customer_id,
            "act": act.value,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "approved_by": approved_by,
            "at": uow.now,
        },
    )
    return row_id


def _empty(uow: UnitOfWork, customer_id: str) -> None:
    for table in PERSONAL:
        owner = table.c.get("customer_id", table.c.id)
        blank = {column.name: "" for column in table.columns if _tells(column)}
        ids = uow.db.execute(sa.select(table.c.id).where(owner == customer_id)).scalars().all()
        for row_id in ids:
            uow.update(table, row_id, **blank)


def _tells(column: sa.Column[Any]) -> bool:
    """Whatever people wrote: ids are String(32); of which kind a contact was tells nobody."""
    return isinstance(column.type, sa.Text) and column.name != "kind"
