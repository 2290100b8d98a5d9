"""A snapshot over a line that breaks ends as one over a line that does not."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.kit.errors import Unreachable
from app.orders.tables import orders
from app.storage.engine import reading
from app.storage.outbox import outbox
from app.storage.schema import synced_tables
from app.sync import snapshot, wire
from app.sync.rebase import Preempted
from app.sync.taking import LINE, NOTHING, Taking
from tests.sync.checks import mirror_differs
from tests.sync.counter import arrive, order, pull, push, quiet_world, reconcile, rows
from tests.sync.desk_machine import InMemory, SimulatedDesk
from tests.sync.simulator import World
from tests.sync.storms import regrant


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that tables are cut as well."""
    monkeypatch.setattr(snapshot, "ROWS_A_PART", 3)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


def take_in(desk: SimulatedDesk, taking: Taking) -> None:
    assert desk.store is not None
    desk.store.swap_mirror(taking.head, taking.parts(), frozenset())
    with reading(desk.world.server.service.engine) as db, db.begin():
        assert list(mirror_differs(desk, db)) == []


def sell(desk: SimulatedDesk, product: int = 0) -> None:
    order(desk, product)
    push(desk)


@pytest.mark.parametrize("seed", range(6))
def test_it_ends_as_the_servers_though_all_work_meanwhile(world: World, seed: int) -> None:
    """Cut anywhere, again and again; what had arrived never comes twice."""
    chance = random.Random(seed)
    here, there = world.desks
    for product in range(3):
        sell(there, product)
    taking = Taking(InMemory())
    heads = [arrive(here, taking, chance.randrange(1, 4))]
    for _ in range(12):
        if chance.random() < 0.7:
            sell(there, chance.randrange(3))
        # what changed comes first: a go that breaks in it brings nothing, as a shorter one does
        heads.append(arrive(here, taking, chance.randrange(14)))
    heads.append(arrive(here, taking))
    assert all(head.changed is not None for head in heads[1:])
    take_in(here, taking)


def told(kept: InMemory) -> list[bytes]:
    return [record for record in kept.lines() if record.startswith(LINE)]


def test_each_go_begins_behind_the_last_row(world: World) -> None:
    kept, counted = InMemory(), InMemory()
    (here, _), taking = world.desks, Taking(kept)
    arrive(here, Taking(counted))
    goes = 0
    while len(told(kept)) < len(told(counted)):
        arrive(here, taking, 2)
        goes += 1
        assert goes < 1_000
    assert told(kept) == told(counted)


def test_a_go_that_breaks_before_all_changes_are_told_changes_nothing(world: World) -> None:
    here, there = world.desks
    kept = InMemory()
    taking = Taking(kept)
    arrive(here, taking, -1)
    sell(there)
    before, head = list(kept.lines()), taking.head
    assert arrive(here, taking, 1).changed
    assert (list(kept.lines()), taking.head) == (before, head)
    arrive(here, taking)
    take_in(here, taking)
    assert len(rows(here, orders)) == 1


def begins_anew(desk: SimulatedDesk, after: Callable[[], None]) -> None:
    """The next go, when this came between."""
    taking = Taking(InMemory())
    arrive(desk, taking, -1)
    after()
    assert arrive(desk, taking).changed is None
    take_in(desk, taking)


@pytest.mark.parametrize("epoch", [True, False])
def test_at_a_server_from_an_older_copy_it_begins_anew(world: World, epoch: bool) -> None:
    here, there = world.desks
    world.server.back_up()
    sell(there)
    begins_anew(here, lambda: world.server.restore(epoch=epoch))


def test_a_server_from_an_older_copy_brings_nothing_to_who_read_more(world: World) -> None:
    """However short before it was met: the desk would stand in a history that lacks what it did."""
    here, _ = world.desks
    world.server.back_up()
    sell(here)
    pull(here)
    world.server.restore(epoch=False)
    taking = Taking(InMemory())
    assert arrive(here, taking).hello
    assert taking.so_far == NOTHING


def test_nor_to_who_was_given_a_new_number_that_the_copy_does_not_know(world: World) -> None:
    here, _ = world.desks
    world.server.back_up()
    at = wire.beginning(reconcile(here).replica_id)
    assert not arrive(here, Taking(InMemory()), at=at).hello
    world.server.restore(epoch=False)
    assert arrive(here, Taking(InMemory()), at=at).hello


