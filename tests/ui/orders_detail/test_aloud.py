"""Where is my order, as one reads it to the customer: in both languages, in every state."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk.order.detail import order_detail
from app.fulfillment.commands import HandOver, Proof
from app.kit.clock import DAY, Instant
from app.orders.commands import CancelLines, HoldOrder, LineQuantity
from app.orders.reasons import CancelReason, HoldReason
from app.orders.states import Method
from tests.support.shop import CLERK, MANAGER, SHIRT, Shop, at_store, open_shop, pay_link, pickup
from tests.ui.orders_detail.scene import SITI, Scene
from ui.orders.detail.aloud import LANGUAGES, aloud


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def read(shop: Shop, order_id: str, language: str = "en") -> str:
    with shop.engine.connect() as db:
        found = order_detail(db, order_id, device_id=CLERK.device_id, now=shop.now)
    assert found is not None
    return aloud(found, language, shop.now)


def test_what_waits_for_its_time_says_when_and_what_is_to_pay(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT), tenders=[at_store(499_000)])["order_id"]
    assert read(shop, order_id) == (
        "Shirt will be ready at Menteng today by 23:13. Rp 499.000 is still to be paid."
    )
    assert read(shop, order_id, "id") == (
        "Shirt siap diambil di Menteng hari ini pukul 23:13. Sisa pembayaran Rp 499.000."
    )


def test_what_is_overdue_is_owned_up_to(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT), tenders=[at_store(499_000)])["order_id"]
    shop.now = Instant(shop.now + DAY)
    assert "I will find out why it is late" in read(shop, order_id)
    assert "saya cari tahu penyebabnya" in read(shop, order_id, "id")


def test_an_unpaid_link_says_what_we_wait_for(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT), tenders=[pay_link(499_000)])["order_id"]
    assert "We start as soon as your payment is here." in read(shop, order_id)


def test_a_hold_is_told_and_its_reason_is_not(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT))["order_id"]
    shop.perform(HoldOrder(order_id=order_id, reason=HoldReason.FRAUD_CHECK), MANAGER)
    assert "The order is on hold." in read(shop, order_id)
    assert "fraud" not in read(shop, order_id).lower()


def test_a_cancelled_order_says_so(shop: Shop) -> None:
    sold = shop.order(pickup(SHIRT))
    lines = [LineQuantity(line_id=sold["line_ids"][0], quantity=1)]
    shop.perform(
        CancelLines(order_id=sold["order_id"], lines=lines, reason=CancelReason.TOO_LATE), CLERK
    )
    assert read(shop, sold["order_id"]).startswith("Shirt was cancelled.")
    assert read(shop, sold["order_id"], "id").startswith("Shirt dibatalkan.")


def test_what_was_handed_over_is_past(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.shop.perform(
        HandOver(fulfillment_id=scene.parcel(Method.PICKUP), proof=Proof.ID, code_checked=True),
        CLERK,
    )
    told = read(scene.shop, scene.order_id)
    assert "Linen Shirt White and Cotton Socks 3-pack were handed over" in told
    assert told.endswith("All is paid.")
    scene.shop.engine.dispose()


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_items_are_counted_and_names_are_read_as_they_are(shop: Shop, language: str) -> None:
    order_id = shop.order(*(pickup(SHIRT) for _ in range(4)))["order_id"]
    told = read(shop, order_id, language)
    assert ("4 items" if language == "en" else "4 barang") in told
    assert "{" not in told
    assert SITI not in told
