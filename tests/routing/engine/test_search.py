"""Large orders are served well, whatever their size."""

import numpy as np

from app.routing.engine.exact import exact
from app.routing.engine.pieces import pieces_of
from app.routing.engine.problem import NOBODY, SEVERAL
from app.routing.engine.search import search
from app.routing.engine.solve import quantities, solve
from tests.routing.engine.checks import check, cost_of
from tests.routing.engine.instances import large_problem, problem


def test_the_search_is_within_two_percent_of_the_exact_answer():
    chance = np.random.default_rng(7)
    gaps = []
    for _ in range(60):
        lines = int(chance.integers(7, 12))
        have = float(chance.choice([0.1, 0.3, 0.6]))
        asked = large_problem(chance, lines=lines, places=60, have=have)
        pieces = pieces_of(asked)
        best = exact(asked, pieces)
        assert best is not None
        (_, least), (_, found) = best, search(asked, pieces)
        assert found >= least
        gaps.append(found / least - 1)
    assert np.mean(gaps) <= 0.02


def test_an_order_of_two_hundred_lines_is_served():
    asked = large_problem(np.random.default_rng(8), lines=200, places=200)
    found = solve(asked)
    assert not found.exact
    assert NOBODY not in found.source
    assert found.cost == cost_of(asked, found)
    check(asked, found)


def test_the_same_order_is_always_served_the_same_way():
    asked = large_problem(np.random.default_rng(9), lines=40, places=50)
    assert solve(asked) == solve(asked)


def test_a_large_order_keeps_to_its_number_of_parcels():
    asked = large_problem(np.random.default_rng(10), lines=40, places=50)
    for most in (1, 2, 5):
        few = problem(
            parcel=asked.parcel,
            line=asked.line,
            unfilled=asked.unfilled,
            free=asked.free,
            most_parcels=most,
        )
        check(few, solve(few))


def test_ten_thousand_pieces_come_from_many_places():
    chance = np.random.default_rng(11)
    free = chance.integers(0, 120, 200)
    asked = problem(
        parcel=chance.integers(4_000, 9_000, 200),
        line=[chance.integers(100, 900, 200) * 10_000],
        unfilled=[20_000 * 10_000],
        quantity=[10_000],
        free=[free],
    )
    found = solve(asked)
    assert found.source == (SEVERAL,)
    assert sum(share.quantity for share in found.shares) == min(10_000, free.sum())
    check(asked, found)


def test_more_than_there_is_gives_all_there_is():
    asked = problem(
        parcel=[10] * 50, line=[[10_000] * 50], unfilled=[9_000_000], quantity=[10_000],
        free=[[3] * 50],
    )  # fmt: skip
    found = solve(asked)
    assert sum(share.quantity for share in found.shares) == 150
    assert found.cost == 50 * 10 + 150 + 9_850 * 900
    check(asked, found)


def test_lines_of_one_product_share_what_there_is():
    chance = np.random.default_rng(12)
    for _ in range(20):
        quantity = chance.integers(1, 6, 14)
        asked = problem(
            parcel=chance.integers(50, 300, 12),
            line=chance.integers(1, 40, (3, 12))[np.arange(14) % 3] * quantity[:, None],
            unfilled=quantity * 500,
            quantity=quantity,
            products=np.arange(14) % 3,
            free=chance.integers(0, 9, (3, 12)),
        )
        found = solve(asked)
        check(asked, found)
        wanted = [int(quantity[np.arange(14) % 3 == k].sum()) for k in range(3)]
        there = [min(want, int(free)) for want, free in zip(wanted, asked.free.sum(1), strict=True)]
        assert sum(share.quantity for share in quantities(asked, found)) == sum(there)
