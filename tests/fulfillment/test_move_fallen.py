"""Goods that a correction took from an order come from elsewhere in time, or a person decides."""

from app.cases.tables import cases
from app.fulfillment.commands import Claim
from app.fulfillment.handlers.move_fallen import fallen
from app.fulfillment.tables import fulfillments
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR
from app.orders.tables import order_events, order_lines
from app.routing.queues.attempts import STOCK_CORRECTED
from app.stock.adjusting import AdjustStock
from tests.fulfillment.test_take_back import sent
from tests.support.shop import (
    CLERK_KEMANG,
    SHIRT,
    START,
    Shop,
    pickup,
)


def correct(shop: Shop, units: int = -3) -> None:
    lost = AdjustStock(
        number="A-1", site_id="kemang", product_id=SHIRT, quantity=units, reason="damaged"
    )
    shop.perform(lost, SYSTEM)


def work(shop: Shop) -> list[int]:
    with shop.engine.connect() as db:
        due = [command for _, command in fallen(db)]
    return [int(shop.perform(command, SYSTEM)["units"]) for command in due]


def test_what_is_not_there_comes_from_elsewhere_and_the_case_ends(shop: Shop) -> None:
    line_id = sent(shop, 4)
    correct(shop)
    assert shop.only(cases)["state"] == "open"
    assert work(shop) == [2], "two of the four are still there"
    line = shop.only(order_lines, id=line_id)
    assert (line["released"], line["backordered"]) == (4, 0)
    assert line["promise_to"] <= START + 9 * DAY
    units = {row["site_id"]: row for row in shop.rows(fulfillments)}
    assert len(units) == 2
    told = shop.only(order_events, act="re_source")
    assert (told["reason"], told["quantity"]) == (STOCK_CORRECTED, 2)
    case = shop.only(cases)
    assert (case["state"], case["resolution"]) == ("resolved", "moved")
    assert work(shop) == []


def test_what_would_be_late_elsewhere_is_for_a_person(shop: Shop) -> None:
    line_id = sent(shop, 4, promise_to=START + 2 * HOUR)
    correct(shop)
    assert work(shop) == [0]
    assert shop.only(order_lines, id=line_id)["site_id"] == "kemang"
    assert shop.only(cases)["state"] == "open"


def test_who_has_begun_to_pick_goes_on(shop: Shop) -> None:
    sent(shop, 4)
    shop.perform(Claim(fulfillment_id=shop.only(fulfillments)["id"]), CLERK_KEMANG)
    correct(shop)
    assert work(shop) == [0]


def test_a_pickup_is_never_turned_into_another_store_by_itself(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 4, "kemang"))
    correct(shop)
    assert work(shop) == [0]
    assert shop.only(cases)["state"] == "open"
