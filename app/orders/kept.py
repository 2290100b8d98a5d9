"""Cancelled, and the customer has it: the units are sold after all, and cost what they did."""

from collections.abc import Mapping

from app.orders.states import ORDER, OrderState, Units
from app.orders.tables import orders
from app.orders.unearned import clawed_after, keep_back, terms_of
from app.orders.units import lines_of, locked_order, move_units, settle_order
from app.storage.uow import UnitOfWork


def sell_cancelled(uow: UnitOfWork, order_id: str, units: Mapping[str, int], site_id: str) -> None:
    """`units`: order line → cancelled units that left from `site_id`. Discounts that were taken
    back are earned again as far as they are."""
    order = locked_order(uow, order_id)
    for line_id, quantity in sorted(units.items()):
        move_units(uow, line_id, "keep", Units.CANCELLED, quantity, site_id=site_id)
    if order["state"] == OrderState.CANCELLED.value:
        state = ORDER.after(OrderState.CANCELLED, "keep")
        uow.update(orders, order_id, state=state.value, closed_at=uow.now)
    settle_order(uow, order_id)
    lines = lines_of(uow, order_id)
    keep_back(uow, order, clawed_after(order, lines, terms_of(uow.db, order_id, lines), 0))
