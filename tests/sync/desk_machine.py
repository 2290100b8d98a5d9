"""A desk of the simulated shop: the production store and core without lanes, and its machine."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.identity.devices import Device
from app.kit.clock import HOUR, MINUTE, SECOND, steady
from app.kit.errors import Refusal, Unreachable
from app.kit.ids import derived_id, uuid7
from app.orders.tables import orders
from app.storage.outbox import outbox
from app.storage.prepared import prepared
from app.sync import wire
from app.sync.core import (
    Action,
    Applied,
    Apply,
    Ask,
    AskReconcile,
    Channel,
    Committed,
    Compared,
    CompareSums,
    Event,
    Forget,
    Heard,
    Link,
    Lost,
    Offered,
    SendCommands,
    Sent,
    StartAnew,
    SyncCore,
    TakeSnapshot,
    Tick,
)
from app.sync.feed import Page
from app.sync.taking import Taking
from tests.sync.moulds import KEY, desk_folder, give_grants
from tests.sync.speed import compile_once
from tests.sync.weather import Crash

if TYPE_CHECKING:
    from tests.sync.simulator import World

TIMEOUT = 30 * SECOND
POLL = 180 * MINUTE  # a waiting desk costs nothing here, so it waits long
SUMS_EVERY = 36 * HOUR
OFFERS = 7  # commands at once, so that lines break and servers are restored between two parts
SUMMED = 0.25  # of the times it is due: at rest every row is compared anyway
TICK = 10 * MINUTE  # not every minute of three days, for twelve desks
SLOW_RETRY = 10 * SECOND  # as in app/desk/loop.py
STAYS_CUT = 0.5  # of the lines that break under a snapshot: much happens before it goes on
NO_LIMIT = 1 << 30  # pages of a database


class SimulatedDesk:
    """A desk without lanes: the same store and core, driven by the world's queue."""

    def __init__(self, world: "World", number: int, *, copied: str = "") -> None:
        """`copied`: the folder of a profile that somebody copied to this computer."""
        self.world = world
        self.number = number
        self.folder = world.folder / copied if copied else desk_folder(world.folder, number)
        self.clock = world.clock()
        self.cut_until = 0
        self.image: Path | None = None  # a copy of the profile that somebody keeps
        self.since_image: set[str] = set()  # what was saved after it
        self._life = 0  # answers to an earlier life of this machine are never heard
        self._asked = itertools.count()
        self._waiting: dict[Channel, int] = {}
        self._ticking = False
        self._stale: list[Page] = []
        self._arrived = InMemory()
        self.device_id = world.shop.devices[number]
        self.site_id = self.device.site_id
        self.was_copied = bool(copied)
        self.gone = False  # it was revoked, and nothing of the shop is left on it
        self.store: DeskStore | None = None
        self.power_on()

    @property
    def device(self) -> Device:
        return self.world.server.device(self.device_id)

    # --- the machine -------------------------------------------------------------------------

    def power_on(self) -> None:
        if self.store is not None or self.gone:
            return
        self._life += 1
        profile = Profile(self.folder)
        profile.open()
        self._profile = profile
        self.store = DeskStore(
            profile, KEY, REGISTER, self.clock, self._new_id, failpoint=self._pass
        )
        compile_once(self.store._engine, self.store._writer)
        self.core = SyncCore(
            *self.store.stand(),
            jitter=self.world.random.random,
            long_poll=POLL // SECOND,
            sums_every=SUMS_EVERY,
            offers=OFFERS,
        )
        self._waiting = {}
        self._ticking = False
        self._taking = Taking(self._arrived)
        self.wake()

    def power_off(self) -> None:
        if self.store is not None:
            self.store.abandon()
            self._profile.close()
            self.store = None

    def crash(self) -> None:
        self.world.stats.crashes += 1
        self.power_off()
        self._arrived.tear(self.world.random)
        self.world.later(self.world.random.randrange(SECOND, 10 * MINUTE), self.power_on)

    def forget(self) -> None:
        self.world.stats.forgotten.add(self.device_id)
        self.gone, self.image = True, None
        self.power_off()
        shutil.rmtree(self.folder)

    def fill_disk(self, micros: int) -> None:
        """No more pages for the database until somebody has made room."""
        assert self.store is not None
        self.world.stats.full_disks += 1
        life = self._life
        (now,) = self.store.write(lambda db: db.exec_driver_sql("PRAGMA page_count").one())
        self._limit(now)
        self.world.later(micros, lambda: self._limit(NO_LIMIT) if life == self._life else None)

    def recover(self) -> None:
        """Whatever ailed it is mended: line, clock, disk and power."""
        self.cut_until = self.clock.skew = 0
        self.power_on()
        self._limit(NO_LIMIT)
        self.wake()

    def _limit(self, pages: int) -> None:
        if self.store is not None:
            self.store.write(lambda db: db.exec_driver_sql(f"PRAGMA max_page_count={pages}"))

    def _give_grants(self) -> None:
        assert self.store is not None
        world = self.world
        give_grants(self.store, world.people, self.device_id, world.server.service._private_key)

    def _new_id(self) -> str:
        return uuid7(self.world.now, self.world.random.randbytes(10))

    def _pass(self, _name: str) -> None:
        if self.world.random.random() < self.world.weather.crash_desk:
            raise Crash

    # --- the clerk ---------------------------------------------------------------------------

    def run(self, command: Any, who: str) -> Any:
        """What a screen would do; None when the power went, else the outcome."""
        assert self.store is not None
        command_id = self._new_id()
        try:
            outcome = self.store.run(
                command, self.world.people[who], online=self.online, command_id=command_id
            )
        except Crash:
            self.crash()
            return None
        if outcome.ok:
            self.world.stats.saved[command_id] = self.device_id
            self.since_image.add(command_id)
            self.world.stats.commands += 1
            self._step(Committed(self.store.last_seq()))
        else:
            self.world.stats.refused += 1
        return outcome

    def ask_server(self, request: object) -> None:
        """Beside the conversation, and at once: no answer, or a refusal, changes nothing here."""
        if self.online and self.world.now >= self.cut_until:
            with suppress(Refusal, OperationalError):
                try:
                    self.world.server.ask(self.device, request)
                except Crash:
                    self.world.server.restart()

    @property
    def online(self) -> bool:
        return self.core.link is Link.ONLINE

    def quiet(self) -> bool:
        return self.gone or (
            self.store is not None
            and self.online
            and self.core.cursor.seq == self.world.server.seq
            and self.core.sent_through >= self.core.last_seq == 0
        )

    def nothing_waits(self) -> bool:
        return self.store is None or self.store.last_seq() == 0

    # --- the conversation --------------------------------------------------------------------

    def wake(self) -> None:
        if self.store is not None:
            self.core.hurry()
            self._step(Tick())

    def _tick(self, life: int) -> None:
        if life == self._life and self.store is not None:
            self._ticking = False
            self._step(Tick())

    def _step(self, event: Event) -> None:
        if self.store is None:
            return
        for action in self.core.on(event, steady(self.clock)):
            if self.store is not None:
                self._do(action)
        waits_for_time = not self.online or self.core.last_seq > self.core.sent_through
        if waits_for_time and self.store is not None and not self._ticking:
            self._ticking, life = True, self._life
            self.world.later(TICK, lambda: self._tick(life))

    def _do(self, action: Action) -> None:
        channel = Channel.PUSH if isinstance(action, SendCommands) else Channel.PULL
        self._attempt(channel, lambda store: self._act(store, action))

    def _attempt(self, channel: Channel, work: Callable[[DeskStore], None]) -> None:
        """A full disk counts as no answer, as in app/desk/loop.py; a bug of ours flies."""
        assert self.store is not None
        try:
            work(self.store)
        except Crash:
            self.crash()
        except OperationalError as error:
            if "full" not in str(error):
                raise
            self._soon(Lost(channel, "full", retry_after=SLOW_RETRY))

    def _act(self, store: DeskStore, action: Action) -> None:
        match action:
            case SendCommands(above, most):
                batch = store.batch(above, most)
                numbers = tuple(envelope.client_seq for envelope in batch)
                if not batch:
                    nothing = wire.Taken(server_id="", receipts=[])
                    self._soon(Heard(Channel.PUSH, Sent((), nothing)))
                    return
                request = wire.Commands(replica_id=store.cursor().replica_id, commands=batch)
                self._request(Channel.PUSH, request, lambda reply: Sent(numbers, reply))
            case Ask(request):
                self._request(Channel.PULL, request, lambda reply: reply)
            case AskReconcile():
                self.world.stats.reconciles += 1
                offer, through = store.offer(action)
                self._request(Channel.PULL, offer, lambda reply: Offered(through, reply))
            case TakeSnapshot(at, known):
                self.world.stats.snapshots += 1
                lacking = self._taking.asks(at)
                self._request(Channel.PULL, lacking, lambda reply: _Whole(reply, known))
            case CompareSums() if self.world.random.random() > SUMMED:
                self._soon(Heard(Channel.PULL, Compared(())))
            case CompareSums():
                here = store.cursor()
                asked = wire.Sums(seq=here.seq, chain=here.chain)
                self._request(Channel.PULL, asked, lambda told: self._compared(store, told))
            case Apply(page):
                self.world.stats.pages += 1
                store.apply(page, yields=False)
                self._taking.leave()
                self.world.stats.vanished += store.write(_vanished)
                self._soon(self._applied())
            case StartAnew(reconciled, ended):
                store.start_anew(reconciled, ended)
                self._soon(self._applied())
            case Forget():
                self.forget()

    def _request(self, channel: Channel, request: object, wrap: Callable[[Any], object]) -> None:
        world, life, asked = self.world, self._life, next(self._asked)
        asked_ms = self.clock.monotonic_ms()
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
            except OperationalError as error:
                if "full" not in str(error):
                    raise
                reply = Lost(channel, "server_trouble")  # a 503
            except Refusal as refusal:
                reply = Lost(channel, refusal.code)
            if isinstance(reply, Page) and world.random.random() < world.weather.cut_page:
                reply = Lost(channel, wire.CUT)
            world.message(self, lambda: answer(reply))

        def answer(reply: object) -> None:
            if waits():
                del self._waiting[channel]
                self._attempt(channel, lambda store: hear(store, reply))

        def hear(store: DeskStore, reply: object) -> None:
            if isinstance(reply, wire.Welcome):
                store.heed(reply, asked_ms=asked_ms)
                store.met_server(self.clock.now(), reply.buckets)
            self._hear(store, channel, reply, wrap)

        def give_up() -> None:
            if waits():
                del self._waiting[channel]
                self._step(Lost(channel, "timeout"))

        def waits() -> bool:
            alive = life == self._life and self.store is not None
            return alive and self._waiting.get(channel) == asked

        world.message(self, arrive)
        patience = request.wait * SECOND if isinstance(request, wire.Feed) else 0
        world.later(TIMEOUT + patience, give_up)

    def _hear(
        self,
        store: DeskStore,
        channel: Channel,
        reply: object,
        wrap: Callable[[Any], object],
    ) -> None:
        if isinstance(reply, Lost):
            self._step(reply)
            return
        heard = wrap(reply)
        if isinstance(heard, _Whole):
            self._take(store, channel, heard)
            return
        if isinstance(heard, Page):
            heard = self._perhaps_stale(heard)
        self._step(Heard(channel, heard))

    def _take(self, store: DeskStore, channel: Channel, whole: "_Whole") -> None:
        """As in app/desk/loop.py, over a line that may break anywhere."""
        head, lines = whole.reply
        self._step(Heard(channel, head))
        try:
            self._taking.hears(head, self._broken(lines))
        except Unreachable as away:
            self.world.stats.broken += 1
            self._step(Lost(channel, away.why))
            return
        if head.hello:
            return
        store.swap_mirror(self._taking.head, self._taking.parts(), whole.known)
        self._taking.forget()
        self._step(self._applied(whole=True))

    def _broken(self, lines: list[bytes]) -> Iterator[bytes]:
        chance = self.world.random
        if chance.random() >= self.world.weather.cut:
            return iter(lines)
        there = chance.randrange(len(lines) + 1)
        if chance.random() < STAYS_CUT:
            self.cut_until = self.world.now + chance.randrange(6 * HOUR)
        return cut_after(lines, there)

    def _compared(self, store: DeskStore, told: wire.Summed) -> Compared:
        found = store.differing(told)
        self.world.stats.differing += [f"desk {self.number}: {bucket}" for bucket in found]
        self.world.stats.compared += bool(told.seq)
        return Compared(found)

    def _perhaps_stale(self, page: Page) -> Page:
        chance, weather = self.world.random, self.world.weather
        if self._stale and chance.random() < weather.stale:
            return chance.choice(self._stale)
        self._stale = [*self._stale[-3:], page]
        return page

    def _soon(self, event: Event) -> None:
        life = self._life
        self.world.later(1, lambda: self._step(event) if life == self._life else None)

    def _applied(self, *, whole: bool = False) -> Applied:
        assert self.store is not None
        return Applied(*self.store.stand(), whole)


