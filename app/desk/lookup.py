"""What is called so on this desk: customers, orders and products in one question, or nearly so."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import Product, products_of
from app.catalog.search import find_goods, good_of
from app.customers.model import masked_phone, search_digits
from app.customers.queries import CustomerCard, CustomerHit, card, find, hits_of
from app.fulfillment.model import ALPHABET, CODE_LENGTH, normal_code
from app.fulfillment.passes import is_pass, read_pass
from app.fulfillment.queries import find_here
from app.orders.queries import OrderCard, OrderHead, heads_of, order_card, recent_of
from app.orders.search import ids_by_number
from app.places.queries import all_prefixes
from app.returns.queries import find_order, number_in
from app.stock.lookup import free_of
from app.stock.queries import SkuStock, sku_stock
from app.storage.outbox import desk_state
from app.storage.search import match_slips, words_in

MOST = 6  # rows of a group: four groups fill a screen
NEAR = 50  # so many are weighed letter by letter; 50 names take 3 ms
RECENT = 3  # orders in the preview of a customer

T = TypeVar("T")


class Kind(StrEnum):
    CUSTOMER = "customer"
    ORDER = "order"
    PRODUCT = "product"


PREFIXES = {"@": Kind.CUSTOMER, "#": Kind.ORDER, "/": Kind.PRODUCT}

_server_key = sa.select(desk_state.c.server_key)


@dataclass(frozen=True, slots=True)
class Person:
    """`phone` is masked: enough to recognise, too little to call."""

    customer_id: str
    name: str
    phone: str
    orders_count: int
    last: OrderHead | None


@dataclass(frozen=True, slots=True)
class Goods:
    """`here` and `everywhere`: what can be promised of it now."""

    product: Product
    here: int
    everywhere: int


@dataclass(frozen=True, slots=True)
class Found:
    """At most 6 of each. `near`: nothing is called so, these are one slip away."""

    customers: tuple[Person, ...] = ()
    orders: tuple[OrderHead, ...] = ()
    products: tuple[Goods, ...] = ()
    near: bool = False

    @property
    def count(self) -> int:
        return len(self.customers) + len(self.orders) + len(self.products)


@dataclass(frozen=True, slots=True)
class Preview:
    """More of one row: exactly one of the three, and the orders of a customer."""

    customer: CustomerCard | None = None
    recent: tuple[OrderHead, ...] = ()
    order: OrderCard | None = None
    stock: SkuStock | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a whole code names. `number` is the order's; a parcel or return is opened by it."""

    kind: str  # customer | order | parcel | return | product
    id: str
    number: str = ""


def look_up(db: Connection, text: str, kinds: Iterable[Kind], site_id: str) -> Found:
    """By the beginnings of words, the end of a phone number, or a number; else one slip away."""
    wanted = frozenset(kinds)
    typed = text.strip()
    if not typed:
        return Found()
    exact = _found(db, typed, wanted, site_id)
    return exact if exact.count else _near(db, typed, wanted, site_id)


def preview(db: Connection, kind: Kind, row_id: str, now: int) -> Preview:
    if kind is Kind.CUSTOMER:
        return Preview(customer=card(db, row_id), recent=tuple(recent_of(db, [row_id], RECENT)))
    if kind is Kind.ORDER:
        return Preview(order=order_card(db, row_id))
    return Preview(stock=sku_stock(db, row_id, now))


def meaning(db: Connection, text: str, site_id: str) -> Meaning | None:
    """What a scanned or wholly typed code names; None when that is nothing, or several things.

    Trying a pickup code costs about 3 ms for each ready parcel: not on the UI thread.
    """
    code = text.strip()
    if (product := good_of(db, code)) is not None:
        return Meaning(Kind.PRODUCT, product.id)
    if number := number_in(code):
        kind = "return" if f"R-{number}" in code.upper() else Kind.ORDER
        hits = find_order(db, code)
        return Meaning(kind, hits[0].order_id, hits[0].number) if len(hits) == 1 else None
    if is_pass(code):
        told = read_pass(code, db.execute(_server_key).scalar() or "")
        return Meaning("parcel", told.fulfillment_id, told.number) if told else None
    if _may_be_pickup_code(code):
        parcels = find_here(db, site_id, code)
        if len(parcels) == 1:
            return Meaning("parcel", parcels[0].fulfillment_id, parcels[0].number)
    if len(orders := _orders(db, code)) == 1:
        return Meaning(Kind.ORDER, orders[0].order_id, orders[0].number)
    people = find(db, code) if search_digits(code) or "@" in code else []
    return Meaning(Kind.CUSTOMER, people[0].customer_id) if len(people) == 1 else None


