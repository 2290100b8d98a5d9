"""A wave from the database and back: claims move by the ledger, nobody is promised worse."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.customers.commands import NewAddress, NewCustomer
from app.fulfillment.tables import fulfillments
from app.kit.actor import SYSTEM
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.orders.tables import order_events, order_lines
from app.places.tables import cutoffs
from app.routing.explained import replays
from app.routing.tables import sourcing_decisions
from app.routing.waves.planning import plan_wave
from app.routing.waves.releasing import MovedOrder, PlacedUnits, ReleaseWave
from app.routing.waves.reoptimise import reoptimise
from tests.support.shop import CENTER, MUG, SHIRT, START, STORES, Shop, open_shop, ship

SITES = (*STORES, CENTER)
FAR = START + 9 * DAY


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Every place has a carrier at noon; it is evening, so all that is sent gathers."""
    shop = open_shop(tmp_path)
    with shop.acting() as uow:
        for site in SITES:
            uow.insert(
                cutoffs, {"id": f"cut-{site}", "site_id": site, "service": "x", "at": "12:00"}
            )
    yield shop
    shop.check()
    shop.engine.dispose()


def send(shop: Shop, who: str, postcode: str, *lines: Any) -> str:
    address = NewAddress(
        address_id=f"home-{who}",
        street="Jl. Sabang 1",
        city="Jakarta",
        province="DKI",
        postcode=postcode,
    )
    customer = NewCustomer(customer_id=who, name=who, phone="081234567890", address=address)
    placed = shop.order(*lines, new_customer=customer, ship_to=f"home-{who}")
    return str(placed["order_id"])


def plan(shop: Shop, sites: Sequence[str] = SITES) -> Any:
    with shop.engine.connect() as db:
        return plan_wave(db, sites, now=shop.now, seconds=20.0, place=reoptimise)


def released(shop: Shop, wave: Any) -> None:
    moved = [
        MovedOrder(
            order_id=order_id,
            placed=[
                PlacedUnits(line_id=one.line_id, site_id=one.site_id, quantity=one.quantity)
                for one in placed
            ],
            decision=wave.decisions.get(order_id),
        )
        for order_id, placed in sorted(wave.moved.items())
    ]
    shop.perform(ReleaseWave(order_ids=list(wave.order_ids), moved=moved), SYSTEM)


def test_what_is_to_be_sent_gathers_until_its_wave(shop: Shop) -> None:
    order_id = send(shop, "ani", "10310", ship(SHIRT, 2, CENTER))
    line = shop.only(order_lines)
    assert (line["allocated"], line["released"]) == (2, 0)
    assert not shop.rows(fulfillments)
    wave = plan(shop)
    assert wave.order_ids == (order_id,)
    released(shop, wave)
    assert shop.only(order_lines)["released"] == 2
    assert shop.only(fulfillments)["state"] == "open"


def test_two_orders_swap_when_both_are_nearer_then(shop: Shop) -> None:
    """The one in Bandung holds a shirt in Jakarta, the one in Jakarta one in Bandung."""
    first = send(shop, "ani", "40111", ship(SHIRT, 5, "menteng", promise_to=FAR))
    second = send(shop, "budi", "10310", ship(SHIRT, 5, "bandung", promise_to=FAR))
    wave = plan(shop)
    assert wave.saved_minor > 0
    assert set(wave.moved) <= {first, second}
    before = {row["id"]: row["promise_to"] for row in shop.rows(order_lines)}
    released(shop, wave)
    for row in shop.rows(order_lines):
        assert row["released"] == 5
        assert row["promise_to"] == before[row["id"]]
    told = [row["reason"] for row in shop.rows(order_events, act="re_source")]
    assert told
    assert set(told) == {"wave"}
    decisions = shop.rows(sourcing_decisions, why="wave")
    assert {row["order_id"] for row in decisions} == set(wave.moved)
    with shop.engine.connect() as db:
        assert all(replays(db, row["id"]) for row in decisions)


def test_a_wave_that_is_out_of_date_changes_nothing(shop: Shop) -> None:
    order_id = send(shop, "ani", "10310", ship(SHIRT, 5, "menteng"))
    line = shop.only(order_lines)
    part = PlacedUnits(line_id=line["id"], site_id="kemang", quantity=5)
    stale = ReleaseWave(order_ids=[order_id], moved=[MovedOrder(order_id=order_id, placed=[part])])
    send(shop, "budi", "10310", ship(SHIRT, 1, "kemang"))
    with pytest.raises(Refusal, match="wave_stale"):
        shop.perform(stale, SYSTEM)
    assert shop.only(order_lines, id=line["id"])["allocated"] == 5


def test_a_part_that_was_changed_meanwhile_is_stale(shop: Shop) -> None:
    order_id = send(shop, "ani", "10310", ship(MUG, 2, "menteng"))
    wave = plan(shop)
    placed = PlacedUnits(line_id=shop.only(order_lines)["id"], site_id=CENTER, quantity=1)
    with pytest.raises(Refusal, match="wave_stale"):
        shop.perform(
            ReleaseWave(
                order_ids=list(wave.order_ids),
                moved=[MovedOrder(order_id=order_id, placed=[placed])],
            ),
            SYSTEM,
        )


def test_no_orders_are_no_wave(shop: Shop) -> None:
    assert plan(shop).order_ids == ()
