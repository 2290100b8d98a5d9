"""How healthy is the stock of a scope, and what will run out before more comes?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.insights.scopes import Scope
from app.kit.clock import DAY, Instant, business_day
from app.places.tables import sites
from app.stock.lookup import inbound_of
from app.stock.model import WINDOW
from app.stock.tables import stock_cells, stock_days

LOW_DAYS = 7  # less cover than a week does not see the next weekend
OVER_DAYS = 180  # half a year on the shelf: a season is over before it is sold
OVER_SAFETY = 6  # of what nobody asked for: times the safety stock
LEAD_DAYS = 14  # when nothing is on its way, more comes no sooner
HORIZON_DAYS = 30  # nobody acts today on what runs out later
MOST_LOOKED_AT = 2_000  # the shortest covers; their deliveries are looked up
MOST_RISKS = 500  # SKUs at a place; a list of more is no list
KEPT_DAYS = 14  # what a place that gives has to keep for its own customers

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


class Step(StrEnum):
    TRANSFER = "transfer"  # another place has some to spare
    WATCH = "watch"  # more is on its way, and it nearly lasts
    REORDER = "reorder"


@dataclass(frozen=True, slots=True)
class Risk:
    """A SKU at a place that runs out before more comes. `cover` in tenths of a day."""

    product_id: str
    sku: str
    name: str
    site_id: str
    site: str
    atp: int
    sold: int  # in WINDOW days
    cover: int
    inbound: int
    inbound_at: int | None
    step: Step
    units: int = 0  # to transfer
    source: str = ""  # the place that has them


@dataclass(frozen=True, slots=True)
class StockPicture:
    categories: tuple[CategoryHealth, ...]
    risks: tuple[Risk, ...]
    carried: int  # SKUs at places

    @property
    def at_risk(self) -> int:
        return len(self.risks)


def stock_picture(
    db: Connection,
    scope: Scope,
    now: int,
    zone: str,
    categories: "tuple[CategoryHealth, ...] | None" = None,
) -> StockPicture:
    """`categories`: told already by somebody who goes on counting."""
    if categories is None:
        categories = health_by_category(db, scope, now, zone)
    risks = risks_of(db, scope, now, zone)
    return StockPicture(categories, risks, sum(one.whole for one in categories))


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


def health_by_category(
    db: Connection, scope: Scope, now: int, zone: str
) -> tuple[CategoryHealth, ...]:
    sold = sold_lately(scope.site_ids, now, zone)
    health = health_of(sold.c.sold).label("health")
    # Not by the index of categories: goods in the order of their rows, 2.4 s of 200,000 become 0.7
    category = _product.category.concat("").label("told")
    asked = (
        sa.select(category, health, sa.func.count())
        .select_from(cells_of(sold))
        .where(_cell.site_id.in_(scope.site_ids), _product.active)
        .group_by(category, health)
    )
    found: dict[str, dict[Health, int]] = {}
    for named, told, count in db.execute(asked):
        found.setdefault(named, {})[Health(told)] = int(count)
    return in_order(found)


def in_order(found: Mapping[str, Mapping[Health, int]]) -> tuple[CategoryHealth, ...]:
    made = [CategoryHealth(category, counts) for category, counts in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.whole, one.category)))


def cells_of(sold: sa.Subquery) -> sa.FromClause:
    same = sa.and_(sold.c.site_id == _cell.site_id, sold.c.product_id == _cell.product_id)
    joined = stock_cells.join(products, _product.id == _cell.product_id)
    return joined.outerjoin(sold, same)


def risks_of(db: Connection, scope: Scope, now: int, zone: str) -> tuple[Risk, ...]:
    """The shortest cover first; only what somebody bought in the last WINDOW days can run out."""
    sold = sold_lately(scope.site_ids, now, zone)
    same = sa.and_(_cell.site_id == sold.c.site_id, _cell.product_id == sold.c.product_id)
    asked = (
        sa.select(
            _product.id.label("product_id"),
            _product.sku,
            _product.name,
            _product.colour,
            _product.size,
            sites.c.id.label("site_id"),
            sites.c.name.label("site"),
            _atp.label("atp"),
            sold.c.sold,
        )
        .select_from(sold)
        .join(stock_cells, same)
        .join(products, _product.id == _cell.product_id)
        .join(sites, sites.c.id == _cell.site_id)
        .where(sold.c.sold > 0, _product.active, _atp * WINDOW < sold.c.sold * HORIZON_DAYS)
        .order_by((_atp * 1000) / sold.c.sold, _cell.product_id, _cell.site_id)
        .limit(MOST_LOOKED_AT)
    )
    rows = list(db.execute(asked).mappings())
    coming = inbound_of(db, {row["product_id"] for row in rows}) if rows else {}
    risky = [told for row in rows if (told := _risk(row, coming, now)) is not None]
    risky.sort(key=lambda risk: (risk.cover, -risk.sold, risk.name, risk.site))
    return _with_sources(db, risky[:MOST_RISKS], now, zone)


def _risk(
    row: Mapping[Any, Any],
    coming: Mapping[tuple[str, str], Sequence[tuple[int, Instant]]],
    now: int,
) -> Risk | None:
    """None when it lasts until more comes."""
    atp, sold = max(0, row["atp"]), row["sold"]
    cover = atp * WINDOW * 10 // sold
    arrivals = coming.get((row["site_id"], row["product_id"]), ())
    next_at = max(arrivals[0][1], now) if arrivals else now + LEAD_DAYS * DAY
    if cover * DAY >= (next_at - now) * 10 and atp > 0:
        return None
    variant = " ".join(part for part in (row["name"], row["colour"], row["size"]) if part)
    soon = bool(arrivals) and (next_at - now) * 10 - cover * DAY <= 2 * 10 * DAY
    return Risk(
        product_id=row["product_id"],
        sku=row["sku"],
        name=variant,
        site_id=row["site_id"],
        site=row["site"],
        atp=row["atp"],
        sold=sold,
        cover=cover,
        inbound=sum(quantity for quantity, _ in arrivals),
        inbound_at=arrivals[0][1] if arrivals else None,
        step=Step.WATCH if soon else Step.REORDER,
    )


def _with_sources(db: Connection, risks: Sequence[Risk], now: int, zone: str) -> tuple[Risk, ...]:
    """The place that has most to spare gives what one lead time needs."""
    wanted = {risk.product_id for risk in risks if risk.step is Step.REORDER}
    if not wanted:
        return tuple(risks)
    sold = sold_lately((), now, zone, sorted(wanted))
    same = sa.and_(sold.c.site_id == _cell.site_id, sold.c.product_id == _cell.product_id)
    asked = (
        sa.select(
            _cell.product_id,
            _cell.site_id,
            sites.c.name,
            _atp.label("atp"),
            sa.func.coalesce(sold.c.sold, 0).label("sold"),
        )
        .select_from(stock_cells.join(sites, sites.c.id == _cell.site_id).outerjoin(sold, same))
        .where(_cell.product_id.in_(sorted(wanted)), _atp > 0)
    )
    spare: dict[str, list[tuple[int, str, str]]] = {}
    for row in db.execute(asked).mappings():
        left = row["atp"] - -(-row["sold"] * KEPT_DAYS // WINDOW)
        if left > 0:
            spare.setdefault(row["product_id"], []).append((left, row["name"], row["site_id"]))
    return tuple(_sourced(risk, spare.get(risk.product_id, ())) for risk in risks)


def _sourced(risk: Risk, spare: Sequence[tuple[int, str, str]]) -> Risk:
    others = [one for one in spare if one[2] != risk.site_id]
    if risk.step is not Step.REORDER or not others:
        return risk
    left, name, _ = max(others)
    need = max(1, -(-risk.sold * LEAD_DAYS // WINDOW) - max(0, risk.atp))
    told = {field: getattr(risk, field) for field in Risk.__dataclass_fields__}
    return Risk(**{**told, "step": Step.TRANSFER, "units": min(left, need), "source": name})
