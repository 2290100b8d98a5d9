"""A device that was taken away brings what it did, and only then forgets the shop."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.cases.tables import cases
from app.identity.commands import RevokeDevice
from app.identity.tables import devices
from app.kit.clock import HOUR, MINUTE
from app.kit.errors import Refusal, Unreachable
from app.orders.tables import orders
from app.payments.commands import OpenDrawer
from app.payments.tables import drawers
from app.stock.leases import GRACE, LASTS
from app.sync import wire
from app.sync.core import (
    FIRST,
    LONGEST_WAIT,
    Applied,
    Ask,
    AskReconcile,
    Channel,
    Committed,
    Forget,
    Heard,
    Lost,
    Offered,
    SendCommands,
    StartAnew,
    TakeSnapshot,
    Tick,
)
from app.sync.tables import commands
from tests.sync.counter import greet, on_server, order, push, quiet_world, reconcile
from tests.sync.lending import borrow, cell, pass_by, stock_up, tidy
from tests.sync.simulator import SimulatedDesk, World
from tests.sync.test_core import HERE, Talk, sent, welcome


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


@pytest.fixture
def lost(world: World) -> SimulatedDesk:
    return world.desks[0]


def revoke(desk: SimulatedDesk) -> None:
    desk.world.server.service.run(RevokeDevice(device_id=desk.device_id))


OFFER = AskReconcile(above=FIRST, most=wire.OFFER_COMMANDS)


def nothing_lacks(*known: str) -> Offered:
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=[], known=list(known))
    return Offered(None, told)


# --- the server -------------------------------------------------------------------------------


def test_its_wishes_wait_for_a_person_and_its_facts_are_taken_with_an_exception(
    world: World, lost: SimulatedDesk
) -> None:
    order(lost)
    assert lost.store is not None
    opened = OpenDrawer(
        drawer_id="d" * 32, site_id=lost.site_id, float_minor=500_000, currency="IDR"
    )
    assert lost.store.run(opened, world.shop.users["clerk"], online=False).ok
    revoke(lost)
    assert [status for _, status, _ in push(lost)] == ["quarantined", "accepted_with_exception"]
    service = world.server.service
    assert on_server(service, orders) == []
    assert len(on_server(service, drawers)) == 1
    assert {row["kind"] for row in on_server(service, cases)} == {"revoked_user"}
    whole = [row["body"] for row in on_server(service, commands, status="quarantined")]
    assert "ABC234" in whole[0]  # kept whole: somebody may have to do it after all


def test_a_clock_set_back_does_not_make_its_wishes_older_than_the_loss(
    world: World, lost: SimulatedDesk
) -> None:
    revoke(lost)
    pass_by(world, MINUTE)
    lost.clock.skew = -HOUR
    order(lost)
    assert [status for _, status, _ in push(lost)] == ["quarantined"]


def test_it_is_told_at_hello_and_gets_no_news(lost: SimulatedDesk) -> None:
    revoke(lost)
    assert greet(lost) == wire.REVOKED


def test_revoked_twice_it_was_revoked_when_it_first_was(world: World, lost: SimulatedDesk) -> None:
    revoke(lost)
    (first,) = on_server(world.server.service, devices, id=lost.device_id)
    pass_by(world, HOUR)
    revoke(lost)
    (again,) = on_server(world.server.service, devices, id=lost.device_id)
    assert again["revoked_at"] == first["revoked_at"]


def test_an_unknown_device_cannot_be_revoked(world: World) -> None:
    with pytest.raises(Refusal, match="device_unknown"):
        world.server.service.run(RevokeDevice(device_id="nobody"))


def test_what_it_was_lent_comes_back_when_its_time_is_over_and_not_before(
    world: World, lost: SimulatedDesk
) -> None:
    stock_up(world, 10)
    borrow(lost, 4)
    revoke(lost)
    tidy(world)
    assert cell(world)["leased"] == 4
    pass_by(world, LASTS + GRACE + MINUTE)
    tidy(world)
    assert cell(world)["leased"] == 0


# --- the desk ---------------------------------------------------------------------------------


def test_nothing_is_done_on_a_desk_that_knows_that_it_was_revoked(
    world: World, lost: SimulatedDesk
) -> None:
    revoke(lost)
    greet(lost)
    refused = order(lost)
    assert refused.refusal is not None
    assert refused.refusal.code == "device_revoked"


def test_after_a_new_replica_id_the_rest_goes_up_though_the_server_has_the_beginning(
    world: World, lost: SimulatedDesk
) -> None:
    order(lost)
    push(lost)  # no page told the desk
    order(lost, 2)
    revoke(lost)
    told = reconcile(lost)
    assert lost.store is not None
    lost.store.start_anew(told, frozenset(told.known))
    assert [status for _, status, _ in push(lost)] == ["quarantined"]


def test_no_other_server_makes_it_forget_anything(lost: SimulatedDesk) -> None:
    assert lost.store is not None
    foreign = msgspec.structs.replace(welcome(wire.REVOKED), server_id="another")
    with pytest.raises(Unreachable):
        lost.store.heed(foreign, asked_ms=0)
    assert order(lost).ok


# --- the talk ---------------------------------------------------------------------------------


def test_what_waits_goes_up_first_and_then_all_is_forgotten() -> None:
    talk = Talk(waiting=3)
    (send,) = talk.met(wire.REVOKED)
    assert send == SendCommands(above=0, most=wire.BATCH_COMMANDS)
    doing = talk.heard(sent("quarantined", "accepted"), Channel.PUSH)
    assert doing == [SendCommands(above=2, most=wire.BATCH_COMMANDS)]
    doing = talk.heard(sent("accepted_with_exception", first=3), Channel.PUSH)
    assert doing == [OFFER]
    assert talk.heard(nothing_lacks("c1", "c2", "c3")) == [Forget()]


def test_with_nothing_waiting_it_asks_once_more_forgets_and_says_nothing_more() -> None:
    talk = Talk()
    assert talk.met(wire.REVOKED) == [OFFER]
    assert talk.heard(nothing_lacks()) == [Forget()]
    assert talk.on(Committed(5), after=LONGEST_WAIT) == []


def test_what_a_restored_server_lacks_is_brought_before_anything_is_forgotten() -> None:
    """Nothing waits, for all was acknowledged: by a server that knows nothing of it any more."""
    talk = Talk()
    talk.met(wire.REVOKED)
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=["c1"], known=[])
    assert talk.heard(Offered(None, told)) == [StartAnew(told)]
    doing = talk.on(Applied(HERE, 1))
    assert SendCommands(above=0, most=wire.BATCH_COMMANDS) in doing
    talk.heard(welcome(wire.REVOKED))
    assert talk.heard(sent("quarantined"), Channel.PUSH) == [OFFER]
    assert talk.heard(nothing_lacks("c1")) == [Forget()]


def test_without_an_answer_to_its_last_question_it_greets_again() -> None:
    """It may have been let in meanwhile."""
    talk = Talk()
    talk.met(wire.REVOKED)
    talk.on(Lost(Channel.PULL, "timeout"))
    (asked,) = talk.on(Tick(), after=LONGEST_WAIT)
    assert isinstance(asked, Ask)
    assert isinstance(asked.request, wire.Hello)
    assert Forget() not in talk.heard(welcome("ok"))


def test_nothing_is_forgotten_while_an_answer_is_lacking() -> None:
    talk = Talk(waiting=1)
    talk.met(wire.REVOKED)
    assert talk.on(Lost(Channel.PUSH, "timeout")) == []
    again = talk.on(Committed(1), after=LONGEST_WAIT)
    assert SendCommands(above=0, most=wire.BATCH_COMMANDS // 2) in again


def test_a_queue_the_server_cannot_place_is_reconciled_before_anything_is_forgotten() -> None:
    talk = Talk(waiting=1)
    talk.met(wire.REVOKED)
    assert talk.heard(sent("forked"), Channel.PUSH) == [OFFER]
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=["c1"], known=[])
    assert talk.heard(Offered(None, told)) == [StartAnew(told)]
    doing = talk.on(Applied(HERE, 1))
    assert Forget() not in doing
    assert SendCommands(above=0, most=wire.BATCH_COMMANDS) in doing


def test_what_the_server_has_ends_at_once_where_no_snapshot_will_end_it() -> None:
    talk = Talk(waiting=2)
    talk.met(wire.REVOKED)
    talk.heard(sent("gap"), Channel.PUSH)
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=["c2"], known=["c1"])
    assert talk.heard(Offered(None, told)) == [StartAnew(told, frozenset({"c1"}))]


def test_revoked_while_it_takes_the_shop_it_asks_what_became_of_it() -> None:
    """The server sends it no shop any more, and only a hello tells why."""
    talk = Talk(waiting=1)
    assert TakeSnapshot(wire.greeting(HERE), frozenset()) in talk.met("snapshot")
    talk.on(Lost(Channel.PULL, "device_revoked"))
    (asked,) = talk.on(Tick(), after=LONGEST_WAIT)
    assert isinstance(asked, Ask)
    assert isinstance(asked.request, wire.Hello)


def test_a_desk_that_is_let_in_again_goes_on() -> None:
    talk = Talk(waiting=1)
    talk.met(wire.REVOKED)
    talk.on(Lost(Channel.PUSH, "timeout"))
    talk.on(Committed(1), after=LONGEST_WAIT)
    doing = talk.on(Heard(Channel.PULL, welcome("ok")))
    assert Forget() not in doing
    talk.heard(sent("accepted"), Channel.PUSH)
    assert Forget() not in talk.on(Committed(1))
