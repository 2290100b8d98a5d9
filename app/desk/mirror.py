"""What waits here, what came last, and what this desk holds: the figures of the sync screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.desk.damage import kept_aside
from app.desk.profile import Profile
from app.identity.queries import all_names
from app.kit.clock import Instant
from app.storage.outbox import desk_state, outbox, outbox_archive
from app.storage.prepared import prepared
from app.storage.schema import Audience, Fixed, Pattern, bucket_column, metadata, synced_tables

SHOWN = 200  # of what waits: nobody reads on, and the number is told
LAST = 20

ALL_ORDERS = "orders:care"


@dataclass(frozen=True, slots=True)
class Unsent:
    """`number` of what it makes, if it makes something; `forecast`: why it did not fit when it was
    played again."""

    command_id: str
    kind: str
    number: str
    who: str
    at: int
    forecast: str


@dataclass(frozen=True, slots=True)
class Came:
    """One act of this desk that the server has confirmed."""

    command_id: str
    kind: str
    status: str
    at: int


@dataclass(frozen=True, slots=True)
class Queue:
    """`by_person`: each one's acts go up under their own name, whoever is signed in."""

    waiting: tuple[Unsent, ...]
    count: int
    by_person: Mapping[str, int]
    came: tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of one bucket, of those tables that say by themselves that they are in it."""

    bucket: str
    rows: int


@dataclass(frozen=True, slots=True)
class Mirror:
    """`lent` units at the `lots` that the server lent to this desk."""

    held: tuple[Held, ...]
    epoch: int
    seq: int
    contact_at: int | None
    lots: int
    lent: int


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes. `aside`: where a damaged database lies that was kept, for as long as it does."""

    database: int
    free: int
    aside: str = ""


_waiting = sa.select(outbox).order_by(outbox.c.client_seq).limit(SHOWN)
_by_person = sa.select(outbox.c.user_id, sa.func.count()).group_by(outbox.c.user_id)
_came = (
    sa.select(
        outbox_archive.c.command_id,
        outbox_archive.c.kind,
        outbox_archive.c.status,
        outbox_archive.c.acked_at,
    )
    .order_by(outbox_archive.c.client_seq.desc())
    .limit(LAST)
)


def queue(db: Connection) -> Queue:
    names = all_names(db)
    each = {row[0]: row[1] for row in db.execute(_by_person)}
    return Queue(
        waiting=tuple(_unsent(row, names) for row in db.execute(_waiting).mappings()),
        count=sum(each.values()),
        by_person={names.get(user_id, ""): count for user_id, count in sorted(each.items())},
        came=tuple(Came(*row) for row in db.execute(_came)),
    )


def mirror(db: Connection) -> Mirror:
    """Counts every row that is held: a question for the lane of reports."""
    state = db.execute(sa.select(desk_state)).mappings().one()
    leases = metadata.tables["leases"].c
    lent = db.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(leases.quantity), 0)).where(
            leases.device_id == state["device_id"], leases.quantity > 0
        )
    ).one()
    return Mirror(
        held=tuple(Held(one, _rows_in(db, one)) for one in str(state["buckets"]).split()),
        epoch=state["epoch"],
        seq=state["seq"],
        contact_at=state["contact_at"],
        lots=lent[0],
        lent=int(lent[1]),
    )


def holds_all_orders(db: Connection) -> bool:
    """Whether it is a desk that has everybody's orders; a store's has its own alone."""
    granted = db.execute(sa.select(desk_state.c.buckets)).scalar()
    return ALL_ORDERS in str(granted or "").split()


def room(profile: Profile) -> Room:
    parts = (profile.database.with_name(profile.database.name + end) for end in ("", "-wal"))
    sizes = sum(part.stat().st_size for part in parts if part.exists())
    return Room(sizes, profile.free(), kept_aside(profile))


def _unsent(row: RowMapping, names: Mapping[str, str]) -> Unsent:
    return Unsent(
        row["command_id"],
        row["kind"],
        str(msgspec.json.decode(row["body"]).get("number", "")),
        names.get(row["user_id"], ""),
        Instant(row["occurred_at"]),
        row["forecast"],
    )


def _rows_in(db: Connection, bucket: str) -> int:
    return sum(
        int(prepared(db, _count_of(table)).scalar(db, {"told": told}))
        for table, told in _in_bucket(bucket)
    )


def _in_bucket(bucket: str) -> Iterator[tuple[sa.Table, str]]:
    """Tables that may have rows in it, and what such a row tells."""
    for table in synced_tables():
        column = bucket_column(table)
        match table.info["buckets"]:
            case Fixed(name) if name == bucket:
                yield table, name
            case Pattern(form):
                head, _, tail = form.partition("{" + str(column) + "}")
                if bucket.startswith(head) and bucket.endswith(tail):
                    yield table, bucket[len(head) : len(bucket) - len(tail)]
            case Audience():
                # Each bucket between blanks: one must not be found in the name of another.
                yield table, f" {bucket} "


@cache
def _count_of(table: sa.Table) -> sa.Select[Any]:
    """Made once: 200 such questions, each time that somebody looks, were 100 ms of SQLAlchemy."""
    counted = sa.select(sa.func.count()).select_from(table)
    match table.info["buckets"]:
        case Pattern():
            return counted.where(table.c[str(bucket_column(table))] == sa.bindparam("told"))
        case Audience():
            around = sa.literal(" ").concat(table.c.audience).concat(" ")
            return counted.where(sa.func.instr(around, sa.bindparam("told")) > 0)
        case _:
            return counted
