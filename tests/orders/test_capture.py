"""What the capture screen is told: goods, callers, prices as they will stand, drafts in hand."""

from pathlib import Path
from typing import Any

import pytest

from app.catalog.search import find_products
from app.customers.commands import CreateCustomer, NewAddress
from app.desk.surroundings import KeptWork, kept_work
from app.kit.clock import MINUTE, Instant
from app.kit.errors import Refusal
from app.orders.capture import caller, find_callers, lent_of, quote
from app.orders.drafts import (
    Draft,
    DraftLine,
    drop_draft,
    open_draft,
    parked_drafts,
    resume_draft,
    save_draft,
)
from app.orders.states import Method
from tests.support.shop import (
    AGENT,
    MUG,
    SCARF,
    SHIRT,
    START,
    Shop,
    carry,
    open_shop,
    pickup,
    promote,
)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def ask(shop: Shop, query: Any, *args: Any, **kwargs: Any) -> Any:
    with shop.engine.begin() as db:
        return query(db, *args, **kwargs)


def customer(shop: Shop, name: str, phone: str) -> str:
    customer_id = name.lower()
    address = NewAddress(
        address_id=f"a-{customer_id}", street="Jl. 1", city="J", province="D", postcode="10310"
    )
    command = CreateCustomer(customer_id=customer_id, name=name, phone=phone, address=address)
    shop.perform(command, AGENT)
    return customer_id


# ---------------------------------------------------------------- goods


@pytest.mark.parametrize("typed", ["TR-0", "tr-0", " 8990000000000 "])
def test_a_code_finds_exactly_one(shop: Shop, typed: str) -> None:
    found = ask(shop, find_products, typed)
    assert [product.id for product in found.products] == [SHIRT]
    assert found.exact


def test_words_find_by_their_beginnings_the_best_sellers_first(shop: Shop) -> None:
    found = ask(shop, find_products, "s")
    assert {product.id for product in found.products} == {SHIRT, SCARF}
    assert not found.exact


@pytest.mark.parametrize("typed", ["", "  ", "no-such", "8991234567890", "'; DROP TABLE", "😀"])
def test_what_is_not_there_is_not_found(shop: Shop, typed: str) -> None:
    assert ask(shop, find_products, typed).products == ()


@pytest.mark.parametrize("column", ["sku", "gtin"])
def test_a_code_is_found_by_an_index(shop: Shop, column: str) -> None:
    with shop.engine.begin() as db:
        plan = db.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT id FROM products WHERE {column} IN ('a', 'b') AND active"
        ).all()
    assert f"ix_products_{column}" in str(plan)


# ---------------------------------------------------------------- callers


def test_callers_are_found_by_digits_name_mail_and_order_number(shop: Shop) -> None:
    siti = customer(shop, "Siti", "081234567890")
    placed = shop.order(pickup(MUG), customer_id=siti)
    for typed in ("7890", "4567890", "sit", placed["number"], f"#{placed['number'].lower()}"):
        assert [hit.customer_id for hit in ask(shop, find_callers, typed)] == [siti], typed
    assert ask(shop, find_callers, "JKT01-3-999999") == []


def test_the_card_of_a_caller_counts_what_was_really_bought(shop: Shop) -> None:
    siti = customer(shop, "Siti", "081234567890")
    shop.order(pickup(MUG), customer_id=siti)
    found = ask(shop, caller, siti)
    assert (found.card.orders_count, found.card.spent_minor) == (1, 89_999)
    assert [head.total_minor for head in found.recent] == [89_999]
    assert ask(shop, caller, "nobody") is None


# ---------------------------------------------------------------- price


def test_the_price_shown_is_the_price_kept(shop: Shop) -> None:
    promote(shop)
    lines = [pickup(SHIRT, 2), pickup(SCARF, discount_hundredths=333), carry(MUG, 3)]
    told = ask(shop, quote, lines, shipping_minor=0, currency="IDR", now=shop.now)
    placed = shop.order(*lines, told=told.priced.total, tenders=None)
    assert placed["total_minor"] == told.priced.total
    assert placed["tax_minor"] == told.priced.tax
    assert told.units[SHIRT] == 499_000
    assert [rate.name for rate in told.rates] == ["PPN"]


def test_a_product_that_is_gone_is_refused(shop: Shop) -> None:
    with pytest.raises(Refusal, match="product_unknown"):
        ask(shop, quote, [pickup("gone")], shipping_minor=0, currency="IDR", now=START)


def test_without_a_lease_nothing_is_guaranteed(shop: Shop) -> None:
    assert ask(shop, lent_of, [SHIRT], "till-1") == {}


# ---------------------------------------------------------------- drafts


def draft(name: str, *codes: str) -> Draft:
    lines = tuple(
        DraftLine(key=code, product_id=code, sku=code, name=code, delivery=Method.SHIP.value)
        for code in codes
    )
    return Draft(draft_id=name, pickup_code=name.upper(), lines=lines)


def keep(shop: Shop, told: Draft, user: str = "dewi", at: int = START, **more: Any) -> None:
    ask(shop, save_draft, told, user_id=user, title=told.draft_id, now=Instant(at), **more)


def test_a_draft_comes_back_as_it_was(shop: Shop) -> None:
    keep(shop, draft("one", "a", "b"))
    keep(shop, draft("one", "a", "b", "c"))
    kept = ask(shop, open_draft, "dewi")
    assert kept.draft == draft("one", "a", "b", "c")
    assert kept.saved_at == START
    assert ask(shop, open_draft, "agus") is None


def test_a_person_has_one_open_draft_the_other_is_parked(shop: Shop) -> None:
    keep(shop, draft("one", "a"))
    keep(shop, draft("two", "b"), at=START + MINUTE)
    keep(shop, draft("three", "c"), user="agus")
    assert ask(shop, open_draft, "dewi").draft.draft_id == "two"
    assert [kept.draft.draft_id for kept in ask(shop, parked_drafts)] == ["one"]
    assert ask(shop, kept_work, "dewi") == KeptWork(1, 1, START + MINUTE)


def test_a_parked_draft_is_taken_by_one_person_only(shop: Shop) -> None:
    keep(shop, draft("one", "a"), parked=True)
    taken = ask(shop, resume_draft, "one", user_id="agus")
    assert taken.draft.draft_id == "one"
    assert ask(shop, resume_draft, "one", user_id="rina") is None
    assert ask(shop, open_draft, "agus").draft.draft_id == "one"
    ask(shop, drop_draft, "one")
    assert ask(shop, open_draft, "agus") is None


def test_a_draft_of_another_version_stays_where_it_is(shop: Shop) -> None:
    keep(shop, draft("one", "a"))
    with shop.engine.begin() as db:
        db.exec_driver_sql("UPDATE drafts SET body = '{\"lines\": 3}'")
    assert ask(shop, open_draft, "dewi") is None
    with shop.engine.begin() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM drafts").scalar() == 1
