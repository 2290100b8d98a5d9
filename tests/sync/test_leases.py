"""What a device borrowed it may promise without the server, and nobody sells it twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.tables import cases
from app.desk.store import Outcome
from app.kit.clock import DAY, HOUR, MINUTE
from app.kit.errors import Refusal
from app.orders.states import Assurance
from app.orders.tables import order_lines
from app.stock.commands import RecordCorrections, StockCorrection
from app.stock.leases import GRACE, LASTS, MOST, RENEWED_AT
from app.stock.tables import leases, reservations
from app.sync import wire
from tests.sync.counter import catch_up, on_server, order, order_of, pull, push, quiet_world, rows
from tests.sync.lending import (
    a_lease_outlived,
    ask,
    assurance,
    borrow,
    cell,
    give_back,
    lent,
    pass_by,
    plan,
    stock_up,
    tidy,
    wall_clock_trusted,
)
from tests.sync.simulator import SimulatedDesk, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Sixteen of each at the first store."""
    with quiet_world(tmp_path) as world:
        stock_up(world, 10)
        for desk in world.desks:
            catch_up(desk)
        yield world


@pytest.fixture
def here(world: World) -> SimulatedDesk:
    return world.desks[0]


@pytest.fixture
def there(world: World) -> SimulatedDesk:
    return world.desks[1]


# --- lent -------------------------------------------------------------------------------------


def test_a_lease_is_lent_from_what_is_free(world: World, here: SimulatedDesk) -> None:
    borrow(here, 4)
    assert cell(world) == {"available": 16, "reserved": 0, "leased": 4}
    assert lent(here) == 4


def test_a_lease_is_seen_on_its_own_device_alone(here: SimulatedDesk, there: SimulatedDesk) -> None:
    borrow(here, 4)
    catch_up(there)
    assert rows(there, leases) == []


def test_a_few_are_lent_however_many_are_asked_for(world: World, here: SimulatedDesk) -> None:
    """One in four of what is free, and never more than four."""
    borrow(here, 500)
    assert lent(here) == MOST
    stock_up(world, -7)  # 9 there, 4 of them lent: 5 are free
    borrow(world.desks[1], 500)
    assert cell(world)["leased"] == MOST + 1


def test_what_is_not_free_is_not_lent(world: World, here: SimulatedDesk) -> None:
    stock_up(world, -13)
    borrow(here, 1)
    assert cell(world)["leased"] == 0
    assert rows(here, leases) == []


def test_a_question_whose_answer_was_lost_is_asked_again_and_lent_once(
    world: World, here: SimulatedDesk
) -> None:
    ask(here, 3, request_id="first")
    ask(here, 3, request_id="first")  # the network doubled it
    ask(here, 3, request_id="second")  # the desk heard nothing
    catch_up(here)
    assert lent(here) == cell(world)["leased"] == 3


def test_nothing_is_no_quantity(here: SimulatedDesk) -> None:
    with pytest.raises(Refusal, match="quantity_out_of_range"):
        ask(here, 0)


# --- used -------------------------------------------------------------------------------------


def test_a_promise_inside_the_lease_is_guaranteed_offline_and_then_confirmed(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 2)
    placed = order(here, quantity=2)
    assert assurance(here, placed) == Assurance.GUARANTEED
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    assert cell(world) == {"available": 16, "reserved": 2, "leased": 0}


def test_the_same_lease_is_not_used_twice(world: World, here: SimulatedDesk) -> None:
    borrow(here, 2)
    first, second = order(here, quantity=2), order(here, quantity=2)
    assert [assurance(here, each) for each in (first, second)] == ["guaranteed", "provisional"]
    catch_up(here)
    assert cell(world) == {"available": 16, "reserved": 4, "leased": 0}


def test_an_order_for_more_than_the_lease_is_provisional_and_leaves_the_lease(
    here: SimulatedDesk,
) -> None:
    borrow(here, 2)
    assert assurance(here, order(here, quantity=3)) == Assurance.PROVISIONAL
    assert lent(here) == 2


