"""What a clerk does with an order at one place: claim, pick, stage, hand over."""

from enum import StrEnum

import msgspec
from msgspec import field

from app.fulfillment.states import ShortNext, ShortReason
from app.kit.commands import Command
from app.payments.commands import TenderTaken

# Top-level fields that tell who a person is: redacted from a body once it was applied.
PERSONAL = frozenset({"proxy_name"})


class Proof(StrEnum):
    """What was seen at the counter."""

    ID = "id"
    PROXY = "proxy"


class Claim(Command, frozen=True, kw_only=True):
    """Take it, or take it over from a colleague."""

    fulfillment_id: str


class Unclaim(Command, frozen=True, kw_only=True):
    fulfillment_id: str


class Pick(Command, frozen=True, kw_only=True):
    """Fact: so many units of an order line are in hand. `line_id` is the order line's id."""

    fulfillment_id: str
    line_id: str
    quantity: int = 1


class UndoPick(Command, frozen=True, kw_only=True):
    fulfillment_id: str
    line_id: str
    quantity: int = 1


class ShortPick(Command, frozen=True, kw_only=True):
    """Fact: so many units could not be picked here, and why; `then` is what the customer wants."""

    fulfillment_id: str
    line_id: str
    quantity: int
    reason: ShortReason
    then: ShortNext


class UndoShort(Command, frozen=True, kw_only=True):
    """Fact: the units that a short pick (`short_id`, its command) told missing were found after
    all.

    `corrected` is what that command took from the books, as it told: a desk that does not hold
    its movements any more goes by it, the server by what it wrote itself.
    """

    fulfillment_id: str
    line_id: str
    short_id: str
    corrected: int = 0


class Stage(Command, frozen=True, kw_only=True):
    """All lines are picked or short: the parcel lies in a bin and waits for its customer."""

    fulfillment_id: str
    bin_code: str


class HandedLine(msgspec.Struct, frozen=True, kw_only=True):
    line_id: str
    quantity: int


class HandOver(Command, frozen=True, kw_only=True):
    """Fact: the customer, or a named proxy, has the goods. `tenders` is what was paid just now.

    `lines` is what left, so that the server can book it whatever became of the parcel there; a
    desk of before it had the field tells none, and gave what the parcel has.
    """

    fulfillment_id: str
    proof: Proof
    code_checked: bool
    proxy_name: str = ""
    tenders: list[TenderTaken] = field(default_factory=list)
    lines: list[HandedLine] = field(default_factory=list)


class SendToStore(Command, frozen=True, kw_only=True):
    """Fact: the parcel is on its way to the store where its customer collects it; with these lines,
    so that the server can book it whatever became of the parcel there."""

    fulfillment_id: str
    lines: list[HandedLine]


class UndoSend(Command, frozen=True, kw_only=True):
    """Fact: it has not left after all."""

    fulfillment_id: str


class ReceiveAtStore(Command, frozen=True, kw_only=True):
    """Fact: this came with a parcel from another place, and lies in a bin for its customer. Without
    lines and bin: it is lost."""

    fulfillment_id: str
    lines: list[HandedLine]
    bin_code: str = ""


class UndoStage(Command, frozen=True, kw_only=True):
    """It was staged by mistake: back into the clerk's hands."""

    fulfillment_id: str


class UndoHandOver(Command, frozen=True, kw_only=True):
    """Fact: nobody took the goods, they lie in their bin. Money that was taken stays taken."""

    fulfillment_id: str


class PutBack(Command, frozen=True, kw_only=True):
    """A parcel that waited is taken apart and returned to the shelf, to be picked again."""

    fulfillment_id: str
    reason: str
