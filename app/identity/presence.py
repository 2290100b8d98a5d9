"""Who else is at an order just now? Desks say it every few seconds; none is believed for long."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.tables import presence, users
from app.kit.clock import SECOND, Instant, after

EVERY = 15 * SECOND  # a desk says so again
LASTS = 40 * SECOND  # one word may be lost, and its desk is there all the same

_p = presence.c
_others = (
    sa.select(_p.user_id, users.c.name, sa.func.max(sa.cast(_p.changing, sa.Integer)).label("busy"))
    .join(users, users.c.id == _p.user_id)
    .where(
        _p.order_id == sa.bindparam("order"),
        _p.id != sa.bindparam("desk"),
        _p.user_id != sa.bindparam("user"),
        _p.until > sa.bindparam("now"),
    )
    .group_by(_p.user_id, users.c.name)
    .order_by(users.c.name, _p.user_id)
)


@dataclass(frozen=True, slots=True)
class Presence:
    """`order_id` "": at none any more."""

    device_id: str
    user_id: str
    order_id: str


def be_at(db: Connection, told: Presence, *, changing: bool, now: Instant) -> None:
    if not told.order_id:
        db.execute(sa.delete(presence).where(_p.id == told.device_id))
        return
    row: dict[str, Any] = {
        "user_id": told.user_id,
        "order_id": told.order_id,
        "changing": changing,
        "until": after(now, LASTS),
    }
    if not db.execute(sa.update(presence).where(_p.id == told.device_id).values(**row)).rowcount:
        db.execute(sa.insert(presence), {"id": told.device_id, **row})


def colleagues_at(db: Connection, told: Presence, now: Instant) -> list[tuple[str, str, bool]]:
    """Id and name of each other person there, and whether they prepare a change; by name."""
    if not told.order_id:
        return []
    asked = {"order": told.order_id, "desk": told.device_id, "user": told.user_id, "now": now}
    return [(row.user_id, row.name, bool(row.busy)) for row in db.execute(_others, asked)]
