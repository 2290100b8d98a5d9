"""When to say what to the server: the protocol without sockets, clocks, threads or chance.

Feed it events, do what it answers. Two conversations run side by side, PUSH for commands and PULL
for the feed; each has at most one request under way. A command leaves the outbox only when the feed
shows it, so what PUSH hears merely says how far was sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.kit.clock import HOUR, MINUTE, SECOND, Instant, after
from app.sync import wire
from app.sync.feed import Page, Whole

BACKLOG = 20  # unsent commands: more than this go up before the news come down
NEWS_WAIT = 30 * SECOND  # so long at most: who commands without a pause hears of others too
NEWS_REST = SECOND // 4  # between two tries at a till that commands without a pause
FIRST_WAIT = 1 * SECOND
LONGEST_WAIT = 2 * MINUTE
SUMS_EVERY = 1 * HOUR
# Nobody listens there: to ask often costs a server nothing, and the queue goes up within a second
# or two of its start. Any other silence may be a server in trouble, which is left in peace.
NOBODY_THERE = "ConnectError"
CLOSED = "device_revoked"  # no shop and no sums for it any more: hello says what it is to do
OFFER_UNKNOWN = "offer_unknown"  # the server came back from an older copy between two parts
UNFIT = "IntegrityError"  # a page without a row that another of its rows needs
MOST_CUTS = 3  # of pages in a row: a shop goes on where a line broke, a page begins again
ROWS_DIFFER = "rows_differ"  # trouble: this desk held other rows than it should


class Channel(StrEnum):
    PUSH = "push"
    PULL = "pull"


class Link(StrEnum):
    OFFLINE = "offline"
    ONLINE = "online"
    READ_ONLY = "read_only"  # another version, or this device was revoked


class Reading(StrEnum):
    """What PULL wants next."""

    HELLO = "hello"
    FEED = "feed"
    SNAPSHOT = "snapshot"
    RECONCILE = "reconcile"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far this desk has read, as its database says."""

    replica_id: str
    epoch: int
    seq: int
    chain: str


# --- what happened ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Committed:
    """The outbox grew; `last_seq` is its highest number."""

    last_seq: int


@dataclass(frozen=True, slots=True)
class Heard:
    """The server answered on a channel, in words of ours."""

    channel: Channel
    reply: object


@dataclass(frozen=True, slots=True)
class Sent:
    """The reply to a batch, with the outbox numbers it held, in the same order."""

    numbers: tuple[int, ...]
    taken: wire.Taken


@dataclass(frozen=True, slots=True)
class Offered:
    """What the server says of one part of the offer. `through`: the highest number in it, None
    where it was the last part."""

    through: int | None
    told: wire.Reconciled


@dataclass(frozen=True, slots=True)
class Compared:
    """The mirror was summed up; `differing` names the buckets that are not what they should be."""

    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer, or not from our server: nothing is known of what was asked."""

    channel: Channel
    why: str
    retry_after: int = 0  # microseconds the server asked for


@dataclass(frozen=True, slots=True)
class Applied:
    """The page, snapshot (`whole`) or new replica id is in the database."""

    cursor: Cursor
    last_seq: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """A person went first: of the page nothing is in the database."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed."""


Event: TypeAlias = Committed | Heard | Lost | Applied | PutOff | Tick


@dataclass(frozen=True, slots=True)
class Trying:
    """What waits was tried so often in a row in vain, and is tried again from `at` on."""

    times: int
    at: Instant


NOT_TRIED = Trying(0, Instant(0))


# --- what to do ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SendCommands:
    """Send the outbox from above `above`, at most `most` commands."""

    above: int
    most: int


@dataclass(frozen=True, slots=True)
class Ask:
    request: wire.Hello | wire.Feed


@dataclass(frozen=True, slots=True)
class AskReconcile:
    """Offer (id, hash) of archive and outbox, at most `most` from above number `above` on: ends in
    Heard(Offered) or Lost. `goes_on`: under which replica id the part before was answered."""

    above: int
    most: int
    goes_on: str = ""


