"""A shop of desks and one server on a bad network, in one thread, from one seed.

The production core, stores and handlers run on real SQLite; only sockets, clocks, threads and
chance are replaced. A seed tells the whole story: it runs again to the same bytes.
"""

import hashlib
import heapq
import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.identity.model import Grant, hash_pin, sign_grant
from app.identity.queries import keep_grant
from app.kit.clock import DAY, HOUR, MINUTE, SECOND, Instant
from app.kit.errors import Refusal
from app.kit.ids import NewId, uuid7
from app.server.service import Service
from app.sync import wire
from app.sync.core import (
    Action,
    Applied,
    Apply,
    Ask,
    AskReconcile,
    Channel,
    Committed,
    Event,
    Heard,
    Link,
    Lost,
    SendCommands,
    Sent,
    StartAnew,
    SyncCore,
    TakeSnapshot,
    Tick,
)
from app.sync.feed import PAGE_CHANGES, Page
from tests.sync.shop import PIN, Shop, open_shop

START = Instant(1_795_000_000 * SECOND)
TIMEOUT = 30 * SECOND
POLL = 60 * MINUTE  # a waiting desk costs nothing here, so it waits long
TICK = 1 * MINUTE
KEY = bytes(range(32))


class Crash(BaseException):
    """The power of one machine is gone. No handler of ours may catch it."""


@dataclass(slots=True)
class Weather:
    """How bad the network and the machines are: probabilities per message or per passing."""

    drop: float = 0.05
    double: float = 0.05
    stale: float = 0.02  # an answer that was given before is given again
    slow: float = 0.10
    crash_desk: float = 0.004
    crash_server: float = 0.004
    partition: float = 0.02  # per step of the shop
    clock_jump: float = 0.01
    page_changes: int = 60  # a desk that is further behind is told to take a snapshot


CALM = Weather(0, 0, 0, 0, 0, 0, 0, 0, PAGE_CHANGES)


