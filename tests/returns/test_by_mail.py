"""A return that travels: asked for, let pass, received with more or less than was announced."""

import pytest

from app.cases.tables import cases
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.tables import order_events, order_lines, orders
from app.returns.commands import AskedLine, AskReturn, MoveReturn, ReturnMove
from app.returns.states import Reason
from app.returns.tables import return_lines, return_refunds, returns
from app.returns.waiting import open_by_mail
from app.storage.schema import Side
from tests.returns.goods import asked, check, fresh_id, sell, shop_with_rules, take_back, units, yes
from tests.returns.test_exchange import exchanged, item
from tests.support.shop import (
    AGENT,
    CHINO,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    PRICES,
    SCARF,
    SHIRT,
    carry,
    terminal,
)


@pytest.fixture
def shop(tmp_path):
    return shop_with_rules(tmp_path)


@pytest.fixture
def sold(shop):
    return sell(shop, carry(SCARF, 3), carry(CHINO), tenders=[terminal(3 * 150_001 + 621_000)])


def ask(shop, sold, *wanted, actor=AGENT, side=Side.DESK, number="R-CAR01-1-000001"):
    lines = [
        AskedLine(line_id=sold["line_ids"][at], quantity=count, reason=Reason.TOO_SMALL)
        for at, count in wanted
    ]
    command = AskReturn(order_id=sold["order_id"], lines=lines, number=number)
    return shop.perform(command, actor, side=side)


def go(shop, return_id, move, *, actor=AGENT, note="", **told):
    command = MoveReturn(return_id=return_id, move=ReturnMove(move), note=note, **told)
    return shop.perform(command, actor, side=Side.DESK)["state"]


def receive(shop, sold, return_id, *lines, actor=CLERK, side=Side.DESK):
    command = asked(shop, sold["order_id"], *lines, actor=actor, return_id=return_id)
    return take_back(shop, command, actor, side=side)


@pytest.mark.parametrize("side", Side)
def test_what_the_rules_allow_is_approved_at_once_and_moves_nothing(shop, sold, side):
    done = ask(shop, sold, (0, 2), side=side)
    assert (done["state"], done["refund_minor"]) == ("approved", 300_002)
    line = shop.only(return_lines)
    assert (line["quantity"], line["expected"], line["rule"]) == (0, 2, "R30")
    assert shop.only(order_lines, id=sold["line_ids"][0])["returned"] == 0
    assert not shop.rows(return_refunds)
    check(shop)


def test_the_whole_way_to_a_store_that_scans_it_in(shop, sold):
    asked_for = ask(shop, sold, (0, 2))["return_id"]
    assert go(shop, asked_for, "send", note="JNE 0123") == "in_transit"
    shop.now = Instant(shop.now + 40 * DAY)  # it was asked for in time
    done = receive(shop, sold, asked_for, units(sold["line_ids"][0], 2), actor=CLERK_KEMANG)
    assert (done["number"], done["refund_minor"]) == ("R-CAR01-1-000001", 300_002)
    assert done["differs"] == {}
    back = shop.only(returns)
    assert (back["state"], back["site_id"], back["note"]) == ("settled", "kemang", "JNE 0123")
    line = shop.only(return_lines)
    assert (line["quantity"], line["expected"], line["grade"]) == (2, 2, "a")
    assert "orders:store:kemang" in shop.only(orders, id=sold["order_id"])["audience"]
    check(shop)


def test_short_and_over_are_told_and_only_what_came_is_paid(shop, sold):
    asked_for = ask(shop, sold, (0, 2))["return_id"]
    scarf, chino = sold["line_ids"]
    done = receive(shop, sold, asked_for, units(scarf), units(chino), actor=CLERK)
    assert done["differs"] == {scarf: -1, chino: 1}
    assert done["refund_minor"] == 150_001 + 621_000
    counts = {row["line_id"]: (row["expected"], row["quantity"]) for row in shop.rows(return_lines)}
    assert counts == {scarf: (2, 1), chino: (0, 1)}
    check(shop)


def test_late_goods_beyond_what_was_let_pass_ask_a_second_person(shop, sold):
    asked_for = ask(shop, sold, (0, 2))["return_id"]
    shop.now = Instant(shop.now + 40 * DAY)
    with pytest.raises(Refusal) as said:
        receive(shop, sold, asked_for, units(sold["line_ids"][0], 3))
    assert said.value.facts["permission"] == "return.exception"


def test_what_is_past_its_window_waits_for_a_manager(shop, sold):
    shop.now = Instant(shop.now + 40 * DAY)
    done = ask(shop, sold, (0, 1), actor=CLERK)
    assert done["state"] == "manual_review"
    with pytest.raises(Refusal, match="needs_approval"):
        go(shop, done["return_id"], "approve", actor=CLERK)
    assert go(shop, done["return_id"], "approve", actor=MANAGER) == "approved"
    assert shop.only(returns)["approved_by"] == "manager"


def test_a_manager_at_the_clerks_desk_approves_with_a_pin(shop, sold):
    shop.now = Instant(shop.now + 40 * DAY)
    return_id = ask(shop, sold, (0, 1), actor=CLERK)["return_id"]
    command_id = fresh_id("approve")
    command = MoveReturn(
        return_id=return_id,
        move=ReturnMove.APPROVE,
        approval=yes("return.exception", 0, command_id, at=shop.now),
    )
    shop.perform(command, CLERK, side=Side.DESK, command_id=command_id)
    assert shop.only(returns)["state"] == "approved"


