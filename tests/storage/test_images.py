"""Base images give the server's rows back, whatever a desk did to them in between."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

import app.features  # noqa: F401  all slices and their tables
from app.stock.tables import stock_cells
from app.storage import images
from app.storage.engine import desk_engine
from app.storage.schema import Side, metadata, synced_tables, tables_of

KEY = bytes(32)
IDS = ["a", "b", "c", "d"]
TRUTH = [("a", "x", 1), ("b", "x", 2), ("c", "y", 3)]
Act = tuple[str, str, int]

_form = "INSERT {or_} INTO stock_cells (id, site_id, product_id, available) VALUES (?, 's', 'p', ?)"
ACTS: dict[str, Callable[[Connection, str, int], Any]] = {
    "insert": lambda db, key, n: db.exec_driver_sql(_form.format(or_="OR ABORT"), (key, n)),
    "ignore": lambda db, key, n: db.exec_driver_sql(_form.format(or_="OR IGNORE"), (key, n)),
    "replace": lambda db, key, n: db.exec_driver_sql(_form.format(or_="OR REPLACE"), (key, n)),
    "upsert": lambda db, key, n: db.exec_driver_sql(
        _form.format(or_="") + " ON CONFLICT (id) DO UPDATE SET available = excluded.available",
        (key, n),
    ),
    "update": lambda db, key, n: db.exec_driver_sql(
        "UPDATE stock_cells SET available = ? WHERE id = ?", (n, key)
    ),
    "update_all": lambda db, _key, n: db.exec_driver_sql(
        "UPDATE OR REPLACE stock_cells SET safety = ?", (n,)
    ),
    "delete": lambda db, key, _n: db.exec_driver_sql(
        "DELETE FROM stock_cells WHERE id = ?", (key,)
    ),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = desk_engine(tmp_path_factory.mktemp("images") / "desk.db", KEY)
    with made.begin() as db:
        metadata.create_all(db, tables=tables_of(Side.DESK))
        images.create_images(db)
    yield made
    made.dispose()


@pytest.fixture
def desk(engine: Engine) -> Iterator[Connection]:
    """Three cells as the server told them; nothing stays after the test."""
    with engine.connect() as db, db.begin() as transaction:
        for key, site, available in TRUTH:
            row = {"id": key, "site_id": site, "product_id": "p", "available": available}
            db.execute(stock_cells.insert(), row)
        images.forget(db)
        yield db
        transaction.rollback()


def cells(db: Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(sa.select(stock_cells).order_by(stock_cells.c.id))]


histories = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(IDS), st.integers(0, 9)), max_size=12
)


@given(history=histories)
def test_whatever_a_desk_does_its_images_give_the_servers_rows_back(
    engine: Engine, history: list[Act]
) -> None:
    with engine.connect() as db, db.begin() as transaction:
        for key, site, available in TRUTH:
            row = {"id": key, "site_id": site, "product_id": "p", "available": available}
            db.execute(stock_cells.insert(), row)
        images.forget(db)
        told = cells(db)
        play(db, history)
        images.put_back(db)
        assert cells(db) == told
        images.forget(db)
        assert images.touched_rows(db) == {}
        transaction.rollback()


def play(db: Connection, history: list[Act]) -> None:
    for act, key, number in history:
        savepoint = db.begin_nested()
        try:
            ACTS[act](db, key, number)
        except IntegrityError:
            savepoint.rollback()  # as a replayed command that fails
        else:
            savepoint.commit()


def test_a_row_is_kept_as_the_server_told_it_not_as_the_first_act_left_it(desk: Connection) -> None:
    ACTS["update"](desk, "a", 7)
    ACTS["update"](desk, "a", 8)
    kept = desk.exec_driver_sql("SELECT absent, available FROM image_of_stock_cells").all()
    assert [tuple(row) for row in kept] == [(0, 1)]


def test_rows_touched_since_the_last_news_can_be_named(desk: Connection) -> None:
    ACTS["insert"](desk, "d", 1)
    ACTS["delete"](desk, "b", 0)
    assert images.touched_rows(desk) == {"stock_cells": {"b", "d"}}


@pytest.mark.parametrize("table", synced_tables(), ids=lambda table: str(table.name))
def test_every_synced_table_has_a_twin_with_its_columns(desk: Connection, table: sa.Table) -> None:
    found = desk.exec_driver_sql(f"SELECT name FROM pragma_table_info('image_of_{table.name}')")
    assert found.scalars().all() == ["absent", *(column.name for column in table.columns)]


def test_the_key_of_a_row_never_changes(desk: Connection) -> None:
    with pytest.raises(IntegrityError, match="never changes"):
        desk.execute(stock_cells.update().where(stock_cells.c.id == "a"), {"id": "z"})


def test_children_are_put_back_after_their_parents(desk: Connection) -> None:
    """A foreign key is checked at once, also while images are put back."""
    columns = "id, site_id, device_id, placed_by, placed_at"
    desk.exec_driver_sql(f"INSERT INTO orders ({columns}) VALUES ('o', 's', 'd', 'u', 1)")
    desk.exec_driver_sql("INSERT INTO order_lines (id, order_id, product_id) VALUES ('l','o','p')")
    images.forget(desk)
    desk.exec_driver_sql("DELETE FROM order_lines")
    desk.exec_driver_sql("DELETE FROM orders")
    desk.exec_driver_sql(f"INSERT INTO orders ({columns}) VALUES ('n', 's', 'd', 'u', 1)")
    desk.exec_driver_sql("INSERT INTO order_lines (id, order_id, product_id) VALUES ('m','n','p')")
    images.put_back(desk)
    assert desk.exec_driver_sql("SELECT id, order_id FROM order_lines").all() == [("l", "o")]
    assert desk.exec_driver_sql("SELECT id FROM orders").scalars().all() == ["o"]


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TRIGGER image_of_bins_update",
        "DROP TRIGGER image_of_bins_key",
        "PRAGMA recursive_triggers=OFF",
        "PRAGMA foreign_keys=OFF",
    ],
)
def test_a_desk_does_not_open_when_its_images_could_not_be_trusted(
    tmp_path: Path, harm: str
) -> None:
    engine = opened(tmp_path)
    with engine.connect() as db:
        outside_a_transaction(db, harm)
        with db.begin(), pytest.raises(RuntimeError):
            images.assert_images(db)
    engine.dispose()


def test_a_trigger_with_other_words_is_noticed(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    with engine.begin() as db:
        kept = db.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'image_of_bins_update'"
        ).scalar_one()
        db.exec_driver_sql("DROP TRIGGER image_of_bins_update")
        db.exec_driver_sql(kept.replace("INSERT INTO", "INSERT OR IGNORE INTO"))
        with pytest.raises(RuntimeError, match="image_of_bins_update"):
            images.assert_images(db)
    engine.dispose()


def outside_a_transaction(db: Connection, statement: str) -> None:
    raw = db.connection.driver_connection
    assert raw is not None
    raw.execute(statement)


def opened(folder: Path) -> Engine:
    engine = desk_engine(folder / "desk.db", KEY)
    with engine.begin() as db:
        metadata.create_all(db, tables=tables_of(Side.DESK))
        images.create_images(db)
        images.assert_images(db)
    return engine


# --- the rules that the trial of docs/decisions/0003 found are needed ---------------------------


def test_or_ignore_in_the_twins_would_lose_images(tmp_path: Path) -> None:
    """The mutant: an outer UPSERT's conflict clause overrides the trigger's, and the act fails or
    the image is overwritten."""
    engine = opened(tmp_path)
    with engine.begin() as db:
        worded_otherwise(
            db,
            lambda sql: sql.replace("INSERT INTO", "INSERT OR IGNORE INTO").replace(
                " ON CONFLICT (id) DO NOTHING", ""
            ),
        )
        assert wrong_after(db, [("upsert", 5), ("replace", 6)])
    engine.dispose()


def test_without_recursive_triggers_a_replaced_row_would_be_forgotten(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    with engine.connect() as db:
        outside_a_transaction(db, "PRAGMA recursive_triggers=OFF")
        with db.begin():
            assert wrong_after(db, [("replace", 6)])
    engine.dispose()


def test_with_the_rules_as_they_are_the_same_acts_are_put_back(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    with engine.begin() as db:
        assert not wrong_after(db, [("upsert", 5), ("replace", 6)])
    engine.dispose()


def or_ignore(sql: str) -> str:
    plain = sql.replace(" ON CONFLICT (id) DO NOTHING", "")
    return plain.replace("INSERT INTO", "INSERT OR IGNORE INTO")


def worded_otherwise(db: Connection, words: Callable[[str], str]) -> None:
    for act in ("insert", "update", "delete"):
        name = f"image_of_{stock_cells.name}_{act}"
        kept = db.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = ?", (name,)
        ).scalar_one()
        db.exec_driver_sql(f"DROP TRIGGER {name}")
        db.exec_driver_sql(words(kept))


def wrong_after(db: Connection, acts: list[tuple[str, int]]) -> bool:
    """Whether a cell that was touched by these acts is not what the server told after all."""
    row = {"id": "a", "site_id": "s", "product_id": "p", "available": 1}
    db.execute(stock_cells.insert(), row)
    images.forget(db)
    told = cells(db)
    for act, number in acts:
        try:
            ACTS[act](db, "a", number)
        except IntegrityError:
            return True
    images.put_back(db)
    return cells(db) != told
