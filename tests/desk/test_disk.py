"""A desk whose disk is full, or has lost what it kept: nothing is half done, nothing is lost."""

import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.adapters.key_stores import FileKeyStore
from app.catalog.tables import products
from app.desk.desk import Desk
from app.desk.profile import KEY_NAME, Profile
from app.desk.store import LOG_KEEPS, DeskStore, Outcome
from app.features import REGISTER
from app.kit.errors import Refusal
from app.orders.tables import orders
from app.storage.outbox import outbox
from tests.desk.house import wait_until
from tests.support.damage import damage
from tests.support.small_disk import SmallDisk, mounts, small_disk
from tests.sync.counter import catch_up, on_server, order, push, quiet_world, rows
from tests.sync.simulator import KEY, SimulatedDesk, World

NOBODY = "http://127.0.0.1:9"  # no server answers there
STEP = 12 << 10  # bytes: three pages of the database
ENOUGH = 240 << 10  # more than one order takes
needs_mount = pytest.mark.skipif(not mounts(), reason="this account may not mount a small disk")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallDisk]:
    """The disk of the first desk."""
    with small_disk(tmp_path / "desk0", 24) as disk:
        yield disk


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world


@pytest.fixture
def full_world(tmp_path: Path, small: SmallDisk) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        yield world
        small.clear()


def store_of(desk: SimulatedDesk) -> DeskStore:
    assert desk.store is not None
    return desk.store


def opened(desk: SimulatedDesk) -> DeskStore:
    desk.store = DeskStore(Profile(desk.folder), KEY, REGISTER, desk.clock, desk._new_id)
    return desk.store


def waiting(desk: SimulatedDesk) -> set[str]:
    return {row["command_id"] for row in rows(desk, outbox)}


def how_it_opens(desk: SimulatedDesk) -> str:
    try:
        opened(desk).abandon()
    except Refusal as refusal:
        return refusal.code
    return "open"


