"""Which cells are too new for a forecast, and with how many units did they begin?

A place that nobody has reckoned yet knows nothing of any of its goods; at one that was reckoned
only what came lately is unknown: what stood for weeks and sold nothing is known to sell nothing.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import DAY
from app.stock.tables import demand_marks, demand_rates, stock_cells, stock_days
from app.storage.prepared import prepared

NEW_FOR = 28 * DAY  # four whole weeks without a sale tell that there is none

_cell, _day = stock_cells.c, stock_days.c
_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_reckoned = sa.select(demand_marks.c.id).where(demand_marks.c.site_id == _cell.site_id).exists()
_has_sold = sa.select(demand_rates.c.id).where(demand_rates.c.id == _cell.id).exists()
_new = sa.select(_cell.site_id, _cell.product_id, _cell.available + _cell.committed).where(
    _cell.product_id.in_(_ids),
    ~_has_sold,
    sa.or_(~_reckoned, _cell.opened_at > sa.bindparam("lately")),
)
_gone = (
    sa.select(_day.site_id, _day.product_id, sa.func.sum(_day.sold))
    .where(_day.product_id.in_(_ids))
    .group_by(_day.site_id, _day.product_id)
)


def openings_of(
    db: Connection, product_ids: Iterable[str], *, now: int
) -> dict[tuple[str, str], int]:
    """(site, product) → what is there and what has gone, of the cells that are held here."""
    asked = {"ids": sorted(set(product_ids)), "lately": now - NEW_FOR}
    found = {
        (site, product): int(there) for site, product, there in prepared(db, _new).rows(db, asked)
    }
    if found:
        for site, product, gone in prepared(db, _gone).rows(db, asked):
            if (site, product) in found:
                found[site, product] += int(gone)
    return found
