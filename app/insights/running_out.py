"""What will run out before more comes, how surely, and who could help?

By the nightly rates of demand: of the cells that last the shortest, their deliveries and names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.insights.covers import ATP, Cells, Covers
from app.insights.risks import Risk, Step
from app.insights.scopes import Scope
from app.kit.clock import DAY, Instant
from app.places.tables import sites
from app.stock.forecast.calibration import demand
from app.stock.forecast.chances import Real, at_least
from app.stock.forecast.reading import LEAD_DAYS, Mark
from app.stock.lookup import inbound_of
from app.stock.model import KEPT_DAYS
from app.stock.tables import demand_rates, stock_cells

MOST_LOOKED_AT = 2_000  # the shortest covers; their deliveries are looked up
MOST_RISKS = 500  # SKUs at a place; a list of more is no list
RISKY = 0.3  # that somebody asks in vain: of three sold-out goods one sale is lost
SOON_DAYS = 2  # so little is missing that one only watches

Coming = Mapping[tuple[str, str], Sequence[tuple[int, Instant]]]

_cell, _rate, _product = stock_cells.c, demand_rates.c, products.c
_elsewhere = (
    sa.select(
        _cell.product_id,
        _cell.site_id,
        sa.func.coalesce(_rate.day, 0),
        sa.func.coalesce(_rate.chance, 0),
        sa.func.coalesce(_rate.size, 0),
        ATP,
    )
    .outerjoin(demand_rates, _cell.id == _rate.id)
    .where(_cell.product_id.in_(sa.bindparam("ids", expanding=True)), ATP > 0)
)
_named = sa.select(_product.id, _product.sku, _product.name, _product.colour, _product.size).where(
    _product.id.in_(sa.bindparam("ids", expanding=True)), _product.active
)


def risks_of(
    db: Connection,
    scope: Scope,
    now: int,
    covers: Covers | None = None,
    changed: Sequence[str] | None = None,
) -> tuple[Risk, ...]:
    """The shortest cover first. `covers`: goes on where it was when the cells `changed` had not
    changed yet; None: all cells are gone through."""
    known = covers or Covers()
    marks = known.reckon(db, scope.site_ids, changed)
    short = known.shortest(db, MOST_LOOKED_AT)
    return _with_sources(db, _risky(db, short, now), short, marks)


def _risky(db: Connection, cells: Cells, now: int) -> list[tuple[int, Risk]]:
    """(which cell, its risk) where it may well not last."""
    cover = cells.cover()
    coming: Coming = inbound_of(db, cells.product) if cells.product else {}
    here = [coming.get(cell, ()) for cell in zip(cells.site, cells.product, strict=True)]
    due = [max(there[0][1], now) if there else now + LEAD_DAYS * DAY for there in here]
    days = np.maximum(1.0, (np.array(due, np.int64) - now) / DAY)
    chance = _in_vain(cells, days)
    names = {row.id: row for row in db.execute(_named, {"ids": sorted(set(cells.product))})}
    places = {row.id: row.name for row in db.execute(sa.select(sites.c.id, sites.c.name))}
    found = []
    for at in np.flatnonzero(chance >= RISKY).tolist():
        row, arrivals = names.get(cells.product[at]), here[at]
        if row is None:
            continue
        soon = bool(arrivals) and days[at] - cover[at] <= SOON_DAYS
        risk = Risk(
            product_id=row.id,
            sku=row.sku,
            name=" ".join(part for part in (row.name, row.colour, row.size) if part),
            site_id=cells.site[at],
            site=places.get(cells.site[at], ""),
            atp=int(cells.atp[at]),
            cover=int(cover[at] * 10),
            inbound=sum(quantity for quantity, _ in arrivals),
            inbound_at=arrivals[0][1] if arrivals else None,
            step=Step.WATCH if soon else Step.REORDER,
            chance=round(chance[at] * 100),
        )
        found.append((at, risk))
    found.sort(key=lambda one: (one[1].cover, -one[1].chance, one[1].name, one[1].site))
    return found[:MOST_RISKS]


def _in_vain(cells: Cells, days: Real) -> Real:
    """P(somebody asks for it and there is none)."""
    of = demand(cells.rates, days, cells.by)
    return at_least(of.mean, of.wide, np.maximum(cells.atp, 0) + 1)


def _with_sources(
    db: Connection,
    risky: Iterable[tuple[int, Risk]],
    cells: Cells,
    marks: Mapping[str, Mark],
) -> tuple[Risk, ...]:
    """The place that has most to spare gives what one lead time needs."""
    told = list(risky)
    wanted = sorted({risk.product_id for _, risk in told if risk.step is Step.REORDER})
    spare: dict[str, list[tuple[int, str]]] = {}
    others = Cells(db.execute(_elsewhere, {"ids": wanted}).all() if wanted else [], marks)
    left = others.atp - np.ceil(others.asked(KEPT_DAYS)).astype(np.int64)
    for at in np.flatnonzero(left > 0).tolist():
        spare.setdefault(others.product[at], []).append((int(left[at]), others.site[at]))
    places = {row.id: row.name for row in db.execute(sa.select(sites.c.id, sites.c.name))}
    need = np.ceil(cells.asked(LEAD_DAYS)).astype(np.int64) - np.maximum(cells.atp, 0)
    return tuple(
        _sourced(risk, int(need[at]), spare.get(risk.product_id, ()), places) for at, risk in told
    )


def _sourced(
    risk: Risk, need: int, spare: Sequence[tuple[int, str]], places: Mapping[str, str]
) -> Risk:
    others = [(left, places[site], site) for left, site in spare if site != risk.site_id]
    if risk.step is not Step.REORDER or not others:
        return risk
    left, name, site_id = max(others)
    units = min(left, max(1, need))
    return replace(risk, step=Step.TRANSFER, units=units, source=name, source_id=site_id)
