"""What the server does for a desk, without HTTP: join, sign in, take commands, tell changes."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace
from sqlalchemy.engine import Connection, Engine, RowMapping
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from app.features import REGISTER
from app.identity.approval import Signed, sign
from app.identity.attempts import (
    count_failure,
    forget_failures,
    has_failures,
    require_not_blocked,
)
from app.identity.devices import Device, User, active_user, join_by_code, proven_device
from app.identity.model import (
    GRANT_LASTS,
    Grant,
    new_secret,
    pin_fits,
    secret_hash,
    sign_grant,
)
from app.identity.presence import Presence, be_at, colleagues_at
from app.identity.queries import is_closed
from app.identity.roles import require_approver
from app.identity.signing import new_key, public_part
from app.kit.clock import Clock, Instant, SystemClock, after
from app.kit.commands import Command
from app.kit.errors import Refusal
from app.kit.failpoints import Failpoint, quiet
from app.kit.ids import derived_id, id_maker
from app.places.queries import all_sites
from app.ports.pay_link import PayLink
from app.routing.packing import is_large
from app.stock.commands import AcquireLeases, LeaseItem, ReturnLeases
from app.storage.commands import Register
from app.storage.engine import (
    gave_way,
    gives_way,
    may_do_again,
    reading,
    server_engine,
    without_hurry,
)
from app.storage.migrate import bring_up_to_date
from app.storage.migrations.history import OURS, History
from app.storage.outbox import Envelope
from app.storage.schema import Side
from app.sync import wire
from app.sync.accept import Receipt, accept, run_as_system, statuses_of
from app.sync.feed import PAGE_CHANGES, Head, Page, Rows, Whole, chain_at, head, read_page, whole
from app.sync.founding import found, new_replica, replica_of, secret
from app.sync.snapshot import changed_meanwhile, parts
from app.sync.sums import sums_for

log = logging.getLogger("gerai.server")
T = TypeVar("T")
SIGNING_KEY = "grant_signing_key"
GIVES_WAY = 1.0  # seconds between two tries of a migration: others are served meanwhile
MEETINGS = 4  # so often an act meets another one before its sender is asked to come again


class Service:
    """One process of the server over one database. Stateless: any number may run side by side."""

    def __init__(
        self,
        url: str,
        *,
        clock: Clock | None = None,
        failpoint: Failpoint = quiet,
        register: Register = REGISTER,
        history: History = OURS,
    ) -> None:
        """`register` and `history`: what this version knows; tests let a later one serve beside it.

        Refusals: database_address, database_away, database_foreign, schema_newer.
        """
        self.clock = clock or SystemClock()
        self._register, self._history = register, history
        self.engine = _opened(url)
        self.new_id = id_maker(self.clock)
        self.page_changes = PAGE_CHANGES
        self._pass = failpoint
        self.on_commit: list[Callable[[], None]] = []
        self.heard: dict[str, Instant] = {}  # site → when one of its desks called, here
        self.pay_link: PayLink | None = None  # the composition root hangs its provider in
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise
        self.public_key = public_part(self._private_key)

    def _set_up(self) -> None:
        while not self._is_set_up():
            log.warning("the tables cannot be changed while somebody reads them; trying again")
            time.sleep(GIVES_WAY)

    def _is_set_up(self) -> bool:
        """False when a migration gave way: other processes serve desks from the same tables, and
        whoever asks behind it for one that is read for long (a snapshot) would wait as well."""
        try:
            with self.engine.begin() as db:
                _lock_for_setup(db)
                gives_way(db)
                bring_up_to_date(db, Side.SERVER, self._history)
                found(db, self.new_id())
                self._private_key = secret(db, SIGNING_KEY, new_key)
                self.server_id = head(db).server_id
        except DBAPIError as error:
            if not gave_way(error):
                raise
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()

    @property
    def signing_key(self) -> str:
        """Private: what it signs, every desk that joined can check without the network."""
        return self._private_key

    def secret(self, name: str) -> bytes:
        """A random secret of this server, made when it is first asked for."""
        with self.engine.begin() as db:
            _lock_for_setup(db)
            return bytes.fromhex(secret(db, name, new_secret))

    # --- desks -------------------------------------------------------------------------------

    def enrol(self, request: wire.Enrol) -> wire.Enrolled:
        """Join a device by its one-time code; Refusal('code_unknown') when the code was used."""
        credential = new_secret()
        now = self.clock.now()
        code = secret_hash(request.code.strip().upper())
        with self.engine.begin() as db:
            device_id = join_by_code(db, code, secret_hash(credential), now)
            if device_id is None:
                raise Refusal("code_unknown")
            replica_id = self._new_replica(db, device_id)
        return wire.Enrolled(
            server_id=self.server_id,
            device_id=device_id,
            replica_id=replica_id,
            credential=credential,
            server_key=self.public_key,
        )

    def device_of(self, device_id: str, credential: str) -> Device:
        """Refusal('device_unknown') when the credential is not this device's."""
        with reading(self.engine) as db, db.begin():
            device = proven_device(db, device_id, secret_hash(credential))
        if device is None:
            raise Refusal("device_unknown")
        self.heard[device.site_id] = self.clock.now()
        return device

    def hello(self, device: Device, request: wire.Hello) -> wire.Welcome:
        with reading(self.engine) as db, db.begin():
            now = head(db)
            return wire.Welcome(
                server_id=now.server_id,
                epoch=now.epoch,
                seq=now.seq,
                now=self.clock.now(),
                action=self._action(db, device, request),
                buckets=sorted(buckets_of(db, device)),
            )

    def sign_in(self, device: Device, request: wire.SignIn) -> wire.SignedIn:
        """A fresh offline grant for a right PIN. Refusals: wrong_pin, pin_wait, user_unknown,
        user_closed."""
        now = self.clock.now()
        user = self._proven_user(request.user_id, request.pin, now)
        grant = Grant(
            user_id=request.user_id,
            device_id=device.device_id,
            role=user.role,
            issued_at=now,
            expires_at=after(now, GRANT_LASTS),
        )
        return wire.SignedIn(server_id=self.server_id, token=sign_grant(grant, self._private_key))

    def approve(self, device: Device, request: wire.Approve) -> wire.Approved:
        """The signed yes of a second person. Refusals: those of a PIN, approver_too_low."""
        user = self._proven_user(request.user_id, request.pin, self.clock.now())
        if request.user_id == request.requester_id:
            raise Refusal("approval_invalid", why="own")
        require_approver(user.role, request.permission, request.amount)
        signed = Signed(
            approver_id=request.user_id,
            device_id=device.device_id,
            permission=request.permission,
            amount=request.amount,
            command_id=request.command_id,
            at=request.at,
        )
        return wire.Approved(server_id=self.server_id, token=sign(signed, self._private_key))

    def _proven_user(self, user_id: str, pin: str, now: Instant) -> User:
        """A right PIN writes only when wrong ones came before: a person waits for no writer."""
        with reading(self.engine) as db, db.begin():
            user = active_user(db, user_id)
            missed = has_failures(db, user_id)
            if user is None and is_closed(db, user_id):
                raise Refusal("user_closed")
            if user is None:
                raise Refusal("user_unknown")
            require_not_blocked(db, user_id, now)
        if not pin_fits(pin, user.pin_hash):  # slow on purpose: outside the transaction
            with self.engine.begin() as db:
                left = count_failure(db, user_id, now)
            with self.engine.begin() as db:
                require_not_blocked(db, user_id, now)
            raise Refusal("wrong_pin", tries_left=left)
        if missed:
            with self.engine.begin() as db:
                forget_failures(db, user_id)
        return user

    # --- commands ----------------------------------------------------------------------------

    def take(self, device: Device, request: wire.Commands) -> wire.Taken:
        """Take a batch in order; it ends early where the order is broken."""
        return self.taken(list(self.taking(device, request)))

    def taken(self, receipts: list[wire.Told]) -> wire.Taken:
        return wire.Taken(server_id=self.server_id, receipts=receipts)

    def taking(self, device: Device, request: wire.Commands) -> Iterator[wire.Told]:
        """What became of each, one transaction a step: whoever is in haste may stop in between."""
        for envelope in request.commands:
            act = partial(self._take_one, device, request.replica_id, envelope)
            receipt = _met_and_begun_anew(act)
            yield receipt.command_id, receipt.status, receipt.seq
            if receipt.status in {"forked", "gap"}:
                return

    def _take_one(
        self, device: Device, replica_id: str, envelope: Envelope, *, last_try: bool
    ) -> Receipt:
        with self._writing() as db:
            if _replica_of_device(db, device, replica_id) is None:
                return Receipt(command_id=envelope.command_id, status="forked")
            return accept(
                db,
                self._register,
                replica_id,
                envelope,
                now=self.clock.now(),
                server_key=self.public_key,
                last_try=last_try,
            )

    def run(self, command: Command, command_id: str = "") -> Receipt:
        """Carry out a command of the server itself, once per id. Raises Refusal."""
        act = partial(self._run_one, command, command_id or self.new_id())
        return _met_and_begun_anew(act)

    def _run_one(self, command: Command, command_id: str, *, last_try: bool) -> Receipt:
        del last_try  # nothing is put aside here: whoever asked hears of it
        with self._writing() as db:
            return run_as_system(db, self._register, command, command_id, now=self.clock.now())

    def borrow(self, device: Device, request: wire.Borrow) -> wire.Settled:
        """Lend a device what it may promise alone. Refusals: those of acquire_leases."""
        items = [
            LeaseItem(site_id=site, product_id=product, quantity=quantity)
            for site, product, quantity in request.units
        ]
        command = AcquireLeases(device_id=device.device_id, items=items)
        return self._settled(device, request.request_id, command)

    def give_back(self, device: Device, request: wire.GiveBack) -> wire.Settled:
        """Refusals: those of return_leases."""
        command = ReturnLeases(device_id=device.device_id, lease_ids=request.lease_ids)
        return self._settled(device, request.request_id, command)

    def _settled(self, device: Device, request_id: str, command: Command) -> wire.Settled:
        """Once per request of this device: what is doubled on the way, or comes late, does nothing
        more."""
        receipt = self.run(command, derived_id(device.device_id, "leases", request_id))
        return wire.Settled(server_id=self.server_id, seq=receipt.seq)

    def reconcile(self, device: Device, request: wire.Reconcile) -> wire.Reconciled:
        """A new replica id, and which of the offered commands this server lacks.

        Refusal('offer_unknown') when it gave no such replica id for the parts before: it lacks
        again what it had then.
        """
        with self.engine.begin() as db:
            seq = head(db).seq  # first: what comes in between is told by the snapshot as well
            lacking = statuses_of(db, request.commands)
            missing = set(lacking)
            return wire.Reconciled(
                server_id=self.server_id,
                replica_id=self._offering(db, device, request.goes_on),
                lacking=lacking,
                known=[
                    command_id for command_id, _ in request.commands if command_id not in missing
                ],
                seq=seq,
            )

    def here(self, device: Device, request: wire.Here) -> wire.Beside:
        """Note who is at an order, and tell who else is. Refusals: user_unknown."""
        now = self.clock.now()
        told = Presence(device.device_id, request.user_id, request.order_id)
        with self.engine.begin() as db:
            if active_user(db, request.user_id) is None:
                raise Refusal("user_unknown")
            be_at(db, told, changing=request.changing, now=now)
            others = colleagues_at(db, told, now)
        colleagues = [
            wire.Colleague(user_id=user_id, name=name, changing=changing)
            for user_id, name, changing in others
        ]
        return wire.Beside(colleagues=colleagues)

    def ask(self, query: Callable[..., T], *args: object) -> T:
        """`query(db, …)` on one state of the database."""
        with reading(self.engine) as db, db.begin():
            return query(db, *args)

    # --- what changed ------------------------------------------------------------------------

    def head(self) -> Head:
        with reading(self.engine) as db, db.begin():
            return head(db)

    def feed(self, device: Device, request: wire.Feed) -> Page | wire.Welcome:
        """What this desk lacks, or what it has to do before it can read on."""
        with reading(self.engine) as db, db.begin():
            action = self._action(db, device, wire.greeting(request))
            granted = buckets_of(db, device)
            page = None
            if action == "ok":
                page = read_page(
                    db,
                    since=request.seq,
                    since_chain=request.chain,
                    device_id=device.device_id,
                    buckets=frozenset(granted),
                    most=self.page_changes,
                )
            if page is not None:
                return page
            now = head(db)
            return wire.Welcome(
                server_id=now.server_id,
                epoch=now.epoch,
                seq=now.seq,
                now=self.clock.now(),
                action="snapshot" if action == "ok" else action,
                buckets=sorted(granted),
            )

    @contextmanager
    def snapshot(
        self, device: Device, request: wire.Snapshot
    ) -> Iterator[tuple[Whole, Iterator[Rows]]]:
        """The head and all rows of this desk's buckets, seen in one state of the database.

        Behind an earlier reply: what changed of that, and what is lacking. Where it cannot be told
        any more, all from the beginning. Nothing for a desk whose history is not this server's.
        """
        with reading(self.engine) as db, db.begin():
            at = whole(db, since=request.since, device_id=device.device_id)
            if request.at and self._action(db, device, request.at) not in wire.READS:
                yield replace(at, hello=True), iter(())
                return
            buckets = frozenset(buckets_of(db, device))
            changed = self._changed_meanwhile(db, device, request.behind, buckets)
            if changed is None:
                yield at, parts(db, buckets)
            else:
                lacking = parts(db, buckets, request.behind)
                yield replace(at, changed=len(changed)), chain(changed, lacking)

    def _changed_meanwhile(
        self, db: Connection, device: Device, behind: wire.Behind | None, buckets: frozenset[str]
    ) -> list[Rows] | None:
        """None: behind nothing, not in this history, too much of it, or other buckets were granted
        since."""
        if behind is None or chain_at(db, behind.seq) != behind.chain:
            return None
        page = read_page(
            db,
            since=behind.seq,
            since_chain=behind.chain,
            device_id=device.device_id,
            buckets=buckets,
            most=self.page_changes,
        )
        try:
            return None if page is None else changed_meanwhile(page, behind)
        except ValueError:
            return None  # a table of another version

    def sums(self, device: Device, request: wire.Sums) -> wire.Summed:
        """What this desk has to hold, for it to compare; nothing when it has to reconcile first."""
        with reading(self.engine) as db, db.begin():
            if chain_at(db, request.seq) != request.chain:
                return wire.Summed(server_id=self.server_id, seq=0)
            granted = frozenset(buckets_of(db, device))
            return sums_for(
                db,
                since=request.seq,
                device_id=device.device_id,
                buckets=granted,
                columns=request.columns,
            )

    # -----------------------------------------------------------------------------------------

    def _action(self, db: Connection, device: Device, request: wire.Hello) -> str:
        if not wire.OLDEST <= request.protocol <= wire.PROTOCOL:
            return wire.UPGRADE
        if device.revoked:
            return wire.REVOKED
        replica = _replica_of_device(db, device, request.replica_id)
        if replica is None:
            return "reconcile"
        if request.epoch == 0:
            # A desk that never read: new, or its database was lost after it had sent commands.
            return "snapshot" if replica["last_seq"] == 0 else "reconcile"
        # The chain alone tells histories apart: a restore changes the epoch of what comes after it.
        met = chain_at(db, request.seq) if request.seq else ""
        if met != request.chain or request.epoch > head(db).epoch:
            return "reconcile"  # one of us was restored from a backup
        return "ok"

    def _offering(self, db: Connection, device: Device, goes_on: str) -> str:
        if not goes_on:
            return self._new_replica(db, device.device_id)
        if _replica_of_device(db, device, goes_on) is None:
            raise Refusal("offer_unknown")
        return goes_on

    def _new_replica(self, db: Connection, device_id: str) -> str:
        replica_id = self.new_id()
        new_replica(db, replica_id, device_id, self.clock.now())
        return replica_id

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.begin() as db:
            yield db
            self._pass("server.before_commit")
        self._pass("server.after_commit")
        for tell in self.on_commit:
            tell()


