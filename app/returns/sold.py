"""The order's side of a return: what was sold and had, what was paid, what came back before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.after_sale import RETURN, clawed_by_cancelling, lock_order, take_back
from app.orders.queries import OrderCard, OrderLineRow, order_card
from app.orders.states import FULFILLED, Units
from app.payments.states import TenderKind
from app.places.lookup import site_of
from app.pricing.lookup import active_promotions
from app.returns import rules
from app.returns.model import Tender
from app.returns.refund import Past, SoldLine, Wanted
from app.returns.rules import Bought, CameBefore, Fee, Rule, Verdict
from app.returns.states import Reason
from app.returns.tables import blind_lines, blind_returns, return_lines, return_rules, returns
from app.storage.uow import UnitOfWork

_rules = sa.select(return_rules).order_by(return_rules.c.code)
_clawed = sa.select(sa.func.coalesce(sa.func.sum(returns.c.clawback_minor), 0)).where(
    returns.c.order_id == sa.bindparam("order")
)
_given = (
    sa.select(returns.c.taken_by, sa.func.sum(returns.c.refund_minor))
    .where(returns.c.order_id == sa.bindparam("order"))
    .group_by(returns.c.taken_by)
)
_of_person = sa.union_all(
    sa.select(return_lines.c.rule, return_lines.c.quantity, returns.c.taken_at)
    .join(returns, returns.c.id == return_lines.c.return_id)
    .where(
        returns.c.customer_id == sa.bindparam("customer"),
        returns.c.taken_at > sa.bindparam("since"),
    ),
    sa.select(blind_lines.c.rule, blind_lines.c.quantity, blind_returns.c.taken_at)
    .join(blind_returns, blind_returns.c.id == blind_lines.c.blind_id)
    .where(
        blind_returns.c.customer_id == sa.bindparam("customer"),
        blind_returns.c.taken_at > sa.bindparam("since"),
    ),
)


@dataclass(frozen=True, slots=True)
class Sale:
    """One order as the rules look at it, at one place and time. `past` also tells promotions."""

    card: OrderCard
    lines: tuple[SoldLine, ...]
    tenders: tuple[Tender, ...]
    products: Mapping[str, Product]
    rules: Sequence[Rule]
    before: Sequence[CameBefore]
    past: Past
    zone: str

    def line(self, line_id: str) -> SoldLine:
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise Refusal("line_unknown", line=line_id)

    def category(self, line: SoldLine) -> str:
        product = self.products.get(line.product_id)
        return product.category if product else ""

    def rule(self, line: SoldLine) -> Rule | None:
        return rules.rule_for(self.category(line), self.rules, self.card.head.channel)

    def verdict(self, line: SoldLine, now: Instant) -> Verdict:
        product = self.products.get(line.product_id)
        bought = Bought(
            line_id=line.line_id,
            category=self.category(line),
            final_sale=product.final_sale if product else False,
            bought_at=line.had_at,
            fulfilled=line.fulfilled,
            returned=line.returned,
            total_minor=line.total_minor,
            tax_minor=line.tax_minor,
            ordered=line.ordered,
            channel=self.card.head.channel,
        )
        return rules.verdict(bought, self.rules, now, zone=self.zone, before=self.before)

    def wanted(self, line_id: str, quantity: int, reason: Reason, swapped: int = 0) -> Wanted:
        rule = self.rule(self.line(line_id))
        return Wanted(line_id, quantity, reason, rule.fee if rule else rules.NO_FEE, swapped)


def locked_sale(uow: UnitOfWork, order_id: str, site_id: str) -> Sale:
    lock_order(uow, order_id)
    card = order_card(uow.db, order_id)
    if card is None:
        raise Refusal("order_unknown", order=order_id)
    return sale_of(uow.db, card, site_id, uow.happened_at)


def sale_of(db: Connection, card: OrderCard, site_id: str, now: Instant) -> Sale:
    lines = tuple(lines_of(card))
    products = products_of(db, (line.product_id for line in lines))
    known = rules_of(db)
    return Sale(
        card=card,
        lines=lines,
        tenders=tuple(tenders_of(card)),
        products=products,
        rules=known,
        before=came_before(db, card.head.customer_id, known, now),
        past=_past(db, card, lines, products),
        zone=zone_of(db, site_id),
    )


def lines_of(card: OrderCard) -> list[SoldLine]:
    """Imported sales have no history of units: their window runs from the sale."""
    ended = {state.value for state in FULFILLED}
    had = {
        event.line_id: event.at
        for event in card.events
        if event.target in ended and event.act != RETURN
    }
    return [_sold(line, had.get(line.line_id, card.head.placed_at)) for line in card.lines]


def tenders_of(card: OrderCard) -> list[Tender]:
    return [
        Tender(paid.payment_id, TenderKind(paid.kind), paid.captured_minor, paid.refunded_minor)
        for paid in card.payments
        if paid.captured_minor
    ]


def rules_of(db: Connection) -> list[Rule]:
    return [
        Rule(
            code=row["code"],
            category=row["category"],
            returnable=row["returnable"],
            window_days=row["window_days"],
            channel=row["channel"],
            unit_limit=row["unit_limit"],
            limit_days=row["limit_days"],
            fee=Fee(row["fee_hundredths"], row["fee_minor"]),
            reasons=frozenset(row["reasons"].split()),
            refused_grades=frozenset(row["refused_grades"].split()),
            without_receipt=row["without_receipt"],
            lowest_days=row["lowest_days"],
        )
        for row in db.execute(_rules).mappings()
    ]


def came_before(
    db: Connection, customer_id: str | None, known: Sequence[Rule], now: Instant
) -> list[CameBefore]:
    """What the person brought back within the longest period that any rule counts."""
    days = max((rule.limit_days for rule in known if rule.unit_limit), default=0)
    if customer_id is None or not days:
        return []
    asked = {"customer": customer_id, "since": now - days * DAY}
    return [CameBefore(rule, int(units), at) for rule, units, at in db.execute(_of_person, asked)]


def zone_of(db: Connection, site_id: str) -> str:
    """Windows are counted in the shop's own days."""
    site = site_of(db, site_id)
    return (site.time_zone if site else "") or "UTC"


