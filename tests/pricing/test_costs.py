"""What goods cost stays at the server; a desk is told how much is earned on them, roughly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features import REGISTER
from app.identity.roles import RIGHTS, Role, may
from app.kit.actor import SYSTEM
from app.kit.errors import Refusal
from app.pricing.costs import LoadCosts, NewCost
from app.pricing.margins import BAND, band_of, bands_of, costs_of
from app.pricing.tables import margin_bands, product_costs
from app.storage.schema import Side, is_synced, tables_of
from tests.support.shop import CHINO, MANAGER, PRICES, SHIRT, Shop, open_shop

NET = PRICES[SHIRT] * 100 // 111  # PPN 11 % is within


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.engine.dispose()


def tell(shop: Shop, **costs: int) -> None:
    told = [NewCost(product_id=product, cost_minor=cost) for product, cost in costs.items()]
    shop.perform(LoadCosts(costs=told), SYSTEM)


def known(shop: Shop) -> tuple[dict[str, int], dict[str, int]]:
    with shop.engine.connect() as db:
        return costs_of(db, [SHIRT, CHINO]), bands_of(db, [SHIRT, CHINO])


def test_a_cost_is_kept_and_its_band_told(shop: Shop) -> None:
    tell(shop, shirt=NET // 2)
    assert known(shop) == ({SHIRT: NET // 2}, {SHIRT: 50})  # 45 % of the price is earned


def test_a_new_cost_takes_the_place_of_the_old_one(shop: Shop) -> None:
    tell(shop, shirt=NET // 2)
    tell(shop, shirt=NET // 10)
    assert known(shop) == ({SHIRT: NET // 10}, {SHIRT: 90})


def test_a_cost_that_leaves_the_band_is_no_news_for_desks(shop: Shop) -> None:
    tell(shop, shirt=NET // 2)
    with shop.acting(SYSTEM) as uow:
        command = LoadCosts(costs=[NewCost(product_id=SHIRT, cost_minor=NET // 2 + 1)])
        REGISTER.perform(uow, REGISTER.of(command), command)
        assert uow.touched == {}
    assert known(shop)[0] == {SHIRT: NET // 2 + 1}


def test_goods_that_cost_more_than_they_bring_are_taken_over(shop: Shop) -> None:
    tell(shop, shirt=PRICES[SHIRT] * 3)
    assert known(shop)[1] == {SHIRT: BAND // 2}


@pytest.mark.parametrize(("product", "cost", "code"), [
    (SHIRT, -1, "cost_negative"),
    ("nothing", 5, "product_unknown"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_whole(
    shop: Shop, product: str, cost: int, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        tell(shop, chino=1_000, **{product: cost})
    assert known(shop) == ({}, {})


def test_nobody_at_a_desk_tells_costs(shop: Shop) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        shop.perform(LoadCosts(costs=[NewCost(product_id=SHIRT, cost_minor=1)]), MANAGER)


def test_no_desk_has_a_place_for_a_cost() -> None:
    assert product_costs not in tables_of(Side.DESK)
    assert not is_synced(product_costs)
    assert {column.name for column in margin_bands.c} == {"id", "percent"}


def test_costs_are_for_those_who_lead_and_those_who_check() -> None:
    assert {role for role in Role if may(role, "cost.read")} == {Role.MANAGER, Role.AUDITOR}
    assert set(RIGHTS["cost.read"]) == {Role.MANAGER, Role.AUDITOR}


amounts = st.integers(0, 10**10)


@given(st.integers(1, 10**9), amounts, amounts, amounts)
def test_a_band_tells_a_fifth_of_the_price_and_never_falls_with_the_cost(
    price: int, tax: int, cost: int, more: int
) -> None:
    tax %= price
    band = band_of(price, tax, cost)
    assert band in {10, 30, 50, 70, 90}
    assert band_of(price, tax, cost + more) <= band
    if 0 <= cost <= price - tax:
        assert abs((price - tax - cost) * 100 // price - band) <= BAND // 2


def test_what_is_given_away_has_the_lowest_band() -> None:
    assert band_of(0, 0, 0) == band_of(0, 0, 9) == BAND // 2
