"""The last unit is worth what is earned on it; where nobody tells a cost all is as it was."""

import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.actor import SYSTEM
from app.pricing.costs import LoadCosts, NewCost
from app.pricing.margins import ASSUMED_PERCENT
from app.routing.engine.costs import UNFILLED_MINOR, unfilled_of
from app.routing.engine.decision import Decision, replay
from app.routing.engine.record import packed, unpacked
from app.routing.explained import replays, sourced_of
from app.routing.queries import Wanted, needs_of
from app.stock.forecast.nightly import ReckonDemand
from app.storage.schema import Side
from tests.orders.test_handlers_place import SITI
from tests.routing.engine.test_record import decided
from tests.routing.test_scarcity import scarcity, sell_daily
from tests.routing.world import need
from tests.support.shop import AGENT, CHINO, PRICES, SHIRT, Shop, open_shop, ship

SIDES = (Side.SERVER, Side.DESK)
percents = st.none() | st.sampled_from([10, 30, 50, 70, 90])


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.engine.dispose()


def costs(shop: Shop, percent: int, product: str = SHIRT) -> None:
    told = NewCost(product_id=product, cost_minor=PRICES[product] * percent // 100)
    shop.perform(LoadCosts(costs=[told]), SYSTEM)


def last_one(shop: Shop) -> int:
    return scarcity(shop).unit_minor["menteng", SHIRT]


def test_the_last_unit_is_the_dearer_the_more_is_earned_on_it(shop: Shop) -> None:
    sell_daily(shop, 2)
    shop.stock("menteng", SHIRT, 1)
    shop.perform(ReckonDemand(site_id="menteng"), SYSTEM)
    assumed = last_one(shop)
    found = []
    for percent in (85, 65, 45, 5):
        costs(shop, percent)
        found.append(last_one(shop))
    assert found == sorted(found)
    assert found[0] < assumed < found[-1]


@given(st.integers(0, 10**9), st.sampled_from([10, 30, 50, 70]), st.integers(1, 3))
def test_a_higher_margin_never_makes_a_unit_worth_less(price: int, band: int, up: int) -> None:
    less, more = (
        need(unit_minor=price, margin_percent=percent) for percent in (band, band + 20 * up)
    )
    assert less.margin_minor <= more.margin_minor
    assert (unfilled_of([less]) <= unfilled_of([more])).all()


def test_without_a_cost_the_assumption_stands(shop: Shop) -> None:
    costs(shop, 20, CHINO)
    with shop.engine.connect() as db:
        shirt, chino = needs_of(db, [Wanted("1", SHIRT, 1), Wanted("2", CHINO, 1)])
    assert (shirt.margin_percent, chino.margin_percent) == (None, 70)
    assert shirt.margin_minor == PRICES[SHIRT] * ASSUMED_PERCENT // 100


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 10**7)), min_size=1, max_size=6))
def test_where_no_cost_is_known_leaving_out_costs_what_it_did(told: list[tuple[int, int]]) -> None:
    needs = [need(f"p{n}", many, unit_minor=price) for n, (many, price) in enumerate(told)]
    assert unfilled_of(needs).tolist() == [many * UNFILLED_MINOR for many, _ in told]


def test_what_earns_more_is_served_when_not_all_can_be() -> None:
    few = need("scarf", unit_minor=90_000, margin_percent=10)
    many = need("coat", unit_minor=90_000, margin_percent=70)
    stock = {("near", "scarf"): 1, ("far", "coat"): 1}
    decision = decided([few, many], stock, most_parcels=1)
    assert [line for line, at in enumerate(decision.solution.source) if at >= 0] == [1]


@given(percents, percents, st.integers(1, 3))
def test_a_decision_is_recorded_with_the_margin_and_replays(
    one: int | None, two: int | None, tees: int
) -> None:
    needs = [
        need("tee", tees, unit_minor=99_000, margin_percent=one),
        need("cap", 1, unit_minor=55_000, margin_percent=two),
    ]
    decision = decided(needs, {("near", "tee"): 2, ("far", "cap"): 3})
    read = unpacked(packed(decision))
    assert replay(read) == read.solution
    assert [one.margin_percent for one in read.priced.needs] == [one, two]
    assert packed(read) == packed(decision)


def as_before(decision: Decision) -> str:
    """As records were written before there were margins: five figures of each need."""
    raw = msgspec.msgpack.decode(zlib.decompress(b85decode(packed(decision))))
    raw[9] = [of_need[:5] for of_need in raw[9]]
    return b85encode(zlib.compress(msgspec.msgpack.encode(raw), 9)).decode()


def test_an_older_record_replays_as_it_was() -> None:
    decision = decided([need("tee", 2), need("cap", 1)], {("near", "tee"): 5, ("far", "cap"): 3})
    old = unpacked(as_before(decision))
    assert replay(old) == old.solution == unpacked(packed(decision)).solution
    assert old.solution.cost == decision.solution.cost
    assert np.array_equal(old.priced.problem.unfilled, decision.priced.problem.unfilled)
    assert {one.margin_percent for one in old.priced.needs} == {None}


def test_desk_and_server_decide_alike_with_costs(tmp_path: Path) -> None:
    """A desk has no cost and the server has: the answer is the same, and so is its record."""
    told = []
    for side in SIDES:
        folder = tmp_path / side.value
        folder.mkdir()
        shop = open_shop(folder)
        sell_daily(shop, 1)
        shop.stock("menteng", SHIRT, 1)
        shop.stock("kemang", SHIRT, 1)
        shop.perform(ReckonDemand(site_id="menteng"), SYSTEM)
        costs(shop, 10)
        if side is Side.DESK:
            with shop.engine.begin() as db:
                db.exec_driver_sql("DELETE FROM product_costs")
        shop.side = side
        made = shop.order(ship(SHIRT, 1), new_customer=SITI, ship_to="home", actor=AGENT)
        with shop.engine.connect() as db:
            (sourced,) = sourced_of(db, made["order_id"])
            assert replays(db, sourced.decision_id)
            record = db.exec_driver_sql("SELECT record FROM sourcing_decisions").scalar()
        told.append(record)
        shop.engine.dispose()
    assert told[0] == told[1]
