"""The protocol with one rule taken out: for each there is a story that goes wrong without it.

Each story is also told of the production code, where nothing may go wrong. More mutants stand with
the rule they break: the twins' conflict clause and recursive triggers in tests/storage/test_images,
a serial cursor in test_feed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.desk.store import DeskStore
from app.identity.devices import Device
from app.kit.changes import ChangeSet
from app.kit.clock import HOUR, SECOND, Instant
from app.orders.tables import order_lines, orders
from app.server import service as service_module
from app.server.service import Service
from app.stock.tables import leases
from app.storage import images
from app.storage.outbox import outbox, outbox_archive
from app.storage.schema import synced_tables
from app.storage.uow import UnitOfWork
from app.sync import accept, feed, rebase, wire
from app.sync.core import Action, Forget, SyncCore
from app.sync.feed import Head, Page, Rows, chain_at, head
from app.sync.tables import commands
from app.sync.taking import Taking
from tests.sync.counter import (
    arrive,
    catch_up,
    on_server,
    order,
    order_of,
    page_for,
    pull,
    push,
    quiet_world,
    rows,
    take_snapshot,
)
from tests.sync.desk_machine import InMemory
from tests.sync.lending import a_lease_outlived, borrow, stock_up, wall_clock_trusted
from tests.sync.simulator import CALM, SimulatedDesk, World
from tests.sync.storms import regrant, revoke
from tests.sync.test_recovery import clone, keep_copy, on_clone, opened, restore

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    """`story` tells what a person would find wrong; `break_rule` takes the rule out."""

    name: str
    break_rule: Callable[[Patch, World], None]
    story: Callable[[World], Iterable[str]]


# --- stories ------------------------------------------------------------------------------------


def own_order_under_older_news(world: World) -> Iterable[str]:
    """Other news was on its way when the own order was sent and answered."""
    here, there = world.desks
    order(there)
    push(there)
    older = page_for(here)
    placed = order(here)
    push(here)
    _store(here).apply(older)
    if not rows(here, orders, id=placed.result["order_id"]):
        yield "the own order is gone from the screen"


def a_cloned_desk(world: World) -> Iterable[str]:
    here = world.desks[0]
    order(here)
    catch_up(here)
    store = clone(here, world.folder / "clone")
    twin = on_clone(here, store)
    order(here, 1)
    theirs = order(twin, 2)
    try:
        catch_up(here)
        pull(twin)
        catch_up(twin)
        found = {row["command_id"] for row in on_server(world.server.service, commands)}
        if theirs.command_id not in found:
            yield "the clone's order is lost"
    finally:
        store.abandon()


class PowerCut(BaseException):
    pass


def power_goes_in_a_page(world: World) -> Iterable[str]:
    here, there = world.desks
    order(there)
    push(there)
    store = _store(here)

    def cut(_name: str) -> None:
        raise PowerCut

    store._pass = cut
    with pytest.raises(PowerCut):
        store.apply(page_for(here))
    store.abandon()
    here.store = opened(here, here.folder)
    catch_up(here)
    yield from mirror_is_wrong(here)


def an_id_with_another_body(world: World) -> Iterable[str]:
    here = world.desks[0]
    order(here)
    (envelope,) = _store(here).batch(0, 1)
    push(here)
    other = msgspec.structs.replace(envelope, hash="another")
    replica = _store(here).cursor().replica_id
    request = wire.Commands(replica_id=replica, commands=[other])
    ((_, status, _),) = world.server.service.take(here.device, request).receipts
    if status != "id_reuse":
        yield f"another body was answered {status}"


def a_desk_too_far_behind(world: World) -> Iterable[str]:
    here, there = world.desks
    order(here)
    push(here)
    order(there)
    push(there)
    world.server.service.page_changes = 1
    catch_up(here)
    if rows(here, outbox):
        yield "what the server has is queued for ever"


def a_stale_page(world: World) -> Iterable[str]:
    here, there = world.desks
    order(there)
    push(there)
    older = page_for(here)
    order(there)
    push(there)
    pull(here)
    _store(here).apply(older)
    yield from mirror_is_wrong(here)


def news(world: World) -> Iterable[str]:
    here, there = world.desks
    order(there)
    order(there, 1)
    push(there)
    pull(here)
    yield from mirror_is_wrong(here)


def own_work_and_news(world: World) -> Iterable[str]:
    here, there = world.desks
    order(here)
    order(there)
    push(there)
    pull(here)
    if len(rows(here, orders)) != 2:
        yield "an order that waits is gone from the screen"
    catch_up(here)
    order(there)
    push(there)
    catch_up(here)
    yield from mirror_is_wrong(here)


def a_server_from_an_older_copy(world: World) -> Iterable[str]:
    here, there = world.desks
    kept = keep_copy(world)
    order(here)
    catch_up(here)
    restore(world, kept)
    order(there, 1)
    catch_up(there)
    catch_up(here)
    if len(on_server(world.server.service, orders)) != 2:
        yield "an order that was acknowledged is lost"
    yield from mirror_is_wrong(here)


def a_batch_that_lost_its_head(world: World) -> Iterable[str]:
    here = world.desks[0]
    order(here)
    order(here, 1)
    first, second = _store(here).batch(0, 2)
    replica = _store(here).cursor().replica_id
    for envelope in (second, first):
        request = wire.Commands(replica_id=replica, commands=[envelope])
        world.server.service.take(here.device, request)
    catch_up(here)
    log = sorted(on_server(world.server.service, commands), key=lambda row: row["seq"])
    if [row["command_id"] for row in log] != [first.command_id, second.command_id]:
        yield "acts took effect in another order than they were done"


def a_till_that_becomes_a_phone_desk(world: World) -> Iterable[str]:
    phone, till = world.desks
    order(phone)
    catch_up(phone)
    catch_up(till)
    regrant(world, till)
    pull(till)
    yield from mirror_is_wrong(till)


def a_stolen_desk_with_a_queue(world: World) -> Iterable[str]:
    here = world.desks[0]
    placed = here.run(order_of(world.shop), "agent")
    revoke(world, here)
    world.settle()
    if not on_server(world.server.service, commands, command_id=placed.command_id):
        yield "what it had done is lost"


def a_snapshot_that_broke(world: World) -> Iterable[str]:
    here, there = world.desks
    order(there)
    push(there)
    taking = Taking(InMemory())
    arrive(here, taking, -1)
    order(there)
    push(there)
    arrive(here, taking)
    yield from _taken_in(here, taking)


def a_snapshot_that_broke_at_a_server_from_an_older_copy(world: World) -> Iterable[str]:
    here, there = world.desks
    kept = keep_copy(world)
    order(there)
    push(there)
    taking = Taking(InMemory())
    arrive(here, taking, -1)
    restore(world, kept)
    arrive(here, taking)
    yield from _taken_in(here, taking)


def a_server_from_an_older_copy_while_the_shop_arrives(world: World) -> Iterable[str]:
    here, there = world.desks
    world.settle()
    world.server.back_up()
    placed = here.run(order_of(world.shop), "agent")
    world.settle()
    if rows(here, outbox):
        yield "the order was never acknowledged"
    world.server.service.page_changes = 1
    world.weather = replace(CALM, cut=1.0)
    there.run(order_of(world.shop, 1), "agent")
    until = world.now + HOUR
    while not world.stats.broken and world.now < until:
        world.run_until(world.now + SECOND)
    if not world.stats.broken:
        yield "no snapshot was on its way"
    world.server.restore(epoch=False)
    world.settle()
    if not on_server(world.server.service, commands, command_id=placed.command_id):
        yield "an order that was acknowledged is lost"


def _taken_in(desk: SimulatedDesk, taking: Taking) -> Iterable[str]:
    _store(desk).swap_mirror(taking.head, taking.parts(), frozenset())
    yield from mirror_is_wrong(desk)


def a_lease_spent_twice(world: World) -> Iterable[str]:
    here = world.desks[0]
    stock_up(world, 10)
    borrow(here, 2)
    placed = [order(here, quantity=2) for _ in range(2)]
    told = [
        rows(here, order_lines, order_id=each.result["order_id"])[0]["assurance"]
        if each.ok
        else "refused"
        for each in placed
    ]
    if told != ["guaranteed", "provisional"]:
        yield f"two units were promised as {told}"


def mirror_is_wrong(desk: SimulatedDesk) -> Iterable[str]:
    """What the pages made of the desk's tables, against the whole at the same number."""
    if rows(desk, outbox):
        catch_up(desk)
    before = {
        table.name: [tuple(r.values()) for r in rows(desk, table)] for table in synced_tables()
    }
    take_snapshot(desk)
    for table in synced_tables():
        if before[table.name] != [tuple(row.values()) for row in rows(desk, table)]:
            yield f"{table.name} is not what the server has"


