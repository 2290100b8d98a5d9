"""What of this desk's work has the server not confirmed when the day is to be closed?"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.storage.outbox import outbox, outbox_archive

COUNT = "drawer.count"  # says what was found, not what was done: nobody waits for it


@dataclass(frozen=True, slots=True)
class Unsent:
    """`number` is its own, of an order or a return; else it names an order, a parcel or nothing."""

    command_id: str
    kind: str
    number: str
    order_id: str
    fulfillment_id: str
    at: int


_columns = ("command_id", "kind", "body", "occurred_at")
_waiting = sa.select(*(outbox.c[name] for name in _columns)).order_by(outbox.c.client_seq)
_unsent = _waiting.where(outbox.c.kind != COUNT)
_queued = sa.select(outbox.c.client_seq).where(outbox.c.command_id == sa.bindparam("command"))


def unsent(db: Connection) -> tuple[Unsent, ...]:
    """The oldest first."""
    return tuple(map(_read, db.execute(_unsent).mappings()))


def is_queued(db: Connection, command_id: str) -> bool:
    """It was done before, and is played again on newer rows."""
    return db.execute(_queued, {"command": command_id}).first() is not None


def acts_of(db: Connection, command_ids: Iterable[str]) -> tuple[Unsent, ...]:
    """Commands of this desk by id, sent or not, as long as it remembers their bodies."""
    ids = sorted(set(command_ids))
    found = (
        _read(row)
        for table in (outbox, outbox_archive)
        for row in db.execute(
            sa.select(*(table.c[name] for name in _columns)).where(table.c.command_id.in_(ids))
        ).mappings()
    )
    return tuple(sorted(found, key=lambda act: (act.at, act.command_id)))


def _read(row: RowMapping) -> Unsent:
    body = msgspec.json.decode(row["body"])
    return Unsent(
        command_id=row["command_id"],
        kind=row["kind"],
        number=str(body.get("number") or ""),
        order_id=str(body.get("order_id") or ""),
        fulfillment_id=str(body.get("fulfillment_id") or ""),
        at=row["occurred_at"],
    )
