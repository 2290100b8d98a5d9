"""Hold an order, one of its lines or one of its parcels: parcels are known here."""

from typing import Any

import msgspec

from app.fulfillment.handlers.parcels import goods_now_in, parcel_in_hand
from app.kit.errors import Refusal
from app.orders import holds
from app.orders.commands import HoldOrder
from app.orders.reasons import HoldScope
from app.storage.uow import UnitOfWork


def hold_order(uow: UnitOfWork, command: HoldOrder) -> dict[str, Any]:
    """Refusals: fulfillment_unknown, and those of orders.holds.hold_order."""
    if command.scope is HoldScope.FULFILLMENT and command.subject_id:
        parcel = parcel_in_hand(uow, command.subject_id)
        if parcel["order_id"] != command.order_id:
            raise Refusal("fulfillment_unknown", fulfillment=command.subject_id)
        # Whoever holds it may not have heard yet that it is one with another.
        command = msgspec.structs.replace(command, subject_id=goods_now_in(uow, parcel))
    return holds.hold_order(uow, command)
