"""A coupon for one order is used at two desks that cannot hear each other: both keep their word."""

from pathlib import Path

import msgspec

from app.cases.tables import cases
from app.kit.clock import SECOND, Instant
from app.orders.tables import orders
from app.pricing.commands import LoadPromotions, NewPromotion
from app.pricing.promotion import PromotionKind, PromotionScope
from tests.sync.counter import catch_up, on_server, order_of, push, quiet_world
from tests.sync.simulator import SimulatedDesk, World

OFF = 1_000
COUPON = NewPromotion(
    id="c" * 32,
    code="ONCE",
    name="Once",
    kind=PromotionKind.AMOUNT,
    value=OFF,
    scope=PromotionScope.ORDER,
    coupon=True,
    uses_total=1,
)


def publish(world: World) -> None:
    command = LoadPromotions(promotions=[COUPON])
    world.server.service.run(command)
    for desk in world.desks:
        catch_up(desk)


def buy(desk: SimulatedDesk) -> int:
    """What the customer hears at this desk, which knows nothing of the other one."""
    world, store = desk.world, desk.store
    assert store is not None
    world.now = Instant(world.now + SECOND)
    plain = order_of(world.shop)
    total = plain.told_total_minor - OFF
    tenders = [msgspec.structs.replace(plain.tenders[0], amount_minor=total)]
    told = msgspec.structs.replace(plain, told_total_minor=total, tenders=tenders, coupons=["ONCE"])
    user = world.shop.users["agent"]
    outcome = store.run(told, user, online=False, command_id=desk._new_id())
    assert outcome.status == "ok"
    return int(outcome.result["total_minor"])


def test_both_orders_stand_at_the_price_that_was_told_and_one_case_tells(tmp_path: Path) -> None:
    with quiet_world(tmp_path) as world:
        publish(world)
        told = [buy(desk) for desk in world.desks]
        for desk in world.desks:
            push(desk)
        server = world.server.service
        sold = [row["total_minor"] for row in on_server(server, orders)]
        evidence = [row["evidence"] for row in on_server(server, cases)]
        assert sorted(sold) == sorted(told)
        assert [msgspec.json.decode(one)["code"] for one in evidence] == ["coupon_used_up"]
        for desk in world.desks:
            catch_up(desk)
            assert desk.store is not None
            assert desk.store.last_seq() == 0
