"""Since when does a place have its part of an order?"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.orders.tables import order_events

_event = order_events.c
_released = (
    sa.select(_event.order_id, _event.site_id, sa.func.max(_event.at))
    .where(
        _event.order_id.in_(sa.bindparam("orders", expanding=True)),
        _event.act == "release",
        _event.site_id.is_not(None),
    )
    .group_by(_event.order_id, _event.site_id)
)


def released_at(db: Connection, order_ids: Iterable[str]) -> dict[tuple[str, str], Instant]:
    """(order, site) → when units were released to it last."""
    rows = db.execute(_released, {"orders": sorted(set(order_ids))})
    return {(order_id, site_id): Instant(at) for order_id, site_id, at in rows}
