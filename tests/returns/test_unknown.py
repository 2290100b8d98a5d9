"""Goods come back of what the server refused: a person hears of it, and nothing waits for ever."""

from typing import Any

import pytest

from app.cases.tables import cases
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.tables import order_lines, orders
from app.payments.commands import TakePayment
from app.payments.tables import payments
from app.returns.commands import ExchangeItems, NewItem, ReturnItems
from app.returns.model import RefundMode
from app.returns.tables import return_lines, returns
from app.storage.schema import Side
from tests.returns.goods import check, sell, shop_with_rules, units
from tests.support.shop import CHINO, CLERK, MUG, PRICES, SCARF, carry, cash, pickup, terminal

GONE = "f" * 32  # an order, or a line, of a command that the server refused


@pytest.fixture
def shop(tmp_path):
    return shop_with_rules(tmp_path)


def back(order_id, *lines, **told: Any) -> ReturnItems:
    return ReturnItems(
        order_id=order_id,
        site_id=CLERK.site_id,
        lines=list(lines),
        mode=RefundMode.AS_PAID,
        told_refund_minor=told.pop("refund", 150_001),
        number="R-JKT01-3-000001",
        **told,
    )


def swap(order_id, *lines, **told: Any) -> ExchangeItems:
    paid = told.pop("paid", 0)
    return ExchangeItems(
        order_id=order_id,
        site_id=CLERK.site_id,
        lines=list(lines),
        items=[NewItem(product_id=MUG, quantity=1, unit_minor=PRICES[MUG])],
        mode=RefundMode.AS_PAID,
        told_refund_minor=60_002,
        told_total_minor=PRICES[MUG],
        tenders=[terminal(paid)] if paid else [],
        number="JKT01-3-000901",
        **told,
    )


def test_a_line_of_a_refused_change_comes_back_and_the_rest_is_refunded(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    command = back(
        sold["order_id"], units(sold["line_ids"][0]), units(GONE), refund=150_001 + 621_000
    )
    with pytest.raises(Refusal, match="return_line_unknown"):
        shop.perform(command, side=Side.DESK)
    done = shop.perform(command)
    assert done["refund_minor"] == 150_001
    assert [row["line_id"] for row in shop.rows(return_lines)] == sold["line_ids"]
    evidence = shop.only(cases)["evidence"]
    assert "line_unknown" in evidence
    assert "return_refund_changed" in evidence
    check(shop)


def test_goods_of_unknown_lines_alone_open_a_case_and_book_nothing(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    done = shop.perform(back(sold["order_id"], units(GONE, 2)))
    assert done["exception"] == "return_line_unknown"
    assert shop.rows(returns) == []
    case = shop.only(cases)
    assert (case["kind"], case["subject_id"]) == ("awkward_fact", sold["order_id"])
    assert '"told":150001' in case["evidence"]
    assert '"units":2' in case["evidence"]
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_goods_of_an_order_that_is_not_there_are_kept_whole_until_it_is(shop, side):
    """The server sets the command aside; booked as nothing it could not be done again."""
    with pytest.raises(Refusal, match="order_unknown"):
        shop.perform(back(GONE, units("e" * 32)), side=side)
    check(shop)


@pytest.mark.parametrize("known", [True, False])
def test_what_was_taken_for_unknown_goods_is_sold_all_the_same(shop, known):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    before = shop.cell("menteng", MUG)["available"]
    order_id = sold["order_id"] if known else GONE
    done = shop.perform(swap(order_id, units(GONE), paid=40_000))
    order = shop.only(orders, id=done["new_order_id"])
    assert (order["number"], order["paid_minor"]) == ("JKT01-3-000901", 40_000)
    assert shop.only(order_lines, order_id=done["new_order_id"])["collected"] == 1
    assert shop.cell("menteng", MUG)["available"] == before - 1
    told = "".join(case["evidence"] for case in shop.rows(cases))
    assert ("line_unknown" if known else "order_unknown") in told
    check(shop)


def test_money_for_an_order_that_was_refused_is_booked_and_told(shop):
    drawer = shop.drawer()
    shop.perform(TakePayment(order_id=GONE, tenders=[cash(PRICES[CHINO], drawer)]))
    assert shop.only(payments, order_id=GONE)["currency"] == "IDR"
    assert "overpaid" in shop.only(cases)["evidence"]
    check(shop)


@pytest.mark.parametrize("over", [0, 1_000])
def test_an_order_that_comes_after_its_money_is_paid(shop, over):
    """The server came back from a copy without it: due again, its customer would pay twice."""
    order_id = derived_id("late", "order", 0)
    money = TakePayment(order_id=order_id, tenders=[terminal(PRICES[CHINO] + over)])
    shop.perform(money)
    shop.order(pickup(CHINO), command_id="late")
    order = shop.only(orders, id=order_id)
    assert (order["paid_minor"], order["total_minor"]) == (PRICES[CHINO] + over, PRICES[CHINO])
    assert {row["kind"]: row["state"] for row in shop.rows(payments, order_id=order_id)} == {
        "terminal": "captured",
        "at_store": "voided",
    }
    told = [case["state"] for case in shop.rows(cases) if "overpaid" in case["evidence"]]
    assert told == (["open"] if over else ["resolved"])
    check(shop)
