"""What is to be counted is told once, by place, until it is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.fulfillment.commands import Claim, ShortPick
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.kit.clock import DAY
from app.kit.errors import Refusal
from app.storage.schema import Side
from app.work.finishing import FinishWork
from app.work.put_away import PUT_AWAY
from app.work.queries import open_items
from app.work.states import OPEN, WORK, WorkState
from app.work.tables import work_items
from tests.support.shop import SHIRT, Shop, open_shop, pickup


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    yield made
    made.engine.dispose()


def short_pick(shop: Shop) -> None:
    shop.order(pickup(SHIRT))
    parcel = shop.only(fulfillments)
    shop.perform(Claim(fulfillment_id=parcel["id"]))
    shop.perform(
        ShortPick(
            fulfillment_id=parcel["id"],
            line_id=shop.only(fulfillment_lines)["line_id"],
            quantity=1,
            reason=ShortReason.NOT_FOUND,
            then=ShortNext.CANCEL,
        )
    )


def test_a_short_pick_makes_one_count_at_its_place_due_within_a_day(shop: Shop) -> None:
    short_pick(shop)
    with shop.engine.connect() as db:
        (item,) = open_items(db, "menteng", 10)
        assert open_items(db, "kemang", 10) == []
    assert (item.kind, item.state, item.product_id) == ("count", WorkState.NEW, SHIRT)
    assert (item.sku, item.name, item.reason) == ("TR-0", "Shirt", "not_found")
    assert item.due_at == item.made_at + DAY


@pytest.mark.parametrize("state", list(WorkState))
def test_only_what_is_open_is_told(shop: Shop, state: WorkState) -> None:
    short_pick(shop)
    item = shop.only(work_items, kind="count")["id"]
    with shop.acting() as uow:
        uow.update(work_items, item, state=state.value)
    with shop.engine.connect() as db:
        assert bool(open_items(db, "menteng", 10)) is (state in OPEN)


def test_whatever_is_open_can_be_finished_and_what_is_over_can_only_come_back() -> None:
    for state in WorkState:
        assert WORK.allows(state, "finish") is (state in OPEN)
    assert WORK.acts(WorkState.DONE) == WORK.acts(WorkState.CANCELLED) == ("reopen",)


def test_goods_are_said_to_be_back_once_and_a_count_is_not_said(shop: Shop) -> None:
    short_pick(shop)
    item = shop.only(work_items, kind="count")["id"]
    with pytest.raises(Refusal, match="work_to_count"):
        shop.perform(FinishWork(item_id=item))
    with pytest.raises(Refusal, match="work_unknown"):
        shop.perform(FinishWork(item_id="x" * 32))
    with shop.acting() as uow:
        uow.update(work_items, item, kind=PUT_AWAY)
    for side in (Side.DESK, Side.SERVER, Side.SERVER):  # the third: a colleague said it as well
        shop.perform(FinishWork(item_id=item), side=side)
        assert shop.only(work_items, id=item)["state"] == WorkState.DONE
