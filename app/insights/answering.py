"""All figures of the dashboard in one question, seen in one state of the database."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.insights.dashboard import Dashboard, dashboard
from app.insights.scopes import Against, Period, Scope
from app.insights.stock_counts import StockCounts
from app.insights.stock_health import StockPicture
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
    counts: StockCounts | None = None,
    changed: Collection[str] | None = None,
) -> Answer:
    """`counts` tells the stock, going on where it was when the cells `changed` had not changed yet;
    None: without the stock."""
    picture = counts.picture(db, scope, now, zone, changed) if counts else None
    board = dashboard(db, scope, period, against, now, zone)
    return Answer(board, picture, places_not_held(db, scope.site_ids))
