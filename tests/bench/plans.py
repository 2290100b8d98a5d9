"""Which question of a screen goes through a whole table, or sorts one? Asked of the database."""

import random
import re
from typing import Any

import sqlalchemy as sa

from app.desk.queue import Asker, home
from app.insights.answering import answer
from app.insights.scopes import Against, Period, scopes_for
from app.insights.stock_counts import StockCounts
from app.kit.clock import Instant
from tests.bench import lookups, typeahead
from tests.bench.big import BigDesk
from tests.bench.bigrows import ZONE

# What grows with the years, customers or goods. The others have few rows on any desk.
BIG = (
    "orders",
    "order_lines",
    "order_events",
    "order_adjustments",
    "payments",
    "fulfillments",
    "fulfillment_lines",
    "messages",
    "returns",
    "return_lines",
    "return_refunds",
    "customers",
    "customer_pii",
    "customer_addresses",
    "customer_contacts",
    "customer_consents",
    "customer_notes",
    "products",
    "stock_cells",
    "stock_days",
)
# Stock health goes through all goods, off the window's thread and once a minute at most.
ALL_GOODS = "GROUP BY products.category"

_VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+\b")


def scans(desk: BigDesk) -> list[dict[str, Any]]:
    """The statements, as far as screens ask them, whose plan begins at no index."""
    return [
        {"scan": step, "statement": statement}
        for statement, steps in plans(desk).items()
        for step in steps
        if _goes_through(step) and ALL_GOODS not in statement
    ]


def plans(desk: BigDesk) -> dict[str, list[str]]:
    """Statement → the steps of its plan, as the database itself heard of it: not all come through
    SQLAlchemy."""
    with desk.reading() as db:
        raw: Any = db.connection.driver_connection
        return {
            statement: [row[-1] for row in raw.execute(f"EXPLAIN QUERY PLAN {told}")]
            for statement, told in _asked(db, raw, desk).items()
        }


def _goes_through(step: str) -> bool:
    """An index read in its order, with a limit, is not a scan: the newest orders."""
    words = step.split()
    return words[0] == "SCAN" and words[1] in BIG and "USING" not in words


def _asked(db: sa.Connection, raw: Any, desk: BigDesk) -> dict[str, str]:
    """Statement, its values as question marks → with its values."""
    found: dict[str, str] = {}

    def keep(told: str) -> None:
        if told.startswith("SELECT"):
            found.setdefault(_VALUE.sub("?", told), told)

    raw.set_trace_callback(keep)
    now = Instant(desk.made_at)
    here = desk.shop.stores[0]
    for question in (*typeahead.QUESTIONS, *lookups.QUESTIONS):
        for seed in range(3):
            question.ours(db, desk, random.Random(seed))
    for role in ("agent", "clerk", "manager", "inventory", "auditor"):
        user = desk.shop.users.get(role, "")
        home(db, Asker(user, role, here, ZONE), now)
        for scope in scopes_for(db, role=role, user_id=user, site_id=here)[:1]:
            month = (scope, Period.MONTH, Against.PREVIOUS)
            counts = StockCounts()
            for changed in (None, frozenset({"0" * 32})):
                answer(db, *month, now=now, zone=ZONE, counts=counts, changed=changed)
    raw.set_trace_callback(None)
    return found
