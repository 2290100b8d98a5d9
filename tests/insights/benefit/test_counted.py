"""What the server counts for the benefit: margins, what nobody collects, what comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.insights.benefit.counted import counted
from app.insights.benefit.inputs import KEYS
from app.kit.clock import DAY, HOUR, Instant
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.pricing.model import refund_share
from app.pricing.tables import product_costs
from app.returns.states import Reason
from tests.insights.trade import bring_back, furnished, hand_over, make_ready
from tests.support.shop import AGENT, CLERK, MUG, PRICES, SHIRT, Shop, pickup

SITES = ("menteng", "kemang", "bandung", "center")
COST = 200_000


@dataclass
class Trade:
    shop: Shop
    drawer: str
    collected: list[dict[str, Any]]


@pytest.fixture
def trade(tmp_path: Path) -> Iterator[Trade]:
    """Three shirts by phone a day for ten days; nobody comes for those of the last two."""
    shop = furnished(tmp_path)
    known = {"id": SHIRT, "cost_minor": COST, "told_at": shop.now}
    with shop.acting() as uow:
        uow.db.execute(product_costs.insert(), known)
    made = Trade(shop, shop.drawer(CLERK), [])
    began = shop.now
    for day in range(10):
        shop.now = Instant(began + day * DAY)
        due = shop.now + HOUR
        shirts = pickup(SHIRT, 3, promise_from=due, promise_to=due + 6 * HOUR)
        order = shop.order(shirts, actor=AGENT, channel="phone")
        if day < 8:
            hand_over(shop, make_ready(shop, order, units=3), made.drawer, 3 * PRICES[SHIRT])
            made.collected.append(order)
            continue
        left = [LineQuantity(line_id=order["line_ids"][0], quantity=3)]
        reason = CancelReason.NOT_COLLECTED
        shop.perform(CancelLines(order_id=order["order_id"], lines=left, reason=reason), AGENT)
    yield made
    shop.check()
    shop.engine.dispose()


def figures(shop: Shop, sites: tuple[str, ...] = SITES, currency: str = "IDR") -> dict[str, int]:
    with shop.engine.connect() as db:
        found = counted(db, sites, now=shop.now, currency=currency).figures
    return {key: value for key, (value, _) in found.items()}


def test_the_margin_is_what_is_left_of_the_price_without_tax_and_cost(trade: Trade) -> None:
    found = figures(trade.shop)
    tax = refund_share(PRICES[SHIRT] * 11, 111, 0, 1)
    earned = PRICES[SHIRT] - tax - COST
    assert abs(found["unit_margin"] - earned) <= 1
    assert found["margin"] == earned * 1_000 // PRICES[SHIRT]
    assert found.keys() <= KEYS
    assert figures(trade.shop, ("bandung",)) == {}
    assert figures(trade.shop, currency="USD") == {}


def test_of_goods_that_mostly_have_no_cost_no_margin_is_told(trade: Trade) -> None:
    due = trade.shop.now + HOUR
    mugs = pickup(MUG, 60, promise_from=due, promise_to=due + 6 * HOUR)
    trade.shop.order(mugs, actor=AGENT, channel="phone")
    assert not figures(trade.shop).keys() & {"margin", "unit_margin"}


def test_what_nobody_came_for_is_a_share_of_what_was_to_be_collected(trade: Trade) -> None:
    assert figures(trade.shop)["no_show"] == 6 * 1_000 // 30


def test_a_handful_of_returns_says_nothing_and_twenty_units_do(trade: Trade) -> None:
    told = {"value", "return_share", "exchange"}
    *most, last = trade.collected
    for order in most[:6]:
        bring_back(trade.shop, trade.drawer, order, Reason.TOO_SMALL, units=3)
    assert not figures(trade.shop).keys() & told
    bring_back(trade.shop, trade.drawer, last, Reason.TOO_SMALL, units=3)
    found = figures(trade.shop)
    assert (found["value"], found["return_share"]) == (PRICES[SHIRT], 1_000)
    assert "exchange" not in found  # nobody did
