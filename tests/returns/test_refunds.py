"""A refund the provider could not pay waits for a person, and is settled once."""

import pytest

from app.cases.tables import cases
from app.customers.commands import CreateCustomer
from app.kit.errors import Refusal
from app.payments.states import TenderKind
from app.payments.tables import credits, drawers, money_entries, payments
from app.returns.commands import ConfirmRefund, FailRefund, SettleRefund
from app.returns.tables import return_refunds, returns
from app.returns.waiting import waiting_refunds
from app.storage.schema import Side
from tests.returns.goods import asked, check, returned, sell, shop_with_rules, take_back, units
from tests.support.shop import AGENT, CLERK, MANAGER, SCARF, carry, terminal

SITI = "c" * 32


@pytest.fixture
def shop(tmp_path):
    shop = shop_with_rules(tmp_path)
    shop.perform(CreateCustomer(customer_id=SITI, name="Siti", phone="081234567890"), AGENT)
    return shop


@pytest.fixture
def back(shop):
    """A card refund on its way."""
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)], customer_id=SITI)
    return returned(shop, sold["order_id"], units(sold["line_ids"][0]))


def waiting(shop, site_id="menteng"):
    with shop.engine.connect() as db:
        return waiting_refunds(db, site_id)


def fail(shop, side=Side.DESK):
    refund = shop.only(return_refunds)
    return shop.perform(FailRefund(refund_id=refund["id"], why="Card expired"), CLERK, side=side)


def settle(shop, back, kind, *, actor=MANAGER, side=Side.DESK, **told):
    command = SettleRefund(return_id=back["return_id"], kind=kind, **told)
    return shop.perform(command, actor, side=side)


def test_a_card_that_expired_opens_a_case_and_the_return_again(shop, back):
    (shown,) = waiting(shop)
    assert (shown.amount_minor, shown.state, shown.number) == (150_001, "pending", back["number"])
    fail(shop)
    assert shop.only(returns)["state"] == "manual_refund"
    assert shop.only(cases)["kind"] == "awkward_fact"
    (shown,) = waiting(shop)
    assert (shown.state, shown.kind) == ("failed", TenderKind.TERMINAL)
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_store_credit_takes_its_place_and_the_books_agree(shop, back, side):
    fail(shop, side)
    done = settle(shop, back, TenderKind.STORE_CREDIT, side=side)
    assert done["refund_minor"] == 150_001
    assert shop.only(returns)["state"] == "closed"
    assert shop.only(credits, id=SITI)["balance_minor"] == 150_001
    assert shop.only(return_refunds)["kind"] == "store_credit"
    assert shop.only(payments)["refunded_minor"] == 150_001, "the refund itself stands"
    assert shop.only(cases)["state"] == "resolved"
    terminal_account = shop.rows(money_entries, account="terminal")
    assert sum(row["amount_minor"] for row in terminal_account) == 150_001, "it kept the money"
    assert waiting(shop) == []
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_a_refund_that_was_paid_closes_the_return(shop, back, side):
    command = ConfirmRefund(refund_id=shop.only(return_refunds)["id"])
    assert shop.perform(command, CLERK, side=side)["state"] == "closed"
    assert shop.only(return_refunds)["state"] == "done"
    assert waiting(shop) == []
    check(shop)
    with pytest.raises(Refusal, match="refund_not_pending"):
        shop.perform(command, CLERK, side=side)
    with pytest.raises(Refusal, match="refund_not_pending"):
        fail(shop, side)


def test_of_two_tenders_the_last_one_closes_the_return(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(100_000), terminal(50_001)], customer_id=SITI)
    returned(shop, sold["order_id"], units(sold["line_ids"][0]))
    first, second = shop.rows(return_refunds)
    shop.perform(FailRefund(refund_id=first["id"], why="Card expired"), CLERK)
    told = shop.perform(ConfirmRefund(refund_id=second["id"]), CLERK)
    assert told["state"] == "manual_refund", "the other one is still owed"
    settle(shop, {"return_id": told["return_id"]}, TenderKind.STORE_CREDIT)
    assert shop.only(returns)["state"] == "closed"
    check(shop)


def test_cash_leaves_the_open_drawer(shop, back):
    fail(shop)
    with pytest.raises(Refusal, match="return_drawer_closed"):
        settle(shop, back, TenderKind.CASH)
    drawer_id = shop.drawer(MANAGER)
    settle(shop, back, TenderKind.CASH, drawer_id=drawer_id)
    assert shop.only(return_refunds)["state"] == "done"
    check(shop)


def test_a_clerk_settles_it_with_a_second_person_only(shop, back):
    fail(shop)
    with pytest.raises(Refusal, match="needs_approval"):
        settle(shop, back, TenderKind.STORE_CREDIT, actor=CLERK)


def test_it_is_settled_once(shop, back):
    fail(shop)
    settle(shop, back, TenderKind.STORE_CREDIT)
    with pytest.raises(Refusal, match="refund_settled"):
        settle(shop, back, TenderKind.STORE_CREDIT)
    with pytest.raises(Refusal, match="refund_not_pending"):
        fail(shop)


def test_two_desks_that_settle_it_offline_pay_once_and_a_person_is_told(shop, back):
    """The second one was told here alone: it neither waits for ever nor gives the money again."""
    fail(shop)
    settle(shop, back, TenderKind.STORE_CREDIT, side=Side.SERVER)
    drawer_id = shop.drawer(MANAGER)
    second = settle(shop, back, TenderKind.CASH, side=Side.SERVER, drawer_id=drawer_id)
    assert second == {
        "return_id": back["return_id"],
        "refund_minor": 0,
        "exception": "refund_settled",
    }
    assert shop.only(credits, id=SITI)["balance_minor"] == 150_001
    assert shop.only(drawers, id=drawer_id)["out_minor"] == 0
    told = [case for case in shop.rows(cases) if "refund_settled" in case["evidence"]]
    assert [case["subject_id"] for case in told] == [back["return_id"]]
    check(shop)


@pytest.mark.parametrize(
    ("failed", "kind", "code"),
    [
        (False, TenderKind.STORE_CREDIT, "move_closed"),
        (True, None, "refund_still_owed"),
        (True, TenderKind.TERMINAL, "tender_not_money"),
    ],
)
def test_a_settling_that_does_not_fit_is_told_and_leaves_the_debt(shop, back, failed, kind, code):
    if failed:
        fail(shop)
    before = shop.only(returns)["state"]
    assert settle(shop, back, kind, side=Side.SERVER)["exception"] == code
    assert shop.only(returns)["state"] == before
    assert any(code in case["evidence"] for case in shop.rows(cases))
    check(shop)


def test_money_given_without_the_right_stands_and_is_told(shop, back):
    fail(shop)
    settle(shop, back, TenderKind.STORE_CREDIT, actor=CLERK, side=Side.SERVER)
    assert shop.only(returns)["state"] == "closed"
    assert any("needs_approval" in case["evidence"] for case in shop.rows(cases))
    check(shop)


def test_goods_that_came_back_twice_are_closed_without_money(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]))
    take_back(shop, command)
    twice = take_back(shop, command, side=Side.SERVER)
    assert shop.only(returns, id=twice["return_id"])["state"] == "manual_refund"
    with pytest.raises(Refusal, match="refund_nothing_owed"):
        settle(shop, twice, TenderKind.STORE_CREDIT)
    settle(shop, twice, None)
    assert shop.only(returns, id=twice["return_id"])["state"] == "closed"
    check(shop)
