"""What a returned thing does to goods, money and history, on a desk and on the server."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.tables import cases
from app.catalog.tables import products
from app.customers.commands import CreateCustomer
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.commands import PlaceOrder
from app.orders.snapshot import snapshot_of
from app.orders.tables import order_events, order_lines, orders
from app.payments.tables import credits, drawers, payments
from app.returns.model import RefundMode
from app.returns.states import Disposition, Grade, ReturnState
from app.returns.tables import return_lines, return_refunds, returns
from app.stock.tables import stock_movements
from app.storage.schema import Side
from tests.returns.goods import (
    HEARD,
    asked,
    card_of,
    check,
    fresh_id,
    returned,
    sell,
    shop_with_rules,
    take_back,
    units,
)
from tests.support.shop import (
    AGENT,
    CHINO,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    SCARF,
    carry,
    cash,
    pickup,
    promote,
    terminal,
)


@pytest.fixture
def shop(tmp_path):
    return shop_with_rules(tmp_path)


def sold_for_cash(shop, *lines, **told):
    drawer_id = shop.drawer()
    total = told.get("told", sum(line.quantity * line.unit_minor for line in lines))
    return sell(shop, *lines, tenders=[cash(total, drawer_id)], **told), drawer_id


def test_one_unit_comes_back_at_another_store(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO, 2))
    shop.drawer(CLERK_KEMANG)
    before = shop.cell("kemang", CHINO)["available"]
    HEARD.clear()
    done = returned(shop, sold["order_id"], units(sold["line_ids"][0]), actor=CLERK_KEMANG)
    assert done["refund_minor"] == 621_000
    assert shop.cell("kemang", CHINO)["available"] == before + 1
    assert shop.only(order_lines, id=sold["line_ids"][0])["returned"] == 1
    row = shop.only(returns)
    assert (row["state"], row["site_id"]) == (ReturnState.CLOSED.value, "kemang")
    assert shop.only(return_lines)["rule"] == "R30"
    assert "orders:store:kemang" in shop.only(orders, id=sold["order_id"])["audience"].split()
    assert [fact.return_id for fact in HEARD] == [done["return_id"]]
    check(shop)


def test_the_history_tells_the_return_and_still_replays(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF, 2))
    returned(shop, sold["order_id"], units(sold["line_ids"][0], 2))
    event = shop.only(order_events, act="return")
    assert (event["source"], event["target"], event["quantity"]) == ("collected", "collected", 2)
    assert event["reason"] == "too_small"
    check(shop)


def test_cash_leaves_the_drawer_that_is_open_here(shop):
    sold, drawer_id = sold_for_cash(shop, carry(SCARF))
    done = returned(shop, sold["order_id"], units(sold["line_ids"][0]), mode=RefundMode.CASH)
    assert done["pending_minor"] == 0
    assert shop.only(drawers, id=drawer_id)["out_minor"] == 150_001
    assert shop.only(return_refunds)["state"] == "done"
    check(shop)


def test_a_card_is_refunded_by_the_provider_later(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    done = returned(shop, sold["order_id"], units(sold["line_ids"][0]), offline=True)
    assert done["pending_minor"] == 150_001
    assert shop.only(return_refunds)["state"] == "pending"
    check(shop)


def test_store_credit_is_owed_to_the_customer(shop, customer):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)], customer_id=customer)
    returned(shop, sold["order_id"], units(sold["line_ids"][0]), mode=RefundMode.STORE_CREDIT)
    assert shop.only(credits, id=customer)["balance_minor"] == 150_001
    assert shop.only(payments, order_id=sold["order_id"])["refunded_minor"] == 150_001
    check(shop)


@pytest.fixture
def customer(shop):
    shop.perform(
        CreateCustomer(customer_id="c" * 32, name="Siti Rahmawati", phone="081234567890"), AGENT
    )
    return "c" * 32


@pytest.mark.parametrize(
    ("disposition", "bucket"),
    [
        (Disposition.SHELF, "available"),
        (Disposition.QUALITY, "quality"),
        (Disposition.DAMAGED, "damaged"),
    ],
)
def test_the_disposition_decides_the_bucket(shop, disposition, bucket):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    before = shop.cell("menteng", SCARF)[bucket]
    returned(
        shop, sold["order_id"], units(sold["line_ids"][0], grade=Grade.C, disposition=disposition)
    )
    assert shop.cell("menteng", SCARF)[bucket] == before + 1
    check(shop)


def test_scrap_and_supplier_leave_the_shop(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF, 2))
    (line,) = sold["line_ids"]
    returned(
        shop,
        sold["order_id"],
        units(line, disposition=Disposition.SCRAP, grade=Grade.D),
        units(line, disposition=Disposition.SUPPLIER, grade=Grade.C),
    )
    targets = sorted(row["target"] for row in shop.rows(stock_movements, why="return"))
    assert targets == ["scrap", "supplier"]
    check(shop)


@settings(max_examples=15)
@given(data=st.data())
def test_sale_and_full_return_are_zero_in_any_partition(tmp_path_factory, data):
    shop = shop_with_rules(tmp_path_factory.mktemp("shop"))
    if data.draw(st.booleans(), "promotion"):
        promote(shop, value=data.draw(st.sampled_from([333, 1000, 1250])))
    lines = [carry(SCARF, data.draw(st.integers(1, 3))), carry(MUG, data.draw(st.integers(1, 3)))]
    drawer_id = shop.drawer(MANAGER)
    total = _total_of(shop, lines)
    by_cash = data.draw(st.integers(1, total - 1))
    tenders = [cash(by_cash, drawer_id), terminal(total - by_cash)]
    sold = sell(shop, *lines, tenders=tenders, actor=MANAGER, told=total)
    open_units = [
        (line_id, 1)
        for line_id, line in zip(sold["line_ids"], lines, strict=True)
        for _ in range(line.quantity)
    ]
    modes = st.sampled_from([RefundMode.AS_PAID, RefundMode.CASH])
    for line_id, count in data.draw(st.permutations(open_units)):
        mode = data.draw(modes)
        returned(shop, sold["order_id"], units(line_id, count), actor=MANAGER, mode=mode)
        check(shop)
    order = shop.only(orders, id=sold["order_id"])
    assert order["refunded_minor"] == order["paid_minor"] == total
    assert {row["state"] for row in shop.rows(payments)} == {"refunded"}
    sold_tax = sum(row["tax_minor"] for row in shop.rows(order_lines))
    assert sum(row["tax_minor"] for row in shop.rows(return_lines)) == sold_tax


def _total_of(shop, lines):
    """What the tables make of the basket, told by placing it too dear on a copy."""
    command = PlaceOrder(
        number="JKT01-3-999999",
        pickup_code="",
        channel="store",
        site_id="menteng",
        language="id",
        currency="IDR",
        lines=lines,
        told_total_minor=10**9,
    )
    with shop.acting(MANAGER) as uow:
        return snapshot_of(uow, command).total


# ---------------------------------------------------------------- what a desk refuses


def refused(shop, sold, *lines, actor=CLERK, **told):
    command = asked(shop, sold["order_id"], *lines, actor=actor, **told)
    with pytest.raises(Refusal) as said:
        take_back(shop, command, actor)
    assert not shop.rows(returns)
    check(shop)
    return said.value


def test_past_the_window_a_manager_may_take_it_back(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    shop.now = Instant(shop.now + 34 * DAY)
    said = refused(shop, sold, units(sold["line_ids"][0]))
    assert (said.code, said.facts["permission"]) == ("needs_approval", "return.exception")
    shop.drawer(MANAGER)
    returned(shop, sold["order_id"], units(sold["line_ids"][0]), actor=MANAGER)
    assert shop.only(return_lines)["rule"] == "R30"
    check(shop)


def test_a_final_sale_stays_sold(shop):
    with shop.acting() as uow:
        uow.update(products, MUG, final_sale=True)
    sold, _ = sold_for_cash(shop, carry(MUG))
    assert refused(shop, sold, units(sold["line_ids"][0])).code == "return_final_sale"


def test_what_was_not_collected_cannot_come_back(shop):
    sold = shop.order(pickup(SCARF))
    assert refused(shop, sold, units(sold["line_ids"][0])).code == "return_not_collected"


def test_no_more_comes_back_than_was_sold(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF, 2))
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0], 3), told_refund_minor=1)
    with pytest.raises(Refusal, match="return_too_many"):
        take_back(shop, command)


def test_a_clerk_has_a_limit_that_counts_all_returns_of_an_order(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO, 2))
    (line,) = sold["line_ids"]
    assert refused(shop, sold, units(line, 2)).code == "needs_approval"
    returned(shop, sold["order_id"], units(line))
    with pytest.raises(Refusal, match="needs_approval"):
        returned(shop, sold["order_id"], units(line))
    shop.drawer(MANAGER)
    returned(shop, sold["order_id"], units(line), actor=MANAGER)
    check(shop)


def test_the_limit_counts_what_anybody_gave_back_of_the_order(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO, 2))
    shop.drawer(MANAGER)
    returned(shop, sold["order_id"], units(sold["line_ids"][0]), actor=MANAGER)
    with pytest.raises(Refusal, match="needs_approval"):
        returned(shop, sold["order_id"], units(sold["line_ids"][0]))
    check(shop)


def test_offline_has_a_smaller_limit(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO))
    assert refused(shop, sold, units(sold["line_ids"][0]), offline=True).code == (
        "return_offline_limit"
    )


def test_cash_needs_an_open_drawer(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    said = refused(shop, sold, units(sold["line_ids"][0]), mode=RefundMode.CASH)
    assert said.code == "return_drawer_closed"


def test_store_credit_needs_a_customer(shop):
    sold = sell(shop, carry(SCARF), tenders=[terminal(150_001)])
    said = refused(shop, sold, units(sold["line_ids"][0]), mode=RefundMode.STORE_CREDIT)
    assert said.code == "return_credit_needs_customer"


def test_a_refund_that_was_told_wrong_is_not_paid(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    said = refused(shop, sold, units(sold["line_ids"][0]), told_refund_minor=999)
    assert (said.code, said.facts["now"]) == ("return_refund_changed", 150_001)


def test_goods_are_booked_where_the_clerk_stands(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]))
    with pytest.raises(Refusal, match="return_other_site"):
        take_back(shop, command, CLERK_KEMANG)


def test_nothing_chosen_is_nothing_done(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    assert refused(shop, sold).code == "return_nothing_chosen"


# ---------------------------------------------------------------- the server never refuses


def test_desk_and_server_write_the_same_rows(tmp_path):
    seen = []
    for side in Side:
        shop = shop_with_rules(tmp_path / side.value)
        sold, _ = sold_for_cash(shop, carry(CHINO, 2), carry(SCARF))
        command = asked(shop, sold["order_id"], *(units(line) for line in sold["line_ids"]))
        take_back(shop, command, side=side, command_id=fresh_id("same"))
        tables = (returns, return_lines, return_refunds, order_events, stock_movements, payments)
        seen.append([[dict(row) for row in shop.rows(table)] for table in tables])
    assert seen[0] == seen[1]


def test_two_desks_offline_return_the_same_unit_and_one_becomes_a_case(tmp_path):
    """Each desk holds its own copy; the server hears of both."""
    server, here, there = (shop_with_rules(tmp_path / name) for name in ("s", "a", "b"))
    for shop in (server, here, there):
        sold, _ = sold_for_cash(shop, carry(SCARF, 1))
        shop.drawer(CLERK_KEMANG)
    order_id, line = sold["order_id"], sold["line_ids"][0]
    first = asked(here, order_id, units(line), offline=True)
    take_back(here, first, command_id=fresh_id("first"))
    of_its_own = "R-JKT02-1-000001"
    second = asked(
        there, order_id, units(line), actor=CLERK_KEMANG, offline=True, number=of_its_own
    )
    take_back(there, second, CLERK_KEMANG, command_id=fresh_id("second"))
    on_shelf = server.cell("kemang", SCARF)["available"]

    take_back(server, first, side=Side.SERVER, command_id=fresh_id("first"))
    done = take_back(server, second, CLERK_KEMANG, side=Side.SERVER, command_id=fresh_id("second"))

    assert done["refund_minor"] == 0
    case = server.only(cases)
    assert case["kind"] == "returned_twice"
    told = json.loads(case["evidence"])
    assert (told["told"], told["refund"], told["lines"]) == (150_001, 0, [line])
    assert {"cases:care", "cases:kemang"} <= set(case["audience"].split())
    assert server.cell("kemang", SCARF)["available"] == on_shelf + 1, "goods in hand are booked"
    assert server.only(order_lines, id=line)["returned"] == 1
    assert server.only(orders, id=order_id)["refunded_minor"] == 150_001
    states = {row["site_id"]: row["state"] for row in server.rows(returns)}
    assert states == {"menteng": "closed", "kemang": "manual_refund"}
    check(server)


def test_a_desk_that_heard_of_the_first_refuses_the_second(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF))
    (line,) = sold["line_ids"]
    command = asked(shop, sold["order_id"], units(line))
    take_back(shop, command)
    with pytest.raises(Refusal, match="return_nothing_left"):
        take_back(shop, command)


def test_part_of_a_return_may_have_come_back_before(shop):
    sold, _ = sold_for_cash(shop, carry(SCARF, 3))
    (line,) = sold["line_ids"]
    both = asked(shop, sold["order_id"], units(line, 2))
    take_back(shop, both, side=Side.SERVER)
    again = msgspec.structs.replace(both, number="R-JKT01-3-000002")
    done = take_back(shop, again, side=Side.SERVER)
    assert done["refund_minor"] == 150_001
    rows = shop.rows(return_lines, return_id=done["return_id"])
    told = sorted((row["rule"], row["quantity"], row["refund_minor"]) for row in rows)
    assert told == [("R30", 1, 150_001), ("returned_twice", 1, 0)]
    assert shop.only(cases)["kind"] == "returned_twice"
    check(shop)


def test_what_breaks_a_rule_on_the_server_is_booked_and_told(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO, 2))
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0], 2), offline=True)
    shop.now = Instant(shop.now + 40 * DAY)
    done = take_back(shop, command, side=Side.SERVER)
    assert done["refund_minor"] == 1_242_000
    case = shop.only(cases)
    assert case["kind"] == "awkward_fact"
    codes = json.loads(case["evidence"])["codes"]
    assert codes == ["return_offline_limit", "needs_approval", "return_past_window"]
    check(shop)


def test_goods_that_nobody_collected_are_kept_and_told(shop):
    sold = shop.order(pickup(SCARF))
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]), told_refund_minor=0)
    done = take_back(shop, command, side=Side.SERVER)
    assert done["refund_minor"] == 0
    assert shop.only(returns)["state"] == "manual_refund"
    assert json.loads(shop.only(cases)["evidence"])["codes"] == ["return_not_collected"]


def test_the_card_tells_the_verdict_and_what_came_back_elsewhere(shop):
    sold, _ = sold_for_cash(shop, carry(CHINO, 2), carry(SCARF))
    shop.drawer(CLERK_KEMANG)
    returned(shop, sold["order_id"], units(sold["line_ids"][1]), actor=CLERK_KEMANG)
    card = card_of(shop, sold["order_id"])
    chino, scarf = card.lines
    assert (chino.may_come_back, chino.verdict.days_left, chino.verdict.rule) == (True, 30, "R30")
    assert chino.paid_each_minor == 621_000
    assert [(b.site_name, b.elsewhere, b.quantity) for b in scarf.came_back] == [
        ("Kemang", True, 1)
    ]
    assert not scarf.may_come_back
    assert card.limit_minor == 1_000_000
    assert (card.given_before_minor, card.given_by_user_minor) == (150_001, 0)
