"""Which parcels are due: to be picked here, late anywhere, or waiting too long for the customer."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.queries import ParcelCard, cards_of
from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import TO_PICK, fulfillments

_f = fulfillments.c
_to_pick = [FulfillmentState.OPEN.value, FulfillmentState.IN_PROGRESS.value]
_here = sa.select(fulfillments).where(_f.site_id == sa.bindparam("site"))
_due = _here.where(_f.state.in_(_to_pick)).order_by(_f.due_at, _f.id).limit(sa.bindparam("most"))
_late = (
    sa.select(fulfillments)
    .where(sa.text(TO_PICK), _f.due_at < sa.bindparam("now"))
    .order_by(_f.due_at, _f.id)
    .limit(sa.bindparam("most"))
)
_left = (
    _here.where(_f.state == FulfillmentState.READY.value, _f.ready_at < sa.bindparam("before"))
    .order_by(_f.ready_at, _f.id)
    .limit(sa.bindparam("most"))
)


def due_parcels(db: Connection, site_id: str, most: int) -> list[ParcelCard]:
    """To pick or being picked at this site, the most urgent first."""
    return cards_of(db, db.execute(_due, {"site": site_id, "most": most}).mappings().all())


def late_parcels(db: Connection, now: int, most: int) -> list[ParcelCard]:
    """Not picked though their time has passed, wherever it is."""
    asked = {"now": now, "most": most}
    return cards_of(db, db.execute(_late, asked).mappings().all())


def left_parcels(db: Connection, site_id: str, before: int, most: int) -> list[ParcelCard]:
    """In their bin since before then, the longest first."""
    asked = {"site": site_id, "before": before, "most": most}
    return cards_of(db, db.execute(_left, asked).mappings().all())
