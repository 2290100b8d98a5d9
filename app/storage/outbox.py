"""What was done here that the server has not confirmed: outbox, archive, and local state."""

import hashlib
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.kit.clock import DAY, Instant
from app.storage.lease_clock import UNKNOWN
from app.storage.prepared import prepared, straight, told_in_full
from app.storage.schema import desk_only, flag, moment, number, text

NO_CHAIN = ""
ARCHIVE_LASTS = 30 * DAY
ARCHIVE_KEEPS = 20_000  # commands: a month of a desk that does 700 a day
GOES_AT_ONCE = 100


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command on its way to the server. `body` is its canonical JSON text."""

    command_id: str
    client_seq: int
    kind: str
    v: int
    body: str
    hash: str
    user_id: str
    grant: str
    occurred_at: Instant
    chain: str


def body_hash(kind: str, v: int, body: str) -> str:
    return hashlib.blake2b(f"{kind}/{v}/{body}".encode(), digest_size=16).hexdigest()


def next_chain(previous: str, *parts: object) -> str:
    """A link of a hash chain: nothing before it can change without changing it."""
    told = "\x1f".join(str(part) for part in (previous, *parts))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def chain_parts(command_id: str, digest: str, user_id: str, occurred_at: int) -> tuple[object, ...]:
    return (command_id, digest, user_id, occurred_at)


def _envelope() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("client_seq", sa.BigInteger, primary_key=True, autoincrement=False),
        text("command_id"),
        text("kind"),
        number("v"),
        text("body"),
        text("hash"),
        text("user_id"),
        text("grant"),
        moment("occurred_at", optional=False),
        text("chain"),
    )


outbox = desk_only(
    "outbox",
    *_envelope(),
    sa.Column("fact", sa.Boolean, nullable=False),
    text("boot_id"),
    number("mono_ms"),
    moment("lease_at", optional=False),  # the server's time as this desk judged it: replays keep it
    text("forecast"),  # why the last rebase could not replay it here: a code, or ""
    sa.Index(None, "command_id"),
)

# Acknowledged commands stay: a server restored from a backup asks for them again.
outbox_archive = desk_only(
    "outbox_archive",
    *_envelope(),
    text("status"),
    text("receipt"),
    moment("acked_at", optional=False),
    sa.Index(None, "command_id"),
    sa.Index(None, "user_id", "occurred_at", "kind"),  # what a person did today
)

# One row: who this desk is, and how far it has read.
desk_state = desk_only(
    "desk_state",
    sa.Column("id", sa.Integer, primary_key=True),
    text("device_id"),
    text("replica_id"),
    text("credential"),
    text("server_id"),
    text("server_key"),  # public: grants are checked with it while the server is away
    number("epoch"),
    number("seq"),
    text("chain"),
    text("buckets"),
    moment("contact_at"),
    moment("met_at"),  # the server's clock, when it was asked at `met_mono_ms` of `met_boot`
    number("met_mono_ms"),
    text("met_boot"),
    flag("revoked"),  # it has been told to bring what it did and to forget the rest
    number("schema_v"),
)

counters = desk_only("counters", sa.Column("series", sa.Text, primary_key=True), number("value"))

# Work in hand: one row per open or parked draft, saved within half a second of each edit.
drafts = desk_only(
    "drafts",
    sa.Column("id", sa.String(32), primary_key=True),
    text("user_id"),
    text("kind"),
    text("title"),
    text("body"),
    moment("saved_at", optional=False),
    moment("parked_at"),
)

settings = desk_only("settings", sa.Column("key", sa.Text, primary_key=True), text("value"))

_newest = sa.select(sa.func.max(outbox_archive.c.client_seq))
_oldest = (
    sa.select(outbox_archive.c.client_seq, outbox_archive.c.acked_at)
    .where(outbox_archive.c.client_seq <= sa.bindparam("below"))
    .order_by(outbox_archive.c.client_seq)
    .limit(GOES_AT_ONCE)
)
_go = outbox_archive.delete().where(
    outbox_archive.c.client_seq <= sa.bindparam("through"),
    outbox_archive.c.acked_at < sa.bindparam("before"),
)
_last_chain = (
    sa.union_all(
        sa.select(outbox.c.client_seq, outbox.c.chain),
        # Below 1 is history of an earlier replica id: it gives the next number nothing to follow.
        sa.select(outbox_archive.c.client_seq, outbox_archive.c.chain).where(
            outbox_archive.c.client_seq > 0
        ),
    )
    .order_by(sa.desc("client_seq"))
    .limit(1)
)
_done = sa.union_all(
    *(
        sa.select(table.c.kind).where(
            table.c.user_id == sa.bindparam("user"), table.c.occurred_at >= sa.bindparam("since")
        )
        for table in (outbox, outbox_archive)
    )
).subquery()
_done_by_kind = sa.select(_done.c.kind, sa.func.count()).group_by(_done.c.kind)
_insert = told_in_full(outbox)
_pending = sa.select(outbox).order_by(outbox.c.client_seq)


def clear_out(db: Connection, now: Instant, *, keeps: int = ARCHIVE_KEEPS) -> None:
    """Let the oldest of the archive go, some at a time: what is older than 30 days, and never one
    of the newest `keeps`, so that a clock that leaps takes nothing which a server may ask for."""
    newest = prepared(db, _newest).scalar(db, {})
    if newest is None:
        return
    oldest = prepared(db, _oldest).read(db, {"below": newest - keeps})
    before = now - ARCHIVE_LASTS
    if any(row["acked_at"] < before for row in oldest):
        gone = {"through": oldest[-1]["client_seq"], "before": before}
        prepared(db, _go).write(db, gone)


def enqueue(
    db: Connection,
    *,
    command_id: str,
    kind: str,
    v: int,
    body: str,
    user_id: str,
    grant: str,
    occurred_at: Instant,
    fact: bool,
    boot_id: str = "",
    mono_ms: int = 0,
    lease_at: int = UNKNOWN,
) -> Envelope:
    """Append one command, in the transaction that wrote its rows."""
    found = prepared(db, _last_chain).rows(db, {})
    number, chain = found[0] if found else (0, NO_CHAIN)
    digest = body_hash(kind, v, body)
    envelope = Envelope(
        command_id=command_id,
        client_seq=number + 1,
        kind=kind,
        v=v,
        body=body,
        hash=digest,
        user_id=user_id,
        grant=grant,
        occurred_at=occurred_at,
        chain=next_chain(chain, *chain_parts(command_id, digest, user_id, occurred_at)),
    )
    row: dict[str, Any] = msgspec.structs.asdict(envelope)
    seen = {"boot_id": boot_id, "mono_ms": mono_ms, "lease_at": lease_at}
    prepared(db, _insert).write(db, {**row, **seen, "fact": fact, "forecast": ""})
    return envelope


def pending(db: Connection) -> list[RowMapping]:
    """The unacknowledged commands in the order in which they were made."""
    return list(prepared(db, _pending).read(db, {}))


def done_since(db: Connection, user_id: str, since: int) -> dict[str, int]:
    """Kind of command → how often this person did it on this desk since then."""
    asked = {"user": user_id, "since": since}
    return {row[0]: row[1] for row in prepared(db, _done_by_kind).rows(db, asked)}


def envelope_of(row: RowMapping) -> Envelope:
    return Envelope(**{name: row[name] for name in Envelope.__struct_fields__})


def next_number(db: Connection, series: str) -> int:
    """Count up one series of printed numbers; the same transaction writes what bears the number."""
    return int(
        straight(
            db,
            "INSERT INTO counters (series, value) VALUES (?, 1) "
            "ON CONFLICT (series) DO UPDATE SET value = value + 1 RETURNING value",
            (series,),
        ).fetchone()[0]
    )
