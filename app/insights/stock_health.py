"""How healthy is the stock of a scope: what is counted as what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from app.catalog.tables import products
from app.insights.risks import Risk
from app.kit.clock import Instant, business_day
from app.stock.model import WINDOW
from app.stock.tables import stock_cells, stock_days

LOW_DAYS = 7  # less cover than a week does not see the next weekend
OVER_DAYS = 180  # half a year on the shelf: a season is over before it is sold
OVER_SAFETY = 6  # of what nobody asked for: times the safety stock

_cell, _day, _product = stock_cells.c, stock_days.c, products.c
_atp = _cell.available - _cell.reserved - _cell.leased - _cell.safety


class Health(StrEnum):
    HEALTHY = "healthy"
    LOW = "low"
    OUT = "out"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CategoryHealth:
    category: str
    counts: Mapping[Health, int]

    @property
    def whole(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class StockPicture:
    categories: tuple[CategoryHealth, ...]
    risks: tuple[Risk, ...]
    carried: int  # SKUs at places

    @property
    def at_risk(self) -> int:
        return len(self.risks)


def sold_lately(
    scope_sites: Sequence[str], now: int, zone: str, product_ids: Sequence[str] = ()
) -> sa.Subquery:
    """(site, product, units) of the last WINDOW whole days at some places, or of some products."""
    today = business_day(Instant(now), zone).toordinal()
    asked = (
        sa.select(_day.site_id, _day.product_id, sa.func.sum(_day.sold).label("sold"))
        .where(_day.day >= today - WINDOW, _day.day < today, _day.sold != 0)
        .group_by(_day.site_id, _day.product_id)
    )
    if scope_sites:
        asked = asked.where(_day.site_id.in_(scope_sites))
    if product_ids:
        asked = asked.where(_day.product_id.in_(product_ids))
    return asked.subquery()


def health_of(sold: Any) -> sa.Case[str]:
    """Out: nothing to promise. Low and over by the days it lasts; what nobody bought by safety."""
    bought = sa.func.coalesce(sold, 0)
    return sa.case(
        (_atp <= 0, Health.OUT.value),
        (sa.and_(bought > 0, _atp * WINDOW < bought * LOW_DAYS), Health.LOW.value),
        (_atp < _cell.safety, Health.LOW.value),
        (sa.and_(bought > 0, _atp * WINDOW > bought * OVER_DAYS), Health.OVER.value),
        (sa.and_(bought <= 0, _atp > _cell.safety * OVER_SAFETY), Health.OVER.value),
        else_=Health.HEALTHY.value,
    )


def in_order(found: Mapping[str, Mapping[Health, int]]) -> tuple[CategoryHealth, ...]:
    made = [CategoryHealth(category, counts) for category, counts in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.whole, one.category)))


def cells_of(sold: sa.Subquery) -> sa.FromClause:
    same = sa.and_(sold.c.site_id == _cell.site_id, sold.c.product_id == _cell.product_id)
    joined = stock_cells.join(products, _product.id == _cell.product_id)
    return joined.outerjoin(sold, same)
