"""A store's last units are dear while its own customers come, and a full day costs more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.insights.running_out import risks_of
from app.insights.scopes import Scope, ScopeKind
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, Instant, business_day
from app.places.capacity import take
from app.places.loading import LoadNetwork, NewCapacity
from app.routing.engine.asking import Scarcity
from app.routing.queries import Wanted, needs_of
from app.routing.reading import network_of
from app.routing.scarcity import scarcity_of
from app.routing.territory import ReckonTerritories
from app.stock.forecast.cold import openings_of
from app.stock.forecast.nightly import ReckonDemand
from app.stock.ledger import move
from app.stock.lookup import free_of, inbound_of
from app.stock.queries import sku_stock
from app.stock.states import Bucket
from tests.orders.test_handlers_place import SITI
from tests.support.shop import AGENT, MUG, SHIRT, START, Shop, carry, open_shop, pickup, ship

WEEKS = 4
MENTENG = Scope(ScopeKind.STORE, "menteng", "Menteng", ("menteng",))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.engine.dispose()


def scarcity(shop: Shop, quantity: int = 1, product: str = SHIRT) -> Scarcity:
    with shop.engine.connect() as db:
        needs = needs_of(db, [Wanted("1", product, quantity)])
        network = network_of(db, shop.now)
        stock, inbound = free_of(db, [product]), inbound_of(db, [product])
        return scarcity_of(db, network, needs, stock, inbound, now=shop.now)


def free_at_place(shop: Shop, site_id: str) -> int:
    cell = shop.cell(site_id, SHIRT)
    return int(cell["available"] - cell["reserved"])


def sell_daily(shop: Shop, units: int) -> None:
    """Weeks in which the store sells so many shirts a day over the counter."""
    shop.stock("menteng", SHIRT, WEEKS * 7 * units)
    for _ in range(WEEKS * 7):
        shop.now = Instant(shop.now + DAY)
        shop.order(carry(SHIRT, units))
    shop.perform(ReckonDemand(site_id="menteng"), SYSTEM)


def test_what_nobody_knows_has_no_price(shop: Shop) -> None:
    assert scarcity(shop) == Scarcity()
    assert scarcity(shop, quantity=0) == Scarcity()


def test_the_last_units_of_a_store_are_dear_and_a_full_shelf_is_not(shop: Shop) -> None:
    sell_daily(shop, 1)
    cell = ("menteng", SHIRT)
    few = scarcity(shop).unit_minor[cell]
    assert 0 < few <= 499_000 * 40 // 100
    shop.stock("menteng", SHIRT, 12)
    more = scarcity(shop).unit_minor[cell]
    shop.stock("menteng", SHIRT, 400)
    assert scarcity(shop).unit_minor.get(cell, 0) < more < few
    assert not scarcity(shop, product=MUG).unit_minor


def test_a_shelf_lasts_as_the_stock_screen_and_the_stock_out_table_say(shop: Shop) -> None:
    sell_daily(shop, 2)
    shop.stock("menteng", SHIRT, 6)
    lasts = scarcity(shop).cover_days["menteng"]
    with shop.engine.connect() as db:
        seen = sku_stock(db, SHIRT, shop.now)
        (risk,) = [one for one in risks_of(db, MENTENG, shop.now) if one.product_id == SHIRT]
    assert seen is not None
    place = seen.place("menteng")
    assert place is not None
    assert place.cover == pytest.approx(lasts, rel=1e-3)
    assert risk.cover == int(lasts * 10)
    assert 3 < lasts < 8


def test_the_scarcest_line_tells_how_long_a_place_lasts(shop: Shop) -> None:
    sell_daily(shop, 1)
    shop.stock("menteng", SHIRT, 4)
    with shop.engine.connect() as db:
        needs = needs_of(db, [Wanted("1", SHIRT, 1), Wanted("2", MUG, 1)])
        network, stock = network_of(db, shop.now), free_of(db, [SHIRT, MUG])
        both = scarcity_of(db, network, needs, stock, {}, now=shop.now).cover_days
        sold_out = {**stock, ("menteng", SHIRT): 0}
        mugs = scarcity_of(db, network, needs, sold_out, {}, now=shop.now).cover_days
    assert 5 < both["menteng"] < 12
    assert mugs["menteng"] == float("inf"), "what is not there does not run out"
    assert "kemang" not in both, "nobody has reckoned it yet"


def test_what_is_new_grows_dear_as_it_sells(shop: Shop) -> None:
    """Nobody knows yet how a new shirt sells in Kemang, only how much of it has gone."""
    cell, told = ("kemang", SHIRT), []
    for _ in range(3):
        told.append(scarcity(shop).unit_minor.get(cell, 0))
        left = free_at_place(shop, "kemang")
        shop.order(pickup(SHIRT, left // 2, "kemang"))
    assert told[0] < told[1] < told[2] < 499_000 * 40 // 100 * 50 // 1_000


def test_what_stood_for_weeks_and_sold_nothing_is_not_new(shop: Shop) -> None:
    sell_daily(shop, 1)
    with shop.engine.connect() as db:
        assert ("menteng", MUG) not in openings_of(db, [MUG], now=shop.now)
        assert ("kemang", MUG) in openings_of(db, [MUG], now=shop.now)


def test_what_comes_tomorrow_makes_a_unit_cheaper(shop: Shop) -> None:
    sell_daily(shop, 1)
    before = scarcity(shop).unit_minor["menteng", SHIRT]
    shop.inbound("menteng", SHIRT, 50, shop.now + DAY)
    assert scarcity(shop).unit_minor.get(("menteng", SHIRT), 0) < before


def test_a_place_that_is_the_cheapest_for_many_is_dear_to_others(shop: Shop) -> None:
    for _ in range(3):
        shop.order(ship(SHIRT, 1), new_customer=SITI, ship_to="home", actor=AGENT)
    for site_id in ("menteng", "center"):
        free = free_at_place(shop, site_id)
        with shop.acting() as uow:
            move(
                uow,
                site_id=site_id,
                product_id=SHIRT,
                source=Bucket.AVAILABLE,
                target=Bucket.SCRAP,
                quantity=free,
                why="adjust",
            )
    shop.perform(ReckonTerritories(), SYSTEM)
    told = scarcity(shop).unit_minor
    assert told.keys() == {("kemang", SHIRT)}  # the only one left in Jakarta
    assert 0 < told["kemang", SHIRT] < 8_000  # what Bandung costs more
    shop.stock("kemang", SHIRT, 40)
    assert scarcity(shop).unit_minor == {}


def test_a_day_that_fills_up_costs_more(shop: Shop) -> None:
    picks = [
        NewCapacity(site_id="menteng", skill="pick", weekday=day, minutes=100) for day in range(7)
    ]
    shop.perform(LoadNetwork(capacities=picks), SYSTEM)
    assert not scarcity(shop).parcel_minor
    day = business_day(START, "Asia/Jakarta")
    told = []
    for minutes in (40, 60):
        with shop.acting() as uow:
            take(uow, site_id="menteng", skill="pick", day=day.toordinal(), minutes=minutes)
        told.append(scarcity(shop).parcel_minor["menteng"])
    assert 0 < told[0] < told[1] == 15_000 // 4
