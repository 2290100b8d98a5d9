"""What is an item worth that comes back without a receipt: its lowest price, as store credit."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.kit.clock import DAY, Instant
from app.orders.after_sale import lowest_sold
from app.pricing.lookup import all_tax_rates
from app.pricing.model import price
from app.pricing.promotion import BasketLine
from app.returns.rules import CameBefore, Rule, rule_for, still_allowed
from app.returns.sold import came_before, rules_of


class Lowest(msgspec.Struct, frozen=True, kw_only=True):
    """What the server, which knows the sales of every store, holds to be the lowest price."""

    unit_minor: int | None


@dataclass(frozen=True, slots=True)
class BlindItem:
    """`unit_minor` is the lowest price of the rule's days; `why_not` the code that forbids it.

    `allowed`: units that this person may bring back without a second person's yes.
    """

    product: Product
    rule: str
    unit_minor: int
    lowest_days: int
    allowed: int
    limit: int
    limit_days: int
    why_not: str


def blind_item(
    db: Connection,
    product_id: str,
    customer_id: str | None,
    now: Instant,
    so_far: Sequence[CameBefore] = (),
) -> BlindItem | None:
    """None for a product nobody knows. `so_far`: units of the same act, judged before."""
    product = products_of(db, [product_id]).get(product_id)
    if product is None:
        return None
    known = rules_of(db)
    rule = rule_for(product.category, known)
    if rule is None:
        return BlindItem(product, "", 0, 0, 0, 0, 0, "return_receipt_needed")
    before = [*came_before(db, customer_id, known, now), *so_far]
    return BlindItem(
        product=product,
        rule=rule.code,
        unit_minor=_lowest(db, product, rule, now),
        lowest_days=rule.lowest_days,
        allowed=still_allowed(rule, before, now),
        limit=rule.unit_limit,
        limit_days=rule.limit_days,
        why_not=_why_not(product, rule),
    )


def lowest_everywhere(db: Connection, product_id: str, now: Instant) -> Lowest:
    """None for a product nobody knows, and for one that never comes back without a receipt."""
    item = blind_item(db, product_id, None, now)
    return Lowest(unit_minor=None if item is None or item.why_not else item.unit_minor)


def tax_within(
    db: Connection, product: Product, quantity: int, unit_minor: int, now: Instant
) -> int:
    """The tax within `quantity` units at `unit_minor`."""
    rates = all_tax_rates(db)
    line = BasketLine("0", product.category, quantity, unit_minor, product.tax_class)
    return price([line], (), rates, now=now, currency=product.currency).tax


def _lowest(db: Connection, product: Product, rule: Rule, now: Instant) -> int:
    """Today's price when nothing was sold below it."""
    since = Instant(now - rule.lowest_days * DAY)
    sold = lowest_sold(db, product.id, since, product.currency)
    return product.price_minor if sold is None else min(sold, product.price_minor)


def _why_not(product: Product, rule: Rule) -> str:
    if product.final_sale or not rule.returnable:
        return "return_final_sale"
    return "" if rule.without_receipt else "return_receipt_needed"
