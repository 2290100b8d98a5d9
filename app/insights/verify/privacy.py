"""Is there nothing that must not be kept: card numbers, and persons who were erased (X2, X3)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.customers.model import looks_like_card_number
from app.customers.tables import PERSONAL, customer_pii, customers
from app.insights.verify.check import (
    DESK,
    SERVER,
    STREAM_BODIES,
    STREAM_ROWS,
    Check,
    Violation,
    found,
    stream,
    violation,
)
from app.orders.tables import orders
from app.storage.images import PREFIX
from app.storage.outbox import outbox_archive
from app.storage.schema import Side, is_synced, tables_of

SHORTEST = 13  # digits of the shortest card number
# Digits by their nature: one in ten has a Luhn digit, some begin like a card. No clerk types here.
NUMBERS = frozenset({"gtin", "phone", "phone_reversed", "value_reversed"})
# Random by their nature, or made of ids: hashes, keys, signed tokens, lists of buckets.
MADE = frozenset(
    {
        "audience",
        "boot_id",
        "buckets",
        "chain",
        "credential",
        "device_chain",
        "digest",
        "forked_into",
        "grant",
        "hash",
        "server_key",
        "token",
    }
)
SECRETS = frozenset({"server_secrets"})
LARGE = frozenset({"commands", "outbox", "outbox_archive", "drafts"})
# Inside JSON: our ids and hashes, and phone numbers in international form.
_OURS = re.compile(r"\b(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})\b|\+[0-9]{8,15}\b")
_MAYBE = re.compile(r"[0-9](?:[^0-9A-Za-z]{0,2}[0-9]){12}")


def cards_of_server(db: Connection) -> Iterator[Violation]:
    yield from _cards(db, Side.SERVER)


def cards_of_desk(db: Connection) -> Iterator[Violation]:
    yield from _cards(db, Side.DESK)


def holds_card(text: str) -> bool:
    """Whether somebody's card number stands in a text of ours: ids and phone numbers are none."""
    if text.isascii() and not _MAYBE.search(text):
        return False  # most texts: tens of times quicker than to look closely
    return looks_like_card_number(_OURS.sub("#", text))


def _cards(db: Connection, side: Side) -> Iterator[Violation]:
    there = set(sa.inspect(db).get_table_names())
    for rows in tables_of(side):
        if rows.name not in there or rows.name in SECRETS:
            continue
        yield from _cards_in(db, rows, rows.name)
        if side is Side.DESK and is_synced(rows) and PREFIX + rows.name in there:
            yield from _cards_in(db, rows, PREFIX + rows.name)


def _cards_in(db: Connection, rows: sa.Table, name: str) -> Iterator[Violation]:
    """`name` is the table's own, or its twin's, which has the same columns."""
    texts = _texts(rows)
    if not texts:
        return
    keys = _keys(rows)
    statement = _long_texts(rows, name)
    for row in stream(db, statement, STREAM_BODIES if name in LARGE else STREAM_ROWS):
        for each in texts:
            if row[each] and holds_card(row[each]):
                row_id = "/".join(str(row[key]) for key in keys)
                yield violation(entity=name, id=row_id, column=each)  # never the number itself


@cache
def _long_texts(rows: sa.Table, name: str) -> sa.Select[Any]:
    texts = _texts(rows)
    told = (sa.column(each, rows.c[each].type) for each in [*_keys(rows), *texts])
    source = sa.table(name, *told)
    return sa.select(*source.c).where(
        sa.or_(*(sa.func.length(source.c[each]) >= SHORTEST for each in texts))
    )


def _keys(rows: sa.Table) -> list[str]:
    return [column.name for column in rows.primary_key]


@cache
def _texts(rows: sa.Table) -> list[str]:
    return [column.name for column in rows.columns if _may_hold_text(column)]


def _may_hold_text(column: sa.Column[str]) -> bool:
    """Ids are String(32); whatever people or programs write is Text."""
    return (
        isinstance(column.type, sa.Text)
        and not column.primary_key
        and column.name not in NUMBERS | MADE
        and not column.name.endswith(("_hash", "_salt", "_id"))
    )


_erased = sa.select(customer_pii.c.id).where(customer_pii.c.erased_at.is_not(None))


def _readable(rows: sa.Table) -> sa.Select[Any]:
    """Rows of erased customers with anything left that people wrote."""
    owner = rows.c.get("customer_id", rows.c.id)
    told = [c for c in rows.columns if isinstance(c.type, sa.Text) and c.name != "kind"]
    return sa.select(rows.c.id.label("row"), owner.label("customer")).where(
        owner.in_(_erased), sa.or_(*(column != "" for column in told))
    )


_noted = sa.select(orders.c.id.label("row"), orders.c.customer_id.label("customer")).where(
    orders.c.customer_id.in_(_erased), orders.c.note != ""
)
_reached = sa.select(customers.c.id.label("row"), customers.c.merged_into.label("customer")).where(
    customers.c.id.not_in(_erased), customers.c.merged_into.in_(_erased)
)


def erased(db: Connection) -> Iterator[Violation]:
    for rows in PERSONAL:
        yield from found(db, _readable(rows), entity=rows.name)
    yield from found(db, _noted, entity=orders.name)
    yield from found(db, _reached, entity=customers.name)


def remembered(db: Connection) -> Iterator[Violation]:
    """The rows, and what a desk keeps beside them: base images, and commands sent long ago."""
    yield from erased(db)
    gone = set(db.execute(_erased).scalars())
    if not gone:
        return
    there = set(sa.inspect(db).get_table_names())
    for rows in PERSONAL:
        twin = rows.to_metadata(sa.MetaData(), name=PREFIX + rows.name)
        if twin.name in there:
            yield from found(db, _readable(twin), entity=twin.name)
    kept = sa.select(outbox_archive.c.command_id, outbox_archive.c.body)
    for row in stream(db, kept, STREAM_BODIES):
        if _personal.search(row["body"]) and any(each in row["body"] for each in gone):
            yield violation(entity=outbox_archive.name, command=row["command_id"])


# Fields of commands that tell who somebody is, with something in them.
_personal = re.compile(
    r'"(?:name|phone|email|street|value|seen|body|proxy_name)":"(?!\[removed\])[^"]'
)


_NO_CARDS = "no card number stands in any text"
_FORGOTTEN = "erased customers have no readable personal data"
CHECKS = (
    Check("X2", _NO_CARDS, SERVER, cards_of_server, ("orders", "customer_pii", "commands")),
    Check("X2", _NO_CARDS, DESK, cards_of_desk, ("orders", "customer_pii", "outbox")),
    Check("X3", _FORGOTTEN, SERVER, erased, tuple(rows.name for rows in PERSONAL)),
    Check("X3", _FORGOTTEN, DESK, remembered, (*(r.name for r in PERSONAL), outbox_archive.name)),
)
