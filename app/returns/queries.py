"""Which order comes back, what of it may, and what that would give: the returns desk."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product
from app.customers.model import search_digits
from app.customers.queries import find
from app.identity.queries import actor_of
from app.identity.roles import OFFLINE_RETURN_LIMIT, Verdict, right_of
from app.kit.clock import Instant
from app.orders.model import OrderStatus
from app.orders.queries import OrderCard, OrderHead, by_number, heads_of, order_card, recent_of
from app.payments.queries import Payment, open_drawer_of
from app.payments.states import TenderKind
from app.places.lookup import all_sites
from app.returns import rules
from app.returns.handlers.judging import PERMISSION, exception_of, gives_other_cash
from app.returns.model import RefundMode, Tender, default_disposition
from app.returns.papers import ReturnOnPaper, return_on_paper
from app.returns.refund import Past, Settlement, SoldLine, Wanted, settle, worth_of
from app.returns.rules import APPROVABLE, VerdictKind
from app.returns.sold import Sale, given_before, sale_of
from app.returns.states import Disposition, Grade, Reason, ReturnState
from app.returns.tables import blind_returns, return_lines, returns
from app.returns.waiting import expected_of
from app.stock.lookup import free_of

HITS = 9  # a digit chooses
_NUMBER = re.compile(r"[A-Z0-9]{1,12}-[0-9]{1,6}-[0-9]{6,12}")
_RETURNED = (
    sa.select(
        return_lines.c.line_id, return_lines.c.quantity, returns.c.taken_at, returns.c.site_id
    )
    .join(returns, returns.c.id == return_lines.c.return_id)
    .where(returns.c.order_id == sa.bindparam("order"), return_lines.c.quantity > 0)
    .order_by(returns.c.taken_at, return_lines.c.id)
)
# What was only announced by mail, declined or cancelled is no return yet.
_IN_HAND = [ReturnState.SETTLED.value, ReturnState.CLOSED.value, ReturnState.MANUAL_REFUND.value]
_OF_ORDER = (
    sa.select(returns.c.id, returns.c.taken_by)
    .where(returns.c.order_id == sa.bindparam("order"), returns.c.state.in_(_IN_HAND))
    .order_by(returns.c.taken_at, returns.c.id)
)
_BY_NUMBER = sa.select(returns.c.order_id).where(
    returns.c.number == sa.bindparam("number"), returns.c.order_id.is_not(None)
)

_HIGHEST = [
    sa.select(sa.func.max(table.c.number)).where(
        table.c.number >= sa.bindparam("prefix"), table.c.number < sa.bindparam("after")
    )
    for table in (returns, blind_returns)
]


@dataclass(frozen=True, slots=True)
class Hit:
    """One order to choose from."""

    order_id: str
    number: str
    customer_name: str
    site_name: str
    placed_at: int
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """Units of a line that were returned before; `elsewhere`: not at this counter's site."""

    quantity: int
    at: int
    site_name: str
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """`free_here` is what can be promised of it at this site now."""

    sold: SoldLine
    gtin: str
    style: str
    variant: str  # colour and size, where the name does not tell them
    category: str
    verdict: rules.Verdict
    window_days: int
    reasons: frozenset[str]  # that the rule takes; empty = all
    refused_grades: frozenset[str]
    promotions: tuple[str, ...]
    came_back: tuple[CameBack, ...]
    free_here: int

    @property
    def line_id(self) -> str:
        return self.sold.line_id

    @property
    def may_come_back(self) -> bool:
        """Perhaps with a second person's yes."""
        return self.verdict.kind is VerdictKind.IN_WINDOW or self.verdict.kind in APPROVABLE

    def takes_reason(self, reason: Reason) -> bool:
        return not self.reasons or reason.value in self.reasons

    def takes_grade(self, grade: Grade) -> bool:
        return grade.value not in self.refused_grades

    @property
    def paid_each_minor(self) -> int:
        """For the eye; the refund itself is exact to the last unit."""
        return self.sold.total_minor // self.sold.ordered if self.sold.ordered else 0

    def worth_minor(self, quantity: int) -> int:
        """What so many of the units that may come back were paid for."""
        return worth_of(self.sold, self.sold.returned, quantity).worth_minor

    def answers_to(self, code: str) -> bool:
        return bool(code) and code.casefold() in (self.sold.sku.casefold(), self.gtin)

    def proposed(self, grade: Grade) -> Disposition:
        return default_disposition(grade, self.category)


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """One order as a returns desk sees it. `limit_minor` None: the role has no limit."""

    order_id: str
    number: str
    status: OrderStatus
    customer_id: str | None
    customer_name: str
    currency: str
    placed_at: int
    had_at: int | None
    bought_at_site: str
    here: str
    paid_minor: int
    charges_minor: int
    rounding_minor: int
    given_before_minor: int  # by anybody
    given_by_user_minor: int  # what counts towards the limits of the person at the desk
    limit_minor: int | None
    offline_limit_minor: int
    drawer_id: str | None
    lines: tuple[ReturnLine, ...]
    tenders: tuple[Tender, ...]
    payments: tuple[Payment, ...]
    past: Past
    mail_id: str = ""  # the return by mail that these goods may be
    mail_number: str = ""
    expected: Mapping[str, int] = field(default_factory=dict)  # line → units announced

    def line(self, line_id: str) -> ReturnLine:
        return next(line for line in self.lines if line.line_id == line_id)

    def is_by_mail(self, chosen: Iterable[str], box: str = "") -> bool:
        """Are these lines the return by mail? `box`: the number on a parcel that is in hand.

        Other goods of the order that are brought to a counter leave it on its way.
        """
        came = box == self.mail_number or not self.expected.keys().isdisjoint(chosen)
        return bool(self.mail_id) and came


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One return with its lines and refunds, and who took it."""

    paper: ReturnOnPaper
    taken_by: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What F12 would do. `why_not` is the code of what keeps it from being done, `approval` of
    what a second person is asked for."""

    settlement: Settlement
    why_not: str
    approval: str = ""

    @property
    def refund_minor(self) -> int:
        return self.settlement.refund_minor

    @property
    def pending_minor(self) -> int:
        at_once = (TenderKind.CASH, TenderKind.STORE_CREDIT, TenderKind.EXCHANGE)
        return sum(part.minor for part in self.settlement.refunds if part.kind not in at_once)


