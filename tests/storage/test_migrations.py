"""Do the revisions make the tables of the metadata, and does a later one lose nothing of a desk?"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from app.features import REGISTER
from app.kit.errors import Refusal
from app.storage.engine import desk_engine, server_engine
from app.storage.images import PREFIX, assert_images
from app.storage.migrate import bring_up_to_date, version_of
from app.storage.migrations.history import HEAD, OURS, VERSIONS, History
from app.storage.migrations.upgrade import UpgradeFailed
from app.storage.schema import Side, metadata, synced_tables, tables_of
from app.storage.search import match_words
from app.storage.words import SEARCHED, create_search
from app.sync.rebase import Replayer, replay
from tests.storage.baseline import import_all_tables
from tests.sync.simulator import CALM, KEY, SimulatedDesk, World, fresh_folder
from tests.sync.staff import act

import_all_tables()

SECOND = """
import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None
{extra}

def upgrade() -> None:
    {body}
"""
# A new column, a parent and a searched table made anew, and something that only one side has.
CHANGES = """
    op.add_column("order_lines", sa.Column("colour", sa.Text, nullable=False, server_default=""))
    for table in ("orders", "customer_pii"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("wish", sa.Text, nullable=False, server_default="none"))
            batch.alter_column("wish", existing_type=sa.Text, nullable=True)
    if context.config.attributes["side"] == "server":
        op.create_table("server_notes", sa.Column("id", sa.Integer, primary_key=True))
