"""Units that were told missing are found: whatever the short pick did is taken back, once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cases.tables import cases
from app.fulfillment.commands import Pick, PutBack, Stage, UndoShort
from app.fulfillment.handlers.undo import WINDOW
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines, fulfillments
from app.insights.verify import money, stock
from app.insights.verify import orders as books
from app.insights.verify.check import Where
from app.kit.clock import MINUTE, Instant
from app.kit.errors import Refusal
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import order_lines
from app.stock.counting import CountedLine, FinishCount, OpenCount
from app.stock.tables import reservations, stock_cells, stock_movements
from app.storage.schema import Side
from app.work.tables import work_items
from tests.fulfillment.test_handlers_pickup import kinds, short, waiting
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CENTER, MANAGER, SHIRT, STORES, Shop, open_shop, pickup, ship


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.check()
    with shop.engine.connect() as db:
        for check in (*money.CHECKS, *books.CHECKS, *stock.CHECKS):
            if Where.SERVER in check.sides:
                assert not list(check.look(db)), check.id
    shop.engine.dispose()


def missed(
    shop: Shop,
    parcel: str,
    line_id: str,
    reason: ShortReason = ShortReason.NOT_FOUND,
    then: ShortNext = ShortNext.RE_SOURCE,
    quantity: int = 1,
) -> UndoShort:
    """A short pick, and what takes it back."""
    return UndoShort(**shop.perform(short(parcel, line_id, reason, then, quantity)))


def cells(shop: Shop) -> list[dict[str, Any]]:
    """Balances and claims; when a cell was changed is no balance."""
    return [{**row, "changed_at": 0} for row in shop.rows(stock_cells)]


def live(shop: Shop) -> list[tuple[str, str, int, str]]:
    return sorted(
        (row["site_id"], row["line_id"], row["quantity"], row["state"])
        for row in shop.rows(reservations)
        if row["state"] in ("held", "shortfall")
    )


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("reason", ShortReason)
@pytest.mark.parametrize("then", [ShortNext.RE_SOURCE, ShortNext.BACKORDER])
@pytest.mark.parametrize("quantity", [1, 2])
def test_an_undone_short_pick_leaves_all_as_it_was(
    shop: Shop, side: Side, reason: ShortReason, then: ShortNext, quantity: int
) -> None:
    """Of one unit of two, and of all of a parcel."""
    shop.side = side
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2), new_customer=SITI)
    lines, balances, claims = shop.rows(order_lines), cells(shop), live(shop)
    undo = missed(shop, parcel, line_id, reason, then, quantity)
    shop.now = Instant(shop.now - MINUTE)
    shop.perform(undo)
    assert shop.rows(order_lines) == lines
    assert cells(shop) == balances
    assert sum(row[2] for row in live(shop)) == sum(row[2] for row in claims)
    assert {row[0] for row in live(shop)} == {"menteng"}
    told = shop.only(fulfillments, id=parcel)
    assert (told["state"], told["closed_at"], told["claimed_by"]) == ("in_progress", None, "clerk")
    assert all(row["state"] == "cancelled" for row in shop.rows(fulfillments) if row != told)
    inside = shop.only(fulfillment_lines, fulfillment_id=parcel)
    assert (inside["quantity"], inside["short"]) == (2, 0)
    assert shop.only(work_items, kind="count")["state"] == "cancelled"
    assert not [row for row in shop.rows(cases) if row["state"] == "open"]


def test_claims_that_fell_by_it_stand_again_and_their_cases_are_settled(shop: Shop) -> None:
    mine, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    other, (other_line,) = waiting(shop, pickup(SHIRT, 3))
    undo = missed(shop, mine, line_id)
    assert ("menteng", other_line, 3, "shortfall") in live(shop)
    shop.perform(undo)
    assert ("menteng", other_line, 3, "held") in live(shop)
    told = {(row["subject_id"], row["state"], row["resolution"]) for row in shop.rows(cases)}
    assert told == {(line, "resolved", "undo_short") for line in (line_id, other_line)}
    shop.perform(Pick(fulfillment_id=other, line_id=other_line, quantity=3))
    assert shop.cell("menteng", SHIRT)["available"] == 2


def test_a_line_that_stays_short_keeps_its_case_with_a_note(shop: Shop) -> None:
    mine, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    _, (other_line,) = waiting(shop, pickup(SHIRT, 3))
    undo = missed(shop, mine, line_id, ShortReason.WRONG_STOCK)
    more = missed(shop, mine, line_id, ShortReason.NOT_FOUND)
    shop.perform(undo)
    case = shop.only(cases, command_id=more.short_id)
    assert case["state"] == "open"
    shop.perform(more)
    held = [row for row in live(shop) if row[1] == other_line and row[3] == "held"]
    assert sum(row[2] for row in held) == 3
    assert shop.only(cases, command_id=more.short_id)["state"] == "resolved"


def test_units_that_another_store_has_come_back_from_there_alone(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id)
    (elsewhere,) = [row for row in shop.rows(fulfillments) if row["id"] != parcel]
    assert elsewhere["site_id"] != "menteng"
    shop.perform(undo)
    assert shop.only(fulfillments, id=elsewhere["id"])["state"] == "cancelled"
    assert shop.only(fulfillment_lines, fulfillment_id=parcel)["quantity"] == 2
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id, quantity=2))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    assert shop.only(order_lines)["ready"] == 2


def test_it_is_undone_once(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id)
    missed(shop, parcel, line_id)  # so that there is something short that a second could take
    shop.perform(undo)
    stood = cells(shop)
    with pytest.raises(Refusal, match="already_undone"):
        shop.perform(undo, side=Side.DESK)
    shop.perform(undo)
    assert cells(shop) == stood
    assert "awkward_fact" in kinds(shop)


def test_what_was_cancelled_and_paid_back_stays_so(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id, then=ShortNext.CANCEL)
    with pytest.raises(Refusal, match="short_cancelled"):
        shop.perform(undo, side=Side.DESK)
    shop.perform(undo)
    assert shop.only(order_lines)["cancelled"] == 1
    assert "awkward_fact" in kinds(shop)


def test_what_another_store_has_in_hand_stays_there(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id)
    (elsewhere,) = [row for row in shop.rows(fulfillments) if row["id"] != parcel]
    shop.perform(Pick(fulfillment_id=elsewhere["id"], line_id=line_id))
    shop.now = Instant(shop.now - 3 * MINUTE)
    with pytest.raises(Refusal, match="moved_elsewhere"):
        shop.perform(undo, side=Side.DESK)
    shop.perform(undo)
    assert shop.only(order_lines)["picked"] == 1
    assert "awkward_fact" in kinds(shop)


def test_what_was_cancelled_since_does_not_come_back(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id, quantity=2)
    shop.perform(
        CancelLines(
            order_id=shop.only(order_lines)["order_id"],
            lines=[LineQuantity(line_id=line_id, quantity=2)],
            reason=CancelReason.CUSTOMER_REQUEST,
        ),
        MANAGER,
    )
    shop.perform(undo)
    assert shop.only(order_lines)["cancelled"] == 2
    assert shop.cell("menteng", SHIRT)["available"] == 0


def test_a_shelf_that_was_counted_since_is_not_corrected_twice(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id)
    shop.perform(OpenCount(count_id="count", site_id="menteng"))
    line = CountedLine(product_id=SHIRT, counted=5, expected=0)
    shop.perform(FinishCount(count_id="count", lines=[line]))
    shop.now = Instant(shop.now - 3 * MINUTE)
    with pytest.raises(Refusal, match="counted_meanwhile"):
        shop.perform(undo, side=Side.DESK)
    stood = cells(shop)
    shop.perform(undo)
    assert cells(shop) == stood


def test_a_desk_undoes_within_a_minute_and_goes_by_what_the_command_tells(shop: Shop) -> None:
    """Its own movements are gone once the server has acknowledged the short pick."""
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    balances = cells(shop)
    undo = missed(shop, parcel, line_id)
    with shop.acting() as uow:
        uow.db.execute(stock_movements.delete().where(stock_movements.c.why == "not_found"))
    shop.now = Instant(shop.now - MINUTE)
    late = Instant(shop.now + 2 * WINDOW)
    stood, shop.now = shop.now, late
    with pytest.raises(Refusal, match="undo_too_late"):
        shop.perform(undo, side=Side.DESK)
    shop.now = stood
    shop.perform(undo, side=Side.DESK)
    assert cells(shop) == balances
    with shop.acting() as uow:  # the rows that a desk does not have
        uow.db.execute(stock_movements.delete().where(stock_movements.c.why == "undo_short"))


def test_a_parcel_that_waits_in_its_bin_is_left_alone(shop: Shop) -> None:
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    undo = missed(shop, parcel, line_id)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line_id))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    with pytest.raises(Refusal, match="move_closed"):
        shop.perform(undo, side=Side.DESK)
    shop.perform(PutBack(fulfillment_id=parcel, reason="no_show"))
    shop.perform(undo)
    assert shop.only(fulfillments, id=parcel)["state"] == "open"
    assert shop.only(order_lines)["released"] == 2


def test_it_takes_back_a_unit_that_waits_for_goods_everywhere(shop: Shop) -> None:
    """Nothing is free anywhere: its case is settled, and the old promise stands."""
    for store in STORES[1:]:
        shop.order(pickup(SHIRT, 5, store))
    shop.order(ship(SHIRT, 50, CENTER), ship_to="home", new_customer=SITI, shipping_minor=0)
    parcel, (line_id,) = waiting(shop, pickup(SHIRT, 2))
    promised = shop.only(order_lines, id=line_id)
    undo = missed(shop, parcel, line_id)
    assert shop.only(order_lines, id=line_id)["backordered"] == 1
    assert kinds(shop) == ["shortfall"]
    shop.perform(undo)
    told = shop.only(order_lines, id=line_id)
    assert told == promised
    assert shop.only(cases)["state"] == "resolved"