def highest_return(db: Connection, prefix: str) -> str | None:
    """The highest return number that a device issued, as far as this database knows."""
    asked = {"prefix": prefix, "after": prefix + "\uffff"}
    return max((n for one in _HIGHEST if (n := db.execute(one, asked).scalar())), default=None)


def find_order(db: Connection, text: str) -> list[Hit]:
    """By order number, the code on a receipt, a return's number, or the end of a phone number."""
    typed = text.strip()
    found = number_in(typed)
    if found:
        ids = _of_return(db, found) if f"R-{found}" in typed.upper() else by_number(db, found)
        return _hits(db, list(heads_of(db, ids).values()))
    if search_digits(typed):
        callers = [hit.customer_id for hit in find(db, typed)]
        return _hits(db, recent_of(db, callers, HITS) if callers else [])
    return []


def number_in(text: str) -> str:
    """The order number in what was typed or scanned, empty when there is none."""
    found = _NUMBER.search(text.strip().upper())
    return found[0] if found else ""


def returns_of(db: Connection, order_id: str) -> tuple[TakenBack, ...]:
    """Each return of an order, the oldest first."""
    found = []
    for return_id, taken_by in db.execute(_OF_ORDER, {"order": order_id}).all():
        paper = return_on_paper(db, return_id)
        if paper is not None:
            found.append(TakenBack(paper, taken_by))
    return tuple(found)


def return_card(
    db: Connection,
    order_id: str,
    *,
    site_id: str,
    device_id: str,
    user_id: str,
    now: Instant,
) -> ReturnCard | None:
    """None when this desk does not hold the order."""
    card = order_card(db, order_id)
    if card is None:
        return None
    sites = {site.id: site.name for site in all_sites(db)}
    sale = sale_of(db, card, site_id, now)
    drawer = open_drawer_of(db, device_id)
    given = given_before(db, order_id)
    mail_id, mail_number, expected = expected_of(db, order_id)
    had = (line.had_at for line in sale.lines if line.had_at and line.fulfilled)
    return ReturnCard(
        order_id=order_id,
        number=card.head.number,
        status=card.head.status,
        customer_id=card.head.customer_id,
        customer_name=card.head.customer_name,
        currency=card.head.currency,
        placed_at=card.head.placed_at,
        had_at=max(had, default=None),
        bought_at_site=sites.get(card.head.site_id, ""),
        here=sites.get(site_id, ""),
        paid_minor=card.head.paid_minor,
        charges_minor=card.charges_minor,
        rounding_minor=card.rounding_minor,
        given_before_minor=sum(given.values()),
        given_by_user_minor=given.get(user_id, 0),
        limit_minor=_limit(actor_of(db, user_id, device_id).role),
        offline_limit_minor=OFFLINE_RETURN_LIMIT,
        drawer_id=drawer.drawer_id if drawer else None,
        lines=_lines(db, sale, site_id, sites, now),
        tenders=sale.tenders,
        payments=card.payments,
        past=sale.past,
        mail_id=mail_id,
        mail_number=mail_number,
        expected=expected,
    )


