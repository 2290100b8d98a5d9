"""A place that rejected a product is not asked for it again until its shelf was counted."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import DAY, Instant, after
from app.kit.ids import derived_id
from app.orders.facts import PickedShort, ShortUndone
from app.routing.queues.tables import sourcing_exclusions
from app.stock.facts import StockCounted
from app.storage.prepared import prepared
from app.storage.uow import UnitOfWork

EXCLUDED_FOR = (
    3 * DAY
)  # a shelf that was wrong is to be counted within one; the rest is for Sundays

_ids: sa.BindParameter[str] = sa.bindparam("products", expanding=True)
_live = sa.select(sourcing_exclusions.c.site_id, sourcing_exclusions.c.product_id).where(
    sourcing_exclusions.c.product_id.in_(_ids),
    sourcing_exclusions.c.until > sa.bindparam("now"),
)


def excluded(db: Connection, product_ids: Iterable[str], now: Instant) -> set[tuple[str, str]]:
    """(site, product) pairs that are not asked now."""
    asked = {"products": sorted(set(product_ids)), "now": now}
    return {(site, product) for site, product in prepared(db, _live).rows(db, asked)}


def exclude_after_short(uow: UnitOfWork, fact: PickedShort) -> None:
    """Listens to PickedShort."""
    told = {
        "reason": fact.reason,
        "command_id": uow.command_id,
        "made_at": uow.now,
        "until": after(uow.now, EXCLUDED_FOR),
    }
    row_id = _id(fact.site_id, fact.product_id)
    if uow.row(sourcing_exclusions, row_id) is not None:
        uow.update(sourcing_exclusions, row_id, **told)
        return
    where = {"site_id": fact.site_id, "product_id": fact.product_id}
    uow.insert(sourcing_exclusions, {"id": row_id, **where, **told})


def include_after_undo(uow: UnitOfWork, fact: ShortUndone) -> None:
    """Listens to ShortUndone."""
    row = uow.row(sourcing_exclusions, _id(fact.site_id, fact.product_id))
    if row is not None and row["command_id"] == fact.short_id:
        _end(uow, row["id"])


def include_after_count(uow: UnitOfWork, fact: StockCounted) -> None:
    """Listens to StockCounted: what the books say there is right again."""
    for product_id in fact.product_ids:
        row = uow.row(sourcing_exclusions, _id(fact.site_id, product_id))
        if row is not None and row["until"] > uow.now:
            _end(uow, row["id"])


def _end(uow: UnitOfWork, row_id: str) -> None:
    uow.update(sourcing_exclusions, row_id, until=uow.now)


def _id(site_id: str, product_id: str) -> str:
    return derived_id(site_id, "exclusion", product_id)