"""


@pytest.fixture
def second(tmp_path: Path) -> History:
    return later(tmp_path, CHANGES)


def later(folder: Path, body: str, extra: str = "") -> History:
    """Our revisions and one more, known to this test alone."""
    versions = folder / "versions"
    versions.mkdir()
    (versions / "0002_later.py").write_text(SECOND.format(body=body, extra=extra))
    return History("0002", (VERSIONS, versions))


@contextmanager
def opened(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture(params=["server", "desk", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Side]]:
    """Each kind of database, without a table."""
    match request.param:
        case "server":
            engine, side = server_engine(f"sqlite:///{tmp_path / 'server.db'}"), Side.SERVER
        case "desk":
            engine, side = desk_engine(tmp_path / "desk.db", KEY), Side.DESK
        case _:
            engine, side = server_engine(request.getfixturevalue("postgres_url")), Side.SERVER
    with opened(engine):
        yield engine, side


# --- the baseline --------------------------------------------------------------------------------


def test_the_newest_revision_is_the_one_that_an_up_to_date_database_has() -> None:
    assert ScriptDirectory(str(VERSIONS), version_locations=[str(VERSIONS)]).get_heads() == [HEAD]


def test_the_revisions_make_the_tables_of_the_metadata(empty: tuple[Engine, Side]) -> None:
    """When it fails: `python -m tests.storage.baseline`, or a new revision after the release."""
    engine, side = empty
    with engine.begin() as db:
        bring_up_to_date(db, side)
    with engine.begin() as db:
        context = MigrationContext.configure(
            db,
            opts={
                "include_object": lambda thing, name, kind, reflected, other: _ours(
                    thing, name, kind, reflected, side
                ),
                "compare_type": True,  # defaults: `shape`, because alembic misreads an empty text
            },
        )
        assert compare_metadata(context, metadata) == []
        found = shape(db)
    with engine.begin() as db:
        _drop_all(db)
        metadata.create_all(db, tables=tables_of(side))
        create_search(db)
        assert found == shape(db)


def test_nothing_is_deleted_because_its_parent_is() -> None:
    """SQLite makes a table anew to change it; a cascade would take the children with the old."""
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            assert key.ondelete is None, table.name
            assert key.onupdate is None, table.name


def test_an_up_to_date_database_is_opened_without_the_migration_library(tmp_path: Path) -> None:
    code = (
        "import sys; from app.server.service import Service; "
        f"Service('sqlite:///{tmp_path}/server.db').close(); print('alembic' in sys.modules)"
    )
    run = [sys.executable, "-c", code]
    told = [
        subprocess.run(run, capture_output=True, text=True, check=True).stdout for _ in range(2)
    ]
    assert told == ["True\n", "False\n"]


def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    empty: tuple[Engine, Side], tmp_path: Path
) -> None:
    engine, side = empty
    newer = later(tmp_path, "op.create_table('later', sa.Column('id', sa.Integer))")
    with engine.begin() as db:
        bring_up_to_date(db, side, newer)
    with pytest.raises(Refusal) as refusal, engine.begin() as db:
        bring_up_to_date(db, side)
    assert refusal.value.code == "schema_newer"
    assert refusal.value.facts == {"found": "0002", "known": OURS.head}
    with engine.begin() as db:
        assert version_of(db) == "0002"
        assert sa.inspect(db).has_table("later")


# --- a later revision ----------------------------------------------------------------------------


def test_a_later_revision_reaches_a_server_with_rows(
    empty: tuple[Engine, Side], second: History
) -> None:
    engine, side = empty
    with engine.begin() as db:
        bring_up_to_date(db, side)
        _insert_order(db)
    with engine.begin() as db:
        assert bring_up_to_date(db, side, second) == (side is Side.DESK)
        assert not bring_up_to_date(db, side, second)
    with engine.begin() as db:
        wishes = db.exec_driver_sql(
            "SELECT o.wish, l.colour FROM orders o JOIN order_lines l ON l.order_id = o.id"
        )
        # a desk at the server's truth: no server ever told it of this order
        assert [tuple(row) for row in wishes] == ([] if side is Side.DESK else [("none", "")])
        assert sa.inspect(db).has_table("server_notes") == (side is Side.SERVER)


def test_a_desk_with_a_full_outbox_is_migrated_and_forgets_nothing(
    tmp_path: Path, second: History
) -> None:
    world = World(fresh_folder(tmp_path / "world"), 5, desks=2, weather=CALM)
    try:
        desk = world.desks[0]
        assert world.settle()
        _work(world, desk, 20)
        assert world.settle()
        _work(world, desk, 80)  # nobody carries messages meanwhile, so these wait
        desk.power_off()
        with opened(desk_engine(desk.folder / "desk.db", KEY)) as engine:
            with engine.begin() as db:
                before = rows_of_desk(db)
                assert len(before["outbox"]) > 10
                assert before[PREFIX + "order_lines"]
            with engine.begin() as db:
                assert bring_up_to_date(db, Side.DESK, second)
                assert rows_of_desk(db)["outbox"] == before["outbox"]
                assert _touched(db) == 0
                replay(db, Replayer(REGISTER), desk.device_id)
                assert_images(db)
            with engine.begin() as db:
                assert rows_of_desk(db) == before
                _finds_all_customers(db)
                db.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (HEAD,))
        desk.power_on()
        assert world.settle()
        assert _orders(world, desk)
        assert _orders(world, desk) == _orders_of_server(world)
    finally:
        world.close()


LOSSES = {
    "rows": "op.execute('DELETE FROM order_lines')",
    "parents": "op.execute('DELETE FROM orders')",
    "a failing statement": "op.execute('DELETE FROM nowhere')",
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_revision_that_loses_rows_is_undone_as_a_whole(tmp_path: Path, name: str) -> None:
    losing = later(tmp_path, LOSSES[name], extra="shrinks = ('orders',)")
    with opened(server_engine(f"sqlite:///{tmp_path / 'server.db'}")) as engine:
        with engine.begin() as db:
            bring_up_to_date(db, Side.SERVER)
            _insert_order(db)
        # not a DatabaseError: the desk would take its database for damaged
        with pytest.raises(UpgradeFailed), engine.begin() as db:
            bring_up_to_date(db, Side.SERVER, losing)
        with engine.begin() as db:
            assert version_of(db) == HEAD
            assert db.exec_driver_sql("SELECT count(*) FROM order_lines").scalar() == 1


def test_a_revision_may_say_that_it_takes_rows_away(tmp_path: Path) -> None:
    losing = later(tmp_path, LOSSES["rows"], extra="shrinks = ('order_lines',)")
    with opened(server_engine(f"sqlite:///{tmp_path / 'server.db'}")) as engine:
        with engine.begin() as db:
            bring_up_to_date(db, Side.SERVER)
            _insert_order(db)
            bring_up_to_date(db, Side.SERVER, losing)
        with engine.begin() as db:
            assert db.exec_driver_sql("SELECT count(*) FROM order_lines").scalar() == 0
            with pytest.raises(sa.exc.IntegrityError):  # keys are immediate again
                db.execute(
                    metadata.tables["order_lines"].insert(),
                    {"id": "x", "order_id": "none", "product_id": "p"},
                )


# --- what is compared ----------------------------------------------------------------------------


def shape(db: Connection) -> dict[str, Any]:
    """Columns, keys, checks and indexes of all tables that are not derived."""
    inspector = sa.inspect(db)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"])
                for c in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table),
            "foreign": _sorted(inspector.get_foreign_keys(table)),
            "unique": _sorted(inspector.get_unique_constraints(table)),
            "checks": _sorted(inspector.get_check_constraints(table)),
            "indexes": _sorted(_index(index) for index in inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if not _derived(table)
    }


def _index(told: Any) -> dict[str, Any]:
    """The condition of a partial index as its words: as an object it equals only itself."""
    options = {name: str(value) for name, value in told.get("dialect_options", {}).items()}
    return {**told, "dialect_options": options}


def _sorted(told: Any) -> list[str]:
    return sorted(str(each) for each in told)


def _derived(name: str) -> bool:
    words = tuple(f"{table}_word" for table in SEARCHED)
    return name.startswith((PREFIX, *words)) or name == "alembic_version"


def _ours(thing: Any, name: str | None, kind: str, reflected: bool, side: Side) -> bool:
    if kind == "table":
        return not _derived(str(name)) if reflected else side in thing.info["sides"]
    return not (kind == "index" and str(name).endswith("_words"))


def _drop_all(db: Connection) -> None:
    found = sa.MetaData()
    if db.dialect.name == "postgresql":
        found.reflect(db)
        found.drop_all(db)
        return
    listed = db.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'table') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name LIKE '%_words' DESC"
    )
    db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for kind, name in listed.all():
        db.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")


def rows_of_desk(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All that this version knows of a desk: its own tables, the mirror, the twins."""
    told = {}
    for table in tables_of(Side.DESK):
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        told[table.name] = _all(db, f"SELECT {columns} FROM {table.name} ORDER BY 1")
        if table in synced_tables():
            twin = PREFIX + table.name
            told[twin] = _all(db, f"SELECT absent, {columns} FROM {twin} ORDER BY id")
    return told


