"""A retailer's promotions come in whole, or are refused by name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.kit.actor import SYSTEM
from app.kit.errors import Refusal
from app.pricing.commands import LoadPromotions, NewPromotion
from app.pricing.lookup import active_promotions
from app.pricing.promotion import PromotionKind, PromotionScope
from tests.support.shop import Shop, open_shop

LINE, ORDER = PromotionScope.LINE, PromotionScope.ORDER


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def new(kind: str = "percentage", scope: PromotionScope = ORDER, **more: Any) -> NewPromotion:
    told = {"id": "p", "code": "p", "name": "P", "value": 1_000, **more}
    return NewPromotion(kind=PromotionKind(kind), scope=scope, **told)


def test_each_kind_is_read_back_as_it_was_told(shop: Shop) -> None:
    told = [
        new(id="a", category="socks", minimum_quantity=2, priority=1, scope=LINE),
        new("buy_get", LINE, id="b", buy_quantity=2, get_quantity=1, product_ids=["x", "y"]),
        new("shipping", id="c", value=10_000, minimum_minor=500_000, channel="phone", tier="gold"),
        new("amount", id="d", value=50_000, coupon=True, code=" nov50 ", uses_each=1),
        new(id="e", exclusive=True, stack_group="season", most_times=3),
    ]
    shop.perform(LoadPromotions(promotions=told), SYSTEM)
    with shop.engine.begin() as db:
        found = {p.id: p for p in active_promotions(db)}
    assert (found["a"].category, found["a"].minimum_quantity, found["a"].scope) == (
        "socks",
        2,
        LINE,
    )
    assert (found["b"].group_size, found["b"].product_ids) == (3, ("x", "y"))
    assert (found["c"].kind, found["c"].channel, found["c"].tier) == ("shipping", "phone", "gold")
    assert (found["d"].code, found["d"].coupon, found["d"].uses_each) == ("NOV50", True, 1)
    assert (found["e"].exclusive, found["e"].stack_group, found["e"].most_times) == (
        True,
        "season",
        3,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        new(value=0),
        new(value=10_001),
        new(minimum_quantity=-1),
        new("buy_get", ORDER, buy_quantity=2, get_quantity=1),
        new("buy_get", LINE, buy_quantity=2),
        new("shipping", LINE),
        new(coupon=True, code=" "),
    ],
)
def test_what_could_never_apply_is_refused(shop: Shop, wrong: NewPromotion) -> None:
    with pytest.raises(Refusal, match="promotion_invalid"):
        shop.perform(LoadPromotions(promotions=[wrong]), SYSTEM)
