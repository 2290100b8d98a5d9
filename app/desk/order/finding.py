"""What does the text in the box of an open order mean: another order, or an item."""

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.engine import Connection

from app.catalog.lookup import Product
from app.catalog.search import find_goods
from app.fulfillment.model import ALPHABET, CODE_LENGTH, normal_code
from app.fulfillment.queries import find_here
from app.returns.queries import Hit, find_order, number_in

PRODUCTS = 9  # a digit chooses


@dataclass(frozen=True, slots=True)
class FoundOrders:
    """Empty: no order with this `number` is on this desk."""

    hits: tuple[Hit, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class FoundItems:
    products: tuple[Product, ...]


Meaning: TypeAlias = FoundOrders | FoundItems


def meaning(db: Connection, site_id: str, text: str) -> Meaning:
    """Order number, receipt, return number, pickup code or phone; else an item's code or name.

    Trying a pickup code costs about 3 ms for each ready parcel: not on the UI thread.
    """
    typed = text.strip()
    hits = tuple(find_order(db, typed))
    if hits or number_in(typed):
        return FoundOrders(hits, number_in(typed))
    products = find_goods(db, typed)[:PRODUCTS]
    if products:
        return FoundItems(products)
    code = normal_code(typed)
    if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET):
        numbers = dict.fromkeys(card.number for card in find_here(db, site_id, typed))
        found = tuple(hit for number in numbers for hit in find_order(db, number))
        return FoundOrders(found)
    return FoundItems(())
