"""How a desk takes what the server says: put images back, apply, replay what is not there."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from app.identity.queries import actor_then
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.storage import images
from app.storage.commands import Register, decode
from app.storage.lease_clock import UNKNOWN, lease_clock_says, set_lease_clock
from app.storage.outbox import (
    NO_CHAIN,
    body_hash,
    chain_parts,
    desk_state,
    next_chain,
    outbox,
    outbox_archive,
    pending,
)
from app.storage.prepared import Savepoint, prepared, straight, told_in_full
from app.storage.schema import (
    Fixed,
    Pattern,
    Side,
    bucket_column,
    metadata,
    synced_tables,
)
from app.storage.uow import UnitOfWork
from app.storage.words import searched_anew
from app.sync.feed import Head, Page, Rows, Whole

log = logging.getLogger("gerai.rebase")
STEP_ROWS = 250  # of a page, between two looks whether a person waits: 5 ms
# Rows of a table. To keep their images and words for nothing costs less than to put triggers away:
# each connection reads the whole schema again then, and all its statements.
FEW = 250


class Preempted(Exception):
    """A user's command waits: abandon the rebase, serve it, try again."""


KNOWN = "known"  # on the server; whether it was taken, only the feed would have told


class Ended(NamedTuple):
    """A command by its id on this desk, and by the one the server keeps it under."""

    here: str
    there: str
    status: str


@dataclass(frozen=True, slots=True)
class Replayer:
    """What a replay needs to know of this desk. `urgent` asks whether a user's command waits."""

    register: Register
    urgent: Callable[[], bool] = lambda: False

    def give_way(self) -> None:
        if self.urgent():
            raise Preempted


_state = sa.select(desk_state).where(desk_state.c.id == 1)
_reached = (
    desk_state.update()
    .where(desk_state.c.id == 1)
    .values(
        {name: sa.bindparam(name) for name in ("server_id", "epoch", "seq", "chain", "contact_at")}
    )
)
_dequeue = outbox.delete().where(outbox.c.client_seq == sa.bindparam("at_seq"))
_archive = told_in_full(outbox_archive)
_forecast = (
    outbox.update()
    .where(outbox.c.client_seq == sa.bindparam("at_seq"))
    .values(forecast=sa.bindparam("code"))
)


def state_of(db: Connection) -> RowMapping:
    (state,) = prepared(db, _state).read(db, {})
    return state


def apply_page(db: Connection, page: Page, replayer: Replayer, *, now: Instant) -> ChangeSet:
    """Take one page in the caller's transaction; nothing when it does not start at our cursor."""
    state = state_of(db)
    if (page.since, page.since_chain) != (state["seq"], state["chain"]):
        return ChangeSet()
    changes = [known for rows in page.changes if (known := _known(rows))]
    before = images.touched_rows(db)
    images.put_back(db, before, look_up=replayer.give_way)
    for rows in changes:
        for few in _in_steps(rows):
            replayer.give_way()
            _upsert(db, few)
    for rows in reversed(changes):
        _remove(db, rows)
    _acknowledge(db, [Ended(a.known_here_as, a.command_id, a.status) for a in page.acks], now)
    _advance(
        db, Head(server_id=page.server_id, epoch=page.epoch, seq=page.to, chain=page.chain), now
    )
    images.forget(db, before.keys() | {rows.entity for rows in changes})
    replay(db, replayer, state["device_id"])
    return _all_touched(db, before, changes)


def apply_snapshot(
    db: Connection,
    head: Whole,
    parts: Iterable[Rows],
    replayer: Replayer,
    *,
    known: frozenset[str],
    now: Instant,
) -> ChangeSet:
    """Replace the mirror wholesale. The outbox stays, but for commands that the server has."""
    images.forget(db)
    with images.uncaptured(db) as open_table, searched_anew(db) as put_words_aside:

        def expect(table: sa.Table, rows: int) -> None:
            if rows > FEW:
                open_table(table)
                put_words_aside(table)

        for table in reversed(images.filled(db)):
            replayer.give_way()
            expect(table, _count(db, table, FEW + 1))
            straight(db, f"DELETE FROM {table.name}")
        told: Counter[str] = Counter()
        for rows in filter(None, map(_known, parts)):
            replayer.give_way()
            told[rows.entity] += len(rows.rows)
            expect(metadata.tables[rows.entity], told[rows.entity])
            _upsert(db, rows)
            _remove(db, rows)
        images.forget(db)
    _acknowledge(db, [Ended(a.known_here_as, a.command_id, a.status) for a in head.acks], now)
    acknowledge(db, known, now)
    if known:
        # They left holes in the numbers of a replica id under which nothing was sent yet.
        _number_anew(db, pending(db))
    _advance(db, head, now)
    replay(db, replayer, state_of(db)["device_id"])
    return ChangeSet({table.name: {"*"} for table in synced_tables()})


