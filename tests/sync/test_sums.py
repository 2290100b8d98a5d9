"""A desk that holds other rows than the server thinks finds out, says so, and takes them anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.kit.clock import DAY, HOUR, Instant
from app.orders.tables import orders
from app.stock.tables import stock_cells
from app.storage import images
from app.sync import feed, wire
from app.sync.core import (
    ROWS_DIFFER,
    SUMS_EVERY,
    UNFIT,
    Action,
    Applied,
    Channel,
    Compared,
    CompareSums,
    Cursor,
    Heard,
    Lost,
    SyncCore,
    TakeSnapshot,
    Tick,
)
from app.sync.feed import Page
from app.sync.sums import columns_here
from tests.sync.counter import catch_up, order, pull, push, quiet_world, rows, take_snapshot
from tests.sync.simulator import SimulatedDesk, World

NOW = Instant(1_795_000_000_000_000)
HERE = Cursor("replica", 1, 5, "chain")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


def compared(desk: SimulatedDesk) -> tuple[str, ...]:
    assert desk.store is not None
    at = desk.store.cursor()
    told = desk.world.server.service.sums(desk.device, wire.Sums(seq=at.seq, chain=at.chain))
    return desk.store.differing(told)


# --- the rows -----------------------------------------------------------------------------------


def test_a_desk_that_read_everything_agrees(world: World) -> None:
    here, there = world.desks
    order(there)
    catch_up(there)
    catch_up(here)
    assert compared(here) == compared(there) == ()


def test_what_is_news_to_a_desk_is_no_difference(world: World) -> None:
    here, there = world.desks
    order(there)
    push(there)
    assert compared(here) == ()


def test_what_waits_on_a_desk_is_no_difference(world: World) -> None:
    here = world.desks[0]
    order(here)
    assert compared(here) == ()


def test_one_unit_too_many_is_told_by_its_bucket(world: World) -> None:
    here, shop = world.desks[0], world.shop
    assert here.store is not None
    cell = stock_cells.c.site_id == shop.stores[1], stock_cells.c.product_id == shop.products[0]
    here.store.write(lambda db: _as_if_told(db, stock_cells.update().where(*cell), available=99))
    assert compared(here) == (f"stock:{shop.stores[1]}",)


def test_a_change_that_the_feed_skips_fits_the_chain_and_not_the_sums(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = world.desks
    with_buckets = feed._with_buckets

    def but_cells(*asked: Any) -> list[tuple[str, str, str]]:
        return [one for one in with_buckets(*asked) if one[0] != stock_cells.name]

    monkeypatch.setattr(feed, "_with_buckets", but_cells)
    order(there)
    push(there)
    monkeypatch.undo()
    pull(here)
    assert len(rows(here, orders)) == 1
    assert compared(here) == (f"stock:{world.shop.stores[0]}",)
    take_snapshot(here)
    assert compared(here) == ()


def test_a_newer_server_sums_up_what_a_desk_of_before_keeps(world: World) -> None:
    here, server = world.desks[0], world.server.service
    order(here)
    catch_up(here)
    assert here.store is not None
    at = here.store.cursor()
    older = columns_here()
    older[orders.name].remove("note")

    def told(columns: dict[str, list[str]]) -> list[wire.BucketSum]:
        asked = wire.Sums(seq=at.seq, chain=at.chain, columns=columns)
        return server.sums(here.device, asked).sums

    before = told(older), told(columns_here())
    with server.engine.begin() as db:
        db.execute(orders.update().values(note="of the new version"))
    after = told(older), told(columns_here())
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_nothing_is_said_between_two_histories(world: World) -> None:
    """The desk reconciles first; a comparison would call everything wrong."""
    here = world.desks[0]
    told = world.server.service.sums(here.device, wire.Sums(seq=1, chain="of another history"))
    assert told.seq == 0
    assert here.store is not None
    assert here.store.differing(told) == ()


def _as_if_told(db: Any, update: Any, **values: Any) -> None:
    """Written without an image, as a damaged page or a bug of ours would."""
    with images.uncaptured(db) as open_table:
        open_table(update.table)
        db.execute(update.values(**values))


# --- when, and what follows ---------------------------------------------------------------------


def _core(jitter: float = 0.5) -> SyncCore:
    core = SyncCore(HERE, 0, jitter=lambda: jitter)
    core.on(Tick(), NOW)
    welcome = wire.Welcome(server_id="s", epoch=1, seq=5, now=NOW, action="ok", buckets=[])
    core.on(Heard(Channel.PULL, welcome), NOW)
    return core


def _polled(core: SyncCore, now: Instant) -> list[Action]:
    """The long poll ends without news."""
    page = Page(
        server_id="s",
        epoch=1,
        since=5,
        since_chain="chain",
        to=5,
        chain="chain",
        changes=[],
        acks=[],
    )
    return core.on(Heard(Channel.PULL, page), now)


def _at(micros: int) -> Instant:
    return Instant(NOW + micros)


def test_a_desk_compares_once_an_hour_each_at_its_own_minute() -> None:
    core = _core(jitter=0.5)
    assert CompareSums() not in _polled(core, _at(HOUR // 2 - 1))
    assert _polled(core, _at(HOUR // 2)) == [CompareSums()]
    core.on(Heard(Channel.PULL, Compared(())), _at(HOUR // 2))
    assert CompareSums() not in _polled(core, _at(HOUR))
    assert _polled(core, _at(HOUR // 2 + SUMS_EVERY)) == [CompareSums()]


def test_it_compares_after_each_snapshot() -> None:
    core = _core()
    assert CompareSums() in core.on(Applied(HERE, 0, whole=True), NOW)


def test_other_rows_are_taken_anew_once_and_the_trouble_is_told() -> None:
    core = _core()
    _polled(core, _at(DAY))
    found = Heard(Channel.PULL, Compared(("orders:*",)))
    assert core.on(found, _at(DAY)) == [TakeSnapshot(wire.greeting(HERE), frozenset())]
    assert core.trouble == ROWS_DIFFER
    core.on(Applied(HERE, 0, whole=True), _at(DAY))
    assert TakeSnapshot(wire.greeting(HERE), frozenset()) not in core.on(found, _at(DAY))
    assert core.trouble == ROWS_DIFFER


def test_the_trouble_ends_when_the_sums_agree() -> None:
    core = _core()
    _polled(core, _at(DAY))
    core.on(Heard(Channel.PULL, Compared(("orders:*",))), _at(DAY))
    core.on(Applied(HERE, 0, whole=True), _at(DAY))
    core.on(Heard(Channel.PULL, Compared(())), _at(DAY))
    assert core.trouble == ""


def test_a_page_that_lacks_the_row_which_another_needs_does_not_come_again_for_ever() -> None:
    core = _core()
    core.on(Lost(Channel.PULL, UNFIT), NOW)
    assert TakeSnapshot(wire.greeting(HERE), frozenset()) in core.on(Tick(), _at(HOUR))