def _store(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


# --- rules taken out ------------------------------------------------------------------------------


def ack_by_reply(patch: Patch, world: World) -> None:
    """The HTTP answer ends the command."""
    taken = Service.take

    def take(self: Service, device: Any, request: wire.Commands) -> wire.Taken:
        told = taken(self, device, request)
        for desk in world.desks:
            if desk.device == device:
                acks = [rebase.Ended(each, each, status) for each, status, _ in told.receipts]
                _store(desk).write(rebase._acknowledge, acks, desk.clock.now())
        return told

    patch.setattr(Service, "take", take)


def ack_by_number(patch: Patch, _world: World) -> None:
    """So many acks end so many commands from the head of the outbox, whichever they are."""
    acknowledge = rebase._acknowledge

    def by_number(db: Connection, acks: Iterable[rebase.Ended], now: Any) -> None:
        waiting = db.execute(sa.select(outbox.c.command_id).order_by(outbox.c.client_seq))
        told = [
            rebase.Ended(command_id, command_id, ack.status)
            for command_id, ack in zip(waiting.scalars().all(), acks, strict=False)
        ]
        acknowledge(db, told, now)

    patch.setattr(rebase, "_acknowledge", by_number)


def cursor_apart(patch: Patch, _world: World) -> None:
    """The cursor is written in a transaction of its own, before the rows."""

    def apply(self: DeskStore, page: Page, *, yields: bool = True) -> ChangeSet:
        head = Head(server_id=page.server_id, epoch=page.epoch, seq=page.to, chain=page.chain)
        with self._writer.begin():
            rebase._advance(self._writer, head, self._clock.now())
        self._pass("desk.in_page")
        with self._writer.begin():
            late = msgspec.structs.replace(page, since=page.to, since_chain=page.chain)
            replayer = rebase.Replayer(self._register)
            return rebase.apply_page(self._writer, late, replayer, now=self._clock.now())

    patch.setattr(DeskStore, "apply", apply)


def no_body_hash(patch: Patch, _world: World) -> None:
    def as_known(db: Connection, _register: Any, _replica: Any, envelope: Any, _now: Any) -> Any:
        known = db.execute(accept._known, {"command": envelope.command_id}).mappings().one()
        return accept._told_before(known, envelope)

    patch.setattr(accept, "_reused", as_known)


def any_page(patch: Patch, _world: World) -> None:
    """A page is applied wherever it starts: neither the core nor the store looks."""
    apply_page = rebase.apply_page

    def anywhere(db: Connection, page: Page, *args: Any, **kwargs: Any) -> ChangeSet:
        here = rebase.state_of(db)
        moved = msgspec.structs.replace(page, since=here["seq"], since_chain=here["chain"])
        return apply_page(db, moved, *args, **kwargs)

    heard = SyncCore._heard

    def as_expected(self: SyncCore, reply: object, now: Any) -> list[Action]:
        if isinstance(reply, Page):
            here = {"since": self.cursor.seq, "since_chain": self.cursor.chain}
            reply = msgspec.structs.replace(reply, **here)
        return heard(self, reply, now)

    patch.setattr("app.desk.store.apply_page", anywhere)
    patch.setattr(SyncCore, "_heard", as_expected)


def snapshot_without_acks(patch: Patch, _world: World) -> None:
    patch.setattr("app.sync.feed.acks_of", lambda _db, **_asked: [])


def changes_forgotten(patch: Patch, _world: World) -> None:
    """A snapshot goes on where it broke, whatever became of what had arrived."""
    patch.setattr(service_module, "changed_meanwhile", lambda _page, _behind: [])


def any_shop_taken(patch: Patch, _world: World) -> None:
    """A snapshot is asked for without a word on where the desk stands."""
    asks = Taking.asks

    def silent(self: Taking, at: wire.Hello) -> wire.Snapshot:
        return msgspec.structs.replace(asks(self, at), at=None)

    patch.setattr(Taking, "asks", silent)


def any_history_continued(patch: Patch, _world: World) -> None:
    """A snapshot goes on where it broke, whatever became of the server."""
    changed = Service._changed_meanwhile

    def in_any(
        self: Service,
        db: Connection,
        device: Device,
        behind: wire.Behind | None,
        buckets: frozenset[str],
    ) -> list[Rows] | None:
        if behind is not None:
            seq = min(behind.seq, head(db).seq)
            behind = msgspec.structs.replace(behind, seq=seq, chain=chain_at(db, seq) or "")
        return changed(self, db, device, behind, buckets)

    patch.setattr(Service, "_changed_meanwhile", in_any)


def a_change_skipped(patch: Patch, _world: World) -> None:
    with_buckets = feed._with_buckets

    def all_but_one(db: Connection, uow: UnitOfWork) -> list[tuple[str, str, str]]:
        return sorted(with_buckets(db, uow))[:-1]

    patch.setattr(feed, "_with_buckets", all_but_one)


def no_archive(patch: Patch, _world: World) -> None:
    acknowledge = rebase._acknowledge

    def and_forget(db: Connection, acks: Iterable[rebase.Ended], now: Any) -> None:
        acknowledge(db, acks, now)
        db.execute(outbox_archive.delete())

    patch.setattr(rebase, "_acknowledge", and_forget)


def fork_ignored(patch: Patch, _world: World) -> None:
    """A number that was used before is taken as answered."""
    out_of_order = accept._out_of_order

    def lenient(replica: Any, envelope: Any) -> accept.Status | None:
        status = out_of_order(replica, envelope)
        return accept.Status.ACCEPTED if status is accept.Status.FORKED else status

    patch.setattr(accept, "_out_of_order", lenient)


def gap_ignored(patch: Patch, _world: World) -> None:
    out_of_order = accept._out_of_order

    def lenient(replica: Any, envelope: Any) -> accept.Status | None:
        status = out_of_order(replica, envelope)
        return None if status is accept.Status.GAP else status

    patch.setattr(accept, "_out_of_order", lenient)


def chain_ignored(patch: Patch, _world: World) -> None:
    """The number alone says where a desk stands."""
    patch.setattr(service_module, "chain_at", lambda _db, _seq: ANY)


def images_kept(patch: Patch, _world: World) -> None:
    """What was put back is not emptied: an older truth comes back with the next page."""
    patch.setattr(images, "forget", lambda _db, _touched=None: None)


def no_replay(patch: Patch, _world: World) -> None:
    patch.setattr(rebase, "replay", lambda _db, _replayer, _device_id: None)


def same_grants(patch: Patch, _world: World) -> None:
    """A desk reads on, whatever buckets it is granted meanwhile."""
    patch.setattr(feed, "_regrants", lambda _change, _device_id: False)


def forgets_at_once(patch: Patch, _world: World) -> None:
    """A desk that was revoked does not wait until it has brought what it did."""
    go_on = SyncCore._next

    def at_once(self: SyncCore, now: Instant) -> list[Action]:
        if not self._revoked or self._forgot:
            return go_on(self, now)
        self._forgot = True
        return [Forget()]

    patch.setattr(SyncCore, "_next", at_once)


def lease_not_spent(patch: Patch, _world: World) -> None:
    add = UnitOfWork.add

    def but_leases(self: UnitOfWork, table: sa.Table, row_id: str, **deltas: int) -> None:
        if table is not leases:
            spent = {name: delta for name, delta in deltas.items() if name != "leased"}
            add(self, table, row_id, **spent)

    patch.setattr(UnitOfWork, "add", but_leases)


MUTANTS = (
    Mutant("ack by HTTP reply", ack_by_reply, own_order_under_older_news),
    Mutant("ack by number", ack_by_number, a_cloned_desk),
    Mutant("non-atomic cursor", cursor_apart, power_goes_in_a_page),
    Mutant("skip body hash", no_body_hash, an_id_with_another_body),
    Mutant("apply stale page", any_page, a_stale_page),
    Mutant("snapshot without acks", snapshot_without_acks, a_desk_too_far_behind),
    Mutant("go on without what changed", changes_forgotten, a_snapshot_that_broke),
    Mutant(
        "take any shop",
        any_shop_taken,
        a_server_from_an_older_copy_while_the_shop_arrives,
    ),
    Mutant(
        "go on in any history",
        any_history_continued,
        a_snapshot_that_broke_at_a_server_from_an_older_copy,
    ),
    Mutant("skip a change", a_change_skipped, news),
    Mutant("drop archive", no_archive, a_server_from_an_older_copy),
    Mutant("ignore fork", fork_ignored, a_cloned_desk),
    Mutant("ignore gap", gap_ignored, a_batch_that_lost_its_head),
    Mutant("ignore chain", chain_ignored, a_server_from_an_older_copy),
    Mutant("keep images", images_kept, own_work_and_news),
    Mutant("no replay", no_replay, own_work_and_news),
    Mutant("read on with other grants", same_grants, a_till_that_becomes_a_phone_desk),
    Mutant("forget before all is brought", forgets_at_once, a_stolen_desk_with_a_queue),
    Mutant("lease not spent in the transaction", lease_not_spent, a_lease_spent_twice),
    Mutant("trust the wall clock for leases", wall_clock_trusted, a_lease_outlived),
)
# Of these no seed can tell, and why.
STORY_ONLY = {
    "skip body hash": "no desk of the simulated shop gives one id to two commands",
    "take any shop": "a server that is restored again is offered everything, also what it had lost",
    "ignore fork": "what was answered and is never shown is offered again, and then everything",
    "go on in any history": "what a server forgot its desks bring again, and the same rows change",
    "lease not spent in the transaction": "desk, server and series forget it alike: books agree",
    "trust the wall clock for leases": "a lease lasts as long as a whole story of three days",
}
STORIES = sorted({mutant.story for mutant in MUTANTS}, key=lambda story: story.__name__)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_with_every_rule_in_place_the_story_ends_well(
    tmp_path: Path, story: Callable[[World], Iterable[str]]
) -> None:
    with quiet_world(tmp_path) as world:
        assert list(story(world)) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_with_one_rule_taken_out_somebody_would_notice(
    tmp_path: Path, monkeypatch: Patch, mutant: Mutant
) -> None:
    with quiet_world(tmp_path) as world:
        mutant.break_rule(monkeypatch, world)
        try:
            noticed = list(mutant.story(world))
        except Exception as error:
            noticed = [repr(error)]
        monkeypatch.undo()
        assert noticed, f"the mutant survives: {mutant.name}"
