"""What does taking a basket's goods cost others: the last units of stores, and full days of work.

Where nobody has reckoned a place's demand yet, its units have no price.
"""

from collections.abc import Sequence

import numpy as np
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.routing import prices
from app.routing.engine.asking import Scarcity
from app.routing.model import Inbound, Need, Place, Stock
from app.routing.network import Network, Room, Rooms, Skill
from app.stock.forecast.reading import walk_in_demand

MARGIN_PERCENT = 40  # of the price, until a retailer tells what goods cost
CAPACITY_SHARE = 4  # a parcel of a full day costs a quarter of the cheapest first kilogram more


def scarcity_of(
    db: Connection,
    network: Network,
    needs: Sequence[Need],
    stock: Stock,
    inbound: Inbound,
    *,
    now: Instant,
) -> Scarcity:
    return Scarcity(
        unit_minor=_last_units(db, network, needs, stock, inbound, now),
        parcel_minor=_full_days(network, now),
    )


def _last_units(
    db: Connection,
    network: Network,
    needs: Sequence[Need],
    stock: Stock,
    inbound: Inbound,
    now: Instant,
) -> dict[tuple[str, str], int]:
    """Per unit of what would be taken, on average; 0 is left out."""
    wanted = {need.product_id: need for need in needs if need.quantity > 0}
    products, sites = list(wanted), [place.site_id for place in network.places]
    until = {
        cell: int(min(at for units, at in receipts if units > 0))
        for cell, receipts in inbound.items()
        if any(units > 0 for units, _ in receipts)
    }
    asked = walk_in_demand(db, products, sites, until, now=now)
    have = np.array(
        [[max(0, stock.get((site, product), 0)) for site in sites] for product in products],
        dtype=np.int64,
    ).reshape(len(products), len(sites))
    units = np.minimum(np.array([[one.quantity] for one in wanted.values()], np.int64), have)
    margin = np.array(
        [[one.unit_minor * MARGIN_PERCENT // 100] for one in wanted.values()], np.int64
    )
    total = prices.stock_out(margin, asked.mean, asked.wide, have, units)
    each = np.where(asked.known & (units > 0), total // np.maximum(units, 1), 0)
    return {
        (sites[at], products[row]): int(each[row, at]) for row, at in np.argwhere(each > 0).tolist()
    }


def _full_days(network: Network, now: Instant) -> dict[str, int]:
    """By the fullest skill of a place's present business day."""
    firsts = [rate.first_kg_minor for rate in network.rates]
    if not firsts or not network.rooms:
        return {}
    most = min(firsts) // CAPACITY_SHARE
    today = {place.site_id: _rooms_today(network.rooms, place, now) for place in network.places}
    return {
        site_id: int(max(prices.capacity(most, room.used, room.minutes) for room in rooms))
        for site_id, rooms in today.items()
        if any(room.used for room in rooms)
    }


def _rooms_today(rooms: Rooms, place: Place, now: Instant) -> list[Room]:
    day = business_day(now, place.time_zone)
    found = (rooms.get((place.site_id, skill, day)) for skill in Skill)
    return [room for room in found if room is not None]
