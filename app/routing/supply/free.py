"""Where do goods lie free for which somebody waits: found, returned, or set free by others."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from app.orders.unplaced import waiting_cells
from app.routing.supply.handlers import SupplyWaiting
from app.stock.lookup import free_of


def supplies(db: Connection) -> Iterator[SupplyWaiting]:
    """One act per place, for what covers at least one whole line."""
    wanted = waiting_cells(db)
    free = free_of(db, [product for _, product in wanted])
    by_site: dict[str, list[str]] = {}
    for (site_id, product_id), least in sorted(wanted.items()):
        if free.get((site_id, product_id), 0) >= least:
            by_site.setdefault(site_id, []).append(product_id)
    for site_id, product_ids in by_site.items():
        yield SupplyWaiting(site_id=site_id, product_ids=product_ids)
