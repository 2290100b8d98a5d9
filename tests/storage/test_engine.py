"""A database is opened as the promises need it: durable, encrypted, one state for a reader."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

from app.storage.engine import desk_engine, reading, server_engine

KEY = bytes(range(32))


def written(folder: Path) -> Engine:
    engine = desk_engine(folder / "desk.db", KEY)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE t (a TEXT)")
        db.exec_driver_sql("INSERT INTO t VALUES ('Siti Rahmawati')")
    return engine


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as db:
        return db.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_desk_survives_a_power_cut_and_keeps_its_images(tmp_path: Path) -> None:
    engine = written(tmp_path)
    told = {name: pragma(engine, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert pragma(engine, "recursive_triggers") == 1
    assert pragma(engine, "wal_autocheckpoint") == 0
    engine.dispose()


def test_a_server_on_sqlite_survives_a_power_cut(tmp_path: Path) -> None:
    engine = server_engine(f"sqlite:///{tmp_path / 'server.db'}")
    assert (pragma(engine, "journal_mode"), pragma(engine, "synchronous")) == ("wal", 2)
    engine.dispose()


def test_a_stolen_desk_shows_nobody_s_name(tmp_path: Path) -> None:
    written(tmp_path).dispose()
    for file in tmp_path.iterdir():
        assert b"Siti" not in file.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "desk.db").execute("SELECT * FROM t")


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    written(tmp_path).dispose()
    thief = desk_engine(tmp_path / "desk.db", bytes(32))
    with pytest.raises(DatabaseError), thief.connect() as db:
        db.exec_driver_sql("SELECT * FROM t")
    thief.dispose()


def test_a_read_only_desk_writes_nothing(tmp_path: Path) -> None:
    written(tmp_path).dispose()
    looking = desk_engine(tmp_path / "desk.db", KEY, read_only=True)
    with looking.begin() as db:
        assert db.exec_driver_sql("SELECT a FROM t").scalar() == "Siti Rahmawati"
        with pytest.raises(DBAPIError, match="readonly"):
            db.exec_driver_sql("DELETE FROM t")
    looking.dispose()


def test_a_reader_sees_one_state_while_a_writer_commits(tmp_path: Path) -> None:
    engine = server_engine(f"sqlite:///{tmp_path / 'server.db'}")
    one_state(engine)
    engine.dispose()


@pytest.mark.postgres
def test_a_reader_sees_one_state_on_postgresql_too(postgres_url: str) -> None:
    engine = server_engine(postgres_url)
    one_state(engine)
    with reading(engine) as db, db.begin(), pytest.raises(DBAPIError):
        db.exec_driver_sql("DELETE FROM t")
    engine.dispose()


def one_state(engine: Engine) -> None:
    count = sa.text("SELECT count(*) FROM t")
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE t (a TEXT)")
    with reading(engine) as reader, reader.begin():
        assert reader.execute(count).scalar() == 0
        with engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO t VALUES ('x')")
        assert reader.execute(count).scalar() == 0
    with reading(engine) as reader, reader.begin():
        assert reader.execute(count).scalar() == 1


def test_only_two_kinds_of_database_are_known() -> None:
    with pytest.raises(ValueError, match="mysql"):
        server_engine("mysql://localhost/gerai")
