"""What becomes of an order once its goods are with the customer: found by an item, given back."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.orders.states import FULFILLED, Units
from app.orders.tables import order_events, order_lines, orders
from app.orders.units import order_of
from app.storage.uow import UnitOfWork

RETURN = "return"
_line, _order = order_lines.c, orders.c
# Two counters, one order: on PostgreSQL the second waits for the first.
_lock = sa.select(_order.id).where(_order.id == sa.bindparam("order")).with_for_update()
_clawed = sa.select(_order.clawed_minor).where(_order.id == sa.bindparam("order"))
_had = sum((_line[state.value] for state in FULFILLED), sa.literal(0))
_recent = (
    sa.select(
        _line.id,
        _order.id,
        _order.number,
        _order.site_id,
        _order.customer_id,
        _order.placed_at,
        _order.currency,
        sa.case((_line.ordered > 0, _line.total_minor // _line.ordered), else_=0),
        (_had - _line.returned).label("left"),
    )
    .join(orders, _order.id == _line.order_id)
    .where(
        _line.product_id == sa.bindparam("product"),
        _order.placed_at >= sa.bindparam("since"),
        sa.or_(_order.site_id == sa.bindparam("site"), _line.site_id == sa.bindparam("site")),
        _had > _line.returned,
    )
    .order_by(_order.placed_at.desc(), _line.id)
    .limit(sa.bindparam("most"))
)
# Whole units: both databases divide integers towards zero, and no price is below it.
_lowest = (
    sa.select(sa.func.min(_line.total_minor // _line.ordered))
    .join(orders, _order.id == _line.order_id)
    .where(
        _line.product_id == sa.bindparam("product"),
        _line.ordered > _line.cancelled,
        _order.placed_at >= sa.bindparam("since"),
        _order.currency == sa.bindparam("currency"),
    )
)


@dataclass(frozen=True, slots=True)
class SaleOfItem:
    """One line of one order that sold the item; `left` units are still with the customer."""

    line_id: str
    order_id: str
    number: str
    site_id: str
    customer_id: str | None
    placed_at: int
    currency: str
    paid_each_minor: int
    left: int


def lock_order(uow: UnitOfWork, order_id: str) -> None:
    """Refusal('order_unknown') when it is not in this database."""
    uow.one(_lock, order=order_id)
    order_of(uow, order_id)


def claw_back(uow: UnitOfWork, order_id: str, amount_minor: int) -> None:
    """A return kept so much back of discounts that what is left no longer earns."""
    uow.add(orders, order_id, returned_clawed_minor=amount_minor)


def clawed_by_cancelling(db: Connection, order_id: str) -> int:
    return int(db.execute(_clawed, {"order": order_id}).scalar_one())


def recent_sales(
    db: Connection, product_id: str, site_id: str, since: Instant, most: int
) -> list[SaleOfItem]:
    """Newest first: what this place sold or handed over and is still with the customer."""
    asked = {"product": product_id, "site": site_id, "since": since, "most": most}
    return [SaleOfItem(*row) for row in db.execute(_recent, asked)]


def lowest_sold(db: Connection, product_id: str, since: Instant, currency: str) -> int | None:
    """The lowest price that a unit was sold for, after discounts; None when none was."""
    asked = {"product": product_id, "since": since, "currency": currency}
    found = db.execute(_lowest, asked).scalar()
    return None if found is None else int(found)


def take_back(
    uow: UnitOfWork,
    order_id: str,
    line_id: str,
    quantity: int,
    *,
    had: Sequence[tuple[Units, int]],
    returned: int,
    reason: str,
    site_id: str,
) -> None:
    """Count returned units and write the event. `had`: units by the state they ended in.

    They stay COLLECTED or DELIVERED: source and target are the same, so that the history replays
    to the same columns.
    """
    uow.add(order_lines, line_id, returned=quantity)
    skip, left = returned, quantity
    for state, count in had:
        part = min(left, max(0, count - skip))
        skip = max(0, skip - count)
        left -= part
        if part:
            _write_event(uow, order_id, line_id, state, part, reason, site_id)


def _write_event(
    uow: UnitOfWork,
    order_id: str,
    line_id: str,
    state: Units,
    quantity: int,
    reason: str,
    site_id: str,
) -> None:
    uow.insert(
        order_events,
        {
            "id": uow.new_id("order_event"),
            "order_id": order_id,
            "line_id": line_id,
            "act": RETURN,
            "source": state.value,
            "target": state.value,
            "quantity": quantity,
            "reason": reason,
            "site_id": site_id,
            "user_id": uow.actor.user_id,
            "device_id": uow.actor.device_id,
            "command_id": uow.command_id,
            "at": uow.now,
            "step": len(uow.touched.get(order_events.name, ())),
        },
    )
