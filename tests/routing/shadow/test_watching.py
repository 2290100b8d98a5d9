"""Rules go back only when orders surely fare worse, never for chance or for a dear week."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.routing.rules.states import Kpi
from app.routing.shadow.watching import LEAST, Breach, Fared, breach


def orders(many: int, percent: int, seed: int = 1, unplaced: int = 0) -> list[Fared]:
    """Each costs about `percent` of what the waterfall would; the first ones have no goods."""
    chance = Random(seed)
    told = []
    for at in range(many):
        waterfall = chance.randint(15_000, 60_000)
        ours = waterfall * (percent + chance.randint(-15, 15)) // 100
        gone = at < unplaced
        told.append(Fared(0 if gone else ours, waterfall, whole=not gone, unplaced=gone))
    return told


def test_orders_that_surely_cost_more_are_a_breach() -> None:
    found = breach(orders(400, 92), orders(400, 80, seed=2))
    assert found is not None
    assert found.kpi is Kpi.DEARER
    assert 10 <= found.percent <= 14


def test_a_little_dearer_is_allowed() -> None:
    assert breach(orders(2_000, 83), orders(2_000, 80, seed=2)) is None


def test_cheaper_orders_are_none() -> None:
    assert breach(orders(400, 60), orders(400, 80, seed=2)) is None


def test_few_orders_tell_nothing() -> None:
    assert breach(orders(LEAST - 1, 300), orders(400, 80, seed=2)) is None
    assert breach(orders(400, 300), orders(LEAST - 1, 80, seed=2)) is None


def test_more_orders_without_goods_weigh_first() -> None:
    found = breach(orders(400, 200, unplaced=60), orders(400, 80, seed=2, unplaced=4))
    assert found == Breach(Kpi.UNPLACED, 14)


def test_a_few_orders_without_goods_are_chance() -> None:
    assert breach(orders(60, 80, unplaced=3), orders(400, 80, seed=2, unplaced=4)) is None


def test_a_week_of_dear_baskets_is_not_taken_for_bad_rules() -> None:
    dear = [
        Fared(3 * one.ours_minor, 3 * one.waterfall_minor, one.whole, one.unplaced)
        for one in orders(400, 80)
    ]
    assert breach(dear, orders(400, 80, seed=2)) is None


@given(st.integers(min_value=0, max_value=1 << 30), st.integers(min_value=LEAST, max_value=300))
def test_the_same_orders_on_both_sides_are_never_a_breach(seed: int, many: int) -> None:
    same = orders(many, 80, seed, unplaced=seed % many)
    assert breach(same, same) is None


def test_orders_that_cost_nothing_at_all_are_no_breach() -> None:
    free = [Fared(0, 0, whole=True, unplaced=False)] * LEAST
    assert breach(free, free) is None
