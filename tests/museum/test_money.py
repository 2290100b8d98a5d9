"""Money is taken once, given back once, and adds up: entries 14, 15, 22, 26 and 32."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cases.tables import cases
from app.catalog.tables import products
from app.customers.commands import NewCustomer
from app.insights.verify.runs import verify_server
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.kit.money import DIGITS
from app.orders.commands import Appease, OrderLine, PlaceOrder
from app.orders.reasons import AppeaseReason
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.commands import CloseDrawer, OpenDrawer, TakePayment, TenderTaken
from app.payments.states import TenderKind
from app.payments.tables import credits, drawers, money_entries, payments
from app.ports.pay_link import Paid
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import price
from app.pricing.promotion import BasketLine, Buyer
from app.pricing.tables import tax_rates
from app.returns.commands import ReturnedLine, ReturnItems
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import return_lines, return_refunds, returns
from app.server.payments import pay_by_link
from tests.museum.acts import place, store_of
from tests.museum.test_orders import cancel, paid
from tests.returns.goods import returned, shop_with_rules, units
from tests.server.conftest import house
from tests.server.house import House
from tests.server.test_payments import PRICE, paid_for
from tests.support.shop import MANAGER, PRICES, SCARF, Shop, cash, promote
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


# ---------------------------------------------------------------- 15

# (price, pieces) per line, the tax in per cent, whether it is in the price, per cent off the order.
# Each list is one whose day could not be closed, or whose refund was not what had been paid.
LISTS: dict[str, tuple[list[list[tuple[str, int]]], int, bool, int]] = {
    "Odoo 7683": (
        [
            [("7.0200", 1), ("2.7500", 1)],
            [("16.9568", 7), ("14.8600", 3), ("4.8100", 1)],
            [("5.9860", 6), ("4.2900", 2), ("5.6900", 1)],
        ],
        21,
        False,
        0,
    ),
    "Odoo 6224": ([[("1.48", 4), ("1.52", 1), ("1.54", 1), ("0.39", 1)]], 21, False, 0),
    "Odoo 14672": ([[("1", 1)], [("2", 1)]], 19, True, 0),
    "Odoo 37896": ([[("348.35", 16)]], 22, False, 4),
    "Odoo 44692": ([[("21.5", 1)]], 21, True, 0),
    "Odoo 288573": ([[("2.12", 2)]], 20, False, 10),
}


class Till:
    """A till that sells in any currency, at any tax."""

    def __init__(self, folder: Path, currency: str, tax: int, *, included: bool, off: int) -> None:
        self.shop = shop_with_rules(folder)
        self.currency = currency
        rate = {"tax_class": "theirs", "name": "Theirs", "rate_denominator": 100}
        with self.shop.acting() as uow:
            uow.insert(
                tax_rates, {"id": "theirs", **rate, "rate_numerator": tax, "included": included}
            )
        if off:
            promote(self.shop, value=off * 100)
        self.drawer = "d" * 32
        self.shop.perform(
            OpenDrawer(
                drawer_id=self.drawer, site_id="menteng", float_minor=10_000, currency=currency
            ),
            MANAGER,
        )

    def sells(self, basket: list[tuple[str, int]], number: int) -> tuple[dict[str, Any], int]:
        """What was placed, and what the customer paid for it in cash."""
        unit = Decimal(10) ** DIGITS[self.currency]
        goods = [
            (f"g{number}-{at}", int((Decimal(told) * unit).to_integral_value()), pieces)
            for at, (told, pieces) in enumerate(basket)
        ]
        for product_id, minor, pieces in goods:
            self._knows(product_id, minor, pieces)
        lines = [
            OrderLine(
                product_id=product_id,
                quantity=pieces,
                unit_minor=minor,
                method=Method.CARRY_OUT,
                site_id="menteng",
            )
            for product_id, minor, pieces in goods
        ]
        total = self._total(goods)
        tender = [cash(total, self.drawer)] if total else []
        told = {"told": total, "tenders": tender, "currency": self.currency, "actor": MANAGER}
        return self.shop.order(*lines, **told), total

    def _knows(self, product_id: str, minor: int, pieces: int) -> None:
        with self.shop.acting() as uow:
            uow.insert(
                products,
                {
                    "id": product_id,
                    "sku": product_id,
                    "gtin": "",
                    "name": product_id,
                    "category": "goods",
                    "price_minor": minor,
                    "currency": self.currency,
                    "tax_class": "theirs",
                    "active": True,
                },
            )
        self.shop.stock("menteng", product_id, pieces)

    def _total(self, goods: list[tuple[str, int, int]]) -> int:
        basket = [
            BasketLine(
                key=product_id,
                product_id=product_id,
                category="goods",
                quantity=pieces,
                unit_minor=minor,
                tax_class="theirs",
            )
            for product_id, minor, pieces in goods
        ]
        with self.shop.engine.connect() as db:
            promotions, rates = active_promotions(db), all_tax_rates(db)
        now, buyer = self.shop.now, Buyer("store")
        return price(basket, promotions, rates, now=now, currency=self.currency, buyer=buyer).total

    def counts(self) -> int:
        """Close the day; by how much the drawer is off."""
        (drawer,) = self.shop.rows(drawers)
        counted = drawer["float_minor"] + drawer["in_minor"] - drawer["out_minor"]
        closed = CloseDrawer(drawer_id=self.drawer, counted_minor=counted)
        done = self.shop.perform(closed, MANAGER)
        return int(done["difference"])


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("currency", ["IDR", "EUR", "KWD"])  # 0, 2 and 3 decimals
def test_15_the_prices_that_could_not_be_closed_close_and_go_back_to_nothing(
    tmp_path: Path, currency: str, name: str
) -> None:
    """Odoo 7683, 9249, 287145: the day did not add up, a refund was not what had been paid.

    Pieces come back one by one, by the hand of a manager, whom no limit stops.
    """
    baskets, tax, included, off = LISTS[name]
    till = Till(tmp_path, currency, tax, included=included, off=off)
    shop = till.shop
    sold = [till.sells(basket, at) for at, basket in enumerate(baskets)]
    for placed, told in sold:
        order = shop.only(orders, id=placed["order_id"])
        lines = shop.rows(order_lines, order_id=placed["order_id"])
        assert order["total_minor"] == order["paid_minor"] == told
        assert sum(line["total_minor"] for line in lines) == told
        assert sum(line["tax_minor"] for line in lines) == order["tax_minor"]
    assert shop.only(drawers)["in_minor"] == sum(told for _, told in sold)
    for placed, _ in sold:
        for line_id in placed["line_ids"]:
            pieces = shop.only(order_lines, id=line_id)["ordered"]
            for _ in range(pieces):
                returned(shop, placed["order_id"], units(line_id), actor=MANAGER)
    drawer = shop.only(drawers)
    assert drawer["out_minor"] == drawer["in_minor"]
    for order in shop.rows(orders):
        assert order["refunded_minor"] == order["paid_minor"]
    given, asked = shop.rows(return_lines), shop.rows(order_lines)
    assert sum(row["tax_minor"] for row in given) == sum(row["tax_minor"] for row in asked)
    assert till.counts() == 0
    for result in verify_server(shop.engine, only=frozenset({"M1", "M2", "M3", "M4", "M6"})):
        assert result.ok, result
    shop.engine.dispose()


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
    buyer = {"customer_id": customer_id, "name": "Siti Rahmawati", "phone": "+628121234567"}
    sold = sold_to(world, here, 2, new_customer=NewCustomer(**buyer))
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
