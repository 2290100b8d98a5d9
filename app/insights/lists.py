"""What stands behind an element of a chart: the orders, or the SKUs, that it counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.customers.tables import customer_pii
from app.fulfillment.tables import fulfillments
from app.insights.scopes import Scope, ScopeKind
from app.insights.stock_health import Health, health_of, sold_lately
from app.insights.times import found_by_time
from app.orders.after_sale import RETURN
from app.orders.states import Method
from app.orders.tables import STILL_PLACED, order_events, orders
from app.places.tables import sites
from app.routing.shadow.states import Against
from app.routing.shadow.tables import sourcing_trials
from app.stock.tables import stock_cells

_order, _event, _parcel = orders.c, order_events.c, fulfillments.c
_trial = sourcing_trials.c


class Which(StrEnum):
    PLACED = "placed"
    OPEN = "open"
    MISSED = "missed"  # with units that were not found where they were looked for
    READY = "ready"  # pickups made ready
    LATE = "late"
    RETURNED = "returned"
    COMPARED = "compared"  # sent, and held against a fixed waterfall


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Half-open times of what happened; `site_id` and `reason` narrow further when told."""

    which: Which
    scope: Scope
    start: int
    end: int
    site_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`at` is when what was asked for happened; `key` tells the row in its list. Of COMPARED what
    the order costs, and what it would have cost by the waterfall."""

    key: str
    order_id: str
    number: str
    state: str
    channel: str
    customer: str
    site: str
    total_minor: int
    currency: str
    at: int
    ours_minor: int = 0
    theirs_minor: int = 0


@dataclass(frozen=True, slots=True)
class OrderPage:
    rows: tuple[OrderRow, ...]
    next: tuple[int, str] | None


def order_list(
    db: Connection, wanted: OrderFilter, cursor: tuple[int, str] | None, limit: int
) -> OrderPage:
    """The latest first, of the orders that this desk holds."""
    at, key, asked = _asked(wanted)
    asked = asked.where(at >= wanted.start)
    if wanted.scope.kind is ScopeKind.OWN:
        asked = asked.where(_order.placed_by == wanted.scope.user_id)
    if cursor is None:
        asked = asked.where(at < wanted.end)
    else:
        # The upper bound alone is where the index begins; the rest goes on from there
        asked = asked.where(at <= cursor[0], sa.or_(at < cursor[0], key > cursor[1]))
    rows = db.execute(asked.order_by(at.desc(), key).limit(limit + 1)).mappings().all()
    found = tuple(_row(row) for row in rows[:limit])
    more = len(rows) > limit
    return OrderPage(found, (found[-1].at, found[-1].key) if more else None)


def _row(row: Mapping[Any, Any]) -> OrderRow:
    return OrderRow(**{**row, "customer": row["customer"] or ""})


def _asked(wanted: OrderFilter) -> tuple[Any, Any, sa.Select[Any]]:
    """(the time it is ordered by, what tells its rows apart, the question)"""
    places = (wanted.site_id,) if wanted.site_id else wanted.scope.site_ids
    match wanted.which:
        case Which.PLACED | Which.OPEN:
            asked = _of_orders(_order.placed_at, _order.id, orders)
            if wanted.which is Which.OPEN:
                asked = asked.where(sa.text(STILL_PLACED))
            return _order.placed_at, _order.id, asked.where(_order.site_id.in_(places))
        case Which.READY | Which.LATE:
            joined = fulfillments.join(orders, _order.id == _parcel.order_id)
            asked = _of_orders(_parcel.ready_at, _parcel.id, joined).where(
                found_by_time(_parcel.site_id).in_(places), _parcel.method == Method.PICKUP.value
            )
            if wanted.which is Which.LATE:
                asked = asked.where(_parcel.ready_at > _parcel.due_at)
            return _parcel.ready_at, _parcel.id, asked
        case Which.COMPARED:
            joined = sourcing_trials.join(orders, _order.id == _trial.order_id)
            asked = _of_orders(_trial.at, _trial.id, joined).where(
                _trial.against == Against.WATERFALL.value,
                _trial.ours_left == 0,
                _trial.theirs_left == 0,
                _order.site_id.in_(places),
            )
            return _trial.at, _trial.id, asked.add_columns(_trial.ours_minor, _trial.theirs_minor)
        case Which.MISSED | Which.RETURNED:
            act = RETURN if wanted.which is Which.RETURNED else "reject"
            joined = order_events.join(orders, _order.id == _event.order_id)
            asked = _of_orders(_event.at, _event.id, joined).where(
                _event.act == act, _event.site_id.in_(places)
            )
            if wanted.reason:
                asked = asked.where(_event.reason == wanted.reason)
            return _event.at, _event.id, asked


def _of_orders(at: Any, key: Any, source: sa.FromClause) -> sa.Select[Any]:
    joined = source.outerjoin(customer_pii, customer_pii.c.id == _order.customer_id).outerjoin(
        sites, sites.c.id == _order.site_id
    )
    return sa.select(
        key.label("key"),
        _order.id.label("order_id"),
        _order.number,
        _order.state,
        _order.channel,
        customer_pii.c.name.label("customer"),
        sa.func.coalesce(sites.c.name, "").label("site"),
        _order.total_minor,
        _order.currency,
        at.label("at"),
    ).select_from(joined)


@dataclass(frozen=True, slots=True)
class SkuFilter:
    scope: Scope
    category: str
    health: Health


@dataclass(frozen=True, slots=True)
class SkuRow:
    key: str
    product_id: str
    sku: str
    name: str
    site: str
    atp: int
    safety: int
    sold: int


@dataclass(frozen=True, slots=True)
class SkuPage:
    rows: tuple[SkuRow, ...]
    next: str | None


def sku_list(
    db: Connection, wanted: SkuFilter, cursor: str | None, limit: int, now: int, zone: str
) -> SkuPage:
    cell, product = stock_cells.c, products.c
    sold = sold_lately(wanted.scope.site_ids, now, zone)
    same = sa.and_(sold.c.site_id == cell.site_id, sold.c.product_id == cell.product_id)
    named = product.name + " " + product.colour + " " + product.size
    asked = (
        sa.select(
            cell.id.label("key"),
            product.id.label("product_id"),
            product.sku,
            named.label("name"),
            sites.c.name.label("site"),
            (cell.available - cell.reserved - cell.leased - cell.safety).label("atp"),
            cell.safety,
            sa.func.coalesce(sold.c.sold, 0).label("sold"),
        )
        .select_from(
            stock_cells.join(products, product.id == cell.product_id)
            .join(sites, sites.c.id == cell.site_id)
            .outerjoin(sold, same)
        )
        .where(
            cell.site_id.in_(wanted.scope.site_ids),
            product.active,
            product.category == wanted.category,
            health_of(sold.c.sold) == wanted.health.value,
        )
        .order_by(cell.id)
        .limit(limit + 1)
    )
    if cursor is not None:
        asked = asked.where(cell.id > cursor)
    rows = db.execute(asked).mappings().all()
    found = tuple(SkuRow(**{**row, "sold": int(row["sold"])}) for row in rows[:limit])
    return SkuPage(found, found[-1].key if len(rows) > limit else None)


def count_of(db: Connection, wanted: OrderFilter) -> int:
    """How many there are here, to be told at the head of the list."""
    at, _, asked = _asked(wanted)
    asked = asked.where(at >= wanted.start, at < wanted.end)
    if wanted.scope.kind is ScopeKind.OWN:
        asked = asked.where(_order.placed_by == wanted.scope.user_id)
    return int(db.execute(sa.select(sa.func.count()).select_from(asked.subquery())).scalar() or 0)
