"""What gathers at a place that cannot do it in time goes elsewhere, and never comes later by it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers.commands import NewAddress, NewCustomer
from app.fulfillment.untaken import untaken
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant, business_day
from app.orders.holds import hold
from app.orders.reasons import HoldReason
from app.orders.tables import order_events, order_lines
from app.places.loading import (
    LoadNetwork,
    NewCapacityException,
    NewCutoff,
    NewHandling,
    NewOutage,
)
from app.routing.network import Skill
from app.routing.queues.attempts import AT_CAPACITY, CARRIER_OUT
from app.routing.queues.model import MOST_REJECTIONS
from app.routing.queues.moving import stranded
from app.routing.reading import network_of
from app.stock.commands import AskHold, HeldUnits
from app.stock.holding import LASTS
from app.work.over_full import leaving
from tests.support.shop import (
    CENTER,
    CLERK,
    CLERK_KEMANG,
    SHIRT,
    START,
    STORES,
    Shop,
    open_shop,
    pickup,
    ship,
)

SITES = (*STORES, CENTER)
FAR = START + 9 * DAY
TODAY = business_day(START, "Asia/Jakarta")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """The carrier comes everywhere at noon; it is evening, so all that is sent gathers."""
    shop = gathering(tmp_path)
    yield shop
    shop.check()
    shop.engine.dispose()


def gathering(folder: Path, url: str = "") -> Shop:
    shop = open_shop(folder, url)
    handling = [NewHandling(site_id=site, pick_unit=10) for site in SITES]
    times = [NewCutoff(site_id=site, service="reg", at="12:00") for site in SITES]
    shop.perform(LoadNetwork(cutoffs=times, handling=handling), SYSTEM)
    return shop


def send(shop: Shop, who: str, units: int = 2, site: str | None = "kemang", **told: Any) -> str:
    address = NewAddress(
        address_id=f"home-{who}",
        street="Jl. Sabang 1",
        city="Jakarta",
        province="DKI",
        postcode="10310",
    )
    customer = NewCustomer(customer_id=who, name=who, phone="081234567890", address=address)
    told.setdefault("promise_to", FAR)
    kept = {"hold_id": told.pop("hold_id")} if "hold_id" in told else {}
    line = ship(SHIRT, units, site, **told)
    placed = shop.order(line, new_customer=customer, ship_to=f"home-{who}", **kept)
    return str(placed["order_id"])


def room(shop: Shop, minutes: int, site: str = "kemang") -> None:
    """Of picking, from now on: somebody is ill."""
    days = [
        NewCapacityException(site_id=site, skill="pick", day=TODAY.toordinal() + ahead, minutes=m)
        for ahead, m in enumerate([minutes] * 3)
    ]
    shop.perform(LoadNetwork(exceptions=days), SYSTEM)


def used(shop: Shop, site: str = "kemang") -> int:
    with shop.engine.connect() as db:
        return network_of(db, shop.now).rooms[site, Skill.PICK, TODAY].used


def work(shop: Shop) -> list[int]:
    """One round: how many units each command moved."""
    with shop.engine.connect() as db:
        network = network_of(db, shop.now)
        due = [*leaving(db, network, shop.now), *stranded(db, network, shop.now)]
    return [int(shop.perform(command, SYSTEM)["units"]) for command in due]


def at(shop: Shop, order_id: str) -> str:
    return str(shop.only(order_lines, order_id=order_id)["site_id"])


def out(shop: Shop, *days: int, site: str | None = "kemang") -> None:
    told = [NewOutage(service="reg", site_id=site, day=TODAY.toordinal() + day) for day in days]
    shop.perform(LoadNetwork(outages=told), SYSTEM)


# ---------------------------------------------------------------- too much for a day


def test_the_newest_orders_leave_a_day_that_is_too_full_until_the_rest_fits(shop: Shop) -> None:
    first, second = send(shop, "ani"), send(shop, "budi")
    room(shop, 30)
    assert used(shop) == 40
    assert work(shop) == [2, 0], "the newest one left; the other fits"
    assert (at(shop, first), used(shop)) == ("kemang", 20)
    moved = shop.only(order_lines, order_id=second)
    assert moved["site_id"] != "kemang"
    assert moved["promise_to"] <= FAR
    told = shop.only(order_events, act="re_source")
    assert (told["reason"], told["site_id"]) == (AT_CAPACITY, "kemang")
    assert work(shop) == []


@pytest.mark.postgres
def test_full_days_and_carriers_are_found_on_postgresql_too(
    tmp_path: Path, postgres_url: str
) -> None:
    shop = gathering(tmp_path, postgres_url)
    kept = send(shop, "ani", promise_to=START + 3 * DAY)
    send(shop, "budi")
    room(shop, 30)
    assert work(shop) == [2, 0]
    out(shop, 1, 2, 3)
    assert work(shop) == [2]
    assert at(shop, kept) != "kemang"
    shop.check()
    shop.engine.dispose()


def test_what_other_places_would_bring_later_stays(shop: Shop) -> None:
    order_id = send(shop, "ani", promise_to=START + 2 * HOUR)
    room(shop, 5)
    assert work(shop) == [0]
    assert at(shop, order_id) == "kemang"
    assert shop.only(order_lines)["promise_to"] == START + 2 * HOUR


def test_what_is_held_or_collected_stays(shop: Shop) -> None:
    held = send(shop, "ani")
    with shop.acting() as uow:
        hold(uow, held, HoldReason.MANUAL)
    tomorrow = Instant(START + DAY)
    shop.order(pickup(SHIRT, 1, "kemang", promise_from=tomorrow, promise_to=tomorrow))
    room(shop, 5)
    assert set(work(shop)) <= {0}
    assert at(shop, held) == "kemang"


def test_nobody_is_moved_about_for_ever(shop: Shop) -> None:
    order_id = send(shop, "ani")
    line = shop.only(order_lines)
    with shop.acting() as uow:
        for step in range(MOST_REJECTIONS):
            uow.insert(
                order_events,
                {
                    "id": f"e{step}",
                    "order_id": order_id,
                    "line_id": line["id"],
                    "act": "offer",
                    "reason": AT_CAPACITY,
                    "user_id": uow.actor.user_id,
                    "device_id": uow.actor.device_id,
                    "command_id": uow.command_id,
                    "at": uow.now,
                    "step": step,
                },
            )
    room(shop, 5)
    assert work(shop) == [0]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9)), min_size=1, max_size=5),
    st.integers(0, 80),
)
def test_a_day_gets_no_fuller_and_no_promise_later(
    tmp_path_factory: pytest.TempPathFactory, orders: list[tuple[int, int]], minutes: int
) -> None:
    shop = gathering(tmp_path_factory.mktemp("full"))
    for number, (units, days) in enumerate(orders):
        send(shop, f"c{number}", units, promise_to=START + days * DAY)
    told = {row["id"]: (row["promise_to"], row["backordered"]) for row in shop.rows(order_lines)}
    room(shop, minutes)
    before = used(shop)
    moved = sum(work(shop))
    assert used(shop) <= before
    assert moved == 0 or before > minutes
    for row in shop.rows(order_lines):
        promised, waiting = told[row["id"]]
        assert row["promise_to"] <= promised
        assert row["backordered"] == waiting
    shop.check()
    shop.engine.dispose()


# ---------------------------------------------------------------- a carrier that does not come


def test_who_waits_for_a_carrier_that_does_not_come_goes_elsewhere(shop: Shop) -> None:
    soon = START + 3 * DAY  # with tomorrow's carrier it is there in time
    order_id = send(shop, "ani", promise_to=soon)
    assert work(shop) == []
    out(shop, 1, 2, 3)
    assert work(shop) == [2]
    moved = shop.only(order_lines, order_id=order_id)
    assert moved["site_id"] != "kemang"
    assert moved["promise_to"] <= soon
    told = shop.only(order_events, act="re_source")
    assert (told["reason"], told["site_id"]) == (CARRIER_OUT, "kemang")


def test_who_has_time_waits_for_the_carrier(shop: Shop) -> None:
    order_id = send(shop, "ani")
    out(shop, 1, 2)
    assert work(shop) == [0]
    assert at(shop, order_id) == "kemang"


def test_where_no_carrier_comes_anywhere_all_stay_where_they_are(shop: Shop) -> None:
    order_id = send(shop, "ani", promise_to=START + 3 * DAY)
    out(shop, *range(1, 9), site=None)
    assert work(shop) == [0]
    assert at(shop, order_id) == "kemang"


def test_a_new_order_is_not_promised_by_a_carrier_that_is_out(shop: Shop) -> None:
    out(shop, 1, 2, site=None)
    send(shop, "ani", site=None, promise_to=None)
    line = shop.only(order_lines)
    leaves = date.fromordinal(TODAY.toordinal() + 3)
    assert business_day(Instant(line["promise_to"]), "Asia/Jakarta") > leaves


def test_parcels_that_nobody_began_are_looked_at_too(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)  # without cut-offs all is work at once
    send(shop, "ani", promise_to=START + 3 * DAY)

    def reasons() -> list[str]:
        with shop.engine.connect() as db:
            return [c.reason for _, c in untaken(db, network_of(db, shop.now), shop.now)]

    assert reasons() == []
    out(shop, 0, 1, 2, 3)
    assert reasons() == [CARRIER_OUT]
    with shop.engine.connect() as db:
        (command,) = [c for _, c in untaken(db, network_of(db, shop.now), shop.now)]
    assert shop.perform(command, SYSTEM)["units"] == 2
    assert shop.only(order_lines)["site_id"] != "kemang"
    shop.check()
    shop.engine.dispose()


# ---------------------------------------------------------------- a hold that ran out


def test_goods_whose_hold_ran_out_come_from_elsewhere_when_somebody_was_quicker(
    shop: Shop,
) -> None:
    """What was told on the phone is kept all the same."""
    units = [HeldUnits(site_id="kemang", product_id=SHIRT, quantity=5)]
    shop.perform(AskHold(hold_id="draft", units=units, lasts=LASTS), CLERK)
    shop.now = Instant(shop.now + LASTS + HOUR)
    shop.order(pickup(SHIRT, 5, "kemang"), actor=CLERK_KEMANG)
    order_id = send(shop, "ani", 5, promise_to=FAR, hold_id="draft")
    line = shop.only(order_lines, order_id=order_id)
    assert line["site_id"] != "kemang"
    assert (line["allocated"], line["backordered"]) == (5, 0)
    assert line["promise_to"] <= FAR
