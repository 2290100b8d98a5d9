"""Keep the packed rows: for each product what the server can promise of it at all places.

Done by a job beside the orders, never in their transactions: a row is a few seconds old at most,
and a promise made on it is confirmed by the cells.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.engine import Connection

from app.identity.roles import require
from app.kit.commands import Command
from app.orders.waiting import products_of_lines
from app.places.lookup import all_sites
from app.stock.lookup import cells_free
from app.stock.network import follow_to, number_places, write_spread
from app.stock.packed import More, Spread
from app.stock.touched import WATCHED as OF_STOCK
from app.stock.touched import products_touched
from app.storage.uow import UnitOfWork

# A desk holds the cells of all places up to here; beyond, of its own place and the packed rows.
WHOLE_UP_TO = 20
CARE = "care"  # a phone desk has no shelves
LINES = "order_lines"  # who waits for supply
WATCHED = (*OF_STOCK, LINES)


class PackStock(Command, frozen=True, kw_only=True):
    """Fact of the server alone: bring the rows of these products up to `through` of the feed."""

    product_ids: list[str]
    through: int


def is_large(kinds: Iterable[str]) -> bool:
    """Whether desks of a chain with such places hold packed rows for all but their own."""
    return sum(kind != CARE for kind in kinds) > WHOLE_UP_TO


def products_to_pack(db: Connection, changed: Mapping[str, set[str]]) -> list[str]:
    """Whose packed rows may be out of date when these rows changed; WATCHED are looked at."""
    of_lines = products_of_lines(db, changed.get(LINES, ()))
    return sorted(products_touched(db, changed) | of_lines)


def pack_stock(uow: UnitOfWork, command: PackStock) -> dict[str, Any]:
    from app.routing.available import reckoned  # noqa: PLC0415  numpy: never at a desk's start

    require(uow.actor, "system")
    places = number_places(uow, [site.id for site in all_sites(uow.db)])
    number = {site_id: at for at, site_id in enumerate(places)}
    ids = sorted(set(command.product_ids))
    free, later = reckoned(uow.db, ids, cells_free(uow.db, ids), uow.now)
    now: dict[str, dict[int, int]] = {product_id: {} for product_id in ids}
    more: dict[str, list[More]] = {product_id: [] for product_id in ids}
    for (site_id, product_id), units in free.items():
        now[product_id][number[site_id]] = units
    for (site_id, product_id), steps in later.items():
        more[product_id] += (More(number[site_id], quantity, at) for quantity, at in steps)
    written = [
        write_spread(uow, product_id, Spread(now[product_id], tuple(more[product_id])))
        for product_id in ids
    ]
    follow_to(uow, command.through)
    return {"packed": sum(written)}
