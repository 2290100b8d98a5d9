"""Find rows by the beginnings of words: one question, FTS5 on SQLite, to_tsvector on PostgreSQL."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage.prepared import prepared, straight

_WORD = re.compile(r"[^\W_]+")
# Table → the columns whose words are found. The indexes are derived: rebuilt, never synced.
SEARCHED = {"products": ("sku", "name", "colour", "size"), "customer_pii": ("name", "email")}
SLIPS_FROM = 4  # letters; a shorter word one letter off is another word
SLIPS_UP_TO = 14  # a longer word is looked up as it is: its questions would be many
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS_EACH = 16  # of a spelling that begins more the beginning is asked: seeks are 0.1 ms each
NEXT = "0"  # the first sign there is in a word: behind it comes the next one


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
    return _ids(db, table, asked_for(db, text, limit))


def asked_for(
    db: Connection, text: str, limit: int = 200, *, whole: bool = False
) -> dict[str, str | int]:
    """The values of `matching`; none when there is no word in the text. `whole`: these words, and
    none that only begin so."""
    form = _whole if whole else _beginning
    return _values(db, [[form(db, word)] for word in words_in(text)], limit)


@cache
def matching(dialect: str, table: str) -> sa.Subquery:
    """What match_words finds, as the `id`s of a part of a larger question."""
    return _question(dialect, table).columns(sa.column("id", sa.Text)).subquery("matching")


def match_slips(db: Connection, table: str, text: str, limit: int = 50) -> list[str]:
    """As match_words, with one slip of the fingers in each longer word; callers sort the few.

    A letter too many, one missing, a wrong one, two swapped: about 50 spellings a letter. Which of
    them are words of a desk is looked up first, for FTS5 puts each of hundreds of beginnings
    together and weighs them all at every row (33 CPU-ms on 200,000 customers; so 17).
    """
    spelled = [sorted(spellings(word)) for word in words_in(text)]
    if all(len(group) == 1 for group in spelled):
        return []
    groups: list[list[str]] = []
    for group in spelled:
        as_told = _is_postgresql(db) or len(group) == 1
        known = [_beginning(db, w) for w in group] if as_told else _known(db, table, group)
        if not known:
            return []
        groups.append(known)
    return _ids(db, table, _values(db, groups, limit))


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


def _ids(db: Connection, table: str, asked: dict[str, str | int]) -> list[str]:
    return list(db.execute(_question(db.dialect.name, table), asked).scalars()) if asked else []


def _values(db: Connection, groups: list[list[str]], limit: int) -> dict[str, str | int]:
    """For rows that have one of each group; none where a group is empty."""
    if not groups or not all(groups):
        return {}
    either, both = (" | ", " & ") if _is_postgresql(db) else (" OR ", " AND ")
    return {"question": both.join(f"({either.join(group)})" for group in groups), "most": limit}


def _beginning(db: Connection, word: str) -> str:
    return f"{word}:*" if _is_postgresql(db) else f'"{word}"*'


def _whole(db: Connection, word: str) -> str:
    return word if _is_postgresql(db) else f'"{word}"'


def _known(db: Connection, table: str, spelled: list[str]) -> list[str]:
    """Of these spellings, in order, each with which a word begins: as those words, or as their
    beginning when they are many.

    A walk through both lists: each word that is found leads over all spellings before it.
    """
    found: list[str] = []
    at = 0
    while at < len(spelled) and (word := _next(db, table, spelled[at])):
        while at < len(spelled) and spelled[at] <= word and not word.startswith(spelled[at]):
            at += 1
        if at < len(spelled) and word.startswith(begins := spelled[at]):
            found += _words(db, table, begins, word)
            while at < len(spelled) and spelled[at].startswith(begins):
                at += 1
    return found


def _words(db: Connection, table: str, begins: str, word: str) -> list[str]:
    """FTS5 reads the rows of a word as they are wanted; those of a beginning it collects first."""
    words = []
    while word.startswith(begins):
        words.append(_whole(db, word))
        if len(words) > WORDS_EACH:
            return [_beginning(db, begins)]
        word = _next(db, table, word + NEXT)
    return words


def _next(db: Connection, table: str, word: str) -> str:
    """The first word of the index that is not before this one; empty behind the last."""
    found = prepared(db, _next_word(table)).read(db, {"word": word})
    return str(found[0]["term"]) if found else ""


@cache
def _next_word(table: str) -> sa.Select[Any]:
    term: sa.ColumnClause[str] = sa.column("term", sa.Text)
    words = sa.table(f"{table}_word_list", term)
    return sa.select(words.c.term).where(words.c.term >= sa.bindparam("word")).limit(sa.literal(1))


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
    words, keys = f"{table}_words", f"{table}_word_keys"
    return [
        # A key of its own: the rows' hidden rowid may change, and finding by text would be a scan.
        f"CREATE TABLE {keys} (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        f"CREATE VIRTUAL TABLE {words} USING fts5({', '.join(columns)}, "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')",
        f"CREATE VIRTUAL TABLE {table}_word_list USING fts5vocab({words}, 'instance')",
        *_triggers(table, columns).values(),
    ]


@cache
def _triggers(table: str, columns: tuple[str, ...]) -> dict[str, str]:
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
    acts = {
        "insert": f"INSERT ON {table} BEGIN {insert} END",
        "update": f"UPDATE OF {listed} ON {table} WHEN {changed} BEGIN {delete} {insert} END",
        "delete": f"DELETE ON {table} BEGIN {delete} END",
    }
    return {
        f"{words}_{act}": f"CREATE TRIGGER {words}_{act} AFTER {does}" for act, does in acts.items()
    }


@contextmanager
def indexed_at_the_end(db: Connection) -> Iterator[None]:
    """For a desk's tables that are emptied and filled anew meanwhile: the words of all rows are
    told to FTS5 at once, a third of its work (10,000 products: 70 CPU-ms, one by one 214)."""
    tables = {table: dict(_triggers(table, columns)) for table, columns in SEARCHED.items()}
    for table, triggers in tables.items():
        del triggers[f"{table}_words_delete"]  # it empties the index with the rows
        for name in triggers:
            straight(db, f"DROP TRIGGER {name}")
    yield
    for table, triggers in tables.items():
        words, keys, listed = f"{table}_words", f"{table}_word_keys", ", ".join(SEARCHED[table])
        known = f"INSERT INTO {keys} (id) SELECT id FROM {table} WHERE true"
        straight(db, f"{known} ON CONFLICT (id) DO NOTHING")
        straight(
            db,
            f"INSERT INTO {words} (rowid, {listed}) SELECT k.key, {listed} "
            f"FROM {keys} k JOIN {table} t ON t.id = k.id ORDER BY k.key",
        )
        for statement in triggers.values():
            straight(db, statement)
