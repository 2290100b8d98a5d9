"""How did a rule set in shadow do so far, and the waterfall that is always beside it?"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials

_trial = sourcing_trials.c
_whole = sa.and_(_trial.ours_left == 0, _trial.theirs_left == 0)


def _sum(value: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((_whole, value), else_=0)), 0)


_told = sa.select(
    sa.func.count(),
    _sum(sa.literal(1)),
    _sum(sa.case((_trial.other_way, 1), else_=0)),
    _sum(_trial.ours_minor),
    _sum(_trial.theirs_minor),
).where(
    _trial.against == sa.bindparam("against"),
    _trial.rules_version == sa.bindparam("version"),
    _trial.at >= sa.bindparam("start"),
    _trial.at < sa.bindparam("end"),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """`compared` of `orders` were served whole both ways; the rest is of those."""

    orders: int
    compared: int
    other_way: int
    ours_minor: int
    theirs_minor: int


def shadow_of(db: Connection, version: int, start: int, end: int) -> Trial:
    """Of the orders that this database holds; [start, end)."""
    asked = {"against": Against.RULES.value, "version": version, "start": start, "end": end}
    return Trial(*(int(figure) for figure in db.execute(_told, asked).one()))
