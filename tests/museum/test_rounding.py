"""Prices that could not be closed elsewhere close here, in every kind of currency: entry 15."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.catalog.tables import products
from app.insights.verify.runs import verify_server
from app.kit.money import DIGITS
from app.orders.commands import OrderLine
from app.orders.states import Method
from app.orders.tables import order_lines, orders
from app.payments.commands import CloseDrawer, OpenDrawer
from app.payments.tables import drawers
from app.pricing.lookup import active_promotions, all_tax_rates
from app.pricing.model import price
from app.pricing.promotion import BasketLine, Buyer
from app.pricing.tables import tax_rates
from app.returns.tables import return_lines
from tests.returns.goods import returned, shop_with_rules, units
from tests.support.shop import MANAGER, cash, promote

# (price, pieces) per line, the tax in per cent, whether it is in the price, per cent off the order.
# Each list is one whose day could not be closed, or whose refund was not what had been paid.
LISTS: dict[str, tuple[list[list[tuple[str, int]]], int, bool, int]] = {
    "Odoo 7683": (
        [
            [("7.0200", 1), ("2.7500", 1)],
            [("16.9568", 7), ("14.8600", 3), ("4.8100", 1)],
            [("5.9860", 6), ("4.2900", 2), ("5.6900", 1)],
        ],
        21,
        False,
        0,
    ),
    "Odoo 6224": ([[("1.48", 4), ("1.52", 1), ("1.54", 1), ("0.39", 1)]], 21, False, 0),
    "Odoo 14672": ([[("1", 1)], [("2", 1)]], 19, True, 0),
    "Odoo 37896": ([[("348.35", 16)]], 22, False, 4),
    "Odoo 44692": ([[("21.5", 1)]], 21, True, 0),
    "Odoo 288573": ([[("2.12", 2)]], 20, False, 10),
}


class Till:
    """A till that sells in any currency, at any tax."""

    def __init__(self, folder: Path, currency: str, tax: int, *, included: bool, off: int) -> None:
        self.shop = shop_with_rules(folder)
        self.currency = currency
        rate = {"tax_class": "theirs", "name": "Theirs", "rate_denominator": 100}
        with self.shop.acting() as uow:
            uow.insert(
                tax_rates, {"id": "theirs", **rate, "rate_numerator": tax, "included": included}
            )
        if off:
            promote(self.shop, value=off * 100)
        self.drawer = "d" * 32
        self.shop.perform(
            OpenDrawer(
                drawer_id=self.drawer, site_id="menteng", float_minor=10_000, currency=currency
            ),
            MANAGER,
        )

    def sells(self, basket: list[tuple[str, int]], number: int) -> tuple[dict[str, Any], int]:
        """What was placed, and what the customer paid for it in cash."""
        unit = Decimal(10) ** DIGITS[self.currency]
        goods = [
            (f"g{number}-{at}", int((Decimal(told) * unit).to_integral_value()), pieces)
            for at, (told, pieces) in enumerate(basket)
        ]
        for product_id, minor, pieces in goods:
            self._knows(product_id, minor, pieces)
        lines = [
            OrderLine(
                product_id=product_id,
                quantity=pieces,
                unit_minor=minor,
                method=Method.CARRY_OUT,
                site_id="menteng",
            )
            for product_id, minor, pieces in goods
        ]
        total = self._total(goods)
        tender = [cash(total, self.drawer)] if total else []
        told: dict[str, Any] = {
            "told": total,
            "tenders": tender,
            "currency": self.currency,
            "actor": MANAGER,
        }
        return self.shop.order(*lines, **told), total

    def _knows(self, product_id: str, minor: int, pieces: int) -> None:
        with self.shop.acting() as uow:
            uow.insert(
                products,
                {
                    "id": product_id,
                    "sku": product_id,
                    "gtin": "",
                    "name": product_id,
                    "category": "goods",
                    "price_minor": minor,
                    "currency": self.currency,
                    "tax_class": "theirs",
                    "active": True,
                },
            )
        self.shop.stock("menteng", product_id, pieces)

    def _total(self, goods: list[tuple[str, int, int]]) -> int:
        basket = [
            BasketLine(
                key=product_id,
                product_id=product_id,
                category="goods",
                quantity=pieces,
                unit_minor=minor,
                tax_class="theirs",
            )
            for product_id, minor, pieces in goods
        ]
        with self.shop.engine.connect() as db:
            promotions, rates = active_promotions(db), all_tax_rates(db)
        now, buyer = self.shop.now, Buyer("store")
        return price(basket, promotions, rates, now=now, currency=self.currency, buyer=buyer).total

    def counts(self) -> int:
        """Close the day; by how much the drawer is off."""
        (drawer,) = self.shop.rows(drawers)
        counted = drawer["float_minor"] + drawer["in_minor"] - drawer["out_minor"]
        closed = CloseDrawer(drawer_id=self.drawer, counted_minor=counted)
        done = self.shop.perform(closed, MANAGER)
        return int(done["difference"])


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("currency", ["IDR", "EUR", "KWD"])  # 0, 2 and 3 decimals
def test_15_the_prices_that_could_not_be_closed_close_and_go_back_to_nothing(
    tmp_path: Path, currency: str, name: str
) -> None:
    """Odoo 7683, 9249, 287145: the day did not add up, a refund was not what had been paid.

    Pieces come back one by one, by the hand of a manager, whom no limit stops.
    """
    baskets, tax, included, off = LISTS[name]
    till = Till(tmp_path, currency, tax, included=included, off=off)
    shop = till.shop
    sold = [till.sells(basket, at) for at, basket in enumerate(baskets)]
    for placed, told in sold:
        order = shop.only(orders, id=placed["order_id"])
        lines = shop.rows(order_lines, order_id=placed["order_id"])
        assert order["total_minor"] == order["paid_minor"] == told
        assert sum(line["total_minor"] for line in lines) == told
        assert sum(line["tax_minor"] for line in lines) == order["tax_minor"]
    assert shop.only(drawers)["in_minor"] == sum(told for _, told in sold)
    for placed, _ in sold:
        for line_id in placed["line_ids"]:
            pieces = shop.only(order_lines, id=line_id)["ordered"]
            for _ in range(pieces):
                returned(shop, placed["order_id"], units(line_id), actor=MANAGER)
    drawer = shop.only(drawers)
    assert drawer["out_minor"] == drawer["in_minor"]
    for order in shop.rows(orders):
        assert order["refunded_minor"] == order["paid_minor"]
    given, asked = shop.rows(return_lines), shop.rows(order_lines)
    assert sum(row["tax_minor"] for row in given) == sum(row["tax_minor"] for row in asked)
    assert till.counts() == 0
    for result in verify_server(shop.engine, only=frozenset({"M1", "M2", "M3", "M4", "M6"})):
        assert result.ok, result
    shop.engine.dispose()
