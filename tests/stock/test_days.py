"""The days of a product are the ledger's, day by day; demand, cover and the line ahead add up."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.insights.verify.runs import verify_server
from app.kit.clock import DAY, HOUR, Instant
from app.stock import ledger
from app.stock.days import RING, Effect, effect
from app.stock.forecast.calibration import demand, trust
from app.stock.forecast.tsb import Rates, Sales, rates
from app.stock.forecast.width import SMOOTH, Calibration
from app.stock.handlers import Posting, post_all
from app.stock.model import (
    AHEAD_DAYS,
    CHART_DAYS,
    LEAST,
    Demand,
    RecountRule,
    ahead,
    cover_days,
    demand_of,
    past_levels,
)
from app.stock.queries import sku_stock
from app.stock.states import Bucket
from app.stock.tables import stock_days, stock_movements
from app.storage.uow import UnitOfWork
from tests.support.shop import CHINO, MUG, START, Shop, open_shop

TODAY = date(2026, 9, 21).toordinal()
SURE = Calibration(level=1_000, floor=0)  # a place whose past forecasts came true
_units = st.integers(0, 30)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def sell(shop: Shop, quantity: int, *, site_id: str = "menteng", product_id: str = CHINO) -> None:
    with shop.acting() as uow:
        ledger.take(
            uow,
            site_id=site_id,
            product_id=product_id,
            target=Bucket.CUSTOMER,
            quantity=quantity,
            why="carry_out",
            document="",
            document_id="o" * 32,
        )


def days_agree(shop: Shop) -> bool:
    (result,) = verify_server(shop.engine, only={"S2"})
    return bool(result.ok)


def test_the_days_follow_the_ledger_and_the_ring_comes_round(shop: Shop) -> None:
    for day in range(RING + 20):
        shop.now = Instant(START + day * DAY)
        shop.stock("menteng", CHINO, 2)
        sell(shop, 1)
    with shop.engine.connect() as db:
        here = stock_days.c.product_id == CHINO, stock_days.c.site_id == "menteng"
        rows = db.execute(sa.select(stock_days).where(*here)).all()
        found = sku_stock(db, CHINO, shop.now)
    assert len(rows) == RING
    assert {(row.sold, row.change) for row in rows} == {(1, 1)}
    assert days_agree(shop)
    assert found is not None
    place = found.place("menteng")
    assert place is not None
    assert place.demand is not None
    assert place.demand.per_day == pytest.approx(1.0)
    assert place.cover == pytest.approx(place.atp / place.demand.ahead)


def test_a_pick_sells_nothing_and_an_undone_hand_over_was_no_sale() -> None:
    assert effect(Bucket.AVAILABLE, Bucket.COMMITTED, 3) == Effect()
    assert effect(Bucket.COMMITTED, Bucket.CUSTOMER, 3) == Effect(sold=3, change=-3)
    assert effect(Bucket.CUSTOMER, Bucket.COMMITTED, 3) == Effect(sold=-3, change=3)
    assert effect(Bucket.CUSTOMER, Bucket.AVAILABLE, 1) == Effect(change=1)
    assert effect(Bucket.AVAILABLE, Bucket.DAMAGED, 1) == Effect(change=-1)


def test_what_a_carrier_brought_left_the_shelf_before_and_any_place_could_have_sent_it() -> None:
    assert effect(Bucket.IN_TRANSIT, Bucket.CUSTOMER, 2) == Effect(sold=2, shipped=2)


def test_the_day_is_that_of_the_place(shop: Shop) -> None:
    shop.now = Instant(START + 10 * DAY - START % DAY + 16 * HOUR)  # 23:00 in Jakarta
    sell(shop, 1)
    shop.now = Instant(shop.now + 2 * HOUR)
    sell(shop, 2)
    with shop.engine.connect() as db:
        sold = stock_days.c.sold > 0
        rows = db.execute(sa.select(stock_days).where(sold).order_by(stock_days.c.day)).all()
    assert [(row.sold, row.day - rows[0].day) for row in rows] == [(1, 0), (2, 1)]
    assert days_agree(shop)


_past = st.lists(
    st.builds(
        Posting,
        site_id=st.sampled_from(["menteng", "kemang"]),
        product_id=st.sampled_from([CHINO, MUG]),
        source=st.sampled_from([Bucket.AVAILABLE, Bucket.COMMITTED, Bucket.CUSTOMER]),
        target=st.just(Bucket.CUSTOMER),
        quantity=st.integers(1, 4),
        why=st.just("sale"),
        document=st.just(""),
        document_id=st.none(),
        at=st.integers(0, 200).map(lambda back: START - back * DAY),
    ).filter(lambda one: one.source is Bucket.AVAILABLE),
    max_size=10,
)


def test_history_of_another_system_fills_the_last_quarter(shop: Shop) -> None:
    @given(_past)
    def any_history(past: list[Posting]) -> None:
        with shop.acting() as uow:
            post_all(uow, sorted(past, key=lambda one: one.at))
        assert days_agree(shop)

    any_history()
    with shop.engine.connect() as db:
        assert db.execute(sa.select(sa.func.min(stock_movements.c.at))).scalar_one() < START
        oldest = db.execute(sa.select(sa.func.min(stock_days.c.day))).scalar_one()
    assert oldest > TODAY - RING


def test_an_older_act_never_writes_over_a_later_day(shop: Shop) -> None:
    sell(shop, 1)

    def late(uow: UnitOfWork) -> None:
        at = uow.now - RING * DAY + HOUR
        lost = Posting("menteng", CHINO, Bucket.AVAILABLE, Bucket.CUSTOMER, 1, "sale", "", None, at)
        post_all(uow, [lost])

    with shop.acting() as uow:
        late(uow)
    assert days_agree(shop)


# ---------------------------------------------------------------- rules


def test_less_than_a_week_tells_no_demand() -> None:
    assert demand_of({}, today=TODAY, opened=TODAY - LEAST + 1) is None
    assert demand_of({}, today=TODAY, opened=TODAY - LEAST) == Demand(0.0, 0.0)


def test_today_is_not_over_and_does_not_count() -> None:
    found = demand_of({TODAY: 99, TODAY - 1: 14}, today=TODAY, opened=TODAY - 14)
    assert found is not None
    assert found.size == 14
    assert found.chance == pytest.approx(SMOOTH / (1 - (1 - SMOOTH) ** 14))


@given(st.dictionaries(st.integers(0, RING), st.integers(-2, 9)), st.integers(LEAST, RING))
def test_one_cell_is_reckoned_as_all_of_them_are(sold: dict[int, int], opened: int) -> None:
    told = {TODAY - ago: units for ago, units in sold.items() if ago <= opened}
    found = demand_of(told, today=TODAY, opened=TODAY - opened)
    bought = sorted((day, units) for day, units in told.items() if units > 0)
    days, units = np.array(bought, np.int64).reshape(-1, 2).T
    first = np.array([TODAY - opened], np.int64)
    one = rates(Sales(np.zeros_like(days), days, units.astype(np.float64), first), TODAY)
    assert found is not None
    assert found.chance == pytest.approx(float(one.chance[0]))
    assert found.size == pytest.approx(float(one.size[0]))


def test_cover_is_nothing_without_goods_and_unknown_without_buyers() -> None:
    assert cover_days(0, None) == 0.0
    assert cover_days(-3, Demand(1.0, 1.0)) == 0.0
    assert cover_days(5, None) is None
    assert cover_days(5, Demand(0.0, 0.0)) is None
    assert cover_days(214, Demand(1.0, 13.4, SURE)) == pytest.approx(15.97, abs=0.01)


@given(st.floats(0, 1), st.floats(0, 20), st.integers(400, 1_800), st.integers(0, 60))
def test_one_cell_goes_on_as_all_of_them_do(
    chance: float, size: float, level: int, floor: int
) -> None:
    by = Calibration(level=level, floor=floor)
    of_all = demand(Rates(np.array([chance]), np.array([size])), 1.0, trust(by))
    assert Demand(chance, size, by).ahead == pytest.approx(float(of_all.mean[0]))


@given(st.dictionaries(st.integers(TODAY - 90, TODAY), st.integers(-9, 9)), st.integers(0, 500))
def test_the_line_back_is_exact(change: dict[int, int], on_hand: int) -> None:
    levels = past_levels(on_hand, change, today=TODAY, opened=TODAY - 100)
    assert len(levels) == CHART_DAYS
    assert levels[-1] == (TODAY, on_hand)
    for (_, before), (day, level) in pairwise(levels):
        assert level - before == change.get(day, 0)


def test_the_line_back_begins_when_the_goods_came() -> None:
    levels = past_levels(5, {}, today=TODAY, opened=TODAY - 3)
    assert [day for day, _ in levels] == [TODAY - 3, TODAY - 2, TODAY - 1, TODAY]


def test_the_line_ahead_runs_out_when_cover_says_so() -> None:
    demand = Demand(1.0, 13.4, SURE)
    found = ahead(on_hand=301, claimed=63, kept=24, demand=demand, receipts=[], today=TODAY)
    assert found.runs_out == TODAY + 16
    assert found.unaided is None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.runs_out <= found.latest
    aided = ahead(
        on_hand=301,
        claimed=63,
        kept=24,
        demand=demand,
        receipts=[(TODAY + 4, 80), (TODAY - 2, 40)],
        today=TODAY,
    )
    assert aided.receipts == ((TODAY + 1, 40), (TODAY + 4, 80))
    assert aided.runs_out == TODAY + 25
    assert aided.unaided == TODAY + 16


def test_without_buyers_nothing_runs_out() -> None:
    found = ahead(on_hand=10, claimed=0, kept=2, demand=Demand(0.0, 0.0), receipts=[], today=TODAY)
    assert found.runs_out is None
    assert len(found.levels) == AHEAD_DAYS + 1


@given(_units, _units, st.integers(0, 60), st.integers(0, 9))
def test_a_right_count_is_never_asked_for_again(
    expected: int, over: int, percent: int, units: int
) -> None:
    rule = RecountRule(over_units=units, over_percent=percent)
    assert not rule.asks(expected, expected)
    counted = expected + over
    beyond = over > units or over * 100 > percent * max(expected, 1)
    assert rule.asks(expected, counted) is (over > 0 and beyond)