@dataclass(frozen=True, slots=True)
class CompareSums:
    """Ask what the mirror should add up to, and sum it up: ends in Heard(Compared) or Lost."""


@dataclass(frozen=True, slots=True)
class TakeSnapshot:
    """Fetch the mirror anew and swap it in: Heard(Whole) when the server begins, Applied at the
    end. `known` commands are on the server."""

    at: wire.Hello
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Apply:
    """Ends in Applied, or in PutOff where it `yields` to a person's command that waits."""

    page: Page
    yields: bool


@dataclass(frozen=True, slots=True)
class StartAnew:
    """Take a new replica id and queue again what the server lacks. `ended`: what it has, where no
    snapshot will come to end it."""

    reconciled: wire.Reconciled
    ended: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Forget:
    """The server revoked this device and has all it did: nothing of the shop stays here."""


Action: TypeAlias = (
    SendCommands | Ask | AskReconcile | CompareSums | TakeSnapshot | Apply | StartAnew | Forget
)

FIRST = -(1 << 62)  # below all numbers: history has some below 1
NOTHING_OFFERED = Offered(FIRST, wire.UNHEARD)


class SyncCore:
    """`jitter()` gives a number in [0, 1); `long_poll` seconds are 0 where nobody waits (tests);
    `offers` commands at most are offered at once.

    All moments are steady ones: a clock that is set back by a day would silence the desk for one.
    """

    def __init__(
        self,
        cursor: Cursor,
        last_seq: int,
        *,
        jitter: Callable[[], float],
        long_poll: int = wire.POLL_SECONDS,
        sums_every: int = SUMS_EVERY,
        offers: int = wire.OFFER_COMMANDS,
    ) -> None:
        self.link = Link.OFFLINE
        self.reading = Reading.HELLO
        self.cursor = cursor
        self.last_seq = last_seq
        self.sent_through = 0  # highest number the server answered since we last met it
        self._shown_by = 0  # the feed's number by which it shows all of that
        self.caught_up_at: Instant | None = None
        self.trouble = ""
        self._jitter = jitter
        self._long_poll = long_poll
        self._busy: set[Channel] = set()
        self._old_numbers = False  # the batch under way bears numbers of an earlier replica id
        self._offers = offers
        self._offered = NOTHING_OFFERED  # how far, and what was told of it
        # What the server has of a queue that began anew, until the shop is here that ends it.
        self._known: wire.Reconciled | None = None
        self._quiet_until = {channel: Instant(0) for channel in Channel}
        self._news_at = Instant(0)
        self._again_at = Instant(0)  # not before: what the feed passed over is offered again
        self._offered_again = False  # and to no avail, as long as any of it waits here
        self._put_off_at: Instant | None = None  # when a person first went before the news
        self._cuts = 0  # of pages, in a row
        self._failures = 0
        self._tries = dict.fromkeys(Channel, 0)  # in a row, each without an answer
        self._batch = wire.BATCH_COMMANDS
        self._revoked = False  # it brings what it did, and then forgets
        self._forgot = False
        self._sums_every = sums_every
        self._sums_at: Instant | None = None
        self._taken_anew = False  # because the sums differed

    def on(self, event: Event, now: Instant) -> list[Action]:
        """Take in what happened; what to do now. Each Ask/Send ends in one Heard or Lost."""
        doing: list[Action] = []
        match event:
            case Committed(last_seq):
                self.last_seq = max(self.last_seq, last_seq)
            case Heard(channel, reply):
                self._busy.discard(channel)
                self._failures = self._tries[channel] = 0
                if channel is Channel.PULL:
                    self._news_at = now
                doing = self._heard(reply, now)
            case Lost(channel, why, retry_after):
                self._busy.discard(channel)
                self._lost(channel, why, retry_after, now)
            case Applied(cursor, last_seq, whole):
                self._busy.discard(Channel.PULL)
                self._news_at, self._put_off_at = now, None
                self.cursor, self.last_seq = cursor, last_seq
                if self.reading is Reading.RECONCILE and self._known is not None:
                    self.reading = Reading.SNAPSHOT  # the queue has begun anew
                self._offered_again &= bool(last_seq) and not whole
                if whole:
                    self.link, self.reading, self._known = Link.ONLINE, Reading.FEED, None
                    self.sent_through, self._shown_by, self._failures = 0, 0, 0
                    self._sums_at = now
                if self._revoked:
                    self.reading = Reading.HELLO  # there is nothing to read for it
                if self.reading is Reading.FEED:
                    self.caught_up_at = now
                    if cursor.seq >= self._shown_by:
                        self._offer_again(now)
            case PutOff():
                # What waited is stale: the next page ends more of the commands that this one
                # would have played again.
                self._busy.discard(Channel.PULL)
                self._put_off_at = self._put_off_at or now
                self._quiet_until[Channel.PULL] = after(now, NEWS_REST)
            case Tick():
                pass
        return doing + self._next(now)

    def hurry(self) -> None:
        """A person asks for it: forget the waits."""
        self._quiet_until = {channel: Instant(0) for channel in Channel}

    @property
    def trying(self) -> Trying:
        """The server itself is looked for first, while it is away."""
        if self.link is not Link.OFFLINE and not self._may_push():
            return NOT_TRIED
        channel = Channel.PULL if self.link is Link.OFFLINE else Channel.PUSH
        times = self._tries[channel]
        return Trying(times, self._quiet_until[channel]) if times else NOT_TRIED

    def _next(self, now: Instant) -> list[Action]:
        doing: list[Action] = []
        if self._forgot:
            return doing
        if self._has_brought_all():
            # What it heard may have come from a server that was restored since.
            self.reading = Reading.RECONCILE
            self._quiet_until[Channel.PULL] = Instant(0)
        if self._free(Channel.PULL, now) and not self._uploads_first(now):
            self._busy.add(Channel.PULL)
            doing.append(self._pull(now))
        if self._free(Channel.PUSH, now) and self._may_push():
            self._busy.add(Channel.PUSH)
            doing.append(SendCommands(above=self.sent_through, most=self._batch))
        return doing

    def _may_push(self) -> bool:
        # While the shop arrives what is done here goes up, unless its numbers are new: the server
        # has some of that already, and only the shop will tell which.
        whole = self.reading is Reading.SNAPSHOT and self._known is None
        takes = self.link is Link.ONLINE and (self.reading is Reading.FEED or whole)
        brings = self._must_upgrade() or (self._revoked and self.reading is Reading.HELLO)
        return (takes or brings) and self.last_seq > self.sent_through

    def _must_upgrade(self) -> bool:
        """What was done here is brought all the same; a newer server has no news for us."""
        return self.link is Link.READ_ONLY and self.trouble == wire.UPGRADE

    def _has_brought_all(self) -> bool:
        """The feed of a revoked device is closed: the answers to its commands have to do, and a
        last look at whether the server lacks any."""
        settled = self.reading is Reading.HELLO and not self._busy
        return self._revoked and settled and self.sent_through >= self.last_seq

    def _uploads_first(self, now: Instant) -> bool:
        """Each page replays what is still unsent, so after an hour alone one page would hold the
        desk for seconds. While sending gets on it goes first; in a back-off the news come as ever.
        """
        waiting = self.last_seq - self.sent_through
        sends = Channel.PUSH in self._busy or now >= self._quiet_until[Channel.PUSH]
        patient = now < after(self._news_at, NEWS_WAIT)
        return sends and patient and self._may_push() and waiting > BACKLOG

    def _yields(self, now: Instant) -> bool:
        """A person goes before the news: for so long at most, but as long as many commands wait,
        for to play them all again could hold the desk for seconds."""
        first = self._put_off_at
        patient = first is None or now < after(first, NEWS_WAIT)
        return patient or self.last_seq - self.sent_through > BACKLOG

    def _pull(self, now: Instant) -> Action:
        at = self.cursor
        if self.reading is Reading.FEED and self._sums_at is not None and now >= self._sums_at:
            self._sums_at = after(now, self._sums_every)  # whatever comes of it
            return CompareSums()
        match self.reading:
            case Reading.HELLO:
                return Ask(wire.greeting(at))
            case Reading.FEED:
                return Ask(
                    wire.Feed(
                        replica_id=at.replica_id,
                        epoch=at.epoch,
                        seq=at.seq,
                        chain=at.chain,
                        wait=self._long_poll,
                    )
                )
            case Reading.SNAPSHOT:
                if self._known is None:
                    return TakeSnapshot(wire.greeting(at), frozenset())
                # Where it has read to may be of another history, and beyond what is told there.
                told = self._known
                begun = wire.beginning(at.replica_id, min(at.seq, told.seq))
                return TakeSnapshot(begun, frozenset(told.known))
            case Reading.RECONCILE:
                done = self._offered
                assert done.through is not None  # the last part is followed by a StartAnew
                return AskReconcile(done.through, self._offers, done.told.replica_id)

    def _heard(self, reply: object, now: Instant) -> list[Action]:
        match reply:
            case wire.Welcome(action=action, seq=seq):
                self._follow(action, now)
                if action == "ok" and seq == self.cursor.seq:
                    self.caught_up_at = now  # else only the end of a long poll would tell
            case Page():
                self.link, self._cuts = Link.ONLINE, 0
                if (reply.since, reply.since_chain) != (self.cursor.seq, self.cursor.chain):
                    return []  # an answer to an older question: it starts elsewhere
                if reply.to == reply.since and not reply.acks:
                    self.caught_up_at = now
                    self._offer_again(now)
                    return []
                self._busy.add(
                    Channel.PULL
                )  # until Applied: the next question needs the new cursor
                return [Apply(reply, self._yields(now))]
            case Whole():
                self._begins(reply)
            case Compared(differing):
                self._compared(differing)
            case Sent():
                if not self._old_numbers:
                    self._sent(reply, now)
                self._old_numbers = False
            case Offered(through, told):
                told = wire.joined(self._offered.told, told)
                if through is None:
                    self._offered = NOTHING_OFFERED
                    return self._reconciled(told)
                self._offered = Offered(through, told)
        return []

    def _reconciled(self, told: wire.Reconciled) -> list[Action]:
        if self._revoked and not told.lacking and self.last_seq <= self.sent_through:
            self._forgot = True
            return [Forget()]
        self._known = told
        self.sent_through = 0
        self._old_numbers = Channel.PUSH in self._busy
        self._busy.add(Channel.PULL)
        return [StartAnew(told, frozenset(told.known if self._revoked else ()))]

    def _follow(self, action: str, now: Instant) -> None:
        if not (self._must_upgrade() and action == wire.UPGRADE):
            # After a break nothing is known of what had been sent: offer it again.
            self.sent_through, self._shown_by = 0, 0
        self.trouble = ""
        self._offered = NOTHING_OFFERED
        self._revoked = action == wire.REVOKED
        if self._known is not None and action in wire.READS:
            action = "reconcile"  # what it had of our queue it may have lost since
        match action:
            case "ok":
                self.link, self.reading = Link.ONLINE, Reading.FEED
                if self._sums_at is None:  # a chain that opens its doors asks in the next hour
                    self._sums_at = after(now, int(self._sums_every * self._jitter()))
            case "snapshot":
                self.link, self.reading = Link.ONLINE, Reading.SNAPSHOT
            case "reconcile":
                self.link, self.reading = Link.ONLINE, Reading.RECONCILE
            case _:
                self.link, self.trouble, self.reading = Link.READ_ONLY, action, Reading.HELLO
                self._quiet_until[Channel.PULL] = after(
                    now, LONGEST_WAIT
                )  # ask again: it may be mended

    def _begins(self, whole: Whole) -> None:
        """The shop is on its way, unless the server was restored since we met."""
        if whole.hello:
            self.reading = Reading.HELLO
            return
        self.link = Link.ONLINE
        self.trouble = ROWS_DIFFER if self._taken_anew else ""
        self._busy.add(Channel.PULL)  # until Applied

    def _compared(self, differing: tuple[str, ...]) -> None:
        """Rows that are not the server's: the mirror is taken anew, once, and compared again."""
        if not differing:
            self._taken_anew = False
            if self.trouble == ROWS_DIFFER:
                self.trouble = ""
            return
        self.trouble = ROWS_DIFFER
        if not self._taken_anew:
            self._taken_anew = True
            self.reading = Reading.SNAPSHOT

    def _sent(self, sent: "Sent", now: Instant) -> None:
        self._batch = min(self._batch * 2, wire.BATCH_COMMANDS)
        if (
            not sent.numbers
        ):  # the outbox held nothing above what was sent: the feed has shown it all
            self.sent_through = max(self.sent_through, self.last_seq)
        receipts = zip(sent.numbers, sent.taken.receipts, strict=False)
        for number, (_command_id, status, seq) in receipts:
            if status in {"forked", "gap"} or (status == "id_reuse" and not seq):
                if self._must_upgrade():
                    # To begin anew takes the whole shop, which only the new version can read.
                    self._quiet_until[Channel.PUSH] = after(now, LONGEST_WAIT)
                    return
                self.reading = Reading.RECONCILE
                self._quiet_until[Channel.PULL] = Instant(0)
                return
            self.sent_through = max(self.sent_through, number)
            self._shown_by = max(self._shown_by, seq)

    def _offer_again(self, now: Instant) -> None:
        """The feed has passed what was answered, and some of it waits here still: the server was
        restored while no question was open that would have broken. What is known there all the
        same, of a time that was read past, only an offer of everything ends."""
        if not 0 < self.last_seq <= self.sent_through or now < self._again_at:
            return
        if self._offered_again:
            self.reading = Reading.RECONCILE
        self.sent_through, self._again_at = 0, after(now, NEWS_WAIT)
        self._offered_again = True

    def _lost(self, channel: Channel, why: str, retry_after: int, now: Instant) -> None:
        """Back off with full jitter. A hello comes next, for a shop the question itself."""
        self._failures += 1
        self._tries[channel] += 1
        longest = min(FIRST_WAIT << min(self._failures, 10), LONGEST_WAIT)
        if why == NOBODY_THERE:
            longest = 2 * FIRST_WAIT
        if retry_after:
            longest = FIRST_WAIT  # not all at the same moment when many were told the same
        wait = retry_after + int(longest * self._jitter())
        self._quiet_until[channel] = after(now, wait)
        self.trouble = why
        if channel is Channel.PUSH:
            self._batch = max(1, self._batch // 2)
            self._old_numbers = False
            return
        if self.link is Link.ONLINE:
            self.link = Link.OFFLINE
        if self.reading is Reading.RECONCILE:
            self._known = None  # a disk was full: nothing has begun anew, and all is offered again
            if why == OFFER_UNKNOWN:
                self._offered = NOTHING_OFFERED
        reads = self.reading is Reading.FEED
        self._cuts += reads and why == wire.CUT
        if why == UNFIT or (reads and self._cuts >= MOST_CUTS):
            self.reading, self._cuts = Reading.SNAPSHOT, 0  # such a page would never be read
        elif self.reading is Reading.FEED or why == CLOSED or self._revoked:
            self.reading, self._revoked = Reading.HELLO, False  # it may be let in again

    def _free(self, channel: Channel, now: Instant) -> bool:
        return channel not in self._busy and now >= self._quiet_until[channel]
