"""What a customer prefers to the way that is offered first is what is done, and is written down."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fulfillment.tables import fulfillments
from app.kit.clock import DAY, HOUR
from app.orders.commands import CancelLines, Edits, LineDelivery, LineQuantity
from app.orders.grouping import NOT_THERE, incomplete_groups
from app.orders.reasons import CancelReason
from app.orders.states import Method, Preferred, Units
from app.orders.tables import order_lines
from app.orders.unreleased import sites_with_unreleased, unreleased_orders
from app.routing.explained import replays, sourced_of
from app.routing.supply.handlers import SupplyWaiting
from app.routing.tables import sourcing_decisions
from app.storage.schema import Side
from tests.orders.test_handlers_change import change
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CHINO, SHIRT, START, Shop, pickup, ship

ETA = START + 2 * DAY
LATER = START + 5 * DAY
WAITS: dict[str, Any] = {"preferred": Preferred.WAIT, "ship_group": "wait", "promise_to": LATER}


def wait_for_one_parcel(shop: Shop, side: Side = Side.SERVER) -> str:
    """Seven shirts, of which Menteng has five, and trousers, of which it has enough."""
    shop.inbound("menteng", SHIRT, 10, ETA)
    lines = (ship(SHIRT, 7, "menteng", **WAITS), ship(CHINO, 1, "menteng", **WAITS))
    placed = shop.order(*lines, new_customer=SITI, ship_to="home", side=side)
    return str(placed["order_id"])


def units(shop: Shop) -> dict[str, dict[str, int]]:
    states = (Units.BACKORDERED, Units.ALLOCATED, Units.RELEASED)
    return {
        row["product_id"]: {state.value: row[state.value] for state in states if row[state.value]}
        for row in shop.rows(order_lines)
    }


def come(shop: Shop) -> None:
    shop.stock("menteng", SHIRT, 10)
    shop.perform(SupplyWaiting(site_id="menteng", product_ids=[SHIRT]))


@pytest.mark.parametrize("side", [Side.DESK, Side.SERVER])
def test_who_waits_for_one_parcel_gets_one_parcel(shop: Shop, side: Side) -> None:
    wait_for_one_parcel(shop, side)
    assert units(shop) == {SHIRT: {"allocated": 5, "backordered": 2}, CHINO: {"allocated": 1}}
    assert not shop.rows(fulfillments)
    come(shop)
    assert units(shop) == {SHIRT: {"released": 7}, CHINO: {"released": 1}}
    assert [row["site_id"] for row in shop.rows(fulfillments)] == ["menteng"]


def test_who_does_not_wait_gets_the_rest_from_elsewhere_at_once(shop: Shop) -> None:
    shop.inbound("menteng", SHIRT, 10, ETA)
    shop.order(ship(SHIRT, 7, "menteng", promise_to=LATER), new_customer=SITI, ship_to="home")
    assert units(shop)[SHIRT] == {"released": 7}


def test_what_is_not_wanted_any_more_keeps_nothing_waiting(shop: Shop) -> None:
    order_id = wait_for_one_parcel(shop)
    line = next(row for row in shop.rows(order_lines) if row["product_id"] == SHIRT)
    gone = [LineQuantity(line_id=line["id"], quantity=2)]
    reason = CancelReason.CUSTOMER_REQUEST
    shop.perform(CancelLines(order_id=order_id, lines=gone, reason=reason))
    assert units(shop) == {SHIRT: {"released": 5}, CHINO: {"released": 1}}


def test_what_goes_another_way_after_all_keeps_nothing_waiting(shop: Shop) -> None:
    order_id = wait_for_one_parcel(shop)
    line = next(row for row in shop.rows(order_lines) if row["product_id"] == SHIRT)
    other = LineDelivery(
        line_id=line["id"],
        method=Method.PICKUP,
        site_id="kemang",
        promise_from=START + HOUR,
        promise_to=START + DAY,
    )
    change(shop, order_id, Edits(deliveries=[other]))
    assert units(shop)[CHINO] == {"released": 1}
    assert [row["ship_group"] for row in shop.rows(order_lines, product_id=SHIRT)] == [""]


def test_no_wave_takes_apart_what_waits_for_one_parcel(shop: Shop) -> None:
    wait_for_one_parcel(shop)
    with shop.engine.connect() as db:
        assert sites_with_unreleased(db) == []
        assert unreleased_orders(db, ["menteng"], 100) == []


def test_a_pickup_waits_as_well_and_is_told_once(shop: Shop) -> None:
    shop.inbound("menteng", SHIRT, 10, ETA)
    lines = (pickup(SHIRT, 7, **WAITS), pickup(CHINO, 1, **WAITS))
    shop.order(*lines, new_customer=SITI)
    assert units(shop)[CHINO] == {"allocated": 1}
    come(shop)
    assert units(shop) == {SHIRT: {"released": 7}, CHINO: {"released": 1}}


def test_the_decision_says_who_let_the_customer_wait_and_what_was_possible(shop: Shop) -> None:
    order_id = wait_for_one_parcel(shop)
    with shop.engine.connect() as db:
        (found,) = sourced_of(db, order_id)
        assert replays(db, found.decision_id)
    assert (found.told_by, found.preferred) == ("clerk", "wait")
    assert found.best.units == 8
    assert found.told is None


def test_the_decision_says_who_split_an_order_and_what_that_costs(shop: Shop) -> None:
    soon = ship(SHIRT, 1, "menteng", preferred=Preferred.SPLIT, promise_to=START + 2 * DAY)
    rest = ship(CHINO, 1, "bandung", preferred=Preferred.SPLIT, promise_to=LATER)
    placed = shop.order(soon, rest, new_customer=SITI, ship_to="home")
    with shop.engine.connect() as db:
        (found,) = sourced_of(db, str(placed["order_id"]))
        assert replays(db, found.decision_id)
    assert (found.told_by, found.preferred) == ("clerk", "split")
    assert found.told is not None
    assert set(found.told.site_ids) == {"menteng", "bandung"}
    assert len(found.best.site_ids) == 1
    assert shop.only(sourcing_decisions)["dearer_minor"] > 0
    assert {row["site_id"] for row in shop.rows(fulfillments)} == {"menteng", "bandung"}


def test_a_row_that_is_sent_from_elsewhere_has_its_own_parcel(shop: Shop) -> None:
    there = ship(SHIRT, 1, "menteng", promise_to=LATER)
    here = ship(CHINO, 1, "kemang", preferred=Preferred.APART, promise_to=LATER)
    shop.order(there, here, new_customer=SITI, ship_to="home")
    assert {row["site_id"] for row in shop.rows(fulfillments)} == {"menteng", "kemang"}
    assert shop.only(sourcing_decisions)["preferred"] == "apart"


# ---------------------------------------------------------------- for any order

lines = st.lists(
    st.fixed_dictionaries(
        {
            "ship_group": st.sampled_from(["", "a", "b"]),
            **{state.value: st.integers(0, 2) for state in Units},
        }
    ),
    max_size=6,
)


@given(lines)
def test_a_group_goes_exactly_when_each_of_its_units_has_a_place(told: list[dict]) -> None:
    for line in told:
        there = all(
            not other[state.value]
            for other in told
            for state in NOT_THERE
            if other["ship_group"] == line["ship_group"]
        )
        goes = line["ship_group"] not in incomplete_groups(told)
        assert goes is (there or not line["ship_group"])