def test_what_comes_in_between_an_answer_to_the_offer_and_the_shop_is_ended_by_it(
    world: World,
) -> None:
    """A batch that was under way, at a server from a copy that is far behind the desk."""
    here, there = world.desks
    assert here.store is not None
    world.server.back_up()
    for product in range(3):
        sell(there, product)
    pull(here)
    order(here)
    read_to = here.store.cursor()
    late = wire.Commands(replica_id=read_to.replica_id, commands=here.store.batch(0, 200))
    world.server.restore(epoch=True)
    told = reconcile(here)
    world.server.service.take(here.device, late)
    here.store.start_anew(told)
    moment = min(read_to.seq, told.seq)
    taking = Taking(InMemory())
    head = arrive(here, taking, at=wire.beginning(told.replica_id, moment))
    assert head.seq < read_to.seq
    here.store.swap_mirror(head, taking.parts(), frozenset(told.known))
    assert rows(here, outbox) == []


def test_a_desk_that_reads_on_leaves_what_an_earlier_start_kept(world: World) -> None:
    here, _ = world.desks
    kept = InMemory()
    arrive(here, Taking(kept), -1)
    later = Taking(kept)
    later.leave()
    assert list(kept.lines()) == []
    arrive(here, later, -1)
    later.leave()
    assert list(kept.lines()) == []


def test_with_other_grants_it_begins_anew(world: World) -> None:
    _, till = world.desks
    begins_anew(till, lambda: regrant(world, till))


def test_when_too_much_has_changed_it_begins_anew(world: World) -> None:
    here, there = world.desks

    def too_much() -> None:
        world.server.service.page_changes = 3
        sell(there)

    begins_anew(here, too_much)


def test_a_table_that_the_server_does_not_know_begins_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It went back to an older version."""
    here, _ = world.desks
    taking = Taking(InMemory())
    arrive(here, taking, -1)
    known = [table for table in synced_tables() if table.name != _last_table(taking)]
    monkeypatch.setattr(snapshot, "synced_tables", lambda: known)
    snapshot.tables_before.cache_clear()
    assert arrive(here, taking).changed is None
    snapshot.tables_before.cache_clear()
    take_in(here, taking)


def _last_table(taking: Taking) -> str:
    *_, last = taking.parts()
    return last.entity


def test_whoever_waits_goes_before_it_and_finds_the_shop_as_it_was(world: World) -> None:
    here, there = world.desks
    sell(there)
    taking = Taking(InMemory())
    arrive(here, taking)
    assert here.store is not None
    here.store._must_yield = lambda: True
    with pytest.raises(Preempted):
        here.store.swap_mirror(taking.head, taking.parts(), frozenset(), yields=True)
    assert rows(here, orders) == []
    placed = order(here)
    assert placed.ok
    here.store.swap_mirror(taking.head, taking.parts(), frozenset())
    assert {row["id"] for row in rows(here, orders)} > {placed.result["order_id"]}
    push(here)
    pull(here)
    assert len(rows(here, orders)) == 2
    assert rows(here, outbox) == []


@pytest.mark.parametrize("torn", range(5))
def test_a_desk_that_was_closed_goes_on(world: World, torn: int) -> None:
    """What changed meanwhile came before it was closed, and the power cut took some of its end."""
    here, there = world.desks
    kept = InMemory()
    taking = Taking(kept)
    arrive(here, taking, -3)
    sell(there)
    arrive(here, taking, 2)
    del kept._lines[len(kept._lines) - torn :]
    later = Taking(kept)
    sell(there, 1)
    assert arrive(here, later).changed
    take_in(here, later)


def test_of_a_head_alone_it_begins_anew(world: World) -> None:
    here, _ = world.desks
    kept = InMemory()
    arrive(here, Taking(kept), 0)
    later = Taking(kept)
    assert arrive(here, later).changed is None
    take_in(here, later)


@pytest.mark.parametrize("record", [b"@{}", b'={"entity":"products"}', b"of before"])
def test_what_another_version_kept_is_not_gone_on_with(world: World, record: bytes) -> None:
    here, _ = world.desks
    kept = InMemory()
    kept.add(record)
    later = Taking(kept)
    assert arrive(here, later).changed is None
    take_in(here, later)


def test_behind_a_line_that_was_garbled_nobody_goes_on(world: World) -> None:
    here, _ = world.desks
    taking = Taking(InMemory())
    head = arrive(here, taking, -1)
    taking.hears(head, iter([b'{"entity":"prod']))
    assert arrive(here, taking).changed is None
    take_in(here, taking)


def test_what_is_no_line_of_ours_is_told_as_no_answer(world: World) -> None:
    here, _ = world.desks
    taking = Taking(InMemory())
    head = arrive(here, taking)
    taking.hears(head, iter([b"<p>Welcome to our Wi-Fi"]))
    with pytest.raises(Unreachable):
        list(taking.parts())
