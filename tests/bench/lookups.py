"""P5: what does one order, one customer's history, one page of a list cost, beside raw SQL?"""

import random
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.desk.order.detail import order_detail
from app.fulfillment.board import counter
from app.insights.customer import overview, timeline
from app.insights.lists import OrderFilter, Which, order_list
from app.insights.scopes import Scope, ScopeKind
from app.kit.clock import DAY, Instant
from app.orders.queries import by_number, heads_of
from app.stock.queries import sku_stock
from tests.bench.asking import Question, alone, compare
from tests.bench.big import BigDesk
from tests.bench.bigrows import YEAR, customer_id, order_id, order_number, product_id
from tests.bench.measure import Report

DETAIL_P95_MS = 100
# Vendure 3.7 at 100 thousand orders: 21 ms by number, 170 ms the newest orders; 5 times faster.
NUMBER_MS, PAGE_MS = 21 / 5, 170 / 5
FLAT = 1.3
ROWS = 200


def measure(desk: BigDesk, *, rounds: int, many: int, small: BigDesk | None = None) -> Report:
    report = Report(f"P5 lookups, {desk.size.orders:,} orders, {desk.size.lines:,} lines")
    compare(report, QUESTIONS, desk, rounds=rounds, many=many, small=small)
    return report


bench = alone(measure)


def _any_order(desk: BigDesk, chance: random.Random) -> int:
    return chance.randrange(desk.size.orders)


def _buyer(desk: BigDesk, chance: random.Random) -> str:
    """As likely as they buy: of two the one who buys more often."""
    return customer_id(int(desk.size.customers * chance.random() ** 2))


_OF_ORDER = [
    f"SELECT * FROM {table} WHERE {column} = ?"
    for table, column in (
        ("orders", "id"),
        ("order_lines", "order_id"),
        ("order_events", "order_id"),
        ("order_adjustments", "order_id"),
        ("order_notes", "order_id"),
        ("holds", "order_id"),
        ("appeasements", "order_id"),
        ("fulfillments", "order_id"),
        ("payments", "order_id"),
        ("messages", "order_id"),
        ("returns", "order_id"),
        ("cases", "subject_id"),
        ("limit_uses", "order_id"),
    )
]
_PERSON = "SELECT * FROM customer_pii p JOIN customers c ON c.id = p.id WHERE p.id = ?"
_OF_PERSON = [
    f"SELECT * FROM {table} WHERE customer_id = ?"
    for table in ("customer_addresses", "customer_contacts", "customer_tokens")
]


