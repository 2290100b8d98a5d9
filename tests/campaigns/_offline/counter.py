"""What clerks do at a desk without a line, and what head office does meanwhile."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from app.fulfillment.commands import HandOver, Pick, Proof, Stage
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.actor import SYSTEM
from app.orders.commands import OrderLine, PlaceOrder
from app.orders.states import Method
from app.payments.commands import TenderTaken
from app.payments.states import TenderKind
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import price
from app.pricing.promotion import BasketLine
from app.stock.ledger import move
from app.stock.states import Bucket
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync.feed import append
from tests.sync.simulator import SimulatedDesk, World

NO_MORE = ""  # of a command that was refused here: nothing to follow up


def place(
    desk: SimulatedDesk,
    product: int,
    quantity: int = 1,
    *,
    method: Method = Method.PICKUP,
    role: str = "clerk",
) -> tuple[str, str]:
    """(command id, order id) of an order that is collected here, or carried out at once."""
    shop = desk.world.shop
    line = OrderLine(
        product_id=shop.products[product],
        quantity=quantity,
        unit_minor=shop.prices[product],
        method=method,
        site_id=desk.site_id,
    )
    total = told_price(desk, product, quantity)
    kind = TenderKind.TERMINAL if method is Method.CARRY_OUT else TenderKind.AT_STORE
    done = run(
        desk,
        PlaceOrder(
            number="",
            pickup_code="ABC234",
            channel="store",
            site_id=desk.site_id,
            language="id",
            currency="IDR",
            lines=[line],
            told_total_minor=total,
            tenders=[TenderTaken(kind=kind, amount_minor=total, reference="APPROVED")],
        ),
        role,
    )
    return done.command_id, str(done.result["order_id"])


def told_price(desk: SimulatedDesk, product: int, quantity: int) -> int:
    """What this desk reckons, with the prices that it knows."""
    assert desk.store is not None
    basket = [BasketLine("0", "things", quantity, desk.world.shop.prices[product], "standard")]

    def ask(db: sa.Connection) -> int:
        now, rules = desk.clock.now(), active_promotions(db)
        return price(basket, rules, all_tax_rates(db), [], now=now, currency="IDR").total

    return desk.store.write(ask)


def make_ready(desk: SimulatedDesk, order_id: str) -> str:
    """Pick and stage the parcel of an order; its id."""
    parcel = parcel_of(desk, order_id)
    assert desk.store is not None
    lines = sa.select(fulfillment_lines.c.line_id, fulfillment_lines.c.quantity).where(
        fulfillment_lines.c.fulfillment_id == parcel
    )
    for line_id, quantity in desk.store.write(lambda db: db.execute(lines).all()):
        for _ in range(quantity):
            run(desk, Pick(fulfillment_id=parcel, line_id=line_id), "clerk")
    run(desk, Stage(fulfillment_id=parcel, bin_code="A-01"), "clerk")
    return parcel


def hand_over(desk: SimulatedDesk, parcel: str, due: int, *, role: str = "clerk") -> str:
    """The customer pays and takes it; the command's id."""
    taken = TenderTaken(kind=TenderKind.TERMINAL, amount_minor=due, reference="APPROVED")
    told = HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=[taken])
    return str(run(desk, told, role).command_id)


def parcel_of(desk: SimulatedDesk, order_id: str) -> str:
    assert desk.store is not None
    found = sa.select(fulfillments.c.id).where(fulfillments.c.order_id == order_id)
    return str(desk.store.write(lambda db: db.execute(found).scalar_one()))


def run(desk: SimulatedDesk, command: Any, role: str) -> Any:
    """The outcome, which a desk without a line must be able to give."""
    outcome = desk.run(command, role)
    assert outcome.ok, (outcome.refusal, command)
    return outcome


def centrally(world: World, work: Callable[[UnitOfWork], None]) -> None:
    """Head office changes something on the server; the desks hear of it when they can."""
    service = world.server.service
    with service.engine.begin() as db:
        uow = UnitOfWork(
            db, side=Side.SERVER, command_id=service.new_id(), now=service.clock.now(), actor=SYSTEM
        )
        work(uow)
        append(db, uow, kind="test.central", status="accepted", digest="", reason="")
    for tell in service.on_commit:
        tell()


def receive(world: World, sites: Sequence[str], product: int, quantity: int) -> None:
    def work(uow: UnitOfWork) -> None:
        for site in sites:
            move(
                uow,
                site_id=site,
                product_id=world.shop.products[product],
                source=Bucket.SUPPLIER,
                target=Bucket.AVAILABLE,
                quantity=quantity,
                why="receive",
            )

    centrally(world, work)
