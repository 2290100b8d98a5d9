"""A coupon is checked while the customer is there; what was promised with it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cases.tables import cases
from app.catalog.search import Found
from app.customers.commands import CreateCustomer
from app.kit.clock import DAY
from app.orders.capture import find_goods, quote
from app.orders.commands import CancelLines, LineQuantity
from app.orders.coupons import Coupon
from app.orders.reasons import CancelReason
from app.orders.tables import order_adjustments, orders
from app.storage.schema import Side
from tests.support.shop import (
    AGENT,
    CHINO,
    MUG,
    PRICES,
    SHIRT,
    START,
    Shop,
    open_shop,
    pickup,
    promote,
)

OFF = 50_000
PAID = PRICES[SHIRT] - OFF


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    for customer, phone in (("siti", "0812345678"), ("budi", "0812345679")):
        made.perform(CreateCustomer(customer_id=customer, name=customer, phone=phone), AGENT)
    yield made
    made.check()
    made.engine.dispose()


def coupon(shop: Shop, **more: Any) -> None:
    told = {"code": "NOV50", "name": "Nov", "kind": "amount", "value": OFF, "coupon": True}
    promote(shop, **told, **more)


def asked(shop: Shop, text: str, customer_id: str | None = "siti") -> Found | Coupon:
    with shop.engine.begin() as db:
        return find_goods(db, text, customer_id=customer_id, now=shop.now)


def buy(shop: Shop, customer: str | None = "siti", *, told: int = PAID, **more: Any) -> str:
    placed = shop.order(pickup(SHIRT), coupons=["nov50 "], customer_id=customer, told=told, **more)
    return str(placed["order_id"])


def told(shop: Shop) -> list[str]:
    return [msgspec.json.decode(row["evidence"])["code"] for row in shop.rows(cases)]


def test_a_coupon_takes_off_only_when_its_code_is_given(shop: Shop) -> None:
    coupon(shop)
    shop.order(pickup(SHIRT), customer_id="siti")
    buy(shop)
    assert [row["discount_minor"] for row in shop.rows(orders)].count(OFF) == 1
    (row,) = shop.rows(order_adjustments, code="NOV50")
    assert (row["kind"], row["amount_minor"], row["name"]) == ("promotion", -OFF, "Nov")
    assert row["promotion_id"]
    assert not shop.rows(cases)


@pytest.mark.parametrize(
    ("rule", "trouble"),
    [
        ({"starts_at": START + DAY}, "coupon_early"),
        ({"ends_at": START}, "coupon_over"),
        ({"uses_each": 1}, ""),
    ],
)
def test_the_screen_hears_why_a_coupon_cannot_be_used(
    shop: Shop, rule: dict[str, int], trouble: str
) -> None:
    coupon(shop, **rule)
    assert asked(shop, " nov50") == Coupon("NOV50", "Nov", trouble)


def test_a_code_that_no_coupon_has_is_looked_for_among_products(shop: Shop) -> None:
    coupon(shop)
    found = asked(shop, "TR-0")
    assert isinstance(found, Found)
    assert found.exact
    assert asked(shop, "NOV5") == Found((), exact=False)


def test_one_use_per_customer_is_known_afterwards_and_given_back_by_cancelling(
    shop: Shop,
) -> None:
    coupon(shop, uses_each=1)
    assert asked(shop, "NOV50", None) == Coupon("NOV50", "Nov", "coupon_customer")
    order_id = buy(shop)
    assert asked(shop, "NOV50") == Coupon("NOV50", "Nov", "coupon_used")
    assert asked(shop, "NOV50", "budi") == Coupon("NOV50", "Nov", "")
    (line,) = shop.rows(order_adjustments, order_id=order_id)
    gone = [LineQuantity(line_id=line["line_id"], quantity=1)]
    shop.perform(CancelLines(order_id=order_id, lines=gone, reason=CancelReason.CUSTOMER_REQUEST))
    assert asked(shop, "NOV50") == Coupon("NOV50", "Nov", "")


def test_a_limit_over_all_customers_counts_orders_not_lines(shop: Shop) -> None:
    coupon(shop, uses_total=2)
    two = PRICES[SHIRT] + PRICES[CHINO] - OFF
    shop.order(pickup(SHIRT), pickup(CHINO), coupons=["NOV50"], told=two)
    assert asked(shop, "NOV50") == Coupon("NOV50", "Nov", "")
    buy(shop)
    assert asked(shop, "NOV50", "budi") == Coupon("NOV50", "Nov", "coupon_used_up")


@pytest.mark.parametrize("side", [Side.SERVER, Side.DESK])
def test_a_coupon_used_twice_by_desks_that_could_not_know_is_honoured_and_told(
    shop: Shop, side: Side
) -> None:
    coupon(shop, uses_each=1)
    buy(shop, side=side)
    order_id = buy(shop, side=side)
    assert shop.only(orders, id=order_id)["total_minor"] == PAID
    assert told(shop) == ["coupon_used"]


def test_a_code_that_the_server_never_heard_of_is_honoured_as_told(shop: Shop) -> None:
    order_id = buy(shop)
    assert shop.only(orders, id=order_id)["total_minor"] == PAID
    assert [row["kind"] for row in shop.rows(cases)] == ["price_changed"]


def test_free_delivery_is_a_charge_that_comes_to_nothing(shop: Shop) -> None:
    promote(shop, code="ONGKIR", name="Gratis ongkir", kind="shipping", value=10_000)
    shop.order(pickup(MUG), shipping_minor=18_000, told=PRICES[MUG], customer_id="siti")
    (order,) = shop.rows(orders)
    assert (order["charges_minor"], order["total_minor"]) == (0, PRICES[MUG])
    charges = shop.rows(order_adjustments, kind="charge")
    assert sorted(row["amount_minor"] for row in charges) == [-18_000, 18_000]


@pytest.mark.parametrize("tier", ["", "gold"])
def test_the_quote_of_the_desk_is_the_snapshot_of_the_server_with_every_kind(
    shop: Shop, tier: str
) -> None:
    with shop.engine.begin() as db:
        db.exec_driver_sql("UPDATE customers SET tier = 'gold' WHERE id = 'siti'")
    coupon(shop, stack_group="one")
    promote(shop, code="GOLD", kind="percentage", value=700, tier="gold", stack_group="one")
    promote(shop, code="2+1", kind="buy_get", value=10_000, scope="line", buy_quantity=2,
            get_quantity=1, minimum_quantity=0)  # fmt: skip
    promote(shop, code="ONGKIR", kind="shipping", value=5_000, minimum_minor=900_000)
    promote(shop, code="TOKO", kind="percentage", value=500, channel="store")
    lines = [pickup(SHIRT, 2), pickup(MUG, 2, discount_hundredths=333), pickup(CHINO)]
    customer = "siti" if tier else "budi"
    with shop.engine.begin() as db:
        told = quote(
            db,
            lines,
            shipping_minor=18_000,
            currency="IDR",
            now=shop.now,
            channel="store",
            customer_id=customer,
            codes=["NOV50"],
        )
    placed = shop.order(
        *lines,
        told=told.priced.total,
        shipping_minor=18_000,
        coupons=["NOV50"],
        customer_id=customer,
    )
    assert (placed["total_minor"], placed["tax_minor"]) == (told.priced.total, told.priced.tax)
    order = shop.only(orders)
    assert order["discount_minor"] == told.priced.discount
    assert order["charges_minor"] == told.priced.charged
    assert not shop.rows(cases), "the same rules, so nothing was honoured"
    assert told.priced.used <= set(told.rules)


def test_a_promotion_of_a_coupon_is_found_by_an_index(shop: Shop) -> None:
    with shop.engine.begin() as db:
        plan = db.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT DISTINCT a.order_id FROM order_adjustments a "
            "JOIN orders o ON o.id = a.order_id WHERE a.promotion_id = 'x' LIMIT 2"
        ).all()
    assert "ix_order_adjustments_promotion_id" in str(plan)
