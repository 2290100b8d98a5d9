"""How did places answer: units that were picked, and units that were rejected, by place."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.tables import order_events

_event = order_events.c
_answers = (
    sa.select(_event.site_id, _event.act, sa.func.sum(_event.quantity))
    .where(
        _event.act.in_(["pick", "reject"]),
        _event.at >= sa.bindparam("since"),
        _event.at < sa.bindparam("until"),
        _event.site_id.is_not(None),
    )
    .group_by(_event.site_id, _event.act)
)


def answers_of_places(db: Connection, since: int, until: int) -> dict[str, tuple[int, int]]:
    """Site → (picked, rejected), from `since` until before `until`."""
    found: dict[str, tuple[int, int]] = {}
    for site_id, act, units in db.execute(_answers, {"since": since, "until": until}):
        picked, rejected = found.get(site_id, (0, 0))
        if act == "pick":
            picked += int(units)
        else:
            rejected += int(units)
        found[site_id] = (picked, rejected)
    return found
