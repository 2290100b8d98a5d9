"""P4: what does typing a name, a number or a code cost, beside raw FTS5 on the same database?

The raw side finds the same candidates and reads the same rows, as text by the bare driver.
"""

import random
from typing import Any

import sqlalchemy as sa

from app.catalog.search import find_goods, find_products
from app.customers.queries import find
from app.desk.lookup import Kind, look_up
from tests.bench.asking import Question, alone, compare
from tests.bench.big import BigDesk
from tests.bench.bigrows import COLOURS, KINDS, LOOKS, order_number, phone_of
from tests.bench.measure import Report
from tests.bench.names import name_of

# Vendure 3.7 and Tryton 8.2 search products in 596 and 119 ms (p50): 20 times faster than both.
PEERS_MS = 119 / 20
MOST = 3  # times raw FTS5
TWO_DECADES = 4  # times, from 10 thousand to a million

_PEOPLE = (
    "SELECT p.id, p.name, p.phone, p.email, c.tier, c.orders_count FROM (%s) f "
    "JOIN customer_pii p ON p.id = f.id JOIN customers c ON c.id = p.id "
    "WHERE p.erased_at IS NULL ORDER BY p.name LIMIT 20"
)
_WORDS = (
    "SELECT k.id FROM {0}_words w JOIN {0}_word_keys k ON k.key = w.rowid "
    "WHERE {0}_words MATCH ? LIMIT 200"
)
_BY_NAME = _PEOPLE % _WORDS.format("customer_pii")
_BY_PHONE = _PEOPLE % (
    "SELECT id FROM customer_pii WHERE phone_reversed >= ? AND phone_reversed < ? "
    "ORDER BY phone_reversed, id LIMIT 20"
)
_GOODS = (
    f"SELECT p.* FROM ({_WORDS.format('products')}) f JOIN products p ON p.id = f.id "
    "WHERE p.active ORDER BY p.popularity DESC, p.name, p.size, p.id LIMIT 20"
)
_CODE = "SELECT * FROM products WHERE sku = ?"
_LAST = "SELECT * FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, id DESC LIMIT 1"
_FREE = "SELECT site_id, available - reserved - leased - safety FROM stock_cells WHERE product_id=?"


def measure(desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None) -> Report:
    report = Report(f"P4 typeahead, {desk.size.customers:,} customers, {desk.size.goods:,} goods")
    compare(report, QUESTIONS, desk, rounds=rounds, many=many, small=small)
    return report


bench = alone(measure)


def typed_name(desk: BigDesk, chance: random.Random) -> str:
    """As much as somebody types before they look: of a name the first letters of one to three."""
    first, last, third = name_of(chance.randrange(desk.size.customers)).split()
    ways = (
        first[:2],
        first[:3],
        f"{first} {last[:2]}",
        third[: chance.randrange(4, 8)],
        f"{first} {third[:5]}",
    )
    return chance.choice(ways).lower()


def typed_phone(desk: BigDesk, chance: random.Random) -> str:
    return phone_of(chance.randrange(desk.size.customers))[-chance.randrange(4, 8) :]


def typed_product(_desk: BigDesk, chance: random.Random) -> str:
    kind, look, colour = (chance.choice(words).lower() for words in (KINDS, LOOKS, COLOURS))
    return chance.choice((kind[:3], f"{kind} {look[:2]}", f"{kind[:4]} {look[:3]} {colour[:3]}"))


def typed_sku(desk: BigDesk, chance: random.Random) -> str:
    n = chance.randrange(desk.size.goods)
    return f"{KINDS[n % len(KINDS)][:2].upper()}-{n:06d}"


def _words(text: str) -> str:
    return " ".join(f'"{word}"*' for word in text.split())


def _raw_name(raw: Any, text: str) -> list[Any]:
    found: list[Any] = raw.execute(_BY_NAME, (_words(text),)).fetchall()
    return found


def _raw_phone(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    digits = typed_phone(desk, chance)[::-1]
    raw.execute(_BY_PHONE, (digits, digits + "z")).fetchall()


def _raw_goods(raw: Any, text: str) -> list[Any]:
    found: list[Any] = raw.execute(_GOODS, (_words(text),)).fetchall()
    return found


def _raw_omnibox(raw: Any, text: str) -> None:
    for row in _raw_name(raw, text)[:6]:
        raw.execute(_LAST, (row[0],)).fetchall()
    for row in _raw_goods(raw, text)[:6]:
        raw.execute(_FREE, (row[0],)).fetchall()


def _omnibox(db: sa.Connection, desk: BigDesk, text: str) -> object:
    return look_up(db, text, list(Kind), desk.shop.stores[0])


def _number(desk: BigDesk, chance: random.Random) -> str:
    return order_number(chance.randrange(desk.size.orders))[-6:]


_BY_NUMBER = "SELECT * FROM orders WHERE number IN (?, ?, ?)"


def _raw_number(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    digits = _number(desk, chance)
    raw.execute(_BY_NUMBER, [f"JKT{n:02d}-{n + 1}-{digits}" for n in range(3)]).fetchall()


_GOALS: dict[str, float] = {"most": MOST, "p50_ms": PEERS_MS, "growth": TWO_DECADES}
QUESTIONS = (
    Question(
        "customers by name",
        lambda db, desk, chance: find(db, typed_name(desk, chance)),
        lambda raw, desk, chance: _raw_name(raw, typed_name(desk, chance)),
        **_GOALS,
    ),
    Question(
        "customers by phone",
        lambda db, desk, chance: find(db, typed_phone(desk, chance)),
        _raw_phone,
        **_GOALS,
    ),
    Question(
        "products by name, capture",
        lambda db, desk, chance: find_products(db, typed_product(desk, chance)),
        lambda raw, desk, chance: _raw_goods(raw, typed_product(desk, chance)),
        **_GOALS,
    ),
    Question(
        "products by name, stock",
        lambda db, desk, chance: find_goods(db, typed_product(desk, chance)),
        lambda raw, desk, chance: _raw_goods(raw, typed_product(desk, chance)),
        **_GOALS,
    ),
    Question(
        "products by SKU",
        lambda db, desk, chance: find_products(db, typed_sku(desk, chance)),
        lambda raw, desk, chance: raw.execute(_CODE, (typed_sku(desk, chance),)).fetchall(),
        p50_ms=PEERS_MS,
        growth=TWO_DECADES,
    ),
    Question(
        "omnibox by name",
        lambda db, desk, chance: _omnibox(db, desk, typed_name(desk, chance)),
        lambda raw, desk, chance: _raw_omnibox(raw, typed_name(desk, chance)),
        growth=TWO_DECADES,
    ),
    Question(
        "omnibox by product",
        lambda db, desk, chance: _omnibox(db, desk, typed_product(desk, chance)),
        lambda raw, desk, chance: _raw_omnibox(raw, typed_product(desk, chance)),
        growth=TWO_DECADES,
    ),
    Question(
        "omnibox by order number",
        lambda db, desk, chance: _omnibox(db, desk, _number(desk, chance)),
        _raw_number,
        growth=TWO_DECADES,
    ),
    Question(
        "omnibox, one slip in a name",
        lambda db, desk, chance: _omnibox(db, desk, _slipped(desk, chance)),
        lambda raw, desk, chance: _raw_omnibox(raw, _slipped(desk, chance)),
        growth=TWO_DECADES,
    ),
)


def _slipped(desk: BigDesk, chance: random.Random) -> str:
    first, last, _ = name_of(chance.randrange(desk.size.customers)).split()
    return f"{first.lower()} {last[:3]}x{last[3:]}".lower()
