"""The shelves of a past morning, and what came and went besides the orders that go again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kit.clock import DAY, HOUR, Instant
from app.routing.places import places_of
from app.routing.replay.compare import compare
from app.routing.replay.model import Comparison, Figure, Span
from app.routing.replay.shelves import Moved, Shelves, shelves_of
from app.routing.rules.model import NO_RULES, Rule, RuleSet, Where, Wish
from tests.orders.test_handlers_place import SITI
from tests.support.shop import SHIRT, Shop, carry, open_shop, pickup, ship

ZONE = "Asia/Jakarta"
MENTENG = RuleSet(
    2, (Rule("1", "Menteng", Wish.REQUIRE, where=Where(sites=frozenset({"menteng"}))),)
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """It is ten in the morning of the second day; the first day's deliveries stand on the shelf."""
    shop = open_shop(tmp_path)
    shop.now = Instant(shop.now - shop.now % DAY + DAY + 3 * HOUR)
    yield shop
    shop.engine.dispose()


def _today(shop: Shop) -> Span:
    midnight = shop.now - shop.now % DAY - 7 * HOUR
    return Span(Instant(midnight), Instant(midnight + DAY), ZONE)


def _shelves(shop: Shop, span: Span) -> Shelves:
    with shop.engine.connect() as db:
        return shelves_of(db, span, [SHIRT], places_of(db))


def _at(shelves: Shelves, site_id: str) -> int:
    return int(shelves.free[0, shelves.places[site_id]])


def _moved(shelves: Shelves, days: dict[int, Moved], site_id: str) -> list[int]:
    column = shelves.places[site_id]
    return [int(m.units[m.columns == column].sum()) for m in days.values()]


def test_the_morning_is_what_stood_there_before_the_day_began(shop: Shop) -> None:
    span = _today(shop)
    shop.order(carry(SHIRT, 2))
    shop.stock("menteng", SHIRT, 7)
    shop.order(ship(SHIRT, 3, "menteng"), new_customer=SITI, ship_to="home")
    shelves = _shelves(shop, span)
    assert (_at(shelves, "menteng"), _at(shelves, "center")) == (5, 50)
    assert _moved(shelves, dict(shelves.came), "menteng") == [7]
    assert _moved(shelves, dict(shelves.counter), "menteng") == [2]


def test_goods_held_for_yesterdays_order_are_nobody_elses(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 2))
    shop.now = Instant(shop.now + DAY)
    assert _at(_shelves(shop, _today(shop)), "menteng") == 3


def test_days_after_the_span_are_taken_back(shop: Shop) -> None:
    span = _today(shop)
    shop.now = Instant(shop.now + DAY)
    shop.order(carry(SHIRT, 4))
    shop.stock("menteng", SHIRT, 20)
    shelves = _shelves(shop, span)
    assert _at(shelves, "menteng") == 5
    assert not shelves.came
    assert not shelves.counter


def test_who_comes_to_an_empty_shelf_is_counted_as_missed(shop: Shop) -> None:
    span = _today(shop)
    shop.order(carry(SHIRT, 4))
    shop.order(ship(SHIRT, 3, None, promise_to=None), new_customer=SITI, ship_to="home")
    with shop.engine.connect() as db:
        found = compare(db, span, NO_RULES, MENTENG)
    assert isinstance(found, Comparison)
    missed = found.line(Figure.WALK_INS)
    assert (missed.old, missed.new) == (0, 2)
    assert found.changed[0].new_places == ("Menteng",)


def test_a_pickup_takes_its_goods_under_any_rules(shop: Shop) -> None:
    span = _today(shop)
    shop.order(pickup(SHIRT, 3))
    shop.order(ship(SHIRT, 3, None, promise_to=None), new_customer=SITI, ship_to="home")
    with shop.engine.connect() as db:
        found = compare(db, span, NO_RULES, MENTENG)
    assert isinstance(found, Comparison)
    assert found.orders == 1
    assert found.line(Figure.FILL).new == pytest.approx(2 / 3)