def _raw_detail(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    order = order_id(_any_order(desk, chance))
    rows = [raw.execute(statement, (order,)).fetchall() for statement in _OF_ORDER]
    (buyer,) = raw.execute("SELECT customer_id FROM orders WHERE id = ?", (order,)).fetchone()
    for statement in (_PERSON, *_OF_PERSON):
        raw.execute(statement, (buyer,)).fetchall()
    for line in rows[1]:
        raw.execute("SELECT * FROM products WHERE id = ?", (line[3],)).fetchall()
    for parcel in rows[7]:
        parts = "SELECT * FROM fulfillment_lines WHERE fulfillment_id = ?"
        raw.execute(parts, (parcel[0],)).fetchall()


def _raw_number(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    number = order_number(_any_order(desk, chance))
    found = raw.execute("SELECT * FROM orders WHERE number = ?", (number,)).fetchall()
    for row in found:
        raw.execute("SELECT * FROM order_lines WHERE order_id = ?", (row[0],)).fetchall()


_HISTORY = [
    "SELECT placed_at, id, number, total_minor FROM orders WHERE customer_id = ? "
    "ORDER BY placed_at DESC, id DESC LIMIT 61",
    "SELECT r.taken_at, r.id, r.number, r.refund_minor FROM returns r JOIN orders o "
    "ON o.id = r.order_id WHERE o.customer_id = ? ORDER BY r.taken_at DESC, r.id DESC LIMIT 61",
    "SELECT m.made_at, m.id, m.kind, o.number FROM messages m JOIN orders o "
    "ON o.id = m.order_id WHERE o.customer_id = ? ORDER BY m.made_at DESC, m.id DESC LIMIT 61",
    *(
        f"SELECT * FROM {table} WHERE customer_id = ? ORDER BY at DESC, id DESC LIMIT 61"
        for table in ("customer_notes", "customer_consents")
    ),
]


def _raw_history(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    who = _buyer(desk, chance)
    for statement in _HISTORY:
        raw.execute(statement, (who,)).fetchall()


def _deep(desk: BigDesk, chance: random.Random) -> tuple[int, str]:
    """Anywhere in the year, with the same chance."""
    return desk.made_at - chance.randrange(YEAR), "z"


def _behind(desk: BigDesk, **told: Any) -> OrderFilter:
    """What a manager opens from a chart: a month of all places."""
    scope = Scope(ScopeKind.COMPANY, "", "", desk.shop.stores)
    return OrderFilter(
        told.pop("which", Which.PLACED), scope, desk.made_at - 30 * DAY, desk.made_at, **told
    )


def _year(desk: BigDesk) -> OrderFilter:
    return replace(_behind(desk), start=desk.made_at - YEAR)


def _raw_page(raw: Any, told: OrderFilter, before: tuple[int, str]) -> None:
    raw.execute(
        "SELECT o.id, o.number, o.state, o.channel, p.name, o.total_minor, o.placed_at "
        "FROM orders o LEFT JOIN customer_pii p ON p.id = o.customer_id "
        "WHERE o.placed_at >= ? AND o.placed_at <= ? AND (o.placed_at, o.id) < (?, ?) "
        "ORDER BY o.placed_at DESC, o.id DESC LIMIT 201",
        (told.start, before[0], *before),
    ).fetchall()


def _raw_events(raw: Any, desk: BigDesk, act: str) -> None:
    raw.execute(
        "SELECT o.number, p.name, e.at FROM order_events e JOIN orders o ON o.id = e.order_id "
        "LEFT JOIN customer_pii p ON p.id = o.customer_id WHERE e.act = ? AND e.at >= ? "
        "ORDER BY e.at DESC, e.id LIMIT 201",
        (act, desk.made_at - 30 * DAY),
    ).fetchall()


def _detail(db: sa.Connection, desk: BigDesk, chance: random.Random) -> object:
    order = order_id(_any_order(desk, chance))
    return order_detail(db, order, device_id=desk.shop.devices[0], now=Instant(desk.made_at))


def _raw_sku(raw: Any, desk: BigDesk, chance: random.Random) -> None:
    product = product_id(chance.randrange(desk.size.goods))
    for table, column in (("products", "id"), ("stock_cells", "product_id")):
        raw.execute(f"SELECT * FROM {table} WHERE {column} = ?", (product,)).fetchall()
    raw.execute("SELECT * FROM stock_days WHERE product_id = ?", (product,)).fetchall()


def _raw_board(raw: Any, desk: BigDesk, _chance: random.Random) -> None:
    found = raw.execute(
        "SELECT f.*, o.number, p.name FROM fulfillments f JOIN orders o ON o.id = f.order_id "
        "LEFT JOIN customer_pii p ON p.id = o.customer_id WHERE f.site_id = ? AND f.state IN "
        "('open', 'in_progress', 'ready') ORDER BY f.due_at, f.id LIMIT 200",
        (desk.shop.stores[0],),
    ).fetchall()
    for row in found:
        parts = "SELECT * FROM fulfillment_lines WHERE fulfillment_id = ?"
        raw.execute(parts, (row[0],)).fetchall()


QUESTIONS = (
    Question(
        "order by number",
        lambda db, desk, chance: heads_of(
            db, by_number(db, order_number(_any_order(desk, chance)))
        ),
        _raw_number,
        p50_ms=NUMBER_MS,
        growth=FLAT,
    ),
    Question("order detail", _detail, _raw_detail, p95_ms=DETAIL_P95_MS, growth=FLAT),
    Question(
        "customer overview",
        lambda db, desk, chance: overview(db, _buyer(desk, chance), Instant(desk.made_at)),
        _raw_history,
        p95_ms=DETAIL_P95_MS,
    ),
    Question(
        "customer timeline, first page",
        lambda db, desk, chance: timeline(db, _buyer(desk, chance)),
        _raw_history,
        p95_ms=DETAIL_P95_MS,
    ),
    Question(
        "newest orders, 200",
        lambda db, desk, _chance: order_list(db, _year(desk), None, ROWS),
        lambda raw, desk, _chance: _raw_page(raw, _year(desk), (desk.made_at, "")),
        p50_ms=PAGE_MS,
        growth=FLAT,
    ),
    Question(
        "deep page of orders, 200",
        lambda db, desk, chance: order_list(db, _year(desk), _deep(desk, chance), ROWS),
        lambda raw, desk, chance: _raw_page(raw, _year(desk), _deep(desk, chance)),
        p50_ms=PAGE_MS,
        growth=FLAT,
    ),
    Question(
        "list behind a chart, late",
        lambda db, desk, _chance: order_list(db, _behind(desk, which=Which.LATE), None, ROWS),
        lambda raw, desk, _chance: _raw_page(raw, _behind(desk), (desk.made_at, "")),
        p95_ms=DETAIL_P95_MS,
    ),
    Question(
        "list behind a chart, returned",
        lambda db, desk, _chance: order_list(db, _behind(desk, which=Which.RETURNED), None, ROWS),
        lambda raw, desk, _chance: _raw_events(raw, desk, "return"),
        p95_ms=DETAIL_P95_MS,
    ),
    Question(
        "one SKU over all places",
        lambda db, desk, chance: sku_stock(
            db, product_id(chance.randrange(desk.size.goods)), desk.made_at
        ),
        _raw_sku,
        p95_ms=DETAIL_P95_MS,
    ),
    Question(
        "pickup board",
        lambda db, desk, _chance: counter(db, desk.shop.stores[0]),
        _raw_board,
        p95_ms=DETAIL_P95_MS,
    ),
)
