"""How did a rule set in shadow do so far, and the waterfall that is always beside it?"""

from dataclasses import dataclass
from math import inf, sqrt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials

_trial = sourcing_trials.c
_whole = sa.and_(_trial.ours_left == 0, _trial.theirs_left == 0)


def _sum(value: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((_whole, value), else_=0)), 0)


SURE = 1.96  # standard errors to each side: 95 %

_dearer = sa.cast(_trial.theirs_minor - _trial.ours_minor, sa.Float)
_told = sa.select(
    sa.func.count(),
    _sum(sa.literal(1)),
    _sum(sa.case((_trial.other_way, 1), else_=0)),
    _sum(_trial.ours_minor),
    _sum(_trial.theirs_minor),
    _sum(_dearer * _dearer),
).where(
    _trial.against == sa.bindparam("against"),
    _trial.rules_version == sa.bindparam("version"),
    _trial.at >= sa.bindparam("start"),
    _trial.at < sa.bindparam("end"),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """`compared` of `orders` were served whole both ways; the rest is of those. `squares`: of how
    much dearer each would have been."""

    orders: int
    compared: int
    other_way: int
    ours_minor: int
    theirs_minor: int
    squares: float = 0.0

    @property
    def each_minor(self) -> tuple[float, float]:
        """Of an order: as it was sourced, and as these rules would have."""
        many = max(1, self.compared)
        return self.ours_minor / many, self.theirs_minor / many

    @property
    def between_minor(self) -> tuple[float, float]:
        """Within what an order gets dearer, 95 %; below 0: cheaper. Orders differ too much for
        less than two of them to tell."""
        many = self.compared
        if many < 2:
            return -inf, inf
        ours, theirs = self.each_minor
        mean = theirs - ours
        off = SURE * sqrt(max(0.0, self.squares / many - mean * mean) / (many - 1))
        return mean - off, mean + off


def shadow_of(db: Connection, version: int, start: int, end: int) -> Trial:
    """Of the orders that this database holds; [start, end)."""
    asked = {"against": Against.RULES.value, "version": version, "start": start, "end": end}
    orders, compared, other_way, ours, theirs, squares = db.execute(_told, asked).one()
    return Trial(orders, int(compared), int(other_way), int(ours), int(theirs), float(squares))
