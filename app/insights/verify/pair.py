"""Do a desk and its server say the same: cursor, commands, rows (F2, C4, F3)."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import Violation, stream, violation
from app.insights.verify.desk import twin_of
from app.storage.outbox import desk_state, outbox, outbox_archive
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

CHUNK = 500  # ids of one IN list, as in the feed
ROWS_TOLD = 10  # of each bucket
WORD = 1 << 64


@dataclass(frozen=True, slots=True)
class Cursor:
    """Who a desk is, and how far it has read."""

    device_id: str
    replica_id: str
    epoch: int
    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Known:
    """A command as the server keeps it."""

    command_id: str
    body_hash: str
    replica_id: str
    seq: int


class Part(Protocol):
    """Rows of one table, as a snapshot sends them: columns once, then one list per row."""

    @property
    def entity(self) -> str: ...

    @property
    def columns(self) -> list[str]: ...

    @property
    def rows(self) -> list[list[Any]]: ...


class Counterpart(Protocol):
    """The server as one desk may see it, in one state if it can.

    First asked after the desk's cursor was read, so that a desk at work is never ahead of it.
    """

    def head(self, cursor: Cursor) -> int: ...

    def meets(self, cursor: Cursor) -> bool:
        """Whether the chain at the cursor's number is the cursor's."""
        ...

    def commands_of(self, device_id: str) -> Iterable[Known] | None:
        """All commands of a device; None when this server does not tell."""
        ...

    def parts(self, device_id: str) -> Iterable[Part]:
        """Every row of the buckets that the device is granted."""
        ...

    def unread(self, cursor: Cursor) -> Set[tuple[str, str]]:
        """(entity, id) of what changed above the cursor; asked after `parts`."""
        ...


def cursor_of(desk: Connection) -> Cursor:
    """ValueError when the desk has none, or two: its own check F2 tells."""
    rows = desk.execute(sa.select(desk_state)).mappings().all()
    if len(rows) != 1:
        raise ValueError("this desk does not know how far it has read")
    (row,) = rows
    return Cursor(row["device_id"], row["replica_id"], row["epoch"], row["seq"], row["chain"])


# --- F2 ----------------------------------------------------------------------------------------


def same_story(desk: Connection, server: Counterpart) -> Iterator[Violation]:
    cursor = cursor_of(desk)
    head = server.head(cursor)
    if cursor.seq > head:
        yield violation(code="ahead", cursor=cursor.seq, head=head)
    elif cursor.seq and not server.meets(cursor):
        yield violation(code="chain", cursor=cursor.seq, head=head, epoch=cursor.epoch)


# --- C4 ----------------------------------------------------------------------------------------


def same_commands(desk: Connection, known: Iterable[Known]) -> Iterator[Violation]:
    """Archived: on the server, once, with this body. Queued: not there yet, or above the cursor."""
    cursor = cursor_of(desk)
    queued = _kept(desk, outbox)
    archived = _kept(desk, outbox_archive)
    lacking = dict(archived)
    for command in known:
        command_id = command.command_id
        lacking.pop(command_id, None)
        mine = queued.get(command_id) or archived.get(command_id)
        if mine is None and command.replica_id == cursor.replica_id:
            yield violation(command=command_id, seq=command.seq, code="not_on_desk")
        elif mine is not None and mine != command.body_hash:
            yield violation(command=command_id, seq=command.seq, code="another_body")
        elif command_id in queued and command.seq <= cursor.seq:
            yield violation(command=command_id, seq=command.seq, code="still_queued")
    for command_id in lacking:
        yield violation(command=command_id, code="not_on_server")


def _kept(desk: Connection, rows: sa.Table) -> dict[str, str]:
    return {
        row["command_id"]: row["hash"]
        for row in stream(desk, sa.select(rows.c.command_id, rows.c.hash))
    }


# --- F3 ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """What one side holds of a bucket: rows, and a sum of their hashes that knows no order."""

    rows: int = 0
    sum: int = 0

    def add(self, print64: int) -> None:
        self.rows += 1
        self.sum = (self.sum + print64) % WORD


@dataclass(slots=True)
class Bucket:
    server: Tally = field(default_factory=Tally)
    desk: Tally = field(default_factory=Tally)
    differing: list[tuple[str, str, str]] = field(default_factory=list)  # entity, id, how


@dataclass(slots=True)
class Met:
    """Of one table: the ids the server sent, as 64 bits each, and how many the desk has."""

    ids: "array[int]" = field(default_factory=lambda: array("Q"))
    on_desk: int = 0


@dataclass(slots=True)
class Comparison:
    """`checked` rows were met on the server; buckets by name."""

    buckets: dict[str, Bucket] = field(default_factory=dict)
    checked: int = 0

    def bucket(self, name: str) -> Bucket:
        return self.buckets.setdefault(name, Bucket())


def compare(desk: Connection, parts: Iterable[Part]) -> Comparison:
    """Each row of the server with the desk's truth: its row, or the image taken before it changed.

    Streams the server's rows; of the desk only the same thousand are read at a time.
    """
    done = Comparison()
    met: dict[str, Met] = {}
    for part in parts:
        rows = metadata.tables[part.entity]
        if part.columns != [column.name for column in rows.columns]:
            raise ValueError(f"{part.entity} has other columns on the server")
        seen = met.setdefault(part.entity, Met())
        truth = _truth_of(desk, rows, [row[0] for row in part.rows])
        seen.on_desk += len(truth)
        for row in part.rows:
            seen.ids.append(print64(part.entity, row[:1]))
            _meet(done, rows, row, truth.get(row[0]))
    for rows in synced_tables():
        _beyond(desk, rows, met.get(rows.name, Met()), done)
    return done


def same_rows(comparison: Comparison, unread: Set[tuple[str, str]]) -> Iterator[Violation]:
    """One violation for each bucket that differs in more than what the desk has not read yet."""
    for name, bucket in sorted(comparison.buckets.items()):
        real = [(e, i, how) for e, i, how in bucket.differing if (e, i) not in unread]
        if real:
            yield violation(
                bucket=name,
                server_rows=bucket.server.rows,
                desk_rows=bucket.desk.rows,
                server_sum=f"{bucket.server.sum:016x}",
                desk_sum=f"{bucket.desk.sum:016x}",
                differing=len(real),
                first=[f"{entity}/{row_id}: {how}" for entity, row_id, how in real[:ROWS_TOLD]],
            )


def print64(entity: str, values: Sequence[Any]) -> int:
    """64 bits of a row; booleans count as the numbers that SQLite keeps for them."""
    plain = [int(value) if value is True or value is False else value for value in values]
    digest = blake2b(repr((entity, plain)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def bucket_of(rows: sa.Table, values: Mapping[str, Any]) -> str:
    """Its bucket, or `orders:*` where a row is in as many buckets as its owner's audience says."""
    match rows.info["buckets"]:
        case Fixed(bucket):
            return bucket
        case Pattern(form):
            column = str(bucket_column(rows))
            return form.replace("{" + column + "}", str(values[column]))
        case Audience():
            return f"{rows.name}:*"
        case Owner(owner, _):
            return f"{owner}:*"
        case Nobody():
            return "nobody"
    raise AssertionError(rows.name)


