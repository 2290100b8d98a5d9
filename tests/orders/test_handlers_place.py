"""What an order promises the moment it is placed."""

from pathlib import Path
from typing import Any

import pytest

from app.cases.tables import cases
from app.customers.commands import NewAddress, NewCustomer
from app.customers.tables import customer_pii, customers
from app.features import REGISTER
from app.fulfillment.model import matches
from app.fulfillment.tables import fulfillments
from app.kit.clock import DAY, MINUTE, Instant
from app.kit.errors import Refusal
from app.notify.tables import effects, messages, pickup_secrets
from app.orders.commands import CancelLines, LineQuantity, PlaceOrder, ReleaseHold
from app.orders.reasons import CancelReason, HoldOutcome
from app.orders.tables import holds, order_lines, orders
from app.payments.commands import CapturePayLink
from app.payments.tables import payments
from app.storage.schema import Side
from tests.support.shop import (
    AGENT,
    CENTER,
    CHINO,
    CLERK,
    MANAGER,
    MUG,
    PRICES,
    SCARF,
    SHIRT,
    START,
    Shop,
    at_store,
    carry,
    cash,
    open_shop,
    pay_link,
    pickup,
    promote,
    ship,
)

SITI = NewCustomer(
    customer_id="siti",
    name="Siti Rahma",
    phone="0812 3456 7890",
    email="siti@example.com",
    address=NewAddress(
        address_id="home", street="Jl. Sabang 1", city="Jakarta", province="DKI", postcode="10340"
    ),
)


def refused(shop: Shop, code: str, *lines, **told) -> None:
    with pytest.raises(Refusal) as refusal:
        shop.order(*lines, **told)
    assert refusal.value.code == code
    assert not shop.rows(orders)


def test_a_pickup_order_claims_its_goods_and_lies_on_the_board_of_its_store(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT, 2, "kemang"), pickup(CHINO, 1, "kemang"))
    parcel = shop.only(fulfillments)
    assert (parcel["site_id"], parcel["state"]) == ("kemang", "open")
    assert shop.cell("kemang", SHIRT)["reserved"] == 2
    order = shop.only(orders, id=placed["order_id"])
    assert order["audience"].split() == [
        "orders:care",
        "orders:store:menteng",
        "orders:store:kemang",
    ]
    assert {row["assurance"] for row in shop.rows(order_lines)} == {"confirmed"}


def test_customer_lines_and_money_arrive_in_one_envelope(shop: Shop) -> None:
    drawer = shop.drawer()
    total = PRICES[SHIRT] + 2 * PRICES[MUG] + 18_000
    placed = shop.order(
        ship(SHIRT),
        carry(MUG, 2),
        new_customer=SITI,
        ship_to="home",
        shipping_minor=18_000,
        tenders=[cash(100_000, drawer), pay_link(total - 100_000)],
    )
    assert placed["total_minor"] == total
    assert shop.only(customer_pii)["phone"] == "+6281234567890"
    assert "customers:store:center" in shop.only(customers)["audience"]
    assert shop.cell("menteng", MUG)["available"] == 3
    assert [row["state"] for row in shop.rows(payments, kind="cash")] == ["captured"]
    assert shop.only(holds)["open"]
    assert not shop.rows(fulfillments), "an unpaid link holds the release"


def test_a_paid_link_releases_the_order(shop: Shop) -> None:
    shop.order(pickup(SHIRT), tenders=[pay_link(PRICES[SHIRT])], actor=AGENT)
    assert not shop.rows(fulfillments)
    paid = CapturePayLink(
        payment_id=shop.only(payments)["id"],
        amount_minor=PRICES[SHIRT],
        provider_reference="psp-1",
    )
    shop.perform(paid)
    assert shop.only(fulfillments)["state"] == "open"
    assert shop.only(orders)["paid_minor"] == PRICES[SHIRT]
    assert shop.perform(paid)["already"]


def test_money_for_a_cancelled_link_is_booked_and_a_person_is_told(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT), tenders=[pay_link(PRICES[SHIRT])], actor=AGENT)
    everything = [LineQuantity(line_id=placed["line_ids"][0], quantity=1)]
    shop.perform(
        CancelLines(
            order_id=placed["order_id"], lines=everything, reason=CancelReason.CUSTOMER_REQUEST
        ),
        AGENT,
    )
    assert shop.only(orders)["state"] == "cancelled"
    link = shop.only(payments)["id"]
    shop.perform(
        CapturePayLink(payment_id=link, amount_minor=PRICES[SHIRT], provider_reference="late")
    )
    assert shop.only(cases)["kind"] == "money_after_cancel"
    assert shop.only(orders)["paid_minor"] == PRICES[SHIRT]


