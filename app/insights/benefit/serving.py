"""How were orders served lately: from where, and was what was promised kept?"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.fulfillment.states import FulfillmentState
from app.fulfillment.tables import fulfillments
from app.insights.scopes import Scope
from app.kit.clock import DAY
from app.orders.states import Method
from app.places.tables import sites

LATELY = 30  # days
STORE = "store"

_parcel = fulfillments.c
_in_time = sa.func.coalesce(_parcel.ready_at, _parcel.closed_at) <= _parcel.due_at
_ended = (
    sa.select(
        _parcel.method,
        sites.c.kind,
        sa.func.count().label("parcels"),
        sa.func.count(_parcel.due_at).label("promised"),
        sa.func.sum(sa.case((_in_time, 1), else_=0)).label("kept"),
    )
    .join(sites, sites.c.id == _parcel.site_id)
    .where(
        _parcel.site_id.in_(sa.bindparam("sites", expanding=True)),
        _parcel.state == FulfillmentState.CLOSED.value,
        _parcel.closed_at >= sa.bindparam("since", type_=sa.BigInteger),
        _parcel.method.in_((Method.PICKUP.value, Method.SHIP.value)),  # each customer's once
    )
    .group_by(_parcel.method, sites.c.kind)
)


@dataclass(frozen=True, slots=True)
class Served:
    """Parcels that ended in the last LATELY days and lie in this database; of those that had a time
    promised, how many kept it."""

    collected: int = 0
    from_stores: int = 0
    from_centers: int = 0
    promised: int = 0
    kept: int = 0

    @property
    def parcels(self) -> int:
        return self.collected + self.from_stores + self.from_centers


def served_lately(db: Connection, scope: Scope, now: int) -> Served:
    asked = {"sites": scope.site_ids, "since": now - LATELY * DAY}
    rows = db.execute(_ended, asked).all()

    def parcels(*, shipped: bool, store: bool | None = None) -> int:
        return sum(
            int(row.parcels)
            for row in rows
            if (row.method == Method.SHIP.value) is shipped and store in (None, row.kind == STORE)
        )

    return Served(
        collected=parcels(shipped=False),
        from_stores=parcels(shipped=True, store=True),
        from_centers=parcels(shipped=True, store=False),
        promised=sum(int(row.promised) for row in rows),
        kept=sum(int(row.kept) for row in rows),
    )
