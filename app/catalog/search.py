"""Which product was meant: by its printed code, else by the beginnings of words."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import COLUMNS, Product
from app.catalog.tables import products
from app.storage.search import match_words

SHOWN = 20  # a list is chosen from with the arrows; whoever has more hits types another word


@dataclass(frozen=True, slots=True)
class Found:
    """`exact`: a code, so there is no doubt which one was meant."""

    products: tuple[Product, ...]
    exact: bool


_active = sa.select(*COLUMNS).where(products.c.active)
_by_gtin = _active.where(products.c.gtin == sa.bindparam("code")).limit(SHOWN)
_by_sku = _active.where(products.c.sku.in_(sa.bindparam("codes", expanding=True))).limit(SHOWN)
_by_ids = (
    _active.where(products.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(products.c.popularity.desc(), products.c.name, products.c.size, products.c.id)
    .limit(SHOWN)
)


def find_products(db: Connection, text: str) -> Found:
    """What is sold: by barcode or SKU exactly, else by words, the best sellers first."""
    typed = text.strip()
    if exact := by_code(db, typed):
        return Found(exact, exact=len(exact) == 1)
    return Found(_products(db, _by_ids, ids=match_words(db, "products", typed)), exact=False)


def by_code(db: Connection, code: str) -> tuple[Product, ...]:
    """Of a barcode or SKU; more than one only where a code was given twice."""
    found = _products(db, _by_gtin, code=code) if code.isdecimal() else ()
    return found or _products(db, _by_sku, codes=[code, code.upper()])


def _products(
    db: Connection, statement: sa.Select[Any], **values: str | list[str]
) -> tuple[Product, ...]:
    return tuple(Product(*row) for row in db.execute(statement, values))
