"""Orders are sourced as a whole, what failed is not asked again, and each decision is on record."""

from typing import Any

import sqlalchemy as sa

from app.cases.tables import cases
from app.fulfillment.commands import ShortPick
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR
from app.orders.states import Method
from app.orders.tables import order_lines
from app.places.tables import service_rates
from app.routing.engine.decision import replay
from app.routing.engine.record import unpacked
from app.routing.model import Code
from app.routing.queues.model import MOST_REJECTIONS
from app.routing.tables import sourcing_decisions
from app.stock.protection import LoadChannelRules, NewChannelRule
from app.stock.tables import reservations
from tests.orders.test_handlers_place import SITI
from tests.support.shop import (
    CENTER,
    CHINO,
    CLERK,
    MUG,
    SCARF,
    SHIRT,
    START,
    Shop,
    pickup,
    ship,
)

HOME: dict[str, Any] = {"new_customer": SITI, "ship_to": "home"}


def fail(shop: Shop, line_id: str, units: int = 1) -> str:
    """The place that has it finds the goods damaged, and another one is asked for; the place."""
    part = max(shop.rows(fulfillment_lines, line_id=line_id), key=lambda row: row["quantity"])
    parcel = shop.only(fulfillments, id=part["fulfillment_id"])
    shop.perform(
        ShortPick(
            fulfillment_id=parcel["id"],
            line_id=line_id,
            quantity=units,
            reason=ShortReason.DAMAGED,
            then=ShortNext.RE_SOURCE,
        )
    )
    return str(parcel["site_id"])


def claimed(shop: Shop, line_id: str) -> dict[str, int]:
    rows = shop.rows(reservations, line_id=line_id, state="held")
    return {row["site_id"]: row["quantity"] for row in rows}


def test_lines_of_an_order_come_in_one_parcel_when_one_place_has_all(shop: Shop) -> None:
    lines = [ship(product, 3, None) for product in (SHIRT, MUG, SCARF)]
    placed = shop.order(*lines, **HOME)
    sites = {site for line_id in placed["line_ids"] for site in claimed(shop, line_id)}
    assert len(sites) == 1


def test_a_decision_is_on_record_and_replays(shop: Shop) -> None:
    shop.order(ship(SHIRT, 7, None), ship(MUG, 1, None), **HOME)
    row = shop.only(sourcing_decisions)
    decision = unpacked(row["record"])
    assert replay(decision) == decision.solution
    assert decision.reason.code in set(Code)
    assert (row["why"], row["method"], row["dearer_minor"]) == ("placed", "ship", 0)
    assert row["overridden_by"] is None
    assert row["cost_minor"] == sum(decision.priced.vector(decision.solution).values())


def test_the_place_that_was_told_is_kept_and_what_it_costs_more_is_noted(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 1, "bandung", promise_to=START + 4 * DAY), **HOME)
    assert claimed(shop, placed["line_ids"][0]) == {"bandung": 1}
    row = shop.only(sourcing_decisions)
    assert (row["overridden_by"], row["dearer_minor"]) == (CLERK.user_id, 8_000)
    assert unpacked(row["record"]).chosen is not None


def test_a_pickup_is_where_the_customer_said_and_needs_no_decision(shop: Shop) -> None:
    shop.order(pickup(SHIRT))
    assert not shop.rows(sourcing_decisions)


def test_what_the_told_place_lacks_comes_from_others(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 8, "menteng"), **HOME)
    assert sum(claimed(shop, placed["line_ids"][0]).values()) == 8
    assert "menteng" not in claimed(shop, placed["line_ids"][0])


def test_without_rates_the_order_waits_with_a_case(shop: Shop) -> None:
    with shop.engine.begin() as db:
        db.execute(sa.delete(service_rates))
    shop.order(ship(SHIRT, 1, None), **HOME)
    assert shop.only(order_lines)["backordered"] == 1
    assert [row["kind"] for row in shop.rows(cases)] == ["shortfall"]
    excluded = unpacked(shop.only(sourcing_decisions)["record"]).priced.excluded
    assert {one.reason.code for one in excluded} == {Code.CARRIER_NOT_SERVING}


