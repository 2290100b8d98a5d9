"""What else comes back to the simulated shop: by mail, without a receipt; and whether the provider
paid what is owed for it. Any act, at any desk, on what that desk knows."""

import sqlalchemy as sa

from app.payments.states import TenderKind
from app.returns.blind import blind_item
from app.returns.commands import (
    AskedLine,
    AskReturn,
    BlindLine,
    ConfirmRefund,
    FailRefund,
    MoveReturn,
    ReturnBlind,
    ReturnItems,
    ReturnMove,
    SettleRefund,
)
from app.returns.handlers.refunds import PENDING
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason, ReturnState
from app.returns.tables import return_lines, return_refunds, returns
from tests.sync import money, people
from tests.sync.goods import any_of, as_new, card_of, had, preview_of, rows_of
from tests.sync.simulator import SimulatedDesk, World

WAITING = (ReturnState.APPROVED, ReturnState.IN_TRANSIT, ReturnState.MANUAL_REVIEW)
COMING = (ReturnState.APPROVED, ReturnState.IN_TRANSIT)


def _in_state(*states: ReturnState) -> sa.Select[tuple[object]]:
    values = [state.value for state in states]
    return sa.select(returns).where(returns.c.state.in_(values)).order_by(returns.c.id)


_waiting, _coming = _in_state(*WAITING), _in_state(*COMING)
_unpaid = _in_state(ReturnState.MANUAL_REFUND)
_lines = (
    sa.select(return_lines)
    .where(return_lines.c.return_id == sa.bindparam("return"))
    .order_by(return_lines.c.id)
)
_pending = (
    sa.select(return_refunds).where(return_refunds.c.state == PENDING).order_by(return_refunds.c.id)
)


def ask(world: World, desk: SimulatedDesk) -> None:
    """By phone: a unit of what somebody has shall come back by mail."""
    if line := any_of(world, desk, had):
        asked = AskedLine(line_id=line["id"], quantity=1, reason=Reason.TOO_SMALL)
        desk.run(AskReturn(order_id=line["order_id"], lines=[asked]), "agent")


def move(world: World, desk: SimulatedDesk) -> None:
    if row := any_of(world, desk, _waiting):
        way = world.random.choice(list(ReturnMove))
        desk.run(MoveReturn(return_id=row["id"], move=way, note="told by phone"), "manager")


def arrive(world: World, desk: SimulatedDesk) -> None:
    """The parcel is opened: what was asked for is in it. What this desk knows to have come back
    already it does not take again."""
    row = any_of(world, desk, _coming)
    if row is None or (card := card_of(desk, row["order_id"])) is None:
        return
    lines = [
        line
        for line in rows_of(desk, _lines, **{"return": row["id"]})
        if card.line(line["line_id"]).verdict.quantity >= line["expected"] > 0
    ]
    if not lines:
        return
    units = {line["line_id"]: line["expected"] for line in lines}
    told = preview_of(desk, card, units, RefundMode.AS_PAID, Reason.TOO_SMALL)
    desk.run(
        ReturnItems(
            order_id=row["order_id"],
            site_id=desk.site_id,
            lines=[as_new(line, number, Reason.TOO_SMALL) for line, number in units.items()],
            mode=RefundMode.AS_PAID,
            told_refund_minor=told.refund_minor,
            offline=not desk.online,
            return_id=row["id"],
        ),
        "clerk",
    )


def blind(world: World, desk: SimulatedDesk) -> None:
    """Without a receipt: the server alone knows the lowest price of every store."""
    if not desk.online or desk.store is None:
        return
    product = world.random.choice(world.shop.products)
    customer_id = people.somebody(world, desk)
    now = desk.clock.now()
    item = desk.store.write(lambda db: blind_item(db, product, customer_id, now))
    if item is None or customer_id is None:
        return
    line = BlindLine(
        product_id=product,
        quantity=1,
        unit_minor=item.unit_minor,
        reason=Reason.CHANGED_MIND,
        grade=Grade.A,
        disposition=Disposition.SHELF,
    )
    told = item.unit_minor
    desk.run(
        ReturnBlind(
            site_id=desk.site_id,
            lines=[line],
            told_refund_minor=told,
            id_seen=True,
            customer_id=customer_id,
        ),
        "manager",
    )


def provider_says(world: World, desk: SimulatedDesk) -> None:
    """A slip is found that says so: paid, or not."""
    if row := any_of(world, desk, _pending):
        paid = world.random.random() < 0.6
        told = ConfirmRefund(refund_id=row["id"])
        desk.run(told if paid else FailRefund(refund_id=row["id"], why="card expired"), "manager")


def pay_otherwise(world: World, desk: SimulatedDesk) -> None:
    """In cash, where a drawer is open, as store credit, or nothing: as somebody believes it is."""
    if row := any_of(world, desk, _unpaid):
        kind = world.random.choice([TenderKind.CASH, TenderKind.STORE_CREDIT, None])
        drawer = money.drawer_of(world, desk) if kind is TenderKind.CASH else None
        told = SettleRefund(
            return_id=row["id"], kind=kind, drawer_id=drawer["id"] if drawer else None
        )
        desk.run(told, "manager")
