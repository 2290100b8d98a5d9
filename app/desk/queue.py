"""What has this person to do now, by role and the least slack first, and what did they do today."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy.engine import Connection

from app.cases.queries import cases_for, forecasts
from app.customers.callbacks import open_calls
from app.customers.queries import names_of
from app.desk.surroundings import kept_work
from app.fulfillment.due import due_parcels, late_parcels, left_parcels
from app.fulfillment.queries import ParcelCard
from app.identity.roles import Role
from app.kit.clock import DAY, MINUTE, Instant, as_datetime, from_datetime
from app.orders.drafts import parked_drafts
from app.orders.due import WaitingOrder, broken_promises, old_orders, unpaid_orders
from app.orders.queries import heads_of
from app.places.queries import all_sites
from app.returns.waiting import TO_DECIDE, failed_refunds, open_by_mail
from app.routing.rules.stored import returned_sets
from app.stock.states import TransferState
from app.stock.transfers import Transfer, transfers_from, transfers_to
from app.storage.outbox import done_since
from app.work.pulling import pull_next
from app.work.queries import UNTOLD, open_items, work_of

CALLBACK = "call/"  # before the id of a promise to ring back
WORK_ITEM = "work/"  # before the id of an item of work
MOST = 100  # of one kind; whoever has more begins with these
LEFT_FOR = 5 * DAY  # so long a parcel waits before somebody calls the customer
LEFT_SOON = DAY  # before that it is on the list
SEND_WITHIN = DAY  # another place waits, and the van may come today
COMES_SOON = DAY  # before it is expected nobody has to do anything
TOLD_FOR = 7 * DAY  # of rules that went back: so long somebody may be away
OLD = DAY  # an order that is open for longer is looked at (ux.md 3.11: orders over 24 h)
BAD = 10 * MINUTE  # as on the pickup board


class DueKind(StrEnum):
    CASE = "case"
    DOUBT = "doubt"  # what this desk did and cannot play again
    PICK = "pick"
    LEFT = "left"  # ready, and nobody comes
    COUNT = "count"
    PUT_AWAY = "put_away"  # goods of a cancelled order
    SEND = "send"  # goods for which another place asked
    COMING = "coming"  # goods from another place, to be counted in
    PARKED = "parked"
    UNPAID = "unpaid"
    CALL = "call"  # somebody was promised to be rung back
    LATE = "late"  # a promise that was not kept
    OLD = "old"
    RETURN = "return"  # by mail, beyond the rules: somebody lets it pass or not
    REFUND = "refund"  # could not be paid, and is owed
    RULES = "rules"  # rules that went back by themselves


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: the queue is a person's at a place."""

    user_id: str
    role: str
    site_id: str
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. `id` is unique among all kinds, `subject_id` what the screen opens.

    `due_at` None: it has no time of its own and stands behind those that have, oldest first.
    `start_by`: when it must be begun to be in time, by the hours of the place; in that order.
    `owner` has it in hand, and nobody else is sent to it before `lease_until`.
    """

    id: str
    kind: DueKind
    subject_id: str
    since: int
    due_at: int | None = None
    number: str = ""
    name: str = ""
    what: str = ""  # a code: of the case, the reason, the SKU; what a call is about
    count: int = 0
    site: str = ""
    start_by: int | None = None
    zone: str = ""
    owner: str = ""
    lease_until: int | None = None

    @property
    def begin(self) -> int | None:
        """When it is its turn: what takes no time is begun when it is due."""
        return self.due_at if self.start_by is None else self.start_by


@dataclass(frozen=True, slots=True)
class MyDay:
    """What this person did on this desk since midnight, by kind of command, and has in hand."""

    done: Mapping[str, int] = field(default_factory=dict)
    drafts: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """`known`: the role has a queue at all."""

    rows: tuple[Due, ...] = ()
    mine: MyDay = field(default_factory=MyDay)
    known: bool = True

    def urgent(self, now: int) -> list[Due]:
        """What must be begun within ten minutes; what has no time is never urgent."""
        return [row for row in self.rows if row.begin is not None and row.begin <= now + BAD]

    def next_due(self, now: int) -> int | None:
        """When the first is due of what need not be begun yet."""
        later = [row for row in self.rows if row.begin is not None and row.begin > now + BAD]
        return min((row.due_at for row in later if row.due_at is not None), default=None)


Source = Callable[[Connection, Asker, Instant], Iterable[Due]]


def home(db: Connection, asker: Asker, now: Instant) -> Home:
    sources = QUEUES.get(asker.role)
    if sources is None:
        return Home(known=False)
    rows = [row for source in sources for row in source(db, asker, now)]
    return Home(tuple(sorted(_once(rows), key=_when)), _my_day(db, asker, now))


def take_next(shown: Home, user_id: str, now: Instant) -> tuple[Due | None, bool]:
    """What this person takes next; True when they have enough in hand to finish first."""
    pulled = pull_next(shown.rows, user_id, now)
    return next((row for row in shown.rows if row.id == pulled.item_id), None), pulled.full


def _when(row: Due) -> tuple[bool, int, str]:
    return row.begin is None, row.since if row.begin is None else row.begin, row.id


def _once(rows: Iterable[Due]) -> Iterable[Due]:
    """An unpaid order that is old as well is told once."""
    return {row.id: row for row in rows}.values()


def _my_day(db: Connection, asker: Asker, now: Instant) -> MyDay:
    midnight = as_datetime(now, asker.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    kept = kept_work(db, asker.user_id)
    return MyDay(done_since(db, asker.user_id, from_datetime(midnight)), kept.open, kept.parked)


# ---------------------------------------------------------------- the kinds


def _cases(db: Connection, asker: Asker, _now: Instant) -> Iterable[Due]:
    """Due since they are there; what a colleague was given is not this person's."""
    found = cases_for(db, asker.user_id, None, MOST).rows
    heads = heads_of(db, {case.order_id for case in found if case.order_id})
    for case in found:
        head = heads.get(case.order_id)
        yield Due(
            f"case/{case.case_id}",
            DueKind.CASE,
            case.case_id,
            since=case.opened_at,
            due_at=case.opened_at,
            number=case.number or (head.number if head else ""),
            name=head.customer_name if head else "",
            what=case.kind.value,
            site=case.site_name,
        )


