"""What will run out before more comes, how surely, and who could help?

By the nightly rates of demand. First all cells by how long they last, in arrays; then the shortest
few with their deliveries and their names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.insights.risks import Risk, Step
from app.insights.scopes import Scope
from app.kit.clock import DAY, Instant
from app.places.tables import sites
from app.stock.forecast.calibration import demand, trust
from app.stock.forecast.chances import Real, at_least
from app.stock.forecast.reading import LEAD_DAYS, Mark, marks_of, rates_from
from app.stock.forecast.reckoning import CHANCE, SIZE
from app.stock.forecast.width import STANDARD
from app.stock.lookup import inbound_of
from app.stock.tables import demand_rates, stock_cells

HORIZON_DAYS = 30  # nobody acts today on what runs out later
MOST_LOOKED_AT = 2_000  # the shortest covers; their deliveries are looked up
MOST_RISKS = 500  # SKUs at a place; a list of more is no list
KEPT_DAYS = 14  # what a place that gives has to keep for its own customers
PROBABLY = 0.5
NEVER = Mark(0, STANDARD)  # nobody reckoned that place yet
SOON_DAYS = 2  # so little is missing that one only watches

Coming = Mapping[tuple[str, str], Sequence[tuple[int, Instant]]]

_cell, _rate, _product = stock_cells.c, demand_rates.c, products.c
_atp = (_cell.available - _cell.reserved - _cell.leased - _cell.safety).label("atp")
_figures = (_rate.product_id, _rate.site_id, _rate.day, _rate.chance, _rate.size, _atp)
# Only what lasts less than the horizon as it sold on its last day: most of a store lasts longer.
_here = (
    sa.select(*_figures)
    .join(stock_cells, _cell.id == _rate.id)
    .where(
        _rate.site_id.in_(sa.bindparam("sites", expanding=True)),
        (_rate.chance + sa.bindparam("floor")) * _rate.size * sa.bindparam("level")
        > _atp.element * (CHANCE * SIZE // HORIZON_DAYS * 1_000),
    )
)
_elsewhere = (
    sa.select(
        _cell.product_id,
        _cell.site_id,
        sa.func.coalesce(_rate.day, 0),
        sa.func.coalesce(_rate.chance, 0),
        sa.func.coalesce(_rate.size, 0),
        _atp,
    )
    .outerjoin(demand_rates, _cell.id == _rate.id)
    .where(_cell.product_id.in_(sa.bindparam("ids", expanding=True)), _atp > 0)
)
_named = sa.select(_product.id, _product.sku, _product.name, _product.colour, _product.size).where(
    _product.id.in_(sa.bindparam("ids", expanding=True)), _product.active
)


class _Cells:
    """Rows of (product, site, day, chance, size, atp) with what is asked of them per day."""

    def __init__(self, rows: Sequence[Sequence[Any]], marks: Mapping[str, Mark]) -> None:
        columns = list(zip(*rows, strict=True)) if rows else [()] * 6
        self.product: Sequence[str] = columns[0]
        self.site: Sequence[str] = columns[1]
        day, chance, size, self.atp = (np.array(one, np.int64) for one in columns[2:])
        places = {site: at for at, site in enumerate(dict.fromkeys(self.site))}
        known = [marks.get(site, NEVER) for site in places] or [NEVER]
        here = np.array([places[site] for site in self.site], np.int64)
        upto = np.array([mark.day for mark in known], np.int64)
        self.rates = rates_from(day, chance, size, upto[here])
        self.by = trust(*(mark.by for mark in known)).at(here)

    def asked(self, days: float | Real) -> Real:
        return demand(self.rates, days, self.by).mean

    def in_vain(self, days: Real) -> Real:
        """P(somebody asks for it and there is none)."""
        of = demand(self.rates, days, self.by)
        return at_least(of.mean, of.wide, np.maximum(self.atp, 0) + 1)


def risks_of(db: Connection, scope: Scope, now: int) -> tuple[Risk, ...]:
    """The shortest cover first."""
    marks = marks_of(db)
    trusted = [marks[site].by for site in scope.site_ids if site in marks]
    asked = {
        "sites": scope.site_ids,
        "floor": max((by.floor for by in trusted), default=0) * CHANCE // 1_000,
        "level": max((by.level for by in trusted), default=0),
    }
    rows = db.execute(_here, asked).all()
    whole = _Cells(rows, marks)
    per_day = whole.asked(1.0)
    cover = np.maximum(whole.atp, 0) / np.where(per_day > 0, per_day, np.inf)
    short = np.flatnonzero((per_day > 0) & (cover < HORIZON_DAYS))
    short = short[np.argsort(cover[short], kind="stable")][:MOST_LOOKED_AT]
    looked_at = _Cells([rows[at] for at in short.tolist()], marks)
    risky = _risky(db, looked_at, cover[short], now)
    return _with_sources(db, risky, looked_at, marks)


def _risky(db: Connection, cells: _Cells, cover: Real, now: int) -> list[tuple[int, Risk]]:
    """(which cell, its risk) where it probably does not last."""
    coming: Coming = inbound_of(db, cells.product) if cells.product else {}
    here = [coming.get(cell, ()) for cell in zip(cells.site, cells.product, strict=True)]
    due = [max(there[0][1], now) if there else now + LEAD_DAYS * DAY for there in here]
    days = np.maximum(1.0, (np.array(due, np.int64) - now) / DAY)
    chance = cells.in_vain(days)
    names = {row.id: row for row in db.execute(_named, {"ids": sorted(set(cells.product))})}
    places = {row.id: row.name for row in db.execute(sa.select(sites.c.id, sites.c.name))}
    found = []
    for at in np.flatnonzero(chance >= PROBABLY).tolist():
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


def _with_sources(
    db: Connection,
    risky: Iterable[tuple[int, Risk]],
    cells: _Cells,
    marks: Mapping[str, Mark],
) -> tuple[Risk, ...]:
    """The place that has most to spare gives what one lead time needs."""
    told = list(risky)
    wanted = sorted({risk.product_id for _, risk in told if risk.step is Step.REORDER})
    spare: dict[str, list[tuple[int, str]]] = {}
    others = _Cells(db.execute(_elsewhere, {"ids": wanted}).all() if wanted else [], marks)
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
    others = [(left, places[site]) for left, site in spare if site != risk.site_id]
    if risk.step is not Step.REORDER or not others:
        return risk
    left, name = max(others)
    return replace(risk, step=Step.TRANSFER, units=min(left, max(1, need)), source=name)
