"""The rates of a product at all places in one row: for desks that hold the rows of their own alone.

Written after the nights of the places, of products that sold since; each place takes about eight
characters.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.commands import Command
from app.places.lookup import all_sites
from app.stock.network import layout, number_places
from app.stock.packed import read, told
from app.stock.tables import demand_rates, network_demand
from app.storage.uow import UnitOfWork

FIRST_DAY = 730_000  # as date.toordinal has it: of 1999, so that a day takes two bytes
AT_ONCE = 500  # products of one command

_rate = demand_rates.c
_ids: sa.BindParameter[str] = sa.bindparam("ids", expanding=True)
_rates = (
    sa.select(_rate.product_id, _rate.site_id, _rate.day, _rate.chance, _rate.walk)
    .where(_rate.product_id.in_(_ids))
    .order_by(_rate.product_id, _rate.site_id)
)
_packed = sa.select(network_demand.c.id, network_demand.c.packed).where(
    network_demand.c.id.in_(_ids)
)
_any = sa.select(network_demand.c.id).limit(1)

Rate = tuple[str, str, int, int, int]  # product, site, day, chance, walk: as in demand_rates


class SpreadDemand(Command, frozen=True, kw_only=True):
    """Fact of the server alone."""

    product_ids: list[str]


def spread_demand(uow: UnitOfWork, command: SpreadDemand) -> dict[str, Any]:
    require(uow.actor, "system")
    places = number_places(uow, [site.id for site in all_sites(uow.db)])
    number = {site_id: at for at, site_id in enumerate(places)}
    ids = sorted(set(command.product_ids))
    rows: dict[str, list[int]] = {product_id: [] for product_id in ids}
    for product, site, day, chance, walk in uow.db.execute(_rates, {"ids": ids}):
        if walk:
            rows[product] += (number[site], max(0, day - FIRST_DAY), chance, walk)
    for product_id, numbers in rows.items():
        _write(uow, product_id, told(numbers))
    return {"products": len(ids)}


def products_to_spread(db: Connection, since: int) -> list[str]:
    """Those whose rates were written on that day or later; at first all."""
    asked = sa.select(_rate.product_id).distinct().order_by(_rate.product_id)
    if db.execute(_any).first() is not None:
        asked = asked.where(_rate.day >= since)
    return list(db.execute(asked).scalars())


def spread_rates(db: Connection, product_ids: Iterable[str]) -> list[Rate]:
    """By the packed rows that are held here; none where a database holds the rates themselves."""
    places = layout(db)
    if not places:
        return []
    found: list[Rate] = []
    for product_id, packed in db.execute(_packed, {"ids": sorted(set(product_ids))}):
        numbers = list(read(packed))
        found += [_rate_of(product_id, places, numbers[at : at + 4]) for at in _steps(numbers)]
    return found


def _steps(numbers: Sequence[int]) -> range:
    return range(0, len(numbers), 4)


def _rate_of(product_id: str, places: Sequence[str], four: Sequence[int]) -> Rate:
    place, day, chance, walk = four
    return product_id, places[place], day + FIRST_DAY, chance, walk


def _write(uow: UnitOfWork, product_id: str, packed: str) -> None:
    before = uow.row(network_demand, product_id)
    if before is None:
        uow.insert(network_demand, {"id": product_id, "packed": packed})
    elif before["packed"] != packed:
        uow.update(network_demand, product_id, packed=packed)
