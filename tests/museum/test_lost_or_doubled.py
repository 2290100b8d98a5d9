"""An order that was told as saved is on the server once: entries 1–3, 5–8, 10, 11 and 17.

The number in a name is the entry's in the list of design; the harm is in the words.
"""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.insights.verify.runs import verify_server
from app.kit.clock import MINUTE, SECOND, Instant
from app.kit.errors import Refusal
from app.orders.tables import orders
from app.payments.commands import CloseDrawer, OpenDrawer
from app.stock.tables import reservations
from app.storage.outbox import outbox
from app.sync import wire
from app.sync.core import Channel, Lost, SendCommands, SyncCore, Tick
from app.sync.tables import commands
from tests.museum.acts import PowerCut, numbers_on_server, place, restart, store_of, together
from tests.museum.clicks import double_clicks
from tests.sync.counter import (
    catch_up,
    on_server,
    order,
    order_of,
    pull,
    push,
    rows,
)
from tests.sync.simulator import KEY, SimulatedDesk, World
from tests.sync.staff import act
from tests.sync.test_core import Talk, sent


def test_01_a_lost_reply_doubles_no_act_of_any_kind(world: World) -> None:
    """Odoo 40567, back in 85527: the reply of every write is dropped, so each is sent again: not
    orders alone, whatever people do in a shop."""
    service = world.server.service
    for _ in range(40):
        for desk in world.desks:
            desk.core.cursor = store_of(desk).cursor()  # it has met its server
            world.now = Instant(world.now + MINUTE)
            act(world, desk)
            first, head = push(desk), service.head()
            assert (push(desk), service.head()) == (first, head), "the same answer, nothing done"
            pull(desk)
    kinds = {row["kind"] for row in on_server(service, commands)}
    assert len(kinds) >= 8, kinds
    for result in verify_server(service.engine):
        assert result.ok is not False, result


def test_01_a_lost_reply_does_not_double_an_order(world: World, desk: SimulatedDesk) -> None:
    for product in range(4):
        order(desk, product)
        push(desk)
        push(desk)
    restart(desk)
    push(desk)
    pull(desk)
    assert len(numbers_on_server(world)) == 4
    assert len(on_server(world.server.service, reservations)) == 4
    assert len(rows(desk, orders)) == 4


def test_02_a_batch_that_was_taken_in_part_is_taken_to_its_end(
    world: World, desk: SimulatedDesk
) -> None:
    """Odoo 258304: the retry met children that were there already, and the server fell over."""
    for product in range(4):
        order(desk, product)
    first = push(desk, most=2)
    again = push(desk)
    assert again[:2] == first
    assert [status for _, status, _ in again] == ["accepted"] * 4
    assert len(numbers_on_server(world)) == 4


@pytest.mark.parametrize("dies_at", ["desk.after_commit", "desk.after_journal"])
def test_03_power_that_goes_right_after_pay_does_not_lose_the_order(
    world: World, desk: SimulatedDesk, dies_at: str
) -> None:
    """Odoo 267799: the paid order waited 300 ms for a debounce; a reload lost it."""
    restart(desk, dies_at)
    with pytest.raises(PowerCut):
        place(desk, order_of(world.shop))
    restart(desk)
    assert len(rows(desk, orders)) == 1
    catch_up(desk)
    assert len(numbers_on_server(world)) == 1


def test_03_what_was_not_saved_was_not_told_as_saved_either(
    world: World, desk: SimulatedDesk
) -> None:
    restart(desk, "desk.before_commit")
    with pytest.raises(PowerCut):
        place(desk, order_of(world.shop))
    restart(desk)
    assert rows(desk, orders) == rows(desk, outbox) == []


def test_05_a_receipt_whose_database_was_deleted_leaves_a_trace(
    world: World, desk: SimulatedDesk
) -> None:
    """Odoo 60939, ERPNext 11745: the receipt was printed, the browser's storage was emptied."""
    catch_up(desk)
    placed = order(desk)
    store_of(desk).abandon()
    for part in desk.folder.glob("desk.db*"):
        part.unlink()
    desk.store = DeskStore(desk._profile, KEY, REGISTER, desk.clock, desk._new_id)
    catch_up(desk)
    assert numbers_on_server(world) == [placed.result["number"]]


