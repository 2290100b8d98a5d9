"""What can be promised of a basket: cells, papers, waiting orders and protection in one read."""

from pathlib import Path

import pytest

from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant
from app.orders.states import Method
from app.places.loading import LoadNetwork, NewHandling
from app.routing.available import Supply, supply_of
from app.routing.model import Code
from app.routing.queries import Wanted, promise_for
from app.stock.commands import (
    AcquireLeases,
    InboundLine,
    LeaseItem,
    LoadInbound,
    NewPurchase,
    NewSupplier,
    NewTransfer,
)
from app.stock.counting import CountedLine, DiscardCount, FinishCount, OpenCount
from app.stock.protection import LoadChannelRules, NewChannelRule
from app.stock.states import PurchaseState
from tests.support.shop import (
    CENTER,
    CLERK,
    MUG,
    SCARF,
    SHIRT,
    START,
    Shop,
    at_store,
    open_shop,
    pickup,
)

SOON = Instant(START + 3 * DAY)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def _supply(shop: Shop, **told: object) -> Supply:
    with shop.engine.connect() as db:
        return supply_of(db, [SHIRT], now=shop.now, **told)  # type: ignore[arg-type]


def _rules(shop: Shop, *rules: NewChannelRule) -> None:
    shop.perform(LoadChannelRules(rules=list(rules)), SYSTEM)


def _bought(shop: Shop, quantity: int, supplier: str = "Tenun Jaya") -> None:
    line = InboundLine(product_id=SHIRT, quantity=quantity)
    order = NewPurchase(
        id=f"po-{quantity}-{supplier}",
        number="PO-1",
        supplier=supplier,
        site_id="kemang",
        state=PurchaseState.CONFIRMED,
        eta=SOON,
        lines=[line],
    )
    shop.perform(LoadInbound(purchases=[order]), SYSTEM)


def test_each_place_gives_what_is_free_there(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 2))
    free = _supply(shop).free
    assert free == {
        ("menteng", SHIRT): 3,
        ("kemang", SHIRT): 5,
        ("bandung", SHIRT): 5,
        (CENTER, SHIRT): 50,
    }


def test_a_basket_of_nothing_asks_nothing(shop: Shop) -> None:
    with shop.engine.connect() as db:
        assert supply_of(db, [], now=shop.now).free == {}


def test_goods_on_their_way_count_when_they_are_on_the_shelf(shop: Shop) -> None:
    slow = NewHandling(site_id="kemang", dock_minutes=6 * 60)
    shop.perform(LoadNetwork(handling=[slow]), SYSTEM)
    _bought(shop, 10)
    assert _supply(shop).inbound == {("kemang", SHIRT): ((10, SOON + 6 * HOUR),)}


def test_a_transfer_counts_whole(shop: Shop) -> None:
    line = InboundLine(product_id=SHIRT, quantity=4)
    sent = NewTransfer(
        id="t1", number="T-1", from_site_id=CENTER, to_site_id="kemang", eta=SOON, lines=[line]
    )
    shop.perform(LoadInbound(transfers=[sent]), SYSTEM)
    assert _supply(shop).inbound == {("kemang", SHIRT): ((4, SOON),)}
    assert _supply(shop).free[CENTER, SHIRT] == 46


def test_a_supplier_is_trusted_as_far_as_he_is_known_to_be(shop: Shop) -> None:
    known = NewSupplier(id="s1", name="Tenun Jaya", reliability=800)
    shop.perform(LoadInbound(suppliers=[known]), SYSTEM)
    _bought(shop, 10)
    assert _supply(shop).inbound == {("kemang", SHIRT): ((8, SOON),)}


def test_what_somebody_waits_for_is_not_promised_again(shop: Shop) -> None:
    _bought(shop, 10)
    lines = pickup(SHIRT, 5 + 7, "kemang", promise_from=SOON, promise_to=SOON)
    shop.order(lines, tenders=[at_store(12 * 499_000)])
    supply = _supply(shop)
    assert supply.free["kemang", SHIRT] == 0
    assert supply.inbound == {("kemang", SHIRT): ((3, SOON),)}


def test_a_channel_leaves_the_others_what_they_keep(shop: Shop) -> None:
    _rules(shop, NewChannelRule(site_id="kemang", channel="web", keep=2))
    assert _supply(shop, channel="web").free["kemang", SHIRT] == 3
    assert _supply(shop, channel="store").free["kemang", SHIRT] == 5


def test_the_rule_for_a_product_goes_before_the_rule_for_all(shop: Shop) -> None:
    of_all = NewChannelRule(site_id="kemang", keep=4)
    _rules(shop, of_all, NewChannelRule(site_id="kemang", product_id=SHIRT, keep=1))
    assert _supply(shop).free["kemang", SHIRT] == 4


def test_a_place_that_does_not_send_a_product_is_no_source_of_parcels(shop: Shop) -> None:
    rules = [
        NewChannelRule(site_id=site, product_id=SHIRT, no_ship=True)
        for site in ("menteng", "kemang", CENTER)
    ]
    _rules(shop, *rules)
    basket = [Wanted("1", SHIRT, 1)]
    with shop.engine.connect() as db:
        sent = promise_for(db, basket, method=Method.SHIP, now=shop.now, postcode="10310")
        near = promise_for(db, basket, method=Method.PICKUP, now=shop.now, near_site="kemang")
    assert {parcel.site_id for option in sent.options for parcel in option.parcels} == {"bandung"}
    why = {one.site_id: one.reason.code for one in sent.excluded}
    assert why["kemang"] == why[CENTER] == Code.NO_SHIPPING
    assert near.options[0].parcels[0].site_id == "kemang"


def test_a_device_counts_what_it_was_lent(shop: Shop) -> None:
    asked = AcquireLeases(
        device_id=CLERK.device_id,
        items=[LeaseItem(site_id="menteng", product_id=SHIRT, quantity=3)],
    )
    shop.perform(asked, SYSTEM)
    assert _supply(shop).free["menteng", SHIRT] == 4
    assert _supply(shop, device_id=CLERK.device_id).free["menteng", SHIRT] == 5


def test_what_a_count_did_not_find_is_not_promised_until_it_is_posted(shop: Shop) -> None:
    shop.perform(OpenCount(count_id="c1", number="C-1", site_id="menteng"))
    missing = CountedLine(product_id=SHIRT, counted=3, expected=5)
    more = CountedLine(product_id=MUG, counted=9, expected=5)
    shop.perform(FinishCount(count_id="c1", lines=[missing, more]))
    assert _supply(shop).free["menteng", SHIRT] == 3
    with shop.engine.connect() as db:
        assert supply_of(db, [MUG, SCARF], now=shop.now).free["menteng", MUG] == 5
    shop.perform(DiscardCount(count_id="c1"))
    assert _supply(shop).free["menteng", SHIRT] == 5