class SimulatedClock:
    """The world's time, off by a skew that jumps when somebody sets the clock."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.skew = 0

    def now(self) -> Instant:
        return Instant(self._world.now + self.skew)

    def monotonic_ms(self) -> int:
        return self._world.now // 1_000


@dataclass(slots=True)
class Stats:
    commands: int = 0
    refused: int = 0
    crashes: int = 0
    lost_messages: int = 0
    pages: int = 0
    snapshots: int = 0
    reconciles: int = 0
    saved: dict[str, str] = field(default_factory=dict)  # command id → desk that showed it as saved


class World:
    """One server, some desks, one queue of things that will happen."""

    def __init__(
        self, folder: Path, seed: int, *, desks: int = 5, weather: Weather | None = None
    ) -> None:
        self.random = random.Random(seed)
        self.weather = weather or Weather()
        self.now = START
        self.stats = Stats()
        self.folder = folder
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self.server = SimulatedServer(self, folder / "server.db")
        self.shop: Shop = open_shop(self.server.service, desks=desks, pin_hash=_pin_hash())
        self.desks = [SimulatedDesk(self, n) for n in range(desks)]

    def later(self, micros: int, work: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (self.now + micros, next(self._order), work))

    def run_until(self, moment: int) -> None:
        while self._queue and self._queue[0][0] <= moment:
            at, _, work = heapq.heappop(self._queue)
            self.now = Instant(max(self.now, at))
            work()
        self.now = Instant(max(self.now, moment))

    def settle(self, most: int = 6 * HOUR) -> bool:
        """Good weather until all is quiet; False when it never is."""
        self.weather = CALM
        for desk in self.desks:
            desk.cut_until = 0
            desk.clock.skew = 0
            desk.wake()
        until = self.now + most
        while self.now < until:
            self.run_until(self.now + 30 * SECOND)
            if all(desk.quiet() for desk in self.desks):
                return True
        return False

    def message(self, desk: "SimulatedDesk", arrive: Callable[[], None]) -> None:
        """Carry one message: late, doubled, or never."""
        weather, chance = self.weather, self.random.random
        if self.now < desk.cut_until or chance() < weather.drop:
            self.stats.lost_messages += 1
            return
        delay = self.random.randrange(5_000, 200_000)
        if chance() < weather.slow:
            delay += self.random.randrange(0, 40 * SECOND)
        self.later(delay, arrive)
        if chance() < weather.double:
            self.later(delay + self.random.randrange(1, 5 * SECOND), arrive)

    def close(self) -> None:
        for desk in self.desks:
            desk.power_off()
        self.server.service.close()


class SimulatedServer:
    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self._url = f"sqlite:///{path}"
        self.clock = SimulatedClock(world)
        self._waiting: list[Callable[[], None]] = []
        self._start(lambda: uuid7(world.now, world.random.randbytes(10)))

    def hold(self, request: wire.Feed, work: Callable[[], None]) -> None:
        """Do `work` when there is something to tell, or when the poll is over."""
        if self.service.head().seq != request.seq:
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
        match request:
            case wire.Hello():
                return service.hello(device, request)
            case wire.Feed():
                return service.feed(device, request)
            case wire.Commands():
                return service.take(device, request)
            case wire.Reconcile():
                return service.reconcile(device, request)
            case wire.Snapshot():
                with service.snapshot(device, request) as (head, parts):
                    return head, list(parts)
        raise AssertionError(request)

    def restart(self) -> None:
        """The process died: who waited hears nothing any more."""
        self._world.stats.crashes += 1
        self._waiting.clear()
        self.service.close()
        self._start(self.service.new_id)

    def _start(self, new_id: NewId) -> None:
        self.service = Service(self._url, clock=self.clock, failpoint=self._pass)
        self.service.new_id = new_id
        self.service.page_changes = self._world.weather.page_changes
        self.service.on_commit.append(self._wake)

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            self._world.later(1, work)

    def _pass(self, _name: str) -> None:
        if self._world.random.random() < self._world.weather.crash_server:
            raise Crash


class SimulatedDesk:
    """A desk without lanes: the same store and core, driven by the world's queue."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.folder = world.folder / f"desk{number}"
        self.clock = SimulatedClock(world)
        self.cut_until = 0
        self._life = 0  # answers to an earlier life of this machine are never heard
        self._asked = itertools.count()
        self._waiting: dict[Channel, int] = {}
        self._stale: list[Page] = []
        shop = world.shop
        self.device_id = shop.devices[number]
        self.device = Device(
            self.device_id, shop.stores[number % len(shop.stores)], number == 0, False
        )
        self.site_id = self.device.site_id
        self.store: DeskStore | None = None
        self.power_on(enrol=shop.codes[number])

    # --- the machine -------------------------------------------------------------------------

    def power_on(self, enrol: str = "") -> None:
        self._life += 1
        profile = Profile(self.folder)
        profile.open()
        self._profile = profile
        self.store = DeskStore(
            profile, KEY, REGISTER, self.clock, self._new_id, failpoint=self._pass
        )
        if enrol:
            self.store.enrol(self.world.server.service.enrol(wire.Enrol(code=enrol)))
            self._give_grants()
        self.core = SyncCore(
            self.store.cursor(),
            self.store.last_seq(),
            jitter=self.world.random.random,
            long_poll=POLL // SECOND,
        )
        self._waiting = {}
        self.wake()
        self._tick(self._life)

    def power_off(self) -> None:
        if self.store is not None:
            self.store.abandon()
            self._profile.close()
            self.store = None

    def crash(self) -> None:
        self.world.stats.crashes += 1
        self.power_off()
        self.world.later(self.world.random.randrange(SECOND, 10 * MINUTE), self.power_on)

    def _give_grants(self) -> None:
        service = self.world.server.service
        assert self.store is not None
        for role, user in self.world.shop.users.items():
            token = _token(user, self.device_id, role, service._private_key)
            self.store.write(keep_grant, user, token)

    def _new_id(self) -> str:
        return uuid7(self.world.now, self.world.random.randbytes(10))

    def _pass(self, _name: str) -> None:
        if self.world.random.random() < self.world.weather.crash_desk:
            raise Crash

    # --- the clerk ---------------------------------------------------------------------------

    def run(self, command: Any, role: str) -> Any:
        """What a screen would do; None when the power went, else the outcome."""
        assert self.store is not None
        command_id = self._new_id()
        try:
            online = self.core.link is Link.ONLINE
            outcome = self.store.run(
                command, self.world.shop.users[role], online=online, command_id=command_id
            )
        except Crash:
            self.crash()
            return None
        if outcome.ok:
            self.world.stats.saved[command_id] = self.device_id
            self.world.stats.commands += 1
            self._step(Committed(self.store.last_seq()))
        else:
            self.world.stats.refused += 1
        return outcome

    def quiet(self) -> bool:
        if self.store is None or self.core.link is not Link.ONLINE:
            return False
        head = self.world.server.service.head()
        return self.store.last_seq() == 0 and self.core.cursor.seq == head.seq

    # --- the conversation --------------------------------------------------------------------

    def wake(self) -> None:
        if self.store is not None:
            self.core.hurry()
            self._step(Tick())

    def _tick(self, life: int) -> None:
        if life == self._life and self.store is not None:
            self._step(Tick())
            self.world.later(TICK, lambda: self._tick(life))

    def _step(self, event: Event) -> None:
        if self.store is None:
            return
        for action in self.core.on(event, self.clock.now()):
            if self.store is not None:
                self._do(action)

    def _do(self, action: Action) -> None:
        store = self.store
        assert store is not None
        try:
            match action:
                case SendCommands(above, most):
                    batch = store.batch(above, most)
                    numbers = tuple(envelope.client_seq for envelope in batch)
                    if not batch:
                        self._soon(
                            Heard(Channel.PUSH, Sent((), wire.Taken(server_id="", receipts=[])))
                        )
                        return
                    request = wire.Commands(replica_id=store.cursor().replica_id, commands=batch)
                    self._request(Channel.PUSH, request, lambda reply: Sent(numbers, reply))
                case Ask(request):
                    self._request(Channel.PULL, request, lambda reply: reply)
                case AskReconcile():
                    self.world.stats.reconciles += 1
                    offer = wire.Reconcile(
                        replica_id=store.cursor().replica_id, commands=store.offered()
                    )
                    self._request(Channel.PULL, offer, lambda reply: reply)
                case TakeSnapshot(known):
                    self.world.stats.snapshots += 1
                    asked = wire.Snapshot(since=store.cursor().seq)
                    self._request(Channel.PULL, asked, lambda reply: _Snapshot(reply, known))
                case Apply(page):
                    self.world.stats.pages += 1
                    store.apply(page, yields=False)
                    self._soon(self._applied())
                case StartAnew(reconciled):
                    store.start_anew(reconciled)
                    self._soon(self._applied())
        except Crash:
            self.crash()

    def _request(self, channel: Channel, request: object, wrap: Callable[[Any], object]) -> None:
        world, life, asked = self.world, self._life, next(self._asked)
        self._waiting[channel] = asked

        def arrive() -> None:
            if isinstance(request, wire.Feed):
                world.server.hold(request, serve)
            else:
                serve()

        def serve() -> None:
            try:
                reply = world.server.ask(self.device, _over_the_wire(request))
            except Crash:
                world.server.restart()
                return
            except Refusal:
                return
            world.message(self, lambda: answer(reply))

        def answer(reply: object) -> None:
            if life != self._life or self.store is None or self._waiting.get(channel) != asked:
                return
            del self._waiting[channel]
            heard = wrap(reply)
            if isinstance(heard, _Snapshot):
                self._swap(heard)
                return
            if isinstance(heard, Page):
                if self._stale and world.random.random() < world.weather.stale:
                    heard = world.random.choice(self._stale)
                else:
                    self._stale = [*self._stale[-3:], heard]
            self._step(Heard(channel, heard))

        def give_up() -> None:
            if (
                life == self._life
                and self.store is not None
                and self._waiting.get(channel) == asked
            ):
                del self._waiting[channel]
                self._step(Lost(channel, "timeout"))

        world.message(self, arrive)
        waits = request.wait * SECOND if isinstance(request, wire.Feed) else 0
        world.later(TIMEOUT + waits, give_up)

    def _swap(self, snapshot: "_Snapshot") -> None:
        assert self.store is not None
        head, parts = snapshot.reply
        try:
            self.store.swap_mirror(head, parts, snapshot.known)
        except Crash:
            self.crash()
            return
        self._step(self._applied(whole=True))

    def _soon(self, event: Event) -> None:
        life = self._life
        self.world.later(1, lambda: self._step(event) if life == self._life else None)

    def _applied(self, *, whole: bool = False) -> Applied:
        assert self.store is not None
        return Applied(self.store.cursor(), self.store.last_seq(), whole)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    reply: Any
    known: frozenset[str]


def _over_the_wire(request: object) -> object:
    """As the other side would read it: encoded and decoded again."""
    return msgspec.json.decode(msgspec.json.encode(request), type=type(request))


@cache
def _pin_hash() -> str:
    return hash_pin(PIN)


@cache
def _token(user: str, device: str, role: str, key: str) -> str:
    grant = Grant(
        user_id=user,
        device_id=device,
        role=role,
        issued_at=Instant(START - DAY),
        expires_at=Instant(START + 400 * DAY),
    )
    return sign_grant(grant, key)


def fingerprint(world: World) -> str:
    """The server's chain and the desks' cursors: equal for equal stories."""
    told = [world.server.service.head().chain, *(str(desk.core.cursor) for desk in world.desks)]
    return hashlib.sha256("/".join(told).encode()).hexdigest()[:16]


def fresh_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
