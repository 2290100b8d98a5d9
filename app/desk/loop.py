"""The desk's conversation with its server: does what the sync core says, on two threads."""

import logging
import queue
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import DatabaseError

from app.desk.damage import told_of
from app.desk.lanes import Lane
from app.desk.store import DeskStore
from app.kit.changes import ChangeSet
from app.kit.clock import MINUTE, SECOND, Clock, Instant, after, steady
from app.kit.errors import Refusal, Unreachable
from app.sync import wire
from app.sync.core import (
    NOT_TRIED,
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
    PutOff,
    SendCommands,
    Sent,
    StartAnew,
    SyncCore,
    TakeSnapshot,
    Tick,
    Trying,
)
from app.sync.feed import Page
from app.sync.rebase import Preempted
from app.sync.taking import Arriving, Taking
from app.sync.transport import Transport

log = logging.getLogger("gerai.sync")
T = TypeVar("T")
NOTED_EVERY = 5 * MINUTE
HANG_UP = 0.2  # seconds between two calls to end a long poll
LONGEST_NAP = 1.0  # seconds until a thread looks whether time alone brings something
WHOLE_WAITS = 60  # seconds that a shop which has arrived gives way to people
WHOLE_RESTS = 1.0  # seconds: whoever pressed a key presses another
TRIES = 2  # of one page: the second begins right behind the command that the first gave way to


@dataclass(frozen=True, slots=True)
class LinkState:
    link: Link
    since: int = 0
    trouble: str = ""
    caught_up_at: Instant | None = None  # a steady moment
    caught_up: bool = False  # since the link came up
    trying: Trying = NOT_TRIED  # at a steady moment


