"""How many minutes of a skill has a place promised for one of its business days?

The ledger of work, kept as stock is: guarded where a limit binds, given back where work falls away.
"""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.ids import derived_id
from app.places.tables import capacity_days
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

_day = capacity_days.c
_by: sa.BindParameter[int] = sa.bindparam("by", type_=sa.BigInteger)
_reserve = (
    capacity_days.update()
    .where(
        _day.id == sa.bindparam("row_id"),
        _day.used + _by <= sa.bindparam("most", type_=sa.BigInteger),
    )
    .values(used=_day.used + _by)
)
# What was never reserved here is not given back: a desk may not have seen the reserving.
_give_back = (
    capacity_days.update()
    .where(_day.id == sa.bindparam("row_id"))
    .values(used=sa.case((_day.used > _by, _day.used - _by), else_=0))
)
_opening = sa.text(
    "INSERT INTO capacity_days (id, site_id, skill, day, used) "
    "VALUES (:id, :site_id, :skill, :day, 0) ON CONFLICT (id) DO NOTHING"
)
_taken = sa.select(_day.id, _day.used).where(_day.day >= sa.bindparam("first"), _day.used > 0)


@cache
def day_id(site_id: str, skill: str, day: int) -> str:
    return derived_id(site_id, f"capacity/{skill}", day)


def reserve(
    uow: UnitOfWork, *, site_id: str, skill: str, day: int, minutes: int, most: int
) -> bool:
    """Take `minutes` of the day when no more than `most` are taken then; False when they are."""
    row_id = _open(uow, site_id, skill, day)
    return uow.guarded(capacity_days, _reserve, row_id, by=minutes, most=most)


def take(uow: UnitOfWork, *, site_id: str, skill: str, day: int, minutes: int) -> None:
    """Take them whatever the limit says: the work is there."""
    uow.add(capacity_days, _open(uow, site_id, skill, day), used=minutes)


def give_back(uow: UnitOfWork, *, site_id: str, skill: str, day: int, minutes: int) -> None:
    row_id = _open(uow, site_id, skill, day)
    uow.guarded(capacity_days, _give_back, row_id, by=minutes)


def taken_from(db: Connection, first_day: int) -> list[tuple[str, int]]:
    """(day_id, minutes) of what is taken from that day on: thousands of rows, read per question."""
    return [(row_id, used) for row_id, used in prepared(db, _taken).rows(db, {"first": first_day})]


def _open(uow: UnitOfWork, site_id: str, skill: str, day: int) -> str:
    """Another transaction may open the same day in this moment: who comes second adds to it."""
    row_id = day_id(site_id, skill, day)
    if uow.row(capacity_days, row_id) is None:
        told = {"id": row_id, "site_id": site_id, "skill": skill, "day": day}
        uow.db.execute(_opening, told)
        uow.touch(capacity_days, (row_id,))
    return row_id