_placed = sa.select(outbox.c.command_id).where(
    outbox.c.kind == "order.place", outbox.c.forecast == ""
)
_there = sa.select(orders.c.id).where(orders.c.id.in_(sa.bindparam("ids", expanding=True)))


def _vanished(db: Connection) -> list[str]:
    """Orders that wait here and are gone from the screen, though nothing speaks against them."""
    ids = {derived_id(row[0], "order", 0) for row in prepared(db, _placed).rows(db, {})}
    there = prepared(db, _there).rows(db, {"ids": sorted(ids)})
    return sorted(ids - {row[0] for row in there})


def cut_after(lines: list[bytes], count: int) -> Iterator[bytes]:
    """As a line tells them that breaks before the end; less than none: so many of the last lack."""
    yield from lines[:count]
    raise Unreachable("cut")


class InMemory:
    """What arrived of a snapshot, without a disk."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def recall(self) -> Iterator[bytes]:
        return self.lines()

    def tear(self, chance: Random) -> None:
        """The power went: its end was never written."""
        del self._lines[chance.randrange(len(self._lines) + 1) :]

    def close(self) -> None:
        """It stays."""

    def add(self, line: bytes) -> None:
        self._lines.append(line)

    def lines(self) -> Iterator[bytes]:
        return iter(self._lines)

    def clear(self) -> None:
        self._lines = []


class _Whole:
    """A snapshot that arrived, and which own commands the server is known to have."""

    __slots__ = ("known", "reply")

    def __init__(self, reply: Any, known: frozenset[str]) -> None:
        self.reply, self.known = reply, known


def _over_the_wire(request: object) -> object:
    """As the other side would read it: encoded and decoded again."""
    return msgspec.json.decode(msgspec.json.encode(request), type=type(request))
