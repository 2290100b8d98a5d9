"""What an order takes of a place's day: reserved when it is placed, given back when it goes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, Instant, business_day
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.places.loading import LoadNetwork, NewCapacity, NewClosedDay, NewHandling
from app.routing.network import Room, Skill
from app.routing.reading import network_of
from app.work.tables import work_claims
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CENTER, SHIRT, START, Shop, open_shop, pickup, ship

MONDAY = business_day(START, "Asia/Jakarta")


def _after(days: int) -> date:
    return date.fromordinal(MONDAY.toordinal() + days)


def _send(shop: Shop, quantity: int) -> dict[str, Any]:
    return shop.order(ship(SHIRT, quantity), new_customer=SITI, ship_to="home")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = open_shop(tmp_path)
    work = [
        NewHandling(site_id="menteng", pick_unit=3, pick_parcel=2, stage_parcel=4),
        NewHandling(site_id=CENTER, pick_unit=5, pack_parcel=10),
    ]
    minutes = [
        NewCapacity(site_id=site, skill=skill, weekday=day, minutes=30)
        for site, skill in (("menteng", "pick"), (CENTER, "pick"), (CENTER, "pack"))
        for day in range(7)
    ]
    shop.perform(LoadNetwork(handling=work, capacities=minutes), SYSTEM)
    return shop


def _used(shop: Shop, site_id: str, skill: Skill, days: int = 0) -> int:
    with shop.engine.connect() as db:
        return network_of(db, shop.now).rooms[site_id, skill, _after(days)].used


def test_a_pickup_takes_minutes_of_the_day_it_was_promised_for(shop: Shop) -> None:
    tomorrow = Instant(START + DAY)
    shop.order(pickup(SHIRT, 2, promise_from=tomorrow, promise_to=tomorrow))
    assert _used(shop, "menteng", Skill.PICK) == 0
    assert _used(shop, "menteng", Skill.PICK, 1) == 2 + 2 * 3


def test_parcels_fill_a_day_and_go_on_with_the_next(shop: Shop) -> None:
    for _ in range(3):
        _send(shop, 2)
    assert _used(shop, CENTER, Skill.PACK) == 30
    _send(shop, 2)
    assert (_used(shop, CENTER, Skill.PACK), _used(shop, CENTER, Skill.PACK, 1)) == (30, 10)
    assert (_used(shop, CENTER, Skill.PICK), _used(shop, CENTER, Skill.PICK, 1)) == (30, 10)


def test_a_closed_day_is_no_day_for_parcels(shop: Shop) -> None:
    closed = [NewClosedDay(site_id=CENTER, day=MONDAY.toordinal(), name="Libur")]
    shop.perform(LoadNetwork(closed=closed), SYSTEM)
    _send(shop, 1)
    assert (_used(shop, CENTER, Skill.PICK), _used(shop, CENTER, Skill.PICK, 1)) == (0, 5)


def test_what_is_cancelled_gives_its_minutes_back(shop: Shop) -> None:
    placed = _send(shop, 3)
    (line_id,) = placed["line_ids"]
    assert _used(shop, CENTER, Skill.PICK) == 15
    for quantity, left in ((1, 10), (2, 0)):
        lines = [LineQuantity(line_id=line_id, quantity=quantity)]
        why = CancelReason.CUSTOMER_REQUEST
        shop.perform(CancelLines(order_id=placed["order_id"], lines=lines, reason=why))
        assert _used(shop, CENTER, Skill.PICK) == left
    assert _used(shop, CENTER, Skill.PACK) == 0
    assert shop.only(work_claims)["units"] == 0


def test_work_that_fits_no_day_is_there_all_the_same(shop: Shop) -> None:
    _send(shop, 9)
    with shop.engine.connect() as db:
        rooms = network_of(db, shop.now).rooms
    assert rooms[CENTER, Skill.PICK, MONDAY] == Room(30, 45)
    assert rooms[CENTER, Skill.PACK, MONDAY] == Room(30, 10)


def test_a_place_of_which_nobody_told_the_times_is_not_counted(shop: Shop) -> None:
    shop.order(pickup(SHIRT, site_id="kemang"))
    assert shop.rows(work_claims) == []
