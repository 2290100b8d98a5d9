"""Money over the counters of the simulated shop: drawers, cash and cards. Any act, at any desk, on
what that desk knows."""

import sqlalchemy as sa

from app.kit.ids import derived_id
from app.payments.commands import (
    CapturePayLink,
    CloseDrawer,
    CountDrawer,
    OpenDrawer,
    TakePayment,
    TenderTaken,
)
from app.payments.queries import payments_of
from app.payments.states import DrawerState, TenderKind
from app.payments.tables import drawers, payments
from app.payments.unsent import unsent
from app.storage.engine import reading
from app.storage.schema import Row
from tests.sync.goods import any_of
from tests.sync.simulator import SimulatedDesk, World

FLOAT = 200_000
LESS = 1_000
_in_use = sa.select(drawers).where(
    drawers.c.device_id == sa.bindparam("device"), drawers.c.state != DrawerState.CLOSED.value
)
_links = (
    sa.select(payments.c.id, payments.c.amount_minor)
    .where(payments.c.kind == TenderKind.PAY_LINK.value, payments.c.amount_minor > LESS)
    .order_by(payments.c.id)
)


def drawer(world: World, desk: SimulatedDesk) -> None:
    """Opened; later counted, right or not; closed at the end of a day, if all is told."""
    chance = world.random
    mine = drawer_of(world, desk)
    if mine is None:
        new = OpenDrawer(
            drawer_id=desk._new_id(), site_id=desk.site_id, float_minor=FLOAT, currency="IDR"
        )
        desk.run(new, "clerk")
        return
    expected = mine["float_minor"] + mine["in_minor"] - mine["out_minor"]
    counted = max(0, expected + chance.choice([0, 0, 0, -500]))
    if chance.random() < 0.5:
        desk.run(CountDrawer(drawer_id=mine["id"], counted_minor=counted), "clerk")
        return
    assert desk.store is not None
    left = tuple(act.command_id for act in desk.store.write(unsent))
    desk.run(CloseDrawer(drawer_id=mine["id"], counted_minor=counted, unsent=left), "manager")


def pay(world: World, desk: SimulatedDesk, order_id: str) -> None:
    """Before it is collected, at any counter."""
    if tenders := due(world, desk, order_id):
        desk.run(TakePayment(order_id=order_id, tenders=tenders), "clerk")


def due(world: World, desk: SimulatedDesk, order_id: str) -> list[TenderTaken]:
    """What is to be paid of an order, by card or where a drawer is open in cash; empty: nothing."""
    assert desk.store is not None
    found = desk.store.write(payments_of, order_id)
    minor = sum(p.amount_minor for p in found if p.state == "pending")
    if not minor:
        return []
    mine = drawer_of(world, desk)
    if mine is not None and world.random.random() < 0.5:
        return [TenderTaken(kind=TenderKind.CASH, amount_minor=minor, drawer_id=mine["id"])]
    return [TenderTaken(kind=TenderKind.TERMINAL, amount_minor=minor, reference="APPROVED")]


def drawer_of(world: World, desk: SimulatedDesk) -> Row | None:
    return any_of(world, desk, _in_use, device=desk.device_id)


def link_paid(world: World) -> None:
    """The provider tells the server of a link, whatever became of its order; twice, or too little,
    now and then."""
    chance = world.random
    with reading(world.server.service.engine) as db, db.begin():
        links = db.execute(_links).all()
    if not links:
        return
    link = chance.choice(links)
    paid = link.amount_minor - (LESS if chance.random() < 0.1 else 0)
    told = CapturePayLink(payment_id=link.id, amount_minor=paid, provider_reference="PAID")
    for _ in range(chance.choice([1, 1, 1, 2])):
        world.server.tell(told, derived_id("PAID", "paid_by_link", link.id))
