"""What does the capture screen ask: goods by what was typed, who calls, what it will cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.customers.queries import CustomerCard, CustomerHit, card, find
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.commands import OrderLine
from app.orders.model import parse_number
from app.orders.queries import OrderHead, by_number, heads_of, recent_of
from app.orders.snapshot import SHIPPING, basket_line
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import Charge, Priced, TaxRate, price
from app.stock.lookup import free_of
from app.storage.search import match_words

SHOWN = 20  # a list is chosen from with the arrows; whoever has more hits types another word
RECENT = 3  # what the left column has room for


@dataclass(frozen=True, slots=True)
class Found:
    """`exact`: a code, so there is no doubt which one was meant."""

    products: tuple[Product, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Caller:
    card: CustomerCard
    recent: tuple[OrderHead, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """`units` are today's list prices; `rates` the taxes that are in it."""

    priced: Priced
    units: Mapping[str, int]
    rates: tuple[TaxRate, ...]


# Reads the catalogue's rows by their names: app.catalog has no search of its own yet.
_goods = sa.table(
    "products",
    *(sa.column(name) for name in Product.__dataclass_fields__ if name != "active"),
    sa.column("active", sa.Boolean),
    sa.column("popularity"),
)
_active = sa.select(*(_goods.c[name] for name in Product.__dataclass_fields__)).where(
    _goods.c.active
)
_by_gtin = _active.where(_goods.c.gtin == sa.bindparam("code")).limit(SHOWN)
_by_sku = _active.where(_goods.c.sku.in_(sa.bindparam("codes", expanding=True))).limit(SHOWN)
_by_ids = (
    _active.where(_goods.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(_goods.c.popularity.desc(), _goods.c.name, _goods.c.size, _goods.c.id)
    .limit(SHOWN)
)


def find_products(db: Connection, text: str) -> Found:
    """By barcode or SKU exactly, else by the beginnings of words, the best sellers first."""
    typed = text.strip()
    exact = _products(db, _by_gtin, code=typed) if typed.isdecimal() else []
    exact = exact or _products(db, _by_sku, codes=[typed, typed.upper()])
    if exact:
        return Found(tuple(exact), exact=len(exact) == 1)
    return Found(tuple(_products(db, _by_ids, ids=match_words(db, "products", typed))), exact=False)


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
) -> Quote:
    """What `snapshot_of` will compute when the same lines are placed. Refusal: product_unknown."""
    products = products_of(db, (line.product_id for line in lines))
    for line in lines:
        if line.product_id not in products:
            raise Refusal("product_unknown", product=line.product_id)
    rates = all_tax_rates(db)
    priced = price(
        [basket_line(str(at), line, products[line.product_id]) for at, line in enumerate(lines)],
        active_promotions(db),
        rates,
        [Charge(SHIPPING, "", shipping_minor)] if shipping_minor else [],
        now=now,
        currency=currency,
    )
    used = {products[line.product_id].tax_class for line in lines}
    return Quote(
        priced,
        {product.id: product.price_minor for product in products.values()},
        tuple(rate for rate in rates if rate.tax_class in used),
    )


def lent_of(
    db: Connection, product_ids: Iterable[str], device_id: str
) -> dict[tuple[str, str], int]:
    """(site, product) → what the server lent to this device: inside it a promise is guaranteed."""
    ids = sorted(set(product_ids))
    free = free_of(db, ids)
    return {
        cell: have - max(0, free.get(cell, 0))
        for cell, have in free_of(db, ids, device_id).items()
        if have > max(0, free.get(cell, 0))
    }


def _products(
    db: Connection, statement: sa.Select[Any], **values: str | list[str]
) -> list[Product]:
    return [Product(*row) for row in db.execute(statement, values)]
