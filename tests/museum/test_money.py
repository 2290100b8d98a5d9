"""Money is taken once, given back once, and adds up: entries 14, 22, 26 and 32."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cases.tables import cases
from app.customers.commands import NewCustomer
from app.insights.verify.runs import verify_server
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.orders.commands import Appease, PlaceOrder
from app.orders.reasons import AppeaseReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.commands import TakePayment, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import credits, money_entries, payments
from app.ports.pay_link import Paid
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import return_lines, return_refunds, returns
from app.server.payments import pay_by_link
from tests.museum.acts import place, store_of
from tests.museum.test_orders import cancel, paid
from tests.server.conftest import house
from tests.server.house import House
from tests.server.test_payments import PRICE, paid_for
from tests.support.shop import MANAGER, PRICES, SCARF, Shop
from tests.sync.counter import catch_up, on_server, order_of, pull, push, quiet_world, rows
from tests.sync.simulator import SimulatedDesk, World

__all__ = ["house"]


@pytest.fixture
def tills(tmp_path: Path) -> Iterator[tuple[World, SimulatedDesk, SimulatedDesk]]:
    """Two desks at one store, which hear of each other only when they are told to."""
    with quiet_world(tmp_path, desks=4) as world:
        yield world, world.desks[0], world.desks[3]


def sold_to(world: World, desk: SimulatedDesk, quantity: int, **told: Any) -> dict[str, Any]:
    """Carried out and paid by card; known to every desk of the store."""
    command = order_of(world.shop, quantity=quantity)
    line = msgspec.structs.replace(command.lines[0], method=Method.CARRY_OUT)
    tender = told.pop("tender", None) or card(command.told_total_minor)
    sold = msgspec.structs.replace(command, lines=[line], tenders=[tender], **told)
    outcome = by_manager(desk, sold)
    assert outcome.ok, outcome.refusal
    return dict(outcome.result)


def card(amount: int) -> TenderTaken:
    return TenderTaken(kind=TenderKind.TERMINAL, amount_minor=amount, reference="VISA 4242")


def by_manager(desk: SimulatedDesk, command: Any, *, online: bool = False) -> Any:
    user = desk.world.shop.users["manager"]
    return store_of(desk).run(command, user, online=online, command_id=desk._new_id())


def bring_back(desk: SimulatedDesk, sold: dict[str, Any], units: int, **told: Any) -> ReturnItems:
    part = ReturnedLine(
        line_id=sold["line_ids"][0],
        quantity=units,
        reason=Reason.TOO_SMALL,
        grade=Grade.A,
        disposition=Disposition.SHELF,
    )
    return ReturnItems(
        order_id=sold["order_id"],
        site_id=desk.site_id,
        lines=[part],
        mode=told.pop("mode", RefundMode.AS_PAID),
        told_refund_minor=units * desk.world.shop.prices[0],
        offline=True,
        **told,
    )


# ---------------------------------------------------------------- 14


def test_14_the_same_goods_taken_back_at_two_tills_are_refunded_once(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    """Odoo 272408, 281405: more was refunded than had been sold. Here the second is looked into."""
    world, here, there = tills
    sold = sold_to(world, here, 2)
    catch_up(here)
    catch_up(there)
    for desk in (here, there):  # neither knows of the other
        assert by_manager(desk, bring_back(desk, sold, 2)).ok
    for desk in (here, there):
        catch_up(desk)
    service = world.server.service
    assert [case["kind"] for case in on_server(service, cases)] == ["returned_twice"]
    (line,), (order,) = on_server(service, order_lines), on_server(service, orders)
    assert (line["ordered"], line["returned"]) == (2, 2)
    assert order["refunded_minor"] == order["paid_minor"] == 2 * world.shop.prices[0]
    assert sorted(row["refund_minor"] for row in on_server(service, returns)) == [
        0,
        2 * world.shop.prices[0],
    ]
    assert sum(row["quantity"] for row in on_server(service, return_lines)) == 4, "all are in hand"
    for result in verify_server(service.engine, only=frozenset({"M3", "M4", "S1", "S2"})):
        assert result.ok, result


def test_14_a_till_without_its_server_does_not_refund_more_than_was_sold(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    """pos-addons 864: offline, the same sale could be returned without end."""
    world, here, _ = tills
    sold = sold_to(world, here, 2)
    assert by_manager(here, bring_back(here, sold, 3)).refusal.code == "return_too_many"
    assert by_manager(here, bring_back(here, sold, 2)).ok
    assert by_manager(here, bring_back(here, sold, 1)).refusal.code == "return_nothing_left"
    assert len(rows(here, returns)) == 1


# ---------------------------------------------------------------- 22


def at_the_counter(house: House, order_id: str) -> None:
    house.service.run(TakePayment(order_id=order_id, tenders=[card(PRICE)]))


@pytest.mark.parametrize("late", [0, 3 * DAY])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("first", ["provider", "counter", "provider alone"])
def test_22_the_word_of_the_provider_and_of_the_counter_may_come_in_any_order(
    house: House, first: str, times: int, late: int
) -> None:
    """Medusa 13301: both came at once: captured twice, and the order was missing."""
    order_id = house.order(TenderKind.PAY_LINK)
    request = paid_for(house, order_id)
    if first == "counter":
        at_the_counter(house, order_id)
    house.clock.pass_by(late)
    for _ in range(times):
        pay_by_link(house.service, request)
    if first == "provider":
        at_the_counter(house, order_id)
    (order,) = house.rows(orders)
    links = [row for row in house.rows(payments) if row["reference"] == request.reference]
    assert [row["captured_minor"] for row in links] == [PRICE]
    both = first != "provider alone"
    assert order["paid_minor"] == (2 if both else 1) * PRICE, "what was paid is booked, once each"
    told = [case["kind"] for case in house.rows(cases)]
    assert (
        told
        == {
            "provider": ["awkward_fact"],  # overpaid
            "counter": ["money_after_cancel"],  # the link was void by then
            "provider alone": [],
        }[first]
    )
    assert sum(row["amount_minor"] for row in house.rows(money_entries)) == 0


def test_22_money_for_an_order_that_is_not_here_yet_is_told_again_and_then_taken(
    house: House,
) -> None:
    early = msgspec.structs.replace(
        paid_for(house, house.order(TenderKind.PAY_LINK)), payment_id="0" * 32
    )
    told = Paid("0" * 32, early.amount_minor, early.reference)
    early = msgspec.structs.replace(early, signature=house.provider.sign(told))
    before = house.rows(money_entries)
    with pytest.raises(Refusal, match="payment_unknown"):
        pay_by_link(house.service, early)  # answered with an error: the provider tells it again
    assert house.rows(money_entries) == before


# ---------------------------------------------------------------- 26


def test_26_two_refunds_of_sixty_of_a_hundred_are_not_both_paid(shop: Shop) -> None:
    """Saleor 19645, 19812: each refund was within what was paid, both together were not."""
    order_id, line_id = paid(shop, 2)
    most = 2 * PRICES[SCARF]
    part = most * 6 // 10

    def gift() -> Appease:
        return Appease(
            order_id=order_id, reason=AppeaseReason.LATE, told_minor=part, amount_minor=part
        )

    shop.perform(gift(), MANAGER)
    with pytest.raises(Refusal, match="amount_out_of_range"):
        shop.perform(gift(), MANAGER)
    shop.perform(cancel(order_id, line_id, 2))
    paid_back = shop.only(payments)
    assert paid_back["refunded_minor"] == paid_back["captured_minor"] == most


def test_26_the_same_refund_sent_again_is_the_same_refund(shop: Shop) -> None:
    order_id, _ = paid(shop, 2)
    gift = Appease(order_id=order_id, reason=AppeaseReason.LATE, told_minor=900, amount_minor=900)
    shop.perform(gift, MANAGER, command_id="c" * 32)
    with pytest.raises(Exception, match="UNIQUE"):
        shop.perform(gift, MANAGER, command_id="c" * 32)
    assert shop.only(orders)["refunded_minor"] == 900


def test_26_a_refund_has_one_name_on_every_side(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    """hyperswitch 13182: a retry made a new key, so the provider paid once more. A refund is named
    by its command, and a command has one name however often it is sent."""
    world, here, _ = tills
    sold = sold_to(world, here, 1)
    assert by_manager(here, bring_back(here, sold, 1)).ok
    named = [row["id"] for row in rows(here, return_refunds)]
    for _ in range(3):
        push(here)
    assert [row["id"] for row in on_server(world.server.service, return_refunds)] == named
    pull(here)
    assert [row["id"] for row in rows(here, return_refunds)] == named


# ---------------------------------------------------------------- 32


def credit_of(world: World) -> int:
    return sum(row["balance_minor"] for row in on_server(world.server.service, credits))


def with_credit(world: World, here: SimulatedDesk, there: SimulatedDesk) -> str:
    """A customer who brought one piece back at each of two tills, neither of which knew."""
    customer_id = here._new_id()
    buyer = NewCustomer(customer_id=customer_id, name="Siti Rahmawati", phone="+628121234567")
    sold = sold_to(world, here, 2, new_customer=buyer)
    catch_up(here)
    catch_up(there)
    for desk in (here, there):
        back = bring_back(desk, sold, 1, mode=RefundMode.STORE_CREDIT)
        assert by_manager(desk, back).ok
    for desk in (here, there, here):
        catch_up(desk)
    return customer_id


def spends(world: World, amount: int, customer_id: str) -> PlaceOrder:
    command = order_of(world.shop, quantity=amount // world.shop.prices[0])
    tender = TenderTaken(kind=TenderKind.STORE_CREDIT, amount_minor=amount)
    return msgspec.structs.replace(command, tenders=[tender], customer_id=customer_id)


def test_32_credit_earned_at_two_tills_without_a_server_adds_up(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    """FirstChoicePOS: the balance that one offline till sent overwrote the other's."""
    world, here, there = tills
    with_credit(world, here, there)
    assert credit_of(world) == 2 * world.shop.prices[0]
    for desk in (here, there):
        assert [row["balance_minor"] for row in rows(desk, credits)] == [credit_of(world)]


def test_32_credit_is_not_spent_without_the_server(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    world, here, there = tills
    customer_id = with_credit(world, here, there)
    for desk in (here, there):
        refused = place(desk, spends(world, world.shop.prices[0], customer_id)).refusal
        assert refused is not None
        assert refused.code == "needs_server"
        assert len(rows(desk, orders)) == 1


def test_32_credit_spent_at_two_tills_at_once_is_spent_once(
    tills: tuple[World, SimulatedDesk, SimulatedDesk],
) -> None:
    world, here, there = tills
    customer_id = with_credit(world, here, there)
    for desk in (here, there):
        whole = spends(world, 2 * world.shop.prices[0], customer_id)
        assert by_manager(desk, whole, online=True).ok
    for desk in (here, there):
        push(desk)
    service = world.server.service
    assert credit_of(world) == 0
    states = sorted(row["state"] for row in on_server(service, payments, kind="store_credit"))
    assert states == ["captured", "declined"]
    assert [case["kind"] for case in on_server(service, cases)] == ["payment_declined"]
    for result in verify_server(service.engine, only=frozenset({"M1", "M3", "M5"})):
        assert result.ok, result
