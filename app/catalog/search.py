"""Which product was meant: by its printed code, else by the beginnings of words."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class _Search:
    """The questions about some of the goods, in the order in which they are shown."""

    by_gtin: sa.Select[Any]
    by_sku: sa.Select[Any]
    by_ids: sa.Select[Any]


def _among(*which: sa.ColumnElement[bool], order: Sequence[sa.ColumnElement[Any]]) -> _Search:
    some = sa.select(*COLUMNS).where(*which).order_by(*order).limit(SHOWN)
    return _Search(
        some.where(products.c.gtin == sa.bindparam("code")),
        some.where(products.c.sku.in_(sa.bindparam("codes", expanding=True))),
        some.where(products.c.id.in_(sa.bindparam("ids", expanding=True))),
    )


_sold_best = (products.c.popularity.desc(), products.c.name, products.c.size, products.c.id)
_sold = _among(products.c.active, order=_sold_best)
_all = _among(order=(products.c.active.desc(), *_sold_best))


def find_products(db: Connection, text: str) -> Found:
    """What is sold: by barcode or SKU exactly, else by words, the best sellers first."""
    return _find(db, text, _sold)


def find_goods(db: Connection, text: str) -> tuple[Product, ...]:
    """As find_products, and behind it what is no longer sold: it may still lie somewhere."""
    return _find(db, text, _all).products


def by_code(db: Connection, code: str) -> tuple[Product, ...]:
    """What is sold by a barcode or SKU; more than one only where a code was given twice."""
    return _by_code(db, code, _sold)


def good_of(db: Connection, code: str) -> Product | None:
    """By the whole SKU, in any case, or the whole barcode; also what is no longer sold."""
    found = _by_code(db, code.strip(), _all)
    return found[0] if found else None


def _find(db: Connection, text: str, among: _Search) -> Found:
    typed = text.strip()
    if exact := _by_code(db, typed, among):
        return Found(exact, exact=len(exact) == 1)
    ids = match_words(db, "products", typed)
    return Found(_products(db, among.by_ids, ids=ids), exact=False)


def _by_code(db: Connection, code: str, among: _Search) -> tuple[Product, ...]:
    if not code:
        return ()
    found = _products(db, among.by_gtin, code=code) if code.isdecimal() else ()
    return found or _products(db, among.by_sku, codes=[code, code.upper()])


def _products(
    db: Connection, statement: sa.Select[Any], **values: str | list[str]
) -> tuple[Product, ...]:
    return tuple(Product(*row) for row in db.execute(statement, values))
