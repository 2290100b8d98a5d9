"""Are the rates of demand those that the days of each place give (S7)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import SERVER, Check, Violation, violation
from app.places.lookup import time_zone_of
from app.stock.days import RING
from app.stock.forecast.reckoning import RATES, rates_of, sold_at
from app.stock.forecast.width import DAYS
from app.stock.ledger import cell_id
from app.stock.tables import demand_marks, demand_rates, stock_days

_marks = sa.select(demand_marks.c.site_id, demand_marks.c.day).order_by(demand_marks.c.site_id)
_latest = sa.select(sa.func.max(stock_days.c.day)).where(
    stock_days.c.site_id == sa.bindparam("site")
)
_kept = sa.select(demand_rates).where(demand_rates.c.site_id == sa.bindparam("site"))
_homeless = (
    sa.select(demand_rates.c.site_id, demand_rates.c.product_id)
    .outerjoin(demand_marks, demand_marks.c.site_id == demand_rates.c.site_id)
    .where(demand_marks.c.id.is_(None))
)


def rates_agree(db: Connection) -> Iterator[Violation]:
    for row in db.execute(_homeless):
        yield violation(site=row.site_id, product=row.product_id, missing="mark")
    for mark in db.execute(_marks).all():
        latest = db.execute(_latest, {"site": mark.site_id}).scalar()
        if latest is not None and latest - mark.day <= RING - DAYS:  # else the ring went on
            yield from _off(db, mark.site_id, mark.day)


def _off(db: Connection, site_id: str, day: int) -> Iterator[Violation]:
    """What the last night wrote, and what it had to write."""
    kept = {row["id"]: row for row in db.execute(_kept, {"site": site_id}).mappings()}
    sold = sold_at(db, site_id, time_zone_of(db, site_id), day)
    for at, right in rates_of(sold, day):
        product_id = sold.products[at]
        row = kept.get(cell_id(site_id, product_id))
        told = {name: row[name] for name in RATES} if row is not None else {}
        of_last_night = told.get("day") == day or sold.last[at] == day - 1
        if not told or (of_last_night and told != right):
            yield violation(site=site_id, product=product_id, right=str(right), **told)


CHECKS = (
    Check(
        "S7",
        "rates of demand = what the days of the ring give, as of the last night",
        SERVER,
        rates_agree,
        (demand_rates.name,),
    ),
)