def test_a_large_order_is_sourced(shop: Shop) -> None:
    lines = [ship((SHIRT, MUG, SCARF, CHINO)[n % 4], 1, None) for n in range(60)]
    placed = shop.order(*lines, **HOME)
    assert sum(sum(claimed(shop, one).values()) for one in placed["line_ids"]) == 60
    decision = unpacked(shop.only(sourcing_decisions)["record"])
    assert replay(decision) == decision.solution


def test_a_quantity_beyond_all_stock_takes_what_there_is(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 9_999, None, promise_to=START + 4 * DAY), **HOME)
    assert sum(claimed(shop, placed["line_ids"][0]).values()) == 65
    assert shop.only(order_lines)["backordered"] == 9_999 - 65


def test_places_that_failed_are_not_asked_again(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 1, None), **HOME)
    (line_id,) = placed["line_ids"]
    asked = [fail(shop, line_id) for _ in range(MOST_REJECTIONS)]
    assert len(set(asked)) == MOST_REJECTIONS
    rows = sorted(shop.rows(sourcing_decisions), key=lambda row: row["at"])
    assert [row["why"] for row in rows] == ["placed", "rejected", "rejected"]
    for row, before in zip(rows[1:], asked, strict=False):
        decision = unpacked(row["record"])
        assert replay(decision) == decision.solution
        told = {one.site_id: one.reason.code for one in decision.priced.excluded}
        assert told[before] == Code.REJECTED_BEFORE


def test_after_three_places_a_person_looks_at_it(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 1, None), **HOME)
    (line_id,) = placed["line_ids"]
    for _ in range(MOST_REJECTIONS):
        fail(shop, line_id)
    line = shop.only(order_lines)
    assert (line["backordered"], line["released"]) == (1, 0)
    assert "shortfall" in [row["kind"] for row in shop.rows(cases)]


def test_a_pickup_that_fails_moves_to_another_store_and_is_never_sent(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT))
    (line_id,) = placed["line_ids"]
    assert fail(shop, line_id) == "menteng"
    line = shop.only(order_lines)
    assert (line["method"], line["site_id"]) == ("pickup", "kemang")
    fail(shop, line_id)
    assert shop.only(order_lines)["site_id"] == "bandung"
    fail(shop, line_id)
    line = shop.only(order_lines)
    assert (line["method"], line["backordered"]) == (Method.PICKUP.value, 1)
    assert shop.cell(CENTER, SHIRT)["reserved"] == 0


def test_nobody_is_given_a_later_time_unasked(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 1, "menteng", promise_to=START + HOUR), **HOME)
    fail(shop, placed["line_ids"][0])
    line = shop.only(order_lines)
    assert (line["backordered"], line["promise_to"]) == (1, START + HOUR)
    last = max(shop.rows(sourcing_decisions), key=lambda row: row["at"])
    told = {one.site_id: one.reason.code for one in unpacked(last["record"]).priced.excluded}
    assert told == {
        "menteng": Code.REJECTED_BEFORE,
        "kemang": Code.TOO_LATE,
        "bandung": Code.TOO_LATE,
        CENTER: Code.TOO_LATE,
    }


def test_a_store_that_sends_nothing_of_it_is_left_out(shop: Shop) -> None:
    away = [NewChannelRule(site_id=CENTER, product_id=SHIRT, no_ship=True)]
    shop.perform(LoadChannelRules(rules=away), SYSTEM)
    placed = shop.order(ship(SHIRT, 6, None), **HOME)
    assert CENTER not in claimed(shop, placed["line_ids"][0])
    excluded = unpacked(shop.only(sourcing_decisions)["record"]).priced.excluded
    assert {one.site_id: one.reason.code for one in excluded}[CENTER] == Code.NO_SHIPPING
