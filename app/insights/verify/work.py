"""Are the minutes that places promised those of orders (W1); has each parcel its work (W2)."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.insights.sums import or_zero, total
from app.insights.verify.check import SERVER, Check, Violation, found, stream, violation
from app.places.tables import capacity_days
from app.work.states import OPEN
from app.work.tables import work_claims, work_items

_day, _claim, _parcel = capacity_days.c, work_claims.c, fulfillments.c
LIVE = (FulfillmentState.OPEN, FulfillmentState.IN_PROGRESS, FulfillmentState.READY)
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


# --- W2: an open parcel is somebody's work, one that ended is nobody's.

_live = _parcel.state.in_([state.value for state in LIVE])
_open = work_items.c.state.in_([state.value for state in OPEN])
_of_parcel = fulfillments.outerjoin(work_items, work_items.c.parcel_id == _parcel.id)
_astray = (
    sa.select(
        _parcel.id.label("fulfillment"),
        _parcel.state.label("parcel_state"),
        work_items.c.id.label("work_item"),
        work_items.c.state.label("work_state"),
    )
    .select_from(_of_parcel)
    .where(
        sa.or_(
            sa.and_(_live, sa.func.coalesce(_open, sa.false()).is_(sa.false())),
            sa.and_(~_live, _open),
        )
    )
)


def minutes(db: Connection) -> Iterator[Violation]:
    for row in stream(db, _off):
        yield violation(**row)
    for row in stream(db, _without_day):
        yield violation(**row)


def parcels(db: Connection) -> Iterator[Violation]:
    yield from found(db, _astray)


CHECKS = (
    Check(
        "W1",
        "minutes taken of a day = Σ what orders claim of it, per place and skill",
        SERVER,
        minutes,
        (capacity_days.name, work_claims.name),
    ),
    Check(
        "W2",
        "each live parcel has one open work item, each ended one has none",
        SERVER,
        parcels,
        (fulfillments.name, work_items.name),
    ),
)