def test_cancelling_gives_back_stock_promises_and_money(shop: Shop) -> None:
    drawer = shop.drawer()
    total = 3 * PRICES[SCARF]
    placed = shop.order(pickup(SCARF, 3), tenders=[cash(total, drawer)])
    (line_id,) = placed["line_ids"]
    for _ in range(3):
        one = [LineQuantity(line_id=line_id, quantity=1)]
        shop.perform(
            CancelLines(
                order_id=placed["order_id"], lines=one, reason=CancelReason.CUSTOMER_REQUEST
            )
        )
        shop.check()
    assert shop.only(orders)["refunded_minor"] == total
    assert shop.cell("menteng", SCARF)["reserved"] == 0
    assert shop.only(fulfillments)["state"] == "cancelled"


def test_told_less_is_honoured_and_told_more_is_lowered(shop: Shop) -> None:
    told = 2 * PRICES[SCARF] - 7
    first = shop.order(pickup(SCARF, 2), told=told)
    assert first["total_minor"] == told
    promote(shop, value=1000)
    second = shop.order(pickup(SCARF, 2))
    assert second["total_minor"] == 2 * PRICES[SCARF] - 30_000
    assert [row["kind"] for row in shop.rows(cases)] == ["price_changed"] * 2


def test_a_total_within_the_limit_is_honoured_and_goes_its_way(shop: Shop) -> None:
    shop.order(pickup(SCARF, 2), told=2 * PRICES[SCARF] * 95 // 100)
    assert shop.rows(holds) == []
    assert shop.only(fulfillments)["state"] == "open"


def test_a_total_that_its_person_could_not_give_waits_for_a_manager(shop: Shop) -> None:
    """A changed client tells any total: it is honoured, and its goods do not leave with it."""
    placed = shop.order(pickup(SCARF, 2), told=1)
    assert placed["total_minor"] == 1
    held = shop.only(holds)
    assert (held["reason"], held["open"]) == ("fraud_check", True)
    assert shop.rows(fulfillments) == []
    (case,) = shop.rows(cases)
    assert case["kind"] == "price_changed"
    assert '"over":10000' in case["evidence"]
    with pytest.raises(Refusal, match="hold_of_another"):
        shop.perform(ReleaseHold(hold_id=held["id"], outcome=HoldOutcome.RESOLVED))
    shop.perform(ReleaseHold(hold_id=held["id"], outcome=HoldOutcome.RESOLVED), MANAGER)
    assert shop.only(fulfillments)["state"] == "open"


@pytest.mark.parametrize("signed_in", [2, 0])
def test_an_offer_that_ended_on_the_way_explains_what_it_gave(shop: Shop, signed_in: int) -> None:
    """As long as the server itself let its person in before it ended."""
    promote(shop, value=2000, scope="line", ends_at=shop.now + 5 * MINUTE)
    told = PRICES[SCARF] - PRICES[SCARF] // 5
    command = PlaceOrder(
        number="JKT01-3-000777",
        pickup_code="A1B2C3",
        channel="store",
        site_id="menteng",
        language="id",
        currency="IDR",
        lines=[pickup(SCARF)],
        told_total_minor=told,
        tenders=[at_store(told)],
    )
    made_at = shop.now
    shop.now = Instant(shop.now + DAY)
    with shop.acting(CLERK) as uow:
        uow.occurred_at = made_at
        uow.signed_in_at = Instant(uow.now - signed_in * DAY)
        REGISTER.perform(uow, REGISTER.of(command), command)
    assert shop.only(orders)["total_minor"] == told
    assert shop.only(cases)["kind"] == "price_changed"
    assert bool(shop.rows(holds)) == (not signed_in)


def test_prices_by_hand_and_a_lower_total_are_weighed_as_one(shop: Shop) -> None:
    by_hand = PRICES[SHIRT] - PRICES[SHIRT] * 5 // 100
    shop.order(pickup(SHIRT, discount_hundredths=500), told=by_hand - PRICES[SHIRT] // 20)
    assert shop.only(holds)["reason"] == "fraud_check"
    shop.order(pickup(SHIRT), told=PRICES[SHIRT] * 72 // 100, actor=MANAGER)
    assert len(shop.rows(holds)) == 1


def test_what_was_carried_out_is_gone_and_is_told_alone(shop: Shop) -> None:
    drawer = shop.drawer()
    shop.order(carry(SCARF), told=1, tenders=[cash(1, drawer)])
    assert shop.rows(holds) == []
    assert '"over":' in shop.only(cases)["evidence"]


def test_a_promotion_that_was_told_opens_no_case(shop: Shop) -> None:
    promote(shop, scope="line", value=1000)
    total = PRICES[MUG] - 9_000
    assert shop.order(pickup(MUG), told=total)["total_minor"] == total
    assert not shop.rows(cases)


def test_a_clerk_gives_five_percent_and_a_manager_thirty(shop: Shop) -> None:
    refused(shop, "needs_approval", pickup(SHIRT, discount_hundredths=501))
    refused(shop, "needs_approval", pickup(SHIRT, override_minor=1, override_reason="damaged"))
    total = PRICES[SHIRT] - PRICES[SHIRT] * 3 // 10
    shop.order(pickup(SHIRT, discount_hundredths=3000), told=total, actor=MANAGER)
    assert not shop.rows(cases)


@pytest.mark.parametrize(
    ("code", "lines", "told"),
    [
        ("basket_empty", [], {}),
        ("quantity_out_of_range", [pickup(SHIRT, 0)], {}),
        ("quantity_out_of_range", [pickup(SHIRT, 10**9)], {}),
        ("product_unknown", [pickup("nothing")], {}),
        ("card_number_in_text", [pickup(SHIRT)], {"note": "4111 1111 1111 1111"}),
        ("card_number_in_text", [pickup(SHIRT, note="4111111111111111")], {}),
        ("address_missing", [ship(SHIRT)], {}),
        ("customer_unknown", [pickup(SHIRT)], {"customer_id": "nobody"}),
        ("tenders_differ", [pickup(SHIRT)], {"tenders": []}),
        ("not_allowed", [pickup(SHIRT)], {"tenders": [cash(PRICES[SHIRT], "d")], "actor": AGENT}),
    ],
)
def test_what_cannot_be_sold_is_refused_with_its_code(shop: Shop, code, lines, told) -> None:
    refused(shop, code, *lines, **told)


def test_goods_in_the_customers_hand_win_over_the_figures(shop: Shop) -> None:
    waiting = shop.order(pickup(MUG, 5))
    shop.order(carry(MUG, 7), actor=CLERK)
    assert shop.cell("menteng", MUG)["available"] == 0
    case = shop.only(cases)
    assert (case["kind"], case["subject_id"]) == ("shortfall", waiting["line_ids"][0])
    closed = [row["state"] for row in shop.rows(orders)]
    assert sorted(closed) == ["closed", "placed"]


def test_a_pickup_without_stock_waits_and_is_never_turned_into_shipping(shop: Shop) -> None:
    shop.order(pickup(SHIRT, 7))
    line = shop.only(order_lines)
    assert (line["method"], line["released"], line["backordered"]) == ("pickup", 5, 2)
    assert shop.only(cases)["kind"] == "shortfall"


def test_waiting_as_it_was_told_needs_nobody(shop: Shop) -> None:
    shop.inbound("menteng", SHIRT, 10, START + DAY)
    shop.order(pickup(SHIRT, 7, promise_from=START + DAY, promise_to=START + 2 * DAY))
    assert shop.only(order_lines)["backordered"] == 2
    assert not shop.rows(cases)


def test_a_parcel_goes_from_the_next_best_place_when_the_told_one_has_too_few(shop: Shop) -> None:
    placed = shop.order(ship(SHIRT, 6, "kemang"), new_customer=SITI, ship_to="home")
    line = shop.only(order_lines)
    assert (line["released"], line["site_id"]) == (6, CENTER)
    assert line["order_id"] == placed["order_id"]


def test_one_number_on_two_orders_is_accepted_and_told(shop: Shop) -> None:
    shop.order(pickup(SHIRT), number="JKT01-3-000001")
    shop.order(pickup(SHIRT), number="JKT01-3-000001")
    assert [row["kind"] for row in shop.rows(cases)] == ["number_clash"]


def test_the_desk_and_the_server_name_every_row_alike(shop: Shop, tmp_path: Path) -> None:
    other = tmp_path / "desk"
    other.mkdir()
    desk = open_shop(other)
    lines = (pickup(SHIRT, 2), ship(CHINO), carry(MUG))
    told: dict[str, Any] = {"new_customer": SITI, "ship_to": "home", "command_id": "f" * 32}
    shop.order(*lines, **told)
    desk.order(*lines, side=Side.DESK, **told)
    for table in (orders, order_lines, payments, fulfillments):
        assert [row["id"] for row in shop.rows(table)] == [row["id"] for row in desk.rows(table)]
    assert {row["assurance"] for row in desk.rows(order_lines)} == {"provisional", "confirmed"}
    assert not desk.rows(messages)
    desk.check()
    desk.engine.dispose()


def test_the_customer_is_told_once_and_the_code_is_only_kept_hashed(shop: Shop) -> None:
    placed = shop.order(pickup(SHIRT), new_customer=SITI)
    assert [row["kind"] for row in shop.rows(messages)] == ["confirmed"]
    assert len(shop.rows(effects)) == 1
    assert shop.only(pickup_secrets)["code"] == "A1B2C3"
    order = shop.only(orders, id=placed["order_id"])
    assert matches("a1b2c3", order["code_salt"], order["code_hash"])
