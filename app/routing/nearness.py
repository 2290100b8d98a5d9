"""How many of a product are here, nearby and elsewhere, and what is on its way: a line's chip."""

from collections.abc import Sequence

from app.routing.geo import is_nearby
from app.routing.model import (
    NOTHING_INBOUND,
    Arrival,
    Availability,
    Inbound,
    Near,
    Place,
    Stock,
)


def availability(
    product_id: str,
    stock: Stock,
    places: Sequence[Place],
    near: Near,
    *,
    inbound: Inbound = NOTHING_INBOUND,
) -> Availability:
    """For the chip of one line. `here` is the place itself when `near` is one of the places."""
    here = nearby = elsewhere = 0
    for place in places:
        free = max(0, stock.get((place.site_id, product_id), 0))
        if isinstance(near, Place) and place.site_id == near.site_id:
            here += free
        elif is_nearby(place, near):
            nearby += free
        else:
            elsewhere += free
    arrivals = [
        Arrival(place.site_id, quantity, at)
        for place in places
        for quantity, at in inbound.get((place.site_id, product_id), ())
        if quantity > 0
    ]
    first = min(arrivals, key=lambda a: (a.at, a.site_id), default=None)
    return Availability(here, nearby, elsewhere, first)
