"""Are the minutes that places have promised those that orders take (W1)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import SERVER, Check, Violation, or_zero, stream, total, violation
from app.places.tables import capacity_days
from app.work.tables import work_claims

_day, _claim = capacity_days.c, work_claims.c
SKILLS = ("pick", "pack", "stage")

_claimed = sa.union_all(
    *(
        sa.select(
            _claim.site_id,
            sa.literal(skill).label("skill"),
            _claim.day,
            _claim[skill].label("used"),
        ).where(_claim[skill] > 0)
        for skill in SKILLS
    )
).subquery("claimed")
_sums = (
    sa.select(
        _claimed.c.site_id, _claimed.c.skill, _claimed.c.day, total(_claimed.c.used).label("used")
    )
    .group_by(_claimed.c.site_id, _claimed.c.skill, _claimed.c.day)
    .subquery("sums")
)
_same = sa.and_(
    _sums.c.site_id == _day.site_id, _sums.c.skill == _day.skill, _sums.c.day == _day.day
)
_off = (
    sa.select(_day.id, _day.site_id, _day.skill, _day.day, _day.used, _sums.c.used.label("claimed"))
    .select_from(capacity_days.outerjoin(_sums, _same))
    .where(_day.used != or_zero(_sums.c.used))
)
_without_day = (
    sa.select(_sums.c.site_id, _sums.c.skill, _sums.c.day, _sums.c.used)
    .select_from(_sums.outerjoin(capacity_days, _same))
    .where(_day.id.is_(None))
)


def minutes(db: Connection) -> Iterator[Violation]:
    for row in stream(db, _off):
        yield violation(**row)
    for row in stream(db, _without_day):
        yield violation(**row)


CHECKS = (
    Check(
        "W1",
        "minutes taken of a day = Σ what orders claim of it, per place and skill",
        SERVER,
        minutes,
        (capacity_days.name, work_claims.name),
    ),
)
