"""What do other goods cost when something came back: like for like at the price that was paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of, variants_of
from app.kit.clock import Instant
from app.orders.capture import quote
from app.orders.commands import OrderLine
from app.places.lookup import all_sites
from app.returns.commands import NewItem
from app.stock.lookup import free_of

CHANNEL = "store"  # of the new order
SIZES = 9  # a digit chooses


@dataclass(frozen=True, slots=True)
class Instead:
    """A variant that the customer may have instead; the `other` place has most of it."""

    product: Product
    free_here: int
    other_id: str = ""
    other_name: str = ""
    other_free: int = 0


@dataclass(frozen=True, slots=True)
class ExchangePrice:
    """Line totals in the order of the items; `agreed` is below today's prices."""

    lines: tuple[int, ...]
    total_minor: int
    agreed: bool


def order_lines(items: Sequence[NewItem], site_id: str) -> list[OrderLine]:
    return [
        OrderLine(
            product_id=item.product_id,
            quantity=item.quantity,
            unit_minor=item.unit_minor,
            method=item.method,
            site_id=item.site_id or site_id,
            promise_from=item.promise_from,
            promise_to=item.promise_to,
        )
        for item in items
    ]


def exchange_price(
    db: Connection,
    items: Sequence[NewItem],
    paid: Mapping[str, int],
    *,
    site_id: str,
    currency: str,
    now: Instant,
    customer_id: str | None,
) -> ExchangePrice:
    """`paid`: returned line → what its swapped units had cost. Never above today's prices."""
    if not items:
        return ExchangePrice((), 0, agreed=False)
    told = quote(
        db,
        order_lines(items, site_id),
        shipping_minor=0,
        currency=currency,
        now=now,
        channel=CHANNEL,
        customer_id=customer_id,
    )
    left = dict(paid)
    lines = []
    for item, priced in zip(items, told.priced.lines, strict=True):
        total = priced.total
        if item.swaps in left:
            total = min(total, left[item.swaps])
            left[item.swaps] -= total
        lines.append(total)
    rounding = told.priced.rounding_minor
    total = sum(lines) + rounding
    return ExchangePrice(tuple(lines), total, agreed=total < told.priced.total)


def variants(db: Connection, product_id: str, site_id: str) -> list[Instead]:
    """Other sizes before other colours of the same style, those at hand first."""
    product = products_of(db, [product_id]).get(product_id)
    if product is None:
        return []
    others = [one for one in variants_of(db, product.style) if one.id != product_id]
    free = free_of(db, (one.id for one in others))
    names = {site.id: site.name for site in all_sites(db)}
    found = [_instead(one, free, site_id, names) for one in others]
    best_first = sorted(
        found,
        key=lambda one: (
            one.product.colour != product.colour,
            one.free_here <= 0,
            -one.other_free,
        ),
    )
    return best_first[:SIZES]


def _instead(
    product: Product,
    free: Mapping[tuple[str, str], int],
    site_id: str,
    names: Mapping[str, str],
) -> Instead:
    there = [
        (count, site)
        for (site, product_id), count in free.items()
        if product_id == product.id and site != site_id and count > 0 and site in names
    ]
    here = max(0, free.get((site_id, product.id), 0))
    if not there:
        return Instead(product, here)
    count, site = max(there)
    return Instead(product, here, site, names[site], count)
