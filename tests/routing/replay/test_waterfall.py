"""The yardstick: five rules in their order, and never more than a place has."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.routing.engine.problem import NOT_POSSIBLE, Problem
from app.routing.engine.solve import quantities, solve
from app.routing.replay.waterfall import Places, waterfall

METRES, IS_STORE = [200_000, 5_000, 50_000, 400_000], [False, True, True, False]
PLACES = Places(np.array(METRES), np.array(IS_STORE))  # far center, near stores, farther center


def _problem(free: list[list[int]], quantity: list[int], most_parcels: int = 0) -> Problem:
    return Problem(
        parcel=np.array([10, 20, 30, 40]),
        line=np.full((len(quantity), 4), 1) * np.array(quantity)[:, None],
        unfilled=np.array(quantity) * 1_000,
        quantity=np.array(quantity),
        product=np.arange(len(quantity)),
        free=np.array(free),
        most_parcels=most_parcels,
    )


def test_the_nearest_center_that_has_all_comes_before_any_store() -> None:
    assert waterfall(_problem([[9, 9, 9, 9]], [2]), PLACES).source == (0,)
    assert waterfall(_problem([[1, 9, 9, 9]], [2]), PLACES).source == (3,)


def test_a_store_close_by_sends_what_no_center_has_and_keeps_its_last_unit() -> None:
    assert waterfall(_problem([[0, 3, 9, 0]], [2]), PLACES).source == (1,)
    assert waterfall(_problem([[0, 2, 9, 0]], [2]), PLACES).source == (2,)


def test_an_order_is_split_over_centers_first() -> None:
    found = waterfall(_problem([[2, 0, 0, 0], [0, 9, 0, 3]], [2, 2]), PLACES)
    assert found.source == (0, 3)
    assert found.cost == 10 + 40 + 2 + 2


def test_what_nobody_has_whole_comes_in_parts_and_the_rest_is_left_out() -> None:
    problem = _problem([[2, 0, 0, 1]], [4])
    found = waterfall(problem, PLACES)
    assert [(one.source, one.quantity) for one in quantities(problem, found)] == [(0, 2), (3, 1)]
    assert found.cost == 10 + 40 + 2 + 1 + 1_000


def test_no_more_parcels_are_opened_than_are_allowed() -> None:
    found = waterfall(_problem([[2, 0, 0, 0], [0, 9, 0, 3]], [2, 2], most_parcels=1), PLACES)
    assert found.source == (0, -1)


_units = st.lists(st.integers(0, 4), min_size=4, max_size=4)


@given(st.lists(st.tuples(_units, st.integers(1, 4)), min_size=1, max_size=4), st.data())
def test_it_takes_only_what_is_there_and_never_beats_the_exact_answer(
    lines: list[tuple[list[int], int]], data: st.DataObject
) -> None:
    problem = _problem([free for free, _ in lines], [quantity for _, quantity in lines])
    shut = data.draw(st.sets(st.tuples(st.integers(0, len(lines) - 1), st.integers(0, 3))))
    for cell in shut:
        problem.line[cell] = NOT_POSSIBLE
    found = waterfall(problem, PLACES)
    taken = np.zeros_like(problem.free)
    for share in quantities(problem, found):
        assert problem.line[share.line, share.source] < NOT_POSSIBLE
        taken[problem.product[share.line], share.source] += share.quantity
    assert (taken <= problem.free).all()
    assert found.cost >= solve(problem).cost
