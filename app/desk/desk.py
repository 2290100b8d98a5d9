"""One desk: its lanes, its store, its talk with the server. What screens and headless use."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.exc import DatabaseError

import app.desk.schema  # noqa: F401  a database is checked against all of its tables
from app.adapters.key_stores import best_key_store
from app.adapters.printers import FilePrinter
from app.cases.queries import count_open
from app.desk import meeting
from app.desk.borrowing import LAST_WORD, Borrowing
from app.desk.damage import little_room, told_of
from app.desk.lanes import Lane
from app.desk.loop import LinkState, SyncLoop
from app.desk.printing import Printing
from app.desk.profile import Profile
from app.desk.store import DeskStore, Outcome
from app.identity.approval import Approval
from app.identity.attempts import count_failure, forget_failures, require_not_blocked
from app.identity.authority import CLOCK_SLACK
from app.identity.model import GRANT_LASTS, pin_fits, read_grant
from app.identity.queries import Person, actor_of, grant_of, is_closed, keep_grant, people
from app.identity.roles import require_approver
from app.kit.actor import Actor
from app.kit.changes import ChangeSet
from app.kit.clock import HOUR, SECOND, Clock, SystemClock, boot_id, steady
from app.kit.commands import Command
from app.kit.errors import Refusal, Unreachable
from app.kit.failpoints import from_environment
from app.kit.ids import id_maker
from app.kit.later import Later
from app.ports.key_store import KeyStore
from app.storage.engine import desk_engine
from app.storage.lease_clock import UNKNOWN
from app.storage.outbox import desk_state, outbox
from app.sync import wire
from app.sync.core import Cursor, Link
from app.sync.rebase import state_of
from app.sync.taking import NOTHING, Arriving
from app.sync.transport import ANSWER_SECONDS, Transport

log = logging.getLogger("gerai.desk")
if TYPE_CHECKING:
    from app.desk.mirror import Room
    from app.features import REGISTER
    from app.stock import leases
    from app.sync.line import Found, Step
else:
    REGISTER = Later("app.features", "REGISTER")
    leases = Later("app.stock.leases")

T = TypeVar("T")
FORGOTTEN = "forgotten"
LANES = ("write", "read", "reports")
STEP = 0.02  # seconds between looks while waiting for the first sync
_pending = sa.select(sa.func.count()).select_from(outbox)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the sync pill shows. `age_s`: seconds since this desk held all that the server had."""

    state: str  # online | syncing | offline | read_only
    since: int
    queued: int
    need_you: int
    age_s: float | None
    trouble: str = ""  # FORGOTTEN: revoked, all brought, and nothing of the shop stays here
    little_room: bool = False  # the disk is nearly full
    arriving: Arriving = NOTHING
    clock_off_s: int = 0  # this computer's clock is so far ahead (behind: below 0), if too far
    tries: int = 0  # of what waits, in a row and in vain
    next_try: int = 0  # when it is tried again; past: right now


