"""Is a desk's own bookkeeping whole: images, cursor, outbox (D1, D2, F2, C1, C2, A1 on a desk)."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.insights.verify.check import (
    DESK,
    STREAM_BODIES,
    Check,
    Violation,
    found,
    stream,
    violation,
)
from app.insights.verify.commands import REDACTED
from app.storage.images import PREFIX, assert_images
from app.storage.outbox import (
    NO_CHAIN,
    body_hash,
    chain_parts,
    desk_state,
    next_chain,
    outbox,
    outbox_archive,
)
from app.storage.schema import Nobody, synced_tables


@cache
def twin_of(rows: sa.Table) -> sa.TableClause:
    """The images of a synced table; `absent` where the server had no such row."""
    columns = (sa.column(column.name, column.type) for column in rows.columns)
    return sa.table(PREFIX + rows.name, sa.column("absent", sa.Integer), *columns)


def images(db: Connection) -> Iterator[Violation]:
    there = set(sa.inspect(db).get_table_names())
    for rows in synced_tables():
        if PREFIX + rows.name not in there:
            yield violation(entity=PREFIX + rows.name, code="table_missing")
    try:
        assert_images(db)
    except RuntimeError as error:
        yield violation(code="triggers", told=str(error))


def twins(db: Connection) -> Iterator[Violation]:
    """A row differs from the server's only while a command that touched it is under way."""
    pending = set(db.execute(sa.select(outbox.c.command_id)).scalars())
    there = set(sa.inspect(db).get_table_names())
    for rows in synced_tables():
        twin = twin_of(rows)
        if twin.name not in there:
            continue  # D1 tells
        if not pending:
            yield from found(db, sa.select(twin.c.id), entity=rows.name, code="image_left")
        if "command_id" in rows.c:
            yield from _of_nobody_here(db, rows, twin, pending)
        if isinstance(rows.info["buckets"], Nobody):
            unsent = rows.outerjoin(twin, twin.c.id == rows.c.id)
            kept = sa.select(rows.c.id).select_from(unsent).where(twin.c.id.is_(None))
            yield from found(db, kept, entity=rows.name, code="never_the_servers")


def _of_nobody_here(
    db: Connection, rows: sa.Table, twin: sa.TableClause, pending: set[str]
) -> Iterator[Violation]:
    made = (
        sa.select(rows.c.id, rows.c.command_id)
        .join(twin, twin.c.id == rows.c.id)
        .where(twin.c.absent == 1)
    )
    for row in stream(db, made):
        if row["command_id"] not in pending:
            yield violation(
                entity=rows.name, id=row["id"], command=row["command_id"], code="not_pending"
            )


def cursor(db: Connection) -> Iterator[Violation]:
    states = db.execute(sa.select(desk_state)).mappings().all()
    if len(states) != 1:
        yield violation(entity=desk_state.name, rows=len(states))
        return
    state = states[0]
    if state["seq"] < 0 or (state["seq"] > 0) != (state["chain"] != ""):
        yield violation(seq=state["seq"], code="cursor_without_chain")
    if state["seq"] and not (state["device_id"] and state["replica_id"] and state["epoch"]):
        yield violation(seq=state["seq"], code="cursor_without_identity")


def once(db: Connection) -> Iterator[Violation]:
    kept = sa.union_all(sa.select(outbox.c.command_id), sa.select(outbox_archive.c.command_id))
    every = kept.subquery("every")
    times = sa.func.count().label("times")
    yield from found(
        db,
        sa.select(every.c.command_id.label("command"), times)
        .group_by(every.c.command_id)
        .having(sa.func.count() > 1),
    )


def bodies(db: Connection) -> Iterator[Violation]:
    for rows in (outbox_archive, outbox):
        statement = sa.select(rows.c.command_id, rows.c.kind, rows.c.v, rows.c.body, rows.c.hash)
        for row in stream(db, statement, STREAM_BODIES):
            if REDACTED in row["body"] and rows is outbox_archive:
                continue  # the person was erased: the hash stays as evidence of what was sent
            if body_hash(row["kind"], row["v"], row["body"]) != row["hash"]:
                yield violation(entity=rows.name, command=row["command_id"], kind=row["kind"])


def device_chain(db: Connection) -> Iterator[Violation]:
    """Archive, then outbox: dense, each chained to the one before. Negative numbers are history.

    The oldest that is kept may stand on one that was thrown away: its own link is believed then.
    """
    last, chain = 0, NO_CHAIN
    for name, row in _numbered(db):
        seq = row["client_seq"]
        if seq == last + 1:
            parts = chain_parts(row["command_id"], row["hash"], row["user_id"], row["occurred_at"])
            if row["chain"] != next_chain(chain, *parts):
                yield violation(
                    entity=name, client_seq=seq, code="chain", command=row["command_id"]
                )
        elif last or name == outbox.name:
            yield violation(entity=name, client_seq=last + 1, code="gap", next=row["command_id"])
        last, chain = seq, row["chain"]


def _numbered(db: Connection) -> Iterator[tuple[str, Any]]:
    for rows in (outbox_archive, outbox):
        statement = (
            sa.select(
                rows.c.client_seq,
                rows.c.command_id,
                rows.c.hash,
                rows.c.user_id,
                rows.c.occurred_at,
                rows.c.chain,
            )
            .where(rows.c.client_seq > 0)
            .order_by(rows.c.client_seq)
        )
        for row in stream(db, statement):
            yield rows.name, row


_KEPT = (outbox.name, outbox_archive.name)
CHECKS = (
    Check("D1", "every synced table has its images and triggers", DESK, images, ()),
    Check(
        "D2",
        "a row differs from the server's only through a command under way",
        DESK,
        twins,
        (outbox.name,),
    ),
    Check("F2", "there is one cursor, and it is whole", DESK, cursor, (desk_state.name,)),
    Check("C1", "a command is kept once, queued or archived", DESK, once, _KEPT),
    Check("C2", "a command's body is the one that was made", DESK, bodies, _KEPT),
    Check("A1", "the device's commands are dense and hash-chained", DESK, device_chain, _KEPT),
)
