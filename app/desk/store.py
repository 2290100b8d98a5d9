"""What a desk keeps on this computer: commands are saved here, pages are applied here."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping
from sqlalchemy.exc import DatabaseError

from app.desk import meeting
from app.desk.damage import is_sound, move_aside, told_of
from app.desk.forgetting import Erased, erased_here, erased_in, forget_here
from app.desk.profile import Profile
from app.desk.spool import Spool
from app.identity.model import GRANT_LASTS, read_grant
from app.identity.queries import actor_of, grant_of, is_closed
from app.identity.roles import require
from app.kit.changes import ChangeSet
from app.kit.clock import HOUR, Clock, Instant
from app.kit.commands import Command, Nature, Offline, body_of
from app.kit.durable import write_durably
from app.kit.errors import Refusal, Unreachable
from app.kit.failpoints import Failpoint, quiet
from app.kit.ids import NewId
from app.payments.commands import spends_credit
from app.places.queries import number_prefix
from app.storage.commands import Register, decode
from app.storage.engine import desk_engine, give_back
from app.storage.images import assert_images
from app.storage.journal import Journal
from app.storage.lease_clock import set_lease_clock
from app.storage.migrate import bring_up_to_date
from app.storage.migrations.history import OURS, History
from app.storage.outbox import (
    Envelope,
    clear_out,
    desk_state,
    enqueue,
    envelope_of,
    next_number,
    outbox,
    outbox_archive,
    pending,
)
from app.storage.prepared import prepared
from app.storage.schema import Side
from app.storage.sealing import Seal
from app.storage.trouble import Trouble, trouble_of
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.core import AskReconcile, Cursor
from app.sync.feed import Page, Rows, Whole
from app.sync.rebase import (
    Replayer,
    acknowledge,
    apply_page,
    apply_snapshot,
    let_go,
    replay,
    start_anew,
    state_of,
)

log = logging.getLogger("gerai.desk")
T = TypeVar("T")
LOG_KEEPS = 8 << 20  # bytes of write-ahead log; SQLite's own checkpoint stalls commits 250 ms
SUMMED_UP_TO = 256 << 20  # bytes: some 100,000 rows, two seconds of one core
JOURNAL_KEEPS = 4 << 20  # bytes; past that an empty outbox starts the journal anew
_last_seq = sa.select(sa.func.max(outbox.c.client_seq))
_above = (
    sa.select(outbox)
    .where(outbox.c.client_seq > sa.bindparam("above"))
    .order_by(outbox.c.client_seq)
    .limit(sa.bindparam("most"))
)
_kept = (
    sa.union_all(
        *(
            sa.select(table.c.client_seq, table.c.command_id, table.c.hash).where(
                table.c.client_seq > sa.bindparam("above")
            )
            for table in (outbox_archive, outbox)
        )
    )
    .order_by("client_seq")
    .limit(sa.bindparam("most"))
)
_this = desk_state.update().where(desk_state.c.id == 1)
_met = _this.values(contact_at=sa.bindparam("now"), buckets=sa.bindparam("may_hold"))
_heeded = _this.values({name: sa.bindparam(f"to_{name}") for name in (*meeting.never(), "revoked")})
_done = sa.union_all(
    *(
        sa.select(table.c.kind).where(table.c.command_id == sa.bindparam("command"))
        for table in (outbox, outbox_archive)
    )
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command here: its receipt and what it touched, or why it was refused."""

    status: str
    command_id: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None
    changes: ChangeSet = field(default_factory=ChangeSet)

    @property
    def ok(self) -> bool:
        return self.status == "ok"


