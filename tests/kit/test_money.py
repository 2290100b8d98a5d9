"""Money is split and rounded so that nothing is lost and nothing is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.money import DIGITS, Money, share, split

amounts = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@given(amounts, weights)
def test_the_parts_of_a_split_add_up_to_the_whole(total, weights):
    assert sum(split(total, weights)) == total


@given(st.integers(0, 10**12), weights.filter(any))
def test_each_part_is_within_one_minor_unit_of_its_share(total, weights):
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@given(weights.filter(any))
def test_splitting_less_than_the_weights_never_gives_a_part_more_than_its_weight(weights):
    for total in {0, sum(weights) // 2, sum(weights)}:
        parts = split(total, weights)
        assert all(part <= weight for part, weight in zip(parts, weights, strict=True))


def test_ties_go_to_the_earlier_part():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]


def test_without_any_weight_the_parts_are_equal():
    assert split(5, [0, 0]) == [3, 2]


def test_a_split_over_nothing_or_below_zero_is_a_bug():
    with pytest.raises(ValueError, match="nothing to split"):
        split(1, [])
    with pytest.raises(ValueError, match="below zero"):
        split(1, [1, -1])


@pytest.mark.parametrize(
    ("amount", "numerator", "denominator", "expected"),
    [(1, 1, 2, 1), (-1, 1, 2, -1), (1, 1, 3, 0), (111_000, 11, 111, 11_000), (5, 0, 7, 0)],
)
def test_half_a_minor_unit_is_rounded_away_from_zero(amount, numerator, denominator, expected):
    assert share(amount, numerator, denominator) == expected


@given(amounts, st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_off_by_at_most_half_a_minor_unit(amount, numerator, denominator):
    off = share(amount, numerator, denominator) * denominator - amount * numerator
    assert 2 * abs(off) <= denominator


def test_two_currencies_do_not_mix():
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "IDR") + Money(1, "GBP")
    with pytest.raises(ValueError, match="unknown currency"):
        Money(1, "XXX")


@given(amounts, amounts, st.sampled_from(sorted(DIGITS)))
def test_money_adds_and_takes_away_exactly(a, b, currency):
    left, right = Money(a, currency), Money(b, currency)
    assert left + right - right == left
    assert left + -left == Money(0, currency)
    assert left * 3 == left + left + left


def test_money_splits_in_its_own_currency():
    assert Money(10, "KWD").split([1, 2]) == [Money(3, "KWD"), Money(7, "KWD")]
