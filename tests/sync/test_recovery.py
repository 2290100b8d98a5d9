"""Nothing is lost when a desk or the server comes back from an older copy, or from a wreck."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cases.tables import cases
from app.customers.commands import CallBack, CreateCustomer, SetConsent
from app.customers.privacy import EraseCustomer
from app.customers.states import Channel, How, Purpose
from app.customers.tables import customer_callbacks, customer_consents
from app.desk.profile import Profile
from app.desk.store import DeskStore
from app.features import REGISTER
from app.kit.clock import HOUR, SECOND, Instant
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.tables import orders
from app.server.service import Service
from app.storage.outbox import body_hash, outbox, outbox_archive
from app.sync.tables import commands
from tests.sync.checks import at_rest
from tests.sync.counter import (
    catch_up,
    greet,
    mend,
    on_server,
    order,
    order_of,
    page_for,
    pull,
    push,
    quiet_world,
    reconcile,
    rows,
    take_snapshot,
)
from tests.sync.simulator import KEY, SimulatedDesk, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


@pytest.fixture
def desk(world: World) -> SimulatedDesk:
    return world.desks[0]


def store_of(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


def keep_copy(world: World) -> Path:
    """A backup of the server's database, as it stands."""
    engine = world.server.service.engine
    with engine.connect() as db:
        raw = db.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = world.folder / "backup.db"
    shutil.copyfile(world.folder / "server.db", kept)
    return kept


def restore(world: World, kept: Path) -> None:
    """The server goes on from an older copy; nobody changed its epoch."""
    world.server.service.close()
    put_copy(world, kept)
    new_id = world.server.service.new_id
    world.server.service = Service(
        f"sqlite:///{world.folder / 'server.db'}", clock=world.server.clock
    )
    world.server.service.new_id = new_id


def put_copy(world: World, kept: Path) -> None:
    for part in world.folder.glob("server.db*"):
        part.unlink()
    shutil.copyfile(kept, world.folder / "server.db")


def numbers_on_server(world: World) -> list[str]:
    return sorted(row["number"] for row in on_server(world.server.service, orders))


def numbers_on(desk: SimulatedDesk) -> list[str]:
    return sorted(row["number"] for row in rows(desk, orders))


# --- the server came back from an older copy --------------------------------------------------


def test_a_server_from_an_older_copy_gets_back_what_it_forgot(
    world: World, desk: SimulatedDesk
) -> None:
    order(desk)
    catch_up(desk)
    kept = keep_copy(world)
    for product in (1, 2, 3):
        order(desk, product)
    catch_up(desk)
    whole = numbers_on_server(world)
    restore(world, kept)
    assert len(numbers_on_server(world)) == 1
    assert greet(desk) == "reconcile"
    catch_up(desk)
    assert numbers_on_server(world) == whole == numbers_on(desk)
    assert rows(desk, outbox) == []