def preview(
    card: ReturnCard,
    chosen: Mapping[str, int],
    mode: RefundMode,
    *,
    offline: bool,
    reasons: Mapping[str, Reason] | None = None,
    swapped: Mapping[str, int] | None = None,
    spend_minor: int = 0,
    is_by_mail: bool = True,
) -> Preview:
    """`chosen`: line → units, at most what is left. The same arithmetic as the handler's.

    `is_by_mail`: units that were announced and let pass need nobody's yes again.
    """
    told, swaps = reasons or {}, swapped or {}
    settlement = settle(
        [line.sold for line in card.lines],
        [
            Wanted(
                line_id,
                quantity,
                told.get(line_id, Reason.OTHER),
                card.line(line_id).verdict.fee,
                min(quantity, swaps.get(line_id, 0)),
            )
            for line_id, quantity in chosen.items()
        ],
        card.tenders,
        mode,
        rounding_minor=card.rounding_minor,
        past=card.past,
        spend_minor=spend_minor,
    )
    return Preview(
        settlement,
        _why_not(card, chosen, settlement, offline),
        _approval(card, chosen, settlement, card.expected if is_by_mail else {}),
    )


# ---------------------------------------------------------------- parts


def _why_not(
    card: ReturnCard, chosen: Mapping[str, int], settlement: Settlement, offline: bool
) -> str:
    kinds = {part.kind for part in settlement.refunds}
    so_far = card.given_by_user_minor + settlement.refund_minor
    if not chosen:
        return "return_nothing_chosen"
    if offline and so_far > card.offline_limit_minor:
        return "return_offline_limit"
    if TenderKind.CASH in kinds and card.drawer_id is None:
        return "return_drawer_closed"
    if TenderKind.STORE_CREDIT in kinds and card.customer_id is None:
        return "return_credit_needs_customer"
    return ""


def _approval(
    card: ReturnCard,
    chosen: Mapping[str, int],
    settlement: Settlement,
    approved: Mapping[str, int],
) -> str:
    """Told before it is asked for; the day's sums are known to the handler alone."""
    for line_id, quantity in chosen.items():
        judged = card.line(line_id).verdict
        rest = quantity - approved.get(line_id, 0)
        if rest > 0 and (code := exception_of(judged, rest)):
            return code
    if gives_other_cash(settlement, card.tenders):
        return "return_other_cash"
    if card.limit_minor is not None and settlement.refund_minor > card.limit_minor:
        return "return_over_limit"
    return ""


def _limit(role: str) -> int | None:
    right = right_of(role, PERMISSION)
    if right.verdict is Verdict.YES:
        return None
    return right.limit if right.verdict is Verdict.LIMIT else 0


def _of_return(db: Connection, number: str) -> list[str]:
    """A refund receipt in hand: its number is that of a return, R-JKT01-3-000001."""
    return [order_id for (order_id,) in db.execute(_BY_NUMBER, {"number": f"R-{number}"})]


def _hits(db: Connection, heads: Sequence[OrderHead]) -> list[Hit]:
    sites = {site.id: site.name for site in all_sites(db)}
    return [
        Hit(
            order_id=head.order_id,
            number=head.number,
            customer_name=head.customer_name,
            site_name=sites.get(head.site_id, ""),
            placed_at=head.placed_at,
            total_minor=head.total_minor,
            currency=head.currency,
        )
        for head in heads[:HITS]
    ]


def _lines(
    db: Connection, sale: Sale, site_id: str, sites: Mapping[str, str], now: Instant
) -> tuple[ReturnLine, ...]:
    free = free_of(db, sale.products)
    came_back = _came_back(db, sale.card.head.order_id, site_id, sites)
    made = []
    for line in sale.lines:
        product = sale.products.get(line.product_id)
        rule = sale.rule(line)
        made.append(
            ReturnLine(
                sold=line,
                gtin=product.gtin if product else "",
                style=product.style if product else "",
                variant=_variant(product),
                category=sale.category(line),
                verdict=sale.verdict(line, now),
                window_days=rule.window_days if rule else 0,
                reasons=rule.reasons if rule else frozenset(),
                refused_grades=rule.refused_grades if rule else frozenset(),
                promotions=_promotions(sale.card, line.line_id),
                came_back=tuple(came_back.get(line.line_id, ())),
                free_here=free.get((site_id, line.product_id), 0),
            )
        )
    return tuple(made)


def _variant(product: Product | None) -> str:
    if product is None:
        return ""
    parts = (product.colour, product.size)
    return " · ".join(part for part in parts if part and part not in product.name)


def _promotions(card: OrderCard, line_id: str) -> tuple[str, ...]:
    names = (
        change.name or change.code
        for change in card.adjustments
        if change.line_id == line_id and change.amount_minor < 0
    )
    return tuple(dict.fromkeys(names))


def _came_back(
    db: Connection, order_id: str, site_id: str, sites: Mapping[str, str]
) -> dict[str, list[CameBack]]:
    found: dict[str, list[CameBack]] = {}
    for line_id, quantity, at, where in db.execute(_RETURNED, {"order": order_id}):
        told = CameBack(quantity, at, sites.get(where, ""), where != site_id)
        found.setdefault(line_id, []).append(told)
    return found
