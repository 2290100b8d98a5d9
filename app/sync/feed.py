"""What changed, for whom, in which order: the feed that desks read.

A number names the rows it touched; a page reads those rows as they stand, in one transaction that
also sees the head. So each row travels once however often it changed (docs/decisions/0002).
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage.outbox import next_chain
from app.storage.prepared import prepared, told_in_full
from app.storage.schema import (
    Audience,
    Fixed,
    Nobody,
    Owner,
    Pattern,
    bucket_column,
    metadata,
    synced_tables,
)
from app.storage.uow import UnitOfWork
from app.sync.tables import audit, commands, feed_changes, feed_clock

CLOCK_ROW = 1
INSTEAD = "instead"  # in a receipt: of which id the desk knows this command
PAGE_CHANGES = 20_000  # more than this behind, a snapshot is quicker than a page
CHUNK = 500  # ids of one IN list: under SQLite's oldest limit of 999 variables
DEVICES = "devices"  # where it is said which buckets a desk is granted

_tick = (
    feed_clock.update()
    .where(feed_clock.c.id == CLOCK_ROW)
    .values(seq=feed_clock.c.seq + 1)
    .returning(feed_clock.c.epoch, feed_clock.c.seq, feed_clock.c.chain)
)
_chain_on = (
    feed_clock.update().where(feed_clock.c.id == CLOCK_ROW).values(chain=sa.bindparam("new_chain"))
)
_insert_changes = told_in_full(feed_changes)
_insert_audit = told_in_full(audit)
_head = sa.select(feed_clock).where(feed_clock.c.id == CLOCK_ROW)
_chain_at = sa.select(audit.c.chain).where(audit.c.seq == sa.bindparam("at_seq"))
_changes_since = (
    sa.select(feed_changes.c.entity, feed_changes.c.entity_id, feed_changes.c.buckets)
    .where(feed_changes.c.seq > sa.bindparam("since"), feed_changes.c.seq <= sa.bindparam("head"))
    .order_by(feed_changes.c.seq)
    .limit(sa.bindparam("most"))
)
_changed_rows = (
    sa.select(feed_changes.c.entity, feed_changes.c.entity_id)
    .where(
        feed_changes.c.seq > sa.bindparam("since"),
        feed_changes.c.seq <= sa.bindparam("until"),
        feed_changes.c.entity.in_(sa.bindparam("entities", expanding=True)),
    )
    .distinct()
)
_acks = (
    sa.select(commands.c.command_id, commands.c.status, commands.c.seq, commands.c.receipt)
    .where(
        commands.c.seq > sa.bindparam("since"),
        commands.c.seq <= sa.bindparam("head"),
        commands.c.device_id == sa.bindparam("device"),
    )
    .order_by(commands.c.seq)
)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    server_id: str
    epoch: int
    seq: int
    chain: str


class Ack(msgspec.Struct, frozen=True, kw_only=True):
    command_id: str
    status: str
    seq: int
    receipt: dict[str, Any]

    @property
    def known_here_as(self) -> str:
        """The desk's own id of it: of an id that was taken the server keeps the body elsewhere."""
        return str(self.receipt.get(INSTEAD, self.command_id))