def test_what_an_erased_person_bought_is_given_back_to_a_server_that_forgot_it(
    world: World, desk: SimulatedDesk
) -> None:
    """The desk has nothing of them any more, so that its commands are not what they were."""
    siti = CreateCustomer(customer_id="c" * 32, name="Siti Rahmawati", phone="+6281200000001")
    store = store_of(desk)
    assert store.run(siti, world.shop.users["agent"], online=False).ok
    catch_up(desk)
    kept = keep_copy(world)
    placed = msgspec.structs.replace(order_of(world.shop), customer_id=siti.customer_id)
    bought = store.run(placed, world.shop.users["agent"], online=False)
    assert bought.ok
    (line,) = bought.result["line_ids"]
    cancel = CancelLines(
        order_id=bought.result["order_id"],
        lines=[LineQuantity(line_id=line, quantity=1)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    assert store.run(cancel, world.shop.users["agent"], online=False).ok
    catch_up(desk)
    world.server.service.run(EraseCustomer(customer_id=siti.customer_id))
    catch_up(desk)
    (told,) = rows(desk, outbox_archive, kind="order.place")
    assert told["hash"] != body_hash(told["kind"], told["v"], told["body"])
    restore(world, kept)
    catch_up(desk)
    assert numbers_on_server(world) == [bought.result["number"]] == numbers_on(desk)
    assert on_server(world.server.service, cases) == []


def test_others_who_read_the_forgotten_news_start_over_too(world: World) -> None:
    here, there = world.desks
    kept = keep_copy(world)
    order(there)
    catch_up(there)
    catch_up(here)
    assert len(numbers_on(here)) == 1
    restore(world, kept)
    catch_up(here)
    assert numbers_on(here) == []
    catch_up(there)
    catch_up(here)
    assert len(numbers_on(here)) == 1


def test_what_is_taken_again_under_its_old_number_is_not_what_others_read(world: World) -> None:
    here, there = world.desks
    kept = keep_copy(world)
    order(there)
    catch_up(there)
    catch_up(here)
    read = rows(here, orders)
    restore(world, kept)
    world.now = Instant(world.now + SECOND)
    catch_up(there)
    catch_up(here)
    assert rows(here, orders) == on_server(world.server.service, orders)
    assert rows(here, orders) != read, "it was placed a second later"


def test_a_server_that_went_on_from_the_older_copy_is_found_out_by_its_chain(world: World) -> None:
    """Its numbers have caught up with the desk's cursor: only the chain tells them apart."""
    here, there = world.desks
    kept = keep_copy(world)
    order(here)
    catch_up(here)
    restore(world, kept)
    order(there, 1)
    catch_up(there)
    assert world.server.service.head().seq >= store_of(here).cursor().seq
    assert greet(here) == "reconcile"
    catch_up(here)
    assert len(numbers_on_server(world)) == 2


def test_forgotten_twice_it_is_told_twice_in_the_order_in_which_it_was_done(
    world: World, desk: SimulatedDesk
) -> None:
    """Else a pick would reach the server before the order it belongs to."""
    kept = keep_copy(world)
    done = []
    for _ in range(3):
        done += [order(desk, product).command_id for product in (1, 2)]
        catch_up(desk)
        mend(desk)  # nothing is lacking: the archive becomes history of an earlier replica id
    restore(world, kept)
    catch_up(desk)
    log = sorted(on_server(world.server.service, commands), key=lambda row: row["seq"])
    assert [row["command_id"] for row in log] == done


def test_what_the_server_had_but_had_not_shown_can_be_asked_for_again_later(
    world: World, desk: SimulatedDesk
) -> None:
    """Known in one reconcile, forgotten in the next: the archive keeps it for both."""
    kept = keep_copy(world)
    order(desk)
    push(desk)  # the answer was lost, and the feed was not read
    mend(desk)
    assert rows(desk, outbox) == []
    restore(world, kept)
    catch_up(desk)
    assert len(numbers_on_server(world)) == 1


# --- an order taken in the middle of it -------------------------------------------------------


def test_an_order_taken_while_the_desk_asks_what_is_lacking_is_not_lost(
    world: World, desk: SimulatedDesk
) -> None:
    order(desk)
    reconciled = reconcile(desk)
    placed = order(desk, 1)
    store_of(desk).start_anew(reconciled)
    take_snapshot(desk, frozenset(reconciled.known))
    catch_up(desk)
    assert placed.result["number"] in numbers_on_server(world)
    assert len(numbers_on_server(world)) == 2
    assert [row["status"] for row in on_server(world.server.service, commands)] == [
        "accepted",
        "accepted",
    ]


def test_an_order_taken_between_new_id_and_snapshot_is_not_lost(
    world: World, desk: SimulatedDesk
) -> None:
    reconciled = reconcile(desk)
    store_of(desk).start_anew(reconciled)
    placed = order(desk)
    take_snapshot(desk, frozenset(reconciled.known))
    assert placed.result["number"] in numbers_on(desk)
    catch_up(desk)
    assert numbers_on_server(world) == [placed.result["number"]]


def test_the_first_order_after_a_mended_fork_goes_up_by_itself(
    world: World, desk: SimulatedDesk
) -> None:
    order(desk)
    catch_up(desk)
    mend(desk)
    order(desk, 1)
    assert store_of(desk).last_seq() == 1
    assert [status for _, status, _ in push(desk)] == ["accepted"]


# --- a desk that was cloned, restored or wrecked ----------------------------------------------


def clone(desk: SimulatedDesk, folder: Path) -> DeskStore:
    """Somebody copied the profile to a second computer."""
    store_of(desk).checkpoint()
    shutil.copytree(desk.folder, folder, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    return opened(desk, folder)


def opened(desk: SimulatedDesk, folder: Path) -> DeskStore:
    return DeskStore(Profile(folder), KEY, REGISTER, desk.clock, desk._new_id)


def on_clone(desk: SimulatedDesk, store: DeskStore) -> SimulatedDesk:
    """The same device with another database."""
    twin = object.__new__(SimulatedDesk)
    twin.world, twin.clock, twin.store = desk.world, desk.clock, store
    twin.device_id = desk.device_id
    return twin


def test_a_cloned_desk_is_told_apart_and_both_orders_arrive(
    world: World, desk: SimulatedDesk
) -> None:
    order(desk)
    catch_up(desk)
    store = clone(desk, world.folder / "clone")
    twin = on_clone(desk, store)
    ours, theirs = order(desk, 1), order(twin, 2)
    assert [status for _, status, _ in push(desk)] == ["accepted"]
    assert [status for _, status, _ in push(twin)] == ["forked"]
    mend(twin)
    catch_up(twin)
    catch_up(desk)
    found = {row["command_id"] for row in on_server(world.server.service, commands)}
    assert {ours.command_id, theirs.command_id} <= found
    assert len(numbers_on_server(world)) == 3
    store.abandon()


def test_a_desk_from_an_older_copy_does_not_overwrite_what_it_forgot(
    world: World, desk: SimulatedDesk
) -> None:
    store = clone(desk, world.folder / "older")
    order(desk)
    catch_up(desk)
    older = on_clone(desk, store)
    order(older, 1)
    catch_up(older)
    assert len(numbers_on_server(world)) == 2
    assert len(rows(older, orders)) == 2
    store.abandon()


def wreck(folder: Path) -> None:
    """Some pages of the database are rubbish now."""
    data = bytearray((folder / "desk.db").read_bytes())
    chance = random.Random(3)
    for start in range(0, len(data), 4096):
        data[start : start + 64] = chance.randbytes(64)
    (folder / "desk.db").write_bytes(bytes(data))
    for suffix in ("-wal", "-shm"):
        (folder / f"desk.db{suffix}").unlink(missing_ok=True)


def test_a_wrecked_desk_is_moved_aside_and_its_unsent_orders_go_up_all_the_same(
    world: World, desk: SimulatedDesk
) -> None:
    order(desk)
    catch_up(desk)
    unsent = [order(desk, product) for product in (1, 2)]
    store_of(desk).checkpoint()
    store_of(desk).abandon()
    wreck(desk.folder)
    store = desk.store = opened(desk, desk.folder)
    assert store.moved_aside
    assert (desk.folder / store.moved_aside).exists()
    catch_up(desk)
    assert {each.command_id for each in unsent} <= {
        row["command_id"] for row in on_server(world.server.service, commands)
    }
    assert len(numbers_on_server(world)) == 3
    assert len(numbers_on(desk)) == 3


def test_after_a_wreck_no_printed_number_is_used_again(world: World, desk: SimulatedDesk) -> None:
    order(desk)
    catch_up(desk)
    order(desk)
    store_of(desk).abandon()
    wreck(desk.folder)
    desk.store = opened(desk, desk.folder)
    desk._give_grants()  # everybody signs in again
    catch_up(desk)
    order(desk)
    catch_up(desk)
    numbers = numbers_on_server(world)
    assert len(set(numbers)) == len(numbers) == 3


def test_the_journal_is_filled_again_when_it_is_the_journal_that_was_lost(
    desk: SimulatedDesk,
) -> None:
    placed = order(desk)
    store_of(desk).abandon()
    (desk.folder / "outbox.journal").unlink()
    store = desk.store = opened(desk, desk.folder)
    assert [envelope.command_id for envelope in store.journal.read()] == [placed.command_id]


def test_a_crash_between_the_two_copies_fills_the_second_at_the_next_start(
    desk: SimulatedDesk,
) -> None:
    """Saved in the database, not yet in the journal: the power goes exactly there."""
    store_of(desk).abandon()

    def passing(name: str) -> None:
        if name == "desk.after_commit":
            raise PowerCut

    store = DeskStore(desk._profile, KEY, REGISTER, desk.clock, desk._new_id, failpoint=passing)
    desk.store = store
    desk.world.now = Instant(desk.world.now + SECOND)
    user = desk.world.shop.users["agent"]
    with pytest.raises(PowerCut):
        store.run(order_of(desk.world.shop), user, online=False, command_id="c" * 32)
    store.abandon()
    store = desk.store = opened(desk, desk.folder)
    assert [envelope.command_id for envelope in store.journal.read()] == ["c" * 32]
    catch_up(desk)
    assert len(numbers_on_server(desk.world)) == 1


@pytest.mark.parametrize(
    ("take", "moment"),
    [
        *((pull, moment) for moment in ("fsync", "replace", "desk.in_page", "desk.after_page")),
        *((take_snapshot, moment) for moment in ("fsync", "replace", "desk.in_snapshot")),
    ],
)
def test_wherever_the_power_goes_an_erased_person_is_forgotten_and_what_waits_is_kept(
    desk: SimulatedDesk,
    monkeypatch: pytest.MonkeyPatch,
    take: Callable[[SimulatedDesk], None],
    moment: str,
) -> None:
    """A tombstone is told once: the journal kept their name for good."""
    siti = CreateCustomer(customer_id="c" * 32, name="Siti Rahmawati", phone="+6281200000001")
    assert store_of(desk).run(siti, desk.world.shop.users["agent"], online=False).ok
    catch_up(desk)
    waits = order(desk).command_id
    desk.world.server.service.run(EraseCustomer(customer_id=siti.customer_id))

    def passing(name: str) -> None:
        if name == moment:
            raise PowerCut

    store_of(desk).abandon()
    dies = DeskStore(desk._profile, KEY, REGISTER, desk.clock, desk._new_id, failpoint=passing)
    desk.store = dies
    read = dies.cursor()
    with monkeypatch.context() as system:
        for call in ("fsync", "replace"):  # of the journal that is written anew
            system.setattr(os, call, _before(getattr(os, call), partial(passing, call)))
        with pytest.raises(PowerCut):
            take(desk)
    dies.abandon()
    store = desk.store = opened(desk, desk.folder)
    assert [row["command_id"] for row in rows(desk, outbox)] == [waits]
    if store.cursor() == read:
        take(desk)
    assert [envelope.command_id for envelope in store.journal.read()] == [waits]
    assert "Siti" not in rows(desk, outbox_archive)[0]["body"]
    assert [row["command_id"] for row in rows(desk, outbox)] == [waits]


def _before(call: Callable[..., None], passing: Callable[[], None]) -> Callable[..., None]:
    def passed(*args: Any) -> None:
        passing()
        call(*args)

    return passed


class PowerCut(BaseException):
    pass


# --- two desks side by side -------------------------------------------------------------------


def test_two_desks_count_from_one_each_and_do_not_disturb_one_another(world: World) -> None:
    here, there = world.desks
    for product in (0, 1, 2):
        order(here, product)
        order(there, product)
    assert [status for _, status, _ in push(here) + push(there)] == ["accepted"] * 6
    counted = sorted(
        (row["replica_id"], row["client_seq"]) for row in on_server(world.server.service, commands)
    )
    assert [seq for _, seq in counted] == [1, 2, 3, 1, 2, 3]


def test_the_ack_that_ends_an_order_is_that_order_s_own(world: World) -> None:
    """Both have a command number 1: the other desk's ack ends nothing here."""
    here, there = world.desks
    placed = order(here)
    order(there)
    catch_up(there)
    pull(here)
    assert [row["command_id"] for row in rows(here, outbox)] == [placed.command_id]
    assert page_for(here).acks == []


# ---------------------------------------------------------------- who was known before


def test_what_was_told_of_a_customer_whom_the_server_lost_is_seen_once_they_are_known_again(
    world: World, desk: SimulatedDesk
) -> None:
    """A fact is taken without them, and goes to nobody then."""
    siti, other = desk._new_id(), world.desks[1]
    due = int(world.now) + HOUR
    other.run(CallBack(customer_id=siti, about="her parcel", due_at=due), "agent")
    other.run(
        SetConsent(
            customer_id=siti,
            channel=Channel.PHONE,
            purpose=Purpose.MARKETING,
            given=False,
            how=How.PHONE,
        ),
        "agent",
    )
    assert world.settle()
    assert rows(desk, customer_callbacks) == []
    desk.run(CreateCustomer(customer_id=siti, name="Siti", phone="+628123456789"), "agent")
    assert at_rest(world, settled=world.settle()) == []
    assert [row["customer_id"] for row in rows(desk, customer_callbacks)] == [siti]
    assert [row["customer_id"] for row in rows(desk, customer_consents)] == [siti]


# ---------------------------------------------------------------- what belongs to another history


def test_a_page_from_before_a_restore_is_not_taken_for_the_next_one(
    world: World, desk: SimulatedDesk
) -> None:
    """Its number fits; the history it continues is gone."""
    kept = keep_copy(world)
    order(desk, 0)
    push(desk)
    pull(desk)
    other = world.desks[1]
    order(other, 1)
    push(other)
    late = page_for(desk)
    restore(world, kept)
    mend(other)
    push(other)
    mend(desk)
    assert store_of(desk).cursor().seq == late.since
    assert not store_of(desk).apply(late)


def test_an_id_that_another_desk_had_used_holds_up_nothing(
    world: World, desk: SimulatedDesk
) -> None:
    """The act that came second is kept for a person; what was done after it goes up."""
    order(world.desks[1], 1, command_id="e" * 32)
    push(world.desks[1])
    order(desk, 0, command_id="e" * 32)
    order(desk, 0)
    assert [status for _, status, _ in push(desk)] == ["id_reuse", "accepted"]
    assert push(desk) == push(desk)
    pull(desk)
    assert rows(desk, outbox) == []
    assert reconcile(desk).lacking == []
    assert len(on_server(world.server.service, orders)) == 2
    (kept,) = on_server(world.server.service, commands, status="quarantined")
    assert on_server(world.server.service, cases, subject_id=kept["command_id"])


def test_an_id_used_twice_is_told_again_after_a_new_replica_id(
    world: World, desk: SimulatedDesk
) -> None:
    order(world.desks[1], 1, command_id="e" * 32)
    push(world.desks[1])
    order(desk, 0, command_id="e" * 32)
    mend(desk)
    catch_up(desk)
    assert rows(desk, outbox) == []
    assert greet(desk) == "ok"
