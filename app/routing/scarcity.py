"""What does taking a basket's goods cost others: last units, territories, and full days of work.

Where nobody has reckoned a place's demand yet, its units have no price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.routing import prices
from app.routing.engine.asking import Scarcity
from app.routing.model import Inbound, Need, Place, Stock
from app.routing.network import Network, Room, Rooms, Skill
from app.routing.territory import MARGIN_PERCENT, PER_DAY, territories_of
from app.stock.forecast.reading import WalkIn, days_until, walk_in_demand

WIDE_AROUND = 1.5  # variance ÷ mean of orders of one piece (forecast.width, STANDARD)
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


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """[products, sites]: what customers at the place will want until more comes, what the orders
    around it will, and what one of these pays more elsewhere."""

    walk_in: WalkIn
    around: NDArray[np.float64]
    saves: NDArray[np.int64]

    @property
    def tells(self) -> bool:
        """Whether any unit has a price."""
        return bool((self.walk_in.mean * self.walk_in.known).any() or self.around.any())

    def rows(self, at: Sequence[int]) -> "Foretold":
        rows, asked = list(at), self.walk_in
        walk_in = WalkIn(asked.mean[rows], asked.wide[rows], asked.known[rows])
        return Foretold(walk_in, self.around[rows], self.saves[rows])


def foretold(
    db: Connection,
    products: Sequence[str],
    sites: Sequence[str],
    until: Mapping[tuple[str, str], int],
    now: Instant,
) -> Foretold:
    """`until`: when more of a (site, product) comes."""
    per_day, saves = _territories(db, products, sites)
    around = per_day * days_until(products, sites, until, now=now)
    return Foretold(walk_in_demand(db, products, sites, until, now=now), around, saves)


def each_unit(
    told: Foretold,
    *,
    price: NDArray[np.int64],
    quantity: NDArray[np.int64],
    have: NDArray[np.int64],
) -> NDArray[np.int64]:
    """[products, sites] of one of `quantity` units, on average; price[n] is what it is sold for."""
    units = np.minimum(quantity[:, None], have)
    margin = (price * MARGIN_PERCENT // 100)[:, None]
    asked = told.walk_in
    total = prices.stock_out(margin, asked.mean, asked.wide, have, units) * asked.known
    total = total + prices.territory(0, told.saves, told.around, WIDE_AROUND, have, units)
    return np.asarray(np.where(units > 0, total // np.maximum(units, 1), 0), np.int64)


def _last_units(
    db: Connection,
    network: Network,
    needs: Sequence[Need],
    stock: Stock,
    inbound: Inbound,
    now: Instant,
) -> dict[tuple[str, str], int]:
    """Per unit of what would be taken, on average, to the place's own customers and to the orders
    around it; 0 is left out."""
    wanted = {need.product_id: need for need in needs if need.quantity > 0}
    if not wanted:
        return {}
    products, sites = list(wanted), [place.site_id for place in network.places]
    until = {
        cell: int(min(at for units, at in receipts if units > 0))
        for cell, receipts in inbound.items()
        if any(units > 0 for units, _ in receipts)
    }
    told = foretold(db, products, sites, until, now)
    have = np.array(
        [[max(0, stock.get((site, product), 0)) for site in sites] for product in products],
        dtype=np.int64,
    ).reshape(len(products), len(sites))
    each = each_unit(
        told,
        price=np.array([one.unit_minor for one in wanted.values()], np.int64),
        quantity=np.array([one.quantity for one in wanted.values()], np.int64),
        have=have,
    )
    return {
        (sites[at], products[row]): int(each[row, at]) for row, at in np.argwhere(each > 0).tolist()
    }


def _territories(
    db: Connection, products: Sequence[str], sites: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """(units a day for which a place is the cheapest, what one saves there), [products, sites]."""
    row, column = {p: at for at, p in enumerate(products)}, {s: at for at, s in enumerate(sites)}
    shape = (len(products), len(sites))
    per_day, saves = np.zeros(shape), np.zeros(shape, np.int64)
    for (site, product), told in territories_of(db, products).items():
        if site in column:
            at = row[product], column[site]
            per_day[at], saves[at] = told.per_day / PER_DAY, told.saves_minor
    return per_day, saves


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