def start_anew(db: Connection, replica_id: str, lacking: frozenset[str]) -> None:
    """Go on under a new replica id: what the server lacks is queued again, oldest first.

    Whatever else waits stays queued behind it: most of it the server has, and the snapshot that
    follows ends it; the rest was made while the server was asked what it lacks. A desk that gets no
    snapshot any more acknowledges first what the server has: under the new replica id it would be
    a number that the server never takes.
    """
    archived = sa.select(outbox_archive).order_by(outbox_archive.c.client_seq)
    lost = [
        # Of somebody who was erased here since nothing may be sent: it is sent as it is now.
        {**row, "hash": body_hash(row["kind"], row["v"], row["body"])}
        for row in db.execute(archived).mappings()
        if row["command_id"] in lacking
    ]
    for row in lost:
        again = outbox_archive.c.client_seq == row["client_seq"]
        db.execute(outbox_archive.delete().where(again))
    _number_anew(db, [*lost, *pending(db)])
    db.execute(desk_state.update().where(desk_state.c.id == 1), {"replica_id": replica_id})


def _number_anew(db: Connection, queue: Iterable[Mapping[Any, Any]]) -> None:
    """Numbers and the device chain start over, because the server starts a new replica at 0."""
    _make_history(db)
    db.execute(outbox.delete())
    chain = NO_CHAIN
    for seq, row in enumerate(queue, start=1):
        parts = chain_parts(row["command_id"], row["hash"], row["user_id"], row["occurred_at"])
        chain = next_chain(chain, *parts)
        kept = {name: row[name] for name in outbox.c.keys() if name in row}  # noqa: SIM118
        # Of an archived command nobody kept more than what was sent.
        unknown = {"fact": True, "boot_id": "", "mono_ms": 0, "lease_at": UNKNOWN, "forecast": ""}
        db.execute(outbox.insert(), {**unknown, **kept, "client_seq": seq, "chain": chain})


def let_go(db: Connection, lost: frozenset[str]) -> None:
    """Rows of buckets that this desk may hold no more: nobody tells it what becomes of them."""
    with images.uncaptured(db) as open_table:
        for table in reversed(images.filled(db)):
            match table.info["buckets"]:
                case Fixed(bucket) if bucket in lost:
                    open_table(table)
                    db.execute(table.delete())
                    db.execute(images.of(table).delete())
                case Pattern(form):
                    column = table.c[str(bucket_column(table))]
                    head, _, tail = form.partition("{" + column.name + "}")
                    keys = [b[len(head) : len(b) - len(tail)] for b in lost if b.startswith(head)]
                    if keys:
                        open_table(table)
                        # With the images: what they hold would come back with the next page.
                        for rows in (table, images.of(table, column)):
                            gone = rows.c[column.name].in_(sorted(keys))
                            db.execute(rows.delete().where(gone))


def replay(db: Connection, replayer: Replayer, device_id: str) -> None:
    """Run the unacknowledged commands again on the new truth; a failure here is only a forecast.

    Each at the time at which it was made: a promise inside a lease stays one when the lease ends.
    """
    queue = pending(db)
    if not queue:
        return
    now, heeds = lease_clock_says(db)
    for row in queue:
        replayer.give_way()
        set_lease_clock(db, row["lease_at"], heeds_recall=False)
        savepoint = Savepoint(db)
        try:
            _perform(db, replayer.register, row, actor_then(db, row["user_id"], device_id))
        except Refusal as refusal:
            savepoint.rollback()
            forecast = refusal.code
        except Exception:
            log.exception("replay of %s %s failed", row["kind"], row["command_id"])
            savepoint.rollback()
            forecast = "replay_failed"
        else:
            savepoint.commit()
            forecast = ""
        if forecast != row["forecast"]:
            prepared(db, _forecast).write(db, {"at_seq": row["client_seq"], "code": forecast})
    set_lease_clock(db, now, heeds_recall=heeds)