def _all(db: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.exec_driver_sql(query)]


def _touched(db: Connection) -> int:
    twins = (PREFIX + table.name for table in synced_tables())
    return sum(db.exec_driver_sql(f"SELECT count(*) FROM {twin}").scalar_one() for twin in twins)


# --- a shop at work ------------------------------------------------------------------------------


def _work(world: World, desk: SimulatedDesk, acts: int) -> None:
    for _ in range(acts):
        act(world, desk)


def _orders(world: World, desk: SimulatedDesk) -> list[dict[str, Any]]:
    assert desk.store is not None
    return desk.store.write(_all_orders)


def _orders_of_server(world: World) -> list[dict[str, Any]]:
    return world.server.service.ask(_all_orders)


def _all_orders(db: Connection) -> list[dict[str, Any]]:
    table = metadata.tables["order_lines"]
    return [dict(row) for row in db.execute(sa.select(table).order_by(table.c.id)).mappings()]


def _finds_all_customers(db: Connection) -> None:
    """The search index of a table that was made anew answers as before."""
    people = [row_id for (row_id,) in db.exec_driver_sql("SELECT id FROM customer_pii")]
    assert people
    assert sorted(match_words(db, "customer_pii", "rahma")) == sorted(people)
    db.exec_driver_sql("UPDATE customer_pii SET name = 'Zulaikha' WHERE id = ?", (people[0],))
    assert match_words(db, "customer_pii", "zula") == people[:1]


def _insert_order(db: Connection) -> None:
    ids = {"site_id": "s", "device_id": "d", "placed_by": "u", "placed_at": 1}
    db.execute(metadata.tables["orders"].insert(), {"id": "o", **ids})
    _insert_line(db, order_id="o")


def _insert_line(db: Connection, *, order_id: str) -> None:
    line = {"id": f"line of {order_id}", "order_id": order_id, "product_id": "p"}
    db.execute(metadata.tables["order_lines"].insert(), line)