# ---------------------------------------------------------------- as it is typed


def _found(db: Connection, text: str, wanted: frozenset[Kind], site_id: str) -> Found:
    hits = find(db, text)[:MOST] if wanted & {Kind.CUSTOMER, Kind.ORDER} else []
    orders = _orders(db, text) if Kind.ORDER in wanted else []
    products = find_goods(db, text) if Kind.PRODUCT in wanted else ()
    latest = _latest(db, hits)
    bought = [latest[hit.customer_id] for hit in hits if hit.customer_id in latest]
    return Found(
        customers=tuple(_people(hits, latest)) if Kind.CUSTOMER in wanted else (),
        orders=tuple(_once([*orders, *bought])) if Kind.ORDER in wanted else (),
        products=tuple(_goods(db, products[:MOST], site_id)),
    )


def _orders(db: Connection, text: str) -> list[OrderHead]:
    found = ids_by_number(db, text, all_prefixes(db))
    heads = heads_of(db, found)
    return [heads[order_id] for order_id in found]


def _latest(db: Connection, hits: Sequence[CustomerHit]) -> dict[str, OrderHead]:
    """The last order of each: one question per person, so that one with thousands costs nothing."""
    found = [order for hit in hits for order in recent_of(db, [hit.customer_id], 1)]
    return {order.customer_id: order for order in found if order.customer_id}


def _people(hits: Iterable[CustomerHit], latest: dict[str, OrderHead]) -> list[Person]:
    return [
        Person(
            customer_id=hit.customer_id,
            name=hit.name,
            phone=masked_phone(hit.phone),
            orders_count=hit.orders_count,
            last=latest.get(hit.customer_id),
        )
        for hit in hits
    ]


def _once(orders: Iterable[OrderHead]) -> list[OrderHead]:
    return list({order.order_id: order for order in orders}.values())[:MOST]


def _goods(db: Connection, products: Sequence[Product], site_id: str) -> list[Goods]:
    free = free_of(db, [product.id for product in products])
    return [
        Goods(
            product,
            here=max(0, free.get((site_id, product.id), 0)),
            everywhere=sum(max(0, left) for (_, one), left in free.items() if one == product.id),
        )
        for product in products
    ]


def _may_be_pickup_code(text: str) -> bool:
    code = normal_code(text)
    return len(code) == CODE_LENGTH and set(code) <= set(ALPHABET)


# ---------------------------------------------------------------- one slip away


def _near(db: Connection, text: str, wanted: frozenset[Kind], site_id: str) -> Found:
    people: list[CustomerHit] = []
    if wanted & {Kind.CUSTOMER, Kind.ORDER} and "@" not in text:
        hits = hits_of(db, match_slips(db, "customer_pii", text, NEAR))
        people = _closest(hits, text, lambda hit: hit.name)
    products: list[Product] = []
    if Kind.PRODUCT in wanted:
        known = products_of(db, match_slips(db, "products", text, NEAR)).values()
        sold = [product for product in known if product.active]
        products = _closest(sold, text, lambda one: f"{one.name} {one.colour} {one.size}")
    latest = _latest(db, people)
    return Found(
        customers=tuple(_people(people, latest)) if Kind.CUSTOMER in wanted else (),
        orders=tuple(latest.values()) if Kind.ORDER in wanted else (),
        products=tuple(_goods(db, products, site_id)),
        near=bool(people or products),
    )


def _closest(found: Iterable[T], text: str, called: Callable[[T], str]) -> list[T]:
    """Those with the fewest slips first, then by name."""
    typed = [word.casefold() for word in words_in(text)]

    def distance(one: T) -> tuple[int, str]:
        name = called(one)
        words = [word.casefold() for word in words_in(name)]
        return sum(min((slips(w, word) for word in words), default=9) for w in typed), name

    return sorted(found, key=distance)[:MOST]


@lru_cache(maxsize=4096)  # a shop has few first names: most pairs of a search come again
def slips(typed: str, word: str) -> int:
    """How many single letters apart `typed` is from the best beginning of `word`.

    Optimal string alignment (Damerau 1964, restricted): a letter more, less, other, or two swapped.
    """
    word = word[: len(typed) + 2]
    before: list[int] = []
    above = list(range(len(word) + 1))
    for row, letter in enumerate(typed, start=1):
        here = [row]
        for at, other in enumerate(word, start=1):
            best = min(above[at] + 1, here[at - 1] + 1, above[at - 1] + (letter != other))
            if row > 1 and at > 1 and letter == word[at - 2] and typed[row - 2] == other:
                best = min(best, before[at - 2] + 1)
            here.append(best)
        before, above = above, here
    return min(above)
