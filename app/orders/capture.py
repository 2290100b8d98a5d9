"""What does the capture screen ask: goods by what was typed, who calls, what it will cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.catalog.search import Found, find_products
from app.customers.queries import CustomerCard, CustomerHit, card, find
from app.customers.tiers import tier_of
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.commands import OrderLine
from app.orders.coupons import Coupon, coupons_of
from app.orders.model import parse_number
from app.orders.queries import OrderHead, by_number, heads_of, recent_of
from app.orders.snapshot import basket_line, delivery
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import Priced, TaxRate, price
from app.pricing.near import NearMiss, near_misses
from app.pricing.promotion import Buyer, Promotion, live_for
from app.stock.lookup import lent_to

RECENT = 3  # what the left column has room for


@dataclass(frozen=True, slots=True)
class Caller:
    card: CustomerCard
    recent: tuple[OrderHead, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """`units` are today's list prices; `rates` the taxes that are in it.

    `rules`: the promotions by id, to say why; `coupons`: how each given code stands; `near`: what
    a little more would take off.
    """

    priced: Priced
    units: Mapping[str, int]
    rates: tuple[TaxRate, ...]
    rules: Mapping[str, Promotion]
    coupons: tuple[Coupon, ...]
    near: tuple[NearMiss, ...]


def find_goods(
    db: Connection, text: str, *, customer_id: str | None, now: Instant
) -> Found | Coupon:
    """A coupon by its whole code, unless a product has that code; else products."""
    found = find_products(db, text)
    if found.exact:
        return found
    (coupon,) = coupons_of(db, [text], active_promotions(db), customer_id=customer_id, now=now)
    return found if coupon.trouble == "coupon_unknown" else coupon


def find_callers(db: Connection, text: str) -> list[CustomerHit]:
    """By the number of an order, else as customers are found: phone digits, name or mail."""
    try:
        number = str(parse_number(text))
    except Refusal:
        return find(db, text)
    heads = heads_of(db, by_number(db, number)).values()
    cards = [card(db, head.customer_id) for head in heads if head.customer_id]
    return [
        CustomerHit(
            found.customer_id, found.name, found.phone, found.email, found.tier, found.orders_count
        )
        for found in cards
        if found is not None
    ]


def caller(db: Connection, customer_id: str) -> Caller | None:
    known = card(db, customer_id)
    return Caller(known, tuple(recent_of(db, [customer_id], RECENT))) if known else None


def quote(
    db: Connection,
    lines: Sequence[OrderLine],
    *,
    shipping_minor: int,
    currency: str,
    now: Instant,
    channel: str = "",
    customer_id: str | None = None,
    codes: Sequence[str] = (),
) -> Quote:
    """What `snapshot_of` will compute when the same lines are placed. Refusal: product_unknown."""
    products = products_of(db, (line.product_id for line in lines))
    for line in lines:
        if line.product_id not in products:
            raise Refusal("product_unknown", product=line.product_id)
    rates = all_tax_rates(db)
    promotions = active_promotions(db)
    coupons = coupons_of(db, codes, promotions, customer_id=customer_id, now=now)
    usable = frozenset(coupon.code for coupon in coupons if not coupon.trouble)
    basket = [
        basket_line(str(at), line, products[line.product_id]) for at, line in enumerate(lines)
    ]
    buyer = Buyer(channel, tier_of(db, customer_id), usable)
    charges = delivery(shipping_minor)
    priced = price(basket, promotions, rates, charges, now=now, currency=currency, buyer=buyer)
    used = {products[line.product_id].tax_class for line in lines}
    return Quote(
        priced,
        {product.id: product.price_minor for product in products.values()},
        tuple(rate for rate in rates if rate.tax_class in used),
        {promotion.id: promotion for promotion in promotions},
        coupons,
        near_misses(basket, live_for(promotions, now, buyer), shipping_minor),
    )


def lent_of(
    db: Connection, product_ids: Iterable[str], device_id: str
) -> dict[tuple[str, str], int]:
    """(site, product) → what the server lent to this device: inside it a promise is guaranteed."""
    return {cell: units for cell, units in lent_to(db, product_ids, device_id).items() if units}