def _perform(db: Connection, register: Register, row: RowMapping, actor: Actor) -> None:
    """Run one queued command's handler again, at the time at which it was made."""
    spec = register.find(row["kind"], row["v"])
    if spec is None:
        raise Refusal("unknown_command", kind=row["kind"])
    now = Instant(row["occurred_at"])
    uow = UnitOfWork(db, side=Side.DESK, command_id=row["command_id"], now=now, actor=actor)
    register.perform(uow, spec, decode(spec, row["body"]))


def acknowledge(db: Connection, known: Iterable[str], now: Instant) -> None:
    """The server said that it has these, not what it made of them."""
    _acknowledge(db, [Ended(each, each, KNOWN) for each in known], now)


def _acknowledge(db: Connection, acks: Iterable[Ended], now: Instant) -> None:
    """The feed showed these commands: they leave the outbox and are kept in the archive."""
    by_id = {ended.here: ended for ended in acks}
    if not by_id:
        return
    ended_rows = [
        (row, by_id[row["command_id"]]) for row in pending(db) if row["command_id"] in by_id
    ]
    if not ended_rows:
        return
    shared = [name for name in outbox.c.keys() if name in outbox_archive.c]  # noqa: SIM118
    prepared(db, _archive).write_all(
        db,
        [
            {name: row[name] for name in shared}
            | {"command_id": ended.there, "status": ended.status, "receipt": "", "acked_at": now}
            for row, ended in ended_rows
        ],
    )
    prepared(db, _dequeue).write_all(
        db, [{"at_seq": row["client_seq"]} for row, _ended_as in ended_rows]
    )


def _advance(db: Connection, head: Head, now: Instant) -> None:
    told = {"server_id": head.server_id, "epoch": head.epoch, "contact_at": now}
    prepared(db, _reached).write(db, {**told, "seq": head.seq, "chain": head.chain})


def _upsert(db: Connection, rows: Rows) -> None:
    if not rows.rows:
        return
    listed = ", ".join(rows.columns)
    marks = ", ".join("?" * len(rows.columns))
    assigned = ", ".join(f"{name}=excluded.{name}" for name in rows.columns if name != "id")
    straight(
        db,
        f"INSERT INTO {rows.entity} ({listed}) VALUES ({marks}) "
        f"ON CONFLICT (id) DO UPDATE SET {assigned}",
        rows.rows,
        many=True,
    )


def _count(db: Connection, table: sa.Table, most: int) -> int:
    counted = straight(db, f"SELECT count(*) FROM (SELECT 1 FROM {table.name} LIMIT {most})")
    return int(counted.fetchone()[0])


def _in_steps(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows.rows), STEP_ROWS):
        yield msgspec.structs.replace(rows, rows=rows.rows[start : start + STEP_ROWS])


def _remove(db: Connection, rows: Rows) -> None:
    for row_id in rows.gone:
        straight(db, f"DELETE FROM {rows.entity} WHERE id = ?", (row_id,))


def _known(rows: Rows) -> Rows | None:
    """As much of it as this version knows: a newer server's tables and columns are passed over.
    What is left are names of ours; the server's text never becomes SQL."""
    table = metadata.tables.get(rows.entity)
    if table is None:
        return None
    if "buckets" not in table.info:
        raise ValueError(f"the server sent rows of {rows.entity}, which are none of its own")
    places = [place for place, name in enumerate(rows.columns) if name in table.c]
    if len(places) == len(rows.columns):
        return rows
    return Rows(
        entity=rows.entity,
        columns=[rows.columns[place] for place in places],
        rows=[[row[place] for place in places] for row in rows.rows],
        gone=rows.gone,
    )


def _all_touched(db: Connection, before: dict[str, set[str]], changes: Iterable[Rows]) -> ChangeSet:
    told = {rows.entity: {str(row[0]) for row in rows.rows} | set(rows.gone) for rows in changes}
    return ChangeSet(before) | ChangeSet(told) | ChangeSet(images.touched_rows(db))


def _make_history(db: Connection) -> None:
    """Archived commands give up their numbers to a new replica id: history is below 1, in order."""
    number = outbox_archive.c.client_seq
    first, last = db.execute(sa.select(sa.func.min(number), sa.func.max(number))).one()
    if last is not None and last > 0:
        # So far down that no row meets the place of another on its way.
        below = last - min(first, 0) + 1
        db.execute(outbox_archive.update().values(client_seq=number - below))
