"""The formulas by hand, ranges by drawing, and what was counted in place of what was assumed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fulfillment.tables import fulfillments
from app.insights.benefit.formulas import FORMULAS, net, pickup, recovered, returned, shipped
from app.insights.benefit.inputs import (
    KEYS,
    STANDARD,
    Input,
    Part,
    Source,
    Unit,
    in_order,
    with_own,
)
from app.insights.benefit.measuring import benefit_of, measured
from app.insights.benefit.ranges import benefit, draw
from app.insights.benefit.serving import Served, served_lately
from app.insights.scopes import Scope, ScopeKind
from app.kit.clock import HOUR
from tests.insights.trade import traded
from tests.support.shop import START, open_shop

USUAL = {
    one.key: np.asarray(one.base / (1_000 if one.unit is Unit.SHARE else 1), np.float64)
    for one in STANDARD
}


def test_pickup_is_what_a_calculator_says() -> None:
    an_order = 0.12 * 450_000 * 0.47 + 0.88 * 6_000 + 0.15 * 140_000 * 0.47 - 0.06 * 29_500
    assert float(pickup(USUAL)) == pytest.approx(60_000 * 0.2 * an_order)


def test_returns_are_what_a_calculator_says() -> None:
    a_return = 24_000 + 300_000 * 0.16 + 0.15 * 450_000 * 0.47 + 0.10 * 140_000 * 0.47
    assert float(returned(USUAL)) == pytest.approx(5_400 * 0.45 * a_return)


def test_ship_from_store_is_what_a_calculator_says() -> None:
    saved = 5_000 * 0.6 * 0.65 * 450_000 * 0.47
    kept = 1_500 * 110_000
    whole = saved - 8_000 * 7_000 + kept - 700 * 0.55 * 180_000 + 25_000_000
    assert float(recovered(USUAL)) == pytest.approx(saved)
    assert float(shipped(USUAL)) == pytest.approx(whole)


def test_an_order_that_two_ways_saved_counts_once() -> None:
    parts = sum(float(formula(USUAL)) for formula in FORMULAS.values())
    assert float(net(USUAL)) == pytest.approx(parts - 0.15 * float(recovered(USUAL)))


def test_every_figure_of_a_formula_is_asked_for_and_moves_something() -> None:
    found = benefit(STANDARD)
    moved = {swing.key for swing in found.swings}
    assert moved == KEYS - {"once"}  # what it costs once is no part of a year
    widths = [abs(swing.at_high - swing.at_low) for swing in found.swings]
    assert widths == sorted(widths, reverse=True)


def test_the_same_figures_give_the_same_answer() -> None:
    assert benefit(STANDARD) == benefit(STANDARD)


@given(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted))
def test_draws_stay_between_low_and_high_with_the_mean_of_a_triangle(three: list[int]) -> None:
    low, base, high = three
    one = Input("aov", Part.PICKUP, Unit.MONEY, low, base, high)
    drawn = draw([one])["aov"]
    assert low <= drawn.min() <= drawn.max() <= high
    assert drawn.mean() == pytest.approx(sum(three) / 3, abs=max(1.0, (high - low) * 0.02))


def test_what_is_known_is_not_drawn_and_leaves_the_others_alone() -> None:
    known = [replace(one, low=one.base, high=one.base) for one in STANDARD]
    sure = benefit(known)
    assert sure.net.low == sure.net.middle == sure.net.high == sure.usual
    assert sure.swings == ()
    half = [
        replace(one, low=one.base, high=one.base) if one.key == "aov" else one for one in STANDARD
    ]
    assert (draw(half)["orders"] == draw(STANDARD)["orders"]).all()


def test_what_costs_more_than_it_brings_never_pays_back() -> None:
    dear = with_own({"running": (10**11, 10**11, 10**11)}, {})
    found = benefit(dear)
    assert found.months is None
    assert found.net.high < 0


def test_it_pays_back_when_the_years_have_brought_what_it_cost() -> None:
    known = [replace(one, low=one.base, high=one.base) for one in STANDARD]
    found = benefit(known)
    once = next(one.base for one in STANDARD if one.key == "once")
    assert found.months is not None
    assert found.months.middle == -(-once * 12 // found.usual)


def test_nonsense_is_not_assumed() -> None:
    own = {"aov": (5, 4, 6), "margin": (0, 500, 1_001), "gone": (1, 2, 3), "orders": (1, 2, 3)}
    inputs = {one.key: one for one in with_own(own, {})}
    assert {key for key, one in inputs.items() if one.source is Source.OWN} == {"orders"}
    assert not in_order(Unit.MONEY, (-1, 0, 1))


def test_what_was_counted_takes_the_place_of_what_was_assumed(tmp_path: Path) -> None:
    shop = traded(tmp_path)
    company = Scope(ScopeKind.COMPANY, "", "", ("menteng", "kemang", "bandung", "center", "care"))
    one_store = Scope(ScopeKind.STORE, "menteng", "Menteng", ("menteng",))
    mine = Scope(ScopeKind.OWN, "agent", "", ("menteng",), user_id="agent")
    with shop.engine.connect() as db:
        found = measured(db, company, now=shop.now, currency="IDR")
        here = measured(db, one_store, now=shop.now, currency="IDR")
        assert measured(db, mine, now=shop.now, currency="IDR") == {}
        assert measured(db, company, now=shop.now, currency="USD") == {}
        told = benefit_of(db, company, {"aov": (1, 2, 3)}, {}, now=shop.now, currency="IDR")
    shop.engine.dispose()
    assert found["aov"] == (499_000, 8)  # ten shirts by phone
    assert found["orders"] == (10 * 365 // 8, 8)
    assert found["pickup_share"] == (900, 8)  # one was not found
    assert found["returns"] == (8 * 365 // 8, 8)
    assert here.keys() == {"aov", "pickup_share"}  # how many there are is asked of the company
    aov = next(one for one in told.inputs if one.key == "aov")
    assert (aov.base, aov.source, aov.days) == (499_000, Source.MEASURED, 8)


def test_less_than_a_week_is_not_counted(tmp_path: Path) -> None:
    shop = traded(tmp_path, days=5)
    company = Scope(ScopeKind.COMPANY, "", "", ("menteng", "kemang"))
    with shop.engine.connect() as db:
        assert measured(db, company, now=shop.now, currency="IDR") == {}
    shop.engine.dispose()


def test_parcels_are_told_by_where_they_came_from_and_whether_in_time(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)
    company = Scope(ScopeKind.COMPANY, "", "", ("menteng", "kemang", "center"))
    ended = (
        ("a", "menteng", "pickup", 10, 12),
        ("b", "menteng", "pickup", 14, 12),
        ("c", "kemang", "ship", 9, 12),
        ("d", "center", "ship", 9, None),
        ("e", "center", "ship", -31 * 24, 12),
        ("f", "bandung", "ship", 9, 12),
    )
    with shop.acting() as uow:
        uow.insert(
            fulfillments,
            *(
                {
                    "id": row_id,
                    "order_id": "o",
                    "site_id": site,
                    "method": method,
                    "state": "closed",
                    "due_at": None if due is None else START + due * HOUR,
                    "closed_at": START + at * HOUR,
                }
                for row_id, site, method, at, due in ended
            ),
        )
    with shop.engine.connect() as db:
        found = served_lately(db, company, START + 20 * HOUR)
    shop.engine.dispose()
    assert found == Served(collected=2, from_stores=1, from_centers=1, promised=3, kept=2)
    assert found.parcels == 4