def refused(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    return outcome.refusal.code


# ---------------------------------------------------------------- a full disk


@needs_mount
def test_wherever_the_disk_fills_up_an_order_is_whole_or_refused(
    full_world: World, small: SmallDisk
) -> None:
    desk = full_world.desks[0]
    saved: set[str] = set()
    answers: list[str] = []
    for free in range(0, ENOUGH, STEP):
        small.leave(free)
        outcome = order(desk)
        answers.append("ok" if outcome.ok else refused(outcome))
        saved |= {outcome.command_id} if outcome.ok else set()
        small.clear()
        assert waiting(desk) == saved
        assert len(rows(desk, orders)) == len(saved)
    assert set(answers) == {"ok", "disk_full"}
    assert answers[0] == "disk_full"
    assert answers[-1] == "ok"
    store_of(desk).abandon()
    opened(desk)
    assert waiting(desk) == saved
    catch_up(desk)
    assert len(on_server(full_world.server.service, orders)) == len(saved)


@needs_mount
def test_a_full_disk_is_no_damage_and_the_desk_opens_when_there_is_room(
    full_world: World, small: SmallDisk
) -> None:
    """A healthy database was moved aside, because it could not be opened on a full disk."""
    desk = full_world.desks[0]
    placed = order(desk)
    store_of(desk).abandon()
    answers: list[str] = []
    for free in range(0, ENOUGH, STEP):
        small.leave(free)
        answers.append(how_it_opens(desk))
        assert not list(desk.folder.glob("*damaged*"))
    assert set(answers) == {"disk_full", "open"}
    small.clear()
    assert not opened(desk).moved_aside
    assert waiting(desk) == {placed.command_id}


@needs_mount
def test_a_desk_closes_on_a_full_disk(full_world: World, small: SmallDisk) -> None:
    desk = full_world.desks[0]
    placed = order(desk)
    small.leave(0)
    store_of(desk).close()
    small.clear()
    opened(desk)
    assert waiting(desk) == {placed.command_id}


@needs_mount
def test_what_the_journal_lacks_is_filled_in_when_there_is_room(
    full_world: World, small: SmallDisk
) -> None:
    desk = full_world.desks[0]
    placed = order(desk)
    store_of(desk).abandon()
    (desk.folder / "outbox.journal").unlink()
    lacking = 0
    for free in range(ENOUGH // 6, ENOUGH // 3, 4 << 10):  # room for the index of the log …
        small.leave(free)
        if how_it_opens(desk) == "open" and not (desk.folder / "outbox.journal").stat().st_size:
            lacking += 1  # … and none for the journal
    assert lacking
    small.clear()
    assert [told.command_id for told in opened(desk).journal.read()] == [placed.command_id]


@needs_mount
def test_news_that_found_no_room_come_when_there_is_some(
    full_world: World, small: SmallDisk
) -> None:
    here, there = full_world.desks
    for _ in range(3):
        order(there)
    catch_up(there)
    for free in range(0, ENOUGH, 4 * STEP):
        small.leave(free)
        with suppress(DBAPIError):
            catch_up(here)
        small.clear()
    catch_up(here)
    assert len(rows(here, orders)) == 3


# ---------------------------------------------------------------- a damaged database


@pytest.mark.parametrize("seed", range(6))
def test_any_damage_is_found_and_no_unsent_order_is_lost(world: World, seed: int) -> None:
    desk = world.desks[0]
    order(desk)
    catch_up(desk)
    unsent = {order(desk, product).command_id for product in (1, 2)}
    store_of(desk).close()
    damage(desk.folder / "desk.db", random.Random(seed))
    Profile(desk.folder).doubt()
    store = opened(desk)
    assert store.moved_aside
    assert (desk.folder / store.moved_aside).exists()
    catch_up(desk)
    assert len(on_server(world.server.service, orders)) == 3
    assert not waiting(desk) & unsent
    assert len(rows(desk, orders)) == 3


def test_damage_that_is_met_at_work_is_told_and_mended_by_the_next_start(world: World) -> None:
    desk = world.desks[0]
    placed = order(desk)
    page = store_of(desk).write(page_of_products)
    store_of(desk).close()
    spoil(desk.folder / "desk.db", page)
    store = opened(desk)
    assert not store.moved_aside
    assert refused(order(desk)) == "desk_damaged"
    store.abandon()
    assert opened(desk).moved_aside
    assert waiting(desk) == {placed.command_id}
    push(desk)
    assert len(on_server(world.server.service, orders)) == 1


def test_a_question_that_meets_damage_is_refused_and_the_next_start_mends_it(
    world: World,
) -> None:
    folder = world.desks[0].folder
    page = store_of(world.desks[0]).write(page_of_products)
    store_of(world.desks[0]).close()
    world.desks[0].store = None
    world.desks[0]._profile.close()
    FileKeyStore(folder).save(KEY_NAME, KEY)
    spoil(folder / "desk.db", page)
    desk = Desk(folder, NOBODY)
    with pytest.raises(Refusal, match="desk_damaged"):
        desk.ask(lambda db: db.execute(sa.select(products)).all()).result(10)
    with pytest.raises(Refusal, match="desk_damaged"):
        desk.write(lambda db: db.execute(sa.select(products)).all()).result(10)
    desk.close()
    desk = Desk(folder, NOBODY)
    assert desk.store.moved_aside
    assert desk.ask(lambda db: db.execute(sa.select(products)).all()).result(10) == []
    desk.close()


def spoil(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 + 9] ^= 1
    path.write_bytes(data)


def page_of_products(db: sa.Connection) -> int:
    """Which no start looks at."""
    found = db.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'products'")
    return int(found.scalar_one())


def test_a_doubt_about_a_sound_database_is_forgotten(world: World) -> None:
    desk = world.desks[0]
    placed = order(desk)
    store_of(desk).close()
    profile = Profile(desk.folder)
    profile.doubt()
    assert not opened(desk).moved_aside
    assert not profile.doubted
    assert waiting(desk) == {placed.command_id}


# ---------------------------------------------------------------- room that is given back


def test_a_long_log_is_moved_where_no_command_waits_and_only_once(tmp_path: Path) -> None:
    """On the lane of reports. It stayed as long as it was once, so each page moved it again, before
    the next command: 237 ms at worst."""
    desk = Desk(tmp_path / "desk", NOBODY, key_store=FileKeyStore(tmp_path))
    database, log = desk.profile.database, tmp_path / "desk" / "desk.db-wal"
    let_go = threading.Event()
    held = desk.report(lambda _db: let_go.wait(20))
    try:
        small = database.stat().st_size
        _ballast(desk, LOG_KEEPS + 1)
        for _ in range(3):
            desk._write.run(desk.store._tidy).result()
        assert database.stat().st_size == small, "the lane of commands moved it"
        let_go.set()
        wait_until(lambda: database.stat().st_size > LOG_KEEPS)
        assert held.result()
        desk.report(lambda _db: None).result()  # whatever else was to be moved
        _ballast(desk, 1)
        assert log.stat().st_size < LOG_KEEPS, "it begins anew"
    finally:
        let_go.set()
        desk.close()


def _ballast(desk: Desk, size: int) -> None:
    def write(db: sa.Connection) -> None:
        db.exec_driver_sql("CREATE TABLE IF NOT EXISTS ballast (content BLOB)")
        db.exec_driver_sql("INSERT INTO ballast VALUES (randomblob(?))", (size,))

    desk.write(write).result()


def test_room_that_is_needed_no_more_is_given_back(world: World) -> None:
    desk = world.desks[0]
    store = store_of(desk)

    def pages(db: sa.Connection) -> int:
        return int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0)

    def fill(db: sa.Connection) -> None:
        db.exec_driver_sql("CREATE TABLE ballast (x)")
        db.exec_driver_sql("INSERT INTO ballast VALUES (zeroblob(12000000))")

    before = store.write(pages)
    store.write(fill)
    store.write(lambda db: db.exec_driver_sql("DROP TABLE ballast"))
    assert store.write(pages) > before + 2_900
    order(desk)
    catch_up(desk)
    assert store.write(pages) < before + 2_900
