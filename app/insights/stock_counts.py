"""The stock of a scope in one picture, told again and again: what is kept between two looks."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from app.insights.health_counts import HealthCounts
from app.insights.scopes import Scope
from app.insights.stock_health import StockPicture
from app.kit.clock import HOUR, Instant, business_day

if TYPE_CHECKING:
    from app.insights.covers import Covers

FEW = 2_000  # cells that are looked at one by one; more are counted with all the others
LASTS = HOUR  # a row that the server took back leaves its count behind until all are counted


class StockCounts:
    """One scope at a time, on a desk. Lives as long as the screen that tells it; asked on one
    lane, so that no two questions meet here."""

    def __init__(self) -> None:
        self._of: tuple[tuple[str, ...], int] | None = None  # the scope's places, the day
        self._at = 0
        self._health = HealthCounts()
        self._covers: Covers | None = None

    def picture(
        self,
        db: Connection,
        scope: Scope,
        now: int,
        zone: str,
        changed: Collection[str] | None = None,
    ) -> StockPicture:
        """`changed`: ids of the cells that changed since the last answer; None: nobody knows."""
        from app.insights.covers import Covers  # noqa: PLC0415  numpy: never at a desk's start
        from app.insights.running_out import risks_of  # noqa: PLC0415

        of = (scope.site_ids, business_day(Instant(now), zone).toordinal())
        known = self._of == of and now - self._at < LASTS
        self._of = None  # until it is right again
        few = sorted(changed) if known and changed is not None and len(changed) <= FEW else None
        if few is None:
            self._at = now
        self._covers = self._covers or Covers()
        categories = self._health.categories(db, scope, now, zone, few)
        risks = risks_of(db, scope, now, self._covers, few)
        self._of = of
        return StockPicture(categories, risks, sum(one.whole for one in categories))
