"""Which parcels to be sent did nobody take up: too long of opening time, past their carrier, or
where a carrier does not come."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.handlers.take_back import TakeBack
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import TO_PICK, fulfillments
from app.kit.clock import MINUTE, Instant, business_day
from app.orders.releases import released_at
from app.orders.states import Method
from app.routing.hours import at_clock, openings
from app.routing.model import Place
from app.routing.network import Network
from app.routing.queues.attempts import CARRIER_OUT, CUTOFF_MISSED, NOT_ACCEPTED

ACCEPT_WITHIN = 60 * MINUTE  # of opening time; a store looks at its board more often than that
MOST = 500  # of one round

_f = fulfillments.c
_open = (
    sa.select(_f.id, _f.order_id, _f.site_id)
    .where(
        sa.text(TO_PICK),
        _f.state == FulfillmentState.OPEN.value,
        _f.method == Method.SHIP.value,
        _f.claimed_by.is_(None),
    )
    .order_by(_f.due_at, _f.id)
    .limit(MOST)
)


def untaken(db: Connection, network: Network, now: Instant) -> Iterator[tuple[int, TakeBack]]:
    """(when it was released, what is to be done)."""
    rows = db.execute(_open).all()
    since = released_at(db, {row.order_id for row in rows})
    places = {place.site_id: place for place in network.places}
    for row in rows:
        released = since.get((row.order_id, row.site_id))
        place = places.get(row.site_id)
        if released is None or place is None:
            continue
        if reason := _reason(network, place, released, now):
            yield released, TakeBack(fulfillment_id=row.id, reason=reason)


def _reason(network: Network, place: Place, released: Instant, now: Instant) -> str:
    calendar = network.calendars.get(place.site_id)
    opened = 0
    for _, opens, closes in openings(place, released, calendar):
        if opens > now:
            break
        opened += max(0, min(closes, now) - max(opens, released))
    if opened >= ACCEPT_WITHIN:
        return NOT_ACCEPTED
    day = business_day(now, place.time_zone)
    comes = [
        at_clock(day, at, place.time_zone)
        for (site, _), at in network.cutoffs.items()
        if site == place.site_id
    ]
    if comes and released < max(comes) <= now:
        return CUTOFF_MISSED
    return CARRIER_OUT if network.misses_carrier(place.site_id, day) else ""
