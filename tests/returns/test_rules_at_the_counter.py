"""Rules as data at the counter: fees, limits, reasons, and the second person who lets it pass."""

import json

import pytest

from app.cases.tables import cases
from app.customers.commands import CreateCustomer
from app.identity.tables import limit_uses
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.tables import orders
from app.returns.model import RefundMode
from app.returns.states import Grade, Reason
from app.returns.tables import return_lines, return_rules, returns
from app.storage.schema import Side
from tests.returns.goods import (
    asked,
    card_of,
    check,
    fresh_id,
    returned,
    sell,
    shop_with_rules,
    take_back,
    units,
    yes,
)
from tests.support.shop import AGENT, CHINO, CLERK, MANAGER, SCARF, carry, cash, promote, terminal

SITI = "c" * 32


@pytest.fixture
def shop(tmp_path):
    shop = shop_with_rules(tmp_path)
    shop.perform(CreateCustomer(customer_id=SITI, name="Siti", phone="081234567890"), AGENT)
    return shop


def rule(shop, **told):
    with shop.acting() as uow:
        uow.update(return_rules, "r30", **told)


def sold_to_siti(shop, *lines):
    total = sum(line.quantity * line.unit_minor for line in lines)
    return sell(shop, *lines, tenders=[cash(total, shop.drawer())], customer_id=SITI)


def test_the_fee_is_kept_and_told_and_the_rest_goes_back(shop):
    rule(shop, fee_hundredths=1000)
    sold = sold_to_siti(shop, carry(CHINO))
    done = returned(shop, sold["order_id"], units(sold["line_ids"][0], reason=Reason.CHANGED_MIND))
    assert done["refund_minor"] == 621_000 - 62_100
    line, back = shop.only(return_lines), shop.only(returns)
    assert (line["fee_minor"], line["refund_minor"], back["fee_minor"]) == (62_100, 558_900, 62_100)
    assert shop.only(orders, id=sold["order_id"])["refunded_minor"] == 558_900
    check(shop)


def test_faulty_goods_come_back_without_a_fee(shop):
    rule(shop, fee_hundredths=1000)
    sold = sold_to_siti(shop, carry(CHINO))
    done = returned(shop, sold["order_id"], units(sold["line_ids"][0], reason=Reason.FAULTY))
    assert done["refund_minor"] == 621_000
    check(shop)


def test_a_promotion_no_longer_earned_is_taken_off_and_comes_again(shop):
    promote(shop, scope="line", minimum_quantity=2)
    total = 2 * 150_001 - 30_000
    sold = sell(shop, carry(SCARF, 2), tenders=[terminal(total)], told=total)
    (line,) = sold["line_ids"]
    first = returned(shop, sold["order_id"], units(line))
    assert shop.only(returns)["clawback_minor"] == 15_000
    second = returned(shop, sold["order_id"], units(line))
    assert first["refund_minor"] + second["refund_minor"] == total
    assert first["refund_minor"] < second["refund_minor"]
    check(shop)


def test_a_rule_refuses_reasons_and_states_by_data(shop):
    rule(shop, reasons="faulty damaged", refused_grades="d")
    sold = sold_to_siti(shop, carry(SCARF))
    (line,) = sold["line_ids"]
    for told, code in (
        (units(line, reason=Reason.TOO_SMALL), "return_reason_refused"),
        (units(line, reason=Reason.FAULTY, grade=Grade.D), "return_grade_refused"),
    ):
        with pytest.raises(Refusal, match=code):
            returned(shop, sold["order_id"], told)
    returned(shop, sold["order_id"], units(line, reason=Reason.FAULTY))
    check(shop)


def test_the_third_unit_of_a_person_in_the_period_asks_a_second_person(shop):
    rule(shop, unit_limit=2, limit_days=30)
    first = sold_to_siti(shop, carry(SCARF, 2))
    returned(shop, first["order_id"], units(first["line_ids"][0], 2))
    other = sell(shop, carry(SCARF), tenders=[terminal(150_001)], customer_id=SITI)
    with pytest.raises(Refusal) as said:
        returned(shop, other["order_id"], units(other["line_ids"][0]))
    assert said.value.facts["permission"] == "return.exception"
    shop.now = Instant(shop.now + 30 * DAY)
    third = sell(shop, carry(SCARF), tenders=[terminal(150_001)], customer_id=SITI)
    returned(shop, third["order_id"], units(third["line_ids"][0]))
    check(shop)


def test_one_yes_of_a_manager_covers_the_whole_act(shop):
    """Past its window and above the clerk's limit at once."""
    sold = sold_to_siti(shop, carry(CHINO, 2))
    shop.now = Instant(shop.now + 40 * DAY)
    command_id = fresh_id("approved")
    approval = yes("return.exception", 1_242_000, command_id, at=shop.now)
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0], 2), approval=approval)
    for side in (Side.DESK,):
        take_back(shop, command, side=side, command_id=command_id)
    assert shop.only(returns)["approved_by"] == "manager"
    used = shop.only(limit_uses)
    assert (used["approver_id"], used["amount"]) == ("manager", 1_242_000)
    check(shop)


def test_nobody_says_yes_to_himself(shop):
    sold = sold_to_siti(shop, carry(SCARF))
    shop.now = Instant(shop.now + 40 * DAY)
    command_id = fresh_id("own")
    approval = yes("return.exception", 150_001, command_id, at=shop.now, approver=CLERK)
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]), approval=approval)
    with pytest.raises(Refusal, match="approval_invalid"):
        take_back(shop, command, command_id=command_id)
    assert not shop.rows(returns)


def test_cash_for_what_was_paid_by_card_is_a_managers_word(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    shop.drawer()
    with pytest.raises(Refusal) as said:
        returned(shop, sold["order_id"], units(sold["line_ids"][0]), mode=RefundMode.CASH)
    assert said.value.facts["permission"] == "return.other_tender"
    shop.drawer(MANAGER)
    returned(
        shop, sold["order_id"], units(sold["line_ids"][0]), mode=RefundMode.CASH, actor=MANAGER
    )
    check(shop)


def test_the_server_books_an_exception_nobody_allowed_and_names_the_rule(shop):
    rule(shop, unit_limit=1, limit_days=30)
    sold = sold_to_siti(shop, carry(SCARF, 2))
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0], 2))
    take_back(shop, command, side=Side.SERVER)
    assert json.loads(shop.only(cases)["evidence"])["codes"] == [
        "needs_approval",
        "return_unit_limit",
    ]
    check(shop)


def test_the_card_tells_the_fee_and_how_many_pass_alone(shop):
    rule(shop, unit_limit=1, limit_days=30, fee_hundredths=1000)
    sold = sold_to_siti(shop, carry(SCARF, 2))
    (line,) = card_of(shop, sold["order_id"]).lines
    assert (line.verdict.alone, line.verdict.quantity, line.verdict.limit) == (1, 2, 1)
    assert line.verdict.fee.hundredths == 1000
