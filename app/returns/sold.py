"""The order's side of a return: what was sold and had, what was paid, what came back before."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.orders.queries import OrderCard, OrderLineRow, order_card
from app.orders.states import FULFILLED, Units
from app.payments.states import TenderKind
from app.places.lookup import site_of
from app.returns.model import Rule, Tender
from app.returns.refund import SoldLine
from app.returns.tables import return_rules, returns
from app.storage.schema import metadata
from app.storage.uow import UnitOfWork

RETURN = "return"
# By their names, as orders.units has no act for units that came back.
_orders, _order_lines, _order_events = (
    metadata.tables[name] for name in ("orders", "order_lines", "order_events")
)
# Two counters, one order: on PostgreSQL the second waits for the first.
_lock = sa.select(_orders.c.id).where(_orders.c.id == sa.bindparam("order")).with_for_update()
_rules = sa.select(
    return_rules.c.code,
    return_rules.c.category,
    return_rules.c.returnable,
    return_rules.c.window_days,
).order_by(return_rules.c.code)
_given = (
    sa.select(returns.c.taken_by, sa.func.sum(returns.c.refund_minor))
    .where(returns.c.order_id == sa.bindparam("order"))
    .group_by(returns.c.taken_by)
)


def locked_order(uow: UnitOfWork, order_id: str) -> OrderCard:
    uow.one(_lock, order=order_id)
    card = order_card(uow.db, order_id)
    if card is None:
        raise Refusal("order_unknown", order=order_id)
    return card


def lines_of(card: OrderCard) -> list[SoldLine]:
    """Imported sales have no history of units: their window runs from the sale."""
    ended = {state.value for state in FULFILLED}
    had = {
        event.line_id: event.at
        for event in card.events
        if event.target in ended and event.act != RETURN
    }
    return [_sold(line, had.get(line.line_id, card.head.placed_at)) for line in card.lines]


def tenders_of(card: OrderCard) -> list[Tender]:
    return [
        Tender(paid.payment_id, TenderKind(paid.kind), paid.captured_minor, paid.refunded_minor)
        for paid in card.payments
        if paid.captured_minor
    ]


def rules_of(db: Connection) -> list[Rule]:
    return [Rule(*row) for row in db.execute(_rules)]


def zone_of(db: Connection, site_id: str) -> str:
    """Windows are counted in the shop's own days."""
    site = site_of(db, site_id)
    return (site.time_zone if site else "") or "UTC"


def given_before(db: Connection, order_id: str) -> dict[str, int]:
    """What earlier returns of this order gave back, by who took them: limits are cumulative."""
    return {user: int(minor) for user, minor in db.execute(_given, {"order": order_id})}


def take_back(
    uow: UnitOfWork, order_id: str, line: SoldLine, quantity: int, *, reason: str, site_id: str
) -> None:
    """Count returned units and write the event. They stay COLLECTED or DELIVERED, where they
    ended: source and target are the same, so that the history replays to the same columns."""
    uow.add(_order_lines, line.line_id, returned=quantity)
    skip, left = line.returned, quantity
    for state, had in ((Units.COLLECTED, line.collected), (Units.DELIVERED, line.delivered)):
        part = min(left, max(0, had - skip))
        skip = max(0, skip - had)
        left -= part
        if part:
            _write_event(uow, order_id, line.line_id, state, part, reason, site_id)


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
        _order_events,
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
            "step": len(uow.touched.get(_order_events.name, ())),
        },
    )


def _sold(line: OrderLineRow, had_at: int) -> SoldLine:
    return SoldLine(
        line_id=line.line_id,
        product_id=line.product_id,
        sku=line.sku,
        name=line.name,
        ordered=line.ordered,
        collected=line.units[Units.COLLECTED],
        delivered=line.units[Units.DELIVERED],
        cancelled=line.units[Units.CANCELLED],
        returned=line.returned,
        unit_minor=line.unit_minor,
        discount_minor=line.discount_minor,
        total_minor=line.total_minor,
        tax_minor=line.tax_minor,
        had_at=Instant(had_at),
    )