def test_declined_and_cancelled_returns_say_why_and_take_no_goods(shop, sold):
    shop.now = Instant(shop.now + 40 * DAY)
    declined = ask(shop, sold, (0, 1))["return_id"]
    with pytest.raises(Refusal, match="return_reason_missing"):
        go(shop, declined, "decline", actor=MANAGER)
    assert go(shop, declined, "decline", actor=MANAGER, note="Worn") == "declined"
    with pytest.raises(Refusal, match="return_not_open"):
        receive(shop, sold, declined, units(sold["line_ids"][0]))
    with pytest.raises(Refusal, match="move_closed"):
        go(shop, declined, "send")


def test_goods_of_a_cancelled_return_are_booked_on_the_server_with_a_case(shop, sold):
    asked_for = ask(shop, sold, (0, 1))["return_id"]
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]), return_id=asked_for)
    go(shop, asked_for, "cancel", note="Keeps it")
    take_back(shop, command, side=Side.SERVER)
    assert {row["state"] for row in shop.rows(returns)} == {"cancelled", "settled"}
    check(shop)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ((), "return_nothing_chosen"),
        (((0, 4),), "return_too_many"),
        (((0, 0),), "return_too_many"),
        (((0, 1), (0, 1)), "return_line_twice"),
    ],
)
def test_what_cannot_be_sent_back_is_said(shop, sold, wanted, code):
    with pytest.raises(Refusal, match=code):
        ask(shop, sold, *wanted)


def test_a_note_holds_no_card_number(shop, sold):
    asked_for = ask(shop, sold, (0, 1))["return_id"]
    with pytest.raises(Refusal, match="card_number"):
        go(shop, asked_for, "cancel", note="5500 0000 0000 0004")


def test_goods_of_a_return_that_was_never_approved_are_booked_with_a_case(shop, sold):
    """Asked for without the line; the server said no, and the goods were taken back meanwhile."""
    nowhere = fresh_id("refused by the server")
    command = asked(shop, sold["order_id"], units(sold["line_ids"][0]), return_id=nowhere)
    with pytest.raises(Refusal, match="return_unknown"):
        shop.perform(command, CLERK, side=Side.DESK)
    take_back(shop, command, side=Side.SERVER)
    assert shop.only(returns)["state"] == "settled"
    assert shop.only(order_lines, id=sold["line_ids"][0])["returned"] == 1
    assert "return_unknown" in shop.only(cases)["evidence"]
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_what_came_over_a_counter_is_not_awaited_by_mail(shop, sold, side):
    """The counter's desk did not know of it, so that it told no return by mail."""
    scarf, _ = sold["line_ids"]
    by_mail = ask(shop, sold, (0, 3))["return_id"]
    go(shop, by_mail, "send", note="JNE 0123")
    take_back(shop, asked(shop, sold["order_id"], units(scarf, 3)), side=side)
    back = shop.only(returns, id=by_mail)
    assert (back["state"], back["note"]) == ("cancelled", "over_counter")
    told = shop.only(order_events, act="end_return")
    assert (told["reason"], told["user_id"]) == ("R-CAR01-1-000001", CLERK.user_id)
    with shop.engine.connect() as db:
        assert not open_by_mail(db)
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_what_is_partly_left_is_still_awaited(shop, sold, side):
    scarf, chino = sold["line_ids"]
    by_mail = ask(shop, sold, (0, 2), (1, 1))["return_id"]
    take_back(shop, asked(shop, sold["order_id"], units(scarf, 3)), side=side)
    assert shop.only(returns, id=by_mail)["state"] == "approved"
    command = asked(shop, sold["order_id"], units(chino), number="R-JKT01-3-000002")
    take_back(shop, command, MANAGER, side=side)
    assert shop.only(returns, id=by_mail)["state"] == "cancelled"
    check(shop)


def test_one_that_waits_for_a_manager_has_nothing_to_wait_for(shop, sold):
    shop.now = Instant(shop.now + 40 * DAY)
    waits = ask(shop, sold, (1, 1))["return_id"]
    assert shop.only(returns)["state"] == "manual_review"
    command_id = fresh_id("let pass")
    command = asked(
        shop,
        sold["order_id"],
        units(sold["line_ids"][1]),
        approval=yes("return.exception", PRICES[CHINO], command_id, at=shop.now),
    )
    take_back(shop, command, command_id=command_id)
    assert shop.only(returns, id=waits)["state"] == "cancelled"


def test_of_two_returns_by_mail_for_the_same_goods_one_is_awaited(shop, sold):
    first = ask(shop, sold, (1, 1))["return_id"]
    second = ask(shop, sold, (1, 1), number="R-CAR01-1-000002")["return_id"]
    receive(shop, sold, first, units(sold["line_ids"][1]))
    states = {row["id"]: row["state"] for row in shop.rows(returns)}
    assert states == {first: "settled", second: "cancelled"}
    check(shop)


@pytest.mark.parametrize("side", Side)
def test_an_exchange_ends_the_return_by_mail_of_what_it_took(shop, sold, side):
    by_mail = ask(shop, sold, (1, 1))["return_id"]
    line = sold["line_ids"][1]
    exchanged(shop, sold, [units(line)], [item(SHIRT)], side=side)
    assert shop.only(returns, id=by_mail)["state"] == "cancelled"
    check(shop)
