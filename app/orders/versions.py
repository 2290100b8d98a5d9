"""How often have people touched an order: what a change must have seen to be applied."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.tables import order_events
from app.storage.prepared import prepared

# What sourcing does by itself, perhaps otherwise on a desk than on its server, is no touch.
BY_ITSELF = ("source", "backorder", "supply", "release", "re_promise")

_touches = sa.select(sa.func.count(order_events.c.command_id.distinct())).where(
    order_events.c.order_id == sa.bindparam("order"), order_events.c.act.not_in(BY_ITSELF)
)


def version_of(db: Connection, order_id: str) -> int:
    """The commands that left a trace in the order's history; it only grows."""
    return int(prepared(db, _touches).scalar(db, {"order": order_id}))
