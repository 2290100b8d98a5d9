"""Every night: how fast did each thing sell at a place, up to yesterday, and how sure is that?

A rate changes when its day is over, never in between, so no sale waits for it. Rows of cells that
sold since the last night are written; of all others the chance fades by itself. The first night of
a place writes a row for each thing that sold in the quarter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.places.lookup import time_zone_of
from app.stock.days import RING
from app.stock.forecast.calibration import calibrate
from app.stock.forecast.chances import Real, Whole
from app.stock.forecast.tsb import Sales, fading, rates
from app.stock.ledger import cell_id
from app.stock.tables import demand_marks, demand_rates, stock_cells, stock_days
from app.storage.uow import UnitOfWork

CHUNK = 500  # ids of one IN list, as in the feed
CHANCE, SIZE = 1_000_000, 1_000  # what one is in the rows

_day, _cell = stock_days.c, stock_cells.c
_sold = (
    sa.select(_day.product_id, _day.day, _day.sold, _day.shipped)
    .where(_day.site_id == sa.bindparam("site"), _day.day > sa.bindparam("eldest"), _day.sold > 0)
    .order_by(_day.product_id, _day.day)
)
_opened = sa.select(_cell.id, _cell.opened_at).where(
    _cell.id.in_(sa.bindparam("ids", expanding=True))
)
_known = sa.select(demand_rates.c.id).where(demand_rates.c.site_id == sa.bindparam("site"))
RATES = ("day", "chance", "size", "walk")
_write = (
    demand_rates.update()
    .where(demand_rates.c.id == sa.bindparam("row_id"))
    .values({name: sa.bindparam(f"to_{name}") for name in RATES})
)


@dataclass(frozen=True, slots=True, eq=False)
class Sold:
    """Sales of a place with what they are of: `products[n]`, `last[n]` the day of the last sale of
    each, and `walk` per row: units that no carrier brought."""

    products: Sequence[str]
    sales: Sales
    walk: Real
    last: Whole


def reckon(uow: UnitOfWork, site_id: str) -> int:
    """How many rows it wrote: none when the place's yesterday is in already."""
    zone = time_zone_of(uow.db, site_id)
    today = business_day(uow.now, zone).toordinal()
    mark = uow.row(demand_marks, site_id)
    if mark is not None and mark["day"] >= today:
        return 0
    sold = sold_at(uow.db, site_id, zone, today)
    written = _write_rates(uow, site_id, sold, today, since=mark["day"] if mark else 0)
    told = {"day": today, **asdict(calibrate(sold.sales, today))}
    if mark is None:
        uow.insert(demand_marks, {"id": site_id, "site_id": site_id, **told})
    else:
        uow.update(demand_marks, site_id, **told)
    return written


def sold_at(db: Connection, site_id: str, zone: str, today: int) -> Sold:
    """What the ring of days knows of the whole days before `today`."""
    asked = {"site": site_id, "eldest": today - RING, "today": today}
    rows = db.execute(_sold, asked).all()
    products = sorted({row[0] for row in rows})
    place = {product: at for at, product in enumerate(products)}
    figures = np.array([row[1:] for row in rows], np.int64).reshape(-1, 3)
    cell = np.array([place[row[0]] for row in rows], np.int64)
    last = np.zeros(len(products), np.int64)
    np.maximum.at(last, cell, figures[:, 0])
    opened = np.array(_opened_on(db, site_id, products, zone, today), np.int64)
    units = figures[:, 1].astype(np.float64)
    sales = Sales(cell, figures[:, 0], units, opened)
    return Sold(products, sales, units - figures[:, 2], last)


def rates_of(sold: Sold, today: int) -> Iterator[tuple[int, dict[str, int]]]:
    """(which product, the figures of its row) of all that sold before `today`."""
    told, sales = rates(sold.sales, today), sold.sales
    weight = fading(today - sales.day)
    walked = np.bincount(sales.cell, weight * sold.walk, sales.cells)
    whole = np.bincount(sales.cell, weight * sales.units, sales.cells)
    share = np.clip(walked / np.where(whole > 0, whole, 1.0), 0.0, 1.0)
    for at in np.flatnonzero(told.size > 0).tolist():
        yield (
            at,
            {
                "day": today,
                "chance": round(told.chance[at] * CHANCE),
                "size": round(told.size[at] * SIZE),
                "walk": round(told.size[at] * share[at] * SIZE),
            },
        )


def _opened_on(
    db: Connection, site_id: str, products: Sequence[str], zone: str, today: int
) -> list[int]:
    """The day of each cell; one that says nothing is as old as the ring."""
    ids = [cell_id(site_id, product) for product in products]
    known: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        for row in db.execute(_opened, {"ids": ids[start : start + CHUNK]}):
            if row.opened_at is not None:
                known[row.id] = business_day(Instant(row.opened_at), zone).toordinal()
    return [known.get(row_id, today - RING) for row_id in ids]


def _write_rates(uow: UnitOfWork, site_id: str, sold: Sold, today: int, *, since: int) -> int:
    there = {row[0] for row in uow.db.execute(_known, {"site": site_id})}
    new, changed = [], []
    for at, figures in rates_of(sold, today):
        product_id = sold.products[at]
        row_id = cell_id(site_id, product_id)
        if row_id not in there:
            new.append({"id": row_id, "site_id": site_id, "product_id": product_id, **figures})
        elif sold.last[at] >= since:
            changed.append({"id": row_id, **figures})
    uow.insert(demand_rates, *new)
    _change(uow, changed)
    return len(new) + len(changed)


def _change(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    told = [{"row_id": row["id"], **{f"to_{name}": row[name] for name in RATES}} for row in rows]
    uow.db.execute(_write, told)
    uow.touch(demand_rates, [row["id"] for row in rows])
