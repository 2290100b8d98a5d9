"""How did one product go by days: what the ledger wrote, summed per cell and business day.

Each cell has a ring of RING rows. A day takes the row of the day RING days before it, so the
figures never grow, nothing is ever removed, and every desk holds the last quarter of all places.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from app.kit.clock import DAY, Instant, business_day
from app.kit.ids import derived_id
from app.places.lookup import time_zone_of
from app.stock.states import Bucket
from app.stock.tables import demand_marks, stock_days
from app.storage.uow import UnitOfWork

RING = 92  # a quarter: the chart shows 60 days, the demand is of 28
ON_HAND = (Bucket.AVAILABLE, Bucket.COMMITTED)  # what can be sold, or waits for its customer

_day = stock_days.c
_told: sa.BindParameter[int] = sa.bindparam("told_day", type_=sa.BigInteger)


def _on(column: sa.Column[int], by: str) -> sa.ColumnElement[int]:
    kept = sa.case((_day.day == _told, column), else_=0)
    return kept + sa.bindparam(by, type_=sa.BigInteger)


_write_on = (
    stock_days.update()
    .where(_day.id == sa.bindparam("row_id"), _day.day <= _told)
    .values(
        sold=_on(_day.sold, "by_sold"),
        shipped=_on(_day.shipped, "by_shipped"),
        change=_on(_day.change, "by_change"),
        day=_told,
    )
)


class Moved(Protocol):
    """What a posting tells of one movement."""

    @property
    def site_id(self) -> str: ...
    @property
    def product_id(self) -> str: ...
    @property
    def source(self) -> Bucket: ...
    @property
    def target(self) -> Bucket: ...
    @property
    def quantity(self) -> int: ...
    @property
    def at(self) -> int: ...


class Effect(NamedTuple):
    """Of movements on a day: units that went to customers, those among them that a carrier
    brought (anybody could have sent them), and the change of what is on hand."""

    sold: int = 0
    shipped: int = 0
    change: int = 0

    def plus(self, other: "Effect") -> "Effect":
        return Effect(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NO_EFFECT = Effect()


def effect(source: Bucket, target: Bucket, quantity: int) -> Effect:
    """A hand-over that is undone was no sale."""
    sold = quantity if target is Bucket.CUSTOMER else 0
    if source is Bucket.CUSTOMER and target is Bucket.COMMITTED:
        sold = -quantity
    shipped = sold if source is Bucket.IN_TRANSIT else 0
    return Effect(sold, shipped, quantity * ((target in ON_HAND) - (source in ON_HAND)))


def note_move(
    uow: UnitOfWork,
    cell: str,
    site_id: str,
    product_id: str,
    *,
    source: Bucket,
    target: Bucket,
    quantity: int,
) -> None:
    """Listen to the ledger: one movement of now."""
    done = effect(source, target, quantity)
    if done.sold or done.change:
        day = business_day(uow.now, time_zone_of(uow.db, site_id)).toordinal()
        _write(uow, cell, site_id, product_id, day, done)


def note_all(
    uow: UnitOfWork, movements: Iterable[Moved], ids: Mapping[tuple[str, str], str]
) -> None:
    """Many movements, also past ones; `ids` are the cells of (site, product)."""
    eldest = uow.now - (RING - 1) * DAY
    zones: dict[str, str] = {}
    sums: dict[tuple[str, str, int], Effect] = {}
    for one in movements:
        done = effect(one.source, one.target, one.quantity)
        if one.at < eldest or not (done.sold or done.change):
            continue
        if one.site_id not in zones:
            zones[one.site_id] = time_zone_of(uow.db, one.site_id)
        day = business_day(Instant(one.at), zones[one.site_id]).toordinal()
        key = (one.site_id, one.product_id, day)
        sums[key] = sums.get(key, NO_EFFECT).plus(done)
    for (site_id, product_id, day), done in sorted(sums.items()):
        _write(uow, ids[site_id, product_id], site_id, product_id, day, done)
    _reckon_anew(uow, sums)


def _reckon_anew(uow: UnitOfWork, days: Iterable[tuple[str, str, int]]) -> None:
    """Sales of days whose rates are known already: the place's next night begins from nothing."""
    first: dict[str, int] = {}
    for site_id, _, day in days:
        first[site_id] = min(day, first.get(site_id, day))
    for site_id, day in sorted(first.items()):
        mark = uow.row(demand_marks, site_id)
        if mark is not None and day < mark["day"]:
            uow.update(demand_marks, site_id, day=0)


def _write(
    uow: UnitOfWork, cell: str, site_id: str, product_id: str, day: int, done: Effect
) -> None:
    row_id = derived_id(cell, "day", day % RING)
    told = {f"by_{name}": by for name, by in done._asdict().items()}
    if uow.guarded(stock_days, _write_on, row_id, told_day=day, **told):
        return
    if uow.row(stock_days, row_id) is None:  # else a later day stands there already
        uow.insert(
            stock_days,
            {
                "id": row_id,
                "site_id": site_id,
                "product_id": product_id,
                "day": day,
                **done._asdict(),
            },
        )