def _doubts(db: Connection, _asker: Asker, _now: Instant) -> Iterable[Due]:
    for told in forecasts(db)[:MOST]:
        command = told.command
        yield Due(
            f"doubt/{command.command_id}",
            DueKind.DOUBT,
            command.command_id,
            since=command.at,
            due_at=command.at,
            number=command.number,
            what=command.kind,
        )


def _picks(db: Connection, asker: Asker, _now: Instant) -> Iterable[Due]:
    cards = due_parcels(db, asker.site_id, MOST)
    timeless = heads_of(db, (card.order_id for card in cards if card.due_at is None))
    work = work_of(db, (card.fulfillment_id for card in cards))
    for card in cards:
        head = timeless.get(card.order_id)
        due = _parcel(card, DueKind.PICK, since=head.placed_at if head else 0)
        told = work.get(card.fulfillment_id, UNTOLD)
        yield replace(
            due,
            start_by=told.start_by,
            zone=told.zone,
            owner=card.claimed_by or "",
            lease_until=told.lease_until,
        )


def _left(db: Connection, asker: Asker, now: Instant) -> Iterable[Due]:
    for card in left_parcels(db, asker.site_id, now - LEFT_FOR + LEFT_SOON, MOST):
        yield _parcel(card, DueKind.LEFT, (card.ready_at or now) + LEFT_FOR)


def _late(db: Connection, _asker: Asker, now: Instant) -> Iterable[Due]:
    """Wherever it is to be picked, or where no place has it yet: the caller will ask about it."""
    names = {site.site_id: site.name for site in all_sites(db)}
    for card in late_parcels(db, now, MOST):
        yield _parcel(card, DueKind.LATE, site=names.get(card.site_id, ""))
    for order in broken_promises(db, now, MOST):
        yield _order(order, DueKind.LATE, order.at)


def _parcel(
    card: ParcelCard, kind: DueKind, due_at: int | None = None, *, since: int = 0, site: str = ""
) -> Due:
    return Due(
        f"parcel/{card.fulfillment_id}",
        kind,
        card.order_id if kind is DueKind.LATE else card.fulfillment_id,
        since=since or card.ready_at or card.due_at or 0,
        due_at=card.due_at if due_at is None else due_at,
        number=card.number,
        name=card.customer_name,
        what=card.bin_code if kind is DueKind.LEFT else card.claimed_by or "",
        count=card.units,
        site=site,
    )


def _work(db: Connection, asker: Asker, _now: Instant) -> Iterable[Due]:
    for item in open_items(db, asker.site_id, MOST):
        yield Due(
            WORK_ITEM + item.item_id,
            DueKind(item.kind),
            item.product_id,
            since=item.made_at,
            due_at=item.due_at,
            number=item.sku,
            name=item.name,
            what=item.reason,
        )


