"""What are these products: rows by id, for handlers and other slices."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.storage.prepared import prepared

VARIANTS = 100  # 10 colours in 10 sizes; more nobody looks through at a counter


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    sku: str
    gtin: str
    style: str  # its variants differ by colour and size
    name: str
    colour: str
    size: str
    category: str
    price_minor: int
    currency: str
    tax_class: str
    weight_grams: int
    final_sale: bool
    active: bool


COLUMNS = [products.c[name] for name in Product.__dataclass_fields__]
_category = sa.select(products.c.category).where(products.c.id == sa.bindparam("product"))
_by_skus = sa.select(*COLUMNS).where(products.c.sku.in_(sa.bindparam("skus", expanding=True)))
_by_ids = sa.select(*COLUMNS).where(products.c.id.in_(sa.bindparam("ids", expanding=True)))
# From one category to the next by the index: 200,000 goods are in a few dozen of them.
_first = sa.select(sa.func.min(products.c.category).label("told")).cte("told", recursive=True)
_next = (
    sa.select(sa.func.min(products.c.category))
    .where(products.c.category > _first.c.told)
    .scalar_subquery()
)
_every = _first.union_all(sa.select(_next).where(_first.c.told.is_not(None)))
_categories = sa.select(_every.c.told).where(_every.c.told.is_not(None))
_of_style = (
    sa.select(*COLUMNS)
    .where(products.c.style == sa.bindparam("style"), products.c.active)
    .order_by(products.c.colour, products.c.size, products.c.id)
    .limit(VARIANTS)
)


def categories(db: Connection) -> list[str]:
    """All that goods are sorted into, by name."""
    return [told for (told,) in db.execute(_categories) if told]


def variants_of(db: Connection, style: str) -> list[Product]:
    """What is sold of one style, by colour and size; nothing for goods without a style."""
    return [Product(*row) for row in db.execute(_of_style, {"style": style})] if style else []


def category_of(db: Connection, product_id: str) -> str:
    """Empty for a product that nobody knows here. Asked in acts: one row, no list."""
    found = prepared(db, _category).read(db, {"product": product_id})
    return str(found[0]["category"]) if found else ""


def products_of(db: Connection, ids: Iterable[str]) -> dict[str, Product]:
    found = prepared(db, _by_ids).rows(db, {"ids": sorted(set(ids))})
    return {row[0]: Product(*row) for row in found}


def by_skus(db: Connection, skus: Iterable[str]) -> list[Product]:
    """By the whole SKU as it is written."""
    rows = prepared(db, _by_skus).rows(db, {"skus": sorted(set(skus))})
    return [Product(*row) for row in rows]
