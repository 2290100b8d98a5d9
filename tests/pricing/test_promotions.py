"""Offers, stacking and near misses: what holds for any basket, and what a shop would check."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pricing.model import refund_share
from app.pricing.promotion import Buyer, PromotionKind, PromotionScope
from tests.pricing.baskets import (
    baskets,
    buy_get,
    delivery,
    line,
    near,
    pieces,
    priced,
    promotion,
    rules,
)

FEE = 18_000


def codes(result) -> list[str]:
    return [one.code for done in result.lines for one in done.discounts]


def off_by(result, code: str) -> int:
    every = [one for done in result.lines for one in done.discounts] + list(result.shipping)
    return sum(one.minor for one in every if one.code == code)


# ---------------------------------------------------------------- for any basket


@given(baskets, rules)
def test_no_discount_is_above_its_line_and_no_total_below_zero(lines, promotions):
    result = priced(lines, promotions, delivery(FEE))
    assert result.total >= 0
    assert 0 <= result.charged <= FEE
    for done in result.lines:
        assert 0 <= done.discount == sum(one.minor for one in done.discounts) <= done.gross
    assert result.total == sum(done.total for done in result.lines) + result.charged


@given(baskets, rules, st.randoms())
def test_neither_the_order_of_lines_nor_of_promotions_changes_the_total(lines, promotions, chance):
    before = priced(lines, promotions, delivery(FEE))
    mixed, rules_mixed = lines.copy(), promotions.copy()
    chance.shuffle(mixed)
    chance.shuffle(rules_mixed)
    after = priced(mixed, rules_mixed, delivery(FEE))
    assert abs(after.total - before.total) <= _roundings(promotions)


@given(baskets, rules, st.data())
def test_splitting_a_line_changes_nothing(lines, promotions, data):
    at = data.draw(st.integers(0, len(lines) - 1))
    part = data.draw(st.integers(0, lines[at].quantity - 1))
    halves = [replace(lines[at], quantity=lines[at].quantity - part, key="a")]
    halves += [replace(lines[at], quantity=part, key="b")] if part else []
    before = priced(lines, promotions, delivery(FEE))
    after = priced([*lines[:at], *halves, *lines[at + 1 :]], promotions, delivery(FEE))
    assert abs(after.total - before.total) <= _roundings(promotions)


@given(baskets, rules, pieces)
@settings(max_examples=300)
def test_one_more_piece_never_costs_more_than_its_list_price(lines, promotions, more):
    """Whatever a basket is sold for, it can be had with more in it for that and the list price."""
    one = replace(more, quantity=1)
    before = priced(lines, promotions, delivery(FEE)).total
    after = priced([*lines, one], promotions, delivery(FEE)).total
    # Each piece that is cheaper with another rounds by half a unit, then and now.
    pieces_then = sum(line.quantity for line in lines)
    rounded = pieces_then + 1 if any(p.kind is PromotionKind.BUY_GET for p in promotions) else 0
    assert after <= before + one.unit_minor + rounded + _roundings(promotions)


def _roundings(promotions) -> int:
    """Each order promotion rounds its shares to whole units, and the next looks at these."""
    return sum(p.scope is PromotionScope.ORDER for p in promotions) * 2


@given(baskets, rules, st.data())
def test_piece_by_piece_a_sale_with_any_promotion_comes_back_whole(lines, promotions, data):
    for sold, told in zip(priced(lines, promotions).lines, lines, strict=True):
        back = returned = 0
        while returned < told.quantity:
            portion = data.draw(st.integers(1, told.quantity - returned))
            back += refund_share(sold.total, told.quantity, returned, portion)
            returned += portion
        assert back == sold.total


@given(baskets, rules)
def test_what_is_told_as_near_is_not_taken_yet_and_within_reach(lines, promotions):
    for miss in near(lines, promotions, delivery(FEE)):
        assert 0 <= miss.missing_quantity <= 2
        assert miss.missing_quantity or miss.missing_minor


# ---------------------------------------------------------------- buy x, get y


def test_two_plus_one_gives_the_cheapest_and_its_name_stands_on_that_line():
    basket = [line("dear", unit=300_000), line("mid", unit=200_000), line("low", unit=100_000)]
    result = priced(basket, [buy_get(category="trousers")])
    assert [done.discount for done in result.lines] == [0, 0, 100_000]
    assert result.lines[2].discounts[0].name == "Promotion 2+1"


def test_it_repeats_and_stops_at_its_cap():
    basket = [line(quantity=9, unit=100_000)]
    assert priced(basket, [buy_get()]).discount == 300_000
    assert priced(basket, [buy_get(most_times=2)]).discount == 200_000


def test_the_dearest_of_the_cheapest_are_given_when_it_repeats():
    prices = [500, 400, 300, 200, 100, 50]
    basket = [line(str(p), unit=p * 1_000) for p in prices]
    result = priced(basket, [buy_get()])
    assert [done.discount for done in result.lines] == [0, 0, 300_000, 0, 0, 50_000]


def test_a_second_piece_for_half_the_price():
    basket = [line(quantity=2, unit=99_999)]
    assert priced(basket, [buy_get("half", 1, 1, 5_000)]).discount == 50_000


def test_a_named_product_is_given_once_it_is_in_the_basket():
    offer = buy_get("socks", 2, 1, category="trousers", get_product_id="socks")
    trousers = line(quantity=2, unit=300_000)
    socks = line("socks", unit=50_000, category="socks", product_id="socks")
    assert priced([trousers], [offer]).discount == 0
    (miss,) = near([trousers], [offer])
    assert (miss.missing_quantity, miss.named) == (1, True)
    assert [done.discount for done in priced([trousers, socks], [offer]).lines] == [0, 50_000]


def test_a_given_piece_has_no_other_line_discount_and_the_bought_ones_keep_theirs():
    ten = promotion("ten", 1_000)
    result = priced([line(quantity=3)], [buy_get(), ten])
    assert (off_by(result, "2+1"), off_by(result, "TEN")) == (100_000, 20_000)


def test_a_piece_counts_for_one_offer_only():
    offers = [buy_get("a", priority=1), buy_get("b", priority=2)]
    assert codes(priced([line(quantity=3)], offers)) == ["A"]
    assert codes(priced([line(quantity=6)], offers)) == ["A"]
    capped = [buy_get("a", most_times=1, priority=1), buy_get("b", priority=2)]
    assert sorted(codes(priced([line(quantity=6)], capped))) == ["A", "B"]


def test_an_offer_that_would_cost_the_customer_a_better_one_is_left_out():
    poor = buy_get("poor", 1, 1, 1_000, priority=1)
    rich = buy_get("rich", 1, 1, 10_000, priority=2)
    assert codes(priced([line(quantity=2)], [poor, rich])) == ["RICH"]


# ---------------------------------------------------------------- stacking


def test_an_exclusive_promotion_stands_alone_and_only_where_it_is_cheaper():
    alone = promotion("alone", 2_000, "order", exclusive=True)
    ten, five = promotion("ten", 1_000), promotion("five", 500, "order")
    assert priced([line()], [ten, five]).total == 85_500
    assert set(codes(priced([line()], [ten, five, alone]))) == {"ALONE"}
    weak = replace(alone, value=1_000)
    assert set(codes(priced([line()], [ten, five, weak]))) == {"TEN", "FIVE"}


def test_of_one_stack_group_the_best_applies_with_all_others():
    group = [
        promotion("a", 500, "order", stack_group="season", priority=1),
        promotion("b", 1_500, "order", stack_group="season", priority=2),
    ]
    free = promotion("c", 10_000, "order", "amount", priority=3)
    result = priced([line()], [*group, free])
    assert set(codes(result)) == {"B", "C"}
    assert result.total == 75_000


def test_of_equally_cheap_plans_the_first_by_priority_stands():
    a = promotion("a", 1_000, "order", stack_group="g", priority=2)
    b = promotion("b", 1_000, "order", stack_group="g", priority=1)
    assert set(codes(priced([line()], [a, b]))) == {"B"}


def test_a_line_discount_does_not_cost_an_order_its_better_one():
    """Two for less would take the order below the minimum of a promotion that gives more."""
    two = promotion("two", 1_000, minimum_quantity=2)
    half = promotion("half", 5_000, "order", minimum_minor=200_000)
    result = priced([line(quantity=2)], [two, half])
    assert (set(codes(result)), result.total) == ({"HALF"}, 100_000)


def test_a_promotion_is_for_its_channel_its_tier_and_its_coupon():
    gold = promotion("gold", tier="gold")
    phone = promotion("phone", channel="phone")
    coupon = promotion("nov50", coupon=True)
    assert codes(priced([line()], [gold, phone, coupon])) == []
    assert codes(priced([line()], [gold], buyer=Buyer(tier="gold"))) == ["GOLD"]
    assert codes(priced([line()], [phone], buyer=Buyer(channel="phone"))) == ["PHONE"]
    assert codes(priced([line()], [coupon], buyer=Buyer(codes=frozenset({"NOV50"})))) == ["NOV50"]


# ---------------------------------------------------------------- delivery and near misses


def test_free_delivery_is_off_the_delivery_and_never_below_zero():
    free = promotion("free", 10_000, kind="shipping", minimum_minor=100_000)
    result = priced([line()], [free], delivery(FEE))
    assert (result.charged, result.discount, result.total) == (0, 0, 100_000)
    assert off_by(result, "FREE") == FEE
    both = [free, promotion("again", 10_000, kind="shipping")]
    assert priced([line()], both, delivery(FEE)).charged == 0


def test_a_little_more_for_free_delivery_is_told():
    free = promotion("free", 10_000, kind="shipping", minimum_minor=120_000)
    (miss,) = near([line()], [free], delivery(FEE))
    assert (miss.promotion.kind, miss.missing_minor) == (PromotionKind.SHIPPING, 20_000)
    assert near([line()], [free]) == ()


@pytest.mark.parametrize(("had", "more"), [(1, 2), (2, 1), (3, None), (4, 2), (5, 1)])
def test_one_more_for_the_cheapest_free_is_told(had, more):
    misses = near([line(quantity=had)], [buy_get()])
    assert [miss.missing_quantity for miss in misses] == ([] if more is None else [more])


def test_a_coupon_that_lacks_a_little_tells_what():
    coupon = promotion("nov50", 50_000, "order", "amount", coupon=True, minimum_minor=110_000)
    given = Buyer(codes=frozenset({"NOV50"}))
    assert [m.missing_minor for m in near([line()], [coupon], buyer=given)] == [10_000]
    assert near([line()], [coupon]) == ()


def test_what_an_exclusive_promotion_would_shut_out_is_not_told():
    alone = promotion("alone", 9_000, "order", exclusive=True)
    two = promotion("two", 1_000, minimum_quantity=2)
    assert near([line()], [alone, two]) == ()
