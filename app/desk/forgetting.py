"""What a desk keeps of a person beside the rows: sent commands, drafts, prints. A tombstone's end.

Rows, words of the search and base images are emptied by the page itself that brings the tombstone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.desk.tables import print_jobs
from app.storage.commands import Register, redacted
from app.storage.outbox import drafts, outbox_archive
from app.storage.schema import bucket_column, followers_of, metadata
from app.sync.feed import Ack, Page, Whole, chunks

_PEOPLE = "customer_pii"
_orders = sa.table("orders", sa.column("id"), sa.column("customer_id"))
_people = sa.table(_PEOPLE, sa.column("id"), sa.column("erased_at"))
_theirs = sa.select(_orders.c.id).where(
    _orders.c.customer_id.in_(sa.bindparam("ids", expanding=True))
)
_erased = sa.select(_people.c.id).where(_people.c.erased_at.is_not(None))
_bodies = sa.select(
    outbox_archive.c.client_seq,
    outbox_archive.c.command_id,
    outbox_archive.c.kind,
    outbox_archive.c.v,
    outbox_archive.c.body,
)
_redact = (
    outbox_archive.update()
    .where(outbox_archive.c.client_seq == sa.bindparam("which"))
    .values(body=sa.bindparam("new_body"))
)
_drafts = sa.select(drafts.c.id, drafts.c.body)


@dataclass(frozen=True, slots=True)
class Erased:
    """Persons who are erased, and commands the server refused because they are."""

    customers: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.customers or self.commands)


def erased_in(page: Page) -> Erased:
    gone: set[str] = set()
    for rows in page.changes:
        if rows.entity == _PEOPLE:
            at = rows.columns.index("erased_at")
            gone.update(row[0] for row in rows.rows if row[at] is not None)
    return Erased(frozenset(gone), _refused(page.acks))


def erased_here(db: Connection, head: Whole) -> Erased:
    """Everybody: only after a snapshot, which tells no single tombstone."""
    return Erased(frozenset(db.execute(_erased).scalars()), _refused(head.acks))


def _refused(acks: Iterable[Ack]) -> frozenset[str]:
    return frozenset(
        ack.command_id
        for ack in acks
        if ack.receipt.get("refused", {}).get("code") == "customer_erased"
    )


def forget_here(db: Connection, register: Register, erased: Erased) -> bool:
    """True when there was anybody to forget; the journal is the caller's."""
    if not erased:
        return False
    ids = _all_ids(db, erased.customers)
    for row in db.execute(_bodies).mappings().all():
        if row["command_id"] in erased.commands or _tells(row["body"], ids):
            spec = register.find(row["kind"], row["v"])
            body = redacted(spec, row["body"]) if spec else "{}"
            db.execute(_redact, {"which": row["client_seq"], "new_body": body})
    for draft_id, body in db.execute(_drafts).all():
        if _tells(body, erased.customers):
            db.execute(drafts.delete().where(drafts.c.id == draft_id))
    for some in chunks(sorted(ids)):
        db.execute(print_jobs.update().where(print_jobs.c.subject_id.in_(some)).values(paper=""))
    return True


def _all_ids(db: Connection, customers: frozenset[str]) -> frozenset[str]:
    """The persons, their orders, and all that follows these: parcels, returns, messages."""
    orders = {each for some in chunks(sorted(customers)) for each in _ids(db, _theirs, some)}
    found = set(customers) | orders
    for table in followers_of(metadata.tables["orders"]):
        owner = table.c[str(bucket_column(table))]
        statement = sa.select(table.c.id).where(owner.in_(sa.bindparam("ids", expanding=True)))
        found.update(each for some in chunks(sorted(orders)) for each in _ids(db, statement, some))
    return frozenset(found)


def _ids(db: Connection, statement: sa.Select[Any], ids: list[str]) -> list[str]:
    return list(db.execute(statement, {"ids": ids}).scalars())


def _tells(body: str, ids: frozenset[str]) -> bool:
    return any(each in body for each in ids)