class DeskStore:
    """The database, the journal and the identity of one desk. Its methods run on the write lane."""

    def __init__(
        self,
        profile: Profile,
        key: bytes,
        register: Register,
        clock: Clock,
        new_id: NewId,
        *,
        failpoint: Failpoint = quiet,
        must_yield: Callable[[], bool] = lambda: False,
        aside: Callable[[Callable[[], None]], object] = lambda work: work(),
        boot_id: str = "",
        history: History = OURS,
    ) -> None:
        """`aside` runs work on another thread; `must_yield` asks whether a person waits; `boot_id`
        tells the starts of this computer apart, where it can.

        Refusals: disk_full, disk_fails, and those of the database's version.
        """
        self.profile = profile
        self._key = key
        self._register, self._history = register, history
        self._clock = clock
        self._new_id = new_id
        self._pass = failpoint
        self._must_yield = must_yield
        self._aside = aside
        self._clearing = False  # the log: one at a time, however many pages come meanwhile
        self.boot_id = boot_id or new_id()
        self.moved_aside: str = ""
        try:
            self._engine = self._open_database()
            self._writer = self._engine.connect()
            self.journal = Journal(profile.journal, key)
            self._salvage()
        except DatabaseError as error:
            raise told_of(error, profile) from error

    # --- opening ---------------------------------------------------------------------------

    def _open_database(self) -> Engine:
        """Open or make the database; a damaged one is moved aside, never overwritten."""
        try:
            if not self.profile.doubted or is_sound(self.profile, self._key):
                self.profile.trust()
                return self._checked()
        except DatabaseError as error:
            if trouble_of(error) is not Trouble.DAMAGED:
                raise
        log.error("the desk database is damaged; it is moved aside")
        self.moved_aside = move_aside(self.profile, self._clock.now())
        return self._checked()

    def _checked(self) -> Engine:
        engine = desk_engine(self.profile.database, self._key)
        try:
            self._check(engine)
        except BaseException:
            engine.dispose()  # Windows moves no open file
            raise
        return engine

    def _check(self, engine: Engine) -> None:
        with engine.begin() as db:
            migrated = bring_up_to_date(db, Side.DESK, self._history)
            assert_images(db)
            if db.execute(sa.select(desk_state.c.id)).first() is None:
                db.execute(desk_state.insert(), {"id": 1, **self._identity()})
            self._judge_leases(db, state_of(db))
            if migrated:  # a migration runs at the server's truth: our own effects come back now
                self.profile.spool.unlink(missing_ok=True)  # its rows are of the version before
                replay(db, Replayer(self._register), state_of(db)["device_id"])

    def _salvage(self) -> None:
        """Fill each copy of the outbox from the other."""
        with self._writer.begin():
            kept = {row["command_id"] for row in pending(self._writer)}
            done = set(self._writer.execute(sa.select(outbox_archive.c.command_id)).scalars())
            journalled = list(self.journal.read())
            lost = [envelope for envelope in journalled if envelope.command_id not in kept | done]
            # A database that is new, or an older copy: what the server has already it will tell.
            self._queue_again(lost)
        told = {envelope.command_id for envelope in journalled}
        for row in pending(self._writer):
            if row["command_id"] not in told:
                self._journalise(envelope_of(row))
        self._writer.commit()

    def _queue_again(self, lost: Iterable[Envelope]) -> None:
        for envelope in lost:
            spec = self._register.find(envelope.kind, envelope.v)
            enqueue(
                self._writer,
                command_id=envelope.command_id,
                kind=envelope.kind,
                v=envelope.v,
                body=envelope.body,
                user_id=envelope.user_id,
                grant=envelope.grant,
                occurred_at=envelope.occurred_at,
                fact=spec is None or spec.nature is Nature.FACT,
            )
            self._count_on(msgspec.json.decode(envelope.body).get("number", ""))

    # --- who we are ------------------------------------------------------------------------

    def enrol(self, enrolled: wire.Enrolled) -> None:
        """Remember who this desk is, in the database and in a sealed file beside it."""
        values = {
            "device_id": enrolled.device_id,
            "replica_id": enrolled.replica_id,
            "credential": enrolled.credential,
            "server_id": enrolled.server_id,
            "server_key": enrolled.server_key,
        }
        sealed = Seal(self._key).close(msgspec.json.encode(values))
        write_durably(self.profile.folder / "identity.sealed", sealed)
        with self._writer.begin():
            self._writer.execute(desk_state.update().where(desk_state.c.id == 1), values)

    def _identity(self) -> dict[str, Any]:
        path = self.profile.folder / "identity.sealed"
        if not path.exists():
            return {}
        try:
            plain = Seal(self._key).open(path.read_bytes())
        except ValueError:
            return {}
        return msgspec.json.decode(plain, type=dict[str, Any])

    def state(self) -> dict[str, Any]:
        with self._writer.begin():
            return dict(state_of(self._writer))

    def cursor(self) -> Cursor:
        return self.write(_cursor_in)

    def last_seq(self) -> int:
        return self.write(_last_seq_in)

    def stand(self) -> tuple[Cursor, int]:
        """In one moment: where it is in the server's story, and its own last number."""
        return self.write(lambda db: (_cursor_in(db), _last_seq_in(db)))

    # --- commands --------------------------------------------------------------------------

    def run(self, command: Command, user_id: str, *, online: bool, command_id: str = "") -> Outcome:
        """Carry out one command here and queue it; durable in both copies when it returns ok."""
        command_id = command_id or self._new_id()
        try:
            envelope, outcome = self._carry_out(command, user_id, command_id, online=online)
        except Refusal as refusal:
            return Outcome("refused", command_id, refusal=refusal)
        except DatabaseError as error:
            return Outcome("refused", command_id, refusal=told_of(error, self.profile))
        self._pass("desk.after_commit")
        self._journalise(envelope)
        self._pass("desk.after_journal")
        return outcome

    def _journalise(self, envelope: Envelope) -> None:
        """It is saved in the database: on a full disk the next start fills the second copy."""
        try:
            self.journal.append(envelope)
        except OSError:
            log.exception("the outbox journal could not be written")

    def _carry_out(
        self, command: Command, user_id: str, command_id: str, *, online: bool
    ) -> tuple[Envelope, Outcome]:
        spec = self._register.of(command)
        if not online and (spec.offline is Offline.NEVER or spends_credit(command)):
            raise Refusal("needs_server", kind=spec.kind)
        db = self._writer
        now = self._clock.now()
        with db.begin():
            done = self._done_before(command_id)
            if done is not None:
                raise Refusal("already_done", command_id=command_id)
            state = state_of(db)
            if state["revoked"]:
                raise Refusal("device_revoked")
            actor = actor_of(db, user_id, state["device_id"])
            if not actor.role and is_closed(db, user_id):
                raise Refusal("user_closed")  # they were signed in when this desk heard of it
            require(actor, spec.permission)
            grant = grant_of(db, user_id)
            if not online and spec.nature is Nature.REQUEST:
                _require_time_left(state, grant, now)
            if spec.series is not None:
                command = msgspec.structs.replace(
                    command, number=self._number(db, spec.series, state)
                )
            body = body_of(command)
            lease_at = self._judge_leases(db, state)
            uow = UnitOfWork(db, side=Side.DESK, command_id=command_id, now=now, actor=actor)
            receipt = self._register.perform(uow, spec, decode(spec, body))
            envelope = enqueue(
                db,
                command_id=command_id,
                kind=spec.kind,
                v=spec.v,
                body=body,
                user_id=user_id,
                grant=grant,
                occurred_at=now,
                fact=spec.nature is Nature.FACT,
                boot_id=self.boot_id,
                mono_ms=self._clock.monotonic_ms(),
                lease_at=lease_at,
            )
            self._pass("desk.before_commit")
        return envelope, Outcome("ok", command_id, receipt, changes=uow.changes())

    def _done_before(self, command_id: str) -> str | None:
        known: str | None = prepared(self._writer, _done).scalar(
            self._writer, {"command": command_id}
        )
        return known

    def _number(self, db: Connection, series: str, state: Any) -> str:
        """The next printed number of this device: site, device, counter; never used twice."""
        prefix = number_prefix(db, state["device_id"])
        return f"{series}{prefix}{next_number(db, series + prefix):06d}"

    # --- what the server says ----------------------------------------------------------------

    def apply(self, page: Page, *, yields: bool = True) -> ChangeSet:
        """Take a page. While it `yields`, Preempted says that a user's command waits: ask again."""
        with self._writer.begin():
            changes = apply_page(
                self._writer, page, self._replayer(yields=yields), now=self._clock.now()
            )
            self._forget(erased_in(page))
            if page.acks:
                clear_out(self._writer, self._clock.now())
            self._pass("desk.in_page")
        self._pass("desk.after_page")
        self._tidy()
        return changes

    def swap_mirror(
        self, head: Whole, parts: Iterable[Rows], known: frozenset[str], *, yields: bool = False
    ) -> ChangeSet:
        """Replace all synced rows by a snapshot, in one transaction. `yields`: as for a page."""
        with self._writer.begin():
            changes = apply_snapshot(
                self._writer,
                head,
                parts,
                self._replayer(yields=yields),
                known=known,
                now=self._clock.now(),
            )
            self._recover_counters()
            self._forget(erased_here(self._writer, head))
            self._pass("desk.in_snapshot")
        self._tidy()
        return changes

    def _replayer(self, *, yields: bool) -> Replayer:
        return Replayer(self._register, self._must_yield if yields else _never)

    def arriving(self) -> Spool:
        """Where a snapshot waits until all of it is there."""
        return Spool(self.profile.spool, self._key)

    def start_anew(self, reconciled: wire.Reconciled, ended: frozenset[str] = frozenset()) -> None:
        lacking = frozenset(reconciled.lacking)
        with self._writer.begin():
            acknowledge(self._writer, ended, self._clock.now())
            start_anew(self._writer, reconciled.replica_id, lacking)

    def offer(self, asked: AskReconcile) -> tuple[wire.Reconcile, int | None]:
        """What this desk keeps of commands, and the highest number in it; None: that was all."""
        with self._writer.begin():
            found = prepared(self._writer, _kept).read(
                self._writer, {"above": asked.above, "most": asked.most}
            )
            offer = wire.Reconcile(
                replica_id=str(state_of(self._writer)["replica_id"]),
                commands=[(row["command_id"], row["hash"]) for row in found],
                goes_on=asked.goes_on,
            )
            return offer, int(found[-1]["client_seq"]) if len(found) == asked.most else None

    def batch(self, above: int, most: int) -> list[Envelope]:
        """Unacknowledged commands numbered above `above`, within the limits of one request."""
        with self._writer.begin():
            rows = prepared(self._writer, _above).read(self._writer, {"above": above, "most": most})
            batch: list[Envelope] = []
            size = 0
            for row in rows:
                size += len(row["body"])
                if batch and size > wire.BATCH_BYTES:
                    break
                batch.append(envelope_of(row))
            return batch

    def met_server(self, now: Instant, buckets: list[str] | None) -> None:
        """`buckets` it may hold from now on: what is in none of them goes. None: as before."""
        with self._writer.begin():
            before = frozenset(str(state_of(self._writer)["buckets"]).split())
            buckets = sorted(before) if buckets is None else buckets
            if lost := before - set(buckets):
                let_go(self._writer, lost)
            met = {"now": now, "may_hold": " ".join(buckets)}
            prepared(self._writer, _met).write(self._writer, met)

    def heed(self, welcome: wire.Welcome, *, asked_ms: int) -> None:
        """Take the server's time, and whether this device may go on.

        `asked_ms`: the monotonic clock when it was asked. The server's clock was read later, so
        counting from then a lease ends here no later than there. Unreachable when a server that is
        not this desk's tells it to forget the shop.
        """
        if welcome.action == wire.REVOKED and welcome.server_id != self.state()["server_id"]:
            raise Unreachable("another server")
        now = meeting.of(welcome.now, asked_ms, self.boot_id)
        now["revoked"] = welcome.action == wire.REVOKED
        told = {f"to_{name}": value for name, value in now.items()}
        with self._writer.begin():
            prepared(self._writer, _heeded).write(self._writer, told)
            self._judge_leases(self._writer, state_of(self._writer))

    def judge_leases(self) -> None:
        """Time passed: what is shown as safe without the server may be so no longer."""
        with self._writer.begin():
            self._judge_leases(self._writer, state_of(self._writer))

    def _judge_leases(self, db: Connection, state: RowMapping) -> int:
        at = meeting.server_time(state, self._clock.monotonic_ms(), self.boot_id)
        set_lease_clock(db, at)
        return at

    def is_large(self) -> bool:
        """A pass over all rows each hour would cost this desk and its server more than it is worth;
        `gerai verify --pair` finds the same."""
        return self.profile.database.stat().st_size > SUMMED_UP_TO

    def differing(self, told: wire.Summed) -> tuple[str, ...]:
        """The buckets that are not what the server says; on a connection of its own, any thread."""
        from app.sync.sums import differing

        with self._engine.connect().execution_options(gerai_begin="BEGIN") as db, db.begin():
            state = state_of(db)
            if not told.seq or state["seq"] != told.seq:
                return ()  # one of us went on, or back: another time
            return differing(db, told)

    # --- anything else on the write lane -----------------------------------------------------

    def write(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Local rows (drafts, settings) in one transaction: `work(db, …)`."""
        with self._writer.begin():
            return work(self._writer, *args, **kwargs)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database, on a connection of its own: nobody waits."""
        try:
            with self._engine.connect() as side:
                raw = side.connection.driver_connection
                assert raw is not None
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except (DatabaseError, self._engine.dialect.loaded_dbapi.Error):
            log.exception("the log could not be moved into the database")  # it keeps what it has
        finally:
            self._clearing = False

    def abandon(self) -> None:
        """Let go as a power cut would: whatever was not committed is gone."""
        self._writer.invalidate()
        self._engine.dispose()
        self.journal.close()

    def close(self) -> None:
        self.checkpoint()
        self._writer.close()
        self._engine.dispose()
        self.journal.close()

    def _tidy(self) -> None:
        """After news: keep the log and the journal small. The log is emptied where nobody waits."""
        log = self.profile.database.with_name(self.profile.database.name + "-wal")
        if log.exists() and log.stat().st_size > LOG_KEEPS and not self._clearing:
            self._clearing = True
            self._aside(self.checkpoint)
        give_back(self._writer)
        if self.journal.size() > JOURNAL_KEEPS and not pending(self._writer):
            self.journal.start_anew([])
        self._writer.commit()

    def _forget(self, erased: Erased) -> None:
        """Of the journal only what still waits is kept: what was acknowledged may tell of who was
        erased. Before the commit: a tombstone is told once, and a power cut behind it would leave
        them in the journal for good; one before it only has the same page come again."""
        if forget_here(self._writer, self._register, erased):
            self.journal.start_anew([envelope_of(row) for row in pending(self._writer)])

    def _recover_counters(self) -> None:
        """After a lost database the numbers go on above the highest that anybody knows."""
        # Only a database that was lost needs them; every start would load half of returns and stock
        from app.orders.search import highest_number
        from app.returns.queries import highest_return
        from app.stock.counts import (
            highest_adjustment,
            highest_count,
            highest_receipt,
            highest_transfer,
        )

        db = self._writer
        prefix = number_prefix(db, state_of(db)["device_id"])
        for highest in (
            highest_number(db, prefix),
            highest_return(db, f"R-{prefix}"),
            highest_adjustment(db, f"A-{prefix}"),
            highest_count(db, f"C-{prefix}"),
            highest_transfer(db, f"T-{prefix}"),
            highest_receipt(db, f"RC-{prefix}"),
        ):
            self._count_on(highest or "")

    def _count_on(self, number: str) -> None:
        """Never again issue a number up to this one of ours."""
        head, _, count = number.rpartition("-")
        if head and count.isdecimal():
            self._writer.exec_driver_sql(
                "INSERT INTO counters (series, value) VALUES (?, ?) "
                "ON CONFLICT (series) DO UPDATE SET value = max(value, excluded.value)",
                (f"{head}-", int(count)),
            )


def _cursor_in(db: Connection) -> Cursor:
    state = state_of(db)
    return Cursor(state["replica_id"], state["epoch"], state["seq"], state["chain"])


def _last_seq_in(db: Connection) -> int:
    return prepared(db, _last_seq).scalar(db, {}) or 0


def _require_time_left(state: RowMapping, token: str, now: Instant) -> None:
    """Without its server a desk promises for 72 hours, its people as long as their grants last.

    What happens at the counter is written down all the same: goods and cash do not wait.
    """
    ends = (state["contact_at"] or now) + GRANT_LASTS
    if token:
        ends = min(ends, read_grant(token, state["server_key"]).expires_at)
    if now > ends:
        raise Refusal("offline_over", hours=GRANT_LASTS // HOUR)


def _never() -> bool:
    return False
