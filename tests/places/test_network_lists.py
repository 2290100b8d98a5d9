"""A retailer's lists of carriers, hours and capacity: taken over as a whole, as often as told."""

from pathlib import Path

import pytest

from app.kit.actor import SYSTEM
from app.kit.errors import Refusal
from app.places.loading import LoadNetwork, NewCapacity, NewService, NewServiceRate
from app.places.serving import network_lists, network_version
from app.places.tables import service_rates
from tests.support.shop import CLERK, Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def _rate(to_zone: str, first: int = 9_000) -> NewServiceRate:
    return NewServiceRate(
        service="hemat",
        from_zone="jkt",
        to_zone=to_zone,
        first_kg_minor=first,
        per_kg_minor=2_000,
        days_from=1,
        days_to=3,
    )


def _load(shop: Shop, **lists: object) -> None:
    shop.perform(LoadNetwork(**lists), SYSTEM)  # type: ignore[arg-type]


def test_a_new_price_list_replaces_the_one_before(shop: Shop) -> None:
    _load(shop, rates=[_rate("jkt"), _rate("bdg")])
    _load(shop, rates=[_rate("jkt", 8_000)])
    with shop.engine.connect() as db:
        told = [(row["to_zone"], row["first_kg_minor"]) for row in network_lists(db).rates]
    assert told == [("jkt", 8_000)]


def test_a_list_that_is_not_told_stays(shop: Shop) -> None:
    _load(shop, services=[NewService(code="hemat", carrier="Hemat", level="standard")])
    _load(shop, rates=[_rate("jkt")])
    with shop.engine.connect() as db:
        assert [row["code"] for row in network_lists(db).services] == ["hemat"]


def test_what_comes_back_has_its_old_id(shop: Shop) -> None:
    _load(shop, rates=[_rate("jkt")])
    before = shop.only(service_rates, service="hemat")["id"]
    _load(shop, rates=[])
    _load(shop, rates=[_rate("jkt")])
    assert shop.only(service_rates, service="hemat")["id"] == before


def test_the_same_list_again_writes_nothing(shop: Shop) -> None:
    _load(shop, rates=[_rate("jkt")])
    with shop.engine.connect() as db:
        before = network_version(db)
    _load(shop, rates=[_rate("jkt")])
    with shop.engine.connect() as db:
        assert network_version(db) == before != ""


def test_a_list_that_says_two_things_about_one_pair_is_refused(shop: Shop) -> None:
    with pytest.raises(Refusal, match="told_twice"):
        _load(shop, rates=[_rate("jkt", 1), _rate("jkt", 2)])


def test_nobody_but_the_server_loads_lists(shop: Shop) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        shop.perform(LoadNetwork(capacities=[]), CLERK)


def test_a_place_may_have_no_minutes_at_all(shop: Shop) -> None:
    nothing = [
        NewCapacity(site_id="kemang", skill="pick", weekday=day, minutes=0) for day in range(7)
    ]
    _load(shop, capacities=nothing)
    with shop.engine.connect() as db:
        assert {row["minutes"] for row in network_lists(db).capacities} == {0}
