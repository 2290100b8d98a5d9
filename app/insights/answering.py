"""All figures of the dashboard in one question, seen in one state of the database."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.insights.dashboard import Dashboard, dashboard
from app.insights.health_counts import HealthCounts
from app.insights.scopes import Against, Period, Scope
from app.insights.stock_health import StockPicture, stock_picture
from app.stock.network import places_not_held


@dataclass(frozen=True, slots=True)
class Answer:
    """`picture` None: the stock was looked at a moment ago and is not asked for. `not_held`: places
    of the scope whose stock this desk does not hold, so that it is not in the picture."""

    board: Dashboard
    picture: StockPicture | None
    not_held: int = 0


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
    board = dashboard(db, scope, period, against, now, zone)
    return Answer(board, picture, places_not_held(db, scope.site_ids))
