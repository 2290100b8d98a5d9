"""The work of a parcel follows the parcel, step by step, and nobody says anything twice."""

from pathlib import Path
from typing import Any

import pytest

from app.fulfillment.commands import (
    Claim,
    HandOver,
    Pick,
    Proof,
    PutBack,
    ShortPick,
    Stage,
    Unclaim,
    UndoPick,
)
from app.fulfillment.states import ShortNext, ShortReason
from app.fulfillment.tables import fulfillment_lines
from app.kit.actor import SYSTEM
from app.kit.clock import DAY, HOUR, MINUTE, Instant, business_day
from app.kit.errors import Refusal
from app.places.loading import LoadNetwork, NewClosedDay, NewHandling
from app.work.finishing import FinishWork
from app.work.parcels import ENDED, LEASE, moves_between
from app.work.states import WORK, WorkState
from app.work.tables import work_items
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CLERK, MANAGER, SHIRT, START, Shop, open_shop, pickup, ship, terminal


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = open_shop(tmp_path)
    work = NewHandling(site_id="menteng", pick_unit=3, pick_parcel=2, stage_parcel=4)
    shop.perform(LoadNetwork(handling=[work]), SYSTEM)
    return shop


# START is a Monday, 21:13 in Jakarta: the shops have just closed, and open at 9.
TUESDAY = Instant(START - START % DAY + DAY + 2 * HOUR)  # at opening time
OPEN = 12 * HOUR


def _place(shop: Shop, due: int = TUESDAY + HOUR) -> tuple[str, str]:
    """(parcel, order line)"""
    shop.order(pickup(SHIRT, 2, promise_from=due, promise_to=due))
    line = shop.only(fulfillment_lines)
    return line["fulfillment_id"], line["line_id"]


def _item(shop: Shop) -> Any:
    (item,) = (row for row in shop.rows(work_items) if row["parcel_id"])
    return item


def _step(shop: Shop) -> tuple[str, str]:
    item = _item(shop)
    return item["kind"], item["state"]


def test_a_parcel_goes_from_picking_to_its_customer(shop: Shop) -> None:
    parcel, line = _place(shop)
    assert _step(shop) == ("pick", "new")
    shop.perform(Claim(fulfillment_id=parcel))
    assert _step(shop) == ("pick", "in_progress")
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=2))
    assert _step(shop) == ("stage", "in_progress")
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    assert _step(shop) == ("collect", "waiting")
    paid = [terminal(2 * 499_000)]
    shop.perform(HandOver(fulfillment_id=parcel, proof=Proof.ID, code_checked=True, tenders=paid))
    assert _step(shop) == ("collect", "done")


def test_what_is_undone_is_work_again(shop: Shop) -> None:
    parcel, line = _place(shop)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=2))
    shop.perform(UndoPick(fulfillment_id=parcel, line_id=line, quantity=1))
    assert _step(shop) == ("pick", "in_progress")
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=1))
    shop.perform(Stage(fulfillment_id=parcel, bin_code="P-07"))
    shop.perform(PutBack(fulfillment_id=parcel, reason="no_show"))
    assert _step(shop) == ("pick", "new")
    shop.perform(Claim(fulfillment_id=parcel))
    shop.perform(Unclaim(fulfillment_id=parcel))
    assert _step(shop) == ("pick", "new")


def test_a_parcel_that_is_empty_is_no_work(shop: Shop) -> None:
    parcel, line = _place(shop)
    short = ShortPick(
        fulfillment_id=parcel,
        line_id=line,
        quantity=2,
        reason=ShortReason.NOT_FOUND,
        then=ShortNext.CANCEL,
    )
    shop.perform(short)
    assert _step(shop) == ("pick", "cancelled")


def test_a_parcel_that_is_sent_is_packed_and_handed_to_the_carrier(shop: Shop) -> None:
    shop.order(ship(SHIRT, 1, "menteng"), new_customer=SITI, ship_to="home")
    line = shop.only(fulfillment_lines)
    told = {"fulfillment_id": line["fulfillment_id"], "line_id": line["line_id"]}
    shop.perform(Pick(**told, quantity=1))
    assert _step(shop) == ("pack", "in_progress")


def test_it_must_be_begun_so_long_before_it_is_due_as_it_takes(shop: Shop) -> None:
    parcel, line = _place(shop)
    item = _item(shop)
    assert (item["effort"], item["skill"]) == (2 + 2 * 3 + 4, "pick")
    assert item["start_by"] == TUESDAY + HOUR - 12 * MINUTE
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=1))
    assert _item(shop)["effort"] == 2 + 3 + 4
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=1))
    assert (_item(shop)["effort"], _item(shop)["skill"]) == (4, "stage")


def test_a_night_and_a_day_off_are_no_time_to_work(shop: Shop) -> None:
    """Due two minutes after opening on Wednesday, Tuesday closed: the other ten are Monday's."""
    day = business_day(TUESDAY, "Asia/Jakarta").toordinal()
    off = NewClosedDay(site_id="menteng", day=day, name="Libur")
    shop.perform(LoadNetwork(closed=[off]), SYSTEM)
    _place(shop, TUESDAY + DAY + 2 * MINUTE)
    monday_closing = TUESDAY - DAY + OPEN
    assert _item(shop)["start_by"] == monday_closing - 10 * MINUTE


def test_each_act_keeps_the_lease_alive_and_a_colleague_counts_as_another_attempt(
    shop: Shop,
) -> None:
    parcel, line = _place(shop)
    shop.perform(Claim(fulfillment_id=parcel))
    first = _item(shop)
    assert first["lease_until"] == shop.now + LEASE
    assert (first["assigned_to"], first["attempt"]) == (CLERK.user_id, 1)
    shop.perform(Pick(fulfillment_id=parcel, line_id=line, quantity=1))
    assert _item(shop)["lease_until"] > first["lease_until"]
    shop.perform(Claim(fulfillment_id=parcel), MANAGER)
    assert (_item(shop)["assigned_to"], _item(shop)["attempt"]) == (MANAGER.user_id, 2)
    shop.perform(Unclaim(fulfillment_id=parcel), MANAGER)
    assert (_item(shop)["assigned_to"], _item(shop)["lease_until"]) == (None, None)


def test_a_parcel_is_not_said_to_be_done(shop: Shop) -> None:
    _place(shop)
    with pytest.raises(Refusal, match="work_of_parcel"):
        shop.perform(FinishWork(item_id=_item(shop)["id"]))


@pytest.mark.parametrize("now", list(WorkState))
@pytest.mark.parametrize("then", list(WorkState))
def test_whatever_a_parcel_does_its_work_can_follow(now: WorkState, then: WorkState) -> None:
    if then is WorkState.ASSIGNED:
        return  # a parcel that is claimed is being picked
    state = now
    for act in moves_between(now, then):
        state = WORK.after(state, act)
    assert state is then
    assert ENDED == (WorkState.DONE, WorkState.CANCELLED)
