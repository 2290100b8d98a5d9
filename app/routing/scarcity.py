"""What does taking a basket's goods cost others: last units, territories, and full days of work;
and how long do they last where they are?

Where a place is silent its units may be gone. What is too new for a forecast has a price by how
much of it is gone already (routing.md 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.kit.clock import Instant, business_day
from app.routing import prices
from app.routing.engine.asking import Scarcity
from app.routing.engine.promise import NO_HANDLING
from app.routing.model import Inbound, Need, Place, Stock
from app.routing.network import Network, Room, Rooms, Skill
from app.routing.silence import days_unseen
from app.routing.territory import PER_DAY, territories_of
from app.stock.forecast.chances import last_units
from app.stock.forecast.cold import openings_of
from app.stock.forecast.reading import WalkIn, days_until, walk_in_demand

WIDE_AROUND = 1.5  # variance ÷ mean of orders of one piece (forecast.width, STANDARD)
CAPACITY_SHARE = 4  # a parcel of a full day costs a quarter of the cheapest first kilogram more

Days: TypeAlias = NDArray[np.float64]


def scarcity_of(
    db: Connection,
    network: Network,
    needs: Sequence[Need],
    stock: Stock,
    inbound: Inbound,
    *,
    now: Instant,
) -> Scarcity:
    wanted = {need.product_id: need for need in needs if need.quantity > 0}
    parcel_minor = _full_days(network, now)
    if not wanted:
        return Scarcity(parcel_minor=parcel_minor)
    products, sites = list(wanted), [place.site_id for place in network.places]
    told = foretold(db, products, sites, _first_of(inbound), now)
    have = np.array(
        [[max(0, stock.get((site, product), 0)) for site in sites] for product in products],
        dtype=np.int64,
    ).reshape(len(products), len(sites))
    each = each_unit(
        told,
        margin=np.array([one.margin_minor for one in wanted.values()], np.int64),
        quantity=np.array([one.quantity for one in wanted.values()], np.int64),
        have=have,
    )
    return Scarcity(
        unit_minor={
            (sites[at], products[row]): int(each[row, at])
            for row, at in np.argwhere(each > 0).tolist()
        },
        parcel_minor=parcel_minor,
        cover_days={
            site: days
            for site, days in zip(sites, scarcest(lasting(told, have)).tolist(), strict=True)
            if not isnan(days)
        },
        stale_minor=_stale(network, told, list(wanted.values()), have, now),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """[products, sites]: what customers at the place will want in the `days` until more comes, what
    the orders around it will, and what one of these pays more elsewhere. `opening`: with how many
    units a cell began that is too new for a forecast; 0 for all others."""

    walk_in: WalkIn
    days: Days
    around: NDArray[np.float64]
    saves: NDArray[np.int64]
    opening: NDArray[np.int64]

    @property
    def tells(self) -> bool:
        """Whether anything is known of any unit."""
        return bool(self.walk_in.known.any() or self.around.any() or self.opening.any())

    def rows(self, rows: NDArray[np.int64]) -> "Foretold":
        asked = self.walk_in
        walk_in = WalkIn(asked.mean[rows], asked.wide[rows], asked.known[rows])
        days, opening = self.days[rows], self.opening[rows]
        return Foretold(walk_in, days, self.around[rows], self.saves[rows], opening)


def foretold(
    db: Connection,
    products: Sequence[str],
    sites: Sequence[str],
    until: Mapping[tuple[str, str], int],
    now: Instant,
) -> Foretold:
    """`until`: when more of a (site, product) comes."""
    per_day, saves = _territories(db, products, sites)
    days = days_until(products, sites, until, now=now)
    walk_in = walk_in_demand(db, products, sites, until, now=now)
    return Foretold(walk_in, days, per_day * days, saves, _openings(db, products, sites, now))


def each_unit(
    told: Foretold,
    *,
    margin: NDArray[np.int64],
    quantity: NDArray[np.int64],
    have: NDArray[np.int64],
) -> NDArray[np.int64]:
    """[products, sites] of one of `quantity` units, on average; margin[n] is lost with a sale."""
    units = np.minimum(quantity[:, None], have)
    asked, lost = told.walk_in, margin[:, None]
    total = prices.stock_out(lost, asked.mean, asked.wide, have, units) * asked.known
    total = total + prices.territory(0, told.saves, told.around, WIDE_AROUND, have, units)
    if told.opening.any():
        cold = prices.cold_start(lost, told.opening, have, units)
        total = total + np.where(told.opening > 0, cold, 0)
    return np.asarray(np.where(units > 0, total // np.maximum(units, 1), 0), np.int64)


def _stale(
    network: Network,
    told: Foretold,
    needs: Sequence[Need],
    have: NDArray[np.int64],
    now: Instant,
) -> dict[tuple[str, str], int]:
    """Per unit: the chance that a silent place has sold it × what finding another one costs."""
    if not network.silent:
        return {}
    unseen = np.array([days_unseen(network, place, now) for place in network.places])
    per_day = told.walk_in.mean * told.walk_in.known / told.days
    units = np.minimum(np.array([need.quantity for need in needs], np.int64)[:, None], have)
    gone = last_units(per_day * unseen, told.walk_in.wide, have, units)
    first = min((rate.first_kg_minor for rate in network.rates), default=0)
    again = np.array(
        [
            network.handling.get(place.site_id, NO_HANDLING).reroute_minor or first
            for place in network.places
        ]
    )
    each = np.where(units > 0, np.rint(gone * again / np.maximum(units, 1)), 0).astype(np.int64)
    return {
        (network.places[at].site_id, needs[row].product_id): int(each[row, at])
        for row, at in np.argwhere(each > 0).tolist()
    }


def lasting(told: Foretold, have: NDArray[np.int64]) -> Days:
    """[products, sites]: for how many days what is there lasts its own customers; NaN where there
    is nothing, or nobody knows."""
    per_day = told.walk_in.mean / told.days
    known = told.walk_in.known & (have > 0)
    asked = known & (per_day > 0)
    days = np.where(known, np.inf, np.nan)
    return np.asarray(np.divide(have, per_day, out=days, where=asked), np.float64)


def scarcest(days: Days) -> Days:
    """[sites], of the products of one order."""
    return np.asarray(np.fmin.reduce(days, axis=0), np.float64)


def _first_of(inbound: Inbound) -> dict[tuple[str, str], int]:
    """When more of a (site, product) comes."""
    return {
        cell: int(min(at for units, at in receipts if units > 0))
        for cell, receipts in inbound.items()
        if any(units > 0 for units, _ in receipts)
    }


def _openings(
    db: Connection, products: Sequence[str], sites: Sequence[str], now: Instant
) -> NDArray[np.int64]:
    row, column = {p: at for at, p in enumerate(products)}, {s: at for at, s in enumerate(sites)}
    opening = np.zeros((len(products), len(sites)), np.int64)
    for (site, product), units in openings_of(db, products, now=now).items():
        if site in column:
            opening[row[product], column[site]] = units
    return opening


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
