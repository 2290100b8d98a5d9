"""Part of a deal is cancelled: what is left costs what it would have cost alone, seen before."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.desk.documents import Document, facts_of, paper_of
from app.kit.money import share
from app.notify.papers import live_tax, live_total
from app.orders.changes import ChangeKind
from app.orders.commands import CancelLines, ChangeOrder, Edits, LineQuantity
from app.orders.previews import cancel_preview, change_preview
from app.orders.queries import order_card
from app.orders.reasons import CancelReason
from app.orders.tables import orders
from app.orders.versions import version_of
from tests.returns.goods import returned, shop_with_rules, units
from tests.support.shop import MUG, PRICES, SCARF, Shop, carry, pickup, promote, terminal

EACH = PRICES[MUG]
DEAL = {
    "code": "P1",
    "kind": "buy_get",
    "scope": "line",
    "buy_quantity": 2,
    "get_quantity": 1,
    "value": 10_000,
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = shop_with_rules(tmp_path)
    promote(shop, **DEAL)
    yield shop
    shop.engine.dispose()


def three_for_two(shop: Shop, way: Any = pickup) -> tuple[str, str]:
    placed = shop.order(way(MUG, 3), tenders=[terminal(2 * EACH)], told=2 * EACH)
    assert placed["total_minor"] == 2 * EACH
    return placed["order_id"], placed["line_ids"][0]


def cancel(shop: Shop, order_id: str, line_id: str, quantity: int) -> int:
    """What goes back, which is what the preview said."""
    with shop.engine.connect() as db:
        seen = cancel_preview(db, order_id, {line_id: quantity})
    done = shop.perform(
        CancelLines(
            order_id=order_id,
            lines=[LineQuantity(line_id=line_id, quantity=quantity)],
            reason=CancelReason.CUSTOMER_REQUEST,
        )
    )
    assert done["amount_minor"] == seen.amount_minor
    assert seen.back.back_minor == seen.amount_minor
    return int(seen.amount_minor)


def test_one_of_three_for_two_gives_nothing_back_and_the_rest_pays_as_it_is(shop: Shop) -> None:
    order_id, line_id = three_for_two(shop)
    with shop.engine.connect() as db:
        seen = cancel_preview(db, order_id, {line_id: 1})
    assert (seen.amount_minor, seen.clawback_minor) == (0, seen.goods_minor)
    assert [one.code for one in seen.lost] == ["P1"]
    assert cancel(shop, order_id, line_id, 1) == 0
    assert cancel(shop, order_id, line_id, 1) == EACH
    assert cancel(shop, order_id, line_id, 1) == EACH
    assert shop.only(orders)["refunded_minor"] == 2 * EACH
    shop.check()


@pytest.mark.parametrize("language", ["en", "id"])
def test_paper_and_mail_name_what_is_on_top_of_the_prices(shop: Shop, language: str) -> None:
    order_id, line_id = three_for_two(shop)
    cancel(shop, order_id, line_id, 1)
    with shop.engine.connect() as db:
        facts = facts_of(db, Document.ORDER_CONFIRMATION, order_id, language)
        card = order_card(db, order_id)
    assert facts is not None
    assert card is not None
    assert live_total(card) == card.owed_minor == 2 * EACH
    assert live_tax(card) == share(2 * EACH, 11, 111)
    text = paper_of(Document.ORDER_CONFIRMATION, facts, now=shop.now).text()
    named = {"en": "Promotion no longer earned", "id": "Promo tidak berlaku lagi"}
    assert named[language] in text


def test_a_change_names_the_lost_discount_apart(shop: Shop) -> None:
    order_id, line_id = three_for_two(shop)
    edits = Edits(quantities=[LineQuantity(line_id=line_id, quantity=2)])
    with shop.engine.connect() as db:
        seen = change_preview(db, order_id, edits, shop.now)
        version = version_of(db, order_id)
    assert [change.kind for change in seen.changes] == [ChangeKind.FEWER, ChangeKind.UNEARNED]
    assert sum(change.minor for change in seen.changes) == seen.difference_minor == 0
    shop.perform(
        ChangeOrder(order_id=order_id, version=version, edits=edits, told_difference_minor=0)
    )
    assert shop.only(orders)["refunded_minor"] == 0
    shop.check()


def test_who_cancels_never_owes(shop: Shop) -> None:
    """The scarf carried the order over the threshold: without it the mug gives its part back."""
    promote(shop, id="p2", code="P2", value=2000, scope="line", minimum_minor=200_000)
    total = (PRICES[SCARF] + EACH) - (PRICES[SCARF] // 5 + EACH // 5)
    placed = shop.order(pickup(SCARF), pickup(MUG), tenders=[terminal(total)], told=total)
    paid = shop.only(orders)["total_minor"]
    assert cancel(shop, placed["order_id"], placed["line_ids"][0], 1) == paid - EACH
    shop.check()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(["cancel", "return"]), min_size=6, max_size=6))
def test_any_mix_of_cancelling_and_returning_ends_at_nothing(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    """Two orders of one line: six units, of which three were collected."""
    shop = shop_with_rules(tmp_path_factory.mktemp("mix"))
    promote(shop, **DEAL)
    placed = shop.order(carry(MUG, 3), pickup(MUG, 3), tenders=[terminal(4 * EACH)], told=4 * EACH)
    here, later = placed["line_ids"]
    left = {"return": 3, "cancel": 3}
    for wish in acts:
        act = (
            wish if left[wish] else next(other for other, units_left in left.items() if units_left)
        )
        left[act] -= 1
        if act == "cancel":
            cancel(shop, placed["order_id"], later, 1)
        else:
            returned(shop, placed["order_id"], units(here))
        kept = sum(left.values())
        row = shop.only(orders)
        alone = (kept - kept // 3) * EACH  # what the rest would have cost
        assert row["paid_minor"] - row["refunded_minor"] == alone
    shop.engine.dispose()