class SyncLoop:
    """Two daemon threads around one SyncCore. `heard` gets changes, `linked` the link's
    state, `forget` is the end: this device was revoked and has brought all it did."""

    def __init__(
        self,
        store: DeskStore,
        transport: Transport,
        write_lane: Lane,
        clock: Clock,
        *,
        heard: Callable[[ChangeSet], None],
        linked: Callable[[LinkState], None],
        forget: Callable[[], None],
        long_poll: int = wire.POLL_SECONDS,
    ) -> None:
        self._store = store
        self._transport = transport
        self._lane = write_lane
        self._clock = clock
        self._heard = heard
        self._linked = linked
        self._forget = forget
        self._taking = Taking(store.arriving())
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._core = SyncCore(*store.stand(), jitter=random.random, long_poll=long_poll)
        # A desk that was started again is alone for as long as before: its 72 hours go on.
        self._since = Instant(store.state()["contact_at"] or clock.now())
        self._turned_at = self._noted_at = steady(clock)
        self._told: LinkState | None = None
        self._work: dict[Channel, queue.Queue[Action | None]] = {c: queue.Queue() for c in Channel}
        self._threads = [
            threading.Thread(
                target=self._run, args=(channel,), name=f"gerai-{channel}", daemon=True
            )
            for channel in Channel
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()
        self._step(Tick())

    def committed(self, last_seq: int) -> None:
        self._step(Committed(last_seq))

    def poke(self) -> None:
        """Try the server now, whatever the back-off says."""
        with self._lock:
            self._core.hurry()
        self._step(Tick())

    def state(self) -> LinkState:
        with self._lock:
            core = self._core
            at = core.caught_up_at
            caught_up = at is not None and at >= self._turned_at
            return LinkState(core.link, self._since, core.trouble, at, caught_up, core.trying)

    @property
    def arriving(self) -> Arriving:
        return self._taking.so_far

    def close(self) -> None:
        self._stopping.set()
        self._transport.interrupt()
        for channel in Channel:
            self._work[channel].put(None)
        for thread in self._threads:
            while thread.is_alive():
                thread.join(timeout=HANG_UP)
                self._transport.interrupt()  # a poll may have begun after the first call
        self._transport.close()
        self._taking.close()

    def _step(self, event: Event) -> None:
        with self._lock:
            before, now = self._core.link, steady(self._clock)
            actions = self._core.on(event, now)
            if self._core.link is not before:
                self._since, self._turned_at = self._clock.now(), now
        for action in actions:
            channel = Channel.PUSH if isinstance(action, SendCommands) else Channel.PULL
            self._work[channel].put(action)
        state = self.state()
        if state != self._told:
            self._told = state
            self._linked(state)

    def _run(self, channel: Channel) -> None:
        while not self._stopping.is_set():
            try:
                action = self._work[channel].get(timeout=LONGEST_NAP)
            except queue.Empty:
                self._step(Tick())
                continue
            if action is None:
                return
            self._step(self._attempt(channel, action))

    def _attempt(self, channel: Channel, action: Action) -> Event:
        try:
            return self._do(channel, action)
        except Unreachable as away:
            return Lost(channel, away.why, retry_after=away.retry_after * SECOND)
        except Refusal as refusal:
            return Lost(channel, refusal.code)
        except Exception as error:
            if self._stopping.is_set():
                return Tick()
            # A bug of ours must not end the conversation: it is logged and tried again, slower.
            log.exception("sync failed at %s", type(action).__name__)
            return Lost(channel, type(error).__name__, retry_after=10 * SECOND)

    def _do(self, channel: Channel, action: Action) -> Event:
        match action:
            case SendCommands(above, most):
                return self._send(above, most)
            case Ask(request):
                return Heard(channel, self._ask(request))
            case Apply(page, yields):
                return self._apply(page, yields=yields)
            case TakeSnapshot(at, known):
                return self._take_all(at, known)
            case CompareSums():
                return Heard(channel, self._compare())
            case AskReconcile():
                offer, through = self._on_lane(self._store.offer, action)
                return Heard(channel, Offered(through, self._transport.reconcile(offer)))
            case StartAnew(reconciled, ended):
                self._on_lane(self._store.start_anew, reconciled, ended)
                return self._applied()
            case Forget():
                self._forget()
                return Tick()

    def _ask(self, request: wire.Hello | wire.Feed) -> object:
        asked_ms = self._clock.monotonic_ms()
        if isinstance(request, wire.Feed):
            told = self._transport.feed(request)
        else:
            told = self._transport.hello(request)
        if isinstance(told, wire.Welcome):
            self._on_lane(partial(self._store.heed, told, asked_ms=asked_ms))
            # A server of another version may call buckets by other names: what is here stays.
            held = None if told.action == wire.UPGRADE else told.buckets
            self._note_contact(held)
        elif steady(self._clock) >= after(self._noted_at, NOTED_EVERY):
            self._note_contact(None)  # an hour without news is no hour without the server
        return told

    def _note_contact(self, held: list[str] | None) -> None:
        self._noted_at = steady(self._clock)
        self._on_lane(self._store.met_server, self._clock.now(), held)

    def _compare(self) -> Compared:
        if self._store.is_large():
            return Compared(())
        at = self._on_lane(self._store.cursor)
        from app.sync.sums import columns_here  # once an hour: a start can do without it

        asked = wire.Sums(seq=at.seq, chain=at.chain, columns=columns_here())
        told = self._transport.sums(asked)
        found = self._store.differing(told)
        if found:
            log.error("rows differ from the server's in %s", ", ".join(found))
        return Compared(found)

    def _send(self, above: int, most: int) -> Event:
        # In one step, so that numbers and replica id belong together.
        batch, cursor = self._on_lane(
            lambda: (self._store.batch(above, most), self._store.cursor())
        )
        if not batch:
            return Heard(Channel.PUSH, Sent((), wire.Taken(server_id="", receipts=[])))
        request = wire.Commands(replica_id=cursor.replica_id, commands=batch)
        numbers = tuple(envelope.client_seq for envelope in batch)
        return Heard(Channel.PUSH, Sent(numbers, self._transport.send(request)))

    def _apply(self, page: Page, *, yields: bool) -> Event:
        for _ in range(TRIES):
            try:
                changes = self._on_lane(partial(self._store.apply, page, yields=yields))
            except Preempted:
                continue  # the lane serves the user's command before it comes back to us
            self._taking.leave()
            self._heard(changes)
            return self._applied()
        return PutOff()

    def _take_all(self, at: wire.Hello, known: frozenset[str]) -> Event:
        """The lane is asked when all has arrived: people work on while a line takes its minutes."""
        try:
            with self._transport.snapshot(self._taking.asks(at)) as (head, lines):
                self._step(Heard(Channel.PULL, head))
                self._taking.hears(head, lines)
        except Refusal:
            self._taking.forget()  # above all when it is this that fills the disk
            raise
        if head.hello:
            return Tick()
        try:
            changes = self._swapped(known)
        finally:
            self._taking.forget()  # whatever became of it: what cannot be taken in is asked anew
        self._heard(changes)
        return self._applied(whole=True)

    def _swapped(self, known: frozenset[str]) -> ChangeSet:
        """A person goes before it, for so long at most."""
        until = self._clock.monotonic_ms() + WHOLE_WAITS * 1_000
        while True:
            yields = self._clock.monotonic_ms() < until
            swap = partial(self._store.swap_mirror, yields=yields)
            try:
                return self._on_lane(swap, self._taking.head, self._taking.parts(), known)
            except Preempted:
                if self._stopping.wait(WHOLE_RESTS):
                    raise

    def _applied(self, *, whole: bool = False) -> Tick:
        """Told on the lane, where commands are counted too: one that is committed between the look
        and the word would wait until something else happens."""
        self._on_lane(lambda: self._step(Applied(*self._store.stand(), whole)))
        return Tick()

    def _on_lane(self, work: Callable[..., T], *args: object) -> T:
        future: Future[T] = self._lane.run(work, *args)
        try:
            return future.result()
        except DatabaseError as error:
            raise told_of(error, self._store.profile) from error