def test_06_a_second_window_does_not_send_the_same_queue(world: World, desk: SimulatedDesk) -> None:
    """Odoo 152259: a second tab synced the same orders again."""
    order(desk)
    with pytest.raises(Refusal, match="profile_in_use"):
        Profile(desk.folder).open()


def test_06_two_that_send_one_queue_at_once_have_one_effect(
    world: World, desk: SimulatedDesk
) -> None:
    for product in range(5):
        order(desk, product)
    store = store_of(desk)
    batch = wire.Commands(replica_id=store.cursor().replica_id, commands=store.batch(0, 200))
    service = world.server.service
    together(4, lambda _: service.take(desk.device, batch))
    assert len(numbers_on_server(world)) == 5
    assert Counter(row["status"] for row in on_server(service, commands)) == {"accepted": 5}


@pytest.mark.parametrize("cut", range(5))
def test_07_cut_at_any_place_in_a_batch_all_leave_later_without_a_restart(
    world: World, desk: SimulatedDesk, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Odoo 261096, 203431: the flag was cleared though the sending had failed."""
    for product in range(4):
        order(desk, product)
    service = world.server.service
    take_one = service._take_one
    taken: list[Any] = []

    def dies(*told: Any, **how: Any) -> Any:
        if len(taken) == cut:
            raise OperationalError("COMMIT", {}, OSError("the machine is gone"))
        taken.append(told)
        return take_one(*told, **how)

    with monkeypatch.context() as patch, suppress(OperationalError):
        patch.setattr(service, "_take_one", dies)
        push(desk)
    assert len(rows(desk, outbox)) == 4
    catch_up(desk)
    assert len(numbers_on_server(world)) == 4
    assert rows(desk, outbox) == []


def test_07_the_day_does_not_end_while_orders_are_in_this_till_alone(
    world: World, desk: SimulatedDesk
) -> None:
    drawer_id = desk._new_id()
    clerk = world.shop.users["clerk"]
    opened = OpenDrawer(drawer_id=drawer_id, site_id=desk.site_id, float_minor=1, currency="IDR")
    closed = CloseDrawer(drawer_id=drawer_id, counted_minor=1)
    assert store_of(desk).run(opened, clerk, online=False).ok
    order(desk)
    refused = store_of(desk).run(closed, clerk, online=False).refusal
    assert refused is not None
    assert refused.code == "unsent_left"
    catch_up(desk)
    assert store_of(desk).run(closed, clerk, online=False).ok


def test_08_one_person_at_three_tills_prints_no_number_twice(world: World) -> None:
    """Odoo 16781, 71455, 287667: numbers collided, and the second order was dropped as known."""
    told = []
    for desk in world.desks:
        told += [order(desk, product).result["number"] for product in range(2)]
        restart(desk)
        told.append(order(desk).result["number"])
        catch_up(desk)
    assert len(told) == len(set(told)) == 9
    assert sorted(numbers_on_server(world)) == sorted(told)


def test_10_a_slow_server_is_not_asked_again_while_it_works() -> None:
    """Odoo 44600: after 7.5 s the running request was sent again, until no worker was left."""
    talk = Talk(waiting=3)
    assert any(isinstance(action, SendCommands) for action in talk.met())
    meanwhile = [action for _ in range(60) for action in talk.on(Tick(), after=SECOND)]
    assert meanwhile == []
    talk.on(Lost(Channel.PUSH, "timeout"))
    assert not [a for a in talk.on(Tick()) if isinstance(a, SendCommands)]


def test_11_fifty_reasons_to_send_are_one_request() -> None:
    """Odoo 180278: several places of the program sent at once."""
    talk = Talk(waiting=50)
    talk.met()
    core: SyncCore = talk.core
    asked = [action for _ in range(50) for action in core.on(Tick(), talk.now)]
    assert asked == []
    again = talk.heard(sent(*["accepted"] * 50), Channel.PUSH)
    assert [action for action in again if isinstance(action, SendCommands)] == []


def test_17_double_clicks_of_eight_people_at_once_are_one_order_each(tmp_path: Path) -> None:
    """ERPNext 12971: one in fifteen invoices doubled, eight people online at once.

    A thousand each by `scripts/campaign museum clicks`.
    """
    assert double_clicks(tmp_path, people=8, orders_each=4) == []