def _meet(done: Comparison, rows: sa.Table, theirs: list[Any], ours: list[Any] | None) -> None:
    names = list(rows.c.keys())
    bucket = done.bucket(bucket_of(rows, dict(zip(names, theirs, strict=True))))
    expected = print64(rows.name, theirs)
    bucket.server.add(expected)
    done.checked += 1
    if ours is None:
        bucket.differing.append((rows.name, theirs[0], "not on the desk"))
        return
    held = print64(rows.name, ours)
    bucket.desk.add(held)
    if held != expected:
        pairs = zip(names, theirs, ours, strict=True)
        differs = ", ".join(name for name, a, b in pairs if print64("", [a]) != print64("", [b]))
        bucket.differing.append((rows.name, theirs[0], f"differs in {differs}"))


def _beyond(desk: Connection, rows: sa.Table, met: Met, done: Comparison) -> None:
    """Rows that the desk takes for the server's and the server did not send."""
    if desk.execute(_count_of(rows)).scalar_one() == met.on_desk:
        return
    known = frozenset(met.ids)
    for row in stream(desk, truth(rows)):
        values = list(row.values())
        if print64(rows.name, values[:1]) not in known:
            named = dict(zip(rows.c.keys(), values, strict=True))
            bucket = done.bucket(bucket_of(rows, named))
            bucket.desk.add(print64(rows.name, values))
            bucket.differing.append((rows.name, str(values[0]), "not on the server"))


def _truth_of(desk: Connection, rows: sa.Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    known: dict[str, list[Any]] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        for row in desk.execute(_truth_by_ids(rows), {"ids": chunk}):
            known[row[0]] = list(row)
    return known


@cache
def truth(rows: sa.Table) -> sa.CompoundSelect[Any]:
    """What the server last told: rows without an image, and the images of the others."""
    twin = twin_of(rows)
    touched = sa.select(twin.c.id)
    images = [twin.c[column.name] for column in rows.columns]
    return sa.union_all(
        sa.select(*rows.columns).where(rows.c.id.not_in(touched)),
        sa.select(*images).where(twin.c.absent == 0),
    )


@cache
def _count_of(rows: sa.Table) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(truth(rows).subquery())


@cache
def _truth_by_ids(rows: sa.Table) -> sa.CompoundSelect[Any]:
    twin = twin_of(rows)
    ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
    images = [twin.c[column.name] for column in rows.columns]
    touched = sa.select(twin.c.id).where(twin.c.id.in_(ids))
    return sa.union_all(
        sa.select(*rows.columns).where(rows.c.id.in_(ids), rows.c.id.not_in(touched)),
        sa.select(*images).where(twin.c.absent == 0, twin.c.id.in_(ids)),
    )
