"""The server of the simulated shop: the production service on SQLite, and its machine."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.identity.devices import Device
from app.identity.tables import devices
from app.kit.actor import SYSTEM
from app.kit.clock import SECOND
from app.kit.commands import Command
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import NewId, uuid7
from app.notify.mails import Sender
from app.routing.engine.problem import Problem, Solution
from app.routing.waves.reoptimise import improve
from app.routing.waves.shared import Shared
from app.server.jobs import Jobs
from app.server.packing import Packer
from app.server.rounds import Rounds
from app.server.service import Service
from app.storage.engine import reading
from app.storage.outbox import Envelope
from app.storage.prepared import prepared
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.feed import append
from app.sync.founding import begin_epoch
from tests.sync.moulds import SERVER
from tests.sync.speed import compile_once
from tests.sync.weather import Crash

if TYPE_CHECKING:
    from tests.sync.simulator import World

_devices = sa.select(devices.c.id, devices.c.site_id, devices.c.care, devices.c.revoked_at)
# What a revoked device is not even answered: Proof.DEVICE in app/server/web.py.
CLOSED = (wire.Borrow, wire.GiveBack, wire.Sums, wire.Snapshot)
PROVIDER = SimulatedPayLink(bytes(24))
SENDER = Sender("Shop", "shop@example.com")
AWAY = 0.2  # of the mails
LONG = 1e9  # seconds
SystemAct = Callable[[UnitOfWork], object]


class SimulatedServer:
    def __init__(self, world: "World") -> None:
        self._world = world
        self._path = world.folder / SERVER
        self.clock = world.clock()
        self._waiting: list[Callable[[], None]] = []
        self._devices: dict[str, Device] = {}  # until something is written
        self.sent: dict[tuple[str, str], Envelope] = {}  # (id, hash) → as it came
        self.acts: dict[str, SystemAct] = {}  # of the server itself, by id
        self.backup: Path | None = None
        self.mailed: set[str] = set()  # ids of the messages that went out
        self._start(lambda: uuid7(world.now, world.random.randbytes(10)))

    # --- the conversation --------------------------------------------------------------------

    def device(self, device_id: str) -> Device:
        """As its credential would prove now."""
        if device_id not in self._devices:
            with reading(self.service.engine) as db, db.begin():
                told = prepared(db, _devices).rows(db, {})
            self._devices = {
                row_id: Device(row_id, site_id, care, revoked_at is not None)
                for row_id, site_id, care, revoked_at in told
            }
        return self._devices[device_id]

    def hold(self, request: wire.Feed, work: Callable[[], None]) -> None:
        """Do `work` when there is something to tell, or when the poll is over."""
        if self.seq != request.seq:
            work()
            return
        left = [work]

        def once() -> None:
            if left:
                left.pop()()

        self._waiting.append(once)
        self._world.later(request.wait * SECOND, once)

    def ask(self, device: Device, request: object) -> Any:
        """Answer one request; Crash leaves whatever was committed, and nothing else."""
        service = self.service
        if device.revoked and isinstance(request, CLOSED):
            raise Refusal("device_revoked")
        match request:
            case wire.Hello():
                return service.hello(device, request)
            case wire.Feed():
                return service.feed(device, request)
            case wire.Commands():
                self.sent.update(((one.command_id, one.hash), one) for one in request.commands)
                return service.take(device, request)
            case wire.Borrow():
                return service.borrow(device, request)
            case wire.GiveBack():
                return service.give_back(device, request)
            case wire.Sums():
                return service.sums(device, request)
            case wire.Reconcile():
                return service.reconcile(device, request)
            case wire.Snapshot():
                with service.snapshot(device, request) as (head, parts):
                    return head, [msgspec.json.encode(part) for part in parts]
        raise AssertionError(request)

    def run(self, work: SystemAct) -> None:
        """An act of the server itself: no desk asked for it, and all hear of it."""
        act_id = self.service.new_id()
        self.acts[act_id] = work
        with self.service.engine.begin() as db:
            uow = UnitOfWork(
                db, side=Side.SERVER, command_id=act_id, now=self.clock.now(), actor=SYSTEM
            )
            perform(uow, work)
        self._wake()

    def tend(self) -> None:
        """What nobody asks for: waves, supply, time limits, packed rows, mails and pay links."""
        self._by_itself(self._rounds.work)
        self._by_itself(Packer(self.service).pack)
        self._by_itself(self._jobs.work)

    def tell(self, command: Command, command_id: str) -> None:
        """What somebody beside the desks tells the server: once per id."""
        self._by_itself(lambda: self.service.run(command, command_id))

    def send(self, mail: EmailMessage) -> None:
        """The post: away now and then."""
        if self._world.random.random() < AWAY:
            raise Unreachable("the post is away")
        self.mailed.add(str(mail["Message-ID"]).strip("<>").partition("@")[0])

    def _by_itself(self, work: Callable[[], object]) -> None:
        """A crash ends it, a full disk puts it off."""
        try:
            work()
        except Crash:
            self.restart()
        except OperationalError as error:
            if "full" not in str(error):
                raise

    # --- the machine -------------------------------------------------------------------------

    def restart(self) -> None:
        """The process died: who waited hears nothing any more."""
        self._world.stats.crashes += 1
        self._stop()
        self._start(self.service.new_id)

    def back_up(self) -> None:
        """Copy the database as it stands."""
        with self.service.engine.connect() as db:
            raw = db.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.backup = self._world.folder / "backup.db"
        shutil.copyfile(self._path, self.backup)

    def restore(self, *, epoch: bool) -> None:
        """Go on from the copy; `epoch`: whoever restored it said so, as `gerai restore` does."""
        assert self.backup is not None
        stats = self._world.stats
        stats.restores += 1
        # Of what a stolen desk had brought before it forgot, only the newer database knew.
        stats.may_lack |= {each for each, by in stats.saved.items() if by in stats.forgotten}
        self._stop()
        for part in self._path.parent.glob(f"{SERVER}*"):
            part.unlink()
        shutil.copyfile(self.backup, self._path)
        self._start(self.service.new_id)
        if epoch:
            with self.service.engine.begin() as db:
                begin_epoch(db, self._world.now // SECOND)

    def _stop(self) -> None:
        self._waiting.clear()
        self.service.close()

    def _start(self, new_id: NewId) -> None:
        self.service = Service(f"sqlite:///{self._path}", clock=self.clock, failpoint=self._pass)
        compile_once(self.service.engine)
        self.service.new_id = new_id
        self.service.page_changes = self._world.weather.page_changes
        self.service.on_commit.append(self._wake)
        self._rounds = Rounds(self.service, place=_place)
        chance = self._world.random.random
        self._jobs = Jobs(self.service, self, PROVIDER, sender=SENDER, jitter=chance)
        self.seq = self.service.head().seq
        self._devices.clear()

    def _wake(self) -> None:
        self._devices.clear()
        self.seq = self.service.head().seq
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            self._world.later(1, work)

    def _pass(self, name: str) -> None:
        chance, weather = self._world.random.random, self._world.weather
        if chance() < weather.crash_server:
            raise Crash
        if name == "server.before_commit" and chance() < weather.server_full:
            self._world.stats.full_disks += 1
            full = sqlite3.OperationalError("database or disk is full")
            raise OperationalError("COMMIT", {}, full)


def perform(uow: UnitOfWork, work: SystemAct) -> None:
    work(uow)
    append(uow.db, uow, kind="test.system", status="accepted", digest="", reason="")


def _place(
    problems: Sequence[Problem], free: Shared, _seconds: float, *, start: Sequence[Solution]
) -> list[Solution]:
    """What is found first beside what each order has: no clock decides how far it goes."""
    found = list(islice(improve(problems, free, LONG, start=start), 2))
    return found[-1] if found else list(start)
