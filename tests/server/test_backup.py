"""A backup is whole or is not there, and desks that were ahead of it lose nothing."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.insights.verify.runs import verify_server
from app.kit.clock import SECOND, Instant
from app.kit.errors import Refusal
from app.orders.tables import orders
from app.server.backup import backup, restore
from app.server.service import Service
from app.storage.engine import server_engine
from app.storage.outbox import outbox
from app.storage.schema import Side, tables_of
from app.sync.feed import head
from tests.sync.counter import catch_up, greet, on_server, order, push, quiet_world, rows
from tests.sync.simulator import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with quiet_world(tmp_path) as world:
        for product, desk in enumerate(world.desks):
            order(desk, product)
            catch_up(desk)
        yield world


def url_of(world: World) -> str:
    return f"sqlite:///{world.folder / 'server.db'}"


def rows_in(database: str) -> dict[str, list[tuple[object, ...]]]:
    engine = server_engine(database)
    with engine.connect() as db:
        found = {
            table.name: [tuple(row) for row in db.execute(sa.select(table).order_by(*table.c))]
            for table in tables_of(Side.SERVER)
            if table.name != "feed_clock"
        }
    engine.dispose()
    return found


def test_a_restored_server_holds_every_row_and_its_books_are_clean(
    world: World, tmp_path: Path
) -> None:
    kept, again = tmp_path / "kept.gz", f"sqlite:///{tmp_path / 'again.db'}"
    counts = backup(url_of(world), kept)
    assert restore(kept, again) == counts
    assert rows_in(again) == rows_in(url_of(world))
    engine = server_engine(again)
    assert [found for result in verify_server(engine) for found in result.violations] == []
    engine.dispose()


def test_each_restore_begins_a_new_epoch(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.gz"
    backup(url_of(world), kept)
    epochs = {world.server.service.head().epoch}
    for number in range(2):
        again = f"sqlite:///{tmp_path / f'again{number}.db'}"
        restore(kept, again, clock=world.server.clock)
        world.now = Instant(world.now + SECOND)
        engine = server_engine(again)
        with engine.connect() as db:
            epochs.add(head(db).epoch)
        engine.dispose()
    assert len(epochs) == 3


def test_desks_that_were_ahead_of_the_backup_send_again_what_it_lacks(
    world: World, tmp_path: Path
) -> None:
    kept, again = tmp_path / "kept.gz", tmp_path / "again.db"
    backup(url_of(world), kept)
    ahead, behind = world.desks
    order(ahead, 1)
    catch_up(ahead)
    order(behind, 0)
    push(behind)
    world.server.service.close()
    restore(kept, f"sqlite:///{again}", clock=world.server.clock)
    new_id = world.server.service.new_id
    world.server.service = Service(f"sqlite:///{again}", clock=world.server.clock)
    world.server.service.new_id = new_id
    assert (greet(ahead), greet(behind)) == ("reconcile", "ok")
    for desk in (ahead, behind, ahead):
        catch_up(desk)
    assert len(on_server(world.server.service, orders)) == 4
    assert [rows(desk, outbox) for desk in world.desks] == [[], []]


def test_a_name_that_is_taken_is_not_written_over(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.gz"
    kept.write_bytes(b"mine")
    with pytest.raises(Refusal, match="file_there"):
        backup(url_of(world), kept)
    assert kept.read_bytes() == b"mine"


def test_a_database_in_use_is_not_filled(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.gz"
    backup(url_of(world), kept)
    before = rows_in(url_of(world))
    with pytest.raises(Refusal, match="database_of_another"):
        restore(kept, url_of(world))
    assert rows_in(url_of(world)) == before


@pytest.mark.parametrize("harm", ["cut", "a line lost", "changed", "not ours", "not packed"])
def test_a_damaged_backup_is_found_out_before_a_row_is_written(
    world: World, tmp_path: Path, harm: str
) -> None:
    kept, again = tmp_path / "kept.gz", tmp_path / "again.db"
    backup(url_of(world), kept)
    lines = gzip.decompress(kept.read_bytes()).splitlines(keepends=True)
    content = {
        "cut": kept.read_bytes()[:-200],
        "a line lost": gzip.compress(b"".join(lines[:3] + lines[4:])),
        "changed": gzip.compress(b"".join(lines).replace(b"Senara", b"Senari").replace(b"1", b"2")),
        "not ours": gzip.compress(b'{"hello": 1}\n{"end": 2}\n'),
        "not packed": b"".join(lines),
    }[harm]
    kept.write_bytes(content)
    with pytest.raises(Refusal, match="backup_damaged"):
        restore(kept, f"sqlite:///{again}")
    assert not again.exists()


@pytest.mark.postgres
def test_the_embedded_database_moves_to_postgresql_and_back(
    world: World, tmp_path: Path, postgres_url: str
) -> None:
    kept, back = tmp_path / "kept.gz", tmp_path / "back.gz"
    again = f"sqlite:///{tmp_path / 'again.db'}"
    backup(url_of(world), kept)
    restore(kept, postgres_url)
    backup(postgres_url, back)
    restore(back, again)
    assert rows_in(again) == rows_in(url_of(world))
