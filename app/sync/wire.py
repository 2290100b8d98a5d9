"""What desk and server say to each other (v1): requests and replies as JSON."""

from typing import Annotated, Any, Protocol, TypeAlias, TypeVar

import msgspec

from app.kit.errors import Unreachable
from app.storage.outbox import Envelope

T = TypeVar("T")
PROTOCOL = 1
OLDEST = 1  # the server talks with desks two releases older than itself
BATCH_COMMANDS = 200
BATCH_BYTES = 512 * 1024
OFFER_COMMANDS = 1_000  # of a reconcile in one question: 75 kB, and a moment of the one writer
POLL_SECONDS = 25
UPGRADE = "upgrade"  # of another version: a desk brings what it did, and reads no more
READS = frozenset({"ok", "snapshot"})  # said to a desk whose history is the server's
REVOKED = "revoked"  # what a device is told that shall bring what it did, and forget the rest
# A question bears a mark that is used once, and its answer the same one. What comes without it is a
# portal's, an intercepting proxy's, or an answer that was given before.
MARK = "Gerai-Mark"
# A word of our own, never a sentence of somebody's: a desk may show it (Electrum 4968).
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Figure = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]  # what every database holds


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A message. Unknown fields are passed over, so that an older side understands a newer one."""


class Enrol(Struct, frozen=True, kw_only=True):
    code: str
    name: str = ""


class Enrolled(Struct, frozen=True, kw_only=True):
    server_id: str
    device_id: str
    replica_id: str
    credential: str
    server_key: str


class Hello(Struct, frozen=True, kw_only=True):
    protocol: int
    replica_id: str
    epoch: Figure
    seq: Figure
    chain: str


class Welcome(Struct, frozen=True, kw_only=True):
    """`action`: ok, snapshot, reconcile, upgrade, or revoked."""

    server_id: str
    epoch: int
    seq: int
    now: int
    action: str
    buckets: list[str]


class Standing(Protocol):
    """How far a desk has read."""

    @property
    def replica_id(self) -> str: ...

    @property
    def epoch(self) -> int: ...

    @property
    def seq(self) -> int: ...

    @property
    def chain(self) -> str: ...


def greeting(at: Standing) -> Hello:
    """What a desk of this version says first."""
    return Hello(
        protocol=PROTOCOL, replica_id=at.replica_id, epoch=at.epoch, seq=at.seq, chain=at.chain
    )


def beginning(replica_id: str, seq: int = 0) -> Hello:
    """Of a desk that has read nothing in this history, but was told by an answer to its offer what
    of its own the server had at `seq`."""
    return Hello(protocol=PROTOCOL, replica_id=replica_id, epoch=0, seq=seq, chain="")


class Borrow(Struct, frozen=True, kw_only=True):
    """Which units the desk wants to hold for the time without the server. `request_id`: it is done
    once, however often it arrives."""

    request_id: str
    units: list[tuple[str, str, Figure]]  # (site, product, how many altogether)


class GiveBack(Struct, frozen=True, kw_only=True):
    request_id: str
    lease_ids: list[str]


class Settled(Struct, frozen=True, kw_only=True):
    """What became of it comes by the feed, up to this number."""

    server_id: str
    seq: int


class Commands(Struct, frozen=True, kw_only=True):
    replica_id: str
    commands: list[Envelope]


Told: TypeAlias = tuple[str, str, int]  # command id, status, seq


class Taken(Struct, frozen=True, kw_only=True):
    """One row per command that was taken; what is missing at the end comes again. Bodies of
    receipts come by the feed."""

    server_id: str
    receipts: list[Told]


class Feed(Struct, frozen=True, kw_only=True):
    replica_id: str
    epoch: Figure
    seq: Figure
    chain: str
    wait: int


class Behind(Struct, frozen=True, kw_only=True):
    """How far an earlier reply came before the line broke: its moment, and its last row."""

    seq: Figure
    chain: str
    entity: str
    row_id: str


class Snapshot(Struct, frozen=True, kw_only=True):
    """The reply says which of the desk's own commands it holds after `since`. `behind`: go on
    there, if this server still can. `at`: where the desk stands, for a server that was restored
    meanwhile to see it; after an offer of everything at the beginning."""

    since: Figure
    behind: Behind | None = None
    at: Hello | None = None


class Reconcile(Struct, frozen=True, kw_only=True):
    """One part of what a desk keeps. `goes_on`: the replica id that the part before was told, ""
    in the first."""

    replica_id: str
    commands: list[tuple[str, str]]  # (id, hash) of archive and outbox
    goes_on: str = ""


class Reconciled(Struct, frozen=True, kw_only=True):
    """Of what was offered, as it was at `seq`: what came in later is not in `known`.

    All parts of one offer are told the same new `replica_id`.
    """

    server_id: str
    replica_id: str
    lacking: list[str]
    known: list[str]
    seq: int = 0


CUT = "cut"  # why nothing was heard: the line broke in the midst of the answer
UNHEARD = Reconciled(server_id="", replica_id="", lacking=[], known=[], seq=2**63 - 1)


def joined(before: Reconciled, told: Reconciled) -> Reconciled:
    """Both parts of one offer as one: it is as old as the first."""
    return msgspec.structs.replace(
        told,
        lacking=[*before.lacking, *told.lacking],
        known=[*before.known, *told.known],
        seq=min(before.seq, told.seq),
    )


class Sums(Struct, frozen=True, kw_only=True):
    """What should a desk hold whose cursor is here? `columns` it keeps of each table: a newer
    server sums up no more of a row; without any it is the whole of all."""

    seq: Figure
    chain: str
    columns: dict[str, list[str]] = {}


class BucketSum(Struct, frozen=True, kw_only=True):
    """`sum` of 64-bit hashes of its rows, as 16 hex digits: JSON has no such numbers."""

    bucket: str
    rows: int
    sum: str


class Summed(Struct, frozen=True, kw_only=True):
    """`seq` is 0 when the cursor is none of this server's, or of a time when the desk was granted
    other buckets: it reads first. `news` (table → ids) changed after it
    and count in no sum."""

    server_id: str
    seq: int
    sums: list[BucketSum] = []
    news: dict[str, list[str]] = {}


class Here(Struct, frozen=True, kw_only=True):
    """Somebody has this order open on the desk that says so; without an order: no longer."""

    user_id: str
    order_id: str
    changing: bool = False  # a change of it is prepared


class Colleague(Struct, frozen=True, kw_only=True):
    user_id: str
    name: str
    changing: bool


class Beside(Struct, frozen=True, kw_only=True):
    """Who has the same order open on other desks."""

    colleagues: list[Colleague] = []


class SignIn(Struct, frozen=True, kw_only=True):
    user_id: str
    pin: str


class SignedIn(Struct, frozen=True, kw_only=True):
    server_id: str
    token: str


class Approve(Struct, frozen=True, kw_only=True):
    """A second person's PIN for one command of somebody else; `at` by the device's clock."""

    user_id: str
    pin: str
    requester_id: str
    permission: str
    amount: Figure
    command_id: str
    at: Figure


class Approved(Struct, frozen=True, kw_only=True):
    server_id: str
    token: str


class Problem(Struct, frozen=True, kw_only=True):
    """RFC 9457. `code` and `facts` are what a desk words; `title` is for people with curl."""

    type: str
    title: str
    status: int
    code: Code
    facts: dict[str, Any] = {}


def read_reply(content: bytes, kind: type[T]) -> T:
    """Unreachable: no words of our server."""
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise Unreachable("the reply is not our server's") from error