def given_before(db: Connection, order_id: str) -> dict[str, int]:
    """What earlier returns of this order gave back, by who took them: for the limit offline."""
    return {user: int(minor) for user, minor in db.execute(_given, {"order": order_id})}


def count_back(
    uow: UnitOfWork, order_id: str, line: SoldLine, quantity: int, *, reason: str, site_id: str
) -> None:
    take_back(
        uow,
        order_id,
        line.line_id,
        quantity,
        had=((Units.COLLECTED, line.collected), (Units.DELIVERED, line.delivered)),
        returned=line.returned,
        reason=reason,
        site_id=site_id,
    )


def _past(
    db: Connection, card: OrderCard, lines: Sequence[SoldLine], products: Mapping[str, Product]
) -> Past:
    discounts: dict[str, dict[str, int]] = {}
    for change in card.adjustments:
        if change.line_id is not None and change.amount_minor < 0:
            of_line = discounts.setdefault(change.line_id, {})
            of_line[change.code] = of_line.get(change.code, 0) - change.amount_minor
    given = {change.code for change in card.adjustments if change.kind == "promotion"}
    return Past(
        clawed_minor=int(db.execute(_clawed, {"order": card.head.order_id}).scalar_one())
        + clawed_by_cancelling(db, card.head.order_id),
        promotions=tuple(one for one in active_promotions(db) if one.code in given),
        discounts=discounts,
        categories={
            line.line_id: products[line.product_id].category
            for line in lines
            if line.product_id in products
        },
    )


def _sold(line: OrderLineRow, had_at: int) -> SoldLine:
    return SoldLine(
        line_id=line.line_id,
        product_id=line.product_id,
        sku=line.sku,
        name=line.name,
        ordered=line.ordered,
        collected=line.units[Units.COLLECTED],
        delivered=line.units[Units.DELIVERED],
        cancelled=line.units[Units.CANCELLED],
        returned=line.returned,
        unit_minor=line.unit_minor,
        discount_minor=line.discount_minor,
        total_minor=line.total_minor,
        tax_minor=line.tax_minor,
        had_at=Instant(had_at),
    )
