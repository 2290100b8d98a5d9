"""Many orders at once: each gets what it would get alone, to the last place."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.routing.engine.batch import cheapest, solve_all, stacks, whole_lines
from app.routing.engine.problem import NOBODY, NOT_POSSIBLE
from app.routing.engine.solve import solve
from tests.routing.engine.instances import problem, random_problem


@given(st.integers(min_value=0, max_value=1 << 30))
@settings(max_examples=60, deadline=timedelta(seconds=5))
def test_each_order_gets_what_it_gets_alone(seed: int) -> None:
    """Equal costs are frequent here: of them the same one is taken."""
    chance = np.random.default_rng(seed)
    asked = [random_problem(chance, lines=7, places=6) for _ in range(40)]
    assert solve_all(asked) == [solve(one) for one in asked]


def test_most_orders_are_looked_at_together() -> None:
    chance = np.random.default_rng(1)
    asked = [random_problem(chance, lines=4, places=8) for _ in range(200)]
    plain = [one for one in asked if whole_lines(one) is not None]
    assert sum(len(stack.at) for stack in stacks(asked)) == len(plain) > 50


def test_a_limit_one_product_twice_or_units_here_and_there_are_not_for_it() -> None:
    alone = {"parcel": [10, 20], "line": [[1, 1], [1, 1]], "unfilled": [90, 90]}
    assert whole_lines(problem(**alone)) is not None
    assert whole_lines(problem(**alone, most_parcels=1)) is None
    assert whole_lines(problem(**alone, products=[0, 0])) is None
    assert whole_lines(problem(**alone, quantity=[2, 1], free=[[1, 1], [5, 5]])) is None


def test_parcels_that_bring_money_are_not_counted_twice() -> None:
    """Two parcels from one place would get its bonus twice: somebody else has to say."""
    line = np.array([[[1, NOT_POSSIBLE], [1, NOT_POSSIBLE]]])
    found = cheapest(np.array([[-50, 0]]), line, np.array([[900, 900]]))
    assert not found.sure[0]


def test_without_places_everything_is_left_out() -> None:
    found = cheapest(np.zeros((1, 0), np.int64), np.zeros((1, 2, 0), np.int64), np.array([[5, 7]]))
    assert found.source.tolist() == [[NOBODY, NOBODY]]
    assert found.cost.tolist() == [12]
    assert found.sure.all()
