"""What are these products: rows by id, for handlers and other slices."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    sku: str
    gtin: str
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
_by_ids = sa.select(*COLUMNS).where(products.c.id.in_(sa.bindparam("ids", expanding=True)))


def products_of(db: Connection, ids: Iterable[str]) -> dict[str, Product]:
    found = db.execute(_by_ids, {"ids": sorted(set(ids))})
    return {row[0]: Product(*row) for row in found}