def _to_send(db: Connection, asker: Asker, _now: Instant) -> Iterable[Due]:
    for asked in transfers_from(db, asker.site_id):
        if asked.state is TransferState.REQUESTED:
            yield _transfer(asked, DueKind.SEND, asked.asked_at, asked.asked_at + SEND_WITHIN)


def _coming(db: Connection, asker: Asker, now: Instant) -> Iterable[Due]:
    for sent in transfers_to(db, asker.site_id):
        eta = sent.eta or now
        if sent.state is TransferState.SENT and eta <= now + COMES_SOON:
            yield _transfer(sent, DueKind.COMING, sent.sent_at or eta, eta)


def _transfer(told: Transfer, kind: DueKind, since: int, due_at: int) -> Due:
    return Due(
        f"transfer/{told.transfer_id}",
        kind,
        told.transfer_id,
        since=since,
        due_at=due_at,
        number=told.number,
        name=told.to_name if kind is DueKind.SEND else told.from_name,
        count=told.left,
    )


def _parked(db: Connection, _asker: Asker, _now: Instant) -> Iterable[Due]:
    for kept in parked_drafts(db)[:MOST]:
        yield Due(
            f"draft/{kept.draft.draft_id}",
            DueKind.PARKED,
            kept.draft.draft_id,
            since=kept.parked_at or kept.saved_at,
            name=kept.title,
            count=sum(line.quantity for line in kept.draft.lines),
        )


def _unpaid(db: Connection, _asker: Asker, _now: Instant) -> Iterable[Due]:
    return (_order(order, DueKind.UNPAID) for order in unpaid_orders(db, MOST))


def _calls(db: Connection, asker: Asker, now: Instant) -> Iterable[Due]:
    found = open_calls(db, asker.user_id, now, MOST, care=asker.role == Role.AGENT)
    names = names_of(db, sorted({call.customer_id for call in found}))
    heads = heads_of(db, {call.order_id for call in found if call.order_id})
    for call in found:
        head = heads.get(call.order_id)
        yield Due(
            CALLBACK + call.callback_id,
            DueKind.CALL,
            call.customer_id,
            since=call.made_at,
            due_at=call.due_at,
            number=head.number if head else "",
            name=names.get(call.customer_id, ""),
            what=call.about,
        )


def _returns(db: Connection, _asker: Asker, _now: Instant) -> Iterable[Due]:
    for asked in open_by_mail(db, TO_DECIDE):
        yield Due(
            f"return/{asked.return_id}",
            DueKind.RETURN,
            asked.return_id,
            since=asked.asked_at,
            number=asked.number,
            name=asked.customer_name,
            count=asked.units,
        )


def _refunds(db: Connection, asker: Asker, _now: Instant) -> Iterable[Due]:
    for owed in failed_refunds(db, asker.site_id):
        yield Due(
            f"refund/{owed.refund_id}",
            DueKind.REFUND,
            str(owed.refund_id),
            since=owed.taken_at,
            number=owed.number,
            name=owed.customer_name,
        )


def _old(db: Connection, asker: Asker, now: Instant) -> Iterable[Due]:
    found = old_orders(db, asker.site_id, now - OLD, MOST)
    return (_order(order, DueKind.OLD, order.at + OLD) for order in found)


def _rules_back(db: Connection, _asker: Asker, now: Instant) -> Iterable[Due]:
    for told in returned_sets(db, Instant(now - TOLD_FOR)):
        yield Due(
            f"rules/{told.set_id}",
            DueKind.RULES,
            told.set_id,
            since=told.at,
            due_at=told.at,
            number=f"v{told.version}",
            name=told.name,
            what=told.why.value,
            count=told.percent,
        )


def _order(order: WaitingOrder, kind: DueKind, due_at: int | None = None) -> Due:
    return Due(
        f"order/{order.head.order_id}",
        kind,
        order.head.order_id,
        since=order.at,
        due_at=due_at,
        number=order.head.number,
        name=order.head.customer_name,
        what=order.head.status.value,
        count=order.head.units,
    )


# Whose work is what. A role that is not named has no queue; of one thing the last kind is told.
QUEUES: Mapping[str, tuple[Source, ...]] = {
    Role.AGENT: (_cases, _doubts, _calls, _unpaid, _parked, _late),
    Role.CLERK: (_cases, _doubts, _calls, _left, _work, _coming, _refunds, _parked, _picks),
    Role.MANAGER: (
        _cases,
        _doubts,
        _calls,
        _unpaid,
        _left,
        _work,
        _to_send,
        _coming,
        _returns,
        _refunds,
        _old,
        _picks,
        _rules_back,
    ),
    Role.INVENTORY: (_work, _to_send, _coming, _picks, _rules_back),
    Role.ADMIN: (_rules_back,),
}
