"""How do the parcels stand that this act touched: for those who follow every act."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.clock import Instant
from app.orders.states import Method
from app.storage.uow import UnitOfWork

_parcel, _line = fulfillments.c, fulfillment_lines.c
_sums = sa.select(
    sa.func.coalesce(sa.func.sum(_line.quantity), 0).label("units"),
    sa.func.coalesce(sa.func.sum(_line.picked), 0).label("picked"),
    sa.func.min(_line.product_id).label("product_id"),
).where(_line.fulfillment_id == sa.bindparam("parcel"), _line.quantity > 0)


@dataclass(frozen=True, slots=True)
class ParcelNow:
    """`product_id`: one of those in it; empty when nothing is left."""

    parcel_id: str
    order_id: str
    site_id: str
    method: Method
    state: FulfillmentState
    claimed_by: str | None
    due_at: Instant | None
    units: int
    picked: int
    product_id: str

    @property
    def unpicked(self) -> int:
        return self.units - self.picked


def parcels_touched(uow: UnitOfWork) -> Iterator[ParcelNow]:
    """In the order of their ids."""
    ids = set(uow.touched.get(fulfillments.name, ()))
    for line_id in sorted(uow.touched.get(fulfillment_lines.name, ())):
        line = uow.row(fulfillment_lines, line_id)
        if line is not None:
            ids.add(line["fulfillment_id"])
    for parcel_id in sorted(ids):
        parcel = uow.row(fulfillments, parcel_id)
        inside = uow.one(_sums, parcel=parcel_id)
        if parcel is None or inside is None:
            continue
        yield ParcelNow(
            parcel_id=parcel_id,
            order_id=parcel["order_id"],
            site_id=parcel["site_id"],
            method=Method(parcel["method"]),
            state=FulfillmentState(parcel["state"]),
            claimed_by=parcel["claimed_by"],
            due_at=parcel["due_at"],
            units=int(inside["units"]),
            picked=int(inside["picked"]),
            product_id=inside["product_id"] or "",
        )
