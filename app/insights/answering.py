"""All figures of the dashboard in one question, seen in one state of the database."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.insights.dashboard import Dashboard, dashboard
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
) -> Answer:
    picture = stock_picture(db, scope, now, zone) if with_stock else None
    return Answer(dashboard(db, scope, period, against, now, zone), picture)
