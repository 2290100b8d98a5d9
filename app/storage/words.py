"""Where the words of rows are kept to be found: FTS5 and a list of the words on SQLite, GIN on
PostgreSQL. All of it is derived: kept by triggers, rebuilt, never synced."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# Table → the columns whose words are found.
SEARCHED = {"products": ("sku", "name", "colour", "size"), "customer_pii": ("name", "email")}
# From here on FTS5 takes deleted words out of its index at once; before, a merge of segments does.
SECURE_DELETE = (3, 42, 0)
# How long a text is would be asked for ranking alone.
TOKENS = 'tokenize="unicode61 remove_diacritics 2", columnsize=0'
PREFIXES = (2, 3)  # letters; a longer beginning is looked up in the list of words
APART = " .@-_/"  # where most words end; at other signs FTS5 ends them


def create_search(db: Connection) -> None:
    for table, columns in SEARCHED.items():
        for statement in (
            _postgresql(table, columns) if is_postgresql(db) else _sqlite(table, columns)
        ):
            db.exec_driver_sql(statement)
        for index in _indexes(table) if _deletes_securely(db) else ():
            db.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)")


def search_anew(db: Connection) -> None:
    """Of SQLite alone: from the rows as they are."""
    for trigger in search_triggers(db):
        db.exec_driver_sql(f"DROP TRIGGER {trigger}")
    for table in SEARCHED:
        for derived in ("word_list", "word_forms", "word_parts", "words", "word_keys"):
            db.exec_driver_sql(f"DROP TABLE IF EXISTS {table}_{derived}")
    create_search(db)
    for table, columns in SEARCHED.items():
        listed = ", ".join(columns)
        db.exec_driver_sql(f"INSERT INTO {table}_word_keys (id) SELECT id FROM {table}")
        db.exec_driver_sql(
            f"INSERT INTO {table}_words (rowid, {listed}) SELECT key, {listed} "
            f"FROM {table} JOIN {table}_word_keys USING (id)"
        )
        db.exec_driver_sql(
            f"INSERT INTO {table}_word_parts (word, held) SELECT value, count(DISTINCT told.id) "
            f"FROM {table} AS told, {_parts('told', columns)} WHERE value <> '' GROUP BY value"
        )


@contextmanager
def searched_anew(db: Connection) -> Iterator[Callable[[sa.Table], None]]:
    """What is told to it is emptied and filled meanwhile: the words of all its rows are told to
    FTS5 at once, a third of the work of one by one."""
    put_aside = False

    def put_words_aside(table: sa.Table) -> None:
        nonlocal put_aside
        if table.name in SEARCHED and not put_aside:
            put_aside = True
            for trigger in search_triggers(db):
                db.exec_driver_sql(f"DROP TRIGGER {trigger}")

    yield put_words_aside
    if put_aside:
        search_anew(db)


def search_triggers(db: Connection) -> dict[str, str]:
    """Name → SQL. A rebuilt table comes back without them, a renamed column changes them."""
    if is_postgresql(db):
        return {}
    found = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='trigger'").all()
    names = tuple(f"{table}_words_" for table in SEARCHED)
    return {name: sql for name, sql in found if name.startswith(names)}


def forget_words(db: Connection, table: str) -> None:
    """Leave no word of rows that were emptied, where deleting alone does not: a rare, slow act."""
    for index in () if is_postgresql(db) or _deletes_securely(db) else _indexes(table):
        db.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def is_postgresql(db: Connection) -> bool:
    return db.dialect.name == "postgresql"


def vector(table: str) -> str:
    """Words end at every sign, as in FTS5: else TR-0017 is read as TR and a number below zero."""
    joined = " || ' ' || ".join(SEARCHED[table])
    return f"to_tsvector('simple', regexp_replace({joined}, '[!-/:-@[-`{{-~]+', ' ', 'g'))"


def _deletes_securely(db: Connection) -> bool:
    version = db.dialect.server_version_info
    return not is_postgresql(db) and version is not None and version >= SECURE_DELETE


def _indexes(table: str) -> tuple[str, str]:
    return f"{table}_words", f"{table}_word_forms"


def _postgresql(table: str, _columns: tuple[str, ...]) -> list[str]:
    return [f"CREATE INDEX ix_{table}_words ON {table} USING gin ({vector(table)})"]


def _sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    """An FTS5 table beside the rows; its triggers act only when a searched word changed.

    And each word once, with how many rows hold it. The list of FTS5's own index will not do: from
    one word to the next it reads all rows of the first (4 ms behind a name of 125,000).
    """
    listed = ", ".join(columns)
    new = ", ".join(f"NEW.{column}" for column in columns)
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    words, keys = f"{table}_words", f"{table}_word_keys"
    parts, forms = f"{table}_word_parts", f"{table}_word_forms"
    key = f"(SELECT key FROM {keys} WHERE id = {{row}}.id)"
    told = f"SELECT DISTINCT value{{also}} FROM {_parts('{row}', columns)} WHERE value <> ''"
    gone = told.format(also="", row="OLD")
    insert = (
        f"INSERT INTO {keys} (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING; "
        f"INSERT INTO {words} (rowid, {listed}) VALUES ({key.format(row='NEW')}, {new}); "
        f"INSERT INTO {parts} (word, held) {told.format(also=', 1', row='NEW')} "
        "ON CONFLICT (word) DO UPDATE SET held = held + 1;"
    )
    delete = (
        f"DELETE FROM {words} WHERE rowid = {key.format(row='OLD')}; "
        f"UPDATE {parts} SET held = held - 1 WHERE word IN ({gone}); "
        f"DELETE FROM {parts} WHERE held = 0 AND word IN ({gone});"
    )
    return [
        # A key of its own: the rows' hidden rowid may change, and finding by text would be a scan.
        f"CREATE TABLE {keys} (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        f"CREATE VIRTUAL TABLE {words} USING fts5({listed}, {TOKENS}, "
        f"prefix='{' '.join(map(str, PREFIXES))}')",
        f"CREATE TABLE {parts} (key INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, "
        "held INTEGER NOT NULL)",
        # Read by FTS5 once more: what is a letter, and which are the same, it alone knows.
        f"CREATE VIRTUAL TABLE {forms} USING fts5(word, {TOKENS}, detail=none, "
        f"content='{parts}', content_rowid='key')",
        f"CREATE VIRTUAL TABLE {table}_word_list USING fts5vocab({forms}, 'row')",
        f"CREATE TRIGGER {words}_part_insert AFTER INSERT ON {parts} BEGIN "
        f"INSERT INTO {forms} (rowid, word) VALUES (NEW.key, NEW.word); END",
        f"CREATE TRIGGER {words}_part_delete AFTER DELETE ON {parts} BEGIN "
        f"INSERT INTO {forms} ({forms}, rowid, word) VALUES ('delete', OLD.key, OLD.word); END",
        f"CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {words}_update AFTER UPDATE OF {listed} ON {table} WHEN {changed} "
        f"BEGIN {delete} {insert} END",
        f"CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {delete} END",
    ]


def _parts(row: str, columns: tuple[str, ...]) -> str:
    """What stands between the usual signs, as a table with a `value`: the texts as a JSON list."""
    texts = f"lower(json_array({', '.join(f'{row}.{column}' for column in columns)}))"
    for sign in APART:
        texts = f"""replace({texts}, '{sign}', '","')"""
    return f"json_each({texts})"