class Desk:
    """Opens a profile and keeps it in step with its server. Any thread may call any method.

    Commands go through the write lane, questions through the read lane; both answer with futures.
    """

    def __init__(
        self,
        folder: Path,
        server_url: str,
        *,
        clock: Clock | None = None,
        key_store: KeyStore | None = None,
        long_poll: int = wire.POLL_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Refusals: server_address, and those of Profile and of the database's version."""
        _require_address(server_url)
        self._clock = clock or SystemClock()
        self._server_url = server_url
        self._long_poll = long_poll
        self._answer_seconds = answer_seconds
        self._changed: list[Callable[[ChangeSet], None]] = []
        self._status: list[Callable[[SyncStatus], None]] = []
        self._loop: SyncLoop | None = None
        self._borrowing: Borrowing | None = None
        self._was_ready = False
        self._forgotten = False
        self._queued = 0
        self._need_you = 0
        self._contact_at: int | None = None
        self._little_room = False
        self._clock_off_s = 0
        self._closing = threading.Event()
        self._calls: list[Transport] = []
        self.profile = Profile(folder)
        self.profile.open()
        if self.profile.retired:
            self.profile.wipe()
        self._new_id = id_maker(self._clock)
        store = self._key_store = key_store or best_key_store(folder)
        self.key_guarded = store.guarded
        self._write, self._read, self._reports = (Lane(name) for name in LANES)
        try:
            key = self.profile.key(store)
            self.store = self._write.run(
                DeskStore,
                self.profile,
                key,
                REGISTER,
                self._clock,
                self._new_id,
                failpoint=from_environment(),
                must_yield=self._write.urgent_waits,
                aside=self._reports.run,
                boot_id=boot_id(),
            ).result()
        except BaseException:
            self._let_go()
            raise
        self._reader = desk_engine(self.profile.database, key, read_only=True)
        self.printing = Printing(
            self,
            FilePrinter(self.profile.prints),
            self.profile.prints,
            self._clock,
            self._new_id,
        )
        self._count()

    # --- joining a server --------------------------------------------------------------------

    @property
    def enrolled(self) -> bool:
        return bool(self._state()["device_id"])

    @property
    def device_id(self) -> str:
        return str(self._state()["device_id"])

    @property
    def moved_aside(self) -> str:
        """The name under which a damaged database was kept when this desk was opened; else ""."""
        return self.store.moved_aside

    def enrol(self, code: str, name: str = "") -> None:
        """Join the server with a one-time code. Raises Unreachable or Refusal('code_unknown')."""
        with self._calling() as transport:
            enrolled = transport.enrol(wire.Enrol(code=code, name=name))
        self._write.run(self.store.enrol, enrolled).result()

    def start(self) -> None:
        """Begin to talk with the server."""
        self._loop = SyncLoop(
            self.store,
            self._transport(),
            self._write,
            self._clock,
            heard=self._heard,
            linked=self._linked,
            forget=self._forget,
            long_poll=self._long_poll,
        )
        self._borrowing = Borrowing(
            ready=lambda: self.online and self.caught_up,
            plan=lambda: self.report(self._lease_plan).result(),
            judge=lambda: self._write.run(self.store.judge_leases).result(),
            calling=self._calling,
            new_id=self._new_id,
        )
        self._borrowing.start()
        self._loop.start()

    # --- people ------------------------------------------------------------------------------

    def people(self) -> "Future[list[Person]]":
        return self.ask(people)

    def sign_in(self, user_id: str, pin: str) -> "Future[Actor]":
        """Future of the actor.

        Refusals: wrong_pin, pin_wait, user_unknown, user_closed, never_signed_in_here,
        offline_too_long. Online the server checks and gives a fresh grant; offline the last grant
        and the PIN's hash here decide.
        """
        return self._reports.run(self._sign_in, user_id, pin)

    def _sign_in(self, user_id: str, pin: str) -> Actor:
        state = self._state()
        try:
            with self._calling() as transport:
                token = transport.sign_in(wire.SignIn(user_id=user_id, pin=pin)).token
            read_grant(token, state["server_key"])
            self.write(keep_grant, user_id, token).result()
        except Unreachable:
            self._prove_offline(user_id, pin, state)
        except Refusal as refusal:
            # It came back from a copy older than this desk: people work on until that is mended.
            if refusal.code != "device_unknown":
                raise
            self._prove_offline(user_id, pin, state)
        return self.ask(self._actor, user_id).result()

    def _prove_offline(self, user_id: str, pin: str, state: dict[str, Any]) -> str:
        """The grant of a person whose PIN fits here."""
        if self.ask(is_closed, user_id).result():
            raise Refusal("user_closed")
        person = next((p for p in self.people().result() if p.user_id == user_id), None)
        token = self.ask(grant_of, user_id).result()
        if person is None or not token:
            raise Refusal("never_signed_in_here")
        grant = read_grant(token, state["server_key"])
        if grant.expires_at < self._clock.now():
            raise Refusal("offline_too_long", hours=GRANT_LASTS // HOUR)
        now = self._clock.now()
        self.write(require_not_blocked, user_id, now).result()
        if not pin_fits(pin, person.pin_hash):
            left = self.write(count_failure, user_id, now).result()
            self.write(require_not_blocked, user_id, now).result()
            raise Refusal("wrong_pin", tries_left=left)
        self.write(forget_failures, user_id).result()
        return token

    def approve(
        self, approver_id: str, pin: str, *, permission: str, amount: int, requester_id: str
    ) -> "Future[Approval]":
        """A second person's yes, with their PIN, to one command that is still to be run.

        Run it under `approval.command_id`. Online the server signs; offline the last grant and
        the PIN's hash here decide. Refusals: those of sign_in, approver_too_low, approval_invalid.
        """
        return self._reports.run(self._approve, approver_id, pin, permission, amount, requester_id)

    def _approve(
        self, approver_id: str, pin: str, permission: str, amount: int, requester_id: str
    ) -> Approval:
        if approver_id == requester_id:
            raise Refusal("approval_invalid", why="own")
        request = wire.Approve(
            user_id=approver_id,
            pin=pin,
            requester_id=requester_id,
            permission=permission,
            amount=amount,
            command_id=self._new_id(),
            at=self._clock.now(),
        )
        try:
            with self._calling() as transport:
                token = transport.approve(request).token
        except Unreachable:
            token = self._prove_offline(approver_id, pin, self._state())
            require_approver(self.ask(self._actor, approver_id).result().role, permission, amount)
        return Approval(
            approver_id=approver_id,
            permission=permission,
            amount=amount,
            command_id=request.command_id,
            at=request.at,
            token=token,
        )

    # --- work --------------------------------------------------------------------------------

    def run(self, command: Command, actor: Actor, *, command_id: str = "") -> "Future[Outcome]":
        """Carry out a command here and queue it. The outcome tells; it never raises a Refusal."""
        return self._write.run(self._run, command, actor, command_id, urgent=True)

    def ask(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> "Future[T]":
        """`query(db, …)` on the read lane."""
        return self._read.run(self._query, query, args, kwargs)

    def report(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> "Future[T]":
        """A slow question, on a lane of its own."""
        return self._reports.run(self._query, query, args, kwargs)

    def write(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> "Future[T]":
        """Local rows that are never sent: drafts and settings. `work(db, …)` in one transaction.

        Refusals disk_full, disk_fails, desk_damaged: what was kept before stays.
        """
        return self._write.run(self._written, work, args, kwargs, urgent=True)

    def fetch(self, path: str, kind: type[T], **query: str) -> "Future[T]":
        """Ask the server itself, for what this desk does not hold; Unreachable when it is away."""
        return self._reports.run(lambda: self.fetch_now(path, kind, **query))

    def be_at(self, user_id: str, order_id: str, *, changing: bool) -> "Future[wire.Beside]":
        """Tell colleagues that somebody has this order open ("": none), and hear who else has.

        Unreachable when the server is away, or takes longer than a heartbeat is worth.
        """
        told = wire.Here(user_id=user_id, order_id=order_id, changing=changing)
        return self._reports.run(self._be_at, told)

    def _be_at(self, told: wire.Here) -> wire.Beside:
        with self._calling() as transport:
            return transport.here(told)

    def elsewhere(self, work: Callable[..., T], *args: Any) -> "Future[T]":
        """Slow work that is neither a question nor a command, on the lane of reports."""
        return self._reports.run(work, *args)

    def on_changed(self, callback: Callable[[ChangeSet], None]) -> None:
        """Called on a lane's thread with every change, own or heard."""
        self._changed.append(callback)

    def on_status(self, callback: Callable[[SyncStatus], None]) -> None:
        self._status.append(callback)

    def status(self) -> SyncStatus:
        link = self._loop.state() if self._loop else LinkState(Link.OFFLINE)
        age = None
        if link.caught_up_at is not None:
            age = (steady(self._clock) - link.caught_up_at) / SECOND
        elif self._contact_at is not None:  # the figures are those of the last start
            age = (self._clock.now() - self._contact_at) / SECOND
        trouble = FORGOTTEN if self._forgotten else link.trouble
        state = link.link.value
        if link.link is Link.ONLINE and self._queued:
            state = "syncing"
        counts = self._queued, self._need_you
        arriving = self._loop.arriving if self._loop else NOTHING
        tries, again = link.trying.times, 0
        if tries:
            again = self._clock.now() + link.trying.at - steady(self._clock)
        return SyncStatus(
            state,
            link.since,
            *counts,
            age,
            trouble,
            self._little_room,
            arriving,
            self._clock_off_s,
            tries,
            again,
        )

    @property
    def online(self) -> bool:
        return self._loop is not None and self._loop.state().link is Link.ONLINE

    @property
    def caught_up(self) -> bool:
        """This desk has held all that the server had, since the link came up."""
        return self._loop is not None and self._loop.state().caught_up

    def wait_caught_up(self, seconds: float) -> bool:
        """Wait until this desk holds what its server has; False when that took longer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._closing.wait(STEP):
            if self.caught_up:
                return True
        return False

    def closes_within(self, seconds: float) -> bool:
        """Wait that long, unless the desk closes meanwhile: then True, at once."""
        return self._closing.wait(seconds)

    def test_line(self, step: "Step") -> "Future[Found]":
        """Try one step of the way to the server, on a line of its own."""
        return self._reports.run(self._test_line, step)

    def room(self) -> "Future[Room]":
        """How large the database is, and how much room is left on its drive."""
        return self._reports.run(self._room)

    def poke(self) -> None:
        """Look now whether there is something to send or to ask."""
        if self._loop is not None:
            self._loop.poke()

    def close(self) -> None:
        """Finish what was begun, then let go of the profile. No thread survives."""
        met = self.online
        self._closing.set()
        self._hang_up()
        if self._borrowing is not None:
            self._borrowing.close(self._hang_up)
        if self._loop is not None:
            self._loop.close()
        self.printing.close()
        self._reports.close()  # what it does may still ask the other two
        self._read.close()
        if met:
            self._return_leases()
        self._write.run(self.store.close).result()
        self._reader.dispose()
        if self._forgotten:
            self.profile.wipe()
        self._let_go()

    def _hang_up(self) -> None:
        for call in tuple(self._calls):
            call.interrupt()

    def _let_go(self) -> None:
        for lane in (self._reports, self._read, self._write):
            lane.close()
        self.profile.close()

    # --- on the lanes ------------------------------------------------------------------------

    def _run(self, command: Command, actor: Actor, command_id: str) -> Outcome:
        outcome = self.store.run(command, actor.user_id, online=self.online, command_id=command_id)
        if outcome.ok:
            self._heard(outcome.changes)
            if self._loop is not None:
                self._loop.committed(self.store.last_seq())
        return outcome

    def _written(self, work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        try:
            return self.store.write(work, *args, **kwargs)
        except DatabaseError as error:
            raise told_of(error, self.profile) from error

    def _query(self, query: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        try:
            with self._reader.begin() as db:
                return query(db, *args, **kwargs)
        except DatabaseError as error:
            raise told_of(error, self.profile) from error

    def _room(self) -> "Room":
        from app.desk.mirror import room  # for one screen: a start can do without it

        return room(self.profile)

    def _test_line(self, step: "Step") -> "Found":
        from app.sync.line import Line, look

        state = self._state()
        cursor = Cursor(state["replica_id"], state["epoch"], state["seq"], state["chain"])
        line = Line(self._server_url, state["server_id"], cursor, self._clock)
        with self._calling() as transport:
            return look(step, line, transport)

    def _actor(self, db: Connection, user_id: str) -> Actor:
        return actor_of(db, user_id, self.device_id)

    def fetch_now(self, path: str, kind: type[T], **query: str) -> T:
        """As `fetch`, on the caller's thread, which waits."""
        with self._calling() as transport:
            return transport.get(path, kind, **query)

    @contextmanager
    def _calling(self) -> Iterator[Transport]:
        """A line of its own, beside the conversation; `close` hangs it up."""
        transport = self._transport()
        self._calls.append(transport)
        try:
            if self._closing.is_set():
                raise Unreachable("the desk is closing")
            yield transport
        finally:
            self._calls.remove(transport)
            transport.close()

    def _transport(self) -> Transport:
        state = self._state()
        return Transport(
            self._server_url,
            device_id=state["device_id"],
            credential=state["credential"],
            answer_seconds=self._answer_seconds,
        )

    def _state(self) -> dict[str, Any]:
        with self._reader.begin() as db:
            return dict(state_of(db))

    def _lease_plan(self, db: Connection) -> "leases.Plan":
        device_id = self.device_id
        return leases.plan_of(db, device_id, actor_of(db, "", device_id).site_id)

    def _return_leases(self) -> None:
        """While this desk is closed others may sell what it was lent. Should the server not hear
        it, they come back when their time is over; nothing is promised on them before it is met
        again."""

        def forget(db: Connection) -> tuple[str, ...]:
            ids = leases.all_of(db, self.device_id)
            if ids:
                db.execute(desk_state.update().where(desk_state.c.id == 1), meeting.never())
            return ids

        try:
            ids = self._write.run(self._written, forget, (), {}).result()
        except Refusal as full:
            log.warning("leases are kept: %s", full)
            return
        if not ids:
            return
        transport = self._transport()
        try:
            request = wire.GiveBack(request_id=self._new_id(), lease_ids=list(ids))
            transport.give_back(request, seconds=LAST_WORD)
        except (Unreachable, Refusal) as trouble:
            log.info("leases were not returned: %s", trouble)
        finally:
            transport.close()

    def _heard(self, changes: ChangeSet) -> None:
        self._count()
        if self._borrowing is not None and changes.touches("leases"):
            self._borrowing.wake()
        if changes:
            for callback in self._changed:
                callback(changes)
        self._tell()

    def _forget(self) -> None:
        """Without its key the database is noise from now on, should the computer be carried off;
        the files go when this desk closes, or at the next start."""
        log.warning("this device was revoked; what it held is deleted")
        try:
            self._write.run(self.profile.retire, self._key_store).result()
        finally:
            self._forgotten = True
            self._tell()

    def _linked(self, _state: LinkState) -> None:
        ready = self.caught_up and self.online
        if ready and not self._was_ready and self._borrowing is not None:
            self._borrowing.wake()
        if ready and not self._was_ready:
            self._count()  # now the server's clock is known
        self._was_ready = ready
        self._tell()

    def _count(self) -> None:
        try:
            self._queued, self._need_you, this = self._query(_counts, (), {})
            self._contact_at = this["contact_at"]
            self._clock_off_s = self._off(this)
        except Refusal:  # what was just saved stays saved
            log.exception("what waits here could not be counted")
        self._little_room = little_room(self.profile)

    def _off(self, this: RowMapping) -> int:
        """By the server's clock and the time that has passed since it was met."""
        now, passed = self._clock.now(), self._clock.monotonic_ms()
        there = meeting.server_time(this, passed, self.store.boot_id)
        off = now - there if there != UNKNOWN else 0
        return round(off / SECOND) if abs(off) > CLOCK_SLACK else 0

    def _tell(self) -> None:
        status = self.status()
        for callback in self._status:
            callback(status)


def _counts(db: Connection) -> tuple[int, int, RowMapping]:
    """What waits to be sent, what waits for a person, and when the server was met last."""
    return int(db.execute(_pending).scalar_one()), count_open(db), state_of(db)


def _require_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise Refusal("server_address", typed=url[:200])
