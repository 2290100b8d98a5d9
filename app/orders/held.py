"""Which holds does an order have, and what do the open ones keep back."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.reasons import HoldScope
from app.orders.tables import holds
from app.storage.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class HoldRow:
    hold_id: str
    reason: str
    scope: str
    subject_id: str | None
    note: str
    open: bool
    outcome: str
    release_note: str
    opened_by: str
    opened_at: int
    closed_by: str | None
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What the open holds of one order keep back."""

    open: tuple[HoldRow, ...]

    @property
    def whole(self) -> bool:
        return any(row.scope == HoldScope.ORDER for row in self.open)

    def stops_line(self, line_id: str) -> bool:
        return any(_stops(row, HoldScope.LINE, (line_id,)) for row in self.open)

    def stopping_parcel(self, parcel_id: str, line_ids: Iterable[str]) -> tuple[HoldRow, ...]:
        """A parcel leaves as a whole: one held line in it is enough."""
        inside = tuple(line_ids)
        return tuple(
            row
            for row in self.open
            if _stops(row, HoldScope.FULFILLMENT, (parcel_id,))
            or _stops(row, HoldScope.LINE, inside)
        )

    def has(self, reason: str, scope: str, subject_id: str | None) -> bool:
        same = (reason, scope, subject_id)
        return any((row.reason, row.scope, row.subject_id) == same for row in self.open)

    def of_parcel(self, parcel_id: str) -> tuple[HoldRow, ...]:
        same = (HoldScope.FULFILLMENT, parcel_id)
        return tuple(row for row in self.open if (row.scope, row.subject_id) == same)

    def of(self, reason: str) -> tuple[HoldRow, ...]:
        return tuple(row for row in self.open if row.reason == reason)


_columns = [holds.c[name if name != "hold_id" else "id"] for name in HoldRow.__dataclass_fields__]
_of_order = (
    sa.select(*_columns)
    .where(holds.c.order_id == sa.bindparam("order"))
    .order_by(holds.c.opened_at, holds.c.id)
)
_open_of = _of_order.where(holds.c.open)


def holds_of(db: Connection, order_id: str) -> tuple[HoldRow, ...]:
    """Open and closed, the oldest first."""
    return tuple(HoldRow(*row) for row in db.execute(_of_order, {"order": order_id}))


def held(db: Connection, order_id: str) -> Held:
    return Held(tuple(HoldRow(*row) for row in db.execute(_open_of, {"order": order_id})))


def held_now(uow: UnitOfWork, order_id: str) -> Held:
    """The same inside an act: every order that is placed asks it."""
    return Held(tuple(HoldRow(*row.values()) for row in uow.all(_open_of, order=order_id)))


def _stops(row: HoldRow, scope: HoldScope, subjects: tuple[str, ...]) -> bool:
    return row.scope == HoldScope.ORDER or (row.scope == scope and row.subject_id in subjects)
