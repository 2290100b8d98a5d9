"""Find rows by the beginnings of words: one question, FTS5 on SQLite, to_tsvector on PostgreSQL."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_WORD = re.compile(r"[^\W_]+")
# Table → the columns whose words are found. The indexes are derived: rebuilt, never synced.
SEARCHED = {"products": ("sku", "name", "colour", "size"), "customer_pii": ("name", "email")}
SLIPS_FROM = 4  # letters; a shorter word one letter off is another word
SLIPS_UP_TO = 14  # a longer word is looked up as it is: its questions would be many
LETTERS = "abcdefghijklmnopqrstuvwxyz"


# From here on FTS5 takes deleted words out of its index at once; before, a merge of segments does.
SECURE_DELETE = (3, 42, 0)


def create_search(db: Connection) -> None:
    for table, columns in SEARCHED.items():
        for statement in (
            _postgresql(table, columns) if _is_postgresql(db) else _sqlite(table, columns)
        ):
            db.exec_driver_sql(statement)
        if _deletes_securely(db):
            words = f"{table}_words"
            db.exec_driver_sql(f"INSERT INTO {words} ({words}, rank) VALUES ('secure-delete', 1)")


def forget_words(db: Connection, table: str) -> None:
    """Leave no word of rows that were emptied, where deleting alone does not: a rare, slow act."""
    if not _is_postgresql(db) and not _deletes_securely(db):
        words = f"{table}_words"
        db.exec_driver_sql(f"INSERT INTO {words} ({words}) VALUES ('optimize')")


def match_words(db: Connection, table: str, text: str, limit: int = 200) -> list[str]:
    """Ids of rows of `table` with a word that begins with each word of `text`, at most `limit`.

    Not ranked: ranking a short prefix costs 10–18 ms on a million rows; callers sort the few.
    """
    return _matching(db, table, [[word] for word in words_in(text)], limit)


def match_slips(db: Connection, table: str, text: str, limit: int = 50) -> list[str]:
    """As match_words, with one slip of the fingers in each longer word; callers sort the few.

    A letter too many, one missing, a wrong one, two swapped. All spellings are looked up at once:
    about 50 a letter, each one seek, whatever the number of rows, and no extension is needed.
    """
    spelled = [sorted(spellings(word)) for word in words_in(text)]
    if all(len(group) == 1 for group in spelled):
        return []
    return _matching(db, table, spelled, limit)


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def spellings(word: str) -> set[str]:
    """What the word may have been meant to begin with; a code with digits is meant as it is."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if _plain(sign))
    if not (SLIPS_FROM <= len(bare) <= SLIPS_UP_TO and bare.isalpha()):
        return {word}
    return {bare, *_slips(bare)}


def _slips(word: str) -> Iterator[str]:
    """Without its last letter a word begins all that differ at the end: no need to spell those."""
    cuts = [(word[:at], word[at:]) for at in range(len(word))]
    for head, tail in cuts:
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
            for letter in LETTERS:
                yield head + letter + tail[1:]
                yield head + letter + tail


def _plain(sign: str) -> bool:
    return not unicodedata.combining(sign)


def _matching(db: Connection, table: str, words: list[list[str]], limit: int) -> list[str]:
    """Ids of rows that have, for each group, a word that begins with one of the group."""
    if not words:
        return []
    if _is_postgresql(db):
        groups = ("(" + " | ".join(f"{word}:*" for word in group) + ")" for group in words)
        question = " & ".join(groups)
    else:
        groups = ("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in words)
        question = " AND ".join(groups)
    found = db.execute(_question(db.dialect.name, table), {"question": question, "most": limit})
    return [row_id for (row_id,) in found]


def _is_postgresql(db: Connection) -> bool:
    return db.dialect.name == "postgresql"


def _deletes_securely(db: Connection) -> bool:
    version = db.dialect.server_version_info
    return not _is_postgresql(db) and version is not None and version >= SECURE_DELETE


@cache
def _question(dialect: str, table: str) -> sa.TextClause:
    if dialect == "postgresql":
        vector = _vector(SEARCHED[table])
        return sa.text(
            f"SELECT id FROM {table} WHERE {vector} @@ to_tsquery('simple', :question) LIMIT :most"
        )
    words, keys = f"{table}_words", f"{table}_word_keys"
    return sa.text(
        f"SELECT k.id FROM {words} w JOIN {keys} k ON k.key = w.rowid "
        f"WHERE {words} MATCH :question LIMIT :most"
    )


def _vector(columns: tuple[str, ...]) -> str:
    """Words end at every sign, as in FTS5: else TR-0017 is read as TR and a number below zero."""
    joined = " || ' ' || ".join(columns)
    return f"to_tsvector('simple', regexp_replace({joined}, '[!-/:-@[-`{{-~]+', ' ', 'g'))"


def _postgresql(table: str, columns: tuple[str, ...]) -> list[str]:
    return [f"CREATE INDEX ix_{table}_words ON {table} USING gin ({_vector(columns)})"]


def _sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    """An FTS5 table beside the rows; its triggers act only when a searched word changed."""
    listed = ", ".join(columns)
    new = ", ".join(f"NEW.{column}" for column in columns)
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    words, keys = f"{table}_words", f"{table}_word_keys"
    key = f"(SELECT key FROM {keys} WHERE id = {{row}}.id)"
    insert = (
        f"INSERT INTO {keys} (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING; "
        f"INSERT INTO {words} (rowid, {listed}) VALUES ({key.format(row='NEW')}, {new});"
    )
    delete = f"DELETE FROM {words} WHERE rowid = {key.format(row='OLD')};"
    return [
        # A key of its own: the rows' hidden rowid may change, and finding by text would be a scan.
        f"CREATE TABLE {keys} (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        f"CREATE VIRTUAL TABLE {words} USING fts5({listed}, "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')",
        f"CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {words}_update AFTER UPDATE OF {listed} ON {table} WHEN {changed} "
        f"BEGIN {delete} {insert} END",
        f"CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {delete} END",
    ]
