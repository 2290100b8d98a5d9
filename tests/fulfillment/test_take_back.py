"""A parcel that nobody takes up goes elsewhere in time, or stays; never once it is being picked."""

from typing import Any

from app.customers.commands import NewAddress, NewCustomer
from app.fulfillment.commands import Claim
from app.fulfillment.handlers.take_back import TakeBack
from app.fulfillment.tables import fulfillments
from app.fulfillment.untaken import ACCEPT_WITHIN, untaken
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant
from app.orders.tables import order_events, order_lines
from app.routing.queues.attempts import NOT_ACCEPTED
from app.routing.reading import network_of
from tests.support.shop import CLERK, SHIRT, START, Shop, pickup, ship

ANI = NewCustomer(
    customer_id="ani",
    name="Ani",
    phone="081234567890",
    address=NewAddress(
        address_id="home", street="Jl. Sabang 1", city="Jakarta", province="DKI", postcode="10310"
    ),
)


def sent(shop: Shop, units: int = 2, **told: Any) -> str:
    told.setdefault("promise_to", START + 9 * DAY)
    line = ship(SHIRT, units, "kemang", **told)
    return str(shop.order(line, new_customer=ANI, ship_to="home")["line_ids"][0])


def back(shop: Shop) -> int:
    parcel = shop.only(fulfillments, site_id="kemang")
    command = TakeBack(fulfillment_id=parcel["id"], reason=NOT_ACCEPTED)
    return int(shop.perform(command, SYSTEM)["units"])


def test_another_place_that_keeps_the_promise_has_it(shop: Shop) -> None:
    line_id = sent(shop)
    assert back(shop) == 2
    line = shop.only(order_lines, id=line_id)
    assert line["released"] == 2
    assert line["site_id"] != "kemang"
    assert line["promise_to"] <= START + 9 * DAY
    assert shop.only(fulfillments, site_id="kemang")["state"] == "cancelled"
    assert shop.cell("kemang", SHIRT)["reserved"] == 0
    told = shop.only(order_events, act="re_source")
    assert (told["reason"], told["site_id"]) == (NOT_ACCEPTED, "kemang")


def test_it_stays_when_elsewhere_it_would_be_late(shop: Shop) -> None:
    line_id = sent(shop, promise_to=START + 2 * HOUR)
    assert back(shop) == 0
    assert shop.only(order_lines, id=line_id)["site_id"] == "kemang"


def test_who_has_begun_goes_on(shop: Shop) -> None:
    sent(shop)
    parcel = shop.only(fulfillments)
    shop.perform(Claim(fulfillment_id=parcel["id"]), CLERK)
    assert back(shop) == 0


def test_a_pickup_never_moves_by_itself(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 1, "kemang"))
    assert back(shop) == 0


def test_only_opening_time_counts(shop: Shop) -> None:
    """It is 21:14 and the shop has closed; it opens at 09:00."""
    sent(shop)
    opens = START + 11 * HOUR + 47 * 60_000_000  # 09:00 and some seconds

    def due(at: int) -> list[str]:
        with shop.engine.connect() as db:
            found = untaken(db, network_of(db, Instant(at)), Instant(at))
            return [command.reason for _, command in found]

    assert due(opens + ACCEPT_WITHIN // 2) == []
    assert due(opens + ACCEPT_WITHIN) == [NOT_ACCEPTED]
