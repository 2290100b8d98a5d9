"""Find an order that this desk does not hold, and have it sent here."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.commands import Command
from app.orders.tables import orders
from app.orders.units import show_to
from app.storage.uow import UnitOfWork

MOST = 20

_by_number = (
    sa.select(
        orders.c.id, orders.c.number, orders.c.placed_at, orders.c.total_minor, orders.c.currency
    )
    .where(orders.c.number == sa.bindparam("number"))
    .limit(MOST)
)


_highest = sa.select(sa.func.max(orders.c.number)).where(
    orders.c.number >= sa.bindparam("prefix"), orders.c.number < sa.bindparam("after")
)


class WatchOrder(Command, frozen=True, kw_only=True):
    """Send this order to the asking desk, now and whenever it changes."""

    order_id: str


class FoundOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Enough to choose by; nothing that tells who bought."""

    order_id: str
    number: str
    placed_at: int
    total_minor: int
    currency: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    orders: list[FoundOrder]


def find_orders(db: Connection, text: str) -> Found:
    """Orders by their whole number, as printed on receipts and slips."""
    rows = db.execute(_by_number, {"number": text.strip().upper()}).mappings()
    return Found(
        orders=[
            FoundOrder(
                order_id=row["id"],
                number=row["number"],
                placed_at=row["placed_at"],
                total_minor=row["total_minor"],
                currency=row["currency"],
            )
            for row in rows
        ]
    )


def watch_order(uow: UnitOfWork, command: WatchOrder) -> dict[str, Any]:
    """Only the server can show an order to a desk; on the desk there is nothing to do yet."""
    if uow.on_server:
        show_to(uow, command.order_id, f"device:{uow.actor.device_id}")
    return {"order_id": command.order_id}


def highest_number(db: Connection, prefix: str) -> str | None:
    """The highest order number that a device issued, as far as this database knows."""
    return db.execute(_highest, {"prefix": prefix, "after": prefix + "\uffff"}).scalar()
