"""Run the missing revisions in one transaction, and prove that no row was lost on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from app.kit.errors import Refusal
from app.storage import images
from app.storage.engine import gave_way
from app.storage.migrations.history import History
from app.storage.schema import Side
from app.storage.words import SEARCHED, create_search, search_anew, search_triggers


class UpgradeFailed(RuntimeError):
    """A revision did not do what it should; the transaction must not be committed.

    Not a DatabaseError: the database is whole, so nobody may move it aside as damaged.
    """


def upgrade(db: Connection, side: Side, history: History, found: str) -> bool:
    """From revision `found` ("" = nothing) to the head; what it returns is told in migrate.py."""
    script = _script(history)
    _require_known(script, history, found)
    twinned = side is Side.DESK and found != ""
    try:
        with _keys_checked_once(db):
            if twinned:
                _put_at_truth(db)
            searching = search_triggers(db)
            before = _row_counts(db, new=found == "")
            _run(db, side, script)
            _require_all_rows(before, _row_counts(db, new=not before), _may_shrink(script, found))
        if found == "":
            create_search(db)
        elif search_triggers(db) != searching:
            search_anew(db)
        if side is Side.DESK:
            images.create_images(db)
    except (OperationalError, IntegrityError) as error:
        if gave_way(error):
            raise  # nothing is wrong with it: it comes again
        raise UpgradeFailed(f"from {found or 'nothing'} to {history.head}: {error.orig}") from error
    return twinned


@cache
def _script(history: History) -> ScriptDirectory:
    folders = [str(folder) for folder in history.folders]
    return ScriptDirectory(folders[0], version_locations=folders)


def _require_known(script: ScriptDirectory, history: History, found: str) -> None:
    if found == "":
        return
    try:
        script.get_revision(found)
    except CommandError as unknown:
        raise Refusal("schema_newer", found=found, known=history.head) from unknown


def _run(db: Connection, side: Side, script: ScriptDirectory) -> None:
    """Alembic without env.py: the caller has the connection, and the transaction."""
    config = Config()
    config.attributes["side"] = side.value

    def missing(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)

    with EnvironmentContext(config, script, fn=missing) as environment:
        environment.configure(connection=db)
        environment.run_migrations()


@contextmanager
def _keys_checked_once(db: Connection) -> Iterator[None]:
    """Foreign keys are looked at when all is done.

    SQLite rebuilds a table to change it, so for a moment its children have no parent; with the
    keys at work that is refused (and a CASCADE would delete the children without a word).
    `foreign_keys=OFF` does nothing inside a transaction. Deferred violations are forgotten when
    the deferring ends, so the whole database is checked before that.
    """
    if db.dialect.name != "sqlite":
        yield
        return
    db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    yield
    if broken := db.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
        raise UpgradeFailed(f"rows without their parent: {[tuple(row) for row in broken]}")
    db.exec_driver_sql("PRAGMA defer_foreign_keys=OFF")


# --- rows ----------------------------------------------------------------------------------------


def _row_counts(db: Connection, *, new: bool) -> dict[str, int]:
    """Of SQLite alone: PostgreSQL alters tables in place."""
    if db.dialect.name != "sqlite" or new:
        return {}
    tables = db.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    derived = tuple(f"{table}_word" for table in SEARCHED)
    return {
        table: int(db.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())
        for table in tables.all()
        if not table.startswith((images.PREFIX, *derived))
    }


def _may_shrink(script: ScriptDirectory, found: str) -> set[str]:
    revisions = script.iterate_revisions("head", found or "base")
    return {table for each in revisions for table in getattr(each.module, "shrinks", ())}


def _require_all_rows(before: dict[str, int], after: dict[str, int], shrinks: set[str]) -> None:
    lost = {
        table: (rows, after[table])
        for table, rows in before.items()
        if table not in shrinks and after.get(table, rows) < rows
    }
    if lost:
        raise UpgradeFailed(f"rows were lost (before, after): {lost}")


# --- what is derived -----------------------------------------------------------------------------


def _put_at_truth(db: Connection) -> None:
    """The tables as the server last told them, without twins and triggers.

    Told by the database itself and not by the metadata: that one is already the new version's.
    """
    triggers = _names(db, "trigger", f"{images.PREFIX}%")
    for trigger in triggers:
        db.exec_driver_sql(f"DROP TRIGGER {trigger}")
    for twin in _names(db, "table", f"{images.PREFIX}%"):
        table = twin.removeprefix(images.PREFIX)
        told = db.exec_driver_sql(f"PRAGMA table_info({twin})").mappings()
        columns = [row["name"] for row in told if row["name"] != "absent"]
        listed = ", ".join(columns)
        assigned = ", ".join(f"{name}=excluded.{name}" for name in columns if name != "id")
        db.exec_driver_sql(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {twin} WHERE absent=0 "
            f"ON CONFLICT (id) DO UPDATE SET {assigned}"
        )
        db.exec_driver_sql(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM {twin} WHERE absent=1)"
        )
        db.exec_driver_sql(f"DROP TABLE {twin}")


def _names(db: Connection, kind: str, like: str) -> list[str]:
    found = db.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = ? AND name LIKE ?", (kind, like)
    )
    return [str(name) for (name,) in found.all()]