def test_what_was_lent_is_kept_for_its_device_while_others_sell_the_rest(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Here goes offline with two; there sells until nothing is left; the promise holds."""
    borrow(here, 2)
    placed = order(here, quantity=2)
    assert assurance(here, placed) == Assurance.GUARANTEED
    for _ in range(18):
        order(there)
    catch_up(there)
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    held = [
        row["line_id"]
        for row in on_server(world.server.service, reservations)
        if row["state"] == "held"
    ]
    assert placed.result["line_ids"][0] in held
    figures = cell(world)
    assert figures["reserved"] + figures["leased"] <= figures["available"]


def test_what_was_promised_beyond_the_stock_gets_a_case_for_each_loser(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    """Both sold all sixteen of the one store while the server was away."""
    for _ in range(8):
        order(here, quantity=2)
        order(there, quantity=2)
    push(here)
    push(there)
    figures = cell(world)
    assert figures["reserved"] <= figures["available"]
    told = on_server(world.server.service, cases)
    resourced = [
        row
        for row in on_server(world.server.service, reservations)
        if row["site_id"] != world.shop.stores[0]
    ]
    assert len(told) + len(resourced) >= 8


def test_lent_goods_that_are_gone_from_the_shelf_are_not_promised_to_anybody(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 4)
    placed = order(here, quantity=4)
    stock_up(world, -14)  # two are left of what four were promised on
    catch_up(here)
    figures = cell(world)
    assert figures["reserved"] <= figures["available"]
    (line,) = rows(here, order_lines, order_id=placed.result["order_id"])
    elsewhere = [row["site_id"] for row in on_server(world.server.service, reservations)]
    assert line["backordered"] == 4 or world.shop.stores[0] not in elsewhere


# --- refilled, recalled, returned -------------------------------------------------------------


def test_a_desk_asks_for_what_was_promised_lately_and_for_what_lies_at_its_place(
    world: World, here: SimulatedDesk
) -> None:
    order(here, 1)
    catch_up(here)
    asked = plan(here).ask
    assert asked[0].product_id == world.shop.products[1]
    assert {item.site_id for item in asked} == {world.shop.stores[0]}
    assert asked[0].quantity == 1  # of the five that are left
    assert world.shop.products[0] in {item.product_id for item in asked}


def test_a_lease_that_is_used_down_to_less_than_half_is_filled_up(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 4)
    assert world.shop.products[0] not in _asked(here)
    order(here, quantity=2)
    catch_up(here)
    assert world.shop.products[0] not in _asked(here)  # half is left
    order(here)
    catch_up(here)
    assert world.shop.products[0] in _asked(here)
    borrow(here, 3)
    assert lent(here) == 3  # of twelve that are free and one that it had


def test_a_lease_is_renewed_when_half_of_its_time_is_over(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 4)
    (before,) = rows(here, leases)
    pass_by(world, RENEWED_AT + MINUTE)
    catch_up(here)
    assert world.shop.products[0] in _asked(here)
    borrow(here, 4)
    (after,) = rows(here, leases)
    assert after["quantity"] == 4
    assert after["expires_at"] - before["expires_at"] >= RENEWED_AT


def test_where_a_cell_runs_out_the_leases_are_asked_back_and_come_back(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    order(there, quantity=12)
    catch_up(there)
    tidy(world)
    catch_up(here)
    assert assurance(here, order(here)) == Assurance.PROVISIONAL  # no new promise on it
    assert plan(here).give_back == ()  # first it tells what it did
    catch_up(here)
    give_back(here)
    assert lent(here) == 0
    assert cell(world)["leased"] == 0


def test_an_order_that_finds_too_little_free_asks_the_leases_back_at_once(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    order(there, quantity=13)
    catch_up(there)
    catch_up(here)
    assert len(plan(here).give_back) == 1


def test_a_promise_made_before_the_recall_was_heard_is_kept(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    order(there, quantity=12)
    catch_up(there)
    tidy(world)
    placed = order(here, quantity=4)  # offline: it heard of nothing
    assert assurance(here, placed) == Assurance.GUARANTEED
    push(here)
    tidy(world)
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    assert cell(world) == {"available": 16, "reserved": 16, "leased": 0}


def test_a_recalled_lease_is_not_filled_up_before_it_came_back(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    order(there, quantity=12)
    catch_up(there)
    tidy(world)
    stock_up(world, 20)
    borrow(here, 4)
    assert world.shop.products[0] not in _asked(here)
    assert [row["recalled_at"] is None for row in rows(here, leases)] == [False]
    give_back(here)
    borrow(here, 4)
    assert [row["recalled_at"] is None for row in rows(here, leases)] == [True]
    assert lent(here) == 4


def test_a_return_that_comes_again_late_takes_nothing_of_what_was_lent_since(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    order(there, quantity=12)
    catch_up(there)
    tidy(world)
    catch_up(here)
    again = give_back(here)
    stock_up(world, 20)
    borrow(here, 4)
    world.server.service.give_back(here.device, again)
    catch_up(here)
    assert lent(here) == cell(world)["leased"] == 4


def test_what_nobody_renews_is_asked_back_and_an_offline_desk_still_has_it(
    world: World, here: SimulatedDesk
) -> None:
    """The server cannot tell a quiet product from a desk that is away: it asks, and waits."""
    borrow(here, 2)
    pass_by(world, 50 * HOUR)
    tidy(world)
    assert cell(world)["leased"] == 2
    placed = order(here)
    assert assurance(here, placed) == Assurance.GUARANTEED
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    give_back(here)
    assert cell(world) == {"available": 16, "reserved": 1, "leased": 0}


def test_nobody_gives_back_what_another_borrowed(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 4)
    (lease,) = rows(here, leases)
    request = wire.GiveBack(request_id="x", lease_ids=[lease["id"]])
    with pytest.raises(Refusal, match="lease_of_another"):
        world.server.service.give_back(there.device, request)
    assert cell(world)["leased"] == 4


# --- over -------------------------------------------------------------------------------------


def test_an_hour_before_its_end_a_lease_still_guarantees_whatever_the_clock_on_the_wall_says(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 2)
    pass_by(world, LASTS - HOUR)
    here.clock.skew = 2 * DAY
    assert assurance(here, _anyway(here)) == Assurance.GUARANTEED


def test_a_lease_that_is_over_guarantees_nothing_even_when_the_clock_was_set_back(
    world: World,
) -> None:
    assert list(a_lease_outlived(world)) == []


def test_trusting_the_clock_on_the_wall_would_be_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall_clock_trusted(monkeypatch, world)
    assert list(a_lease_outlived(world)) != []


def test_after_the_computer_started_anew_nothing_is_guaranteed_until_the_server_is_met(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 2)
    here.power_off()
    here.power_on()
    assert assurance(here, order(here)) == Assurance.PROVISIONAL
    catch_up(here)
    assert assurance(here, order(here)) == Assurance.GUARANTEED


def test_a_restart_of_the_program_alone_takes_nothing_away(here: SimulatedDesk) -> None:
    borrow(here, 2)
    assert here.store is not None
    boot_id = here.store.boot_id
    here.power_off()
    here.power_on()
    here.store.boot_id = boot_id  # the system tells: the computer ran on
    assert assurance(here, order(here)) == Assurance.GUARANTEED


def test_a_promise_made_in_time_stays_guaranteed_when_the_lease_ends_before_it_is_sent(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 2)
    pass_by(world, LASTS - HOUR)
    placed = _anyway(here)
    pass_by(world, 2 * HOUR)
    order(there)
    catch_up(there)
    pull(here)  # news come first, and the queue is done again
    assert assurance(here, placed) == Assurance.GUARANTEED
    tidy(world)  # the grace is not over
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED


def test_what_nobody_returned_comes_back_once_after_its_grace(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 4)
    pass_by(world, LASTS + GRACE - MINUTE)
    tidy(world)
    assert cell(world)["leased"] == 4
    pass_by(world, 2 * MINUTE)
    tidy(world)
    tidy(world)
    assert cell(world) == {"available": 16, "reserved": 0, "leased": 0}


def test_a_promise_that_comes_when_its_lease_is_long_over_is_kept_if_the_goods_are_there(
    world: World, here: SimulatedDesk
) -> None:
    borrow(here, 2)
    placed = order(here, quantity=2)
    pass_by(world, LASTS + GRACE + HOUR)
    tidy(world)
    catch_up(here)
    assert assurance(here, placed) == Assurance.CONFIRMED
    assert cell(world) == {"available": 16, "reserved": 2, "leased": 0}


def test_a_promise_that_comes_too_late_and_finds_nothing_left_gets_a_case(
    world: World, here: SimulatedDesk, there: SimulatedDesk
) -> None:
    borrow(here, 2)
    placed = order(here, quantity=2)
    pass_by(world, LASTS + GRACE + HOUR)
    tidy(world)
    for each in (*world.shop.stores, world.shop.center):
        _empty(world, each)
    catch_up(here)
    (line,) = rows(here, order_lines, order_id=placed.result["order_id"])
    assert line["backordered"] == 2
    about = {row["subject_id"] for row in on_server(world.server.service, cases)}
    assert about & {line["id"], placed.result["order_id"]}


# ----------------------------------------------------------------------------------------------


def _asked(desk: SimulatedDesk) -> set[str]:
    return {item.product_id for item in plan(desk).ask}


def _anyway(desk: SimulatedDesk) -> Outcome:
    """An order that asks no clock on the wall how long the desk has been alone."""
    assert desk.store is not None
    user = desk.world.shop.users["agent"]
    return desk.store.run(order_of(desk.world.shop), user, online=True)


def _empty(world: World, site_id: str) -> None:
    gone = StockCorrection(
        site_id=site_id, product_id=world.shop.products[0], quantity=-100, at=world.now
    )
    world.server.service.run(RecordCorrections(corrections=[gone]))
