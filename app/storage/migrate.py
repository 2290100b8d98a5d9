"""Bring a database to the schema of this version.

Both sides share one history, app/storage/migrations/versions. A revision asks its side by
`context.config.attributes["side"]` ("desk" or "server") and never imports a table of ours: it says
how things were then.

- Until the first release there is one revision, the baseline. It is written from the metadata:
  after a change of any table run `python -m tests.storage.baseline`. Databases made before that
  are made anew.
- After the first release a change is a new file beside it, `0002_what_it_does.py` with
  `down_revision = "0001"`, and HEAD in migrations/history.py says "0002". A revision that takes
  rows away on purpose names their tables in `shrinks = ("table", …)`; otherwise fewer rows than
  before is an error.
- Twins, triggers and search indexes are derived: no revision names them.

tests/storage compares what the revisions make with the metadata, on all three kinds of database.
"""

from sqlalchemy.engine import Connection

from app.storage.migrations.history import OURS, History
from app.storage.schema import Side


def bring_up_to_date(db: Connection, side: Side, history: History = OURS) -> bool:
    """Make or migrate all tables of one side, in the caller's transaction. All slices are imported.

    True: this desk was migrated at the server's truth, so the effect of its unsent commands is
    gone from the tables until the caller, in the same transaction, replays its outbox.
    Refusal('schema_newer', found, known): a newer version of this program wrote the database.
    """
    found = version_of(db)
    if found == history.head:
        return False
    # Alembic takes 0.1 s to import; most starts find nothing to do.
    from app.storage.migrations.upgrade import upgrade  # noqa: PLC0415

    return upgrade(db, side, history, found)


def version_of(db: Connection) -> str:
    """The revision of a database; "" for one that has no tables yet."""
    if db.dialect.name == "postgresql":
        there = db.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
    else:
        there = db.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
        ).scalar()
    if there is None:
        return ""
    return str(db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")
