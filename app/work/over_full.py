"""Which orders leave a place whose day has more work than minutes? What gathers, the newest first.

Each command looks again: once the rest fits, nobody else leaves.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.orders.unreleased import newest_unreleased
from app.routing.network import Network
from app.routing.queues.attempts import AT_CAPACITY
from app.routing.queues.moving import MOST, MoveAway, over_full
from app.work.tables import work_claims

_claim = work_claims.c
_days = sa.select(_claim.order_id, _claim.site_id, _claim.day).where(
    _claim.order_id.in_(sa.bindparam("orders", expanding=True)), _claim.units > 0
)


def leaving(db: Connection, network: Network, now: Instant) -> Iterator[MoveAway]:
    full = _full_days(network, now)
    found = newest_unreleased(db, sorted({site for site, _ in full}), MOST) if full else []
    rows = db.execute(_days, {"orders": sorted({order_id for order_id, _ in found})})
    day_of = {(order_id, site_id): day for order_id, site_id, day in rows}
    for order_id, site_id in found:
        day = day_of.get((order_id, site_id))
        if day is not None and (site_id, day) in full:
            yield MoveAway(order_id=order_id, site_id=site_id, reason=AT_CAPACITY, day=day)


def _full_days(network: Network, now: Instant) -> set[tuple[str, int]]:
    """(site, business day) from today on."""
    zones = {place.site_id: place.time_zone for place in network.places}
    return {
        (site, day.toordinal())
        for site, day in over_full(network)
        if day >= business_day(now, zones.get(site, "UTC"))
    }
