"""All figures of the dashboard in one question, seen in one state of the database."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.insights.dashboard import Dashboard, dashboard
from app.insights.health_counts import HealthCounts
from app.insights.scopes import Against, Period, Scope
from app.insights.stock_health import StockPicture, stock_picture


@dataclass(frozen=True, slots=True)
class Answer:
    """`picture` None: the stock was looked at a moment ago and is not asked for."""

    board: Dashboard
    picture: StockPicture | None


def answer(
    db: Connection,
    scope: Scope,
    period: Period,
    against: Against,
    *,
    now: int,
    zone: str,
    with_stock: bool,
    counts: HealthCounts | None = None,
    changed: Collection[str] | None = None,
) -> Answer:
    """`counts` goes on counting where it was when the cells `changed` had not changed yet."""
    told = counts.categories(db, scope, now, zone, changed) if counts and with_stock else None
    picture = stock_picture(db, scope, now, zone, told) if with_stock else None
    return Answer(dashboard(db, scope, period, against, now, zone), picture)
