"""What keeps an order from being released, handed over or shipped, until it is closed."""

import sqlalchemy as sa

from app.orders.facts import HoldCleared
from app.orders.tables import holds
from app.storage.uow import UnitOfWork

AWAITING_PAYMENT = "awaiting_payment"

_open_of = (
    sa.select(holds.c.id, holds.c.reason)
    .where(holds.c.order_id == sa.bindparam("order"), holds.c.open)
    .order_by(holds.c.id)
)


def hold(uow: UnitOfWork, order_id: str, reason: str) -> None:
    uow.insert(
        holds,
        {
            "id": uow.new_id("hold"),
            "order_id": order_id,
            "reason": reason,
            "open": True,
            "opened_at": uow.now,
        },
    )


def clear(uow: UnitOfWork, order_id: str, reason: str) -> None:
    """Close the holds of one reason; tells when no other is open."""
    found = uow.all(_open_of, order=order_id)
    closing = [row["id"] for row in found if row["reason"] == reason]
    for hold_id in closing:
        uow.update(holds, hold_id, open=False, closed_at=uow.now)
    if closing and len(closing) == len(found):
        uow.emit(HoldCleared(order_id))


def is_held(uow: UnitOfWork, order_id: str) -> bool:
    return uow.one(_open_of, order=order_id) is not None
