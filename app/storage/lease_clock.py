"""What the server's clock says, as far as this desk can tell: leases end by it.

A desk's own clock is evidence only. It counts from its last meeting with the server on a clock that
nobody sets and that runs while the computer sleeps. The server keeps no row: there a lease holds
until it is taken back.
"""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.storage.prepared import prepared
from app.storage.schema import flag, moment, on_both

UNKNOWN = Instant(1 << 62)  # so late that every lease is over: nobody met the server since the boot

lease_clock = on_both(
    "lease_clock",
    sa.Column("id", sa.Integer, primary_key=True),
    moment("at", optional=False),
    # What is done now passes a recalled lease over; what was done before is done again as it was.
    flag("heeds_recall"),
)

_clock = lease_clock.c
_read = sa.select(_clock.at, _clock.heeds_recall).where(_clock.id == 1)
_set = (
    lease_clock.update()
    .where(_clock.id == 1)
    .values(at=sa.bindparam("to"), heeds_recall=sa.bindparam("heeds"))
)
_at = sa.func.coalesce(sa.select(_clock.at).where(_clock.id == 1).scalar_subquery(), 0)
_heeds = sa.func.coalesce(
    sa.select(_clock.heeds_recall).where(_clock.id == 1).scalar_subquery(), sa.false()
)


def usable(
    expires_at: sa.ColumnElement[int | None], recalled_at: sa.ColumnElement[int | None]
) -> sa.ColumnElement[bool]:
    """Whether a promise may still be made on a lease."""
    return sa.and_(expires_at > _at, sa.or_(recalled_at.is_(None), sa.not_(_heeds)))


def set_lease_clock(db: Connection, at: int, *, heeds_recall: bool = True) -> None:
    told = {"to": at, "heeds": heeds_recall}
    if prepared(db, _set).write(db, told) == 0:
        db.execute(lease_clock.insert(), {"id": 1, "at": at, "heeds_recall": heeds_recall})


def lease_clock_says(db: Connection) -> tuple[int, bool]:
    """(the server's time, whether recalled leases are passed over); 0 where nobody judges."""
    found = prepared(db, _read).read(db, {})
    return (found[0]["at"], bool(found[0]["heeds_recall"])) if found else (0, False)
