"""Goods without a receipt: the lowest price, store credit alone, for a person we know."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.tables import cases
from app.catalog.tables import products
from app.customers.commands import NewCustomer
from app.customers.tables import customer_pii
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.payments.tables import credits, money_entries
from app.returns.blind import blind_item
from app.returns.candidates import candidates
from app.returns.commands import BlindLine, ReturnBlind
from app.returns.states import Disposition, Grade, Reason
from app.returns.tables import blind_lines, blind_returns, return_rules
from app.stock.tables import stock_movements
from app.storage.schema import Side
from tests.returns.goods import check, returned, sell, shop_with_rules, units
from tests.support.shop import CLERK, MANAGER, MUG, PRICES, SCARF, carry, terminal

SITI = "c" * 32
NEW = NewCustomer(customer_id=SITI, name="Siti", phone="081234567890")


@pytest.fixture
def shop(tmp_path):
    return furnished(tmp_path)


def furnished(folder):
    shop = shop_with_rules(folder)
    with shop.acting() as uow:
        uow.update(
            return_rules, "r30", without_receipt=True, lowest_days=30, unit_limit=2, limit_days=90
        )
    return shop


def line(product_id=SCARF, quantity=1, unit_minor=150_001, disposition=Disposition.SHELF):
    return BlindLine(
        product_id=product_id,
        quantity=quantity,
        unit_minor=unit_minor,
        reason=Reason.CHANGED_MIND,
        grade=Grade.A,
        disposition=disposition,
    )


def blind(*lines, **told):
    credit = sum(one.quantity * one.unit_minor for one in lines)
    told = {"told_refund_minor": credit, "id_seen": True, "new_customer": NEW} | told
    return ReturnBlind(site_id="menteng", lines=list(lines), number="R-JKT01-3-000007", **told)


def checked(shop):
    check(shop)
    lines = sum(row["refund_minor"] for row in shop.rows(blind_lines))
    assert sum(row["refund_minor"] for row in shop.rows(blind_returns)) == lines


@pytest.mark.parametrize("side", Side)
def test_the_customer_is_kept_and_owed_store_credit(shop, side):
    done = shop.perform(blind(line()), MANAGER, side=side)
    assert done["refund_minor"] == 150_001
    assert shop.only(credits, id=SITI)["balance_minor"] == 150_001
    assert shop.only(customer_pii)["phone"] == "+6281234567890"
    assert shop.only(stock_movements, why="return")["target"] == "available"
    assert {row["account"] for row in shop.rows(money_entries)} == {"customer", "store_credit"}
    assert shop.only(blind_lines)["tax_minor"] == 14_865
    checked(shop)


def test_a_clerk_asks_a_second_person_always(shop):
    with pytest.raises(Refusal) as said:
        shop.perform(blind(line()), CLERK, side=Side.DESK)
    assert said.value.facts["permission"] == "return.blind"
    assert not shop.rows(blind_returns)


def test_the_lowest_price_of_the_days_counts_and_no_other(shop):
    def lowest():
        with shop.engine.connect() as db:
            found = blind_item(db, SCARF, None, shop.now)
            assert found is not None
            return found.unit_minor

    assert lowest() == PRICES[SCARF]
    with shop.acting() as uow:
        uow.update(products, SCARF, price_minor=99_000)
    sell(shop, carry(SCARF), tenders=[terminal(99_000)], told=99_000)
    with shop.acting() as uow:
        uow.update(products, SCARF, price_minor=120_000)
    assert lowest() == 99_000
    shop.now = Instant(shop.now + 31 * DAY)
    assert lowest() == 120_000


def test_what_stands_in_the_way_is_said(shop):
    with shop.acting() as uow:
        uow.update(products, MUG, final_sale=True)
    for command, code in (
        (blind(line(), id_seen=False), "return_id_needed"),
        (blind(line(), new_customer=None), "return_credit_needs_customer"),
        (blind(), "return_nothing_chosen"),
        (blind(line(unit_minor=150_002)), "return_price_changed"),
        (blind(line(), told_refund_minor=1), "return_refund_changed"),
        (blind(line(quantity=3)), "return_person_limit"),
        (blind(line(MUG, unit_minor=1)), "return_final_sale"),
        (blind(line("nothing")), "product_unknown"),
        (blind(line(quantity=0)), "quantity_out_of_range"),
    ):
        with pytest.raises(Refusal, match=code):
            shop.perform(command, MANAGER, side=Side.DESK)
    with shop.acting() as uow:
        uow.update(return_rules, "r30", without_receipt=False)
    with pytest.raises(Refusal, match="return_receipt_needed"):
        shop.perform(blind(line()), MANAGER, side=Side.DESK)
    assert not shop.rows(blind_returns)


def test_the_limit_of_a_person_counts_returns_with_and_without_receipt(shop):
    shop.perform(blind(line()), MANAGER, side=Side.DESK)
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)], customer_id=SITI)
    returned(shop, sold["order_id"], units(sold["line_ids"][0]))
    again = blind(line(), new_customer=None, customer_id=SITI)
    with pytest.raises(Refusal, match="return_person_limit"):
        shop.perform(again, MANAGER, side=Side.DESK)
    shop.now = Instant(shop.now + 91 * DAY)
    shop.perform(again, MANAGER, side=Side.DESK)
    checked(shop)


def test_two_lines_of_one_act_share_the_limit(shop):
    both = blind(line(quantity=2), line(MUG, unit_minor=PRICES[MUG]))
    with pytest.raises(Refusal, match="return_person_limit"):
        shop.perform(both, MANAGER, side=Side.DESK)


def test_the_server_books_it_and_tells_what_was_against_the_rules(shop):
    done = shop.perform(blind(line(quantity=3, unit_minor=200_000)), CLERK, side=Side.SERVER)
    assert done["refund_minor"] == 600_000, "the customer was told so"
    codes = json.loads(shop.only(cases)["evidence"])["codes"]
    assert codes == ["return_person_limit", "return_price_changed", "needs_approval"]
    checked(shop)


@settings(max_examples=10)
@given(data=st.data())
def test_any_blind_return_balances(tmp_path_factory, data):
    shop = furnished(tmp_path_factory.mktemp("shop"))
    lines = [
        line(
            data.draw(st.sampled_from([SCARF, MUG])),
            data.draw(st.integers(1, 3)),
            data.draw(st.integers(0, 10**7)),
            data.draw(st.sampled_from(Disposition)),
        )
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    shop.perform(blind(*lines), MANAGER, side=Side.SERVER)
    checked(shop)


# ---------------------------------------------------------------- candidates


def test_an_item_without_receipt_shows_who_bought_it_here_lately(shop):
    sold = sell(shop, carry(SCARF, 2), tenders=[terminal(300_002)])
    other = sell(shop, carry(SCARF), tenders=[terminal(150_001)], new_customer=NEW)
    gone = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    returned(shop, gone["order_id"], units(gone["line_ids"][0]))

    def found(narrowed="", days=30):
        with shop.engine.connect() as db:
            since = Instant(shop.now - days * DAY)
            return [c.order_id for c in candidates(db, "TR-2", "menteng", since, narrowed)]

    assert found() == [other["order_id"], sold["order_id"]]
    assert found("34567890") == [other["order_id"]]
    assert found("99999999") == []
    assert found(days=0) == []
    with shop.engine.connect() as db:
        assert candidates(db, "TR-2", "kemang", Instant(0), "") == []


def test_the_last_digits_of_a_card_narrow_the_candidates(shop):
    sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    tender = terminal(150_001)
    card = type(tender)(kind=tender.kind, amount_minor=150_001, reference="VISA 4242")
    mine = sell(shop, carry(SCARF), tenders=[card])
    with shop.engine.connect() as db:
        found = candidates(db, "8990000000002", "menteng", Instant(0), "4242")
    assert [one.order_id for one in found] == [mine["order_id"]]
