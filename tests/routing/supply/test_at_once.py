"""Goods come, a customer cancels, two managers press at once: nothing is given or told twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.customers.commands import NewCustomer
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR
from app.notify.tables import messages
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_events, order_lines
from app.routing.supply.handlers import SupplyWaiting
from app.routing.supply.promising import RePromise
from app.stock.receiving import MovePurchase, ReceivedLine, ReceiveGoods
from app.stock.tables import purchase_lines, purchase_orders
from tests.fulfillment.test_two_tills import at_once
from tests.support.shop import AGENT, CLERK, MANAGER, SHIRT, START, Shop, open_shop, pickup

pytestmark = pytest.mark.postgres
ETA = START + 2 * DAY


@pytest.fixture
def shop(tmp_path: Path, postgres_url: str) -> Iterator[Shop]:
    shop = open_shop(tmp_path, postgres_url)
    yield shop
    shop.check()
    shop.engine.dispose()


@pytest.fixture
def waiting(shop: Shop) -> str:
    """A line of two that waits for a purchase of four."""
    shop.inbound("menteng", SHIRT, 4, ETA)
    shop.order(pickup(SHIRT, 5))
    customer = NewCustomer(
        customer_id="ani", name="Ani", phone="081234567890", email="ani@example.com"
    )
    line = pickup(SHIRT, 2, promise_from=ETA, promise_to=ETA + HOUR)
    return str(shop.order(line, new_customer=customer)["line_ids"][0])


def purchase(shop: Shop) -> str:
    return str(shop.only(purchase_orders)["id"])


def receipt(shop: Shop, number: int = 0) -> ReceiveGoods:
    return ReceiveGoods(
        receipt_id=f"{number:032d}",
        purchase_id=purchase(shop),
        lines=[ReceivedLine(product_id=SHIRT, quantity=4)],
    )


def test_what_is_cancelled_meanwhile_is_not_supplied(shop: Shop, waiting: str) -> None:
    cancel = CancelLines(
        order_id=shop.only(order_lines, id=waiting)["order_id"],
        lines=[LineQuantity(line_id=waiting, quantity=2)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    at_once(shop, receipt(shop), cancel, CLERK, AGENT)
    line = shop.only(order_lines, id=waiting)
    assert line["cancelled"] == 2
    assert shop.cell("menteng", SHIRT)["reserved"] == 5


def test_goods_are_given_once(shop: Shop, waiting: str) -> None:
    again = SupplyWaiting(site_id="menteng", product_ids=[SHIRT])
    at_once(shop, receipt(shop), again, CLERK, SYSTEM)
    assert shop.only(order_lines, id=waiting)["released"] == 2
    assert shop.cell("menteng", SHIRT)["reserved"] == 7


def test_a_receipt_that_is_sent_twice_from_two_desks_is_two_receipts(
    shop: Shop, waiting: str
) -> None:
    """Each is a fact: both stand on the purchase, and the second is over."""
    at_once(shop, receipt(shop, 1), receipt(shop, 2), CLERK, MANAGER)
    assert shop.only(order_lines, id=waiting)["released"] == 2
    assert shop.only(purchase_orders)["state"] == "received"
    assert shop.only(purchase_lines)["received"] == 8


def test_two_managers_tell_each_customer_once(shop: Shop, waiting: str) -> None:
    later = MovePurchase(purchase_id=purchase(shop), act="confirm", eta=ETA + 4 * DAY)
    shop.perform(later, MANAGER)
    telling = RePromise(purchase_id=purchase(shop))
    at_once(shop, telling, telling, MANAGER, MANAGER)
    assert len(shop.rows(messages, kind="news")) == 1
    assert len(shop.rows(order_events, act="re_promise")) == 1
