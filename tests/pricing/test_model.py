"""A basket costs what the rules say, to the last minor unit, and comes back whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.pricing.model import EVERYBODY, Charge, TaxRate, price, refund_share
from app.pricing.near import near_misses
from app.pricing.promotion import (
    BasketLine,
    Promotion,
    PromotionKind,
    PromotionScope,
    live_for,
    percent_off,
)
from app.pricing.stacking import MANUAL

NOW = Instant(1_750_000_000_000_000)
PPN = TaxRate("standard", "PPN", 11, 100, included=True)
VAT = TaxRate("added", "Sales tax", 8, 100, included=False)
RATES = [PPN, VAT]
CURRENCIES = ["IDR", "GBP", "KWD"]  # 0, 2 and 3 decimals


def line(key="1", quantity=1, unit=100_000, **more):
    fields = {"category": "trousers", "tax_class": "standard", **more}
    return BasketLine(key=key, quantity=quantity, unit_minor=unit, **fields)


def promotion(name="p", value=1_000, scope="line", kind="percentage", **more):
    return Promotion(
        id=name,
        code=name.upper(),
        name=f"Promotion {name}",
        kind=PromotionKind(kind),
        value=value,
        scope=PromotionScope(scope),
        **more,
    )


def total(lines, promotions=(), charges=(), **more):
    return priced(lines, promotions, charges, **more).total


def priced(lines, promotions=(), charges=(), currency="IDR", **more):
    return price(lines, promotions, RATES, charges, now=NOW, currency=currency, **more)


def missed(lines, promotions):
    return near_misses(lines, live_for(promotions, NOW, EVERYBODY), 0)


lines_of_baskets = st.lists(
    st.builds(
        BasketLine,
        key=st.uuids().map(str),
        category=st.sampled_from(["trousers", "shirts"]),
        quantity=st.integers(1, 50),
        unit_minor=st.integers(0, 10**9),
        tax_class=st.sampled_from(["standard", "added", ""]),
        manual_discount_minor=st.sampled_from([0, 0, 1, 999, 10**12]),
    ),
    max_size=6,
)
promotions_of_shops = st.lists(
    st.builds(
        Promotion,
        id=st.uuids().map(str),
        code=st.just("CODE"),
        name=st.just("name"),
        kind=st.sampled_from(PromotionKind),
        value=st.integers(0, 12_000),
        scope=st.sampled_from(PromotionScope),
        category=st.sampled_from(["", "trousers", "shirts"]),
        minimum_quantity=st.integers(0, 5),
        minimum_minor=st.sampled_from([0, 0, 5_000, 10**9]),
        priority=st.integers(0, 2),
    ),
    max_size=6,
)


# ---------------------------------------------------------------- promises for any basket


@given(lines_of_baskets, promotions_of_shops, st.sampled_from([1, 50, 100]), st.integers(0, 10**6))
def test_the_total_can_be_recomputed_from_its_parts(lines, promotions, rounding, fee):
    result = priced(lines, promotions, [Charge("SHIP", "Shipping", fee)], cash_rounding=rounding)
    assert result.total == sum(done.total for done in result.lines) + fee + result.rounding_minor
    assert result.subtotal == sum(one.quantity * one.unit_minor for one in lines)
    assert result.discount == sum(done.discount for done in result.lines)
    assert result.tax == sum(done.tax for done in result.lines)
    assert result.total % rounding == 0
    assert 2 * abs(result.rounding_minor) <= rounding


@given(lines_of_baskets, promotions_of_shops)
def test_nothing_is_ever_below_zero(lines, promotions):
    result = priced(lines, promotions)
    assert result.total >= 0
    for done in result.lines:
        assert 0 <= done.discount <= done.gross
        assert 0 <= done.tax <= done.total


@given(lines_of_baskets, promotions_of_shops)
def test_each_discount_has_a_name_and_they_add_up(lines, promotions):
    for done in priced(lines, promotions).lines:
        assert done.discount == sum(applied.minor for applied in done.discounts)
        assert all(applied.minor > 0 for applied in done.discounts)


@given(lines_of_baskets, st.integers(1, 10**9))
def test_the_shares_of_an_order_promotion_add_up_to_it(lines, value):
    off = promotion("p", value, "order", "amount")
    before, after = priced(lines), priced(lines, [off])
    payable = before.subtotal - before.discount
    assert after.discount - before.discount == min(value, payable)


@given(lines_of_baskets, promotions_of_shops, st.randoms())
def test_the_order_in_which_promotions_are_listed_changes_nothing(lines, promotions, chance):
    shuffled = promotions.copy()
    chance.shuffle(shuffled)
    assert priced(lines, shuffled) == priced(lines, promotions)


@given(lines_of_baskets, promotions_of_shops)
def test_a_promotion_that_has_ended_changes_nothing(lines, promotions):
    over = [replace(p, ends_at=NOW) for p in promotions]
    coming = [replace(p, starts_at=Instant(NOW + 1)) for p in promotions]
    assert priced(lines, over + coming) == priced(lines)


@st.composite
def partitions(draw):
    """A quantity, and the portions in which it comes back."""
    quantity = draw(st.integers(1, 40))
    portions: list[int] = []
    while sum(portions) < quantity:
        portions.append(draw(st.integers(1, quantity - sum(portions))))
    return quantity, portions


@given(
    partitions(),
    st.integers(0, 10**9),
    promotions_of_shops,
    st.sampled_from(CURRENCIES),
    st.sampled_from(["standard", "added", ""]),
)
def test_a_sale_and_its_full_return_are_zero_in_any_partition(
    partition, unit, promotions, currency, tax_class
):
    quantity, portions = partition
    basket = [line(quantity=quantity, unit=unit, tax_class=tax_class), line("2", unit=3)]
    sold = priced(basket, promotions, currency=currency).lines[0]
    money = tax = returned = 0
    for portion in portions:
        money += refund_share(sold.total, quantity, returned, portion)
        tax += refund_share(sold.tax, quantity, returned, portion)
        returned += portion
    assert sold.total - money == 0
    assert sold.tax - tax == 0


@given(st.integers(0, 10**12), partitions())
def test_no_piece_gives_back_more_than_its_share_rounded_up(amount, partition):
    quantity, portions = partition
    returned = 0
    for portion in portions:
        part = refund_share(amount, quantity, returned, portion)
        assert 0 <= part <= -(-amount * portion // quantity)
        returned += portion


# ---------------------------------------------------------------- examples a shop would check


def test_included_ppn_is_11_of_111_parts_of_the_line():
    done = priced([line(unit=111_000)]).lines[0]
    assert (done.total, done.tax) == (111_000, 11_000)


def test_tax_that_is_not_included_is_added():
    result = priced([line(unit=100_000, tax_class="added")])
    assert (result.lines[0].total, result.tax, result.total) == (108_000, 8_000, 108_000)


def test_tax_is_counted_once_per_line_after_all_discounts():
    off = [promotion("a", 1_000), promotion("b", 5_000, "order")]
    done = priced([line(quantity=2, unit=111_000)], off).lines[0]
    assert done.total == 222_000 * 90 // 100 // 2
    assert done.tax == 9_900


def test_a_tax_class_nobody_knows_is_refused():
    with pytest.raises(Refusal) as refused:
        priced([line(tax_class="luxury")])
    assert refused.value.code == "tax_class_unknown"


def test_the_best_line_promotion_wins_and_they_do_not_stack():
    offers = [promotion("ten", 1_000), promotion("flat", 30_000, kind="amount")]
    done = priced([line(unit=100_000)], offers).lines[0]
    assert [applied.code for applied in done.discounts] == ["FLAT"]
    assert done.total == 70_000


def test_of_equal_line_promotions_the_one_with_priority_has_its_name_on_the_receipt():
    offers = [promotion("a", priority=2), promotion("c", priority=1), promotion("b", priority=1)]
    assert priced([line()], offers).lines[0].discounts[0].promotion_id == "b"


def test_an_amount_off_a_line_is_off_each_piece():
    offer = promotion("flat", 10_000, kind="amount")
    assert total([line(quantity=3)], [offer]) == 270_000
    assert total([line(str(n)) for n in range(3)], [offer]) == 270_000


def test_order_promotions_stack_by_priority_on_what_the_ones_before_left():
    half = promotion("half", 5_000, "order", priority=2)
    flat = promotion("flat", 20_000, "order", "amount", priority=1)
    assert total([line(unit=100_000)], [half, flat]) == 40_000


def test_a_promotion_for_a_category_leaves_the_others_alone():
    offer = promotion(category="shirts")
    assert total([line()], [offer]) == 100_000
    assert total([line(category="shirts"), line("2")], [offer]) == 190_000


def test_a_minimum_counts_all_lines_of_the_category_together():
    offer = promotion(minimum_quantity=2, category="trousers")
    assert total([line("red")], [offer]) == 100_000
    assert total([line("red"), line("blue")], [offer]) == 180_000


def test_a_clerks_discount_comes_after_the_promotion_and_stops_at_nothing():
    result = priced([line(unit=100_000, manual_discount_minor=95_000)], [promotion()])
    done = result.lines[0]
    assert [(applied.code, applied.minor) for applied in done.discounts] == [
        ("P", 10_000),
        (MANUAL, 90_000),
    ]
    assert done.total == 0


def test_one_more_trouser_is_told():
    offer = promotion(minimum_quantity=2, category="trousers")
    misses = missed([line()], [offer])
    assert [
        (miss.promotion.code, miss.missing_quantity, miss.missing_minor) for miss in misses
    ] == [("P", 1, 0)]


def test_a_near_amount_is_told_and_a_far_one_is_not():
    near = promotion("near", 1_000, "order", minimum_minor=120_000)
    far = promotion("far", 1_000, "order", minimum_minor=200_000)
    misses = missed([line(unit=100_000)], [near, far])
    assert [(miss.promotion.code, miss.missing_minor) for miss in misses] == [("NEAR", 20_000)]


def test_a_near_miss_that_would_not_help_is_not_told():
    worse = promotion("worse", 500, minimum_quantity=2)
    assert missed([line()], [promotion("ten", 1_000), worse]) == ()
    other = promotion("other", minimum_quantity=1, category="shirts")
    assert missed([line()], [other]) == ()


def test_cash_is_rounded_on_a_line_of_its_own():
    down = priced([line(unit=10_049)], cash_rounding=100)
    up = priced([line(unit=10_050)], cash_rounding=100)
    assert (down.total, down.rounding_minor) == (10_000, -49)
    assert (up.total, up.rounding_minor) == (10_100, 50)


def test_an_empty_basket_costs_its_charges():
    assert total([], [promotion(scope="order")], [Charge("SHIP", "Shipping", 9_000)]) == 9_000


def test_percentages_round_half_away_from_zero():
    assert percent_off(5, 1_000) == 1
    assert percent_off(4, 1_000) == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (line(quantity=0), "quantity_out_of_range"),
        (line(unit=-1), "price_negative"),
        (line(manual_discount_minor=-1), "price_negative"),
    ],
)
def test_a_line_that_cannot_be_is_refused(wrong, code):
    with pytest.raises(Refusal) as refused:
        priced([wrong])
    assert refused.value.code == code


def test_a_charge_below_zero_is_refused_and_a_strange_currency_is_a_bug():
    with pytest.raises(Refusal):
        priced([], charges=[Charge("SHIP", "Shipping", -1)])
    with pytest.raises(ValueError, match="unknown currency"):
        priced([], currency="XXX")


@pytest.mark.parametrize(("already", "returning"), [(0, 4), (2, 2), (-1, 1), (0, -1)])
def test_more_than_was_bought_cannot_come_back(already, returning):
    with pytest.raises(Refusal):
        refund_share(100, 3, already, returning)
