"""The network as sourcing sees it: what the lists say, read anew only when they changed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, Instant, business_day
from app.places.capacity import give_back, reserve, take
from app.places.loading import (
    LoadNetwork,
    NewCapacity,
    NewCapacityException,
    NewClosedDay,
    NewCutoff,
    NewHandling,
    NewHours,
)
from app.routing.network import Network, Room, Skill
from app.routing.reading import network_of
from tests.support.shop import CENTER, START, Shop, open_shop

MONDAY = business_day(START, "Asia/Jakarta")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def _network(shop: Shop, now: Instant = START) -> Network:
    with shop.engine.connect() as db:
        return network_of(db, now)


def _load(shop: Shop, **lists: object) -> None:
    shop.perform(LoadNetwork(**lists), SYSTEM)  # type: ignore[arg-type]


def _picks(minutes: int) -> list[NewCapacity]:
    return [NewCapacity(site_id="kemang", skill="pick", weekday=0, minutes=minutes)]


def test_what_the_lists_do_not_tell_has_no_bounds(shop: Shop) -> None:
    network = _network(shop)
    assert {place.site_id for place in network.places} == {"menteng", "kemang", "bandung", CENTER}
    assert [service.code for service in network.services] == ["reg"]
    assert len(network.rates) == 4
    assert not network.rooms
    assert not network.calendars
    assert not network.handling


def test_a_change_is_seen_at_the_next_question(shop: Shop) -> None:
    _load(shop, capacities=_picks(60))
    first = _network(shop)
    _load(shop, capacities=_picks(30))
    second = _network(shop)
    assert first.rooms["kemang", Skill.PICK, MONDAY] == Room(60, 0)
    assert second.rooms["kemang", Skill.PICK, MONDAY] == Room(30, 0)
    assert first.version != second.version


def test_what_did_not_change_is_not_read_again(shop: Shop) -> None:
    _load(shop, capacities=_picks(60))
    assert _network(shop).places is _network(shop).places


def test_a_weekday_that_is_not_told_has_no_minutes_and_a_told_day_has_its_own(shop: Shop) -> None:
    holiday = MONDAY.toordinal() + 7
    extra = NewCapacityException(site_id="kemang", skill="pick", day=holiday, minutes=200)
    _load(shop, capacities=_picks(60), exceptions=[extra])
    rooms = _network(shop).rooms
    assert rooms["kemang", Skill.PICK, date.fromordinal(MONDAY.toordinal() + 1)].minutes == 0
    assert rooms["kemang", Skill.PICK, date.fromordinal(holiday)].minutes == 200
    assert ("kemang", Skill.PACK, MONDAY) not in rooms


def test_a_place_with_hours_of_its_own_is_closed_on_the_days_it_does_not_tell(shop: Shop) -> None:
    day = MONDAY.toordinal() + 3
    _load(
        shop,
        hours=[NewHours(site_id=CENTER, weekday=0, opens="08:00", closes="16:00")],
        closed=[NewClosedDay(site_id=None, day=day, name="Idul Fitri")],
        cutoffs=[NewCutoff(site_id=CENTER, service="reg", at="15:00")],
    )
    network = _network(shop)
    assert network.calendars[CENTER].week == (("08:00", "16:00"), *[None] * 6)
    assert network.calendars["kemang"].week == (("09:00", "21:00"),) * 7
    assert all(date.fromordinal(day) in one.closed for one in network.calendars.values())
    assert network.cutoffs == {(CENTER, "reg"): "15:00"}


def test_handling_is_told_per_skill(shop: Shop) -> None:
    _load(shop, handling=[NewHandling(site_id=CENTER, parcel_minor=3_000, pick_unit=2)])
    handling = _network(shop).handling[CENTER]
    assert (handling.parcel_minor, handling.accepts_per_mille) == (3_000, 1_000)
    assert handling.minutes_per_unit[Skill.PICK] == 2


def test_minutes_are_taken_until_the_day_is_full_and_given_back(shop: Shop) -> None:
    _load(shop, capacities=_picks(60))
    day: dict[str, Any] = {"site_id": "kemang", "skill": "pick", "day": MONDAY.toordinal()}
    with shop.acting() as uow:
        assert reserve(uow, **day, minutes=40, most=60)
        assert not reserve(uow, **day, minutes=21, most=60)
        assert reserve(uow, **day, minutes=20, most=60)
        assert network_of(uow.db, uow.now).rooms["kemang", Skill.PICK, MONDAY] == Room(60, 60)
        give_back(uow, **day, minutes=20)
        take(uow, **day, minutes=100)
        assert network_of(uow.db, uow.now).rooms["kemang", Skill.PICK, MONDAY] == Room(60, 140)
        give_back(uow, **day, minutes=500)
        assert network_of(uow.db, uow.now).rooms["kemang", Skill.PICK, MONDAY] == Room(60, 0)


def test_tomorrow_is_another_window_of_days(shop: Shop) -> None:
    _load(shop, capacities=_picks(60))
    _network(shop)
    later = _network(shop, Instant(START + 30 * DAY))
    assert ("kemang", Skill.PICK, MONDAY) not in later.rooms
