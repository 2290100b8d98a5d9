"""Which work items of a place are still to be done, and which of its parcels must be begun when."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.catalog.lookup import products_of
from app.work.states import OPEN
from app.work.tables import work_items


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Of no parcel. `name` is the product's, with colour and size; empty when it is about none."""

    item_id: str
    kind: str
    state: str
    product_id: str
    sku: str
    name: str
    reason: str
    assigned_to: str
    made_at: int
    due_at: int | None


_w = work_items.c
_open = (
    sa.select(work_items)
    .where(
        _w.site_id == sa.bindparam("site"),
        _w.state.in_([state.value for state in OPEN]),
        _w.parcel_id.is_(None),
    )
    .order_by(_w.due_at, _w.id)
    .limit(sa.bindparam("most"))
)
_of_parcels = sa.select(_w.parcel_id, _w.start_by, _w.zone, _w.lease_until).where(
    _w.parcel_id.in_(sa.bindparam("parcels", expanding=True))
)


@dataclass(frozen=True, slots=True)
class ParcelWork:
    """`start_by`: the latest start that is in time; `lease_until`: somebody is at it until then."""

    start_by: int | None
    zone: str
    lease_until: int | None


UNTOLD = ParcelWork(None, "", None)


def work_of(db: Connection, parcel_ids: Iterable[str]) -> dict[str, ParcelWork]:
    """Parcel → its work, for those that have any."""
    rows = db.execute(_of_parcels, {"parcels": sorted(set(parcel_ids))})
    return {row.parcel_id: ParcelWork(row.start_by, row.zone, row.lease_until) for row in rows}


def open_items(db: Connection, site_id: str, most: int) -> list[WorkItem]:
    rows = db.execute(_open, {"site": site_id, "most": most}).mappings().all()
    known = products_of(db, (row["product_id"] for row in rows if row["product_id"]))
    items = []
    for row in rows:
        product = known.get(row["product_id"] or "")
        told = (product.name, product.colour, product.size) if product else ()
        items.append(
            WorkItem(
                item_id=row["id"],
                kind=row["kind"],
                state=row["state"],
                product_id=row["product_id"] or "",
                sku=product.sku if product else "",
                name=" ".join(filter(None, told)),
                reason=row["reason"],
                assigned_to=row["assigned_to"] or "",
                made_at=row["made_at"],
                due_at=row["due_at"],
            )
        )
    return items
