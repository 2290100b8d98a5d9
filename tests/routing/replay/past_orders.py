"""Builders: a shop that has sold a while, and the span it did."""

import random
from collections.abc import Sequence
from pathlib import Path

from app.customers.commands import NewAddress, NewCustomer
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, Instant
from app.routing.replay.model import Span
from app.routing.rules.commands import LoadedSet, LoadRules
from app.routing.rules.model import Rule
from app.stock.forecast.nightly import ReckonDemand
from tests.support.shop import PRICES, SHIRT, START, Shop, carry, open_shop, pickup, ship

WEEKS = 4

HOMES = {"jakarta": "10340", "bandung": "40111"}
TODAY = Span(Instant(START - DAY), Instant(START + DAY), "Asia/Jakarta")


def sold_out_shop(folder: Path, many: int, seed: int = 1) -> Shop:
    """`many` orders, mostly sent, until the shelves are nearly empty."""
    shop = open_shop(folder)
    order_all(shop, many, seed)
    return shop


def busy_store_shop(folder: Path, many: int, rules: Sequence[Rule] = ()) -> tuple[Shop, Span]:
    """The same in a shop whose stores have customers of their own, of whom the forecast knows."""
    shop = open_shop(folder)
    for store in ("menteng", "kemang"):
        shop.stock(store, SHIRT, WEEKS * 7 + 4)
    for _ in range(WEEKS * 7):
        shop.now = Instant(shop.now + DAY)
        shop.order(carry(SHIRT))
    shop.perform(ReckonDemand(site_id="menteng"), SYSTEM)
    shop.now = Instant(shop.now + DAY)
    if rules:
        shop.perform(LoadRules(sets=(LoadedSet(name="Busy", rules=tuple(rules)),)), SYSTEM)
    span = Span(Instant(shop.now - HOUR), Instant(shop.now + DAY), "Asia/Jakarta")
    order_all(shop, many, seed=2)
    return shop, span


def order_all(shop: Shop, many: int, seed: int) -> None:
    chance = random.Random(seed)
    for at in range(many):
        city = chance.choice(sorted(HOMES))
        if chance.random() < 0.2:
            shop.order(pickup(chance.choice(sorted(PRICES)), 1, "kemang"))
            continue
        goods = chance.sample(sorted(PRICES), chance.choice([1, 1, 2, 3]))
        lines = [ship(product, chance.choice([1, 1, 2, 3]), None) for product in goods]
        if chance.random() < 0.3:
            lines = [ship(one.product_id, one.quantity, None, promise_to=None) for one in lines]
        shop.order(*lines, new_customer=_somebody(at, city), ship_to=f"home-{at}")


def _somebody(at: int, city: str) -> NewCustomer:
    return NewCustomer(
        customer_id=f"customer-{at}",
        name=f"Siti {at}",
        phone=f"0812 3456 {at:04}",
        email="",
        address=NewAddress(
            address_id=f"home-{at}",
            street="Jl. Sabang 1",
            city=city.title(),
            province="",
            postcode=HOMES[city],
        ),
    )
