"""What is a place's stock worth to the orders around it: what they pay more when it is gone.

Every night: of each product, where it was sent lately, from where that is the cheapest now, and
what the second best costs more. A place alone in having a product saves the whole sale. Rows of
places that are nobody's cheapest any more say 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.customers.queries import postcodes_of
from app.identity.roles import require
from app.kit.clock import DAY, Instant, as_datetime
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.orders.past import asked_between
from app.orders.states import Method
from app.pricing.margins import ASSUMED_PERCENT, bands_of
from app.routing.engine.carriers import Lanes, lanes_to, tariff
from app.routing.network import Handling, Level, Network
from app.routing.places import destination_of
from app.routing.reading import network_of
from app.routing.tables import territories
from app.stock.lookup import free_of
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

DAYS = 28  # four whole weeks; a zone asks for one product too seldom for less
PER_DAY = 1_000_000  # what one unit a day is in the rows
AT_ONCE = 500  # products of one look at the stock

_row = territories.c
_of_products = sa.select(_row.product_id, _row.site_id, _row.per_day, _row.saves_minor).where(
    _row.product_id.in_(sa.bindparam("ids", expanding=True)), _row.per_day > 0
)
_all = sa.select(_row.id, _row.per_day, _row.saves_minor)


class ReckonTerritories(Command, frozen=True, kw_only=True):
    """The server's own, once a day."""


@dataclass(frozen=True, slots=True)
class Territory:
    per_day: int  # millionths of a unit
    saves_minor: int


Cell = tuple[str, str]  # (site, product)


def territories_of(db: Connection, product_ids: Iterable[str]) -> dict[Cell, Territory]:
    """Without places that are nobody's cheapest."""
    found = prepared(db, _of_products).rows(db, {"ids": sorted(set(product_ids))})
    return {(site, product): Territory(by_day, saves) for product, site, by_day, saves in found}


def night_of(now: Instant) -> tuple[ReckonTerritories, str]:
    """The command of this day, under the id that makes it happen once."""
    day = as_datetime(now).date().toordinal()
    return ReckonTerritories(), derived_id("network", "territories", day)


def reckon_territories(uow: UnitOfWork, _command: ReckonTerritories) -> dict[str, Any]:
    require(uow.actor, "system")
    found = reckoned(uow.db, uow.now)
    there = {row.id: Territory(row.per_day, row.saves_minor) for row in uow.db.execute(_all)}
    new, written = [], 0
    for cell, told in sorted(found.items()):
        row_id = territory_id(*cell)
        before = there.pop(row_id, None)
        figures = {"per_day": told.per_day, "saves_minor": told.saves_minor}
        if before is None:
            new.append({"id": row_id, "site_id": cell[0], "product_id": cell[1], **figures})
        elif before != told:
            uow.update(territories, row_id, **figures)
            written += 1
    for row_id, before in sorted(there.items()):
        if before.per_day:
            uow.update(territories, row_id, per_day=0)
            written += 1
    uow.insert(territories, *new)
    return {"territories": len(new) + written}


def territory_id(site_id: str, product_id: str) -> str:
    return derived_id(site_id, "territory", product_id)


def reckoned(db: Connection, now: Instant) -> dict[Cell, Territory]:
    sent, ways, tally = _sent(db, now), _Ways(network_of(db, now)), _Tally()
    products = sorted(sent)
    for start in range(0, len(products), AT_ONCE):
        some = products[start : start + AT_ONCE]
        known, bands, at = products_of(db, some), bands_of(db, some), _having(db, some)
        for product in some:
            if (goods := known.get(product)) is None:
                continue
            margin = goods.price_minor * bands.get(product, ASSUMED_PERCENT) // 100
            for zone, units in sorted(sent[product].items()):
                costs = ways.costs(zone, goods.weight_grams, at[product])
                if costs:
                    tally.count(product, units, costs, margin)
    return tally.found()


class _Tally:
    """Units for which a place is the cheapest, and what they save there."""

    def __init__(self) -> None:
        self._units: defaultdict[Cell, int] = defaultdict(int)
        self._saved: defaultdict[Cell, int] = defaultdict(int)

    def count(
        self, product: str, units: int, costs: Sequence[tuple[int, str]], margin: int
    ) -> None:
        """Nobody pays more for sending than the sale is worth: then it is lost."""
        (best, site), *others = costs
        dearer = min(others[0][0] - best, margin) if others else margin
        self._units[site, product] += units
        self._saved[site, product] += units * dearer

    def found(self) -> dict[Cell, Territory]:
        return {
            cell: Territory(units * PER_DAY // DAYS, self._saved[cell] // units)
            for cell, units in self._units.items()
            if self._saved[cell] >= units
        }


def _having(db: Connection, product_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Product → the sites that have any to promise."""
    at: defaultdict[str, list[str]] = defaultdict(list)
    for (site, product), free in sorted(free_of(db, product_ids).items()):
        if free > 0:
            at[product].append(site)
    return at


class _Ways:
    """From where what costs how much, each way looked up once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._zones = {place.site_id: place.zone for place in network.places if place.ships}
        self._lanes = cache(self._lanes_of)

    def costs(self, zone: str, grams: int, site_ids: Sequence[str]) -> list[tuple[int, str]]:
        """(minor units of one piece as a parcel of its own, site), the cheapest first."""
        lanes, found = self._lanes(zone, grams), []
        for site_id in site_ids:
            sendings = lanes.get(self._zones.get(site_id, ""))
            if sendings:
                work = self._network.handling.get(site_id, Handling())
                paid = tariff(sendings[0], grams) + work.parcel_minor + work.unit_minor
                found.append((paid, site_id))
        return sorted(found)

    def _lanes_of(self, zone: str, grams: int) -> Lanes:
        return lanes_to(self._network, zone, Level.STANDARD, grams)


def _sent(db: Connection, now: Instant) -> Mapping[str, Mapping[str, int]]:
    """Product → zone → units, of the orders of the last DAYS."""
    rows = [
        row
        for row in asked_between(db, now - DAYS * DAY, now)
        if row["method"] == Method.SHIP.value and row["address_id"]
    ]
    codes = postcodes_of(db, {row["address_id"] for row in rows})
    zones = {code: destination_of(db, code) for code in sorted(set(codes.values()))}
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        to = zones.get(codes.get(row["address_id"], ""))
        if to is not None:
            found[row["product_id"]][to.zone] += row["ordered"]
    return found
