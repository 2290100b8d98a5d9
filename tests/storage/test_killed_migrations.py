"""The process is killed while tables change: before the commit nothing was, after it all is."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.insights.verify.runs import verify_desk, verify_server
from app.server.backup import backup, restore
from app.storage.engine import desk_engine, server_engine
from app.storage.migrate import version_of
from app.storage.migrations.history import HEAD, History
from app.storage.schema import Side, tables_of
from tests.storage.dying import killed, spared, start_desk, start_server
from tests.storage.test_migrations import (
    CHANGES,
    _orders,
    _orders_of_server,
    _work,
    later,
    opened,
    rows_of_desk,
)
from tests.support.postgres import fresh_database
from tests.support.warm import kettle
from tests.sync.simulator import CALM, KEY, World, fresh_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the harness forks its processes"),
]
BETWEEN = 8  # kills before the commit, at even distances from the first step on


@pytest.fixture
def second(tmp_path: Path) -> History:
    return later(tmp_path, CHANGES)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A shop after some work, and its first desk with a full outbox."""
    world = World(fresh_folder(tmp_path / "world"), 5, desks=2, weather=CALM)
    desk = world.desks[0]
    assert world.settle()
    _work(world, desk, 20)
    assert world.settle()
    _work(world, desk, 80)  # nobody carries messages meanwhile, so these wait
    desk.power_off()
    yield world
    world.close()


def moments(commit: int) -> list[int]:
    """The steps to die at while nothing is committed."""
    assert commit > 2 * BETWEEN
    return [*range(1, commit, commit // BETWEEN), commit]


def test_a_desk_that_is_killed_while_its_tables_change_forgets_nothing(
    world: World, second: History, tmp_path: Path
) -> None:
    desk, context, now = world.desks[0], kettle(), int(world.now)
    other = tmp_path / "other"
    shutil.copytree(desk.folder, other)
    before, _ = _desk(desk.folder)
    assert len(before["outbox"]) > 10
    commit = spared(context, start_desk, other, KEY, second, now)
    for step in moments(commit):
        killed(context, step, start_desk, desk.folder, KEY, second, now)
        assert _desk(desk.folder) == (before, HEAD), step
    killed(context, commit + 1, start_desk, desk.folder, KEY, second, now)
    assert _desk(desk.folder)[1] == second.head
    spared(context, start_desk, desk.folder, KEY, second, now)
    assert _desk(desk.folder) == _desk(other)
    assert _desk(desk.folder)[0]["outbox"] == before["outbox"]
    with opened(desk_engine(desk.folder / "desk.db", KEY)) as engine:
        assert [told for told in verify_desk(engine) if told.ok is False] == []
        with engine.begin() as db:  # the desk of this shop is of our version
            db.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (HEAD,))
    desk.power_on()
    assert world.settle()
    assert _orders(world, desk)
    assert _orders(world, desk) == _orders_of_server(world)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def servers(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[list[str]]:
    """The database of the shop's server, twice: one to be killed, one to be spared."""
    with ExitStack() as stack:
        urls = [f"sqlite:///{tmp_path / name}" for name in ("killed.db", "spared.db")]
        if request.param == "postgresql":
            base = request.getfixturevalue("postgres_cluster")
            urls = [stack.enter_context(fresh_database(base)) for _ in urls]
        kept = tmp_path / "kept.gz"
        backup(f"sqlite:///{world.folder / 'server.db'}", kept)
        for url in urls:
            restore(kept, url, clock=world.clock())
        yield urls


def test_a_server_that_is_killed_while_its_tables_change_forgets_nothing(
    servers: list[str], second: History
) -> None:
    (server, other), context = servers, kettle()
    before = _server(server)
    assert before[0]["orders"]
    commit = spared(context, start_server, other, second)
    for step in moments(commit):
        killed(context, step, start_server, server, second)
        assert _server(server) == before, step
    killed(context, commit + 1, start_server, server, second)
    spared(context, start_server, server, second)
    assert _server(server) == _server(other) == (before[0], second.head)
    with opened(server_engine(server)) as engine:
        assert [told for told in verify_server(engine) if told.ok is False] == []


def _desk(folder: Path) -> tuple[dict[str, list[tuple[Any, ...]]], str]:
    """Its rows, and the revision of its tables."""
    with opened(desk_engine(folder / "desk.db", KEY)) as engine, engine.begin() as db:
        return rows_of_desk(db), version_of(db)


def _server(url: str) -> tuple[dict[str, list[tuple[Any, ...]]], str]:
    with opened(server_engine(url)) as engine, engine.begin() as db:
        rows = {
            table.name: [tuple(row) for row in db.execute(sa.select(table).order_by(*table.c))]
            for table in tables_of(Side.SERVER)
        }
        return rows, version_of(db)
