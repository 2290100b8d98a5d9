"""How does the cash drawer of a device stand, and how did its last count end."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identity.queries import staff_names
from app.payments.queries import Drawer, open_drawer_of
from app.payments.states import DrawerState
from app.payments.tables import drawers


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed drawer. `difference_minor` is counted less expected: below zero, cash is missing."""

    drawer_id: str
    currency: str
    expected_minor: int
    counted_minor: int
    closed_at: int

    @property
    def difference_minor(self) -> int:
        return self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class Ended:
    """`unsent`: ids of the commands that the server lacked then, separated by blanks."""

    drawer_id: str
    site_id: str
    currency: str
    float_minor: int
    in_minor: int
    out_minor: int
    counted_minor: int
    opened_at: int
    opened_by: str
    closed_at: int
    closed_by: str | None
    unsent: str
    approved_by: str | None

    @property
    def expected_minor(self) -> int:
        return self.float_minor + self.in_minor - self.out_minor


@dataclass(frozen=True, slots=True)
class DrawerView:
    """`opened_by` is a name, empty when this desk does not know the person."""

    drawer: Drawer | None
    opened_by: str
    last: Counted | None


_drawer = drawers.c
_last = (
    sa.select(
        _drawer.id,
        _drawer.currency,
        (_drawer.float_minor + _drawer.in_minor - _drawer.out_minor).label("expected"),
        _drawer.counted_minor,
        _drawer.closed_at,
    )
    .where(
        _drawer.device_id == sa.bindparam("device"),
        _drawer.state == DrawerState.CLOSED.value,
        _drawer.counted_minor.is_not(None),
    )
    .order_by(_drawer.closed_at.desc())
    .limit(1)
)
_ended = sa.select(
    _drawer.id, *(_drawer[name] for name in Ended.__dataclass_fields__ if name != "drawer_id")
).where(_drawer.id == sa.bindparam("drawer"), _drawer.state == DrawerState.CLOSED.value)


def drawer_view(db: Connection, device_id: str) -> DrawerView:
    """The open drawer of this device, and the one that was counted last."""
    drawer = open_drawer_of(db, device_id)
    names = staff_names(db, [drawer.opened_by]) if drawer else {}
    last = db.execute(_last, {"device": device_id}).first()
    return DrawerView(
        drawer,
        names.get(drawer.opened_by, "") if drawer else "",
        Counted(*last) if last else None,
    )


def ended_drawer(db: Connection, drawer_id: str) -> Ended | None:
    row = db.execute(_ended, {"drawer": drawer_id}).first()
    return Ended(*row) if row else None
