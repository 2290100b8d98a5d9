"""How did an order come to stand as it stands: its moves, and goodwill."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.orders.tables import appeasements, order_events, orders


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One row of the history as it is kept. `step`: its place within the command."""

    line_id: str | None
    act: str
    source: str
    target: str
    quantity: int
    reason: str
    site_id: str | None
    user_id: str
    device_id: str
    command_id: str
    at: int
    step: int


@dataclass(frozen=True, slots=True)
class Given:
    """Money for the trouble."""

    line_id: str | None
    reason: str
    amount_minor: int
    note: str
    given_by: str
    approver_id: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took the order, on which device, and when it ended."""

    placed_by: str
    device_id: str
    closed_at: int | None


_taken = sa.select(orders.c.placed_by, orders.c.device_id, orders.c.closed_at).where(
    orders.c.id == sa.bindparam("order")
)
_events = (
    sa.select(*(order_events.c[name] for name in RawEvent.__dataclass_fields__))
    .where(order_events.c.order_id == sa.bindparam("order"))
    .order_by(order_events.c.at, order_events.c.command_id, order_events.c.step)
)
_given = (
    sa.select(*(appeasements.c[name] for name in Given.__dataclass_fields__))
    .where(appeasements.c.order_id == sa.bindparam("order"))
    .order_by(appeasements.c.at, appeasements.c.id)
)


def taken(db: Connection, order_id: str) -> Taken | None:
    row = db.execute(_taken, {"order": order_id}).first()
    return Taken(*row) if row else None


def raw_events(db: Connection, order_id: str) -> tuple[RawEvent, ...]:
    """The oldest first."""
    return tuple(RawEvent(*row) for row in db.execute(_events, {"order": order_id}))


def given_for(db: Connection, order_id: str) -> tuple[Given, ...]:
    """The oldest first."""
    return tuple(Given(*row) for row in db.execute(_given, {"order": order_id}))


def told_at_first(events: tuple[RawEvent, ...]) -> Mapping[str, tuple[int | None, int]]:
    """Line → the promise that the customer heard last, where sourcing came to another one since.

    What was told with a change of delivery counts from then on.
    """
    found: dict[str, tuple[int | None, int]] = {}
    for event in events:
        if event.line_id is None:
            continue
        if event.act == "change_delivery":
            found.pop(event.line_id, None)
        elif event.act == "re_promise" and event.line_id not in found:
            first, _, last = event.reason.partition("/")
            found[event.line_id] = (int(first) if first else None, int(last))
    return found
