"""What comes from suppliers to the simulated shop, and figures put right by hand. Any act, at any
desk, on what that desk knows."""

import sqlalchemy as sa

from app.kit.clock import HOUR
from app.stock.adjusting import AdjustStock, UndoAdjustment
from app.stock.counting import DiscardCount
from app.stock.receiving import MovePurchase, ReceivedLine, ReceiveGoods
from app.stock.rules import STANDARD
from app.stock.states import ON_ORDER, CountState, Way
from app.stock.tables import purchase_lines, purchase_orders, stock_adjustments, stock_counts
from tests.sync.goods import any_of, rows_of
from tests.sync.simulator import SimulatedDesk, World

_coming = (
    sa.select(purchase_orders)
    .where(purchase_orders.c.state.in_([state.value for state in ON_ORDER]))
    .order_by(purchase_orders.c.id)
)
_coming_here = _coming.where(purchase_orders.c.site_id == sa.bindparam("site"))
_lines = (
    sa.select(purchase_lines)
    .where(purchase_lines.c.purchase_id == sa.bindparam("purchase"))
    .order_by(purchase_lines.c.id)
)
_adjusted = (
    sa.select(stock_adjustments)
    .where(
        stock_adjustments.c.site_id == sa.bindparam("site"),
        stock_adjustments.c.undone_at.is_(None),
    )
    .order_by(stock_adjustments.c.id)
)
_counts = (
    sa.select(stock_counts)
    .where(
        stock_counts.c.site_id == sa.bindparam("site"),
        stock_counts.c.state.in_([CountState.OPEN.value, CountState.COUNTED.value]),
    )
    .order_by(stock_counts.c.id)
)


def receive(world: World, desk: SimulatedDesk) -> None:
    """All of it, some of it, now and then what nobody ordered: counted as it stands there."""
    purchase = any_of(world, desk, _coming_here, site=desk.site_id)
    if purchase is None:
        return
    chance = world.random
    came = {
        row["product_id"]: chance.randint(0, row["ordered"])
        for row in rows_of(desk, _lines, purchase=purchase["id"])
    }
    if chance.random() < 0.1:
        came[chance.choice(world.shop.products)] = 1
    lines = [ReceivedLine(product_id=one, quantity=units) for one, units in came.items() if units]
    desk.run(
        ReceiveGoods(
            receipt_id=desk._new_id(),
            purchase_id=purchase["id"],
            lines=lines,
            last=not lines or chance.random() < 0.3,
        ),
        "clerk",
    )


def move(world: World, desk: SimulatedDesk) -> None:
    """The supplier tells another time, or it is called off; some are under way all the same."""
    purchase = any_of(world, desk, _coming)
    if purchase is None or not desk.online:
        return
    act, eta = "confirm", int(desk.clock.now() + world.random.randint(1, 60) * HOUR)
    if world.random.random() < 0.1:
        act, eta = "cancel", 0
    desk.run(MovePurchase(purchase_id=purchase["id"], act=act, eta=eta or None), "manager")


def adjust(world: World, desk: SimulatedDesk) -> None:
    """A unit found or lost, or that taken back: with the server alone."""
    if not desk.online:
        return
    made = any_of(world, desk, _adjusted, site=desk.site_id)
    if made is not None and world.random.random() < 0.5:
        desk.run(UndoAdjustment(adjustment_id=made["id"]), "manager")
        return
    reason = world.random.choice(STANDARD)
    desk.run(
        AdjustStock(
            site_id=desk.site_id,
            product_id=world.random.choice(world.shop.products),
            quantity=1 if reason.way is Way.FOUND else -1,
            reason=reason.code,
        ),
        "manager",
    )


def discard(world: World, desk: SimulatedDesk) -> None:
    if counted := any_of(world, desk, _counts, site=desk.site_id):
        desk.run(DiscardCount(count_id=counted["id"]), "clerk")