class Whole(Head, frozen=True, kw_only=True):
    """Where a snapshot was taken, and the desk's own commands that it holds since the cursor.

    `changed`: it goes on behind what had arrived, and so many of the following lines tell what
    changed of that. None: it begins anew. `hello`: the desk has to say that first, and no row
    follows.
    """

    acks: list[Ack] = []
    changed: int | None = None
    hello: bool = False


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one table: columns once, then one list per row; `gone` are ids that exist no more."""

    entity: str
    columns: list[str]
    rows: list[list[Any]]
    gone: list[str] = []


class Page(msgspec.Struct, frozen=True, kw_only=True):
    server_id: str
    epoch: int
    since: int
    since_chain: str  # of the history it continues: one of before a restore has another
    to: int
    chain: str
    changes: list[Rows]
    acks: list[Ack]


def head(db: Connection) -> Head:
    (row,) = prepared(db, _head).read(db, {})
    return Head(server_id=row["server_id"], epoch=row["epoch"], seq=row["seq"], chain=row["chain"])


def whole(db: Connection, *, since: int, device_id: str) -> Whole:
    now = head(db)
    acks = acks_of(db, since=since, head=now.seq, device_id=device_id)
    return Whole(**msgspec.structs.asdict(now), acks=acks)


def chain_at(db: Connection, seq: int) -> str | None:
    """The chain of a number; None when this server never gave it."""
    chain: str | None = prepared(db, _chain_at).scalar(db, {"at_seq": seq})
    return chain


def append(
    db: Connection,
    uow: UnitOfWork,
    *,
    kind: str,
    status: str,
    digest: str,
    reason: str,
) -> int:
    """Give the act its number. Only what depends on the number comes after it."""
    rows = sorted(_with_buckets(db, uow))
    touched = next_chain(digest, status, *(f"{entity}/{row_id}" for entity, row_id, _ in rows))
    ((epoch, seq, before),) = prepared(db, _tick).rows(db, {})
    # The time too: what a restored server takes again at another time is not what desks have read.
    chain = next_chain(before, epoch, seq, uow.command_id, uow.actor.user_id, uow.now, touched)
    prepared(db, _chain_on).write(db, {"new_chain": chain})
    if rows:
        prepared(db, _insert_changes).write_all(
            db,
            [
                {"seq": seq, "entity": entity, "entity_id": row_id, "buckets": buckets}
                for entity, row_id, buckets in rows
            ],
        )
    prepared(db, _insert_audit).write(
        db,
        {
            "seq": seq,
            "epoch": epoch,
            "chain": chain,
            "command_id": uow.command_id,
            "kind": kind,
            "status": status,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "reason": reason,
            "digest": touched,
            "at": uow.now,
        },
    )
    return int(seq)


def read_page(
    db: Connection,
    *,
    since: int,
    since_chain: str,
    device_id: str,
    buckets: frozenset[str],
    most: int = PAGE_CHANGES,
) -> Page | None:
    """All that a desk with these buckets lacks, up to the head; None when a page cannot tell it.

    Then it is too far behind, or it was granted other buckets since: what is old in a new one, and
    what is to go, stands in no change. The caller has seen that `since_chain` is this history's at
    `since`.
    """
    now = head(db)
    asked = {"since": since, "head": now.seq, "most": most + 1}
    found = prepared(db, _changes_since).rows(db, asked)
    if len(found) > most or any(_regrants(change, device_id) for change in found):
        return None
    wanted: dict[str, set[str]] = {}
    for entity, row_id, readers in found:
        if not buckets.isdisjoint(readers.split()):
            wanted.setdefault(entity, set()).add(row_id)
    return Page(
        server_id=now.server_id,
        epoch=now.epoch,
        since=since,
        since_chain=since_chain,
        to=now.seq,
        chain=now.chain,
        changes=[
            rows_of(db, table, wanted[table.name])
            for table in synced_tables()
            if table.name in wanted
        ],
        acks=acks_of(db, since=since, head=now.seq, device_id=device_id),
    )


def _regrants(change: Sequence[Any], device_id: str) -> bool:
    entity, row_id, _ = change
    return (entity, row_id) == (DEVICES, device_id)


def changed_rows(
    db: Connection, *, since: int, until: int, entities: Iterable[str]
) -> dict[str, set[str]]:
    """Table → ids of its rows that changed after `since`, up to and with `until`."""
    asked = {"since": since, "until": until, "entities": sorted(entities)}
    found: dict[str, set[str]] = {}
    for entity, row_id in prepared(db, _changed_rows).rows(db, asked):
        found.setdefault(entity, set()).add(row_id)
    return found


def acks_of(db: Connection, *, since: int, head: int, device_id: str) -> list[Ack]:
    asked = {"since": since, "head": head, "device": device_id}
    return [
        Ack(command_id=command_id, status=status, seq=seq, receipt=msgspec.json.decode(receipt))
        for command_id, status, seq, receipt in prepared(db, _acks).rows(db, asked)
    ]


def rows_of(db: Connection, table: sa.Table, ids: Iterable[str]) -> Rows:
    wanted = sorted(ids)
    rows: list[list[Any]] = []
    for chunk in chunks(wanted):
        rows += map(list, prepared(db, _by_ids(table)).rows(db, {"ids": chunk}))
    found = {row[0] for row in rows}
    return Rows(
        entity=str(table.name),
        columns=[str(column.name) for column in table.columns],
        rows=rows,
        gone=[row_id for row_id in wanted if row_id not in found],
    )


def _with_buckets(db: Connection, uow: UnitOfWork) -> Iterable[tuple[str, str, str]]:
    """(entity, id, buckets) for each touched row that anybody may read."""
    audiences: dict[tuple[str, str], str] = {}
    for name, ids in uow.touched.items():
        table = metadata.tables[name]
        rule = table.info["buckets"]
        if isinstance(rule, Nobody):
            continue
        if isinstance(rule, Fixed):
            yield from ((name, row_id, rule.bucket) for row_id in ids)
            continue
        if isinstance(rule, Audience):
            # As it stands: acts change it after the insert. Who follows these rows asks it too.
            _look_up_audiences(db, uow, name, ids, audiences)
            told = ((row_id, audiences[name, row_id]) for row_id in ids)
            yield from ((name, row_id, buckets) for row_id, buckets in told if buckets)
            continue
        keys = _bucket_keys(db, uow, table, ids)
        for row_id, key in keys.items():
            match rule:
                case Pattern(form):
                    buckets = form.replace("{" + str(bucket_column(table)) + "}", key)
                case Owner(owner, _):
                    if (owner, key) not in audiences:
                        _look_up_audiences(db, uow, owner, set(keys.values()), audiences)
                    buckets = audiences[owner, key]
            if buckets:
                yield name, row_id, buckets


def _bucket_keys(db: Connection, uow: UnitOfWork, table: sa.Table, ids: set[str]) -> dict[str, str]:
    """Row id → the value its buckets follow from: as inserted in this act, else as it stands."""
    inserted = uow.bucket_keys.get(table.name, {})
    known = {row_id: key for row_id, key in inserted.items() if row_id in ids}
    column = bucket_column(table)
    for chunk in chunks(sorted(ids - known.keys())):
        found = prepared(db, _keys_by_ids(table, str(column))).rows(db, {"ids": chunk})
        known.update((row_id, key or "") for row_id, key in found)
    return known


def _look_up_audiences(
    db: Connection,
    uow: UnitOfWork,
    owner: str,
    ids: set[str],
    audiences: dict[tuple[str, str], str],
) -> None:
    table = metadata.tables[owner]
    missing = []
    for row_id in sorted(row_id for row_id in ids if (owner, row_id) not in audiences):
        if (row := uow.known(table, row_id)) is not None:
            audiences[owner, row_id] = row["audience"]
        else:
            missing.append(row_id)
    audiences.update(((owner, row_id), "") for row_id in missing)
    for chunk in chunks(missing):
        found = prepared(db, _keys_by_ids(table, "audience")).rows(db, {"ids": chunk})
        audiences.update(((owner, row_id), key) for row_id, key in found)


def chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    """As many ids as one IN list takes."""
    return (list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))


@cache
def _keys_by_ids(table: sa.Table, column: str) -> sa.Select[Any]:
    return sa.select(table.c.id, table.c[column]).where(
        table.c.id.in_(sa.bindparam("ids", expanding=True))
    )


@cache
def _by_ids(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
