"""Find rows by the beginnings of words: one question, FTS5 on SQLite, to_tsvector on PostgreSQL."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.storage.prepared import prepared
from app.storage.words import PREFIXES, is_postgresql, vector

_WORD = re.compile(r"[^\W_]+")
SLIPS_FROM = 4  # letters; a shorter word one letter off is another word
SLIPS_UP_TO = 14  # a longer word is looked up as it is: its questions would be many
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS_EACH = 16  # of what begins more words the beginning is asked
BEHIND_ALL = chr(0x10FFFF)  # of what can follow a beginning


def match_words(db: Connection, table: str, text: str, limit: int = 200) -> list[str]:
    """Ids of rows of `table` with a word that begins with each word of `text`, at most `limit`.

    Not ranked: ranking a short prefix costs 10–18 ms on a million rows; callers sort the few.
    """
    return _ids(db, table, asked_for(db, table, text, limit))


def asked_for(
    db: Connection, table: str, text: str, limit: int = 200, *, whole: bool = False
) -> dict[str, str | int]:
    """The values of `matching`; none when no row can have such words. `whole`: these words, and
    none that only begin so."""
    words = words_in(text)
    groups = [[_whole(db, word)] if whole else _begun(db, table, word) for word in words]
    return _values(db, groups, limit)


@cache
def matching(dialect: str, table: str) -> sa.Subquery:
    """What match_words finds, as the `id`s of a part of a larger question."""
    return _question(dialect, table).columns(sa.column("id", sa.Text)).subquery("matching")


def match_slips(db: Connection, table: str, text: str, limit: int = 50) -> list[str]:
    """As match_words, with one slip of the fingers in each longer word; callers sort the few.

    A letter too many, one missing, a wrong one, two swapped: about 50 spellings a letter. Which of
    them are words of a desk is looked up first, for FTS5 puts each of hundreds of beginnings
    together and weighs them all at every row.
    """
    spelled = [sorted(spellings(word)) for word in words_in(text)]
    if all(len(group) == 1 for group in spelled):
        return []
    groups: list[list[str]] = []
    for group in spelled:
        if is_postgresql(db):
            known = [_beginning(db, word) for word in group]
        else:
            known = _known(db, table, group) if len(group) > 1 else _begun(db, table, group[0])
        if not known:
            return []
        groups.append(known)
    return _ids(db, table, _values(db, groups, limit))


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def spellings(word: str) -> set[str]:
    """What the word may have been meant to begin with; a code with digits is meant as it is."""
    bare = _bare(word)
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


def _bare(word: str) -> str:
    signs = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _ids(db: Connection, table: str, asked: dict[str, str | int]) -> list[str]:
    return list(db.execute(_question(db.dialect.name, table), asked).scalars()) if asked else []


def _values(db: Connection, groups: list[list[str]], limit: int) -> dict[str, str | int]:
    """For rows that have one of each group; none where a group is empty."""
    if not groups or not all(groups):
        return {}
    either, both = (" | ", " & ") if is_postgresql(db) else (" OR ", " AND ")
    return {"question": both.join(f"({either.join(group)})" for group in groups), "most": limit}


def _beginning(db: Connection, word: str) -> str:
    return f"{word}:*" if is_postgresql(db) else f'"{word}"*'


def _whole(db: Connection, word: str) -> str:
    return word if is_postgresql(db) else f'"{word}"'


def _begun(db: Connection, table: str, word: str) -> list[str]:
    """Short beginnings have an index of their own; of others FTS5 would collect every row first,
    4 ms of a first name in a million: it is asked for the words that begin so."""
    bare = _bare(word)
    if is_postgresql(db) or len(bare) <= max(PREFIXES) or not bare.isascii():
        return [_beginning(db, word)]
    return _words(db, table, bare)


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
            found += _words(db, table, begins)
            while at < len(spelled) and spelled[at].startswith(begins):
                at += 1
    return found


def _words(db: Connection, table: str, begins: str) -> list[str]:
    """FTS5 reads the rows of a word as they are wanted; those of a beginning it collects first."""
    asked = {"low": begins, "high": begins + BEHIND_ALL}
    words = [row[0] for row in prepared(db, _words_between(table)).rows(db, asked)]
    if len(words) > WORDS_EACH:
        return [_beginning(db, begins)]
    return [_whole(db, word) for word in words]


def _next(db: Connection, table: str, word: str) -> str:
    """The first word of the index that is not before this one; empty behind the last."""
    return prepared(db, _next_word(table)).scalar(db, {"low": word}) or ""


@cache
def _next_word(table: str) -> sa.Select[Any]:
    term: sa.ColumnClause[str] = sa.column("term", sa.Text)
    words = sa.table(f"{table}_word_list", term)
    return sa.select(words.c.term).where(words.c.term >= sa.bindparam("low")).limit(sa.literal(1))


@cache
def _words_between(table: str) -> sa.Select[Any]:
    few = sa.literal(WORDS_EACH + 1)
    return _next_word(table).where(sa.column("term") < sa.bindparam("high")).limit(few)


@cache
def _question(dialect: str, table: str) -> sa.TextClause:
    if dialect == "postgresql":
        return sa.text(
            f"SELECT id FROM {table} WHERE {vector(table)} @@ to_tsquery('simple', :question) "
            "LIMIT :most"
        )
    words, keys = f"{table}_words", f"{table}_word_keys"
    return sa.text(
        f"SELECT k.id FROM {words} w JOIN {keys} k ON k.key = w.rowid "
        f"WHERE {words} MATCH :question LIMIT :most"
    )
