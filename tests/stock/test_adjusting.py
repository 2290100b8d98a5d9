"""A figure corrected by hand: with a reason and a document, within the limit of a day, never
below nothing, the same on both sides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.identity.approval import Approval
from app.identity.tables import devices, users
from app.kit.actor import SYSTEM, Actor
from app.kit.clock import DAY, MINUTE, Instant
from app.kit.errors import Refusal
from app.stock.adjusting import (
    MOST_NOTE,
    MOST_UNITS,
    UNDO_WINDOW,
    AdjustStock,
    UndoAdjustment,
)
from app.stock.counting import CountedLine, FinishCount, OpenCount, PostCount
from app.stock.rules import STANDARD, LoadStockRules, NewReason, reasons
from app.stock.states import Bucket, Way
from app.stock.tables import stock_adjustments, stock_movements
from app.storage.schema import Side
from tests.support.shop import CHINO, CLERK, MANAGER, SHIRT, Shop, open_shop, pickup

INVENTORY = Actor(user_id="joko", role="inventory", device_id="till-9", site_id="menteng")


@pytest.fixture(params=[Side.DESK, Side.SERVER], ids=str)
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    made.side = request.param
    with made.acting() as uow:
        told = {"name": "Joko", "role": "inventory", "site_id": "menteng", "active": True}
        uow.insert(users, {"id": INVENTORY.user_id, **told})
        uow.insert(devices, {"id": INVENTORY.device_id, "site_id": "menteng", "number": 9})
    yield made
    made.check()
    made.engine.dispose()


def adjust(quantity: int, reason: str = "", **told: object) -> AdjustStock:
    reason = reason or ("found" if quantity > 0 else "lost")
    values = {"site_id": "menteng", "product_id": CHINO, "number": "A-MEN01-3-000001", **told}
    return AdjustStock(quantity=quantity, reason=reason, **values)  # type: ignore[arg-type]


def test_what_is_lost_leaves_by_the_ledger_with_its_document(shop: Shop) -> None:
    told = shop.perform(adjust(-2, note="behind the mirror"), MANAGER)
    assert shop.cell("menteng", CHINO)["available"] == 3
    moved = shop.only(stock_movements, why="adjust")
    document = shop.only(stock_adjustments)
    assert (moved["source"], moved["target"], moved["quantity"]) == ("available", "adjustment", 2)
    assert (moved["document"], moved["document_id"]) == ("stock_adjustments", document["id"])
    assert (document["quantity"], document["made_by"], document["approver_id"]) == (
        -2,
        MANAGER.user_id,
        None,
    )
    assert told["number"] == document["number"]


@pytest.mark.parametrize(("reason", "bucket"), [("damaged", "damaged"), ("scrapped", "scrap")])
def test_the_reason_decides_where_the_goods_go(shop: Shop, reason: str, bucket: str) -> None:
    shop.perform(adjust(-1, reason), MANAGER)
    assert shop.only(stock_movements, why="adjust")["target"] == bucket


def test_what_is_found_is_there(shop: Shop) -> None:
    shop.perform(adjust(4), MANAGER)
    assert shop.cell("menteng", CHINO)["available"] == 9


def test_claims_that_lose_their_goods_become_a_case(shop: Shop) -> None:
    shop.order(pickup(CHINO, 4))
    told = shop.perform(adjust(-3), MANAGER)
    assert told["fallen"] == 1
    assert shop.only(cases)["kind"] == "shortfall"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (adjust(0, "lost"), "quantity_out_of_range"),
        (adjust(-MOST_UNITS - 1), "quantity_out_of_range"),
        (adjust(2**62), "quantity_out_of_range"),
        (adjust(-6), "more_than_there"),
        (adjust(-1, "found"), "reason_unknown"),
        (adjust(1, "damaged"), "reason_unknown"),
        (adjust(1, "🦆" * 999), "reason_unknown"),
        (adjust(-1, note="x" * (MOST_NOTE + 1)), "text_too_long"),
        (adjust(-1, note="4111 1111 1111 1111"), "card_number_in_text"),
        (adjust(-1, site_id="kemang"), "other_place"),
    ],
)
def test_what_makes_no_sense_is_refused_and_moves_nothing(
    shop: Shop, command: AdjustStock, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        shop.perform(command, MANAGER)
    assert refused.value.code == code
    assert shop.rows(stock_adjustments) == []


def test_who_looks_after_all_stock_corrects_it_in_any_place(shop: Shop) -> None:
    shop.perform(adjust(-1, site_id="kemang"), INVENTORY)
    assert shop.cell("kemang", CHINO)["available"] == 4


def test_a_clerk_may_not(shop: Shop) -> None:
    with pytest.raises(Refusal) as refused:
        shop.perform(adjust(1), CLERK)
    assert refused.value.code == "not_allowed"


def test_the_limit_is_that_of_the_whole_day(shop: Shop) -> None:
    shop.perform(adjust(12), MANAGER)
    shop.perform(adjust(8, product_id=SHIRT), MANAGER)
    with pytest.raises(Refusal) as refused:
        shop.perform(adjust(-1), MANAGER)
    assert (refused.value.code, refused.value.facts["limit"]) == ("needs_approval", 20)
    shop.now = Instant(shop.now + DAY + 1)
    shop.perform(adjust(-1), MANAGER)


def test_a_second_person_lets_more_pass_and_is_kept_beside_it(shop: Shop) -> None:
    command_id = "c" * 32
    approval = Approval(
        approver_id=INVENTORY.user_id,
        permission="stock.adjust",
        amount=40,
        command_id=command_id,
        at=shop.now,
        token="",
    )
    shop.perform(adjust(40, approval=approval), MANAGER, command_id=command_id)
    assert shop.only(stock_adjustments)["approver_id"] == INVENTORY.user_id
    with pytest.raises(Refusal) as refused:
        shop.perform(adjust(41, approval=approval), MANAGER)
    assert refused.value.code == "approval_invalid"


@pytest.mark.parametrize("quantity", [3, -3])
def test_an_undone_correction_leaves_no_trace_but_in_the_ledger(shop: Shop, quantity: int) -> None:
    told = shop.perform(adjust(quantity, "found" if quantity > 0 else "damaged"), MANAGER)
    undo = UndoAdjustment(adjustment_id=told["adjustment_id"])
    shop.now = Instant(shop.now - MINUTE)
    shop.perform(undo, MANAGER)
    cell = shop.cell("menteng", CHINO)
    assert (cell["available"], cell["damaged"]) == (5, 0)
    assert len(shop.rows(stock_movements, document_id=told["adjustment_id"])) == 2
    with pytest.raises(Refusal, match="already_undone"):
        shop.perform(undo, MANAGER)


def test_only_its_maker_undoes_it_and_only_at_once(shop: Shop) -> None:
    told = shop.perform(adjust(1), MANAGER)
    undo = UndoAdjustment(adjustment_id=told["adjustment_id"])
    with pytest.raises(Refusal, match="adjustment_unknown"):
        shop.perform(undo, INVENTORY)
    shop.now = Instant(shop.now + UNDO_WINDOW)
    if shop.side is Side.DESK:
        with pytest.raises(Refusal, match="undo_too_late"):
            shop.perform(undo, MANAGER)
    else:  # it was undone in time where it was made
        shop.perform(undo, MANAGER)
        assert shop.cell("menteng", CHINO)["available"] == 5


def test_what_orders_lost_is_not_undone_behind_their_back(shop: Shop) -> None:
    shop.order(pickup(CHINO, 4))
    told = shop.perform(adjust(-3), MANAGER)
    shop.now = Instant(shop.now - MINUTE)
    with pytest.raises(Refusal, match="claims_fell"):
        shop.perform(UndoAdjustment(adjustment_id=told["adjustment_id"]), MANAGER)


def test_what_was_counted_since_is_not_put_right_twice(shop: Shop) -> None:
    told = shop.perform(adjust(-2), MANAGER)
    shop.perform(OpenCount(count_id="count", site_id="menteng"), MANAGER)
    line = CountedLine(product_id=CHINO, counted=5, expected=3)
    for _ in range(2):  # so much asks for a second count
        shop.perform(FinishCount(count_id="count", lines=[line]), MANAGER)
    shop.perform(PostCount(count_id="count"), MANAGER)
    shop.now = Instant(shop.now - 5 * MINUTE)
    with pytest.raises(Refusal, match="counted_meanwhile"):
        shop.perform(UndoAdjustment(adjustment_id=told["adjustment_id"]), MANAGER)
    assert shop.cell("menteng", CHINO)["available"] == 5


def test_reasons_are_the_retailers_own_once_it_told_some(shop: Shop) -> None:
    with shop.engine.connect() as db:
        assert reasons(db) == STANDARD
    told = NewReason(
        code="display", name="On display", name_id="Dipajang", way=Way.LOST, bucket=Bucket.DAMAGED
    )
    shop.perform(LoadStockRules(reasons=[told], over_units=9, over_percent=50), SYSTEM)
    shop.perform(adjust(-1, "display"), MANAGER)
    with pytest.raises(Refusal, match="reason_unknown"):
        shop.perform(adjust(-1, "lost"), MANAGER)
    wrong = NewReason(code="sold", name="", name_id="", way=Way.LOST, bucket=Bucket.CUSTOMER)
    with pytest.raises(Refusal, match="reason_unknown"):
        shop.perform(LoadStockRules(reasons=[wrong], over_units=9, over_percent=50), SYSTEM)
