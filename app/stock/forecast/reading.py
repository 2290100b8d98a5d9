"""What will be asked for at which place until when: the nightly rates, told ahead.

For a basket over all places while somebody waits, and for lists of cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.kit.clock import DAY
from app.stock.forecast.calibration import demand, trust
from app.stock.forecast.chances import Real, Whole
from app.stock.forecast.reckoning import CHANCE, SIZE
from app.stock.forecast.spreading import Rate, spread_rates
from app.stock.forecast.tsb import Rates, fading
from app.stock.forecast.width import FIELDS, STANDARD, Calibration
from app.stock.tables import demand_marks, demand_rates
from app.storage.prepared import prepared

LEAD_DAYS = 14  # when nothing is on its way, more comes no sooner

_rate, _mark = demand_rates.c, demand_marks.c
_walk = sa.select(_rate.product_id, _rate.site_id, _rate.day, _rate.chance, _rate.walk).where(
    _rate.product_id.in_(sa.bindparam("ids", expanding=True))
)
_marks = sa.select(_mark.site_id, _mark.day, *(_mark[name] for name in FIELDS))


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which business day a place's rates are reckoned, and how far to trust them."""

    day: int
    by: Calibration


@dataclass(frozen=True, slots=True, eq=False)
class WalkIn:
    """[products, places] of what is asked: mean, and variance ÷ mean, of the units that people will
    want at the place itself. `known` False: nobody has reckoned that place yet."""

    mean: Real
    wide: Real
    known: NDArray[np.bool_]


def walk_in_demand(
    db: Connection,
    product_ids: Sequence[str],
    site_ids: Sequence[str],
    until: Mapping[tuple[str, str], int],
    *,
    now: int,
) -> WalkIn:
    """`until`: see days_until."""
    product, place = _places_of(product_ids), _places_of(site_ids)
    shape = (len(product), len(place))
    marks = marks_of(db)
    reckoned = [marks.get(site) for site in site_ids]
    cells = {
        (product[row[0]], place[row[1]]): row[2:] for row in _known(db, product) if row[1] in place
    }
    figures = np.array([(*at, *told) for at, told in cells.items()], np.int64).reshape(-1, 5).T
    at = figures[0], figures[1]
    upto = np.array([mark.day if mark else 0 for mark in reckoned], np.int64)
    sold = rates_from(figures[2], figures[3], figures[4], upto[figures[1]])
    told = Rates(np.zeros(shape), np.zeros(shape))
    told.chance[at], told.size[at] = sold.chance, sold.size
    days = days_until(product_ids, site_ids, until, now=now)
    known = np.array([mark is not None for mark in reckoned], np.bool_)
    by = trust(*(mark.by if mark else STANDARD for mark in reckoned))
    asked = demand(told, days, by)
    return WalkIn(asked.mean * known, asked.wide, np.broadcast_to(known, shape))


def days_until(
    product_ids: Sequence[str],
    site_ids: Sequence[str],
    until: Mapping[tuple[str, str], int],
    *,
    now: int,
) -> Real:
    """[products, places]. `until`: when more of a (site, product) comes, an instant; not in it: in
    LEAD_DAYS. What is late already is awaited tomorrow."""
    product, place = _places_of(product_ids), _places_of(site_ids)
    days = np.full((len(product), len(place)), float(LEAD_DAYS))
    for (site, goods), due in until.items():
        if site in place and goods in product:
            days[product[goods], place[site]] = max(1.0, (due - now) / DAY)
    return days


def rates_from(day: Whole, chance: Whole, size: Whole, upto: Whole) -> Rates:
    """The figures of rows, told ahead to the day up to which their places are reckoned."""
    return Rates(chance / CHANCE * fading(upto - day), size / SIZE)


def marks_of(db: Connection) -> dict[str, Mark]:
    rows = prepared(db, _marks).rows(db, {})
    return {row[0]: Mark(row[1], Calibration(*row[2:])) for row in rows}


def _known(db: Connection, product_ids: Iterable[str]) -> Iterator[Rate]:
    """By packed rows; after them, and over them, by the rates that are held here."""
    ids = list(product_ids)
    if ids:
        yield from spread_rates(db, ids)
        yield from map(tuple, prepared(db, _walk).rows(db, {"ids": ids}))


def _places_of(ids: Sequence[str]) -> dict[str, int]:
    return {one: at for at, one in enumerate(ids)}
