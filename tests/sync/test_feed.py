"""The feed misses nothing and tells each desk its own part, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.kit.actor import SYSTEM
from app.kit.clock import SystemClock
from app.kit.ids import derived_id
from app.orders.commands import CancelLines, LineQuantity
from app.orders.reasons import CancelReason
from app.orders.search import WatchOrder
from app.orders.tables import order_lines, orders
from app.server.service import Service
from app.stock.tables import reservations, stock_cells
from app.storage.engine import reading, server_engine
from app.storage.outbox import outbox, outbox_archive
from app.storage.schema import Side, metadata, synced_tables
from app.storage.uow import UnitOfWork
from app.sync import feed
from app.sync.feed import Page, append, read_page
from app.sync.founding import found
from app.sync.snapshot import parts
from app.sync.tables import audit, feed_changes
from tests.sync.counter import (
    ask_feed,
    catch_up,
    on_server,
    order,
    page_for,
    push,
    quiet_world,
    rows,
    take_snapshot,
)
from tests.sync.simulator import SimulatedDesk, World

WRITERS, EACH = 8, 25


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path, desks=3) as world:
        yield world


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'server.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    engine = server_engine(url)
    with engine.begin() as db:
        metadata.create_all(db)
        found(db, "s" * 32)
    yield engine
    engine.dispose()


# --- numbers ----------------------------------------------------------------------------------


def write_one(db: Connection, name: str) -> int:
    """One act that touches a cell of its own."""
    now = SystemClock().now()
    uow = UnitOfWork(db, side=Side.SERVER, command_id=name, now=now, actor=SYSTEM)
    cell = derived_id(name, "cell")
    uow.insert(stock_cells, {"id": cell, "site_id": "s", "product_id": name[:32]})
    return append(db, uow, kind="test", status="accepted", digest="", reason="")


def side_by_side(engine: Engine) -> None:
    def work(writer: int) -> None:
        for n in range(EACH):
            with engine.begin() as db:
                write_one(db, f"{writer:02d}-{n:03d}")

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_writers_at_once_get_dense_numbers_in_one_chain(engine: Engine) -> None:
    side_by_side(engine)
    with engine.begin() as db:
        log = db.execute(sa.select(audit).order_by(audit.c.seq)).mappings().all()
        assert [row["seq"] for row in log] == list(range(1, WRITERS * EACH + 1))
        assert len({row["chain"] for row in log}) == len(log)
        assert feed.head(db).chain == log[-1]["chain"]


def test_a_desk_that_reads_meanwhile_misses_no_row(engine: Engine) -> None:
    """It moves its cursor to the head of each page; a number that came later would be lost."""
    seen: set[str] = set()
    cursor, writing = 0, threading.Event()

    def read() -> int:
        with reading(engine) as db, db.begin():
            page = read_page(
                db, since=cursor, since_chain="", device_id="d", buckets=frozenset({"stock:s"})
            )
        assert page is not None
        seen.update(str(row[0]) for told in page.changes for row in told.rows)
        return page.to

    def write() -> None:
        side_by_side(engine)
        writing.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not writing.is_set():
        cursor = read()
    writer.join()
    cursor = read()
    assert cursor == WRITERS * EACH
    assert len(seen) == WRITERS * EACH


@pytest.mark.postgres
def test_numbers_of_a_serial_column_would_be_missed(postgres_url: str) -> None:
    """The mutant: it hands numbers out before the commit, so a slow act's row appears behind a
    cursor that has already passed it."""
    engine = server_engine(postgres_url)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE naive (seq BIGSERIAL PRIMARY KEY, name TEXT)")
    newer = sa.text("SELECT seq, name FROM naive WHERE seq > :cursor ORDER BY seq")
    seen: list[str] = []
    with engine.connect() as slow, slow.begin():
        slow.exec_driver_sql("INSERT INTO naive (name) VALUES ('slow')")
        with engine.begin() as quick:
            quick.exec_driver_sql("INSERT INTO naive (name) VALUES ('quick')")
        with engine.begin() as reader:
            found_rows = reader.execute(newer, {"cursor": 0}).all()
            seen += [row.name for row in found_rows]
            cursor = found_rows[-1].seq
    with engine.begin() as reader:
        seen += [row.name for row in reader.execute(newer, {"cursor": cursor})]
    assert seen == ["quick"], "the naive variant misses the slow row"
    engine.dispose()


@pytest.mark.postgres
def test_a_slow_act_holds_the_numbers_of_those_behind_it(postgres_url: str) -> None:
    """What the counter does instead: who comes second is numbered second, and waits."""
    engine = server_engine(postgres_url)
    with engine.begin() as db:
        metadata.create_all(db)
        found(db, "s" * 32)
    numbers: dict[str, int] = {}

    def quick() -> None:
        with engine.begin() as db:
            numbers["quick"] = write_one(db, "quick")

    thread = threading.Thread(target=quick)
    with engine.begin() as slow:
        numbers["slow"] = write_one(slow, "slow")
        thread.start()
        with engine.connect() as reader, reader.begin():
            assert feed.head(reader).seq == 0
    thread.join()
    assert numbers == {"slow": 1, "quick": 2}
    engine.dispose()


def test_an_act_that_fails_takes_no_number(engine: Engine) -> None:
    with engine.connect() as db:
        transaction = db.begin()
        write_one(db, "gone")
        transaction.rollback()
        with db.begin():
            assert write_one(db, "kept") == 1


# --- who reads what ---------------------------------------------------------------------------


def everywhere(page: Page) -> set[str]:
    return {str(row[0]) for told in page.changes for row in told.rows}


def test_a_page_holds_the_rows_of_the_desk_s_buckets_alone(world: World) -> None:
    care, other, third = world.desks
    placed = order(other, site=1)
    push(other)
    order_id = placed.result["order_id"]
    assert order_id in everywhere(page_for(care))
    assert order_id in everywhere(page_for(other))
    assert order_id not in everywhere(page_for(third))
    # but every desk sees what is left on the shelf, and the sums of dashboards
    shared = {"stock_cells", "reservations", "hour_figures"}
    assert {told.entity for told in page_for(third).changes} <= shared


def test_acks_go_to_the_device_that_asked(world: World) -> None:
    care, other, _ = world.desks
    placed = order(other)
    push(other)
    assert [ack.command_id for ack in page_for(other).acks] == [placed.command_id]
    assert page_for(care).acks == []


def test_a_row_travels_once_as_it_stands_however_often_it_changed(world: World) -> None:
    care, other, _ = world.desks
    for _ in range(3):
        order(other)
    push(other)
    told = [row[0] for each in page_for(care).changes for row in each.rows]
    assert len(told) == len(set(told))


def watch(desk: SimulatedDesk, order_id: str) -> None:
    assert desk.store is not None
    user = desk.world.shop.users["clerk"]
    assert desk.store.run(WatchOrder(order_id=order_id), user, online=True).ok
    push(desk)


def test_an_order_enters_a_desk_whole_when_somebody_there_opens_it(world: World) -> None:
    _, other, third = world.desks
    placed = order(other, site=1)
    catch_up(other)
    catch_up(third)
    assert rows(third, orders) == []
    order_id = placed.result["order_id"]
    watch(third, order_id)
    catch_up(third)
    assert [row["id"] for row in rows(third, orders)] == [order_id]
    assert len(rows(third, order_lines, order_id=order_id)) == 1
    assert rows(third, outbox) == []


def test_a_watched_order_stays_up_to_date(world: World) -> None:
    _, other, third = world.desks
    placed = order(other, site=1)
    catch_up(other)
    watch(third, placed.result["order_id"])
    catch_up(third)
    assert other.store is not None
    line = placed.result["line_ids"][0]
    cancel = CancelLines(
        order_id=placed.result["order_id"],
        lines=[LineQuantity(line_id=line, quantity=1)],
        reason=CancelReason.CUSTOMER_REQUEST,
    )
    assert other.store.run(cancel, world.shop.users["agent"], online=True).ok
    catch_up(other)
    catch_up(third)
    assert rows(third, order_lines, id=line)[0]["cancelled"] == 1


def test_a_row_that_is_no_more_is_told_as_gone(world: World) -> None:
    care = world.desks[0]
    service = world.server.service
    with service.engine.begin() as db:
        now = service.clock.now()
        uow = UnitOfWork(db, side=Side.SERVER, command_id="x", now=now, actor=SYSTEM)
        (victim,) = db.execute(sa.select(stock_cells.c.id).limit(1)).one()
        site = db.execute(
            sa.select(stock_cells.c.site_id).where(stock_cells.c.id == victim)
        ).scalar_one()
        db.execute(stock_cells.delete().where(stock_cells.c.id == victim))
        uow.touch(stock_cells, [victim])
        uow.bucket_keys["stock_cells"] = {victim: site}
        append(db, uow, kind="test", status="accepted", digest="", reason="")
    catch_up(care)
    assert rows(care, stock_cells, id=victim) == []


def test_too_far_behind_the_answer_is_a_snapshot(world: World) -> None:
    care, other, _ = world.desks
    for product in range(4):
        order(other, product)
    push(other)
    world.server.service.page_changes = 5
    told = ask_feed(care)
    assert getattr(told, "action", "") == "snapshot"
    take_snapshot(care)
    assert len(rows(care, orders)) == 4


def test_a_snapshot_says_which_of_the_desks_own_commands_it_holds(world: World) -> None:
    """Else they wait for ever: their acks belong to pages that this desk never reads."""
    care, other, _ = world.desks
    order(care)
    order(other, 1)
    push(other)
    push(care)
    order(care, 2)
    world.server.service.page_changes = 1
    assert getattr(ask_feed(care), "action", "") == "snapshot"
    take_snapshot(care)
    assert [row["client_seq"] for row in rows(care, outbox)] == [2]
    assert [row["status"] for row in rows(care, outbox_archive)] == ["accepted"]
    assert len(rows(care, orders)) == 3
    assert [status for _, status, _ in push(care)] == ["accepted"]


def test_who_reads_on_after_a_snapshot_misses_nothing(world: World) -> None:
    care, other, _ = world.desks
    order(other)
    push(other)
    take_snapshot(care)
    order(other, 1)
    push(other)
    catch_up(care)
    assert len(rows(care, orders)) == 2


# --- a snapshot is what the pages would have given --------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_snapshot_and_all_pages_give_the_same_rows(world: World, number: int) -> None:
    for n, desk in enumerate(world.desks):
        order(desk, n, site=n)
        order(desk, n + 1, site=(n + 1) % 3)
    for desk in world.desks:
        push(desk)
    reader = world.desks[number]
    catch_up(reader)
    by_pages = mirror(reader)
    take_snapshot(reader)
    assert mirror(reader) == by_pages


def mirror(desk: SimulatedDesk) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [tuple(row.values()) for row in rows(desk, table)] for table in synced_tables()
    }


def test_a_snapshot_leaves_out_what_a_desk_may_not_hold(world: World) -> None:
    _, other, third = world.desks
    order(other, site=1)
    push(other)
    take_snapshot(third)
    assert rows(third, orders) == rows(third, order_lines) == []
    assert rows(third, reservations) == []


def test_no_bucket_no_rows(world: World) -> None:
    service: Service = world.server.service
    assert service.ask(lambda db: list(parts(db, frozenset()))) == []


def test_rows_for_nobody_are_in_no_feed(world: World) -> None:
    order(world.desks[0])
    push(world.desks[0])
    told = {row["entity"] for row in on_server(world.server.service, feed_changes)}
    assert "stock_movements" not in told
