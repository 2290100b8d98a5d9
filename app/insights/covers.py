"""How long does each cell of a scope last? All are reckoned once, then only what changed.

To go through the rates of 200,000 goods takes half a second for each store. A cover is another when
its cell was written, and as a night reckons the rates anew: what each lasts is remembered, in eight
bytes, and the ids of the cells that changed since are enough to go on from there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.stock.forecast.calibration import demand, trust
from app.stock.forecast.chances import Real
from app.stock.forecast.reading import Mark, marks_of, rates_from
from app.stock.forecast.reckoning import CHANCE, SIZE
from app.stock.forecast.width import STANDARD
from app.stock.tables import demand_rates, stock_cells

HORIZON_DAYS = 30  # nobody acts today on what runs out later
LONG = np.inf  # what lasts longer, or is not in the scope
NEVER = Mark(0, STANDARD)  # nobody reckoned that place yet

_cell, _rate = stock_cells.c, demand_rates.c
ATP = (_cell.available - _cell.reserved - _cell.leased - _cell.safety).label("atp")
# Where a rate stands in the desk's own file: never told to anybody
_place: sa.ColumnElement[int] = sa.literal_column(f"{demand_rates.name}.rowid")
# Cells in the order of their covering index, not by their keys: 1.8 s of 200,000 become 0.6
_joined = demand_rates.join(
    stock_cells,
    sa.and_(_cell.product_id == _rate.product_id, _cell.site_id == _rate.site_id),
)
_figures = (_rate.product_id, _rate.site_id, _rate.day, _rate.chance, _rate.size, ATP)
# Only what lasts less than the horizon as it sold on its last day: most of a store lasts longer.
_short = (
    sa.select(_place, *_figures)
    .select_from(_joined)
    .where(
        _rate.site_id.in_(sa.bindparam("sites", expanding=True)),
        (_rate.chance + sa.bindparam("floor")) * _rate.size * sa.bindparam("level")
        > ATP.element * (CHANCE * SIZE // HORIZON_DAYS * 1_000),
    )
)
_short_of = _short.where(_rate.id.in_(sa.bindparam("ids", expanding=True)))
_places_of = sa.select(_place).where(_rate.id.in_(sa.bindparam("ids", expanding=True)))
_at = (
    sa.select(_place, *_figures)
    .select_from(_joined)
    .where(_place.in_(sa.bindparam("places", expanding=True)))
)


class Cells:
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

    def cover(self) -> Real:
        """Days, as they sell now."""
        per_day = self.asked(1.0)
        lasts: Real = np.maximum(self.atp, 0) / np.where(per_day > 0, per_day, np.inf)
        return np.where(per_day > 0, lasts, LONG)


class Covers:
    """Of one scope at a time, on a desk; asked on one lane."""

    def __init__(self) -> None:
        self._here: dict[str, Mark] = {}  # by which they were reckoned
        self._lasts: Real = np.empty(0)  # by the rate's place

    def reckon(
        self, db: Connection, sites: Sequence[str], changed: Sequence[str] | None
    ) -> Mapping[str, Mark]:
        """`changed`: ids of cells; None: all. Tells the marks of all places."""
        marks = marks_of(db)
        here = {site: marks[site] for site in sites if site in marks}
        if changed is None or here != self._here:
            self._lasts = np.empty(0)
            self._put(db.execute(_short, _asked(sites, marks)).all(), marks)
        elif changed:
            gone = np.array(db.execute(_places_of, {"ids": changed}).scalars().all(), np.int64)
            self._lasts[gone[gone < self._lasts.size]] = LONG
            asked = {**_asked(sites, marks), "ids": changed}
            self._put(db.execute(_short_of, asked).all(), marks)
        self._here = here
        return marks

    def shortest(self, db: Connection, most: int) -> Cells:
        """Those that last less than the horizon, the shortest first."""
        short = np.flatnonzero(self._lasts < HORIZON_DAYS)
        first = short[np.argsort(self._lasts[short], kind="stable")][:most]
        rows = db.execute(_at, {"places": first.tolist()}).all() if first.size else []
        told = {row[0]: row[1:] for row in rows}
        return Cells([told[at] for at in first.tolist() if at in told], self._here)

    def _put(self, rows: Sequence[Sequence[Any]], marks: Mapping[str, Mark]) -> None:
        if not rows:
            return
        at = np.array([row[0] for row in rows], np.int64)
        beyond = int(at.max()) + 1 - self._lasts.size
        if beyond > 0:
            self._lasts = np.concatenate([self._lasts, np.full(beyond, LONG)])
        self._lasts[at] = Cells([row[1:] for row in rows], marks).cover()


def _asked(sites: Sequence[str], marks: Mapping[str, Mark]) -> dict[str, Any]:
    trusted = [marks[site].by for site in sites if site in marks]
    return {
        "sites": list(sites),
        "floor": max((by.floor for by in trusted), default=0) * CHANCE // 1_000,
        "level": max((by.level for by in trusted), default=0),
    }