def _replica_of_device(db: Connection, device: Device, replica_id: str) -> RowMapping | None:
    """None when this history does not know it, or knows it as another's."""
    replica = replica_of(db, replica_id)
    return replica if replica is not None and replica["device_id"] == device.device_id else None


def _met_and_begun_anew(act: Callable[..., Receipt]) -> Receipt:
    """Two acts that want the same rows in different orders, or make the same row: the one that was
    undone finds at its next try what the other did."""
    for _ in range(MEETINGS):
        try:
            return act(last_try=False)
        except DBAPIError as error:
            if not may_do_again(error, same_row=True):
                raise
    return act(last_try=True)


def buckets_of(db: Connection, device: Device) -> set[str]:
    """What a device may hold: catalogue, its store's work; on a phone desk everybody's orders.

    Of the stock of other places the cells, or in a large chain one packed row per product.
    """
    site = device.site_id
    granted = {
        "catalogue",
        "inbound",
        "network",
        "staff",
        f"device:{device.device_id}",
        f"store:{site}",
        f"orders:store:{site}",
        f"customers:store:{site}",
        f"cases:{site}",
    }
    places = all_sites(db)
    if is_large(place.kind for place in places):
        granted |= {"stock:network", f"stock:{site}"}
    else:
        granted |= {f"stock:{place.site_id}" for place in places}
    # Sums by hour and seller; roles decide who sees them.
    granted |= {f"figures:{place.site_id}" for place in places}
    if device.care:
        granted |= {"orders:care", "customers:care", "cases:care"}
    return granted


def _opened(url: str) -> Engine:
    """The engine of a database that answers; a refusal tells the person who typed its address."""
    try:
        engine = server_engine(url, hurried=True)
    except (ArgumentError, ValueError) as error:
        raise Refusal("database_address", why=str(error)) from error
    shown = engine.url.render_as_string(hide_password=True)
    if engine.dialect.name == "sqlite" and engine.url.database in {None, "", ":memory:"}:
        raise Refusal("database_address", why=f"{shown} names no file")
    try:
        engine.connect().close()
    except DBAPIError as error:
        engine.dispose()
        why = " ".join(str(error.orig).split())
        if isinstance(error, OperationalError):
            raise Refusal("database_away", database=shown, why=why) from error
        raise Refusal("database_foreign", database=shown, why=why) from error
    return engine


def _lock_for_setup(db: Connection) -> None:
    """Two processes that start at once must not both make the tables."""
    without_hurry(db)
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
