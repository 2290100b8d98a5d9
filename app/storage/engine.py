"""How is a database opened: an encrypted desk file, a server on SQLite or on PostgreSQL."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.storage.prepared import OF_DIALECT, straight

DESK_PRAGMAS = (
    "PRAGMA auto_vacuum=INCREMENTAL",  # first: it holds for a database that has no page yet
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL lost acknowledged orders in 66 of 78 rebuilt power cuts
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # OFF corrupted base images in 1,611 of 3,000 histories
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",  # no plain-text spill file beside an encrypted database
)
# Moved into the database where nobody waits (app/desk/store.py). A log that was moved begins anew
# in the same file: without a limit its size would say for ever that there is something to move.
WRITER_PRAGMAS = ("PRAGMA wal_autocheckpoint=0", f"PRAGMA journal_size_limit={1 << 20}")
UNUSED_KEEPS = 2_000  # pages (8 MiB) for what comes next
GIVES_BACK = 500  # pages at a time, so that nobody waits for it
SERVER_PRAGMAS = (*DESK_PRAGMAS[1:5], "PRAGMA busy_timeout=30000")
# What waits longer fails, is told as 503 and comes again: no lock is held for who is gone, and a
# server that lost its database says so while the desk still listens (30 s).
PATIENCE = {
    "statement_timeout": "20s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "300s",  # a snapshot over a bad line reads in between
}
_HURRY = " ".join(f"-c {name}={value}" for name, value in PATIENCE.items())
CONNECT_SECONDS = 5
# Of the driver, per connection: an act and a page run some 300, and most come again with the next.
STATEMENTS_KEPT = 600
UNANSWERED_MS = 10_000  # a database host that vanished without a word
POOL_SECONDS = 10.0

SOON = "2s"  # so long a migration waits for a table, and all who ask for it after it
DEADLOCK, SERIALIZATION, SAME_ROW, NOT_AVAILABLE = "40P01", "40001", "23505", "55P03"


def desk_engine(path: Path, key: bytes, *, read_only: bool = False) -> Engine:
    """One desk database, encrypted with a raw 256-bit key (a passphrase: 356 ms a connection)."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415  the server runs without it

    pragmas = DESK_PRAGMAS if read_only else (*DESK_PRAGMAS, *WRITER_PRAGMAS)
    engine = sa.create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        poolclass=sa.pool.QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # one that holds the pages which are asked for all the time
        connect_args={"check_same_thread": False, "cached_statements": STATEMENTS_KEPT},
    )

    @sa.event.listens_for(engine, "connect")
    def opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in pragmas:
            connection.execute(pragma)
        if read_only:
            connection.execute("PRAGMA query_only=ON")

    _begin_with(engine, "BEGIN" if read_only else "BEGIN IMMEDIATE")
    return engine


def server_engine(url: str, *, hurried: bool = False) -> Engine:
    """`sqlite:///FILE` or `postgresql+psycopg://…`; any other scheme raises ValueError.

    `hurried`: for a process that answers desks. What copies or checks a whole database is not.
    `?options=` of a PostgreSQL address has the last word.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "postgresql":
        from app.storage.named import AtPostgres  # noqa: PLC0415  a desk has no such driver

        OF_DIALECT["postgresql"] = AtPostgres
        # Guarded updates and CHECKs carry the rules; READ COMMITTED is enough and never restarts.
        return sa.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=10,
            max_overflow=25,  # three processes fit into PostgreSQL's usual 100 connections
            pool_timeout=POOL_SECONDS,
            pool_pre_ping=True,
            pool_use_lifo=True,  # one that knows the statements which are asked for all the time
            connect_args={
                "prepare_threshold": None,  # app/storage/named.py does; a rollback forgets no name
                "connect_timeout": CONNECT_SECONDS,
                "tcp_user_timeout": UNANSWERED_MS,
                "options": f"{_HURRY if hurried else ''} {parsed.query.get('options', '')}",
            },
        )
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(
            f"Gerai keeps its data in SQLite or PostgreSQL, not in {parsed.drivername}"
        )
    engine = sa.create_engine(
        parsed, connect_args={"check_same_thread": False, "cached_statements": STATEMENTS_KEPT}
    )

    @sa.event.listens_for(engine, "connect")
    def opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in SERVER_PRAGMAS:
            connection.execute(pragma)

    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def without_hurry(db: Connection) -> None:
    """This one transaction may take as long as it likes: a migration of many rows."""
    if db.dialect.name == "postgresql":
        for name in PATIENCE:
            db.exec_driver_sql(f"SET LOCAL {name} = 0")


def gives_way(db: Connection) -> None:
    """A table this transaction cannot have soon is an error: whoever asks for it later queues."""
    if db.dialect.name == "postgresql":
        db.exec_driver_sql(f"SET LOCAL lock_timeout = '{SOON}'")


def gave_way(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == NOT_AVAILABLE


def may_do_again(error: DBAPIError, *, same_row: bool = False) -> bool:
    """Two acts met and this one was undone: begun anew it finds what the other did.

    `same_row`: also when the other made the row first that this one wanted to make.
    """
    state = getattr(error.orig, "sqlstate", None)
    return state in {DEADLOCK, SERIALIZATION} or (same_row and state == SAME_ROW)


def reading(engine: Engine) -> Connection:
    """A connection whose transaction sees one state of the database and never waits for writers."""
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine.connect().execution_options(gerai_begin="BEGIN")


def give_back(db: Connection) -> None:
    """Return a part of what a desk's database uses no more to the disk."""
    if straight(db, "PRAGMA freelist_count").fetchone()[0] <= UNUSED_KEEPS:
        return
    raw = db.connection.driver_connection
    assert raw is not None
    # Each page is a row without columns: whoever does not fetch gives back one.
    raw.execute(f"PRAGMA incremental_vacuum({GIVES_BACK})").fetchall()


def _begin_with(engine: Engine, words: str) -> None:
    @sa.event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        straight(connection, connection.get_execution_options().get("gerai_begin", words))
