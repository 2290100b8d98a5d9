"""What was promised, taken and given back for an order, and what is still owed: it adds up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.desk.order.detail import OrderDetail
from app.orders.balance import owed_minor
from app.orders.detail import RawEvent
from app.orders.states import Units
from app.payments.queries import Payment
from app.payments.states import PaymentState


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. The three amounts are changes: positive is more promised, taken or owed."""

    at: int
    kind: str  # placed | added | shipping | cancelled | promised | taken | given_back | …
    detail: str = ""  # the tender, or the number of a return
    reference: str = ""
    promised_minor: int = 0
    taken_minor: int = 0
    owed_minor: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The oldest first; the sums are how it stands now."""

    entries: tuple[Entry, ...]

    @property
    def promised_minor(self) -> int:
        return sum(entry.promised_minor for entry in self.entries)

    @property
    def taken_minor(self) -> int:
        return sum(entry.taken_minor for entry in self.entries)

    @property
    def owed_minor(self) -> int:
        return sum(entry.owed_minor for entry in self.entries)


def ledger_of(detail: OrderDetail) -> Ledger:
    entries = [
        *_price(detail),
        *(entry for payment in detail.card.payments for entry in _tender(payment)),
        *_given_back(detail),
        *(
            Entry(given.at, "goodwill", reference=given.reason, taken_minor=-given.amount_minor)
            for given in detail.given
        ),
        *_returned(detail),
    ]
    return Ledger(tuple(sorted(entries, key=lambda entry: entry.at)))


def _price(detail: OrderDetail) -> Iterator[Entry]:
    """What it cost when it was placed, then what each act added or took off."""
    draft = _Draft(detail)
    cost = draft.cost()
    yield Entry(detail.card.head.placed_at, "placed", owed_minor=cost)
    for events in _acts(detail.events):
        kind = ""
        for event in events:
            kind = draft.apply(event) or kind
        after = draft.cost()
        if kind and after != cost:
            yield Entry(events[0].at, kind, owed_minor=after - cost)
        cost = after


def _acts(events: Sequence[RawEvent]) -> list[list[RawEvent]]:
    found: dict[str, list[RawEvent]] = {}
    for event in events:
        found.setdefault(event.command_id, []).append(event)
    return list(found.values())


class _Draft:
    """The order as it was sold, played forward through its history by the handlers' arithmetic.

    An event that changed something tells what was before; what came after is before the next one.
    """

    def __init__(self, detail: OrderDetail) -> None:
        self._card = detail.card
        added = {event.line_id for event in detail.events if event.act == "add"}
        self._there = {line.line_id for line in detail.card.lines} - added
        self._gone: dict[str, int] = {}
        charges = [int(e.reason) for e in detail.events if e.act == "change_shipping"]
        self._charges = [*charges, detail.card.charges_minor]
        clawed = [int(e.reason) for e in detail.events if e.act == "claw_back"]
        self._clawed = [*clawed, detail.card.clawed_minor]
        self._methods = {line.line_id: [line.method] for line in detail.card.lines}
        for event in reversed(detail.events):
            if event.act == "change_delivery" and event.line_id in self._methods:
                self._methods[event.line_id].insert(0, event.reason.partition("/")[0])

    def apply(self, event: RawEvent) -> str:
        """The kind of entry that this makes; empty when it is none about money."""
        line_id = event.line_id or ""
        if event.act == "add":
            self._there.add(line_id)
            return "added"
        if event.act == "change_shipping":
            self._charges.pop(0)
            return "shipping"
        if event.act == "claw_back":
            self._clawed.pop(0)
            return ""  # with the units that were cancelled
        if event.act == "change_delivery":
            self._methods[line_id].pop(0)
            return "shipping"
        if event.target == Units.CANCELLED.value:
            self._gone[line_id] = self._gone.get(line_id, 0) + event.quantity
            return "cancelled"
        return ""

    def cost(self) -> int:
        order = {
            "charges_minor": self._charges[0],
            "rounding_minor": self._card.rounding_minor,
            "appeased_minor": 0,
            "clawed_minor": self._clawed[0],
        }
        lines = [
            {
                "total_minor": line.total_minor,
                "ordered": line.ordered,
                "method": self._methods[line.line_id][0],
                Units.CANCELLED.value: self._gone.get(line.line_id, 0),
            }
            for line in self._card.lines
            if line.line_id in self._there
        ]
        return owed_minor(order, lines)


def _tender(payment: Payment) -> Iterator[Entry]:
    if payment.state == PaymentState.PENDING.value:
        yield Entry(
            payment.at, "promised", detail=payment.kind, promised_minor=payment.amount_minor
        )
    if payment.captured_minor:
        yield Entry(
            payment.at,
            "taken",
            detail=payment.kind,
            reference=payment.reference,
            taken_minor=payment.captured_minor,
            owed_minor=-payment.captured_minor,
        )


def _given_back(detail: OrderDetail) -> Iterator[Entry]:
    """Refunds of cancelled goods: their rows are on the server, their sum is in the header."""
    elsewhere = sum(taken.paper.refund_minor for taken in detail.returns)
    elsewhere += sum(given.amount_minor for given in detail.given)
    amount = detail.card.head.refunded_minor - elsewhere
    cancels = [event.at for event in detail.events if event.target == Units.CANCELLED.value]
    if amount > 0:
        at = max(cancels, default=detail.card.head.placed_at)
        yield Entry(at, "given_back", taken_minor=-amount, owed_minor=amount)


def _returned(detail: OrderDetail) -> Iterator[Entry]:
    """The goods came back and the money went: nothing is owed for them on either side."""
    for taken in detail.returns:
        paper = taken.paper
        yield Entry(
            paper.taken_at, "returned", detail=paper.number, taken_minor=-paper.refund_minor
        )
