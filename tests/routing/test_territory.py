"""What a place's stock saves the orders around it, night after night."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.orders.commands import OrderLine
from app.pricing.margins import ASSUMED_PERCENT
from app.routing.territory import (
    DAYS,
    PER_DAY,
    ReckonTerritories,
    Territory,
    night_of,
    territories_of,
)
from app.stock import ledger
from app.stock.states import Bucket
from tests.orders.test_handlers_place import SITI
from tests.support.shop import AGENT, CENTER, MUG, PRICES, SHIRT, Shop, open_shop, ship

FARTHER = 8_000  # a parcel between the two zones costs so much more


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def send(shop: Shop, *lines: OrderLine) -> None:
    """To Jakarta."""
    shop.order(*lines, new_customer=SITI, ship_to="home", actor=AGENT)


def night(shop: Shop) -> int:
    return int(shop.perform(ReckonTerritories(), SYSTEM)["territories"])


def found(shop: Shop, product_id: str) -> dict[str, Territory]:
    with shop.engine.connect() as db:
        told = territories_of(db, [product_id])
    return {site: one for (site, _), one in told.items()}


def empty(shop: Shop, product_id: str, *site_ids: str) -> None:
    for site_id in site_ids:
        with shop.acting() as uow:
            ledger.move(
                uow,
                site_id=site_id,
                product_id=product_id,
                source=Bucket.AVAILABLE,
                target=Bucket.SCRAP,
                quantity=ledger.available_at(uow, site_id, product_id),
                why="adjust",
            )


def test_where_the_next_place_costs_the_same_nothing_is_saved(shop: Shop) -> None:
    send(shop, ship(SHIRT, 2))
    assert night(shop) == 0
    assert found(shop, SHIRT) == {}


def test_the_last_place_of_a_zone_saves_what_the_next_zone_costs_more(shop: Shop) -> None:
    send(shop, ship(SHIRT, 2))
    send(shop, ship(SHIRT, 1), ship(MUG, 1))
    empty(shop, SHIRT, "menteng", "kemang")
    assert night(shop) == 1
    assert found(shop, SHIRT) == {CENTER: Territory(3 * PER_DAY // DAYS, FARTHER)}
    assert found(shop, MUG) == {}
    assert night(shop) == 0, "nothing changed since"


def test_who_alone_has_it_saves_the_sale_and_nobody_pays_more_than_that(shop: Shop) -> None:
    send(shop, ship(SHIRT, 1))
    empty(shop, SHIRT, "menteng", "kemang", "bandung")
    night(shop)
    assert found(shop, SHIRT)[CENTER].saves_minor == PRICES[SHIRT] * ASSUMED_PERCENT // 100


def test_what_is_nobodys_cheapest_any_more_is_told_as_none(shop: Shop) -> None:
    send(shop, ship(SHIRT, 1))
    empty(shop, SHIRT, "menteng", "kemang")
    night(shop)
    shop.stock("kemang", SHIRT, 4)
    assert night(shop) == 1
    assert found(shop, SHIRT) == {}
    empty(shop, SHIRT, "kemang")
    night(shop)
    shop.now = Instant(shop.now + (DAYS + 1) * DAY)
    night(shop)
    assert found(shop, SHIRT) == {}, "nobody asked for it in four weeks"


def test_the_night_has_one_name_per_day_and_is_the_servers_own(shop: Shop) -> None:
    assert night_of(shop.now)[1] == night_of(Instant(shop.now + 1))[1]
    assert night_of(shop.now)[1] != night_of(Instant(shop.now + DAY))[1]
    with pytest.raises(Refusal, match="not_allowed"):
        shop.perform(ReckonTerritories(), AGENT)
