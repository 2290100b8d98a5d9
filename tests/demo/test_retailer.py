"""Is the demo retailer plausible and valid: its places, articles, people, seasons and stock."""

import random
from collections import Counter
from functools import cache

import pytest

from app.customers.model import looks_like_card_number, to_e164
from app.demo.history import History, history, season
from app.demo.retailer import SIZES, Retailer, retailer
from app.kit.clock import DAY, Instant, as_datetime, business_day
from app.kit.gtin import is_gtin
from app.pricing.promotion import PromotionKind

NOW = Instant(1_790_000_000_000_000)  # a day in September 2026


@cache
def full() -> tuple[Retailer, History]:
    shop = retailer(7, NOW, SIZES["full"])
    return shop, history(shop)


def test_the_chain_is_as_large_as_promised() -> None:
    shop, past = full()
    assert len(shop.stores) >= 12
    assert (len(shop.centers), shop.care.kind) == (2, "care")
    assert len(shop.products) >= 3_000
    assert len(shop.customers) == 20_000
    assert len(past.sales) == 15_000
    kinds = {promotion.kind for promotion in shop.promotions}
    assert kinds == set(PromotionKind)
    assert sum(promotion.coupon for promotion in shop.promotions) == 2
    assert past.purchases
    assert past.transfers


def test_codes_numbers_and_prices_are_valid_and_unique() -> None:
    shop, _ = full()
    products = shop.products
    assert all(is_gtin(one.gtin) and 20 <= int(one.gtin[:2]) <= 29 for one in products)
    assert all(one.price_minor % 1_000 == 0 and one.weight_grams > 0 for one in products)
    assert (
        len({one.gtin for one in products}) == len({one.sku for one in products}) == len(products)
    )
    assert {"TR-220-32", "SH-100-M", "SK-005-36-39"} <= {one.sku for one in products}
    assert len({one.category for one in products}) >= 12


def test_customers_can_be_found_by_phone_and_are_nobodys_mail() -> None:
    shop, _ = full()
    phones = [one.person.phone for one in shop.customers]
    assert len({phone[-8:] for phone in phones}) == len(phones)
    for phone in random.Random(1).sample(phones, 300):
        assert to_e164(phone) == phone
    domains = {one.person.email.rpartition("@")[2] for one in shop.customers} - {""}
    assert domains == {"example.com", "example.net", "example.org"}
    assert any(" " not in one.person.name for one in shop.customers)
    assert not any(looks_like_card_number(one.address.street) for one in shop.customers)


def test_addresses_lie_in_zones_that_are_known() -> None:
    shop, _ = full()
    prefixes = {one.prefix: one.zone for one in shop.postcodes}
    priced = {(rate.from_zone, rate.to_zone) for rate in shop.network.rates or ()}
    for one in shop.customers:
        assert prefixes[one.address.postcode[:2]] == one.city.zone
    for site in shop.sites:
        assert all((site.zone, zone) in priced for zone in set(prefixes.values()))


def test_sales_follow_the_seasons() -> None:
    _, past = full()
    by_day = Counter(business_day(Instant(sale.at), "Asia/Jakarta") for sale in past.sales)
    feast = [n for day, n in by_day.items() if day.isoformat()[:7] == "2026-03" and day.day < 20]
    plain = [n for day, n in by_day.items() if day.isoformat()[:7] in {"2026-06", "2025-09"}]
    december = [n for day, n in by_day.items() if day.month == 12 and day.day > 10]
    assert sum(feast) / len(feast) > 1.5 * sum(plain) / len(plain)
    assert sum(december) / len(december) > 1.2 * sum(plain) / len(plain)
    weekday = Counter(
        as_datetime(Instant(sale.at), "Asia/Jakarta").weekday() for sale in past.sales
    )
    assert weekday[5] > weekday[1]


def test_about_one_sale_in_twelve_comes_back_after_it_was_made() -> None:
    _, past = full()
    assert 0.06 < len(past.returns) / len(past.sales) < 0.1
    sold_at = {sale.order_id: sale.ended_at or sale.at for sale in past.sales}
    assert all(sold_at[str(one.order_id)] < one.at < NOW for one in past.returns)
    assert all(NOW - 731 * DAY < sale.at <= (sale.ended_at or sale.at) < NOW for sale in past.sales)


@pytest.mark.parametrize("size", ["small", "full"])
def test_the_opening_covers_all_that_leaves(size: str) -> None:
    shop = retailer(3, NOW, SIZES[size])
    past = history(shop)
    left = {(cell.site_id, cell.product_id): cell.quantity for cell in past.opening}
    safety = {(cell.site_id, cell.product_id): cell.safety for cell in past.opening}
    for sale in past.sales:
        for line in sale.lines:
            left[sale.from_site_id or sale.site_id, line.product_id] -= line.quantity
    for transfer in past.transfers:
        for moved in transfer.lines:
            left[transfer.from_site_id, moved.product_id] -= moved.quantity
    assert all(units >= safety[cell] >= 0 for cell, units in left.items())


def test_the_same_seed_is_the_same_retailer_and_another_is_not() -> None:
    small = SIZES["small"]
    first, again, other = (retailer(seed, NOW, small) for seed in (1, 1, 2))
    assert first == again
    assert history(first) == history(again)
    assert first.people != other.people


def test_pins_are_known_and_each_is_one_persons() -> None:
    shop, _ = full()
    pins = [person.pin for person in shop.people]
    assert all(len(pin) == 6 and pin.isdecimal() for pin in pins)
    assert len(set(pins)) == len(pins)
    assert {person.role for person in shop.people} >= {"agent", "clerk", "manager"}


def test_a_saturday_before_the_feast_beats_a_tuesday_in_june() -> None:
    feast, plain = (business_day(Instant(at), "UTC") for at in (1_773_500_000_000_000, NOW))
    assert season(feast) > 2 * season(plain)
